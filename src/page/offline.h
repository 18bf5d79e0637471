/* SPDX-License-Identifier: MIT
 * What the script of the offline page calls, on linear memory: it puts a text into the room it asks for, calls a
 * function, and reads the result. Results are JSON, but for documents, which are their bytes. Everything that is said
 * or decided is said and decided here or below; the script draws it. Knows no browser.
 *
 * `language`: enum pl_language. Facts are named by the positions of their fields; `record` is a position in a list, or
 * -1.
 */
#ifndef PL_PAGE_OFFLINE_H
#define PL_PAGE_OFFLINE_H

#include <stddef.h>
#include <stdint.h>

struct pl_offline;

/* There is one, for as long as the page is open. */
struct pl_offline *pl_offline_new(void);
/* Memory for a text of that length; what a function takes as "the text". */
char *pl_offline_room(struct pl_offline *offline, size_t length);
/* What the last function came to. */
const char *pl_offline_result(const struct pl_offline *offline);
size_t pl_offline_length(const struct pl_offline *offline);

/* The words of the page, the vocabulary, the documents, the formats and the tables. */
void pl_offline_words(struct pl_offline *offline, int32_t language);
/* Authorities of the register whose name begins with the text or holds it, the largest first. */
void pl_offline_find(struct pl_offline *offline, int32_t language);
/* A profile to begin with: that of the authority of the kind `kind` (a position) whose code is the text, or, where the
 * register has none, of that kind and called so. The result is YAML. */
void pl_offline_start(struct pl_offline *offline, int32_t language, int32_t kind);

/* How the file of the profile is called, where the proof and messages name it. */
void pl_offline_name(struct pl_offline *offline);
/* Reads the text as a profile and plans, on that day. What follows is about this profile. */
void pl_offline_read(struct pl_offline *offline, int32_t language, int32_t today);
/* A document in a format, or of a format that is none a table (its position, -1: all); positions as in the words. */
void pl_offline_write(struct pl_offline *offline, int32_t document, int32_t format, int32_t table);
/* Every document that the plan calls for in a format, as one zip: what `planner dossier` writes into a folder. */
void pl_offline_dossier(struct pl_offline *offline, int32_t format);
/* The validation circuit as a page of HTML. */
void pl_offline_circuit(struct pl_offline *offline);
/* The items of the plan, and why one of them, named by the text, is in it or is not, with the smallest change that
 * would flip it. */
void pl_offline_items(struct pl_offline *offline);
void pl_offline_why(struct pl_offline *offline);
/* How far one is, the questions of the text passed over: the fields' positions, with spaces between. */
void pl_offline_progress(struct pl_offline *offline);
/* What is asked about a fact, why, and what its answers would settle. */
void pl_offline_explain(struct pl_offline *offline, int32_t field);

/* The profile with another value of a fact, written as an answer is; an empty text takes the fact out. Of a list, the
 * fact is one of the record's. The result has the new text of the profile, or what is wrong with the answer. */
void pl_offline_answer(struct pl_offline *offline, int32_t field, int32_t record);
/* The profile with one record more at the end of a list: one that says of `field`, a fact of its records, what the text
 * answers. */
void pl_offline_add(struct pl_offline *offline, int32_t field);
/* The profile with a record of a list at another position; -1: without it. */
void pl_offline_move(struct pl_offline *offline, int32_t field, int32_t record, int32_t to);

#endif
