/* SPDX-License-Identifier: MIT
 * The parts of the knowledge loader, one a file; load/loader.h is the whole. Each reads located nodes into the
 * tables of a pl_build and returns false after at least one error.
 */
#ifndef PL_LOAD_LOAD_H
#define PL_LOAD_LOAD_H

#include "load/build.h"

/* vocabulary.yaml: fields, derived facts. */
bool pl_load_vocabulary(struct pl_build *build, const struct pl_node *root);
/* Once the platforms are known: the sorted names of fields, values and platforms, and pl_fact. */
bool pl_load_names(struct pl_build *build);
/* claims.yaml, sources.yaml */
bool pl_load_claims(struct pl_build *build, const struct pl_node *root);
bool pl_load_sources(struct pl_build *build, const struct pl_node *root);
/* needs.yaml: the needs (its rules are read with the others). */
bool pl_load_needs(struct pl_build *build, const struct pl_node *root);
/* Phases and rules of any file. */
bool pl_load_rules(struct pl_build *build, const struct pl_node *root);
/* The rules of one catalogue entry; `edition` is its bit. */
bool pl_load_decisions(struct pl_build *build, const struct pl_node *list, uint32_t platform, uint32_t edition,
                       struct pl_range *out_rules);
/* Catalogues in two goes: editions and platforms first, since conditions name them; then the entries. */
bool pl_load_platforms(struct pl_build *build, const struct pl_node *root);
bool pl_load_catalogue(struct pl_build *build, const struct pl_node *root);
/* circuit.yaml: calendars, edits of the circuit, weights of roles. */
bool pl_load_circuit(struct pl_build *build, const struct pl_node *root);
/* calendar.yaml: the elections. */
bool pl_load_calendar(struct pl_build *build, const struct pl_node *root);
/* roles.yaml: who may own a step, and who does so instead. */
bool pl_load_roles(struct pl_build *build, const struct pl_node *root);
/* editorial/: rubrics, tone, training, budget, crisis; once the rules are read. */
bool pl_load_editorial(struct pl_build *build, const struct pl_node *root);
/* The editions that one year or a list of years names, as bits; all where `node` is NULL. */
bool pl_load_editions(struct pl_build *build, const struct pl_node *node, uint32_t *out_bits);
/* holidays.yaml: the public holidays. */
bool pl_load_holidays(struct pl_build *build, const struct pl_node *root);
/* documents/: one a file. */
bool pl_load_document(struct pl_build *build, const struct pl_node *root);
/* diagnostics/: the explanations of messages. Once all files are read: is each message explained? */
bool pl_load_explanations(struct pl_build *build, const struct pl_node *root);
bool pl_load_explanations_end(struct pl_build *build);
/* labels.yaml */
bool pl_load_labels(struct pl_build *build, const struct pl_node *root);

/* A condition into the terms from `out_terms->first` on. */
bool pl_load_condition(struct pl_build *build, const struct pl_node *node, struct pl_range *out_terms);

/* The values that a node names, one or a list, as bits; a single amount of a number or duration. */
bool pl_load_bits(struct pl_build *build, const struct pl_node *node, const struct pl_field *field, int64_t *out_bits);
bool pl_load_amount(struct pl_build *build, const struct pl_node *node, const struct pl_field *field, int64_t *out_amount);
/* The cases beside a rule. */
bool pl_load_cases(struct pl_build *build, const struct pl_node *node, uint32_t rule);

/* Once all references are settled: the order of the rules (circles are errors), late rules, dependents and thresholds of
 * each fact, phases of steps, placeholders. */
bool pl_load_finish(struct pl_build *build);

/* Entries of a list under `key` of a file; adds the error and returns NULL if it is missing. */
const struct pl_node *pl_load_list(struct pl_build *build, const struct pl_node *root, const char *key);

#endif
