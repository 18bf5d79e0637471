/* SPDX-License-Identifier: MIT
 * What the parts of the JSON of a plan share: the plan, and which citations its sources have to list.
 */
#ifndef PL_REPORT_JSON_PARTS_H
#define PL_REPORT_JSON_PARTS_H

#include "report/json.h"

struct json {
    struct pl_json *to;
    const struct pl_plan *plan;
    const struct pl_knowledge *k;
    const struct pl_report_options *options;
    struct pl_buffer scratch; /* a text that is put together */
    uint8_t *cited;           /* by citation */
    bool alone;               /* one part of the plan, with every figure that it has */
};

/* A text of the knowledge in the language of the report, its {facts} filled in. */
void pl_json_text2(struct json *json, const char *key, struct pl_text2 text);
/* A list of identifiers. */
void pl_json_ids(struct json *json, const char *key, struct pl_list items,
                 const char *id(const struct json *json, uint32_t item));
const char *pl_json_role_id(const struct json *json, uint32_t role);
/* The ids of citations, which are noted as cited. */
void pl_json_cites(struct json *json, struct pl_range cite);

void pl_json_editorial(struct json *json);
void pl_json_budget(struct json *json);
void pl_json_training(struct json *json);
void pl_json_options(struct json *json);
/* Dates: what is put off, what more hours buy, the hours of each owner. */
void pl_json_schedule(struct json *json);
/* The first day on which something would change by itself, and what. */
void pl_json_validity(struct json *json);
/* The actions that documents number, and the steps that each gathers. */
void pl_json_actions(struct json *json);

#endif
