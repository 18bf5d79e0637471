/* SPDX-License-Identifier: MIT
 * The knowledge as flat tables: the vocabulary of facts, the rules, the catalogues, the sources and the words of the
 * reports. Every entry is made of 32-bit words that index other tables, so that the host program can print it as C
 * constants and nothing is relocated or parsed at start. Knows no profile and evaluates nothing.
 */
#ifndef PL_MODEL_KNOWLEDGE_H
#define PL_MODEL_KNOWLEDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diagnostic.h"
#include "base/text.h"

#define PL_NONE UINT32_MAX

typedef uint32_t pl_str; /* offset of a NUL-terminated text in the pool; 0: "" */

struct pl_text2 {
    pl_str in[PL_LANGUAGES];
};

struct pl_range {
    uint32_t first, count;
};

/* How much there may be of each kind of entry: enum pl_limit names the kinds, PL_VALUES_MAX and so on are the numbers.
 */
enum pl_limit {
#define PL_LIMIT(name, most, english, french) PL_LIMIT_##name,
#include "model/limits.def"
#undef PL_LIMIT
    PL_LIMITS
};
enum {
#define PL_LIMIT(name, most, english, french) PL_##name##_MAX = (most),
#include "model/limits.def"
#undef PL_LIMIT
};

/* What a fact may be. Choices and sets hold their values as bits of an int64: at most 62 values. */
enum pl_type {
    PL_TYPE_TEXT,
    PL_TYPE_NUMBER,
    PL_TYPE_CHOICE,
    PL_TYPE_SET,
    PL_TYPE_YES_NO,   /* bit 0: yes, bit 1: no */
    PL_TYPE_DURATION, /* minutes */
    PL_TYPE_DATE,     /* days since 1970-01-01 */
    PL_TYPE_PLATFORM, /* a choice among the platforms of all editions */
    PL_TYPE_SECTION,
    PL_TYPE_RECORDS
};
enum { PL_YES_BIT = 1, PL_NO_BIT = 2 };

enum pl_field_flag {
    PL_FIELD_REQUIRED = 1,
    PL_FIELD_ACTIONABLE = 2,  /* the collectivity can decide to change it */
    PL_FIELD_INFORMATIVE = 4, /* printed, never reasoned upon */
    PL_FIELD_DERIVED = 8,
    PL_FIELD_LATE = 16, /* derived from the choice of platforms (plan.…) */
    PL_FIELD_IN_RECORD = 32,
    PL_FIELD_TO_COME = 64,      /* a date that may lie ahead */
    PL_FIELD_ONE_OF_MANY = 128, /* a choice that may be a list, of which one is enough */
    PL_FIELD_SOURCE = 256,      /* some fact is derived from it, the late ones apart */
    PL_FIELD_OUTLINE = 1024,    /* derived once the plan is made (outline.…): documents alone may look at it */
    PL_FIELD_IDLE = 512         /* no rule rests on it: it is read and shown, never asked for or missed */
};

struct pl_field {
    pl_str id;                    /* full path: internal.letting_go */
    pl_str key;                   /* its last part */
    struct pl_range aliases;      /* refs: texts */
    uint32_t type;                /* enum pl_type */
    uint32_t flags;               /* enum pl_field_flag */
    uint32_t parent;              /* the section or records it is in, or PL_NONE */
    struct pl_range children;     /* fields, of a section or records */
    struct pl_range values;       /* of the values table, its own or those of `values_of`; empty for platforms */
    uint32_t values_of_platforms; /* 1: its values are the platforms */
    uint32_t from;                /* derived: the field it comes from, or PL_NONE */
    uint32_t derivation;          /* derived: its row of model/derived.def */
    uint32_t minimum, maximum;    /* numbers: range, or most items */
    uint32_t parameter;           /* number, or PL_NONE */
    uint32_t fallback;            /* numbers: the default (bits, minutes, a text's place…), or PL_NONE */
    struct pl_range
        dependents; /* refs: rules that look at this very fact, or at such a rule; each after those it refers to */
    struct pl_range thresholds; /* numbers: the values at which some condition changes; of a set one: bits that some
                                   condition tells from others */
    struct pl_text2 label, question, why, unit, assumption;
    struct pl_text2 unit_one;     /* of one, and in French of none; 0: as `unit` */
    struct pl_range unit_aliases; /* refs: other words for the unit */
    uint32_t line;
};

enum { PL_VALUE_INFORMATIVE = 1 }; /* no rule needs to name it */
struct pl_value {
    pl_str id;
    uint32_t flags;
    struct pl_range aliases;
    struct pl_text2 label;
};

/* A folded spelling and what it stands for; sorted by scope and spelling. Scope: the field whose children or values it
 * names, PL_NONE for the top; `values` tells which. */
struct pl_name {
    uint32_t scope;
    uint32_t values; /* 1: target is the position of a value, 0: a field */
    pl_str folded;
    pl_str shown; /* the spelling as it should be written */
    uint32_t target;
};

enum pl_operation {
#define PL_OPERATION(name, word, looks_at, bits, negated) PL_##name,
#include "model/operations.def"
#undef PL_OPERATION
    PL_OPERATIONS
};
enum pl_looks_at { PL_AT_TERMS, PL_AT_RULE, PL_AT_CHOICE, PL_AT_SET, PL_AT_NUMBER };
enum pl_bits { PL_BITS_NONE, PL_BITS_NUMBERED, PL_BITS_THIS, PL_BITS_EVERY };
struct pl_operation_traits {
    const char *word;
    enum pl_looks_at looks_at;
    enum pl_bits bits;
    bool negated;
};
extern const struct pl_operation_traits pl_operations[PL_OPERATIONS];

/* One node of a condition; children come after their parent and stand together. */
struct pl_term {
    uint32_t operation;
    uint32_t subject; /* field or rule */
    struct pl_range children;
    uint32_t number;
    uint32_t line;
};

enum pl_conclusion {
    PL_NEED,
    PL_BLOCKER,
    PL_OBSTACLE,
    PL_STRENGTH,
    PL_STEP,
    PL_CONDUCT,
    PL_INDICATOR,
    PL_DUTY,
    PL_PEER, /* what comparable authorities do */
    PL_DECIDES,
    PL_CONCLUSIONS
};

enum pl_degree { PL_STRONG, PL_MEDIUM, PL_WEAK };

/* From the mildest to the strictest advice of a rule. Leave and undecided are never written in a catalogue; keep is: an
 * account that awaits a decision of the executive, or a channel that is told of elsewhere than among the accounts. */
enum pl_decision {
    PL_OPEN,
    PL_IMPROVE,
    PL_RESERVE,
    PL_WATCH,
    PL_DO_NOT_OPEN,
    PL_KEEP,
    PL_LEAVE,
    PL_UNDECIDED,
    PL_DECISIONS
};

enum pl_when_unknown { PL_HOLD, PL_PROCEED };
/* How far a duty binds: a text says so; it is wise, and no text says so; a text may come to say so. */
enum pl_grade { PL_BINDING, PL_PRUDENT, PL_PENDING };
/* What a decision asks somebody to do. */
enum pl_act { PL_ACT_OPEN, PL_ACT_IMPROVE, PL_ACT_REST, PL_ACT_LEAVE, PL_ACT_PUT_OFF, PL_ACT_DECIDE, PL_ACTS };
enum pl_topic { PL_LISTENING, PL_EDITORIAL, PL_RHYTHM, PL_MODERATION, PL_PROMOTION, PL_TOPICS };

struct pl_rule {
    pl_str id;
    uint32_t concludes;    /* enum pl_conclusion */
    uint32_t editions;     /* bit i: it belongs to editions[i] */
    struct pl_range terms; /* terms[first] is the root; none: always */
    uint32_t follows;      /* 1: its condition is not its own, it follows from what the step answers and carries out */
    uint32_t need;         /* of a need rule */
    uint32_t degree;       /* enum pl_degree */
    uint32_t decision;     /* enum pl_decision */
    uint32_t when_unknown; /* enum pl_when_unknown */
    uint32_t harm;         /* 1: a decision that closes an account though it lives */
    uint32_t provisional;  /* 1: a decision that stands until somebody takes it */
    uint32_t platform;     /* of a decision: the platform, or PL_NONE for every one */
    uint32_t phase, topic, effort;
    uint32_t grade;          /* enum pl_grade, of a duty */
    struct pl_range done;    /* terms, of a duty: the profile says that it is met; none: it never says so */
    struct pl_range answers; /* refs: the findings and duties that a step deals with */
    uint32_t carries;        /* bits of enum pl_act: the decisions that a step carries out */
    uint32_t lasts;          /* days from the start of a step to its end at least, by the calendar */
    uint32_t standing;       /* 1: a duty that holds at every moment and is not done once */
    uint32_t launches;       /* 1: a step that opens, relaunches or promotes accounts */
    uint32_t urgent; /* 1: a step that goes before whatever else its owner has to do, unless it waits for another */
    pl_str draft;    /* of a step: the document that is its draft, or "" */
    struct pl_range establishes; /* case_facts: what holds once a step is done: a value, of a number at least that; of
                                    accounts each official one */
    uint32_t goal;               /* position of a value of `goals`, or PL_NONE */
    uint32_t owner;              /* role, or PL_NONE */
    struct pl_range accountable, consulted, informed; /* refs: roles */
    struct pl_range after;                            /* refs: steps */
    struct pl_range cite;                             /* refs: citations */
    struct pl_text2 text, title, done_when, because, arbitration;
    struct pl_range today;  /* refs: facts whose value is that of an indicator today */
    struct pl_text2 target; /* of an indicator, in six months */
    struct pl_range target_cite;
    uint32_t target_assumed;   /* 1: the target is our own */
    struct pl_text2 basis;     /* of a duty: the text of law, by its shortest name */
    uint32_t amends, confirms; /* rules, or PL_NONE */
    struct pl_range yields_to; /* refs: rules that amend it and conclude the same: where one holds, this one does not */
    uint32_t late;             /* 1: evaluated once the platforms are chosen */
    pl_str file;
    uint32_t line;
};

/* What a rule must say of given facts; those that a case leaves out are unknown. */
struct pl_case {
    uint32_t rule;
    uint32_t expected; /* enum pl_truth */
    uint32_t position; /* in its list, from 1 */
    uint32_t platform; /* what `this` stands for, or PL_NONE */
    struct pl_range facts;
    uint32_t line;
};
struct pl_case_fact {
    uint32_t field;
    uint32_t number; /* its value as in a cell that is known */
};

struct pl_need {
    pl_str id;
    uint32_t concerns; /* bits of `audiences`: whom it is about; decides nothing */
    struct pl_text2 label, text;
};
struct pl_phase {
    uint32_t number;
    struct pl_text2 label;
};
/* What some steps are about: documents that do not show every step show what they come to. */
struct pl_matter {
    pl_str id;
    struct pl_text2 label; /* a noun */
    struct pl_text2 title; /* what is to be done */
    struct pl_range steps; /* refs */
};
struct pl_role {
    pl_str id;
    struct pl_text2 label;
    struct pl_range cases; /* of role_cases: the first that certainly holds counts */
};
/* What becomes of a role in some authorities. */
struct pl_role_case {
    uint32_t role;
    struct pl_range terms;
    uint32_t owner, accountable; /* roles: who does its work and answers for it instead; PL_NONE: the role itself */
    uint32_t asked;              /* who is consulted or informed instead; with an owner PL_NONE: nobody */
    struct pl_text2 label;       /* what the role is called there; empty: as everywhere */
};

/* A citation is a claim of the interview or another source: claims come first, then sources. */
struct pl_claim {
    pl_str id;
    struct pl_text2 text, remark;
};
struct pl_origin {
    pl_str id, title, publisher, date, accessed, url;
    uint32_t weak;
    pl_str figures;    /* the day, month or year that its figures hold for; "": it gives none */
    uint32_t old_from; /* the day on which they are more than five years old; PL_NONE: it gives none */
    struct pl_text2 note;
};

struct pl_platform {
    pl_str id;
    struct pl_text2 name;
    struct pl_range aliases; /* refs: other names that people give it */
};
struct pl_edition {
    uint32_t year;
    pl_str file;
    pl_str date;
    struct pl_text2 title;
    uint32_t village_percent; /* what an account takes in a village, of the hours said of it, rounded up: an assumption;
                                 0: as much */
    struct pl_range entries;
    struct pl_range became;
};
struct pl_entry {
    uint32_t platform;
    uint32_t edition;
    uint32_t hours;   /* a week: an assumption */
    uint32_t answers; /* hours a week more where the public can comment, to read and to answer: an assumption */
    struct pl_text2 role, note;
    struct pl_range serves; /* bindings */
    struct pl_range rules;  /* rules that decide on it */
    struct pl_range cite;
};
struct pl_binding {
    uint32_t need;
    uint32_t alternative; /* 1: only if no main platform serves the need */
    struct pl_range cite;
};
enum pl_fate { PL_CLOSED, PL_RENAMED, PL_MOVED, PL_MARGINAL, PL_FATE_UNKNOWN, PL_ALIVE };
struct pl_became {
    uint32_t platform;
    uint32_t status; /* enum pl_fate */
    pl_str date;
    struct pl_range successors; /* refs: platforms */
    struct pl_text2 text;
    struct pl_range cite;
};

/* An election of the council of some kinds of authorities. */
enum pl_reach { PL_REACH_CONTENT, PL_REACH_CANDIDATE };
struct pl_election {
    pl_str id;
    uint32_t kinds;     /* bits of `kind`: whose council is renewed */
    uint32_t concerns;  /* bits of `kind`: others that it holds back */
    uint32_t reach;     /* enum pl_reach: those others as to what is linked with the ballot, or once a member of the
                           majority stands */
    pl_str first, last; /* the day of the first and of the last round; the month alone (YYYY-MM) while no day is set */
    struct pl_text2 label, note;
    struct pl_range cite;
};

/* A public holiday. */
enum { PL_EASTER = 60 }; /* `day` of Easter Sunday where `month` is 0: other days are counted from it */
struct pl_holiday {
    pl_str id;
    uint32_t month, day;
    struct pl_range departments; /* refs: texts, codes; none: everywhere */
    struct pl_text2 label;
    struct pl_range cite;
};

/* What the dates of the road map rest on. */
struct pl_pace {
    uint32_t day_hours;    /* of work in a day of effort */
    uint32_t months;       /* what does not fit in them is put off */
    uint32_t least_hours;  /* a week, of whoever runs the accounts */
    uint32_t left_percent; /* of its effort, once a step is under way */
    uint32_t duty_days;    /* a step of no more days of work that answers a binding duty is urgent */
};
/* Days of the year, the last one included, on which people have a share of the hours of other days. */
struct pl_season {
    pl_str id;
    uint32_t from, to; /* month * 100 + day; it may run over the end of the year */
    uint32_t percent;
    struct pl_text2 label;
};
/* Hours a week that roles give to the steps where the profile does not tell. */
struct pl_role_hours {
    struct pl_range roles; /* refs */
    struct pl_range terms;
    uint32_t hours;
    uint32_t beside_accounts; /* 1: whoever of them runs the accounts has what these leave of their hours instead */
};

/* The validation circuit in numbers. */
struct pl_hours {                /* when people work who keep these hours */
    uint32_t hours;              /* position of a value of validation_chain.hours */
    uint32_t days;               /* open on the first days of the week */
    uint32_t closed_on_holidays; /* 1: and closed on public holidays */
    struct pl_range open;        /* refs: pairs of minutes of the day */
};
struct pl_circuit_edit {
    pl_str id;
    uint32_t kind;           /* enum pl_edit_kind */
    uint32_t weight;         /* control given up: our judgement */
    uint32_t minutes, hours; /* of work it leaves, and the hours kept, where the kind has them */
    struct pl_text2 text, because;
    struct pl_range cite;
};
enum pl_edit_kind {
    PL_CHECK_AFTER,
    PL_DELEGATE,
    PL_ADD_SUBSTITUTE,
    PL_WIDEN_HOURS,
    PL_TIME_OUT_ESCALATE,
    PL_TIME_OUT_PUBLISH,
    PL_MERGE,
    PL_DROP,
    PL_ADD_HOLDER,
    PL_PRE_APPROVE,
    PL_EDIT_KINDS
};
struct pl_role_weight {
    uint32_t by; /* position of a value of validation_chain.by */
    uint32_t weight;
    uint32_t people; /* who hold such a step where the profile does not say: an assumption; 0: one */
    struct pl_range cite;
};
struct pl_message_class {
    uint32_t class;   /* position of a value of validation_chain.for */
    uint32_t hours;   /* position of a value of validation_chain.hours: when there are such messages */
    uint32_t percent; /* that must be in time where the profile does not say */
    struct pl_text2 because;
    struct pl_range cite;
};
/* How often people are away where the profile does not say: an assumption. */
enum pl_absence_kind { PL_ABSENCE_PERCENT, PL_ABSENCE_DAYS, PL_ABSENCE_KINDS };
struct pl_absence {
    uint32_t kind; /* enum pl_absence_kind */
    uint32_t number;
    struct pl_text2 text;
    struct pl_range cite;
};

/* One block of a document, printed where its condition certainly holds. */
enum pl_block_kind { PL_BLOCK_SECTION, PL_BLOCK_HEADING, PL_BLOCK_TEXT, PL_BLOCK_ITEM, PL_BLOCK_VIEW, PL_BLOCK_KINDS };
enum pl_view_id {
#define PL_VIEW(name, function, id, only) PL_VIEW_##name,
#include "model/views.def"
#undef PL_VIEW
    PL_VIEWS
};
struct pl_block {
    uint32_t kind;               /* enum pl_block_kind */
    pl_str section;              /* id of the section that it opens, or of the shared clause that it is */
    struct pl_text2 text;        /* of all but a view */
    uint32_t view;               /* enum pl_view_id */
    pl_str only;                 /* what a view is limited to: a word of views.def, or "" */
    uint32_t most;               /* items of a view, or single ones of a section; 0: all */
    struct pl_text2 lead;        /* a paragraph under a heading, or before what a view shows, where something follows */
    struct pl_text2 rest;        /* says how many items were cut, as {1} */
    struct pl_text2 premise;     /* of a clause: its condition in words, for where it is not known */
    struct pl_range basis, cite; /* refs: the rules and the citations that a clause rests on */
    uint32_t grade;              /* enum pl_grade, of a clause that is less certain than its rules */
    struct pl_range terms;
    uint32_t line;
};
/* What a draft leaves to be filled in, unless the profile says it. */
struct pl_blank {
    pl_str id;
    struct pl_text2 label, why;
    uint32_t field; /* the fact that fills it, or PL_NONE */
};
struct pl_budget { /* words */
    struct pl_range terms;
    uint32_t words;
};
struct pl_document {
    pl_str id;
    struct pl_text2 title, reader;
    struct pl_text2 draft;   /* of an act, ready to adopt: what it is called in a sentence; no other document has one */
    uint32_t french;         /* 1: an act of French law, written in French alone */
    uint32_t rank;           /* its place among the others */
    uint32_t words;          /* at most; 0: as many as it takes */
    struct pl_range smaller; /* budgets: the first whose condition certainly holds counts instead */
    struct pl_range terms;   /* when it belongs to a dossier */
    struct pl_range blocks;
    pl_str file;
    uint32_t line;
};
/* What the editorial line, its crisis sheet and its means are made of: pieces of one shape, of which each kind uses the
 * members it needs (load/schema.c says which). */
enum pl_piece_kind {
    PL_PIECE_RUBRIC,   /* something published again and again: who supplies it, how often, what it takes */
    PL_PIECE_TONE,     /* a way of saying it, and a better one */
    PL_PIECE_TRAINING, /* who learns what */
    PL_PIECE_BUDGET,   /* what something costs */
    PL_PIECE_MESSAGE,  /* a message of a crisis with its blanks */
    PL_PIECE_CRISIS,   /* what to do in a crisis, in order */
    PL_PIECE_CHANNEL,  /* by what to speak in a crisis, in order */
    PL_PIECE_KINDS
};
enum pl_per { PL_PER_WEEK, PL_PER_MONTH, PL_PER_QUARTER, PL_PER_YEAR, PL_PER_EVENT, PL_PER_ONCE };
struct pl_piece {
    pl_str id;
    uint32_t kind;         /* enum pl_piece_kind */
    uint32_t editions;     /* bits, as those of a rule */
    struct pl_range terms; /* when it counts; none: always */
    struct pl_range usual; /* terms of a rubric: where it is usual, whatever the goals; none: nowhere */
    struct pl_text2 label, text, wrong, supplier;
    struct pl_range on; /* refs: platforms, the preferred one first; where none of them is retained it does not count */
    uint32_t times, per; /* enum pl_per */
    uint32_t minutes;    /* of a rubric, each time it is published: an assumption; of a training */
    uint32_t goal;       /* position of a value of `goals`, or PL_NONE */
    struct pl_range who; /* refs: roles */
    uint32_t low, high;  /* euros, or PL_NONE: to be costed */
    uint32_t year;       /* of the amounts; 0: not told */
    uint32_t minimum;    /* 1: the minimum needs it too */
    uint32_t service;    /* 1: plain information, which goes on in a pre-election period */
    uint32_t assumption; /* 1: our own estimate */
    struct pl_range cite;
    pl_str file;
    uint32_t line;
};

/* What a message means, why it matters, and an example of the fault and of its remedy. Examples are kept as they are
 * written; marks in them (model/example.h) stand for what a file of the knowledge cannot hold. */
enum pl_example {
    PL_EXAMPLE_PROFILE,
    PL_EXAMPLE_COMMAND,
    PL_EXAMPLE_KNOWLEDGE,
    PL_EXAMPLE_SITUATION /* prose */
};
struct pl_explanation {
    pl_str code;      /* "": a help, which is not explained */
    uint32_t example; /* enum pl_example */
    pl_str file;      /* of a piece of knowledge: the file it would stand in */
    struct pl_text2 meaning, wrong, right;
};

/* The fields that the program itself handles, and the words that reports need. */
enum pl_fact {
#define PL_FACT(name, id, type, follows) PL_FACT_##name,
#include "model/facts.def"
#undef PL_FACT
    PL_FACTS
};
/* What is concluded from a fact besides the rules that look at it. */
enum pl_follows { PL_FOLLOWS_NOTHING, PL_FOLLOWS_HOURS, PL_FOLLOWS_CHOICES };
/* Positions of values that the program tells apart. */
enum pl_position {
#define PL_VALUE(name, fact, position, id) PL_##name = position,
#include "model/values.def"
#undef PL_VALUE
};
enum pl_label {
#define PL_LABEL(name, id) PL_L_##name,
#include "model/labels.def"
#undef PL_LABEL
    PL_LABELS
};

#define PL_TABLES(TABLE)                                                                                               \
    TABLE(fields, struct pl_field)                                                                                     \
    TABLE(values, struct pl_value)                                                                                     \
    TABLE(names, struct pl_name)                                                                                       \
    TABLE(terms, struct pl_term)                                                                                       \
    TABLE(rules, struct pl_rule)                                                                                       \
    TABLE(order, uint32_t)        /* rules so that each comes after those it refers to, late ones last */              \
    TABLE(need_rules, uint32_t)   /* the rules that raise a need */                                                    \
    TABLE(gate_rules, uint32_t)   /* blockers and obstacles */                                                         \
    TABLE(common_rules, uint32_t) /* those that decide on every platform */                                            \
    TABLE(cases, struct pl_case)  /* by rule */                                                                        \
    TABLE(case_facts, struct pl_case_fact)                                                                             \
    TABLE(refs, uint32_t)                                                                                              \
    TABLE(needs, struct pl_need)                                                                                       \
    TABLE(phases, struct pl_phase)                                                                                     \
    TABLE(matters, struct pl_matter)                                                                                   \
    TABLE(role_cases, struct pl_role_case)                                                                             \
    TABLE(roles, struct pl_role)                                                                                       \
    TABLE(claims, struct pl_claim)                                                                                     \
    TABLE(origins, struct pl_origin)                                                                                   \
    TABLE(platforms, struct pl_platform)                                                                               \
    TABLE(editions, struct pl_edition) /* the oldest first */                                                          \
    TABLE(entries, struct pl_entry)                                                                                    \
    TABLE(bindings, struct pl_binding)                                                                                 \
    TABLE(became, struct pl_became)                                                                                    \
    TABLE(elections, struct pl_election) /* the earliest first */                                                      \
    TABLE(holidays, struct pl_holiday)                                                                                 \
    TABLE(paces, struct pl_pace) /* one */                                                                             \
    TABLE(seasons, struct pl_season)                                                                                   \
    TABLE(role_hours, struct pl_role_hours)                                                                            \
    TABLE(hours, struct pl_hours)                                                                                      \
    TABLE(edits, struct pl_circuit_edit)                                                                               \
    TABLE(role_weights, struct pl_role_weight)                                                                         \
    TABLE(message_classes, struct pl_message_class)                                                                    \
    TABLE(absences, struct pl_absence) /* one of each kind, in their order */                                          \
    TABLE(blocks, struct pl_block)                                                                                     \
    TABLE(budgets, struct pl_budget)                                                                                   \
    TABLE(documents, struct pl_document)                                                                               \
    TABLE(blanks, struct pl_blank)                                                                                     \
    TABLE(pieces, struct pl_piece)                                                                                     \
    TABLE(explanations, struct pl_explanation) /* by enum pl_code */                                                   \
    TABLE(facts, uint32_t)                     /* by enum pl_fact: the field */                                        \
    TABLE(labels, struct pl_text2)             /* by enum pl_label */

enum pl_array {
#define PL_TABLE(name, type) PL_ARRAY_##name,
    PL_TABLES(PL_TABLE)
#undef PL_TABLE
        PL_ARRAYS
};

struct pl_knowledge {
    const char *pool;
    uint32_t pool_length;
    const int64_t *numbers;
    uint32_t numbers_count;
#define PL_TABLE(name, type)                                                                                           \
    const type *name;                                                                                                  \
    uint32_t name##_count;
    PL_TABLES(PL_TABLE)
#undef PL_TABLE
    pl_str sha256;                    /* of the files, in hexadecimal */
    pl_str source;                    /* id of the interview among the origins */
    struct pl_range countries;        /* refs: texts, the codes of those whose law and holidays are known */
    pl_str elections_from;            /* the day from which the table of elections is complete */
    pl_str others_from, others_until; /* the days between which it is for the ballots of others */
};

/* Where a table stands in the knowledge, and how it is called there. */
struct pl_array_place {
    const char *name, *type;
    size_t data, count; /* offsets in struct pl_knowledge */
    size_t item;        /* bytes of an entry */
};
extern const struct pl_array_place pl_arrays[PL_ARRAYS];
uint32_t pl_array_count(const struct pl_knowledge *knowledge, enum pl_array array);
const void *pl_array_at(const struct pl_knowledge *knowledge, enum pl_array array, uint32_t index);
/* The position of an identifier in a table whose entries begin with one, PL_NONE if it is not there. */
uint32_t pl_array_find(const struct pl_knowledge *knowledge, enum pl_array array, const char *id);

/* The knowledge that was compiled in. */
extern const struct pl_knowledge pl_builtin_knowledge;

static inline const char *pl_text(const struct pl_knowledge *knowledge, pl_str text)
{
    return knowledge->pool + text;
}

static inline const char *pl_text_in(const struct pl_knowledge *knowledge, struct pl_text2 text,
                                     enum pl_language language)
{
    return knowledge->pool + text.in[language];
}

/* Whether a text of the pool may stand in Markdown as it is: found out when the knowledge was built, so that reports
 * need not. Any other text: false. */
enum { PL_PLAIN = 1 };
static inline bool pl_text_is_plain(const struct pl_knowledge *knowledge, const char *text)
{
    uintptr_t offset = (uintptr_t)text - (uintptr_t)knowledge->pool;
    return offset > 0 && offset < knowledge->pool_length && knowledge->pool[offset - 1] == PL_PLAIN;
}

/* The field or value that a spelling names in a scope, PL_NONE if none. `folded` comes from pl_fold(). */
uint32_t pl_knowledge_find(const struct pl_knowledge *knowledge, uint32_t scope, bool values, const char *folded);
/* The names of one scope: `out_range` indexes knowledge->names. */
struct pl_range pl_knowledge_names(const struct pl_knowledge *knowledge, uint32_t scope, bool values);

/* What an identifier may name. */
enum pl_target {
    PL_TO_RULE,
    PL_TO_STEP,
    PL_TO_NEED,
    PL_TO_ROLE,
    PL_TO_PLATFORM,
    PL_TO_CITATION, /* claims, then sources */
    PL_TO_GOAL,
    PL_TO_FIELD,
    PL_TO_PIECE,
    PL_TO_DOCUMENT,
    PL_TO_BLANK,
    PL_TARGETS
};
/* The position of what `id` names, PL_NONE if it names nothing of this sort; how many there are, and the identifier of
 * one. */
uint32_t pl_position(const struct pl_knowledge *knowledge, enum pl_target target, const char *id);
uint32_t pl_target_count(const struct pl_knowledge *knowledge, enum pl_target target);
const char *pl_target_id(const struct pl_knowledge *knowledge, enum pl_target target, uint32_t position);

/* Offers every rule and every platform, by id and by name, as what a word may have meant. */
void pl_knowledge_offer_items(const struct pl_knowledge *knowledge, struct pl_nearest *nearest);
/* What a term looks at; the fact that it compares, or PL_NONE. */
static inline enum pl_looks_at pl_term_looks_at(const struct pl_term *term)
{
    return pl_operations[term->operation].looks_at;
}
static inline uint32_t pl_term_field(const struct pl_term *term)
{
    return pl_term_looks_at(term) >= PL_AT_CHOICE ? term->subject : PL_NONE;
}
/* The bits that a term on a choice or a set compares it with; `platform`: what `this` stands for, or PL_NONE. */
int64_t pl_term_bits(const struct pl_knowledge *knowledge, const struct pl_term *term, uint32_t platform);
/* The role or the blank that a placeholder names, role.executive or blank.date; PL_NONE if it names none. */
uint32_t pl_knowledge_placeholder(const struct pl_knowledge *knowledge, enum pl_target target, struct pl_view name);
/* The edition of a year, PL_NONE if there is none. */
uint32_t pl_knowledge_edition(const struct pl_knowledge *knowledge, uint32_t year);

/* How many values a choice or set has, and one of them. */
uint32_t pl_field_value_count(const struct pl_knowledge *knowledge, const struct pl_field *field);
const char *pl_field_value_id(const struct pl_knowledge *knowledge, const struct pl_field *field, uint32_t position);
/* The position of the value that a word is the identifier of, PL_NONE if it is none. */
uint32_t pl_field_value_position(const struct pl_knowledge *knowledge, const struct pl_field *field, struct pl_view id);
const char *pl_field_value_label(const struct pl_knowledge *knowledge, const struct pl_field *field, uint32_t position,
                                 enum pl_language language);
/* All bits that a choice or set may have. */
int64_t pl_field_all_bits(const struct pl_knowledge *knowledge, const struct pl_field *field);

/* The latest edition that a rule belongs to. */
uint32_t pl_rule_edition(const struct pl_knowledge *knowledge, const struct pl_rule *rule);

/* Id of a citation: a claim's or a source's. */
const char *pl_citation_id(const struct pl_knowledge *knowledge, uint32_t citation);

/* The words of enumerations, as written in YAML and JSON. */
extern const char *const pl_type_words[];
extern const char *const pl_conclusion_words[];
extern const char *const pl_degree_words[];
extern const char *const pl_decision_words[];
extern const char *const pl_grade_words[];
extern const char *const pl_reach_words[];
extern const char *const pl_act_words[];
extern const char *const pl_topic_words[];
extern const char *const pl_fate_words[];
extern const char *const pl_view_words[];
extern const char *const pl_view_limits[]; /* by view: the words of `only`, each between commas; "": none */
extern const char *const pl_piece_words[];
extern const char *const pl_per_words[];
/* What follows from a fact besides its rules, as facts.def says. */
enum pl_follows pl_field_follows(const struct pl_knowledge *knowledge, uint32_t field);

#endif
