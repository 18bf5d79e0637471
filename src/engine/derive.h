/* SPDX-License-Identifier: MIT
 * Facts derived from what a profile lists (accounts, steps of the circuit): computed once, by name, and then facts like
 * any other. What is partly known gives an interval.
 */
#ifndef PL_ENGINE_DERIVE_H
#define PL_ENGINE_DERIVE_H

#include "model/plan.h"

/* Fills the derived cells of `plan`, all but the late ones. */
void pl_derive(struct pl_plan *plan);
/* Those alone that come from the code of the authority. */
void pl_derive_territory(struct pl_plan *plan);
/* The mark of the register that a fact is about (PL_MARK_…), 0 if it is about none. */
unsigned pl_derive_mark_of(const struct pl_knowledge *knowledge, uint32_t field);
/* The same for those that look at one fact, after it changed, and from which a rule or a decision follows; the
 * fields whose cell is another now are added to `changed`. */
void pl_derive_from(struct pl_plan *plan, uint32_t field, struct pl_list *changed);
/* Whether an account is active and not silent for as long as the vocabulary says; unknown where it is not said. */
enum pl_truth pl_account_lives(const struct pl_plan *plan, const struct pl_account *account);
/* Posts on the official accounts: at least and at most so many a week. */
struct pl_cell pl_posts_a_week(const struct pl_plan *plan);
/* Whether the first fact is derived from the second one, or looks at it too. */
bool pl_derive_looks_at(const struct pl_knowledge *knowledge, uint32_t derived, uint32_t field);

#endif
