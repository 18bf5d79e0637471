/* SPDX-License-Identifier: MIT
 * Facts as a reader writes them: numbers, durations, dates and names of values in the language of the report. Plain
 * text: the writer escapes it.
 */
#ifndef PL_REPORT_VALUES_H
#define PL_REPORT_VALUES_H

#include "base/buffer.h"
#include "model/plan.h"
#include "model/register.h"

/* 15200 as "15 200" or "15,200". */
void pl_say_number(struct pl_buffer *out, int64_t number, enum pl_language language);
/* What stands between a word and what is said of it. */
const char *pl_colon(enum pl_language language);
/* Days as 2026-11-23. */
void pl_write_date(struct pl_buffer *out, int64_t days);
/* Days as "23 novembre 2026" or "23 November 2026". */
void pl_say_date(struct pl_buffer *out, int64_t days, const struct pl_knowledge *knowledge, enum pl_language language);
/* The same without the year where it is that of another day. */
void pl_say_near_date(struct pl_buffer *out, int64_t days, int64_t today, const struct pl_knowledge *knowledge,
                      enum pl_language language);
/* 2026, 2026-03 or 2026-03-31 of a source, likewise; anything else as it is. */
void pl_say_partial_date(struct pl_buffer *out, const char *date, const struct pl_knowledge *knowledge,
                         enum pl_language language);
/* Elapsed minutes as "2 h", "1 h 30" or "3 j 4 h". */
void pl_say_minutes(struct pl_buffer *out, int64_t minutes, const struct pl_knowledge *knowledge,
                    enum pl_language language);
/* What is known of a fact; nothing if nothing is. */
void pl_say_cell(struct pl_buffer *out, const struct pl_knowledge *knowledge, const struct pl_field *field,
                 const struct pl_cell *cell, enum pl_language language);
/* The same in words where something is missing: "at least 3 h", or "unknown". */
void pl_say_known(struct pl_buffer *out, const struct pl_knowledge *knowledge, const struct pl_field *field,
                  const struct pl_cell *cell, enum pl_language language);
/* A text of the knowledge with its {facts} filled in. */
void pl_say_text(struct pl_buffer *out, const struct pl_plan *plan, struct pl_text2 text, enum pl_language language);
/* A text with {1}, {2}, {3} filled in. */
/* So many times a unit, with the decimals that are needed: 1,5. */
void pl_say_duration(struct pl_buffer *out, int64_t minutes, int64_t unit_minutes, enum pl_language language);
void pl_say_template(struct pl_buffer *out, const char *template, const char *const arguments[3]);
/* A label with {1}, {2}, {3} filled in. */
void pl_say_label(struct pl_buffer *out, const struct pl_knowledge *knowledge, enum pl_label label,
                  enum pl_language language, const char *const arguments[3]);
/* What the register says of where a commune stands: its intercommunal authority, nothing if it has none in common with
 * others; at most `max` communes nearest in size, nothing if there are none. */
void pl_say_territory(struct pl_buffer *out, const struct pl_knowledge *knowledge, const struct pl_territory *territory,
                      enum pl_language language);
void pl_say_neighbours(struct pl_buffer *out, const struct pl_knowledge *knowledge,
                       const struct pl_territory *territory, uint32_t max, enum pl_language language);
/* A question as it is put; what a stated list leaves out is asked under the name of the list. */
void pl_say_question(struct pl_buffer *out, const struct pl_plan *plan, uint32_t field, enum pl_language language);
/* The same where the field that asks it is at hand. */
void pl_say_asked(struct pl_buffer *out, const struct pl_knowledge *knowledge, uint32_t field,
                  const struct pl_field *asked, enum pl_language language);
/* The text with its first letter in upper case. */
void pl_say_capitalised(struct pl_buffer *out, const char *text);

/* The value as a profile in that language writes it: names of values, ISO dates, [a, b] for lists. In English they are
 * the canonical ids. */
void pl_write_value(struct pl_buffer *out, const struct pl_knowledge *knowledge, const struct pl_field *field,
                    const struct pl_cell *cell, enum pl_language language);
/* The last part of a field's name as a profile in that language writes it. */
const char *pl_field_key(const struct pl_knowledge *knowledge, const struct pl_field *field, enum pl_language language);
/* The name of a field as a profile in that language writes it, with its sections: interne.lacher_prise. */
void pl_write_field(struct pl_buffer *out, const struct pl_knowledge *knowledge, const struct pl_field *field,
                    enum pl_language language);

#endif
