/* SPDX-License-Identifier: MIT
 * The parts of the knowledge loader; load/loader.h is the whole. Each reads located nodes into the tables of a pl_build
 * and returns false after at least one error.
 */
#ifndef PL_LOAD_LOAD_H
#define PL_LOAD_LOAD_H

#include "load/schema.h"

/* Once the platforms are known: the sorted names of fields, values and platforms, and pl_fact. */
bool pl_load_names(struct pl_build *build);

/* A condition into the terms from `out_terms->first` on. */
bool pl_load_condition(struct pl_build *build, const struct pl_node *node, struct pl_range *out_terms);
/* Makes a term a group of so many children, and these. */
struct pl_range pl_load_group(struct pl_build *build, uint32_t index, enum pl_operation operation, uint32_t count);
/* The values that a node names, one or a list, as bits; a single amount of a number or duration. */
bool pl_load_bits(struct pl_build *build, const struct pl_node *node, const struct pl_field *field, int64_t *out_bits);
bool pl_load_amount(struct pl_build *build, const struct pl_node *node, const struct pl_field *field,
                    int64_t *out_amount);
/* A mapping from facts to values, `this` apart. */
bool pl_load_facts(struct pl_build *build, const struct pl_node *node, struct pl_range *out_facts);
/* The cases beside a rule. */
bool pl_load_cases(struct pl_build *build, const struct pl_node *node, uint32_t rule);

/* Once all files are read: is each message explained? */
bool pl_check_messages(struct pl_build *build);
/* Once all references are settled: the order of the rules (circles are errors), late rules, dependents and thresholds
 * of each fact, phases of steps, placeholders. */
bool pl_load_finish(struct pl_build *build);

#endif
