/* SPDX-License-Identifier: MIT
 * What the plan says of each account of the profile: whether it lives, what becomes of it, and which step comes first
 * for it.
 */
#ifndef PL_ENGINE_ACCOUNTS_H
#define PL_ENGINE_ACCOUNTS_H

#include "model/plan.h"

/* Fills plan->account_plans; the choices and the steps of the plan are there. */
void pl_plan_accounts(struct pl_plan *plan, struct pl_arena *arena);

#endif
