/* SPDX-License-Identifier: MIT
 * What the host program of the build prints from the tables of the program: manual pages. English
 * pages are mdoc(7). French ones are man(7), because mdoc knows the headings, volumes and dates of a page in English
 * only.
 */
#ifndef PL_CLI_EMIT_H
#define PL_CLI_EMIT_H

#include "cli/cli.h"

struct pl_page {
    const struct pl_knowledge *k;
    enum pl_language language;
    const char *date; /* of the release */
    int depth;        /* of lists */
    struct pl_buffer *out;
};

/* What a word is: it decides the macro or the font. */
enum pl_mark { PL_MARK_COMMAND, PL_MARK_OPTION, PL_MARK_ARGUMENT, PL_MARK_NAME };

/* A list of terms, each with a text; lists nest. */
enum pl_spacing { PL_LOOSE, PL_COMPACT };
void pl_roff_list(struct pl_page *page, enum pl_spacing spacing);
void pl_roff_list_end(struct pl_page *page, enum pl_spacing spacing);
/* A term is begun, made of words and plain commas, and ended. */
void pl_roff_term(struct pl_page *page);
void pl_roff_term_word(struct pl_page *page, enum pl_mark mark, const char *text);
void pl_roff_term_comma(struct pl_page *page);
void pl_roff_term_end(struct pl_page *page);

/* Lines of running text, wrapped; `of this form` is set as a literal, line breaks are spaces. */
void pl_roff_text(struct pl_page *page, const char *text);
/* The same as a sentence: with a capital and a full stop. */
void pl_roff_sentence(struct pl_page *page, const char *text);
/* A word in running text, followed by punctuation. */
void pl_roff_word(struct pl_page *page, enum pl_mark mark, const char *text, const char *after);
void pl_roff_paragraph(struct pl_page *page);
void pl_roff_subsection(struct pl_page *page, const char *title);
/* Lines as they are. */
void pl_roff_literal(struct pl_page *page, const char *text, size_t length);

/* Parts of the pages, from the tables. */
void pl_emit_fields(struct pl_page *page);
void pl_emit_derived(struct pl_page *page);
void pl_emit_needs(struct pl_page *page);
void pl_emit_editions(struct pl_page *page);
void pl_emit_phases(struct pl_page *page);
void pl_emit_roles(struct pl_page *page);

#endif
