/* SPDX-License-Identifier: MIT
 * What the views share: words for what a plan holds.
 */
#ifndef PL_REPORT_SECTIONS_H
#define PL_REPORT_SECTIONS_H

#include "report/views.h"

/* The title of the document as plain text; a sentence on the day and the edition. */
const char *pl_doc_title(struct pl_doc *doc);
/* Whether the document is meant for one page, or is an act: it has no contents, and dialects set it close. */
bool pl_doc_is_short(const struct pl_doc *doc);
void pl_doc_subtitle(struct pl_doc *doc);
/* The cells of the register of accounts that are left to be filled in. */
uint32_t pl_register_left(const struct pl_doc *doc);
/* The sections of its outline from `first` to before `end`; what comes before its first one belongs to it. Returns how
 * many there are. */
uint32_t pl_doc_sections(struct pl_doc *doc, uint32_t first, uint32_t end);

/* A change of the circuit, made in these steps for these classes, a bit each; as a sentence. The changes of the plan,
 * each once, into the arena of the document, in the order of their first steps; returns how many. */
struct pl_change_group {
    uint32_t edit, classes;
    uint64_t steps;
};
void pl_say_change(struct pl_doc *doc, const struct pl_change_group *group, struct pl_buffer *out);
uint32_t pl_change_groups(struct pl_doc *doc, struct pl_change_group **out_groups);
/* What messages wait with the people, the leave and the holidays there are, as a table, with the wait of one in twenty
 * or without; the deputy who would change most. The plan has a circuit. */
void pl_doc_delays(struct pl_doc *doc, bool with_rare);
void pl_doc_best_deputy(struct pl_doc *doc);
/* Whether it is known of what the wait of a class is made; the names of the parts. */
bool pl_class_waits(const struct pl_class *class);
extern const enum pl_label pl_wait_part_labels[PL_WAIT_PARTS];
/* Minutes that a class waits, in half days where there are some; a lower bound where its delays are not all known. */
const char *pl_doc_about(struct pl_doc *doc, const struct pl_class *class, int64_t minutes);
/* The words of enum pl_decision, pl_timing and pl_degree. */
extern const enum pl_label pl_verdict_labels[], pl_decision_labels[], pl_timing_labels[], pl_degree_labels[];
/* Whether a decision asks for something to be done, at some time. */
bool pl_decision_acts(enum pl_decision decision);
/* Why a platform has its decision, in a few words. */
void pl_say_short_reason(const struct pl_doc *doc, const struct pl_choice *choice, struct pl_buffer *out);
/* What the profile does not say and a provisional decision rests on, as a sentence; nothing where no fact can be named.
 */
void pl_say_reservation(struct pl_buffer *out, const struct pl_plan *plan, const struct pl_choice *choice,
                        enum pl_language language);
/* "maintenant", "différé", or the day on which an account is put to rest or left: when a decision that acts is carried
 * out; nothing for the others. */
void pl_say_when(const struct pl_doc *doc, const struct pl_choice *choice, struct pl_buffer *out);
/* The name of a type of message; minutes that it waits, a lower bound where its delays are not all known; the marks of
 * enum pl_wait. */
const char *pl_doc_class_name(const struct pl_doc *doc, uint32_t class);
void pl_say_wait(const struct pl_doc *doc, const struct pl_class *class, int64_t minutes, struct pl_buffer *out);
enum pl_wait { PL_WAIT_MET, PL_WAIT_HOURS, PL_WAIT_DAYS, PL_WAIT_LONG, PL_WAIT_UNKNOWN, PL_WAIT_NONE, PL_WAITS };
enum pl_wait pl_wait_of(const struct pl_class *class, uint32_t hour);
extern const enum pl_label pl_wait_labels[PL_WAITS];
/* The page of others with the most followers beside the largest of the authority on that platform, where both are known
 * and it is ahead. */
bool pl_doc_rival(const struct pl_doc *doc, const struct pl_account **out_other, const struct pl_account **out_own);
/* The name of a step of the circuit; who plays a part in it for a class of messages, as things stand or once the
 * proposal is made. */
void pl_say_step_name(const struct pl_doc *doc, uint32_t index, struct pl_buffer *out);
enum pl_part { PL_DRAFTS, PL_VALIDATES, PL_CHECKS_AFTER, PL_REPLACED, PL_PARTS };
void pl_say_players(const struct pl_doc *doc, uint32_t class, enum pl_part part, bool changed, struct pl_buffer *out);
/* How messages of a class come out once the proposal is made: seen by nobody but who writes them and puts them in
 * shape, approved in advance, seen by others after, before. */
enum pl_level { PL_LEVEL_ALONE, PL_LEVEL_ADVANCE, PL_LEVEL_AFTER, PL_LEVEL_BEFORE };
enum pl_level pl_level_of(const struct pl_doc *doc, uint32_t class);
/* How far the nearest is from the target, class by class; what is left of an alert is the writing of it. */
void pl_doc_not_reached(struct pl_doc *doc, bool changed);
/* A table of how strong a need each platform retained serves for each audience, where the audiences are known. */
void pl_doc_matrix(struct pl_doc *doc);
/* The name of a platform, a generic one with its capital. */
const char *pl_doc_platform_name(struct pl_doc *doc, uint32_t platform);
/* Where the hours do not suffice: what to keep going first, what to put off and what it would take. */
void pl_doc_affordable(struct pl_doc *doc);
/* The remark that an exception of the profile sets this rule aside, where one does. */
void pl_doc_set_aside(struct pl_doc *doc, const struct pl_rule *rule);
/* The remark that figures cited are old on the day of the report, with those that are; nothing if none is. */
void pl_doc_old_figures(struct pl_doc *doc, struct pl_range cite);
/* The name of a phase; of a step, by its rank: the numbers of those that come first in one cell, its dates in two. */
const char *pl_doc_phase_name(const struct pl_doc *doc, uint32_t number);
void pl_doc_cells_after(struct pl_doc *doc, uint32_t rank);
void pl_doc_cells_dates(struct pl_doc *doc, uint32_t rank);
/* What changes on the first day on which something of the plan does by itself: two things at most. */
const char *pl_doc_changes(struct pl_doc *doc);
/* Who holds a role in this authority. */
const char *pl_doc_role(const struct pl_doc *doc, uint32_t role);
/* Names of roles, "a, b". */
void pl_say_roles(const struct pl_doc *doc, struct pl_list roles, struct pl_buffer *out);

#endif
