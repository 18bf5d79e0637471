/* SPDX-License-Identifier: MIT
 * The plan as tables for a spreadsheet: the action plan, the register of accounts, who does what. A dialect of data
 * writes them.
 */
#include "model/schedule.h"
#include "report/sections.h"
#include "report/views.h"

enum { COLUMNS_MAX = 16 };

/* A column is headed by a label; by the name of a fact where that is PL_L_NOTHING. */
struct column {
    enum pl_label label;
    enum pl_fact fact;
};

/* Begins a table. `identifiers`: bits of the columns for programs. */
static void begin(struct pl_doc *doc, const char *id, enum pl_label caption, const struct column *columns,
                  uint32_t count, uint32_t identifiers)
{
    const struct pl_knowledge *k = doc->knowledge;
    const char *titles[COLUMNS_MAX];
    for (uint32_t i = 0; i < count; i++) {
        struct pl_text2 title =
            columns[i].label != PL_L_NOTHING ? k->labels[columns[i].label] : k->fields[k->facts[columns[i].fact]].label;
        titles[i] = pl_doc_capital(doc, pl_text_in(k, title, doc->language));
    }
    pl_doc_table_titles(doc, pl_doc_label(doc, caption), titles, count);
    doc->table.id = id;
    doc->table.identifiers = identifiers;
}

/* ---- steps ----------------------------------------------------------------------------------------------- */

const char *pl_doc_phase_name(const struct pl_doc *doc, uint32_t number)
{
    const struct pl_knowledge *k = doc->knowledge;
    uint32_t index = 0;
    while (index + 1 < k->phases_count && k->phases[index].number != number) {
        index++;
    }
    return pl_text_in(k, k->phases[index].label, doc->language);
}

void pl_doc_cells_after(struct pl_doc *doc, uint32_t rank)
{
    struct pl_list numbers = pl_plan_numbers_before(doc->plan, doc->plan->steps.items[rank]);
    const char **words = pl_arena_array(doc->arena, (size_t)numbers.count + 1, sizeof *words);
    for (uint32_t i = 0; i < numbers.count; i++) {
        words[i] = pl_doc_digits(doc, numbers.items[i]);
    }
    if (numbers.count == 1) {
        doc->value.known = true;
        doc->value.number = numbers.items[0];
    }
    pl_doc_cell_list(doc, words, numbers.count);
}

void pl_doc_cells_dates(struct pl_doc *doc, uint32_t rank)
{
    const struct pl_span *span = &doc->plan->spans[rank];
    const int64_t days[] = {span->first, span->last};
    for (size_t i = 0; i < 2; i++) {
        if (!pl_span_is_dated(span)) {
            pl_doc_cell(doc, "");
        } else {
            pl_doc_cell_date(doc, days[i]);
        }
    }
}

/* That the authority sets a step aside, and its reason. */
static const char *remark(struct pl_doc *doc, const struct pl_rule *step)
{
    const struct pl_exception *exception = pl_plan_exception(doc->plan, pl_text(doc->knowledge, step->id));
    if (exception == NULL) {
        return "";
    }
    const char *reason = exception->reason->text != NULL ? exception->reason->text : pl_doc_label(doc, PL_L_NO_REASON);
    return pl_doc_format(doc, PL_L_SET_ASIDE_MARK, reason, NULL, NULL);
}

static void actions(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    static const struct column columns[] = {
        {PL_L_COLUMN_RANK, 0},      {PL_L_COLUMN_PHASE, 0},       {PL_L_COLUMN_IDENTIFIER, 0},
        {PL_L_COLUMN_ACTION, 0},    {PL_L_COLUMN_RESPONSIBLE, 0}, {PL_L_COLUMN_WHAT_TO_DO, 0},
        {PL_L_COLUMN_DONE_WHEN, 0}, {PL_L_COLUMN_AFTER, 0},       {PL_L_COLUMN_EFFORT, 0},
        {PL_L_COLUMN_FIRST_DAY, 0}, {PL_L_COLUMN_LAST_DAY, 0},    {PL_L_COLUMN_REMARK, 0}};
    begin(doc, "actions", PL_L_TABLE_ACTIONS, columns, sizeof columns / sizeof *columns, 1u << 2);
    for (uint32_t i = 0; i < doc->plan->steps.count; i++) {
        const struct pl_rule *step = &doc->knowledge->rules[doc->plan->steps.items[i]];
        pl_doc_cell_number(doc, i + 1);
        pl_doc_cell(doc, pl_doc_phase_name(doc, step->phase));
        pl_doc_cell_code(doc, pl_text(doc->knowledge, step->id));
        pl_doc_cell(doc, pl_doc_fill(doc, step->title));
        pl_doc_cell(doc, pl_doc_role(doc, doc->plan->crews[i].owner));
        pl_doc_cell(doc, pl_doc_fill(doc, step->text));
        pl_doc_cell(doc, pl_doc_fill(doc, step->done_when));
        pl_doc_cells_after(doc, i);
        pl_doc_cell_number(doc, step->effort);
        pl_doc_cells_dates(doc, i);
        pl_doc_cell(doc, remark(doc, step));
    }
    pl_doc_end(doc);
}

void pl_view_roles(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    static const struct column columns[] = {{PL_L_COLUMN_ACTION, 0},
                                            {PL_L_COLUMN_RESPONSIBLE, 0},
                                            {PL_L_COLUMN_ACCOUNTABLE, 0},
                                            {PL_L_COLUMN_CONSULTED, 0},
                                            {PL_L_COLUMN_INFORMED, 0}};
    begin(doc, "raci", PL_L_CAPTION_RACI, columns, sizeof columns / sizeof *columns, 0);
    for (uint32_t i = 0; i < doc->plan->steps.count; i++) {
        const struct pl_crew *crew = &doc->plan->crews[i];
        const struct pl_list lists[] = {crew->accountable, crew->consulted, crew->informed};
        pl_doc_cell(doc, pl_doc_fill(doc, doc->knowledge->rules[doc->plan->steps.items[i]].title));
        pl_doc_cell(doc, pl_doc_role(doc, crew->owner));
        for (size_t r = 0; r < sizeof lists / sizeof *lists; r++) {
            pl_say_roles(doc, lists[r], pl_doc_scratch(doc));
            pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
        }
    }
    pl_doc_end(doc);
}

/* ---- accounts -------------------------------------------------------------------------------------------- */

static const struct column account_columns[] = {
    {PL_L_COLUMN_PLATFORM, 0},
    {PL_L_NOTHING, PL_FACT_ACCOUNT_NAME},
    {PL_L_NOTHING, PL_FACT_ACCOUNT_OWNER},
    {PL_L_NOTHING, PL_FACT_ACCOUNT_FOLLOWERS},
    {PL_L_NOTHING, PL_FACT_ACCOUNT_LAST_POST},
    {PL_L_NOTHING, PL_FACT_ACCOUNT_ADMINS},
    {PL_L_NOTHING, PL_FACT_ACCOUNT_TWO_FACTOR},
    {PL_L_COLUMN_PLATFORM_DECISION, 0},
    {PL_L_COLUMN_WHEN, 0},
    {PL_L_COLUMN_WHY, 0},
};
enum { FIRST_FACT = 1, FACTS = 6 }; /* of the columns */

/* An account (NULL: there is none yet), the choice on its platform (NULL: which one is not known), and the name of one
 * that no catalogue knows (NULL: it is another). */
static void account_row(struct pl_doc *doc, const struct pl_account *account, const struct pl_choice *choice,
                        const char *other)
{
    const struct pl_knowledge *k = doc->knowledge;
    bool unknown = choice == NULL && other != NULL;
    const char *named = unknown ? other : "";
    pl_doc_cell(doc, choice != NULL              ? pl_doc_platform_name(doc, choice->platform)
                     : unknown && *named == '\0' ? pl_doc_label(doc, PL_L_OTHER_PLATFORM)
                                                 : named);
    for (uint32_t i = 0; i < FACTS; i++) {
        if (account == NULL) {
            pl_doc_cell(doc, "");
            continue;
        }
        const struct pl_cell *const cells[FACTS] = {account->name,      account->owner,  account->followers,
                                                    account->last_post, account->admins, account->two_factor};
        const struct pl_cell *cell = cells[i];
        const struct pl_field *field =
            &doc->knowledge->fields[doc->knowledge->facts[(account_columns[FIRST_FACT + i].fact)]];
        if (!pl_cell_is_known(field, cell)) {
            pl_doc_cell(doc, "");
        } else if (field->type == PL_TYPE_NUMBER) {
            pl_doc_cell_number(doc, cell->low);
        } else if (field->type == PL_TYPE_DATE) {
            pl_doc_cell_date(doc, cell->low);
        } else {
            pl_say_cell(pl_doc_scratch(doc), doc->knowledge, field, cell, doc->language);
            pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
        }
    }
    pl_doc_cell(doc, choice != NULL ? pl_doc_label(doc, choice->set_aside ? PL_L_DECISION_SET_ASIDE
                                                                          : pl_decision_labels[choice->decision])
                     : unknown ? pl_doc_label(doc, PL_L_DECISION_UNDECIDED)
                                    : "");
    struct pl_buffer *text = pl_doc_scratch(doc);
    if (choice != NULL) {
        pl_say_when(doc, choice, text);
    }
    pl_doc_cell(doc, pl_buffer_text(text));
    if (choice != NULL &&
        choice->rule != PL_NONE) { /* the reason of the rule that decides; without one, that of the report */
        pl_doc_cell(doc, pl_doc_fill(doc, k->rules[choice->rule].because));
        return;
    }
    text = pl_doc_scratch(doc);
    if (choice != NULL) {
        pl_say_short_reason(doc, choice, text);
    } else if (unknown) {
        pl_buffer_add_text(text, pl_doc_label(doc, PL_L_WHY_UNKNOWN_PLATFORM));
    }
    pl_doc_cell(doc, pl_buffer_text(text));
}

/* The accounts of the profile, then the platforms to open. */
static void accounts(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    const struct pl_plan *plan = doc->plan;
    begin(doc, "accounts", PL_L_TABLE_ACCOUNTS, account_columns, sizeof account_columns / sizeof *account_columns, 0);
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        const struct pl_account *account = &plan->profile->accounts[i];
        account_row(doc, account, pl_plan_choice_of(plan, account), pl_account_other(account));
    }
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        const struct pl_choice *choice = &plan->choices[i];
        if (choice->decision == PL_OPEN && !choice->has_account && !choice->set_aside) {
            account_row(doc, NULL, choice, NULL);
        }
    }
    pl_doc_end(doc);
}

/* ---- the tables ------------------------------------------------------------------------------------------ */

/* A row a table: how it is called, and the view that writes it. */
#define TABLES_OF(ROW)                                                                                                 \
    ROW("actions", actions)                                                                                            \
    ROW("accounts", accounts)                                                                                          \
    ROW("raci", pl_view_roles)                                                                                         \
    ROW("budget", pl_view_budget)                                                                                      \
    ROW("posts", pl_view_posts)
#define ID(id, view) id,
#define VIEW(id, view) view,
const char *const pl_table_ids[] = {TABLES_OF(ID) NULL};
static pl_view *const tables[] = {TABLES_OF(VIEW)};
enum { TABLES = sizeof tables / sizeof *tables };

/* The tables that the options name; without a name all, or the first. */
static void write_tables(const struct pl_plan *plan, const struct pl_report_options *options,
                         const struct pl_dialect *dialect, bool all, struct pl_buffer *out)
{
    static const struct pl_block whole = {0}; /* a view cuts nothing for it */
    struct pl_doc doc;
    pl_doc_init(&doc, dialect, plan, options, out);
    uint32_t strategy = pl_position(doc.knowledge, PL_TO_DOCUMENT, "strategy");
    pl_doc_heading_text(&doc, 0,
                        strategy == PL_NONE ? pl_plan_text(plan, PL_FACT_NAME)
                                            : pl_doc_fill(&doc, doc.knowledge->documents[strategy].title));
    for (size_t i = 0; i < TABLES; i++) {
        if ((options->sections == 0 ? all || i == 0 : options->sections >> i & 1) != 0) {
            tables[i](&doc, &whole);
        }
    }
    pl_doc_finish(&doc);
}

void pl_write_csv(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    write_tables(plan, options, &pl_dialect_csv, false, out);
}

void pl_write_csv_french(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    write_tables(plan, options, &pl_dialect_csv_french, false, out);
}

void pl_write_xlsx(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    write_tables(plan, options, &pl_dialect_xlsx, true, out);
}
