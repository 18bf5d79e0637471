/* SPDX-License-Identifier: MIT
 * planner: from the profile of a French local authority to its social media strategy.
 *
 * A program that embeds it loads a profile from memory, plans, and writes the plan in a format:
 *
 *     planner_profile *profile = planner_profile_load("ville.yaml", text, length, days, PLANNER_FR);
 *     fputs(planner_profile_messages(profile), stderr);
 *     planner_plan *plan = planner_plan_make(profile, 2026);
 *     if (plan != NULL) {
 *         char *report = planner_plan_write(plan, "md", PLANNER_FR);
 *         ...
 *         free(report);
 *     }
 *     planner_plan_free(plan);
 *     planner_profile_free(profile);
 *
 * No global state, no locale, no environment, no output, no network. Different profiles may be used by different
 * threads at once; one profile or plan belongs to one thread at a time. Running out of memory ends the process with
 * status 3.
 */
#ifndef PLANNER_H
#define PLANNER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct planner_profile planner_profile;
typedef struct planner_plan planner_plan;

enum planner_language { PLANNER_FR, PLANNER_EN };
enum { PLANNER_DAY_MIN = -25567, PLANNER_DAY_MAX = 2896372 };

/* Reads the profile in `text` (`length` bytes of YAML in UTF-8, at most 1 MiB; copied). `name` stands in messages and
 * in the proof of the report. `today` is the day the advice holds for, in days since 1970-01-01, from PLANNER_DAY_MIN
 * (1900-01-01) to PLANNER_DAY_MAX (9899-12-31): with a day outside, the profile is not valid and its messages hold the
 * error C045. `messages` is the language of diagnostics. Never NULL; ask planner_profile_is_valid(). */
planner_profile *planner_profile_load(const char *name, const char *text, size_t length, int64_t today,
                                      enum planner_language messages);
/* 1 if the profile has no error; warnings are allowed. */
int planner_profile_is_valid(const planner_profile *profile);
/* Errors and warnings as text, "" if there is none; at most 20. Owned by the profile. */
const char *planner_profile_messages(const planner_profile *profile);
void planner_profile_free(planner_profile *profile); /* NULL is accepted */

/* Plans under the edition of a year (2011, 2026; 0: the latest). NULL if the profile is not valid or there is no such
 * edition. The profile must outlive the plan. */
planner_plan *planner_plan_make(const planner_profile *profile, int edition);
/* Writes the strategy as "md" or "html" ("docx": below, since it holds NUL), or the plan as "json", "csv" (the action
 * plan), "csv-fr" (the same for a French spreadsheet) or "ics", NUL-terminated; the caller frees it with free(). NULL
 * for an unknown format. */
char *planner_plan_write(const planner_plan *plan, const char *format, enum planner_language language);
/* The same of a document ("note", "strategy", "full" …; data formats hold the plan whatever the document).
 * `out_length`: bytes, for formats that hold NUL. NULL for an unknown document or format. */
char *planner_plan_write_document(const planner_plan *plan, const char *document, const char *format,
                                  enum planner_language language, size_t *out_length);
/* The id of a document by its position from 0, NULL after the last. Static storage. */
const char *planner_document(size_t position);
/* Why an item of the plan holds or does not: the id of the rule or platform, e.g. "linkedin". Returns the decision or
 * truth as the word that JSON uses ("open", "do-not-open", "yes", "unknown" …), NULL if the plan has no such item.
 * Static storage. */
const char *planner_plan_explain(const planner_plan *plan, const char *item);
void planner_plan_free(planner_plan *plan); /* NULL is accepted */

#ifdef __cplusplus
}
#endif

#endif
