/* SPDX-License-Identifier: MIT
 * The sections of the Markdown report, one function each. A section with nothing to say says nothing, not even its heading.
 */
#ifndef PL_REPORT_SECTIONS_H
#define PL_REPORT_SECTIONS_H

#include "report/markdown.h"

void pl_section_decision(struct pl_md *md);
void pl_section_known(struct pl_md *md);
void pl_section_readiness(struct pl_md *md);
void pl_section_circuit(struct pl_md *md);
void pl_section_roles(struct pl_md *md);
void pl_section_goals(struct pl_md *md);
void pl_section_platforms(struct pl_md *md);
void pl_section_conduct(struct pl_md *md);
void pl_section_law(struct pl_md *md);
void pl_section_means(struct pl_md *md);
void pl_section_indicators(struct pl_md *md);
void pl_section_roadmap(struct pl_md *md);
void pl_section_questions(struct pl_md *md);
void pl_section_proof(struct pl_md *md);

/* One change of the circuit, made for these classes (bits), as a sentence. */
void pl_say_change(const struct pl_md *md, uint32_t classes, const struct pl_change *change, struct pl_buffer *out);
/* The name of a platform, a generic one with its capital. */
const char *pl_md_platform_name(struct pl_md *md, uint32_t platform);
/* Hours a week that the platforms retained take: the catalogue's assumptions. */
int64_t pl_md_hours(const struct pl_md *md);
int64_t pl_md_hours_of(const struct pl_md *md, const struct pl_choice *choice);
/* Names of roles, "a, b". */
void pl_say_roles(const struct pl_md *md, struct pl_range roles, struct pl_buffer *out);

#endif
