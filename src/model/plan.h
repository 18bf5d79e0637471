/* SPDX-License-Identifier: MIT
 * A plan: what follows from one profile under one edition on one day, with the truth of every rule and of every term of
 * its condition: that array is the explanation. Writers read it; only the engine fills it.
 */
#ifndef PL_MODEL_PLAN_H
#define PL_MODEL_PLAN_H

#include "model/delays.h"
#include "model/calendar.h"
#include "model/profile.h"

/* Kleene's three values, so ordered that AND is the least and OR the greatest. */
enum pl_truth { PL_FALSE, PL_UNKNOWN, PL_TRUE };

enum pl_verdict { PL_NOT_YET, PL_CONDITIONAL, PL_READY, PL_VERDICT_UNKNOWN };
enum pl_timing { PL_NOW, PL_AFTER_PREREQUISITES, PL_LATER };

/* Why a platform that no rule and no need speaks of has its decision. */
enum pl_ground { PL_GROUND_RULES, PL_GROUND_FATE, PL_GROUND_NOT_IN_EDITION };

/* The decision on one platform. */
struct pl_choice {
    uint32_t platform;
    uint32_t entry; /* of the edition's catalogue, or PL_NONE */
    enum pl_decision decision;
    enum pl_timing timing;
    enum pl_ground ground;
    uint32_t fate;     /* became entry when it is no platform of the edition, or PL_NONE */
    uint64_t needs;    /* bits: the needs it serves here */
    uint32_t rule;     /* the strictest rule that holds, or PL_NONE */
    uint64_t common;   /* bits: the rules of knowledge->common_rules that hold for it and agree with the decision */
    uint32_t possible; /* bits: the decisions that the unknown facts still allow */
    bool provisional;  /* advised, but not the only one of them */
    bool has_account;  /* an official one */
    bool shared;       /* not to be opened: another platform already does the same for every need that it serves */
    uint32_t harm;     /* the rule for which an account that lives, or may, is closed or put off; or PL_NONE */
    bool set_aside;    /* by an exception of the profile */
    bool put_off;      /* retained, but not among those that the hours allow */
    int64_t hours; /* a week: the profile's figure, else the catalogue's assumption, answering included unless comments
                      are closed */
    int64_t hours_least; /* without what it takes to answer, where comments may be closed */
    int64_t answering;   /* of these, for answering and moderation: the catalogue's assumption */
    bool hours_stated;   /* by the profile */
};

/* One account of the profile, in its order. */
struct pl_account_plan {
    enum pl_truth lives;
    int64_t days_silent;  /* since the last post; -1: not known */
    int64_t per_thousand; /* followers per thousand inhabitants; -1: not known */
    bool decided;         /* `decision` is about it: an official account that is not closed */
    enum pl_decision decision;
    bool provisional; /* the decision stands until more is known */
    uint32_t next;    /* the step that comes first for it, or PL_NONE */
};

/* The hours of the platforms retained against those there are. */
struct pl_means {
    int64_t needed;      /* by those retained as things stand */
    int64_t least, most; /* once every decision is settled */
    int64_t available;   /* where `known` */
    int64_t spent;       /* by those that are not put off */
    bool known;
    enum pl_truth fits;
};

enum {
    PL_CLASSES = PL_CLASSES_MAX,
    PL_STEPS_MAX = PL_CHAIN_STEPS_MAX
}; /* of messages, as validation_chain.for orders them */

/* One change of the circuit for one class of messages. Texts approved in advance stand for all approvals: `step` is the
 * first of them. */
struct pl_change {
    uint32_t edit; /* of knowledge->edits */
    uint32_t step; /* of the profile */
};

/* What a wait is made of. */
enum pl_wait_part { PL_WAITS_WORK, PL_WAITS_CLOSED, PL_WAITS_HOLIDAYS, PL_WAITS_ABSENCE, PL_WAIT_PARTS };

/* What messages wait with people in the circuit: holidays, absences, and the hours at which there are messages
 * (engine/presence.h). Lower bounds while delays are missing. */
struct pl_figures {
    int64_t p50, p90, p95;   /* minutes: so many in a hundred wait no longer */
    int64_t at_target;       /* minutes: so do as many as the target asks for */
    uint32_t within_percent; /* within the target, rounded down */
    uint32_t
        waits[PL_WAIT_PARTS]; /* percents of the mean wait, 100 together; all 0: nobody waits, or delays are missing */
    uint32_t bottleneck;      /* the step that takes most of the mean wait, or PL_NONE */
};

/* What a deputy for one step would change, alone. */
struct pl_deputy {
    uint32_t step;
    int64_t p50, p90, p95;
    int64_t saves; /* minutes of p90 */
};

/* One way to change the circuit of a class, proven by simulating it. */
struct pl_alternative {
    struct pl_change *changes;
    uint32_t changes_count;
    uint32_t weight;         /* control given up */
    struct pl_figures after; /* without `waits` and `bottleneck` */
};
enum {
    PL_ALTERNATIVES_MAX = 4,
    PL_CHANGES_MAX = 3 * PL_STEPS_MAX + 1
}; /* of a step: its form, a deputy, one more holder */

/* What the circuit does to one class of messages. */
struct pl_class {
    uint32_t steps[PL_STEPS_MAX]; /* those certainly passed before publication, in order */
    uint32_t steps_count;
    bool known;                  /* which steps and every delay are; else `work`, `bare` and `now` hold lower bounds */
    int64_t work;                /* minutes that its steps take, waiting apart */
    int64_t target;              /* minutes */
    uint32_t target_percent;     /* of messages that must be in time */
    bool timed;                  /* `now` is there; trials do without */
    struct pl_figures now;       /* with the people, the leave and the holidays there are */
    int64_t week[PL_WEEK_HOURS]; /* minutes that nine in ten wait at most, by the hour at which the message is ready;
                                    -1: no messages then */
    int64_t *year; /* the same by the week, PL_YEAR_WEEKS of them from the first Monday on or after the day of the plan;
                      NULL: not asked for */
    enum pl_truth meets;   /* `now` does */
    struct pl_delays bare; /* everybody at the desk, no holiday, any hour of the week */
    uint32_t bare_within_percent;
    uint64_t irreplaceable;         /* bits by step: it certainly waits for one person without a substitute */
    uint64_t perhaps_irreplaceable; /* it may */
    struct pl_deputy
        *deputies; /* one a step that may have one, the most useful first; those that save nothing come last */
    uint32_t deputies_count;
    struct pl_change *changes; /* the smallest that meet the target, or come nearest; none if it is met */
    uint32_t changes_count;
    uint32_t weight; /* control given up by them */
    bool reaches, exact;
    struct pl_figures after; /* with the changes; as `now` without */
    struct pl_delays bare_after;
    uint32_t bare_after_within_percent;
    struct pl_alternative *alternatives; /* none worse than another in both the control given up and p90; the lightest
                                            first; none or two and more */
    uint32_t alternatives_count;
};

struct pl_list {
    uint32_t *items;
    uint32_t count;
    uint32_t room; /* of pl_list_add(); 0: `items` has as much as its maker gave it */
};

/* Who carries a step out in this authority: roles that it has, none of them twice; who owns a step or answers for it is
 * not consulted. */
struct pl_crew {
    uint32_t owner; /* role, or PL_NONE */
    struct pl_list accountable, consulted, informed;
};

/* Days: the first, the last, and the last one on which whoever owns the step works at it: what lasts three months does
 * not take three months of somebody's time. */
struct pl_span {
    int64_t first, last, worked;
    bool put_off; /* nothing is left to be dated: an exception of the profile sets it aside, and nothing waits for it,
                   * or it does not fit in the months ahead, or it is done */
    bool done;    /* on the days that the profile says, if it does */
};

/* Whether a step has days: those to come, or those on which it was done. */
static inline bool pl_span_is_dated(const struct pl_span *span)
{
    return span->done ? span->last >= 0 : !span->put_off;
}

/* Hours that the owner of steps gives to them in a month. */
struct pl_month_hours {
    int64_t month;              /* days: its first */
    int64_t minutes, available; /* of the steps that are not put off; that there are */
};
struct pl_owner {
    uint32_t role;
    uint32_t hours, later; /* a week: until the first account is open, and from then on */
    bool stated;           /* by the profile, else assumed */
    struct pl_month_hours *months;
    uint32_t months_count;
};
/* What more hours would bring forward. */
struct pl_pace_row {
    uint32_t hours;       /* a week */
    int64_t opening, end; /* days; -1: no account is to be opened; PL_NEVER: not within the days looked at */
};
#define PL_NEVER INT64_MAX
enum { PL_PACE_ROWS = 4 };
struct pl_roadmap {
    struct pl_owner *owners;
    uint32_t owners_count;
    uint32_t held_up_by;                   /* role: whose hours delay the rest most, PL_NONE where there are no steps */
    struct pl_pace_row rows[PL_PACE_ROWS]; /* of that role: the hours there are, then more of them */
    uint32_t rows_count;
    int64_t until;         /* days: the last on which a step may end */
    int64_t hours_put_off; /* that the steps put off for want of them would take */
    bool exact; /* no order is better; else `gap` days may be gained at most, on the first of the aims that is not
                   proven */
    int64_t gap;
};

/* The first day on which something in the plan is otherwise though no fact was changed, and what: rules, needs,
 * platforms, accounts, sources whose figures are old by then; "review" where that day is the one on which to look at it
 * again. */
struct pl_validity {
    int64_t day;
    const char **changes; /* ids */
    uint32_t changes_count;
};

/* Steps on one matter as one action, for documents that do not show them all. */
enum { PL_ACTIONS_SHOWN = 12 };
struct pl_action {
    uint32_t number;       /* in documents that show the weightiest: 1 to PL_ACTIONS_SHOWN; 0: not among them */
    uint32_t matter;       /* of knowledge->matters; PL_NONE: the step alone */
    struct pl_list ranks;  /* positions in `steps` */
    struct pl_list owners; /* roles, the one with most days first */
    uint32_t effort;       /* days */
    int64_t first, last;   /* days of the calendar */
    uint32_t blocks,
        serves; /* steps of other actions that wait for it; blockers, obstacles, duties and decisions that it answers */
};

/* What one answer alone would settle. */
struct pl_effect {
    uint32_t field;        /* the fact asked about, or one derived from the list asked about */
    struct pl_cell answer; /* of that field */
    uint32_t settles;      /* conclusions: rules, duties done or not, and platforms */
    struct pl_list rules;
    uint8_t *truths;          /* enum pl_truth by item of `rules` */
    struct pl_list duties;    /* that apply, and of which it is then known whether they are done */
    uint8_t *dones;           /* enum pl_truth by item of `duties` */
    struct pl_list platforms; /* positions among the choices of the plan */
    uint8_t *decisions;       /* enum pl_decision by item of `platforms` */
    enum pl_verdict verdict;  /* with this answer */
};

struct pl_question {
    uint32_t field;
    uint32_t settles;          /* conclusions that some answer alone would settle */
    bool opens_gate;           /* one of them is a blocker: it comes first whatever the number */
    struct pl_effect *effects; /* NULL until pl_weigh_answers() */
    uint32_t effects_count;
};

/* What of a document is to be printed: blocks whose conditions certainly hold, in order. */
struct pl_outline {
    const struct pl_document *document;
    struct pl_list blocks;    /* of knowledge->blocks */
    struct pl_list open;      /* those of an act whose condition is not known: alternatives */
    struct pl_list blanks;    /* of knowledge->blanks: what an act leaves to be filled in, as it occurs */
    struct pl_list from_full; /* positions in `sections` of those that came from the full report */
    uint32_t words;           /* budget; 0: none */
};
struct pl_editorial; /* model/editorial.h */

struct pl_plan {
    const struct pl_knowledge *knowledge;
    const struct pl_profile *profile;
    uint32_t edition;
    int64_t today; /* days */
    struct pl_cell
        *cells;       /* by field: the profile's, and what is derived from it. Who reads a plan reads its facts here */
    uint8_t *terms;   /* enum pl_truth by term */
    uint8_t *rules;   /* by rule; PL_FALSE for rules of other editions; of one on every platform see pl_plan_truth() */
    uint8_t *common;  /* the truth of the rules on every platform: by entry of the edition, then by common rule */
    uint8_t *done;    /* by rule: enum pl_truth, whether the profile says that a duty is met */
    uint8_t *needs;   /* by need */
    uint8_t *degrees; /* enum pl_degree by need that is true */
    struct pl_circuits *circuits;    /* see engine/chain.h; NULL until they are wanted */
    struct pl_class *classes;        /* PL_CLASSES of them, NULL if the circuit is not stated */
    enum pl_verdict verdict;         /* the only one of the range, else unknown */
    enum pl_verdict lowest, highest; /* that the unknown facts allow */
    enum pl_truth running;           /* an official account exists that is not closed */
    struct pl_choice *choices;
    uint32_t choices_count;
    struct pl_account_plan *account_plans; /* by account */
    struct pl_means means;
    struct pl_list need_list;                                 /* needs that are true, the strongest first */
    struct pl_list findings;                                  /* rules: blockers, obstacles, strengths */
    struct pl_list steps, conduct, indicators, duties, peers; /* rules, in reading order */
    uint32_t *posts;                                          /* by role: the case of it that holds here, or PL_NONE */
    struct pl_crew *crews;                                    /* by position in `steps` */
    struct pl_span *spans;                                    /* by position in `steps` */
    struct pl_roadmap *roadmap;
    struct pl_action *actions; /* steps that are not put off, by matter; those that end first come first */
    uint32_t actions_count;
    struct pl_list
        weighty; /* positions in `actions`: what most waits for, then what answers most, then what costs least */
    struct pl_list soonest; /* positions in `actions` of those that documents show: those that begin within a month
                               before the others, the weightiest first */
    struct pl_list weighed; /* findings that hinder and that nobody set aside: blockers, then by the action that answers
                               them, as above */
    struct pl_list chosen;  /* conduct: what this profile calls for before what always holds, topic by topic in turn */
    struct pl_list voices;  /* rules that hold and amend or confirm another */
    uint8_t *told;          /* by rule: as documents see it, a step being true where the plan has it */
    struct pl_list documents; /* those that its dossier holds, in their order */
    struct pl_validity *validity;
    int64_t review_by;             /* days: when this advice should be looked at again */
    struct pl_question *questions; /* best first */
    uint32_t questions_count;
    struct pl_list assumptions; /* fields whose value is assumed */
    struct pl_editorial *editorial;
    struct pl_arena *arena; /* where all of it lives; the lists that its readers ask for go there too */
    uint8_t *marks;         /* by rule, then field, then term: scratch of those lists, 0 between two of them */
};

extern const char *const pl_truth_words[];
extern const char *const pl_verdict_words[];
extern const char *const pl_timing_words[];

/* The cell of a fact that the program handles itself, and the text of one, "" if it is unknown. */
static inline const struct pl_cell *pl_plan_cell(const struct pl_plan *plan, enum pl_fact fact)
{
    return &plan->cells[plan->knowledge->facts[fact]];
}

static inline const char *pl_plan_text(const struct pl_plan *plan, enum pl_fact fact)
{
    const char *text = pl_plan_cell(plan, fact)->text;
    return text == NULL ? "" : text;
}

/* What a role is called in this authority, "" for PL_NONE. */
const char *pl_plan_role_name(const struct pl_plan *plan, uint32_t role, enum pl_language language);
/* Whether the rule belongs to the plan's edition. */
bool pl_plan_has_rule(const struct pl_plan *plan, uint32_t rule);
/* The facts on which the truth of a rule rests: fields under deciding terms, without repetition. */
struct pl_list pl_plan_rule_facts(const struct pl_plan *plan, uint32_t rule);
/* The field whose words put the question about a fact: of a list that is stated, the first field that one of its
 * records leaves out. */
const struct pl_field *pl_plan_asked(const struct pl_plan *plan, uint32_t field);
/* Whether messages of a class meet a step before they are published, or after: PL_CONTROL_BEFORE or PL_CONTROL_AFTER.
 */
enum pl_truth pl_step_stands(const struct pl_step *step, uint32_t class, enum pl_position control);
/* The action that answers a rule of the plan, or carries a decision out: its position, PL_NONE if none does. Such a
 * rule's first step, by rank, among those that have their dates or those put off. */
uint32_t pl_plan_rank_for(const struct pl_plan *plan, uint32_t rule, bool put_off);
uint32_t pl_plan_action_for(const struct pl_plan *plan, uint32_t rule);
uint32_t pl_plan_action_on(const struct pl_plan *plan, const struct pl_choice *choice);
/* The action that a step is part of, PL_NONE if it is put off or none of the plan. */
uint32_t pl_plan_action_of(const struct pl_plan *plan, uint32_t step);
/* The draft of a step, by its rank, where the plan calls for it; else PL_NONE. */
uint32_t pl_plan_draft(const struct pl_plan *plan, uint32_t rank);
/* Whether the profile says what a blank leaves to be filled in. */
bool pl_plan_fills(const struct pl_plan *plan, uint32_t blank);
/* Who holds a role here, or does its work; PL_NONE if nobody does. */
uint32_t pl_plan_holder(const struct pl_plan *plan, uint32_t role);
/* The decision on a platform, NULL if the plan has none. */
const struct pl_choice *pl_plan_choice(const struct pl_plan *plan, uint32_t platform);
/* The same on that of an account, as the edition calls it; NULL if it is not known which. */
const struct pl_choice *pl_plan_choice_of(const struct pl_plan *plan, const struct pl_account *account);
/* Whether a platform that is retained is the one for a need that is known, for which another is an alternative. */
bool pl_plan_serves_better(const struct pl_plan *plan, const struct pl_choice *main, const struct pl_choice *other);
/* Whether an action does nothing but open accounts while it is not known whether something blocks: it has its place in
 * the plan, but no day can be promised. */
bool pl_plan_awaits_answers(const struct pl_plan *plan, const struct pl_action *action);
/* The platform as the plan's edition calls it: a renamed one becomes its successor, or the other way round. */
uint32_t pl_platform_in_edition(const struct pl_plan *plan, uint32_t platform);
/* The entry of the edition's catalogue, PL_NONE if it has none; what became of a platform, PL_NONE if nothing is said.
 */
uint32_t pl_edition_entry(const struct pl_plan *plan, uint32_t platform);
uint32_t pl_edition_fate(const struct pl_plan *plan, uint32_t platform);
/* The exception of the profile that names this id, or NULL. */
const struct pl_exception *pl_plan_exception(const struct pl_plan *plan, const char *id);
/* The steps of the plan that must come before `rule`, those not advised replaced by what they come after. */
struct pl_list pl_plan_prerequisites(const struct pl_plan *plan, uint32_t rule);
/* The findings and duties that a step answers and that hold; whether it carries out a decision that is not set aside.
 */
struct pl_list pl_plan_answers(const struct pl_plan *plan, uint32_t step);
bool pl_plan_carries(const struct pl_plan *plan, uint32_t step, const struct pl_choice *choice);
/* The rules that a decision rests on: those of the needs it serves, or the rule that decides against it, or the needs
 * that are not there, or what is unknown. */
struct pl_list pl_plan_choice_rules(const struct pl_plan *plan, const struct pl_choice *choice);
/* The truth of a rule as a decision saw it: rules on every platform are evaluated for one after another. `choice` NULL:
 * the greatest of them. */
enum pl_truth pl_plan_truth(const struct pl_plan *plan, const struct pl_choice *choice, uint32_t rule);
/* Whether a rule on platforms decides on one of them. */
bool pl_plan_rule_decides(const struct pl_plan *plan, uint32_t rule);
/* Whether the law of France is that of the authority: by the country that the profile states or that is assumed. */
enum pl_truth pl_plan_french_law(const struct pl_plan *plan);
/* Whether an account is one of the authority's own and not closed. */
enum pl_truth pl_account_is_official(const struct pl_account *account);
/* The ballot whose pre-election period may concern the authority; false where the table of elections does not tell. */
bool pl_plan_ballot(const struct pl_plan *plan, struct pl_ballot *out_ballot);
/* The ballot of others, at or after a position of the table, whose window is open for the authority. */
bool pl_plan_other_ballot(const struct pl_plan *plan, uint32_t from, struct pl_ballot *out_ballot);
/* Open, keep or improve: the platform is part of the strategy. */
bool pl_decision_retains(enum pl_decision decision);
bool pl_list_has(const struct pl_list *list, uint32_t item);
/* Appends to a list that began empty and that nothing else fills. */
void pl_list_add(struct pl_list *list, struct pl_arena *arena, uint32_t item);

#endif
