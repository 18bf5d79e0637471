/* SPDX-License-Identifier: MIT
 * What the writers of JSON share.
 */
#ifndef PL_REPORT_JSON_H
#define PL_REPORT_JSON_H

#include "base/json.h"
#include "model/plan.h"
#include "report/report.h"

/* `format_version`: 2 since the figures of the circuit are those of people; fields are only added. */
enum { PL_JSON_FORMAT = 2 };

/* The value of a fact in a plan, canonical ids for names; null if it is not known. */
void pl_json_cell(struct pl_json *to, const char *key, const struct pl_plan *plan, uint32_t field);
/* The same of any cell of a field. */
void pl_json_value(struct pl_json *to, const char *key, const struct pl_knowledge *knowledge,
                   const struct pl_field *field, const struct pl_cell *cell);
/* Days as "2026-11-23"; null if they are not known. */
void pl_json_date(struct pl_json *to, const char *key, bool known, int64_t days);
/* Whose profile it is, as `profile`: name, kind, population, code, and how many facts are known. */
void pl_json_profile(struct pl_json *to, const struct pl_knowledge *knowledge, const struct pl_profile *profile);
/* One item of a plan, with `kind`: a platform as the JSON of the plan has it; a rule with its state and its reason. In
 * short: without what only one item is asked for. */
void pl_json_platform(struct pl_json *to, const char *key, const struct pl_plan *plan,
                      const struct pl_report_options *options, const struct pl_choice *choice, bool in_short);
void pl_json_rule(struct pl_json *to, const char *key, const struct pl_plan *plan,
                  const struct pl_report_options *options, uint32_t rule, bool in_short);

/* All that a profile states, by canonical names: a profile itself. */
void pl_json_facts(struct pl_json *to, const char *key, const struct pl_profile *profile);
/* The seal of a plan: SHA-256 of what the profile states, of the knowledge (by its own), the edition and the day. */
enum { PL_SEAL_SIZE = 65 };
void pl_seal(const struct pl_profile *profile, const char *knowledge, uint32_t edition, int64_t today,
             char out_seal[PL_SEAL_SIZE]);

#endif
