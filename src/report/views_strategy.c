/* SPDX-License-Identifier: MIT
 * Views of the strategy: the accounts, what hinders by matter, cards of platforms, the circuit before and after,
 * obligations, and a dozen actions that everything else cites by number.
 */
#include <string.h>

#include "model/schedule.h"
#include "report/sections.h"

/* ---- words ------------------------------------------------------------------------------------------------- */

/* " (action 4)" behind a text that is not empty, where documents show the action. */
static void say_action(const struct pl_doc *doc, uint32_t action, struct pl_buffer *out)
{
    if (action != PL_NONE && doc->plan->actions[action].number > 0) {
        struct pl_buffer number = {0};
        pl_buffer_add_number(&number, doc->plan->actions[action].number, "");
        pl_buffer_add_char(out, ' ');
        pl_say_label(out, doc->knowledge, PL_L_IN_ACTION, doc->language,
                     (const char *const[3]){number.data, NULL, NULL});
        pl_buffer_done(&number);
    }
}

/* A matter, or the one step of an action that is on none. */
static const char *matter_of(struct pl_doc *doc, const struct pl_action *action)
{
    const struct pl_knowledge *k = doc->knowledge;
    bool alone = action->matter == PL_NONE;
    return pl_doc_fill(doc, alone ? k->rules[doc->plan->steps.items[action->ranks.items[0]]].title
                                  : k->matters[action->matter].label);
}

/* The title of its one step, else that of the matter. */
static const char *title_of(struct pl_doc *doc, const struct pl_action *action)
{
    const struct pl_knowledge *k = doc->knowledge;
    bool alone = action->ranks.count == 1 || action->matter == PL_NONE;
    return pl_doc_fill(doc, alone ? k->rules[doc->plan->steps.items[action->ranks.items[0]]].title
                                  : k->matters[action->matter].title);
}

/* The first sentence of a text. */
static const char *first_sentence(struct pl_doc *doc, const char *text)
{
    const char *end = strstr(text, ". ");
    pl_buffer_add(pl_doc_scratch(doc), text, end == NULL ? strlen(text) : (size_t)(end - text) + 1);
    return pl_doc_kept(doc);
}

static void say_between(struct pl_buffer *out, const char *text)
{
    pl_buffer_add_text(out, out->length > 0 ? ", " : "");
    pl_buffer_add_text(out, text);
}

static const char *name_of_platform(const struct pl_doc *doc, uint32_t platform)
{
    return pl_text_in(doc->knowledge, doc->knowledge->platforms[platform].name, doc->language);
}

/* The platform of an account, one that no catalogue knows by the name it was given. */
static const char *platform_of(struct pl_doc *doc, const struct pl_account *account)
{
    uint32_t platform = pl_cell_choice(account->platform);
    const char *given = account->platform->text;
    return platform != PL_NONE ? name_of_platform(doc, platform)
           : given != NULL     ? given
                               : pl_doc_label(doc, PL_L_OTHER_PLATFORM);
}

/* "Ville de Marvance (Facebook, 41 300 abonnés)" */
static const char *name_of_account(struct pl_doc *doc, const struct pl_account *account)
{
    const char *name = account->name->text;
    const char *platform = platform_of(doc, account);
    bool counted = account->followers->low == account->followers->high;
    bool named = name != NULL && *name != '\0';
    enum pl_label label = named     ? (counted ? PL_L_ACCOUNT_FOLLOWERS : PL_L_ACCOUNT_NAMED)
                          : counted ? PL_L_ACCOUNT_UNNAMED
                                    : PL_L_ACCOUNT_BARE;
    return pl_doc_format(doc, label, named ? name : platform,
                         named ? platform : pl_doc_number(doc, account->followers->low),
                         counted ? pl_doc_number(doc, account->followers->low) : NULL);
}

/* ---- every account in a line --------------------------------------------------------------------------------- */

enum { ANY_TIME = 7 };

struct group {
    enum pl_label label;
    enum pl_decision decision;
    uint32_t times; /* bits of enum pl_timing */
    bool for_now, put_off;
};

static bool belongs(const struct group *group, const struct pl_choice *choice)
{
    bool for_now = choice->provisional && (choice->decision == PL_KEEP || choice->decision == PL_IMPROVE);
    if (choice->set_aside || choice->put_off != group->put_off) {
        return false;
    }
    return group->put_off ||
           (choice->decision == group->decision && for_now == group->for_now &&
            (group->times >> choice->timing & 1) != 0 && (choice->decision != PL_RESERVE || choice->has_account));
}

/* Whether an account of the profile stands for the platform: a decision is taken on it, or it is asked whose it is. */
static bool is_listed(const struct pl_doc *doc, const struct pl_choice *choice)
{
    for (uint32_t i = 0; i < doc->plan->profile->accounts_count; i++) {
        const struct pl_account *account = &doc->plan->profile->accounts[i];
        bool told = doc->plan->account_plans[i].decided || pl_cell_choice(account->owner) == PL_NONE;
        if (told && pl_plan_choice_of(doc->plan, account) == choice) {
            return true;
        }
    }
    return false;
}

/* Names of accounts and platforms as items under one label, a few in each. */
struct names {
    struct pl_buffer text;
    uint32_t count;
};

static void end_names(struct pl_doc *doc, struct names *names, enum pl_label label, uint32_t action)
{
    if (names->text.length > 0) {
        say_action(doc, action, &names->text);
        pl_doc_item_text(doc, 0, pl_doc_format(doc, label, names->text.data, NULL, NULL));
        pl_buffer_clear(&names->text);
    }
}

static void add_name(struct pl_doc *doc, struct names *names, const char *name, enum pl_label label, uint32_t action)
{
    enum { IN_ONE = 3 };
    if (names->count > 0 && names->count % IN_ONE == 0) {
        end_names(doc, names, label, action);
    }
    say_between(&names->text, name);
    names->count++;
}

static void say_group(struct pl_doc *doc, const struct group *group)
{
    enum { NAMED_MAX = 6 };
    const struct pl_plan *plan = doc->plan;
    struct names names = {0};
    uint32_t action = PL_NONE; /* that carries out all of them */
    uint32_t bare = 0;
    bool first = true;
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        const struct pl_choice *choice = &plan->choices[i];
        if (belongs(group, choice)) {
            uint32_t own = pl_plan_action_on(plan, choice);
            action = first || own == action ? own : PL_NONE;
            first = false;
            bare += !is_listed(doc, choice);
        }
    }
    if (group->decision == PL_UNDECIDED && bare > NAMED_MAX) {
        pl_doc_item_text(doc, 0, pl_doc_format(doc, PL_L_TO_SETTLE_MANY, pl_doc_number(doc, bare), NULL, NULL));
        return;
    }
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        const struct pl_account *account = &plan->profile->accounts[i];
        const struct pl_choice *choice = pl_plan_choice_of(doc->plan, account);
        bool kept = choice == NULL && group->decision == PL_KEEP && !group->for_now &&
                    plan->account_plans[i].decision == PL_KEEP;
        if (plan->account_plans[i].decided && (kept || (choice != NULL && belongs(group, choice)))) {
            add_name(doc, &names, name_of_account(doc, account), group->label, action);
        }
    }
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        if (belongs(group, &plan->choices[i]) && !is_listed(doc, &plan->choices[i])) {
            add_name(doc, &names, name_of_platform(doc, plan->choices[i].platform), group->label, action);
        }
    }
    end_names(doc, &names, group->label, action);
    pl_buffer_done(&names.text);
}

/* The accounts on which no decision is taken, by who holds them; PL_NONE: it is not known who. */
static void say_held(struct pl_doc *doc, uint32_t owner, enum pl_label label)
{
    const struct pl_plan *plan = doc->plan;
    struct names names = {0};
    uint32_t action = PL_NONE;
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        if (!plan->account_plans[i].decided && pl_cell_choice(plan->profile->accounts[i].owner) == owner) {
            uint32_t next = plan->account_plans[i].next;
            action = action == PL_NONE && next != PL_NONE ? pl_plan_action_of(plan, next) : action;
            add_name(doc, &names, name_of_account(doc, &plan->profile->accounts[i]), label, action);
        }
    }
    end_names(doc, &names, label, action);
    pl_buffer_done(&names.text);
}

void pl_view_decisions(struct pl_doc *doc, const struct pl_block *block)
{
    static const struct group groups[] = {
        {PL_L_TO_LEAVE, PL_LEAVE, ANY_TIME, false, false},
        {PL_L_TO_REST, PL_RESERVE, ANY_TIME, false, false},
        {PL_L_TO_OPEN, PL_OPEN, 1u << PL_NOW, false, false},
        {PL_L_TO_OPEN_AFTER, PL_OPEN, 1u << PL_AFTER_PREREQUISITES, false, false},
        {PL_L_TO_OPEN_LATER, PL_OPEN, 1u << PL_LATER, false, false},
        {PL_L_TO_PUT_OFF, PL_OPEN, ANY_TIME, false, true},
        {PL_L_TO_IMPROVE, PL_IMPROVE, ANY_TIME, false, false},
        {PL_L_TO_KEEP, PL_KEEP, ANY_TIME, false, false},
        {PL_L_TO_KEEP_FOR_NOW, PL_KEEP, ANY_TIME, true, false},
        {PL_L_TO_KEEP_FOR_NOW, PL_IMPROVE, ANY_TIME, true, false},
    };
    static const struct group others = {PL_L_TO_SETTLE, PL_UNDECIDED, ANY_TIME, false, false};
    (void)block;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        say_group(doc, &groups[i]);
    }
    say_held(doc, PL_OWNER_STAFF, PL_L_HELD_BY_STAFF);
    say_held(doc, PL_OWNER_ELECTED, PL_L_HELD_BY_ELECTED);
    say_held(doc, PL_OWNER_UNOFFICIAL, PL_L_HELD_BY_OTHERS);
    say_held(doc, PL_NONE, PL_L_HELD_BY_WHOM);
    say_held(doc, PL_OWNER_OFFICIAL, PL_L_ACCOUNTS_CLOSED);
    say_group(doc, &others);
    pl_doc_end(doc);
}

void pl_view_accounts(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_ACCOUNT, PL_L_COLUMN_HELD_BY, PL_L_COLUMN_PER_100,
                                            PL_L_COLUMN_SILENT,  PL_L_COLUMN_ADMINS,  PL_L_COLUMN_SECOND,
                                            PL_L_COLUMN_NEXT};
    /* What to do about an account that is not the authority's. */
    static const enum pl_label others[] = {[PL_OWNER_OFFICIAL] = PL_L_NOTHING,
                                           [PL_OWNER_STAFF] = PL_L_NEXT_STAFF,
                                           [PL_OWNER_ELECTED] = PL_L_NEXT_ELECTED,
                                           [PL_OWNER_UNOFFICIAL] = PL_L_NEXT_OTHERS};
    const struct pl_plan *plan = doc->plan;
    const struct pl_knowledge *k = doc->knowledge;
    const struct pl_field *owners = &k->fields[k->facts[PL_FACT_ACCOUNT_OWNER]];
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_ACCOUNTS), columns, 7);
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        const struct pl_account *account = &plan->profile->accounts[i];
        const struct pl_account_plan *found = &plan->account_plans[i];
        if (!pl_block_takes(block, i)) {
            continue;
        }
        pl_doc_cell(doc, name_of_account(doc, account));
        pl_say_known(pl_doc_scratch(doc), k, owners, account->owner, doc->language);
        pl_doc_cell(doc, pl_doc_kept(doc));
        pl_say_duration(pl_doc_scratch(doc), found->per_thousand < 0 ? 0 : found->per_thousand, 10, doc->language);
        pl_doc_cell_start(doc); /* digits and a point are markup in no dialect */
        pl_doc_join(doc, found->per_thousand < 0 ? "–" : pl_doc_kept(doc));
        pl_doc_cell_end(doc);
        pl_doc_cell(doc, found->days_silent < 0
                             ? pl_doc_label(doc, PL_L_IS_UNKNOWN)
                             : pl_doc_format(doc, found->days_silent == 1 ? PL_L_ONE_DAY : PL_L_SO_MANY_DAYS,
                                             pl_doc_number(doc, found->days_silent), NULL, NULL));
        const struct pl_cell *admins = account->admins;
        enum pl_label second = account->two_factor->high == PL_YES_BIT  ? PL_L_YES
                               : account->two_factor->high == PL_NO_BIT ? PL_L_NO
                                                                        : PL_L_IS_UNKNOWN;
        uint32_t by = pl_cell_choice(account->owner);
        bool theirs = by == PL_OWNER_UNOFFICIAL;
        if (!theirs && admins->low == admins->high) {
            pl_doc_cell_number(doc, admins->low);
        } else {
            pl_doc_cell(doc, theirs ? "" : pl_doc_label(doc, PL_L_IS_UNKNOWN));
        }
        pl_doc_cell(doc, theirs ? "" : pl_doc_label(doc, second));
        struct pl_buffer next = {0};
        const struct pl_choice *choice = pl_plan_choice_of(doc->plan, account);
        bool put_off = found->decided && choice != NULL && choice->put_off;
        pl_buffer_add_text(&next, pl_doc_label(doc, put_off          ? PL_L_DECISION_PUT_OFF
                                                    : found->decided ? pl_decision_labels[found->decision]
                                                    : by < sizeof others / sizeof *others ? others[by]
                                                                                          : PL_L_NOTHING));
        uint32_t carried = found->decided && choice != NULL ? pl_plan_action_on(plan, choice) : PL_NONE;
        uint32_t first = found->next == PL_NONE ? PL_NONE : pl_plan_action_of(plan, found->next);
        say_action(doc, carried != PL_NONE ? carried : first, &next);
        pl_doc_cell(doc, pl_buffer_text(&next));
        pl_buffer_done(&next);
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, plan->profile->accounts_count - pl_block_shows(block, plan->profile->accounts_count));
}

/* A cell of the register that the profile does not fill, and whether it fills it. */
static uint32_t register_cell(struct pl_doc *doc, const struct pl_cell *cell, const struct pl_field *field)
{
    bool known = pl_cell_is_known(field, cell);
    pl_say_known(pl_doc_scratch(doc), doc->knowledge, field, cell, doc->language);
    pl_doc_cell(doc, known ? pl_doc_kept(doc) : pl_doc_label(doc, PL_L_CELL_TO_FILL_IN));
    return !known;
}

/* The accounts that the authority answers for, as the register has them. Returns how many cells are left to be filled
 * in. */
static uint32_t write_register(struct pl_doc *doc)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_ACCOUNT,    PL_L_COLUMN_HELD_BY, PL_L_COLUMN_OPENED,
                                            PL_L_COLUMN_PURPOSE,    PL_L_COLUMN_SECOND,  PL_L_COLUMN_ADMIN_NAMES,
                                            PL_L_COLUMN_LAST_EXPORT};
    const struct pl_knowledge *k = doc->knowledge;
    uint32_t left = 0;
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_ACCOUNTS), columns, 7);
    for (uint32_t i = 0; i < doc->plan->profile->accounts_count; i++) {
        const struct pl_account *account = &doc->plan->profile->accounts[i];
        if (pl_cell_choice(account->owner) == PL_OWNER_UNOFFICIAL) {
            continue;
        }
        pl_doc_cell(doc, name_of_account(doc, account));
        left += register_cell(doc, account->owner, &k->fields[k->facts[PL_FACT_ACCOUNT_OWNER]]);
        left += register_cell(doc, account->since, &k->fields[pl_position(k, PL_TO_FIELD, "presence.accounts.since")]);
        left +=
            register_cell(doc, account->serves, &k->fields[pl_position(k, PL_TO_FIELD, "presence.accounts.serves")]);
        left += register_cell(doc, account->two_factor,
                              &k->fields[pl_position(k, PL_TO_FIELD, "presence.accounts.two_factor")]);
        pl_doc_cell(doc, pl_doc_label(doc, PL_L_CELL_TO_FILL_IN));
        pl_doc_cell(doc, pl_doc_label(doc, PL_L_CELL_TO_FILL_IN));
        left += 2;
    }
    pl_doc_end(doc);
    return left;
}

void pl_view_register(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    write_register(doc);
}

uint32_t pl_register_left(const struct pl_doc *doc)
{
    struct pl_buffer away = {0};
    struct pl_report_options options = *doc->options;
    struct pl_doc counted;
    options.outline = NULL;
    pl_doc_init(&counted, &pl_dialect_csv, doc->plan, &options, &away);
    uint32_t left = write_register(&counted);
    pl_doc_done(&counted);
    pl_buffer_done(&away);
    return left;
}

void pl_view_rival(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_account *other = NULL;
    const struct pl_account *own = NULL;
    (void)block;
    if (!pl_doc_rival(doc, &other, &own)) {
        return;
    }
    bool named = other->name->text != NULL && *other->name->text != '\0';
    pl_doc_paragraph_start(doc, PL_PARAGRAPH);
    pl_doc_text(doc, pl_doc_format(doc, named ? PL_L_RIVAL : PL_L_RIVAL_UNNAMED,
                                   named ? other->name->text : platform_of(doc, other),
                                   pl_doc_number(doc, other->followers->low), platform_of(doc, other)));
    if (own->followers->low > 0) {
        pl_say_duration(pl_doc_scratch(doc),
                        (other->followers->low * 10 + own->followers->low / 2) / own->followers->low, 10,
                        doc->language);
        const char *times = pl_doc_kept(doc);
        pl_doc_join(doc, " ");
        pl_doc_text(doc, pl_doc_format(doc, PL_L_RIVAL_TIMES, pl_doc_number(doc, own->followers->low), times, NULL));
    }
    pl_doc_paragraph_end(doc, PL_PARAGRAPH);
}

/* ---- what hinders -------------------------------------------------------------------------------------------- */

static uint32_t count_hindrances(const struct pl_doc *doc, uint32_t action)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < doc->plan->weighed.count; i++) {
        count += pl_plan_action_for(doc->plan, doc->plan->weighed.items[i]) == action;
    }
    return count;
}

/* How many points hinder, and the matters of the first ones. */
void pl_view_hindrances(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_plan *plan = doc->plan;
    struct pl_buffer names = {0};
    uint32_t shown = 0;
    for (uint32_t i = 0; i < plan->weighty.count; i++) {
        const struct pl_action *action = &plan->actions[plan->weighty.items[i]];
        uint32_t count = count_hindrances(doc, plan->weighty.items[i]);
        if (count > 0 && pl_block_takes(block, shown++)) {
            say_between(&names, matter_of(doc, action));
        }
    }
    if (names.length > 0) {
        bool one = plan->weighed.count == 1;
        bool all = block->most == 0 || shown <= block->most;
        pl_doc_say(doc,
                   one   ? PL_L_ONE_HINDRANCE
                   : all ? PL_L_HINDRANCES
                         : PL_L_HINDRANCES_FIRST,
                   pl_doc_number(doc, plan->weighed.count), names.data, NULL);
    }
    pl_buffer_done(&names);
}

/* Findings by the matter of the action that answers them; a blocker, which the verdict has told, by its reason. */
void pl_view_findings_by_matter(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_plan *plan = doc->plan;
    const struct pl_knowledge *k = doc->knowledge;
    uint32_t groups = 0;
    uint32_t left = 0;
    for (uint32_t i = 0; i <= plan->weighty.count; i++) {
        uint32_t wanted = i < plan->weighty.count ? plan->weighty.items[i] : PL_NONE;
        uint32_t count = count_hindrances(doc, wanted);
        if (count == 0 || !pl_block_takes(block, groups++)) {
            left += count;
            continue;
        }
        pl_doc_item(doc, 0);
        struct pl_buffer matter = {0};
        pl_buffer_add_text(&matter, pl_doc_capital(doc, wanted == PL_NONE ? pl_doc_label(doc, PL_L_OTHER_POINTS)
                                                                          : matter_of(doc, &plan->actions[wanted])));
        say_action(doc, wanted, &matter);
        pl_buffer_add_char(&matter, '.');
        pl_doc_bold(doc, pl_buffer_text(&matter));
        pl_buffer_done(&matter);
        for (uint32_t f = 0; f < plan->weighed.count; f++) {
            const struct pl_rule *rule = &k->rules[plan->weighed.items[f]];
            if (pl_plan_action_for(plan, plan->weighed.items[f]) == wanted) {
                pl_doc_join(doc, " ");
                pl_doc_text(doc, pl_doc_fill(doc, rule->concludes == PL_BLOCKER ? rule->because : rule->text));
            }
        }
        pl_doc_item_end(doc);
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, left);
}

/* What helps, in one paragraph. */
void pl_view_strengths(struct pl_doc *doc, const struct pl_block *block)
{
    struct pl_buffer texts = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < doc->plan->findings.count; i++) {
        const struct pl_rule *rule = &doc->knowledge->rules[doc->plan->findings.items[i]];
        if (rule->concludes == PL_STRENGTH && pl_block_takes(block, count++)) {
            pl_buffer_add_text(&texts, texts.length > 0 ? " " : "");
            pl_buffer_add_text(&texts, pl_doc_fill(doc, rule->text));
        }
    }
    if (texts.length > 0) {
        pl_doc_paragraph_start(doc, PL_PARAGRAPH);
        pl_doc_bold(doc, pl_doc_label(doc, PL_L_STRENGTHS_ARE));
        pl_doc_join(doc, " ");
        pl_doc_text(doc, texts.data);
        pl_doc_paragraph_end(doc, PL_PARAGRAPH);
    }
    pl_buffer_done(&texts);
    pl_doc_rest(doc, block, count - pl_block_shows(block, count));
}

/* ---- goals and platforms ------------------------------------------------------------------------------------- */

/* The needs in one sentence, the strong ones apart. */
void pl_view_need_line(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_plan *plan = doc->plan;
    struct pl_buffer names[2] = {{0}, {0}};
    for (uint32_t i = 0; i < pl_block_shows(block, plan->need_list.count); i++) {
        uint32_t need = plan->need_list.items[i];
        say_between(&names[plan->degrees[need] == PL_STRONG ? 0 : 1],
                    pl_text_in(doc->knowledge, doc->knowledge->needs[need].label, doc->language));
    }
    if (names[0].length > 0) {
        pl_doc_say(doc, names[1].length > 0 ? PL_L_NEEDS_BOTH : PL_L_NEEDS_STRONG, names[0].data,
                   pl_buffer_text(&names[1]), NULL);
    } else if (names[1].length > 0) {
        pl_doc_say(doc, PL_L_NEEDS_STRONG, names[1].data, NULL, NULL);
    }
    pl_buffer_done(&names[0]);
    pl_buffer_done(&names[1]);
}

/* The accounts on a platform, the needs served. */
static void say_card_why(struct pl_doc *doc, const struct pl_choice *choice)
{
    const struct pl_plan *plan = doc->plan;
    struct pl_buffer accounts = {0};
    struct pl_buffer needs = {0};
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        const struct pl_account *account = &plan->profile->accounts[i];
        if (pl_plan_choice_of(doc->plan, account) == choice) {
            say_between(&accounts, name_of_account(doc, account));
        }
    }
    for (uint32_t i = 0; i < plan->need_list.count; i++) { /* the strongest first */
        uint32_t need = plan->need_list.items[i];
        if ((choice->needs >> need & 1) != 0) {
            say_between(&needs, pl_text_in(doc->knowledge, doc->knowledge->needs[need].label, doc->language));
        }
    }
    if (needs.length > 0) {
        pl_doc_text(doc, pl_doc_format(doc, accounts.length > 0 ? PL_L_CARD_WHY_AND_TODAY : PL_L_CARD_WHY, needs.data,
                                       accounts.data, NULL));
    } else if (accounts.length > 0) {
        pl_doc_text(doc, pl_doc_format(doc, PL_L_CARD_TODAY, accounts.data, NULL, NULL));
    }
    pl_buffer_done(&accounts);
    pl_buffer_done(&needs);
}

/* A reason that no card has given yet. */
static void say_reason_once(struct pl_doc *doc, uint32_t rule, struct pl_list *said)
{
    if (!pl_list_has(said, rule)) {
        pl_list_add(said, doc->arena, rule);
        pl_doc_join(doc, " ");
        pl_doc_text(doc, first_sentence(doc, pl_doc_fill(doc, doc->knowledge->rules[rule].because)));
    }
}

static void say_card(struct pl_doc *doc, const struct pl_choice *choice, struct pl_list *said)
{
    const struct pl_knowledge *k = doc->knowledge;
    const char *decision =
        pl_doc_label(doc, choice->put_off ? PL_L_DECISION_PUT_OFF : pl_decision_labels[choice->decision]);
    bool dated = !choice->put_off && choice->decision != PL_KEEP;
    pl_say_when(doc, choice, pl_doc_scratch(doc));
    const char *moment = pl_doc_kept(doc);
    struct pl_buffer title = {0};
    pl_buffer_add_text(&title, pl_doc_format(doc, dated ? PL_L_CARD_TITLE_DATED : PL_L_CARD_TITLE,
                                             name_of_platform(doc, choice->platform), decision, moment));
    say_action(doc, pl_plan_action_on(doc->plan, choice), &title);
    pl_doc_heading_text(doc, 2, pl_doc_format(doc, PL_L_AS_IS, title.data, NULL, NULL));
    pl_buffer_done(&title);
    const char *role = pl_text_in(doc->knowledge, doc->knowledge->entries[choice->entry].role, doc->language);
    const struct pl_field *field = &k->fields[k->facts[PL_FACT_AUDIENCES]];
    const struct pl_cell *cell = pl_plan_cell(doc->plan, PL_FACT_AUDIENCES);
    int64_t concerned = 0;
    for (uint32_t need = 0; need < k->needs_count; need++) {
        concerned |= (choice->needs >> need & 1) != 0 ? k->needs[need].concerns : 0;
    }
    concerned = (concerned & cell->low) != 0 ? concerned : cell->low;
    struct pl_buffer *out = pl_doc_scratch(doc);
    for (uint32_t a = 0; cell->order != NULL && a < cell->count; a++) {
        if ((concerned >> cell->order[a] & 1) != 0) {
            say_between(out, pl_field_value_label(k, field, cell->order[a], doc->language));
        }
    }
    const char *audiences = pl_doc_kept(doc);
    pl_doc_paragraph_start(doc, PL_PARAGRAPH);
    pl_doc_text(doc, pl_doc_format(doc, PL_L_CARD_ROLE, pl_doc_capital(doc, role), NULL, NULL));
    pl_doc_join(doc, " ");
    pl_doc_text(doc, pl_doc_format(doc, *audiences == '\0' ? PL_L_CARD_HOURS : PL_L_CARD_AUDIENCES,
                                   pl_doc_capital(doc, name_of_platform(doc, choice->platform)),
                                   pl_doc_number(doc, choice->hours), audiences));
    pl_doc_paragraph_end(doc, PL_PARAGRAPH);
    pl_doc_paragraph_start(doc, PL_PARAGRAPH);
    say_card_why(doc, choice);
    if (choice->rule != PL_NONE && pl_plan_truth(doc->plan, choice, choice->rule) == PL_TRUE) {
        say_reason_once(doc, choice->rule, said);
    }
    for (uint32_t i = 0; i < k->common_rules_count; i++) {
        if ((choice->common >> i & 1) != 0 && k->common_rules[i] != choice->rule) {
            say_reason_once(doc, k->common_rules[i], said);
        }
    }
    pl_doc_paragraph_end(doc, PL_PARAGRAPH);
}

void pl_view_account_cards(struct pl_doc *doc, const struct pl_block *block)
{
    uint32_t count = 0;
    struct pl_list said = {0};
    for (uint32_t i = 0; i < doc->plan->choices_count; i++) {
        const struct pl_choice *choice = &doc->plan->choices[i];
        bool retained = pl_decision_retains(choice->decision) && !choice->set_aside && choice->entry != PL_NONE;
        if (retained && pl_block_takes(block, count++)) {
            say_card(doc, choice, &said);
        }
    }
    pl_doc_rest(doc, block, count - pl_block_shows(block, count));
}

/* The platforms not retained, in a sentence for each sort of reason; the first ones by name. */
void pl_view_others(struct pl_doc *doc, const struct pl_block *block)
{
    enum { UNCALLED, SERVED, AGAINST, WATCHED, SORTS };
    static const enum pl_label labels[SORTS][2] = {{PL_L_OTHERS_UNCALLED, PL_L_OTHERS_UNCALLED_MORE},
                                                   {PL_L_OTHERS_SERVED, PL_L_OTHERS_SERVED},
                                                   {PL_L_OTHERS_AGAINST, PL_L_OTHERS_AGAINST},
                                                   {PL_L_OTHERS_WATCHED, PL_L_OTHERS_WATCHED}};
    struct pl_buffer names[SORTS] = {{0}, {0}, {0}, {0}};
    uint32_t counts[SORTS] = {0};
    for (uint32_t i = 0; i < doc->plan->choices_count; i++) {
        const struct pl_choice *choice = &doc->plan->choices[i];
        bool rejected = choice->decision == PL_DO_NOT_OPEN || (choice->decision == PL_RESERVE && !choice->has_account);
        if (choice->entry != PL_NONE && !choice->set_aside && (rejected || choice->decision == PL_WATCH)) {
            bool served = choice->shared;
            for (uint32_t o = 0; o < doc->plan->choices_count; o++) {
                served = served || pl_plan_serves_better(doc->plan, &doc->plan->choices[o], choice);
            }
            size_t sort = choice->decision == PL_WATCH ? WATCHED
                          : choice->rule != PL_NONE    ? AGAINST
                          : served                     ? SERVED
                                                       : UNCALLED;
            if (sort != UNCALLED || pl_block_takes(block, counts[sort])) {
                say_between(&names[sort], name_of_platform(doc, choice->platform));
            }
            counts[sort]++;
        }
    }
    bool some = false;
    for (size_t sort = UNCALLED; sort < SORTS; sort++) {
        if (counts[sort] > 0) {
            uint32_t left = sort == UNCALLED ? counts[sort] - pl_block_shows(block, counts[sort]) : 0;
            if (!some) {
                pl_doc_paragraph_start(doc, PL_PARAGRAPH);
            }
            pl_doc_join(doc, some ? " " : "");
            pl_doc_text(doc,
                        pl_doc_format(doc, labels[sort][left > 0], names[sort].data, pl_doc_number(doc, left), NULL));
            some = true;
        }
        pl_buffer_done(&names[sort]);
    }
    if (some) {
        pl_doc_paragraph_end(doc, PL_PARAGRAPH);
    }
}

void pl_view_rules_of_conduct(struct pl_doc *doc, const struct pl_block *block)
{
    uint32_t count = doc->plan->chosen.count;
    for (uint32_t i = 0; i < pl_block_shows(block, count); i++) {
        pl_doc_item_text(doc, 0,
                         first_sentence(doc, pl_doc_fill(doc, doc->knowledge->rules[doc->plan->chosen.items[i]].text)));
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, count - pl_block_shows(block, count));
}

/* ---- the circuit --------------------------------------------------------------------------------------------- */

static bool has_circuit(const struct pl_doc *doc)
{
    return doc->plan->classes != NULL && doc->plan->profile->steps_count > 0;
}

void pl_view_delays(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    if (has_circuit(doc)) {
        pl_doc_delays(doc, false);
    }
}

static bool has_changes(const struct pl_doc *doc)
{
    uint32_t changes = 0;
    for (uint32_t i = 0; has_circuit(doc) && i < PL_CLASSES; i++) {
        changes += doc->plan->classes[i].changes_count;
    }
    return changes > 0;
}

/* What a row of the target circuit says of a class: messages with the same share one. */
enum { LEVEL_CELLS = 5 };

static bool are_same(const char *const *a, const char *const *b)
{
    bool same = true;
    for (int i = 0; i < LEVEL_CELLS && same; i++) {
        same = strcmp(a[i], b[i]) == 0;
    }
    return same;
}

/* The circuit once the proposal is made, level by level, and the delays before and after. */
void pl_view_levels(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label labels[] = {[PL_LEVEL_ALONE] = PL_L_LEVEL_ALONE,
                                           [PL_LEVEL_ADVANCE] = PL_L_LEVEL_ADVANCE,
                                           [PL_LEVEL_AFTER] = PL_L_LEVEL_AFTER,
                                           [PL_LEVEL_BEFORE] = PL_L_LEVEL_BEFORE};
    static const enum pl_label columns[] = {PL_L_COLUMN_LEVEL,  PL_L_COLUMN_DRAFTS, PL_L_COLUMN_VALIDATES,
                                            PL_L_COLUMN_CHECKS, PL_L_COLUMN_BEFORE, PL_L_COLUMN_THEN_DELAY};
    const char *cells[PL_CLASSES][LEVEL_CELLS];
    uint32_t told = 0; /* bits by class */
    uint32_t above = PL_NONE;
    (void)block;
    if (doc->plan->classes == NULL) {
        uint32_t executive = pl_position(doc->knowledge, PL_TO_ROLE, "executive");
        pl_doc_say(doc, PL_L_LEVELS_PROPOSED, pl_doc_role(doc, executive), NULL, NULL);
        return;
    }
    if (!has_circuit(doc)) {
        return;
    }
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &doc->plan->classes[i];
        for (int part = PL_DRAFTS; part <= PL_CHECKS_AFTER; part++) {
            pl_say_players(doc, i, (enum pl_part)part, true, pl_doc_scratch(doc));
            cells[i][part] = pl_doc_kept(doc);
        }
        cells[i][LEVEL_CELLS - 2] = pl_doc_about(doc, class, class->now.p90);
        cells[i][LEVEL_CELLS - 1] = pl_doc_about(doc, class, class->after.p90);
    }
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_WHO_AFTER), columns, LEVEL_CELLS + 1);
    for (int level = PL_LEVEL_ALONE; level <= PL_LEVEL_BEFORE; level++) {
        for (uint32_t i = 0; i < PL_CLASSES; i++) {
            struct pl_buffer names = {0};
            for (uint32_t other = i; other < PL_CLASSES && (told >> i & 1) == 0 && (int)pl_level_of(doc, i) == level;
                 other++) {
                if ((int)pl_level_of(doc, other) == level && are_same(cells[i], cells[other])) {
                    say_between(&names, pl_doc_class_name(doc, other));
                    told |= other > i ? 1u << other : 0;
                }
            }
            if (names.length > 0) {
                pl_doc_cell(doc, pl_doc_format(doc, PL_L_LEVEL_OF, pl_doc_capital(doc, names.data),
                                               pl_doc_label(doc, labels[level]), NULL));
                for (int c = 0; c < LEVEL_CELLS; c++) { /* a list of roles is read once */
                    bool same = above != PL_NONE && strchr(cells[i][c], ',') != NULL &&
                                strcmp(cells[i][c], cells[above][c]) == 0;
                    pl_doc_cell(doc, same ? pl_doc_label(doc, PL_L_AS_ABOVE) : cells[i][c]);
                }
                above = i;
            }
            pl_buffer_done(&names);
        }
    }
    pl_doc_end(doc);
}

/* What changes, each change once with all the steps and messages that it is for. */
void pl_view_changes(struct pl_doc *doc, const struct pl_block *block)
{
    struct pl_change_group *groups = NULL;
    uint32_t count = has_changes(doc) ? pl_change_groups(doc, &groups) : 0;
    for (uint32_t i = 0; i < pl_block_shows(block, count); i++) {
        pl_say_change(doc, &groups[i], pl_doc_scratch(doc));
        pl_doc_item_text(doc, 0, pl_doc_kept(doc));
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, count - pl_block_shows(block, count));
}

void pl_view_not_reached(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    if (has_circuit(doc)) {
        pl_doc_not_reached(doc, has_changes(doc));
    }
}

/* The steps that stop when one person is away, as far as is known; and the deputy who would change most. */
void pl_view_deputies(struct pl_doc *doc, const struct pl_block *block)
{
    struct pl_buffer names = {0};
    uint64_t alone = 0;
    (void)block;
    for (uint32_t i = 0; has_circuit(doc) && i < PL_CLASSES; i++) {
        alone |= doc->plan->classes[i].irreplaceable | doc->plan->classes[i].perhaps_irreplaceable;
    }
    for (uint32_t step = 0; step < doc->plan->profile->steps_count; step++) {
        if ((alone >> step & 1) != 0) {
            struct pl_buffer name = {0};
            pl_say_step_name(doc, step, &name);
            say_between(&names, pl_buffer_text(&name));
            pl_buffer_done(&name);
        }
    }
    if (names.length > 0) {
        bool all = alone + 1 == UINT64_C(1) << doc->plan->profile->steps_count;
        pl_doc_say(doc, all ? PL_L_DEPUTIES_ALL : PL_L_DEPUTIES, names.data, NULL, NULL);
    }
    pl_buffer_done(&names);
    if (has_circuit(doc)) {
        pl_doc_best_deputy(doc);
    }
}

/* ---- organisation -------------------------------------------------------------------------------------------- */

/* Who leads an action: has most days in it. */
static const char *owner_of(const struct pl_doc *doc, const struct pl_action *action)
{
    return pl_doc_role(doc, action->owners.count == 0 ? PL_NONE : action->owners.items[0]);
}

/* Who owns what: each role once, with the matters that it leads and its days of work in all; those with most days
 * first. */
void pl_view_owners(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_RESPONSIBLE, PL_L_COLUMN_MATTERS, PL_L_COLUMN_EFFORT};
    const struct pl_plan *plan = doc->plan;
    uint32_t roles = doc->knowledge->roles_count;
    uint32_t *days = pl_arena_array(doc->arena, (size_t)roles + 1, sizeof *days);
    uint32_t total = 0;
    int64_t last = INT64_MIN;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        uint32_t effort = plan->spans[i].put_off ? 0 : doc->knowledge->rules[plan->steps.items[i]].effort;
        total += effort;
        last = !plan->spans[i].put_off && plan->spans[i].last > last ? plan->spans[i].last : last;
        days[plan->crews[i].owner == PL_NONE ? roles : plan->crews[i].owner] += effort;
    }
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_RACI), columns, 3);
    for (uint32_t shown = 0; shown < roles && pl_block_takes(block, shown); shown++) {
        uint32_t most = 0;
        for (uint32_t role = 1; role < roles; role++) {
            most = days[role] > days[most] ? role : most;
        }
        if (days[most] == 0) {
            break;
        }
        struct pl_buffer names = {0};
        for (uint32_t i = 0; i < plan->actions_count; i++) {
            if (plan->actions[i].number > 0 && plan->actions[i].owners.count > 0 &&
                plan->actions[i].owners.items[0] == most) {
                pl_buffer_add_text(&names, names.length > 0 ? ". " : "");
                pl_buffer_add_text(&names, pl_doc_capital(doc, matter_of(doc, &plan->actions[i])));
            }
        }
        pl_doc_cell(doc, pl_doc_capital(doc, pl_doc_role(doc, most)));
        pl_doc_cell(doc, names.length > 0 ? names.data : pl_doc_label(doc, PL_L_LENDS_A_HAND));
        pl_doc_cell_number(doc, days[most]);
        pl_buffer_done(&names);
        days[most] = 0;
    }
    pl_doc_end(doc);
    if (total > 0) {
        pl_doc_say(doc, PL_L_DAYS_IN_ALL, pl_doc_number(doc, total), pl_doc_date(doc, last), NULL);
    }
}

/* Hours asked for and hours there are, in a line. */
void pl_view_workload(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_means *means = &doc->plan->means;
    bool later = means->known && means->spent > 0 && means->spent < means->needed;
    (void)block;
    if (means->needed > 0) {
        pl_doc_say(doc,
                   !means->known ? PL_L_WORKLOAD_ALONE
                   : later       ? PL_L_WORKLOAD_LATER
                                 : PL_L_WORKLOAD,
                   pl_doc_number(doc, later ? means->spent : means->needed), pl_doc_number(doc, means->available),
                   NULL);
    }
    if (later) {
        pl_doc_say(doc, PL_L_WORKLOAD_THEN, pl_doc_number(doc, means->needed), NULL, NULL);
    }
}

void pl_view_hours_table(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_PLATFORM, PL_L_COLUMN_HOURS_A_WEEK, PL_L_COLUMN_ANSWERING};
    const struct pl_means *means = &doc->plan->means;
    (void)block;
    if (means->needed == 0) {
        return;
    }
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_MEANS), columns, 3);
    for (uint32_t i = 0; i < doc->plan->choices_count; i++) {
        const struct pl_choice *choice = &doc->plan->choices[i];
        if (pl_decision_retains(choice->decision) && !choice->set_aside) {
            pl_doc_cell(doc, pl_doc_capital(doc, name_of_platform(doc, choice->platform)));
            pl_doc_cell_number(doc, choice->hours);
            pl_doc_cell(doc,
                        choice->answering > 0 && !choice->hours_stated ? pl_doc_number(doc, choice->answering) : "");
        }
    }
    pl_doc_cell(doc, pl_doc_label(doc, PL_L_TOTAL));
    pl_doc_cell_number(doc, means->needed);
    pl_doc_cell(doc, "");
    pl_doc_end(doc);
    pl_doc_affordable(doc);
}

/* ---- obligations --------------------------------------------------------------------------------------------- */

/* A duty that applies: what to do, who does it and until when, the text of law. One that holds at every moment has no
 * last day. */
void pl_view_duty_table(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_WHAT_TO_DO, PL_L_COLUMN_BY_WHOM, PL_L_COLUMN_BY_WHEN,
                                            PL_L_COLUMN_BASIS};
    const struct pl_plan *plan = doc->plan;
    const struct pl_knowledge *k = doc->knowledge;
    uint32_t count = 0;
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_DUTIES), columns, 4);
    for (uint32_t i = 0; i < plan->duties.count; i++) {
        uint32_t index = plan->duties.items[i];
        const struct pl_rule *rule = &k->rules[index];
        bool told = plan->rules[index] == PL_TRUE && plan->done[index] != PL_TRUE &&
                    pl_block_only(doc, block, pl_grade_words[rule->grade]);
        if (!told || !pl_block_takes(block, count++)) {
            continue;
        }
        uint32_t rank = pl_plan_rank_for(plan, index, false);
        pl_doc_cell(doc, first_sentence(doc, pl_doc_fill(doc, rule->text)));
        if (rank == PL_NONE) {
            uint32_t later = pl_plan_rank_for(plan, index, true);
            pl_doc_cell(doc, later == PL_NONE ? "" : pl_doc_role(doc, plan->crews[later].owner));
            pl_doc_cell(doc, rule->standing != 0 ? pl_doc_label(doc, PL_L_TIMING_NOW)
                             : later != PL_NONE  ? pl_doc_label(doc, PL_L_BEYOND_A_YEAR)
                                                 : "");
        } else {
            struct pl_buffer who = {0};
            pl_buffer_add_text(&who, pl_doc_role(doc, plan->crews[rank].owner));
            say_action(doc, pl_plan_action_for(plan, index), &who);
            pl_doc_cell(doc, who.data);
            if (rule->standing != 0) {
                pl_doc_cell(doc, pl_doc_label(doc, PL_L_TIMING_NOW));
            } else {
                pl_doc_cell_date(doc, plan->spans[rank].last);
            }
            pl_buffer_done(&who);
        }
        pl_doc_cell(doc, pl_text_in(k, rule->basis, doc->language));
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, count - pl_block_shows(block, count));
}

/* The ballots whose restraint has begun, and the next renewal where its own begins within two years, in a sentence
 * each. */
void pl_view_ballot_line(struct pl_doc *doc, const struct pl_block *block)
{
    enum { AHEAD_DAYS = 731 };
    const struct pl_knowledge *k = doc->knowledge;
    struct pl_ballot ballot;
    (void)block;
    for (uint32_t i = 0; doc->plan->duties.count > 0 && pl_plan_other_ballot(doc->plan, i, &ballot);
         i = ballot.election + 1) {
        pl_doc_item_text(doc, 0,
                         pl_doc_format(doc, PL_L_BALLOT_NOW,
                                       pl_text_in(k, k->elections[ballot.election].label, doc->language),
                                       pl_doc_date(doc, ballot.window_from), NULL));
    }
    if (doc->plan->duties.count > 0 && pl_plan_ballot(doc->plan, &ballot) &&
        ballot.window_from - doc->plan->today < AHEAD_DAYS) {
        bool open = doc->plan->today >= ballot.window_from;
        pl_doc_item_text(doc, 0,
                         pl_doc_format(doc, open ? PL_L_BALLOT_NOW_OWN : PL_L_BALLOT_TO_COME,
                                       pl_text_in(k, k->elections[ballot.election].label, doc->language),
                                       pl_doc_date(doc, ballot.window_from), NULL));
    }
    pl_doc_end(doc);
}

/* Texts of uncertain fate, in a line. */
void pl_view_pending(struct pl_doc *doc, const struct pl_block *block)
{
    struct pl_buffer titles = {0};
    uint32_t action = PL_NONE;
    (void)block;
    for (uint32_t i = 0; i < doc->plan->duties.count; i++) {
        uint32_t index = doc->plan->duties.items[i];
        if (doc->plan->rules[index] == PL_TRUE && doc->knowledge->rules[index].grade == PL_PENDING) {
            pl_buffer_add_text(&titles, titles.length > 0 ? doc->language == PL_FR ? "\xe2\x80\xaf; " : "; " : "");
            pl_buffer_add_text(&titles, pl_doc_fill(doc, doc->knowledge->rules[index].title));
            action = action == PL_NONE ? pl_plan_action_for(doc->plan, index) : action;
        }
    }
    if (titles.length > 0) {
        say_action(doc, action, &titles);
        pl_buffer_add_char(&titles, '.');
        pl_doc_paragraph_start(doc, PL_PARAGRAPH);
        pl_doc_bold(doc, pl_doc_label(doc, PL_L_PENDING_ARE));
        pl_doc_join(doc, " ");
        pl_doc_text(doc, titles.data);
        pl_doc_paragraph_end(doc, PL_PARAGRAPH);
    }
    pl_buffer_done(&titles);
}

/* ---- actions ------------------------------------------------------------------------------------------------- */

/* The actions that begin first, by name. */
void pl_view_first_actions(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_list *soonest = &doc->plan->soonest;
    uint32_t shown = 0;
    for (uint32_t i = 0; i < soonest->count; i++) {
        const struct pl_action *action = &doc->plan->actions[soonest->items[i]];
        if (pl_plan_awaits_answers(doc->plan, action) || !pl_block_takes(block, shown++)) {
            continue;
        }
        pl_doc_item(doc, 0);
        pl_doc_text(doc, pl_doc_format(doc, PL_L_ACTION_NUMBER, pl_doc_number(doc, action->number), NULL, NULL));
        pl_doc_join(doc, " ");
        pl_doc_bold(doc, title_of(doc, action));
        pl_doc_join(doc, " – ");
        pl_doc_text(doc,
                    pl_doc_format(doc, PL_L_ACTION_FROM, owner_of(doc, action), pl_doc_date(doc, action->first), NULL));
        pl_doc_item_end(doc);
    }
    pl_doc_end(doc);
}

/* What is done within a month, six months, and later: from today. */
static enum pl_label horizon_of(const struct pl_plan *plan, const struct pl_action *action)
{
    enum { MONTH_DAYS = 45, HALF_YEAR_DAYS = 184 }; /* a month of work, from the Monday on which it can begin */
    int64_t days = action->last - plan->today;
    return days <= MONTH_DAYS       ? PL_L_HORIZON_MONTH
           : days <= HALF_YEAR_DAYS ? PL_L_HORIZON_HALF_YEAR
                                    : PL_L_HORIZON_LATER;
}

static void say_action_cell(struct pl_doc *doc, const struct pl_action *action)
{
    struct pl_buffer *steps = pl_doc_scratch(doc);
    for (uint32_t i = 0; action->ranks.count > 1 && i < action->ranks.count; i++) {
        pl_buffer_add_text(steps, i > 0 ? ". " : "");
        pl_say_text(steps, doc->plan, doc->knowledge->rules[doc->plan->steps.items[action->ranks.items[i]]].title,
                    doc->language);
    }
    const char *titles = pl_doc_kept(doc);
    struct pl_buffer *names = pl_doc_scratch(doc);
    for (uint32_t i = 0; i < action->ranks.count; i++) {
        uint32_t draft = pl_plan_draft(doc->plan, action->ranks.items[i]);
        const char *name =
            draft == PL_NONE ? "" : pl_text_in(doc->knowledge, doc->knowledge->documents[draft].draft, doc->language);
        if (*name != '\0' && strstr(pl_buffer_text(names), name) == NULL) {
            pl_buffer_add_text(names, names->length > 0 ? ", " : "");
            pl_buffer_add_text(names, name);
        }
    }
    const char *drafts = pl_doc_kept(doc);
    pl_doc_cell_start(doc);
    pl_doc_bold(doc, title_of(doc, action));
    if (*titles != '\0') {
        pl_doc_join(doc, ". ");
        pl_doc_text(doc, titles);
        pl_doc_join(doc, ".");
    }
    if (*drafts != '\0') {
        pl_doc_join(doc, *titles == '\0' ? ". " : " ");
        pl_doc_text(doc, pl_doc_format(doc, PL_L_DRAFTS_ARE, drafts, NULL, NULL));
    }
    pl_doc_cell_end(doc);
}

void pl_view_roadmap(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_RANK, PL_L_COLUMN_ACTION, PL_L_COLUMN_RESPONSIBLE,
                                            PL_L_COLUMN_FROM_TO};
    const struct pl_plan *plan = doc->plan;
    enum pl_label horizon = PL_L_NOTHING;
    uint32_t left = 0;
    for (uint32_t i = 0; i < plan->actions_count; i++) {
        const struct pl_action *action = &plan->actions[i];
        if (action->number == 0) {
            left++;
            continue;
        }
        if (horizon_of(plan, action) != horizon) {
            horizon = horizon_of(plan, action);
            pl_doc_end(doc);
            pl_doc_heading(doc, 2, horizon);
            pl_doc_table(doc, pl_doc_label(doc, horizon), columns, 4);
        }
        pl_doc_cell(doc, pl_doc_number(doc, action->number));
        say_action_cell(doc, action);
        pl_doc_cell(doc, owner_of(doc, action));
        pl_doc_cell(doc, pl_plan_awaits_answers(plan, action) ? pl_doc_label(doc, PL_L_AFTER_YOUR_ANSWERS)
                         : action->first == action->last
                             ? pl_doc_date(doc, action->first)
                             : pl_doc_format(doc, PL_L_FROM_DAY_TO_DAY, pl_doc_date(doc, action->first),
                                             pl_doc_date(doc, action->last), NULL));
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, left);
}

/* ---- what is assumed and asked -------------------------------------------------------------------------------- */

void pl_view_question_list(struct pl_doc *doc, const struct pl_block *block)
{
    uint32_t count = doc->plan->questions_count;
    for (uint32_t i = 0; i < pl_block_shows(block, count); i++) {
        pl_say_question(pl_doc_scratch(doc), doc->plan, doc->plan->questions[i].field, doc->language);
        pl_doc_item_text(doc, i + 1, pl_doc_kept(doc));
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, count - pl_block_shows(block, count));
}

/* The advice that the profile sets aside, by name, and why. */
void pl_view_set_aside(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_knowledge *k = doc->knowledge;
    (void)block;
    for (uint32_t i = 0; i < doc->plan->profile->exceptions_count; i++) {
        const struct pl_exception *exception = &doc->plan->profile->exceptions[i];
        const char *advice = exception->advice->text == NULL ? "" : exception->advice->text;
        uint32_t rule = pl_position(k, PL_TO_RULE, advice);
        uint32_t platform = pl_position(k, PL_TO_PLATFORM, advice);
        const struct pl_text2 text = rule == PL_NONE                       ? (struct pl_text2){{0, 0}}
                                     : k->rules[rule].title.in[PL_FR] != 0 ? k->rules[rule].title
                                                                           : k->rules[rule].text;
        const char *name =
            platform != PL_NONE ? pl_doc_capital(doc, name_of_platform(doc, platform)) : pl_doc_fill(doc, text);
        if (*name != '\0') {
            const char *reason = exception->reason->text;
            pl_doc_item(doc, 0);
            pl_doc_text(doc, name);
            pl_doc_join(doc, " – ");
            pl_doc_text(doc, reason == NULL ? pl_doc_label(doc, PL_L_NO_REASON) : reason);
            pl_doc_item_end(doc);
        }
    }
    pl_doc_end(doc);
}
