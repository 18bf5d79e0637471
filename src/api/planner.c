/* SPDX-License-Identifier: MIT
 * The public interface over the layers; see include/planner.h.
 */
#include "planner.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/date.h"
#include "engine/outline.h"
#include "engine/planning.h"
#include "load/loader.h"
#include "yaml/node.h"
#include "report/report.h"

enum { MESSAGES_MAX = 20 };

struct planner_profile {
    struct pl_arena arena;
    struct pl_diagnostics diagnostics;
    struct pl_source source;
    struct pl_profile profile;
    struct pl_buffer messages;
    int64_t today;
    bool valid;
};

struct planner_plan {
    struct pl_arena arena;
    const struct pl_plan *plan;
};

static void print_messages(struct planner_profile *profile)
{
    const struct pl_diagnostic *shown[MESSAGES_MAX];
    size_t count = pl_diagnostics_select(&profile->diagnostics, shown, MESSAGES_MAX);
    for (size_t i = 0; i < count; i++) {
        pl_diagnostic_print(shown[i], profile->diagnostics.language, false, &profile->messages);
    }
}

planner_profile *planner_profile_load(const char *name, const char *text, size_t length, int64_t today,
                                      enum planner_language messages)
{
    planner_profile *profile = pl_must_alloc(sizeof *profile);
    *profile = (planner_profile){.today = today};
    profile->diagnostics.language = messages == PLANNER_FR ? PL_FR : PL_EN;
    profile->source.name = pl_arena_copy(&profile->arena, name, strlen(name));
    if (today < PL_TODAY_MIN || today > PL_TODAY_MAX) {
        struct pl_buffer day = {0};
        pl_buffer_add_number(&day, today, "");
        pl_diagnose(&profile->diagnostics, PL_C045, (struct pl_place){0}, day.data, (const char *)NULL);
        pl_buffer_done(&day);
    } else if (length > PL_YAML_MAX_BYTES) {
        pl_diagnose(&profile->diagnostics, PL_P001, (struct pl_place){0}, name, (const char *)NULL);
    } else {
        profile->source.text = (struct pl_view){pl_arena_copy(&profile->arena, text, length), length};
        profile->valid = pl_profile_load(&pl_builtin_knowledge, &profile->source, today, &profile->arena,
                                         &profile->diagnostics, &profile->profile);
    }
    print_messages(profile);
    return profile;
}

int planner_profile_is_valid(const planner_profile *profile)
{
    return profile->valid;
}

const char *planner_profile_messages(const planner_profile *profile)
{
    return pl_buffer_text(&profile->messages);
}

void planner_profile_free(planner_profile *profile)
{
    if (profile != NULL) {
        pl_buffer_done(&profile->messages);
        pl_diagnostics_done(&profile->diagnostics);
        pl_arena_done(&profile->arena);
        free(profile);
    }
}

planner_plan *planner_plan_make(const planner_profile *profile, int edition)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    uint32_t index = edition == 0 ? k->editions_count - 1 : pl_knowledge_edition(k, (uint32_t)edition);
    if (!profile->valid || index == PL_NONE) {
        return NULL;
    }
    planner_plan *plan = pl_must_alloc(sizeof *plan);
    *plan = (planner_plan){.plan = NULL};
    plan->plan = pl_plan_make(&profile->profile, index, profile->today, &plan->arena);
    return plan;
}

const char *planner_document(size_t position)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    return position < k->documents_count ? pl_text(k, k->documents[position].id) : NULL;
}

char *planner_plan_write_document(const planner_plan *plan, const char *document, const char *format,
                                  enum planner_language language, size_t *out_length)
{
    struct pl_report_options options = {
        .language = language == PLANNER_FR ? PL_FR : PL_EN, .heading_level = 1, .version = PL_VERSION};
    uint32_t index = pl_position(plan->plan->knowledge, PL_TO_DOCUMENT, document);
    for (const struct pl_format *known = pl_formats; known->name != NULL && index != PL_NONE; known++) {
        if (strcmp(known->name, format) == 0) {
            struct pl_outline outline = pl_outline_make(plan->plan, index, NULL);
            struct pl_buffer out = {0};
            options.outline = &outline;
            known->write(plan->plan, &options, &out);
            *out_length = out.length;
            return out.data;
        }
    }
    return NULL;
}

char *planner_plan_write(const planner_plan *plan, const char *format, enum planner_language language)
{
    size_t length = 0;
    return planner_plan_write_document(plan, "strategy", format, language, &length);
}

const char *planner_plan_explain(const planner_plan *plan, const char *item)
{
    const struct pl_knowledge *k = plan->plan->knowledge;
    uint32_t platform = pl_position(k, PL_TO_PLATFORM, item);
    const struct pl_choice *choice = platform == PL_NONE ? NULL : pl_plan_choice(plan->plan, platform);
    uint32_t rule = pl_position(k, PL_TO_RULE, item);
    if (choice != NULL) {
        return pl_decision_words[choice->decision];
    }
    return rule == PL_NONE || !pl_plan_has_rule(plan->plan, rule) ? NULL : pl_truth_words[plan->plan->rules[rule]];
}

void planner_plan_free(planner_plan *plan)
{
    if (plan != NULL) {
        pl_arena_done(&plan->arena);
        free(plan);
    }
}
