/* SPDX-License-Identifier: MIT
 * What the files of the offline page share: the profile at hand, its plan, and the text that goes in or comes out.
 */
#ifndef PL_PAGE_SESSION_H
#define PL_PAGE_SESSION_H

#include "base/json.h"
#include "draft/answers.h"
#include "engine/chain.h"
#include "model/plan.h"
#include "page/offline.h"
#include "report/report.h"
#include "report/values.h"

struct pl_offline {
    struct pl_arena arena;   /* of all that is about the profile */
    struct pl_arena scratch; /* of one call */
    struct pl_diagnostics diagnostics;
    struct pl_source source;
    struct pl_profile profile;
    struct pl_plan *plan;         /* NULL: the profile has errors, or there is none yet */
    struct pl_circuits *circuits; /* what earlier plans found out about them */
    struct pl_arena circuits_arena;
    enum pl_language language;
    int64_t today;
    struct pl_buffer room, out, name; /* of the file */
};

/* Forgets the last result. */
struct pl_json pl_offline_begin(struct pl_offline *offline);
/* The text of the room, whole or without the spaces around it. */
struct pl_view pl_offline_text(const struct pl_offline *offline);
/* What is known of a fact, as the controls of the page take it: `key` holds the name of a value, a list of them, or
 * what one would type. */
void pl_offline_add_value(struct pl_offline *offline, struct pl_json *json, const char *key,
                          const struct pl_field *field, const struct pl_cell *cell);
/* A text that some function of the reports writes. */
#define PL_OFFLINE_SAY(json, key, call)                                                                                \
    do {                                                                                                               \
        struct pl_buffer said = {0};                                                                                   \
        call;                                                                                                          \
        pl_json_text(json, key, pl_buffer_text(&said));                                                                \
        pl_buffer_done(&said);                                                                                         \
    } while (0)

#endif
