/* SPDX-License-Identifier: MIT
 * The few constructs a manual page is made of, in mdoc(7) for English and in man(7) for French.
 */
#include <string.h>

#include "base/text.h"
#include "cli/emit.h"
#include "report/values.h"

enum { LINE_MAX_COLUMNS = 78 };

/* By language: mdoc, man. */
static const char *const list_open[PL_LANGUAGES][2] = {
    [PL_EN] = {".Bl -tag -width Ds\n", ".Bl -tag -width Ds -compact\n"},
    [PL_FR] = {"", ".PD 0\n"},
};
static const char *const list_close[PL_LANGUAGES][2] = {
    [PL_EN] = {".El\n", ".El\n"},
    [PL_FR] = {"", ".PD\n"},
};
static const char *const term_open[PL_LANGUAGES] = {[PL_EN] = ".It", [PL_FR] = ".TP\n"};
static const char *const macros[] = {
    [PL_MARK_COMMAND] = "Ic", [PL_MARK_OPTION] = "Fl", [PL_MARK_ARGUMENT] = "Ar", [PL_MARK_NAME] = "Ic"};
static const char *const fonts[] = {
    [PL_MARK_COMMAND] = "\\fB", [PL_MARK_OPTION] = "\\fB\\-", [PL_MARK_ARGUMENT] = "\\fI", [PL_MARK_NAME] = "\\fB"};

static void add(struct pl_page *page, const char *text)
{
    pl_buffer_add_text(page->out, text);
}

static void add_char(struct pl_page *page, char c, bool literal)
{
    if (c == '\\') {
        add(page, "\\e");
    } else if (c == '-' && literal) {
        add(page, "\\-");
    } else {
        pl_buffer_add_char(page->out, c);
    }
}

/* A word of a macro line or between fonts. */
static void add_literal(struct pl_page *page, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        add_char(page, text[i], page->language == PL_FR || i > 0);
    }
}

void pl_roff_list(struct pl_page *page, enum pl_spacing spacing)
{
    add(page, page->language == PL_FR && page->depth > 0 ? ".RS\n" : "");
    add(page, list_open[page->language][spacing]);
    page->depth++;
}

void pl_roff_list_end(struct pl_page *page, enum pl_spacing spacing)
{
    page->depth--;
    add(page, list_close[page->language][spacing]);
    add(page, page->language == PL_FR && page->depth > 0 ? ".RE\n" : "");
}

void pl_roff_term(struct pl_page *page)
{
    add(page, term_open[page->language]);
}

void pl_roff_term_word(struct pl_page *page, enum pl_mark mark, const char *text)
{
    const char *data = pl_buffer_text(page->out);
    if (page->language == PL_EN) {
        add(page, " ");
        add(page, macros[mark]);
        add(page, " ");
        add_literal(page, text, strlen(text));
        return;
    }
    add(page, data[page->out->length - 1] == '\n' ? "" : " ");
    add(page, fonts[mark]);
    add_literal(page, text, strlen(text));
    add(page, "\\fR");
}

void pl_roff_term_comma(struct pl_page *page)
{
    add(page, page->language == PL_EN ? " ," : ",");
}

void pl_roff_term_end(struct pl_page *page)
{
    add(page, "\n");
}

/* The bytes up to the next space or line break. */
static size_t word_length(const char *text)
{
    return strcspn(text, " \n");
}

/* A word of running text; back quotes turn the literal font on and off. */
static void add_word(struct pl_page *page, const char *word, size_t length, bool *quoted)
{
    for (size_t i = 0; i < length; i++) {
        if (word[i] == '`') {
            *quoted = !*quoted;
            add(page, *quoted ? "\\fB" : "\\fR");
        } else if (strncmp(word + i, "\u00a0", 2) == 0 || strncmp(word + i, "\u202f", 3) == 0) {
            add(page, "\\~");
            i += word[i] == '\xc2' ? 1 : 2;
        } else {
            bool copied = *quoted || *word == '-' || strncmp(word, "«", 2) == 0; /* what is typed can be copied */
            add_char(page, word[i], copied);
        }
    }
}

/* Columns of a word in the source: a character beyond ASCII is written out by roff before lines are measured. */
static size_t source_width(const char *word, size_t length)
{
    enum { WRITTEN_OUT = 8 };
    struct pl_view view = {word, length};
    size_t width = 0;
    while (view.length > 0) {
        width += pl_view_next(&view) < 0x80 ? 1 : WRITTEN_OUT;
    }
    return width;
}

static bool ends_sentence(const char *word, size_t length)
{
    return length > 1 && strchr(".?!", word[length - 1]) != NULL;
}

void pl_roff_text(struct pl_page *page, const char *text)
{
    size_t column = 0;
    bool quoted = false;
    for (size_t length = 0; *text != '\0'; text += length) {
        text += strspn(text, " \n");
        length = word_length(text);
        if (length == 0) {
            break;
        }
        size_t width = source_width(text, length);
        if (column > 0 && column + 1 + width > LINE_MAX_COLUMNS) {
            add(page, "\n");
            column = 0;
        } else if (column > 0) {
            add(page, " ");
        }
        add(page, column == 0 && strchr(".'", *text) != NULL ? "\\&" : "");
        add_word(page, text, length, &quoted);
        column += 1 + width;
        if (ends_sentence(text, length) && text[length] != '\0') {
            add(page, "\n");
            column = 0;
        }
    }
    add(page, column > 0 ? "\n" : "");
}

void pl_roff_sentence(struct pl_page *page, const char *text)
{
    struct pl_buffer sentence = {0};
    size_t length = strlen(text);
    pl_say_capitalised(&sentence, text);
    if (length > 0 && strchr(".?!", text[length - 1]) == NULL) {
        pl_buffer_add_char(&sentence, '.');
    }
    pl_roff_text(page, pl_buffer_text(&sentence));
    pl_buffer_done(&sentence);
}

void pl_roff_word(struct pl_page *page, enum pl_mark mark, const char *text, const char *after)
{
    add(page, page->language == PL_EN ? "." : fonts[mark]);
    if (page->language == PL_EN) {
        add(page, macros[mark]);
        add(page, " ");
    }
    add_literal(page, text, strlen(text));
    if (page->language == PL_FR) {
        add(page, "\\fR");
    } else if (*after != '\0') {
        add(page, " ");
    }
    add(page, after);
    add(page, "\n");
}

void pl_roff_paragraph(struct pl_page *page)
{
    add(page, page->language == PL_EN ? ".Pp\n" : page->depth > 0 ? ".IP\n" : ".PP\n");
}

void pl_roff_subsection(struct pl_page *page, const char *title)
{
    add(page, page->language == PL_EN ? ".Ss " : ".SS ");
    add_literal(page, title, strlen(title));
    add(page, "\n");
}

void pl_roff_literal(struct pl_page *page, const char *text, size_t length)
{
    add(page, page->language == PL_EN ? ".Bd -literal -offset indent -compact\n" : ".EX\n");
    for (size_t i = 0; i < length; i++) {
        add_char(page, text[i], true);
    }
    add(page, "\n");
    add(page, page->language == PL_EN ? ".Ed\n" : ".EE\n");
}
