/* SPDX-License-Identifier: MIT
 * See citations.h.
 */
#include "load/citations.h"

struct walk {
    const struct pl_knowledge *knowledge;
    pl_citation_visit *visit;
    void *state;
};

static void visit_range(const struct walk *walk, struct pl_range cite, pl_str by)
{
    for (uint32_t i = cite.first; i < cite.first + cite.count; i++) {
        walk->visit(walk->state, walk->knowledge->refs[i], pl_text(walk->knowledge, by));
    }
}

static void visit_entry(const struct walk *walk, const struct pl_entry *entry)
{
    const struct pl_knowledge *k = walk->knowledge;
    pl_str id = k->platforms[entry->platform].id;
    visit_range(walk, entry->cite, id);
    for (uint32_t b = entry->serves.first; b < entry->serves.first + entry->serves.count; b++) {
        visit_range(walk, k->bindings[b].cite, id);
    }
}

void pl_citations_visit(const struct pl_knowledge *k, pl_citation_visit *visit, void *state)
{
    const struct walk walk = {k, visit, state};
    for (uint32_t i = 0; i < k->rules_count; i++) {
        visit_range(&walk, k->rules[i].cite, k->rules[i].id);
        visit_range(&walk, k->rules[i].target_cite, k->rules[i].id);
    }
    for (uint32_t i = 0; i < k->entries_count; i++) {
        visit_entry(&walk, &k->entries[i]);
    }
    for (uint32_t i = 0; i < k->became_count; i++) {
        visit_range(&walk, k->became[i].cite, k->platforms[k->became[i].platform].id);
    }
    for (uint32_t i = 0; i < k->elections_count; i++) {
        visit_range(&walk, k->elections[i].cite, k->elections[i].id);
    }
    for (uint32_t i = 0; i < k->holidays_count; i++) {
        visit_range(&walk, k->holidays[i].cite, k->holidays[i].id);
    }
    for (uint32_t i = 0; i < k->edits_count; i++) {
        visit_range(&walk, k->edits[i].cite, k->edits[i].id);
    }
    for (uint32_t i = 0; i < k->pieces_count; i++) {
        visit_range(&walk, k->pieces[i].cite, k->pieces[i].id);
    }
}
