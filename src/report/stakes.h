/* SPDX-License-Identifier: MIT
 * What the answers to an open question would settle, in a few words each. Plain text: the writer escapes it.
 */
#ifndef PL_REPORT_STAKES_H
#define PL_REPORT_STAKES_H

#include "base/buffer.h"
#include "model/plan.h"

/* A line for each answer that was weighed, those that come to the same on one: "ready: 4 points, removes an obstacle,
 * settles Facebook". At most a handful; the rest is counted. */
void pl_say_answers(struct pl_buffer *out, const struct pl_plan *plan, const struct pl_question *question,
                    enum pl_language language, const char *indent);

#endif
