/* SPDX-License-Identifier: MIT
 * What the parts of the JSON of a plan share: the plan, and which citations its sources have to list.
 */
#ifndef PL_REPORT_JSON_PARTS_H
#define PL_REPORT_JSON_PARTS_H

#include "report/json.h"
#include "report/report.h"

struct json {
    const struct pl_plan *plan;
    const struct pl_knowledge *k;
    const struct pl_report_options *options;
    uint8_t *cited; /* by citation */
};

json_t *pl_json_text(const char *text);
json_t *pl_json_text2(const struct json *json, struct pl_text2 text);
json_t *pl_json_date(int64_t days);
/* The ids of citations, which are noted as cited. */
json_t *pl_json_cites(const struct json *json, struct pl_range cite);

json_t *pl_json_editorial(const struct json *json);
json_t *pl_json_budget(const struct json *json);
json_t *pl_json_training(const struct json *json);
json_t *pl_json_options(const struct json *json);
/* Dates: what is put off, what more hours buy, the hours of each owner. */
json_t *pl_json_schedule(const struct json *json);
/* The first day on which something would change by itself, and what. */
json_t *pl_json_validity(const struct json *json);
/* The actions that documents number, and the steps that each gathers. */
json_t *pl_json_actions(const struct json *json);

#endif
