/* SPDX-License-Identifier: MIT
 * The tables of schema.h. Where keys depend on one another they are read in the order of these rows, not of the file.
 */
#include "load/schema.h"

#include "base/diagnostic.h"

const struct pl_shape_traits pl_shapes[PL_SHAPES] = {
#define SHAPE(name, kind, type, stored) {PL_NODE_##kind, sizeof(type), PL_STORED_##stored},
    PL_SHAPES_OF(SHAPE)
#undef SHAPE
};

#define KEY(key, type, member, ...)                                                                                    \
    {                                                                                                                  \
        .name = key, .shape = PL_SHAPE_##type, .offset = offsetof(OF, member), __VA_ARGS__                             \
    }
#define OWN(key, type, ...)                                                                                            \
    {                                                                                                                  \
        .name = key, .shape = PL_SHAPE_##type, __VA_ARGS__                                                             \
    }
#define MAY .must = 0
#define MUST .must = UINT32_MAX
#define IN(variant) (1u << (variant))
#define IF(variants) .must = (variants), .only = (variants)
#define CITES .of = PL_TO_CITATION

/* ---- vocabulary.yaml */

#define OF struct pl_field
static const struct pl_key field_keys[] = {
    KEY("id", STRING, id, .made = true), /* its path */
    KEY("id", NAME, key, MUST),
    KEY("alias", STRINGS, aliases, MAY),
    KEY("type", WORD, type, MUST, .words = pl_type_words),
    KEY("required", FLAG, flags, .of = PL_FIELD_REQUIRED),
    KEY("actionable", FLAG, flags, .of = PL_FIELD_ACTIONABLE),
    KEY("informative", FLAG, flags, .of = PL_FIELD_INFORMATIVE),
    KEY("idle", FLAG, flags, .of = PL_FIELD_IDLE),
    KEY("to_come", FLAG, flags, .of = PL_FIELD_TO_COME),
    KEY("one_of_many", FLAG, flags, .of = PL_FIELD_ONE_OF_MANY),
    KEY("label", TEXT2, label, MUST),
    KEY("question", TEXT2, question, MAY),
    KEY("why", TEXT2, why, MAY),
    KEY("unit", TEXT2, unit, MAY),
    KEY("unit_one", TEXT2, unit_one, MAY),
    KEY("unit_alias", STRINGS, unit_aliases, MAY),
    KEY("assumption", TEXT2, assumption, MAY),
    KEY("min", AMOUNT, minimum, .of = PL_LIMIT_AMOUNT),
    KEY("max", AMOUNT, maximum, .of = PL_LIMIT_AMOUNT),
    KEY("parameter", AMOUNT, parameter, .of = PL_LIMIT_AMOUNT),
    OWN("default", OWN, MAY),
    OWN("values_of", OWN_WORD, MAY),
    OWN("from", OWN_WORD, MAY),
    OWN("fields", OWN_LIST, MAY),
    OWN("fields_of", OWN_WORD, MAY),
    KEY("values", RECORDS, values, .of = PL_FORM_VALUE),
    KEY("line", LINE, line, MAY),
};
#undef OF
#define OF struct pl_value
static const struct pl_key value_keys[] = {
    KEY("id", NAME, id, MUST),
    KEY("alias", STRINGS, aliases, MAY),
    KEY("informative", FLAG, flags, .of = PL_VALUE_INFORMATIVE),
    KEY("label", TEXT2, label, MUST),
};
#undef OF
static const struct pl_key vocabulary_keys[] = {
    OWN("fields", OWN_LIST, MUST),
    OWN("derived", OWN_LIST, MUST),
};

/* ---- rules/, needs.yaml */

static const char *const unknown_words[] = {"hold", "proceed", NULL};

#define OF struct pl_rule
static const struct pl_key rule_keys[] = {
    KEY("id", NAME, id, MUST, .unique = true),
    KEY("concludes", WORD, concludes, MUST, .words = pl_conclusion_words),
    KEY("place", FILE, file, MAY),
    KEY("line", LINE, line, MAY),
    KEY("edition", EDITIONS, editions, MAY),
    KEY("when", CONDITION, terms, MAY),
    KEY("need", REF, need, .must = IN(PL_NEED), .of = PL_TO_NEED),
    KEY("strength", WORD, degree, .must = IN(PL_NEED), .words = pl_degree_words),
    KEY("decision", WORD, decision, .must = IN(PL_DECIDES), .words = pl_decision_words),
    KEY("platform", REF, platform, .of = PL_TO_PLATFORM),
    KEY("when_unknown", WORD, when_unknown, .words = unknown_words),
    KEY("harm", FLAG, harm, .of = 1),
    KEY("provisional", FLAG, provisional, .of = 1),
    KEY("phase", NUMBER, phase, .must = IN(PL_STEP), .of = PL_LIMIT_PHASE),
    KEY("owner", REF, owner, .must = IN(PL_STEP), .of = PL_TO_ROLE),
    KEY("accountable", REFS, accountable, .of = PL_TO_ROLE),
    KEY("consulted", REFS, consulted, .of = PL_TO_ROLE),
    KEY("informed", REFS, informed, .of = PL_TO_ROLE),
    KEY("effort", NUMBER, effort, .of = PL_LIMIT_EFFORT),
    KEY("lasts", NUMBER, lasts, .of = PL_LIMIT_LASTS),
    KEY("launches", FLAG, launches, .of = 1),
    KEY("standing", FLAG, standing, .only = IN(PL_DUTY), .of = 1),
    KEY("urgent", FLAG, urgent, .of = 1),
    KEY("draft", NAME, draft, MAY),
    KEY("establishes", FACT_VALUES, establishes, .only = IN(PL_STEP)),
    KEY("after", REFS, after, .of = PL_TO_STEP),
    KEY("answers", REFS, answers, .of = PL_TO_RULE),
    KEY("carries", WORDS, carries, .words = pl_act_words),
    KEY("topic", WORD, topic, .must = IN(PL_CONDUCT), .words = pl_topic_words),
    KEY("goal", REF, goal, .of = PL_TO_GOAL),
    KEY("grade", WORD, grade, .must = IN(PL_DUTY), .words = pl_grade_words),
    KEY("basis", TEXT2, basis, MAY),
    KEY("done", CONDITION, done, MAY),
    KEY("title", TEXT2, title, .must = IN(PL_STEP) | IN(PL_DUTY)),
    KEY("text", TEXT2, text, .must = (IN(PL_CONCLUSIONS) - 1) & ~(IN(PL_NEED) | IN(PL_DECIDES))),
    KEY("because", TEXT2, because, MUST),
    KEY("done_when", TEXT2, done_when, .must = IN(PL_STEP)),
    KEY("today", FACTS, today, .only = IN(PL_INDICATOR)),
    KEY("target", TEXT2, target, .only = IN(PL_INDICATOR)),
    KEY("target_cite", REFS, target_cite, .only = IN(PL_INDICATOR), CITES),
    KEY("target_assumed", FLAG, target_assumed, .only = IN(PL_INDICATOR), .of = 1),
    KEY("amends", REF, amends, .of = PL_TO_RULE),
    KEY("confirms", REF, confirms, .of = PL_TO_RULE),
    KEY("arbitration", TEXT2, arbitration, MAY),
    KEY("cite", REFS, cite, MUST, CITES),
    OWN("cases", CASES, MAY),
};
#undef OF
#define OF struct pl_need
static const struct pl_key need_keys[] = {
    KEY("id", NAME, id, MUST, .unique = true),
    KEY("label", TEXT2, label, MUST),
    KEY("text", TEXT2, text, MUST),
    KEY("concerns", VALUES, concerns, .of = PL_FACT_AUDIENCES),
};
#undef OF
#define OF struct pl_phase
static const struct pl_key phase_keys[] = {
    KEY("number", NUMBER, number, MUST, .of = PL_LIMIT_PHASE),
    KEY("label", TEXT2, label, MUST),
};
#undef OF
#define OF struct pl_matter
static const struct pl_key matter_keys[] = {
    KEY("id", NAME, id, MUST, .unique = true),
    KEY("label", TEXT2, label, MUST),
    KEY("title", TEXT2, title, MUST),
    KEY("steps", REFS, steps, MUST, .of = PL_TO_STEP),
};
#undef OF
static const struct pl_key needs_keys[] = {
    OWN("needs", LIST, MUST, .of = PL_FORM_NEED),
    OWN("rules", LIST, MUST, .of = PL_FORM_RULE),
};
static const struct pl_key rules_keys[] = {
    OWN("phases", LIST, .of = PL_FORM_PHASE),
    OWN("matters", LIST, .of = PL_FORM_MATTER),
    OWN("rules", LIST, MUST, .of = PL_FORM_RULE),
};

/* ---- roles.yaml */

#define OF struct pl_role
static const struct pl_key role_keys[] = {
    KEY("id", NAME, id, MUST, .unique = true),
    KEY("label", TEXT2, label, MUST),
    KEY("cases", RECORDS, cases, .of = PL_FORM_ROLE_CASE),
};
#undef OF
#define OF struct pl_role_case
static const struct pl_key role_case_keys[] = {
    KEY("role", PARENT, role, MAY),
    KEY("when", CONDITION, terms, MUST),
    KEY("owner", REF, owner, .of = PL_TO_ROLE),
    KEY("accountable", REF, accountable, .of = PL_TO_ROLE),
    KEY("asked", REF, asked, .of = PL_TO_ROLE),
    KEY("label", TEXT2, label, MAY),
};
#undef OF
static const struct pl_key roles_keys[] = {OWN("roles", LIST, MUST, .of = PL_FORM_ROLE)};

/* ---- claims.yaml, sources.yaml */

#define OF struct pl_claim
static const struct pl_key claim_keys[] = {
    KEY("id", NAME, id, MUST, .unique = true),
    KEY("text", TEXT2, text, .made = true), /* of what stands under fr and en */
    OWN("fr", OWN, MUST),
    OWN("en", OWN, MUST),
    KEY("remark", TEXT2, remark, MAY),
};
#undef OF
static const char *const confidence_words[] = {"seen", "weak", NULL};
#define OF struct pl_origin
static const struct pl_key source_keys[] = {
    KEY("id", NAME, id, MUST, .unique = true),
    KEY("title", TYPESET, title, MUST),
    KEY("publisher", TYPESET, publisher, MUST),
    KEY("date", STRING, date, MAY),
    KEY("accessed", STRING, accessed, MAY),
    KEY("url", ADDRESS, url, MUST),
    KEY("confidence", WORD, weak, MUST, .words = confidence_words),
    KEY("figures", STRING, figures, MAY),
    KEY("note", TEXT2, note, MAY),
};
#undef OF
#define OF struct pl_build
static const struct pl_key claims_keys[] = {
    KEY("source", STRING, knowledge.source, MUST),
    OWN("claims", LIST, MUST, .of = PL_FORM_CLAIM),
};
static const struct pl_key sources_keys[] = {OWN("sources", LIST, MUST, .of = PL_FORM_SOURCE)};
#undef OF

/* ---- catalogues/: an edition is read first, with the names of its platforms, since conditions name them; then its
 * entries */

#define OF struct pl_edition
static const struct pl_key edition_keys[] = {
    KEY("edition", NUMBER, year, MUST, .of = PL_LIMIT_YEAR, .unique = true),
    KEY("date", STRING, date, MUST),
    KEY("title", TEXT2, title, MUST),
    KEY("village_percent", NUMBER, village_percent, .of = PL_LIMIT_PERCENT),
    KEY("place", FILE, file, MAY),
    OWN("platforms", LIST, MUST, .of = PL_FORM_PLATFORM),
    OWN("became", OWN_LIST, MAY),
};
static const struct pl_key catalogue_keys[] = {
    KEY("place", FILE, file, MAY),
    KEY("platforms", RECORDS, entries, .of = PL_FORM_ENTRY),
    KEY("became", RECORDS, became, .of = PL_FORM_FATE),
};
#undef OF
#define OF struct pl_platform
static const struct pl_key platform_keys[] = {
    KEY("id", NAME, id, MUST),
    KEY("name", TITLE2, name, MUST),
    KEY("alias", STRINGS, aliases, MAY),
};
#undef OF
#define OF struct pl_entry
static const struct pl_key entry_keys[] = {
    KEY("id", KNOWN, platform, MUST, .of = PL_TO_PLATFORM),
    KEY("edition", PARENT, edition, MAY),
    OWN("name", OWN, MUST),
    OWN("alias", OWN, MAY),
    KEY("role", TEXT2, role, MUST),
    KEY("note", TEXT2, note, MAY),
    KEY("hours", NUMBER, hours, MUST, .of = PL_LIMIT_WEEK_HOURS),
    KEY("answers", NUMBER, answers, .of = PL_LIMIT_WEEK_HOURS),
    KEY("cite", REFS, cite, MUST, CITES),
    KEY("serves", RECORDS, serves, .of = PL_FORM_BINDING),
    KEY("rules", RECORDS, rules, .of = PL_FORM_RULE, .variant = PL_DECIDES + 1),
};
#undef OF
static const char *const fit_words[] = {"main", "alternative", NULL};
#define OF struct pl_binding
static const struct pl_key binding_keys[] = {
    KEY("need", REF, need, MUST, .of = PL_TO_NEED),
    KEY("fit", WORD, alternative, .words = fit_words),
    KEY("cite", REFS, cite, MUST, CITES),
};
#undef OF
#define OF struct pl_became
static const struct pl_key fate_keys[] = {
    KEY("platform", REF, platform, MUST, .of = PL_TO_PLATFORM),
    KEY("status", WORD, status, MUST, .words = pl_fate_words),
    KEY("date", STRING, date, MAY),
    KEY("successors", REFS, successors, .of = PL_TO_PLATFORM),
    KEY("text", TEXT2, text, MUST),
    KEY("cite", REFS, cite, MUST, CITES),
};
#undef OF

/* ---- calendar.yaml, holidays.yaml */

#define OF struct pl_election
static const struct pl_key election_keys[] = {
    KEY("id", NAME, id, MUST, .unique = true),
    KEY("kinds", VALUES, kinds, .of = PL_FACT_KIND),
    KEY("concerns", VALUES, concerns, .of = PL_FACT_KIND),
    KEY("reach", WORD, reach, .words = pl_reach_words),
    KEY("first", PARTIAL, first, MUST),
    KEY("last", PARTIAL, last, MUST),
    KEY("label", TEXT2, label, MUST),
    KEY("note", TEXT2, note, MAY),
    KEY("cite", REFS, cite, MUST, CITES),
};
#undef OF
#define OF struct pl_holiday
static const struct pl_key holiday_keys[] = {
    KEY("id", NAME, id, MUST, .unique = true),     KEY("day", DAY, month, MUST),
    KEY("departments", STRINGS, departments, MAY), KEY("label", TEXT2, label, MUST),
    KEY("cite", REFS, cite, MUST, CITES),
};
#undef OF
#define OF struct pl_build
static const struct pl_key calendar_keys[] = {
    KEY("complete_from", PARTIAL, knowledge.elections_from, MUST),
    KEY("others_from", PARTIAL, knowledge.others_from, MUST),
    KEY("others_until", PARTIAL, knowledge.others_until, MUST),
    OWN("elections", LIST, MUST, .of = PL_FORM_ELECTION),
};
static const struct pl_key holidays_keys[] = {
    KEY("countries", STRINGS, knowledge.countries, MUST),
    OWN("holidays", LIST, MUST, .of = PL_FORM_HOLIDAY),
};
#undef OF

/* ---- circuit.yaml */

#define OF struct pl_hours
static const struct pl_key hours_keys[] = {
    KEY("hours", VALUE, hours, MUST, .of = PL_FACT_STEP_HOURS, .unique = true),
    KEY("days", NUMBER, days, MUST, .of = PL_LIMIT_WEEK_DAYS, .least = 1),
    KEY("closed_on_holidays", FLAG, closed_on_holidays, .of = 1),
    KEY("open", TIMES, open, MUST),
};
#undef OF
static const char *const edit_words[] = {
    "check-after", "delegate",   "add-substitute", "widen-hours", "time-out-escalate", "time-out-publish", "merge",
    "drop",        "add-holder", "pre-approve",    NULL};
#define OF struct pl_circuit_edit
static const struct pl_key edit_keys[] = {
    KEY("id", STRING, id, MAY),
    KEY("id", WORD, kind, MUST, .words = edit_words, .unique = true),
    KEY("weight", NUMBER, weight, MUST, .of = PL_LIMIT_WEIGHT),
    KEY("minutes", NUMBER, minutes, .of = PL_LIMIT_MINUTES),
    KEY("hours", VALUE, hours, .of = PL_FACT_STEP_HOURS),
    KEY("text", TEXT2, text, MUST),
    KEY("because", TEXT2, because, MUST),
    KEY("cite", REFS, cite, MUST, CITES),
};
#undef OF
#define OF struct pl_role_weight
static const struct pl_key role_weight_keys[] = {
    KEY("by", VALUE, by, MUST, .of = PL_FACT_STEP_BY, .unique = true),
    KEY("weight", NUMBER, weight, MUST, .of = PL_LIMIT_WEIGHT),
    KEY("people", NUMBER, people, .of = PL_LIMIT_CHAIN_STEPS),
    KEY("cite", REFS, cite, CITES),
};
#undef OF
#define OF struct pl_message_class
static const struct pl_key message_class_keys[] = {
    KEY("class", VALUE, class, MUST, .of = PL_FACT_STEP_FOR, .unique = true),
    KEY("hours", VALUE, hours, MUST, .of = PL_FACT_STEP_HOURS),
    KEY("percent", NUMBER, percent, MUST, .of = PL_LIMIT_SHARE),
    KEY("because", TEXT2, because, MUST),
    KEY("cite", REFS, cite, MUST, CITES),
};
#undef OF
/* By enum pl_absence_kind. */
static const char *const absence_words[] = {"percent", "days", NULL};
#define OF struct pl_absence
static const struct pl_key absence_keys[] = {
    KEY("id", WORD, kind, MUST, .words = absence_words),
    KEY("number", NUMBER, number, MUST, .of = PL_LIMIT_LASTS),
    KEY("text", TEXT2, text, MUST),
    KEY("cite", REFS, cite, MUST, CITES),
};
#undef OF
static const struct pl_key circuit_keys[] = {
    OWN("calendars", LIST, MUST, .of = PL_FORM_HOURS),   OWN("classes", LIST, MUST, .of = PL_FORM_MESSAGE_CLASS),
    OWN("absences", LIST, MUST, .of = PL_FORM_ABSENCE),  OWN("edits", LIST, MUST, .of = PL_FORM_EDIT),
    OWN("roles", LIST, MUST, .of = PL_FORM_ROLE_WEIGHT),
};

/* ---- schedule.yaml */

#define OF struct pl_pace
static const struct pl_key pace_keys[] = {
    KEY("day_hours", NUMBER, day_hours, MUST, .of = PL_LIMIT_DAY_HOURS),
    KEY("months", NUMBER, months, MUST, .of = PL_LIMIT_HORIZON),
    KEY("least_hours", NUMBER, least_hours, MUST, .of = PL_LIMIT_WEEK_HOURS),
    KEY("left_percent", NUMBER, left_percent, MUST, .of = PL_LIMIT_PERCENT),
    KEY("duty_days", NUMBER, duty_days, .of = PL_LIMIT_EFFORT),
    OWN("seasons", LIST, MUST, .of = PL_FORM_SEASON),
    OWN("hours", LIST, MUST, .of = PL_FORM_ROLE_HOURS),
};
#undef OF
#define OF struct pl_season
static const struct pl_key season_keys[] = {
    KEY("id", NAME, id, MUST, .unique = true),
    KEY("from", YEAR_DAY, from, MUST),
    KEY("to", YEAR_DAY, to, MUST),
    KEY("percent", NUMBER, percent, MUST, .of = PL_LIMIT_PERCENT),
    KEY("label", TEXT2, label, MUST),
};
#undef OF
#define OF struct pl_role_hours
static const struct pl_key role_hours_keys[] = {
    KEY("roles", REFS, roles, MUST, .of = PL_TO_ROLE),
    KEY("hours", NUMBER, hours, MUST, .of = PL_LIMIT_WEEK_HOURS),
    KEY("beside_accounts", FLAG, beside_accounts, .of = 1),
    KEY("when", CONDITION, terms, MAY),
};
#undef OF

/* ---- editorial/: pieces of one shape */

#define RUBRIC IN(PL_PIECE_RUBRIC)
#define TONE IN(PL_PIECE_TONE)
#define TRAINING IN(PL_PIECE_TRAINING)
#define BUDGET IN(PL_PIECE_BUDGET)
#define MESSAGE IN(PL_PIECE_MESSAGE)
#define CRISIS IN(PL_PIECE_CRISIS)
#define CHANNEL IN(PL_PIECE_CHANNEL)
#define OF struct pl_piece
static const struct pl_key piece_keys[] = {
    KEY("id", NAME, id, MUST, .unique = true),
    KEY("concludes", WORD, kind, .made = true, .words = pl_piece_words),
    KEY("place", FILE, file, MAY),
    KEY("line", LINE, line, MAY),
    KEY("edition", EDITIONS, editions, .made = true),
    KEY("when", CONDITION, terms, MAY),
    KEY("usual", CONDITION, usual, .only = RUBRIC),
    KEY("label", TEXT2, label, MUST),
    KEY("not", TEXT2, wrong, IF(TONE)),
    KEY("but", TEXT2, text, IF(TONE)),
    KEY("text", TEXT2, text, .must = MESSAGE | CRISIS, .only = MESSAGE | CRISIS | CHANNEL),
    KEY("supplier", TEXT2, supplier, IF(RUBRIC)),
    KEY("on", REFS, on, .must = RUBRIC, .only = RUBRIC | BUDGET | CHANNEL, .of = PL_TO_PLATFORM),
    OWN("every", PART, IF(RUBRIC), .of = PL_FORM_EVERY),
    KEY("per", WORD, per, IF(BUDGET), .words = pl_per_words),
    KEY("goal", REF, goal, .only = RUBRIC, .of = PL_TO_GOAL),
    KEY("minutes", NUMBER, minutes, IF(RUBRIC | TRAINING), .of = PL_LIMIT_PIECE_MINUTES),
    KEY("who", REFS, who, IF(TRAINING), .of = PL_TO_ROLE),
    KEY("low", NUMBER, low, .only = BUDGET, .of = PL_LIMIT_EUROS, .none = true),
    KEY("high", NUMBER, high, .only = BUDGET, .of = PL_LIMIT_EUROS, .none = true),
    KEY("year", NUMBER, year, .only = BUDGET, .of = PL_LIMIT_YEAR),
    KEY("minimum", FLAG, minimum, .only = BUDGET, .of = 1),
    KEY("service", FLAG, service, .only = RUBRIC, .of = 1),
    KEY("assumption", FLAG, assumption, .of = 1),
    KEY("cite", REFS, cite, CITES),
};
static const struct pl_key every_keys[] = {
    KEY("times", NUMBER, times, MUST, .of = PL_LIMIT_TIMES, .least = 1),
    KEY("per", WORD, per, MUST, .words = pl_per_words),
};
#undef OF
#define PIECES(key, kind) OWN(key, LIST, .of = PL_FORM_PIECE, .variant = PL_PIECE_##kind + 1)
#define OF struct pl_build
static const struct pl_key editorial_keys[] = {
    KEY("edition", EDITIONS, editions, MAY),
    PIECES("rubrics", RUBRIC),
    PIECES("tone", TONE),
    PIECES("training", TRAINING),
    PIECES("budget", BUDGET),
    PIECES("messages", MESSAGE),
    PIECES("crisis", CRISIS),
    PIECES("channels", CHANNEL),
};
#undef OF

/* ---- documents/, clauses.yaml: the blocks that acts share, and what they leave blank */

#define OF struct pl_document
static const struct pl_key document_keys[] = {
    KEY("id", NAME, id, MUST, .unique = true),
    KEY("place", FILE, file, MAY),
    KEY("line", LINE, line, MAY),
    KEY("title", TEXT2, title, MUST),
    KEY("reader", TEXT2, reader, MUST),
    KEY("draft", TEXT2, draft, MAY),
    KEY("french", FLAG, french, .of = 1),
    KEY("rank", NUMBER, rank, .of = PL_LIMIT_AMOUNT),
    KEY("words", NUMBER, words, .of = PL_LIMIT_AMOUNT),
    KEY("when", CONDITION, terms, MAY),
    KEY("smaller", RECORDS, smaller, .of = PL_FORM_BUDGET),
    KEY("blocks", RECORDS, blocks, MUST, .of = PL_FORM_BLOCK),
};
#undef OF
#define OF struct pl_budget
static const struct pl_key budget_keys[] = {
    KEY("when", CONDITION, terms, MUST),
    KEY("words", NUMBER, words, MUST, .of = PL_LIMIT_AMOUNT),
};
#undef OF
/* By enum pl_block_kind; the last stands for the shared clause that it names. */
static const char *const block_words[] = {"section", "heading", "text", "item", "view", "clause", NULL};
#define SECTION IN(PL_BLOCK_SECTION)
#define HEADING IN(PL_BLOCK_HEADING)
#define VIEW IN(PL_BLOCK_VIEW)
#define SAYS (IN(PL_BLOCK_TEXT) | IN(PL_BLOCK_ITEM))
#define CLAUSE IN(PL_BLOCK_KINDS)
#define OF struct pl_block
static const struct pl_key block_keys[] = {
    KEY("kind", WORD, kind, .made = true, .words = block_words),
    KEY("section", NAME, section, .only = SECTION),
    KEY("title", TEXT2, text, IF(SECTION)),
    KEY("heading", TEXT2, text, .only = HEADING),
    KEY("text", TEXT2, text, .only = IN(PL_BLOCK_TEXT)),
    KEY("item", TEXT2, text, .only = IN(PL_BLOCK_ITEM)),
    KEY("view", WORD, view, .only = VIEW, .words = pl_view_words),
    KEY("only", NAME, only, .only = VIEW),
    KEY("most", NUMBER, most, .only = SECTION | VIEW, .of = PL_LIMIT_AMOUNT),
    KEY("lead", TEXT2, lead, .only = SECTION | HEADING | VIEW),
    KEY("rest", TEXT2, rest, .only = VIEW),
    KEY("clause", NAME, section, .only = SAYS | CLAUSE),
    KEY("basis", REFS, basis, .only = SAYS, .of = PL_TO_RULE),
    KEY("cite", REFS, cite, .only = SAYS, CITES),
    KEY("grade", WORD, grade, .only = SAYS, .words = pl_grade_words),
    KEY("if", TEXT2, premise, .only = SECTION | SAYS),
    KEY("when", CONDITION, terms, .only = CLAUSE - 1),
    KEY("line", LINE, line, MAY),
};
#undef OF
#define OF struct pl_blank
static const struct pl_key blank_keys[] = {
    KEY("id", NAME, id, MUST, .unique = true),
    KEY("label", TEXT2, label, MUST),
    KEY("why", TEXT2, why, MUST),
    KEY("fact", KNOWN, field, .of = PL_TO_FIELD, .none = true),
};
#undef OF
#define OF struct pl_build
static const struct pl_key clauses_keys[] = {
    OWN("blanks", LIST, .of = PL_FORM_BLANK),
    KEY("clauses", RECORDS, clauses, .of = PL_FORM_BLOCK),
};
#undef OF

/* ---- labels.yaml, diagnostics/ */

static const struct pl_key label_keys[] = {
#define PL_LABEL(label, id)                                                                                            \
    {.name = id, .shape = PL_SHAPE_TEXT2, MUST, .offset = PL_L_##label * sizeof(struct pl_text2)},
#include "model/labels.def"
#undef PL_LABEL
};

/* By enum pl_example. */
static const char *const example_words[] = {"profile", "command", "knowledge", "situation", NULL};
#define OF struct pl_explanation
static const struct pl_key explanation_keys[] = {
    KEY("code", STRING, code, MUST), KEY("example", WORD, example, .words = example_words),
    KEY("file", STRING, file, MAY),  KEY("meaning", TEXT2, meaning, MUST),
    OWN("wrong", OWN, MUST),         OWN("right", OWN, MUST),
};
#undef OF
static const struct pl_key messages_keys[] = {OWN("messages", LIST, MUST, .of = PL_FORM_EXPLANATION)};

#define FORM(table, ...)                                                                                               \
    {                                                                                                                  \
        .array = PL_ARRAY_##table, __VA_ARGS__                                                                         \
    }
#define KEYS(table) .keys = table##_keys, .count = sizeof table##_keys / sizeof *table##_keys
const struct pl_form pl_forms[PL_FORMS] = {
    [PL_FORM_FIELD] = FORM(fields, KEYS(field), .what = "a field", .file = "vocabulary.yaml", .named = true),
    [PL_FORM_VALUE] = FORM(values, KEYS(value), .what = "a value", .file = "vocabulary.yaml", .named = true),
    [PL_FORM_RULE] = FORM(rules, KEYS(rule), .what = "a rule", .check = pl_check_rule, .limit = PL_LIMIT_RULES,
                          .variants = pl_conclusion_words, .variant = offsetof(struct pl_rule, concludes), .file = "",
                          .named = true),
    [PL_FORM_NEED] =
        FORM(needs, KEYS(need), .what = "a need", .limit = PL_LIMIT_NEEDS, .file = "needs.yaml", .named = true),
    [PL_FORM_PHASE] = FORM(phases, KEYS(phase), .what = "a phase", .file = "rules/"),
    [PL_FORM_MATTER] = FORM(matters, KEYS(matter), .what = "a matter", .file = "rules/", .named = true),
    [PL_FORM_ROLE] = FORM(roles, KEYS(role), .what = "a role", .file = "roles.yaml", .named = true),
    [PL_FORM_ROLE_CASE] = FORM(role_cases, KEYS(role_case), .what = "a case of a role", .check = pl_check_role_case),
    [PL_FORM_CLAIM] = FORM(claims, KEYS(claim), .what = "a claim", .check = pl_check_claim, .limit = PL_LIMIT_CITATIONS,
                           .file = "claims.yaml", .named = true),
    [PL_FORM_SOURCE] = FORM(origins, KEYS(source), .what = "a source", .limit = PL_LIMIT_CITATIONS,
                            .file = "sources.yaml", .named = true),
    [PL_FORM_PLATFORM] = FORM(platforms, KEYS(platform), .what = "a platform", .check = pl_check_platform,
                              .file = "catalogues/", .named = true, .loose = true),
    [PL_FORM_EDITION] = FORM(editions, KEYS(edition), .what = "a catalogue", .check = pl_check_edition, .file = ""),
    [PL_FORM_ENTRY] = FORM(entries, KEYS(entry), .what = "a platform", .named = true),
    [PL_FORM_BINDING] = FORM(bindings, KEYS(binding), .what = "a binding"),
    [PL_FORM_FATE] = FORM(became, KEYS(fate), .what = "a fate", .named = true),
    [PL_FORM_ELECTION] = FORM(elections, KEYS(election), .what = "an election", .check = pl_check_election,
                              .file = "calendar.yaml", .named = true),
    [PL_FORM_HOLIDAY] = FORM(holidays, KEYS(holiday), .what = "a holiday", .file = "holidays.yaml", .named = true),
    [PL_FORM_HOURS] = FORM(hours, KEYS(hours), .what = "a calendar", .file = "circuit.yaml"),
    [PL_FORM_EDIT] = FORM(edits, KEYS(edit), .what = "an edit", .file = "circuit.yaml", .named = true),
    [PL_FORM_ROLE_WEIGHT] =
        FORM(role_weights, KEYS(role_weight), .what = "a role", .file = "circuit.yaml", .named = true),
    [PL_FORM_MESSAGE_CLASS] = FORM(message_classes, KEYS(message_class), .what = "a class of messages",
                                   .file = "circuit.yaml", .named = true),
    [PL_FORM_ABSENCE] = FORM(absences, KEYS(absence), .what = "an absence", .check = pl_check_absence,
                             .file = "circuit.yaml", .named = true),
    [PL_FORM_PACE] = FORM(paces, KEYS(pace), .file = "schedule.yaml"),
    [PL_FORM_SEASON] = FORM(seasons, KEYS(season), .what = "a season", .file = "schedule.yaml", .named = true),
    [PL_FORM_ROLE_HOURS] = FORM(role_hours, KEYS(role_hours), .what = "hours of a role", .file = "schedule.yaml"),
    [PL_FORM_PIECE] =
        FORM(pieces, KEYS(piece), .check = pl_check_piece, .limit = PL_LIMIT_PIECES, .variants = pl_piece_words,
             .variant = offsetof(struct pl_piece, kind), .file = "", .named = true),
    [PL_FORM_EVERY] = FORM(pieces, KEYS(every), .what = "every"),
    [PL_FORM_DOCUMENT] =
        FORM(documents, KEYS(document), .what = "a document", .check = pl_check_document, .file = "", .named = true),
    [PL_FORM_BUDGET] = FORM(budgets, KEYS(budget), .what = "a budget of words"),
    [PL_FORM_BLOCK] = FORM(blocks, KEYS(block), .what = "a block", .check = pl_check_block, .variants = block_words,
                           .variant = offsetof(struct pl_block, kind)),
    [PL_FORM_BLANK] = FORM(blanks, KEYS(blank), .what = "a blank", .file = "clauses.yaml", .named = true),
    [PL_FORM_LABELS] = FORM(labels, KEYS(label), .file = "labels.yaml"),
    [PL_FORM_EXPLANATION] = FORM(explanations, KEYS(explanation), .what = "an explanation",
                                 .check = pl_check_explanation, .file = "diagnostics/", .named = true),
    [PL_FORM_VOCABULARY] = {KEYS(vocabulary), .array = PL_ARRAYS, .check = pl_check_vocabulary},
    [PL_FORM_CATALOGUE] = FORM(editions, KEYS(catalogue), .loose = true, .file = ""),
    [PL_FORM_ROLES] = {KEYS(roles), .array = PL_ARRAYS},
    [PL_FORM_CLAIMS] = {KEYS(claims), .array = PL_ARRAYS, .check = pl_check_claims},
    [PL_FORM_SOURCES] = {KEYS(sources), .array = PL_ARRAYS},
    [PL_FORM_NEEDS] = {KEYS(needs), .array = PL_ARRAYS},
    [PL_FORM_RULES] = {KEYS(rules), .array = PL_ARRAYS},
    [PL_FORM_CALENDAR] = {KEYS(calendar), .array = PL_ARRAYS},
    [PL_FORM_HOLIDAYS] = {KEYS(holidays), .array = PL_ARRAYS},
    [PL_FORM_CIRCUIT] = {KEYS(circuit), .array = PL_ARRAYS, .check = pl_check_circuit},
    [PL_FORM_EDITORIAL] = {KEYS(editorial), .array = PL_ARRAYS},
    [PL_FORM_CLAUSES] = {KEYS(clauses), .array = PL_ARRAYS, .check = pl_check_clauses},
    [PL_FORM_MESSAGES] = {KEYS(messages), .array = PL_ARRAYS},
};
