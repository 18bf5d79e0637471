/* SPDX-License-Identifier: MIT
 * What the writers of JSON share.
 */
#ifndef PL_REPORT_JSON_H
#define PL_REPORT_JSON_H

#include <jansson.h>

#include "base/buffer.h"
#include "model/plan.h"
#include "report/report.h"

/* The value of a fact in a plan, canonical ids for names; null if it is not known. */
json_t *pl_json_cell(const struct pl_plan *plan, uint32_t field);
/* The same of any cell of a field. */
json_t *pl_json_value(const struct pl_knowledge *knowledge, const struct pl_field *field, const struct pl_cell *cell);
/* Whose profile it is: name, kind, population, code, and how many facts are known. */
json_t *pl_json_profile(const struct pl_knowledge *knowledge, const struct pl_profile *profile);
/* One item of a plan, with `kind`: a platform as the JSON of the plan has it; a rule with its state and its reason. */
json_t *pl_json_platform(const struct pl_plan *plan, const struct pl_report_options *options, const struct pl_choice *choice);
json_t *pl_json_rule(const struct pl_plan *plan, const struct pl_report_options *options, uint32_t rule);
/* What each answer to a question would settle. */
json_t *pl_json_answers(const struct pl_plan *plan, const struct pl_question *question);
/* Take over `value`, also one that could not be made: without memory the process ends. */
void pl_json_set(json_t *object, const char *key, json_t *value);
void pl_json_append(json_t *array, json_t *value);
/* Writes an object whole and lets go of it. */
void pl_json_dump(json_t *root, struct pl_buffer *out);

#endif
