/* SPDX-License-Identifier: MIT
 * See profile.h.
 */
#include "model/profile.h"

#include <stddef.h>
#include <string.h>

const struct pl_yes_no_word pl_yes_no_words[] = {
    {"yes", PL_YES_BIT},  {"oui", PL_YES_BIT}, {"true", PL_YES_BIT}, {"vrai", PL_YES_BIT},
    {"y", PL_YES_BIT},    {"o", PL_YES_BIT},   {"no", PL_NO_BIT},    {"non", PL_NO_BIT},
    {"false", PL_NO_BIT}, {"faux", PL_NO_BIT}, {"n", PL_NO_BIT},     {NULL, 0},
};

bool pl_cell_is_known(const struct pl_field *field, const struct pl_cell *cell)
{
    switch ((enum pl_type)field->type) {
    case PL_TYPE_TEXT:
        return cell->text != NULL;
    case PL_TYPE_RECORDS:
        return cell->records != NULL;
    case PL_TYPE_SECTION:
        return false;
    case PL_TYPE_NUMBER:
    case PL_TYPE_CHOICE:
    case PL_TYPE_SET:
    case PL_TYPE_YES_NO:
    case PL_TYPE_DURATION:
    case PL_TYPE_DATE:
    case PL_TYPE_PLATFORM:
        return cell->low == cell->high;
    }
    return false;
}

uint32_t pl_cell_choice(const struct pl_cell *cell)
{
    if (cell->low != cell->high || cell->low <= 0) {
        return PL_NONE;
    }
    uint32_t position = 0;
    while ((cell->low >> position & 1) == 0) {
        position++;
    }
    return position;
}

struct pl_cell pl_cell_unknown(const struct pl_knowledge *k, const struct pl_field *field)
{
    switch ((enum pl_type)field->type) {
    case PL_TYPE_CHOICE:
    case PL_TYPE_SET:
    case PL_TYPE_YES_NO:
    case PL_TYPE_PLATFORM:
        return (struct pl_cell){.low = 0, .high = pl_field_all_bits(k, field)};
    case PL_TYPE_NUMBER:
    case PL_TYPE_DURATION:
    case PL_TYPE_DATE:
        return (struct pl_cell){.low = k->numbers[field->minimum], .high = k->numbers[field->maximum]};
    case PL_TYPE_TEXT:
    case PL_TYPE_SECTION:
    case PL_TYPE_RECORDS:
        return (struct pl_cell){0};
    }
    return (struct pl_cell){0};
}

const struct pl_cell *pl_profile_cell(const struct pl_profile *profile, enum pl_fact fact)
{
    return &profile->cells[profile->knowledge->facts[fact]];
}

const char *pl_account_other(const struct pl_account *account)
{
    const char *platform = account->platform->text;
    return platform == NULL || *platform != '\0' ? platform : account->name->text == NULL ? "" : account->name->text;
}

/* other- and the name as an identifier; "other" if it has none. */
static void name_other(const char *name, char out_id[PL_OTHER_ID_MAX])
{
    char slug[PL_SLUG_MAX];
    memcpy(out_id, "other-", sizeof "other-");
    pl_slug(pl_view_of(name), slug);
    memcpy(out_id + (*name == '\0' ? 5 : 6), *name == '\0' ? "" : slug, *name == '\0' ? 1 : strlen(slug) + 1);
}

void pl_account_other_id(const struct pl_account *account, char out_id[PL_OTHER_ID_MAX])
{
    const char *name = pl_account_other(account);
    out_id[0] = '\0';
    if (name != NULL) {
        name_other(name, out_id);
    }
}

uint32_t pl_profile_others(const struct pl_profile *profile, struct pl_arena *arena, struct pl_other **out_others)
{
    struct pl_other *others = pl_arena_array(arena, (size_t)profile->accounts_count + 1, sizeof *others);
    uint32_t count = 0;
    for (uint32_t i = 0; i < profile->accounts_count; i++) {
        struct pl_other other = {.name = pl_account_other(&profile->accounts[i]), .account = &profile->accounts[i]};
        if (other.name == NULL) {
            continue;
        }
        name_other(other.name, other.id);
        uint32_t same = 0;
        while (same < count && strcmp(others[same].id, other.id) != 0) {
            same++;
        }
        others[same] = same == count ? other : others[same];
        count += same == count;
    }
    *out_others = others;
    return count;
}

const char *pl_profile_text(const struct pl_profile *profile, enum pl_fact fact)
{
    const char *text = pl_profile_cell(profile, fact)->text;
    return text == NULL ? "" : text;
}

bool pl_field_has_unit(const struct pl_knowledge *k, const struct pl_field *field, const char *unit)
{
    const pl_str named[] = {field->unit.in[PL_FR], field->unit.in[PL_EN], field->unit_one.in[PL_FR],
                            field->unit_one.in[PL_EN]};
    char folded[PL_FOLD_MAX];
    for (uint32_t i = 0; i < 4 + field->unit_aliases.count; i++) {
        pl_str word = i < 4 ? named[i] : k->refs[field->unit_aliases.first + i - 4];
        if (pl_fold(pl_view_of(pl_text(k, word)), folded) > 0 && strcmp(folded, unit) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- records by name ----------------------------------------------------------------------------------------- */

/* Which member of which structure holds a field of a record; the field tells the list. */
static const struct member {
    enum pl_fact fact;
    size_t offset;
} members[] = {
    {PL_FACT_STEP_LABEL, offsetof(struct pl_step, label)},
    {PL_FACT_STEP_BY, offsetof(struct pl_step, by)},
    {PL_FACT_STEP_DELAY, offsetof(struct pl_step, delay)},
    {PL_FACT_STEP_HOURS, offsetof(struct pl_step, hours)},
    {PL_FACT_STEP_FOR, offsetof(struct pl_step, classes)},
    {PL_FACT_STEP_CONTROL, offsetof(struct pl_step, control)},
    {PL_FACT_STEP_IF_SILENT, offsetof(struct pl_step, if_silent)},
    {PL_FACT_STEP_TIMEOUT, offsetof(struct pl_step, timeout)},
    {PL_FACT_STEP_SUBSTITUTE, offsetof(struct pl_step, substitute)},
    {PL_FACT_STEP_PEOPLE, offsetof(struct pl_step, people)},
    {PL_FACT_STEP_ANY, offsetof(struct pl_step, any)},
    {PL_FACT_ACCOUNT_PLATFORM, offsetof(struct pl_account, platform)},
    {PL_FACT_ACCOUNT_NAME, offsetof(struct pl_account, name)},
    {PL_FACT_ACCOUNT_OWNER, offsetof(struct pl_account, owner)},
    {PL_FACT_ACCOUNT_FOLLOWERS, offsetof(struct pl_account, followers)},
    {PL_FACT_ACCOUNT_LAST_POST, offsetof(struct pl_account, last_post)},
    {PL_FACT_ACCOUNT_ADMINS, offsetof(struct pl_account, admins)},
    {PL_FACT_ACCOUNT_TWO_FACTOR, offsetof(struct pl_account, two_factor)},
    {PL_FACT_ACCOUNT_STATE, offsetof(struct pl_account, state)},
    {PL_FACT_ACCOUNT_FORM, offsetof(struct pl_account, form)},
    {PL_FACT_ACCOUNT_SINCE, offsetof(struct pl_account, since)},
    {PL_FACT_ACCOUNT_SERVES, offsetof(struct pl_account, serves)},
    {PL_FACT_ACCOUNT_AUDIENCES, offsetof(struct pl_account, audiences)},
    {PL_FACT_ACCOUNT_POSTS, offsetof(struct pl_account, posts)},
    {PL_FACT_ACCOUNT_COMMENTS, offsetof(struct pl_account, comments)},
    {PL_FACT_HOURS_PLATFORM, offsetof(struct pl_platform_hours, platform)},
    {PL_FACT_HOURS_HOURS, offsetof(struct pl_platform_hours, hours)},
    {PL_FACT_EXCEPTION_ADVICE, offsetof(struct pl_exception, advice)},
    {PL_FACT_EXCEPTION_REASON, offsetof(struct pl_exception, reason)},
    {PL_FACT_PROGRESS_STEP, offsetof(struct pl_progress, step)},
    {PL_FACT_PROGRESS_STATE, offsetof(struct pl_progress, state)},
    {PL_FACT_PROGRESS_DATE, offsetof(struct pl_progress, date)},
    {PL_FACT_PROGRESS_NOTE, offsetof(struct pl_progress, note)},
};

/* The records of a list as structures of `size` bytes; NULL if the list is not known. */
static void *name_records(const struct pl_profile *profile, enum pl_fact list, size_t size, struct pl_arena *arena,
                          uint32_t *out_count)
{
    const struct pl_knowledge *k = profile->knowledge;
    const struct pl_cell *cell = pl_profile_cell(profile, list);
    *out_count = cell->records == NULL ? 0 : cell->count;
    if (cell->records == NULL) {
        return NULL;
    }
    char *items = pl_arena_array(arena, (size_t)cell->count + 1, size);
    for (size_t m = 0; m < sizeof members / sizeof *members; m++) {
        uint32_t field = k->facts[members[m].fact];
        uint32_t position = field - k->fields[k->facts[list]].children.first;
        for (uint32_t i = 0; k->fields[field].parent == k->facts[list] && i < cell->count; i++) {
            const void *value = &cell->records[i].cells[position];
            memcpy(items + i * size + members[m].offset, &value, sizeof value);
        }
    }
    for (uint32_t i = 0; i < cell->count; i++) {
        const void *record = &cell->records[i];
        memcpy(items + i * size, &record, sizeof record);
    }
    return items;
}

_Static_assert(offsetof(struct pl_step, record) == 0 && offsetof(struct pl_account, record) == 0 &&
                   offsetof(struct pl_platform_hours, record) == 0 && offsetof(struct pl_exception, record) == 0 &&
                   offsetof(struct pl_progress, record) == 0,
               "the record stands first");

struct pl_profile pl_profile_of(const struct pl_knowledge *knowledge, const struct pl_source *source,
                                struct pl_cell *cells, struct pl_arena *arena)
{
    struct pl_profile profile = {.knowledge = knowledge, .source = source, .cells = cells, .stated = cells};
    profile.steps = name_records(&profile, PL_FACT_CHAIN, sizeof *profile.steps, arena, &profile.steps_count);
    profile.accounts =
        name_records(&profile, PL_FACT_ACCOUNTS, sizeof *profile.accounts, arena, &profile.accounts_count);
    profile.hours = name_records(&profile, PL_FACT_PLATFORM_HOURS, sizeof *profile.hours, arena, &profile.hours_count);
    profile.exceptions =
        name_records(&profile, PL_FACT_EXCEPTIONS, sizeof *profile.exceptions, arena, &profile.exceptions_count);
    profile.lines = name_records(&profile, PL_FACT_PROGRESS, sizeof *profile.lines, arena, &profile.lines_count);
    return profile;
}

void pl_profile_except(struct pl_profile *profile, const struct pl_profile *common, struct pl_arena *arena)
{
    struct pl_cell *cell = &profile->cells[profile->knowledge->facts[PL_FACT_EXCEPTIONS]];
    uint32_t room = profile->exceptions_count + common->exceptions_count;
    struct pl_exception *all = pl_arena_array(arena, (size_t)room + 1, sizeof *all);
    struct pl_record *records =
        pl_arena_array(arena, (size_t)cell->count + common->exceptions_count + 1, sizeof *records);
    uint32_t own = profile->exceptions_count;
    uint32_t stated = cell->records == NULL ? 0 : cell->count;
    if (own > 0) {
        memcpy(all, profile->exceptions, own * sizeof *all);
    }
    if (stated > 0) {
        memcpy(records, cell->records, stated * sizeof *records);
    }
    for (uint32_t i = 0; i < common->exceptions_count; i++) {
        const struct pl_exception *exception = &common->exceptions[i];
        bool again = false;
        for (uint32_t o = 0; o < own; o++) {
            again = again || strcmp(all[o].advice->text, exception->advice->text) == 0;
        }
        if (!again) {
            all[profile->exceptions_count++] = *exception;
            records[stated++] = *exception->record;
        }
    }
    profile->exceptions = all;
    cell->records = records;
    cell->count = stated;
    cell->line = cell->line == 0 ? 1 : cell->line;
}
