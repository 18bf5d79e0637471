/* SPDX-License-Identifier: MIT
 * The plan as tables for a spreadsheet: the action plan, the register of accounts, who does what. A row of a table says
 * the columns; every cell is plain text until the escape of CSV.
 */
#include "base/escape.h"
#include "model/schedule.h"
#include "report/csv.h"
#include "report/sections.h"

/* One row on its way. */
struct row {
    const struct pl_csv *csv;
    struct pl_doc doc; /* only for the words that it shares with reports */
    const struct pl_plan *plan;
    const struct pl_knowledge *k;
    enum pl_language language;
    bool names_town;
    uint32_t rank; /* of a step */
    const struct pl_rule *step;
    const struct pl_account *account; /* NULL: there is none yet */
    const struct pl_choice *choice;  /* on its platform; NULL: which one is not known */
};

/* A column is headed by a label; by the name of a fact where that is PL_L_NOTHING. Without `say` it shows the fact of an account. */
struct column {
    void (*say)(const struct row *row, struct pl_buffer *out);
    enum pl_label label;
    enum pl_fact fact;
    enum { AS_TEXT, AS_VALUE, AS_IDENTIFIER } as; /* a number or a date; what is for programs, and comes last for people */
};

/* ---- steps ----------------------------------------------------------------------------------------------- */

static void say_number(const struct row *row, struct pl_buffer *out)
{
    pl_buffer_add_number(out, row->rank + 1, "");
}

static void say_phase(const struct row *row, struct pl_buffer *out)
{
    for (uint32_t i = 0; i < row->k->phases_count; i++) {
        if (row->k->phases[i].number == row->step->phase) {
            pl_buffer_add_text(out, pl_text_in(row->k, row->k->phases[i].label, row->language));
        }
    }
}

static void say_id(const struct row *row, struct pl_buffer *out)
{
    pl_buffer_add_text(out, pl_text(row->k, row->step->id));
}

static void say_title(const struct row *row, struct pl_buffer *out)
{
    pl_say_text(out, row->plan, row->step->title, row->language);
}

static void say_owner(const struct row *row, struct pl_buffer *out)
{
    pl_buffer_add_text(out, pl_doc_role(&row->doc, row->plan->crews[row->rank].owner));
}

static void say_task(const struct row *row, struct pl_buffer *out)
{
    pl_say_text(out, row->plan, row->step->text, row->language);
}

static void say_done_when(const struct row *row, struct pl_buffer *out)
{
    pl_say_text(out, row->plan, row->step->done_when, row->language);
}

static void say_after(const struct row *row, struct pl_buffer *out)
{
    struct pl_list numbers = pl_plan_numbers_before(row->plan, row->plan->steps.items[row->rank]);
    for (uint32_t i = 0; i < numbers.count; i++) {
        pl_buffer_add_text(out, i > 0 ? row->csv->between : "");
        pl_buffer_add_number(out, numbers.items[i], "");
    }
}

static void say_effort(const struct row *row, struct pl_buffer *out)
{
    pl_buffer_add_number(out, row->step->effort, "");
}

static void say_first_day(const struct row *row, struct pl_buffer *out)
{
    if (!row->plan->spans[row->rank].put_off) {
        pl_write_date(out, row->plan->spans[row->rank].first);
    }
}

static void say_last_day(const struct row *row, struct pl_buffer *out)
{
    if (!row->plan->spans[row->rank].put_off) {
        pl_write_date(out, row->plan->spans[row->rank].last);
    }
}

/* That the authority sets the step aside, and its reason. */
static void say_remark(const struct row *row, struct pl_buffer *out)
{
    const struct pl_exception *exception = pl_plan_exception(row->plan, pl_text(row->k, row->step->id));
    if (exception != NULL) {
        const char *reason = exception->reason->text;
        const char *none = pl_text_in(row->k, row->k->labels[PL_L_NO_REASON], row->language);
        const char *const arguments[3] = {reason != NULL ? reason : none, NULL, NULL};
        pl_say_label(out, row->k, PL_L_SET_ASIDE_MARK, row->language, arguments);
    }
}

static void say_accountable(const struct row *row, struct pl_buffer *out)
{
    pl_say_roles(&row->doc, row->plan->crews[row->rank].accountable, out);
}

static void say_consulted(const struct row *row, struct pl_buffer *out)
{
    pl_say_roles(&row->doc, row->plan->crews[row->rank].consulted, out);
}

static void say_informed(const struct row *row, struct pl_buffer *out)
{
    pl_say_roles(&row->doc, row->plan->crews[row->rank].informed, out);
}

/* ---- accounts -------------------------------------------------------------------------------------------- */

/* The name of a platform that no catalogue knows, NULL for any other. */
static const char *other_of(const struct row *row)
{
    return row->account == NULL ? NULL : pl_account_other(row->account);
}

static void say_platform(const struct row *row, struct pl_buffer *out)
{
    const char *other = other_of(row);
    if (row->choice != NULL) {
        pl_say_capitalised(out, pl_text_in(row->k, row->k->platforms[row->choice->platform].name, row->language));
    } else if (other != NULL) {
        pl_buffer_add_text(out, *other != '\0' ? other : pl_text_in(row->k, row->k->labels[PL_L_OTHER_PLATFORM], row->language));
    }
}

static void say_fact(const struct row *row, enum pl_fact fact, struct pl_buffer *out)
{
    const struct pl_account *account = row->account;
    if (account == NULL) {
        return;
    }
    const struct pl_cell *const cells[] = {
        [PL_FACT_ACCOUNT_NAME] = account->name,           [PL_FACT_ACCOUNT_OWNER] = account->owner,
        [PL_FACT_ACCOUNT_FOLLOWERS] = account->followers, [PL_FACT_ACCOUNT_LAST_POST] = account->last_post,
        [PL_FACT_ACCOUNT_ADMINS] = account->admins,       [PL_FACT_ACCOUNT_TWO_FACTOR] = account->two_factor,
    };
    const struct pl_field *field = &row->k->fields[row->k->facts[fact]];
    const struct pl_cell *cell = cells[fact];
    if (!pl_cell_is_known(field, cell)) {
        return;
    }
    if (field->type == PL_TYPE_NUMBER) {
        pl_buffer_add_number(out, cell->low, "");
    } else if (field->type == PL_TYPE_DATE) {
        pl_write_date(out, cell->low);
    } else {
        pl_say_cell(out, row->k, field, cell, row->language);
    }
}

static void say_decision(const struct row *row, struct pl_buffer *out)
{
    if (row->choice != NULL) {
        enum pl_label label =
            row->choice->set_aside ? PL_L_DECISION_SET_ASIDE : pl_decision_labels[row->choice->decision];
        pl_buffer_add_text(out, pl_text_in(row->k, row->k->labels[label], row->language));
    } else if (other_of(row) != NULL) {
        pl_buffer_add_text(out, pl_text_in(row->k, row->k->labels[PL_L_DECISION_UNDECIDED], row->language));
    }
}

static void say_when(const struct row *row, struct pl_buffer *out)
{
    if (row->choice != NULL) {
        pl_say_when(&row->doc, row->choice, out);
    }
}

/* The reason of the rule that decides; without one, that of the report. */
static void say_why(const struct row *row, struct pl_buffer *out)
{
    const struct pl_choice *choice = row->choice;
    if (choice != NULL && choice->rule != PL_NONE) {
        pl_say_text(out, row->plan, row->k->rules[choice->rule].because, row->language);
    } else if (choice != NULL) {
        pl_say_short_reason(&row->doc, choice, out);
    } else if (other_of(row) != NULL) {
        pl_buffer_add_text(out, pl_text_in(row->k, row->k->labels[PL_L_WHY_UNKNOWN_PLATFORM], row->language));
    }
}

/* ---- tables ---------------------------------------------------------------------------------------------- */

static const struct column action_columns[] = {
    {say_number, PL_L_COLUMN_RANK, 0, AS_VALUE},         {say_phase, PL_L_COLUMN_PHASE, 0, AS_TEXT},
    {say_id, PL_L_COLUMN_IDENTIFIER, 0, AS_IDENTIFIER},       {say_title, PL_L_COLUMN_ACTION, 0, AS_TEXT},
    {say_owner, PL_L_COLUMN_RESPONSIBLE, 0, AS_TEXT},   {say_task, PL_L_COLUMN_WHAT_TO_DO, 0, AS_TEXT},
    {say_done_when, PL_L_COLUMN_DONE_WHEN, 0, AS_TEXT}, {say_after, PL_L_COLUMN_AFTER, 0, AS_TEXT},
    {say_effort, PL_L_COLUMN_EFFORT, 0, AS_VALUE},       {say_first_day, PL_L_COLUMN_FIRST_DAY, 0, AS_VALUE},
    {say_last_day, PL_L_COLUMN_LAST_DAY, 0, AS_VALUE},   {say_remark, PL_L_COLUMN_REMARK, 0, AS_TEXT},
};
static const struct column role_columns[] = {
    {say_title, PL_L_COLUMN_ACTION, 0, AS_TEXT},
    {say_owner, PL_L_COLUMN_RESPONSIBLE, 0, AS_TEXT},
    {say_accountable, PL_L_COLUMN_ACCOUNTABLE, 0, AS_TEXT},
    {say_consulted, PL_L_COLUMN_CONSULTED, 0, AS_TEXT},
    {say_informed, PL_L_COLUMN_INFORMED, 0, AS_TEXT},
};
static const struct column account_columns[] = {
    {say_platform, PL_L_COLUMN_PLATFORM, 0, AS_TEXT},
    {NULL, PL_L_NOTHING, PL_FACT_ACCOUNT_NAME, AS_TEXT},
    {NULL, PL_L_NOTHING, PL_FACT_ACCOUNT_OWNER, AS_TEXT},
    {NULL, PL_L_NOTHING, PL_FACT_ACCOUNT_FOLLOWERS, AS_VALUE},
    {NULL, PL_L_NOTHING, PL_FACT_ACCOUNT_LAST_POST, AS_VALUE},
    {NULL, PL_L_NOTHING, PL_FACT_ACCOUNT_ADMINS, AS_VALUE},
    {NULL, PL_L_NOTHING, PL_FACT_ACCOUNT_TWO_FACTOR, AS_TEXT},
    {say_decision, PL_L_COLUMN_PLATFORM_DECISION, 0, AS_TEXT},
    {say_when, PL_L_COLUMN_WHEN, 0, AS_TEXT},
    {say_why, PL_L_COLUMN_WHY, 0, AS_TEXT},
};

static bool step_row(struct row *row, uint32_t at)
{
    row->rank = at;
    row->step = at < row->plan->steps.count ? &row->k->rules[row->plan->steps.items[at]] : NULL;
    return row->step != NULL;
}

/* Is the platform to be opened, without an account to show? */
static bool is_to_open(const struct pl_choice *choice)
{
    return choice->decision == PL_OPEN && !choice->has_account && !choice->set_aside;
}

/* The accounts of the profile, then the platforms to open. */
static bool account_row(struct row *row, uint32_t at)
{
    const struct pl_profile *profile = row->plan->profile;
    row->account = NULL;
    row->choice = NULL;
    if (at < profile->accounts_count) {
        row->account = &profile->accounts[at];
        uint32_t stated = pl_cell_choice(row->account->platform);
        row->choice = stated == PL_NONE ? NULL : pl_plan_choice(row->plan, pl_platform_in_edition(row->plan, stated));
        return true;
    }
    uint32_t left = at - profile->accounts_count;
    for (uint32_t i = 0; i < row->plan->choices_count; i++) {
        if (is_to_open(&row->plan->choices[i]) && left-- == 0) {
            row->choice = &row->plan->choices[i];
            return true;
        }
    }
    return false;
}

static void say_town(const struct row *row, struct pl_buffer *out)
{
    pl_buffer_add_text(out, pl_plan_text(row->plan, PL_FACT_NAME));
}

static void say_code(const struct row *row, struct pl_buffer *out)
{
    pl_buffer_add_text(out, pl_plan_text(row->plan, PL_FACT_CODE));
}

#define COLUMNS(of) of, sizeof(of) / sizeof *(of)
static const struct table {
    const char *id;
    const struct column *columns;
    size_t count;
    bool (*find)(struct row *row, uint32_t at); /* false after the last row */
} tables[] = {
    {"actions", COLUMNS(action_columns), step_row},
    {"accounts", COLUMNS(account_columns), account_row},
    {"raci", COLUMNS(role_columns), step_row},
};
const char *const pl_table_ids[] = {"actions", "accounts", "raci", NULL};
_Static_assert(sizeof tables / sizeof *tables == sizeof pl_table_ids / sizeof *pl_table_ids - 1,
               "each table has its name");

/* Before the others where a table holds several towns. */
static const struct column town_columns[] = {{say_town, PL_L_NOTHING, PL_FACT_NAME, AS_TEXT}, {say_code, PL_L_NOTHING, PL_FACT_CODE, AS_TEXT}};

/* Appends what a column holds in a row. */
typedef void add_column(const struct row *row, const struct column *column, struct pl_buffer *out);

static void say_head(const struct row *row, const struct column *column, struct pl_buffer *out)
{
    struct pl_text2 head =
        column->label != PL_L_NOTHING ? row->k->labels[column->label] : row->k->fields[row->k->facts[column->fact]].label;
    pl_say_capitalised(out, pl_text_in(row->k, head, row->language));
}

static void say_value(const struct row *row, const struct column *column, struct pl_buffer *out)
{
    if (column->say != NULL) {
        column->say(row, out);
    } else {
        say_fact(row, column->fact, out);
    }
}

/* The columns of a row, or those of them that come last. */
static void add_columns(const struct row *row, const struct column *columns, size_t count, bool last, bool *first, add_column *say,
                        struct pl_buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        if ((row->csv->for_people && columns[i].as == AS_IDENTIFIER) != last) {
            continue;
        }
        struct pl_buffer text = {0};
        say(row, &columns[i], &text);
        pl_csv_separate(row->csv, *first, out);
        if (columns[i].as == AS_VALUE) {
            pl_escape_csv(pl_buffer_text(&text), row->csv->separator, out);
        } else {
            pl_csv_text(row->csv, pl_buffer_text(&text), out);
        }
        *first = false;
        pl_buffer_done(&text);
    }
}

static void add_line(const struct row *row, const struct table *table, add_column *say, struct pl_buffer *out)
{
    bool first = true;
    if (row->names_town) {
        add_columns(row, town_columns, sizeof town_columns / sizeof *town_columns, false, &first, say, out);
    }
    add_columns(row, table->columns, table->count, false, &first, say, out);
    add_columns(row, table->columns, table->count, true, &first, say, out);
    pl_csv_row_end(out);
}

static void write_table(const struct pl_plan *plan, const struct pl_report_options *options, const struct pl_csv *csv,
                        struct pl_buffer *out)
{
    struct row row = {
        .csv = csv, .plan = plan, .k = plan->knowledge, .language = options->language, .names_town = options->names_town};
    pl_doc_init(&row.doc, &pl_dialect_markdown, plan, options, out);
    size_t chosen = 0;
    while (chosen + 1 < sizeof tables / sizeof *tables && options->sections >> (chosen + 1) != 0) {
        chosen++;
    }
    pl_buffer_add_text(out, csv->mark);
    add_line(&row, &tables[chosen], say_head, out);
    for (uint32_t i = 0; tables[chosen].find(&row, i); i++) {
        add_line(&row, &tables[chosen], say_value, out);
    }
    pl_doc_done(&row.doc);
}

void pl_write_csv(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    write_table(plan, options, &pl_csv_standard, out);
}

void pl_write_csv_french(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    write_table(plan, options, &pl_csv_french, out);
}
