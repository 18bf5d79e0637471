/* SPDX-License-Identifier: MIT
 * Views of the note for the elected: every account in a line, the first actions.
 */
#include <string.h>

#include "report/sections.h"

/* "Facebook, Ville de Brelonval": what an account is called. */
static const char *name_of(struct pl_doc *doc, const struct pl_account *account)
{
    uint32_t platform = pl_cell_choice(account->platform);
    const char *other = pl_account_other(account);
    const char *name = account->name->text == NULL ? "" : account->name->text;
    if (other != NULL || platform == PL_NONE) {
        return other != NULL && *other != '\0' ? other : *name != '\0' ? name : pl_doc_label(doc, PL_L_OTHER_PLATFORM);
    }
    const char *shown = pl_doc_platform_name(doc, platform);
    return *name == '\0' ? shown : pl_doc_format(doc, PL_L_NOTE_ACCOUNT, shown, name, NULL);
}

/* What is to be done with an account, or who runs it where it is not the authority's. */
static const char *fate_of(struct pl_doc *doc, uint32_t index)
{
    const struct pl_account *account = &doc->plan->profile->accounts[index];
    const struct pl_account_plan *plan = &doc->plan->account_plans[index];
    static const enum pl_label others[] = {[PL_OWNER_UNOFFICIAL] = PL_L_RUN_BY_OTHERS_ONE,
                                           [PL_OWNER_STAFF] = PL_L_RUN_BY_STAFF,
                                           [PL_OWNER_ELECTED] = PL_L_RUN_BY_ELECTED};
    const struct pl_choice *choice = pl_plan_choice_of(doc->plan, account);
    if (plan->decided) {
        bool put_off = choice != NULL && choice->put_off;
        const char *decision = pl_doc_label(doc, put_off ? PL_L_DECISION_PUT_OFF : pl_decision_labels[plan->decision]);
        return plan->provisional && !put_off ? pl_doc_format(doc, PL_L_UNTIL_DECIDED, decision, NULL, NULL) : decision;
    }
    uint32_t by = pl_cell_choice(account->owner);
    bool told = by == PL_OWNER_UNOFFICIAL || by == PL_OWNER_STAFF || by == PL_OWNER_ELECTED;
    bool opens = choice != NULL && choice->decision == PL_OPEN && !choice->set_aside;
    return pl_doc_label(doc, told ? others[by] : opens ? PL_L_OPEN_UNLESS_OURS : PL_L_DECISION_UNDECIDED);
}

/* A platform that no account of the list speaks for, and on which something is to be done. */
static bool asks_without_account(const struct pl_plan *plan, const struct pl_choice *choice)
{
    bool asked = false; /* whose account there is */
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        const struct pl_account *account = &plan->profile->accounts[i];
        asked = asked || (pl_cell_choice(account->owner) == PL_NONE && pl_plan_choice_of(plan, account) == choice);
    }
    return choice->decision == PL_OPEN && !choice->has_account && !choice->set_aside && !asked;
}

static void say_line(struct pl_doc *doc, const char *name, const char *followers, const char *fate, const char *when)
{
    pl_doc_item(doc, 0);
    pl_doc_bold(doc, name);
    pl_doc_join(doc, *followers == '\0' ? "" : " (");
    pl_doc_text(doc, followers);
    pl_doc_join(doc, *followers == '\0' ? ". " : "). ");
    pl_doc_text(doc, fate);
    pl_doc_join(doc, *when == '\0' ? "" : ", ");
    pl_doc_text(doc, when);
    pl_doc_join(doc, ".");
    pl_doc_item_end(doc);
}

/* "1 930 abonnés", "" where the number is not known. */
static const char *followers_of(struct pl_doc *doc, const struct pl_account *account)
{
    bool known = account->followers->line != 0 && account->followers->low == account->followers->high;
    return known ? pl_doc_format(doc, PL_L_FOLLOWERS_OF, pl_doc_number(doc, account->followers->low), NULL, NULL) : "";
}

/* When a platform's decision is carried out: a date where there is one. */
static const char *time_of(struct pl_doc *doc, const struct pl_choice *choice)
{
    pl_say_when(doc, choice, pl_doc_scratch(doc));
    return pl_doc_kept(doc);
}

void pl_view_account_lines(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_profile *profile = doc->plan->profile;
    if (block->most > 0 && profile->accounts_count > block->most) {
        for (int decision = 0; decision <= PL_DECISIONS;
             decision++) { /* the last: those that are not the authority's */
            struct pl_buffer *names = pl_doc_scratch(doc);
            const char *last = "";
            uint32_t count = 0;
            for (uint32_t i = 0; i < doc->plan->profile->accounts_count; i++) {
                const struct pl_account_plan *plan = &doc->plan->account_plans[i];
                uint32_t platform = pl_cell_choice(doc->plan->profile->accounts[i].platform);
                if ((plan->decided ? (int)plan->decision : PL_DECISIONS) != decision) {
                    continue;
                }
                const char *name =
                    platform == PL_NONE ? pl_doc_label(doc, PL_L_OTHER_PLATFORM) : pl_doc_platform_name(doc, platform);
                if (count++ == 0 || strstr(pl_buffer_text(names), name) == NULL) {
                    pl_buffer_add_text(names, names->length > 0 ? ", " : "");
                    pl_buffer_add_text(names, name);
                }
                last = fate_of(doc, i);
            }
            if (count > 0) {
                const char *platforms = pl_doc_kept(doc);
                const char *fate = decision == PL_DECISIONS ? pl_doc_label(doc, PL_L_RUN_BY_OTHERS) : last;
                pl_doc_item_text(doc, 0,
                                 pl_doc_format(doc, count == 1 ? PL_L_ONE_ACCOUNT_WITH : PL_L_ACCOUNTS_WITH, fate,
                                               pl_doc_number(doc, count), platforms));
            }
        }
    }
    for (uint32_t i = 0; i < profile->accounts_count && (block->most == 0 || profile->accounts_count <= block->most);
         i++) {
        const struct pl_account *account = &profile->accounts[i];
        say_line(doc, name_of(doc, account), followers_of(doc, account), fate_of(doc, i), "");
    }
    const struct pl_plan *plan = doc->plan;
    uint8_t *said = pl_arena_array(doc->arena, (size_t)plan->choices_count + 1, 1);
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        const char *when =
            asks_without_account(plan, &plan->choices[i]) && !said[i] ? time_of(doc, &plan->choices[i]) : NULL;
        struct pl_buffer names = {0};
        const char *next = NULL;
        for (uint32_t o = i; when != NULL && o < plan->choices_count; o++) {
            if (asks_without_account(plan, &plan->choices[o]) && strcmp(time_of(doc, &plan->choices[o]), when) == 0) {
                if (next != NULL) {
                    pl_buffer_add_text(&names, names.length > 0 ? ", " : "");
                    pl_buffer_add_text(&names, next);
                }
                next = pl_doc_platform_name(doc, plan->choices[o].platform);
                said[o] = 1;
            }
        }
        if (next != NULL) { /* "Facebook, Piscine" is an account; "Facebook et Instagram" are two */
            pl_buffer_add_text(&names, names.length == 0 ? "" : doc->language == PL_FR ? " et " : " and ");
            pl_buffer_add_text(&names, next);
        }
        if (when != NULL) {
            say_line(doc, pl_buffer_text(&names), "", pl_doc_label(doc, PL_L_DECISION_OPEN), when);
        }
        pl_buffer_done(&names);
    }
    pl_doc_end(doc);
}

/* Those that begin first, and among those of one day in the order of the plan. */
void pl_view_note_actions(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_plan *plan = doc->plan;
    uint32_t *ranks = pl_arena_array(doc->arena, (size_t)plan->steps.count + 1, sizeof *ranks);
    uint32_t count = 0;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const char *id = pl_text(doc->knowledge, doc->knowledge->rules[plan->steps.items[i]].id);
        uint32_t action = pl_plan_action_of(plan, plan->steps.items[i]);
        bool awaits = action != PL_NONE && pl_plan_awaits_answers(plan, &plan->actions[action]);
        if (plan->spans[i].put_off || awaits || pl_plan_exception(plan, id) != NULL) {
            continue;
        }
        uint32_t at = count++;
        for (; at > 0 && plan->spans[ranks[at - 1]].first > plan->spans[i].first; at--) {
            ranks[at] = ranks[at - 1];
        }
        ranks[at] = i;
    }
    for (uint32_t i = 0; i < pl_block_shows(block, count); i++) {
        pl_doc_item(doc, i + 1);
        pl_doc_text(doc, pl_doc_fill(doc, doc->knowledge->rules[plan->steps.items[ranks[i]]].title));
        pl_doc_join(doc, " (");
        pl_doc_text(doc, pl_doc_role(doc, plan->crews[ranks[i]].owner));
        pl_doc_join(doc, ", ");
        pl_say_near_date(pl_doc_scratch(doc), plan->spans[ranks[i]].first, plan->today, doc->knowledge, doc->language);
        pl_doc_text(doc, pl_doc_kept(doc));
        pl_doc_join(doc, ")");
        pl_doc_item_end(doc);
    }
    pl_doc_end(doc);
}
