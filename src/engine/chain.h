/* SPDX-License-Identifier: MIT
 * The validation circuit of a profile: what each class of messages waits, and the smallest change that would bring it
 * within its target.
 */
#ifndef PL_ENGINE_CHAIN_H
#define PL_ENGINE_CHAIN_H

#include "engine/circuit_year.h"
#include "model/plan.h"

/* What has been found out about circuits; plans of the same knowledge may share it, one after the other. Memory comes
 * from `arena`. */
struct pl_circuits *pl_circuits_new(const struct pl_knowledge *knowledge, struct pl_arena *arena);
/* Whether so much is known that it is time to begin anew. */
bool pl_circuits_is_full(const struct pl_circuits *circuits);
/* Fills plan->classes anew, if the profile states its circuit. `whole`: all figures and what could be changed; else
 * what takes no simulation. */
void pl_chain_compute(struct pl_plan *plan, bool whole, struct pl_arena *arena);
/* Whether what it fills in changes with a fact; targets do not change how long messages wait. */
bool pl_chain_looks_at(const struct pl_knowledge *knowledge, uint32_t field);
/* The field that states the target of a class, PL_NONE if there is none. */
uint32_t pl_chain_target_field(const struct pl_knowledge *knowledge, uint32_t class);
/* Whether a class that was computed meets the target that the facts of the plan give it now, and what half of its
 * messages wait. */
enum pl_truth pl_chain_meets(const struct pl_plan *plan, uint32_t class);
int64_t pl_chain_median(const struct pl_plan *plan, uint32_t class);
/* Fills the years of the classes, if the profile states its circuit. */
void pl_chain_year(struct pl_plan *plan);

#endif
