/* SPDX-License-Identifier: MIT
 * Tables for programs: CSV as RFC 4180 has it, CSV that French spreadsheets open without a question, and JSON Lines.
 */
#include <string.h>

#include "base/escape.h"
#include "base/text.h"
#include "report/doc.h"

/* ---- CSV ------------------------------------------------------------------------------------------------- */

enum { NUMBER_MAX = 40, UNIT_MAX = 3 }; /* bytes: no number or date is longer; no sign of a unit or of a power */

/* Names of months and of days, in French and in English, by their first three letters. */
static bool names_a_day(const char *letters)
{
    static const char starts[] = "jan fev feb mar avr apr mai may jui jun jul aou aug sep oct nov dec "
                                 "lun mer jeu ven sam dim mon tue wed thu fri sat sun ";
    for (const char *start = starts; *start != '\0'; start += 4) {
        if (strncmp(letters, start, 3) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether some spreadsheet may read a number, a date, an hour or a truth value: rather one too many than one too few.
 */
static bool could_be_a_value(const char *text)
{
    char folded[PL_FOLD_MAX];
    size_t length = pl_fold(pl_view_of(text), folded);
    if (length == 0 || length > NUMBER_MAX) {
        return false;
    }
    for (const char *word = folded; *word != '\0'; word++) {
        size_t letters = 0;
        while ((word[letters] >= 'a' && word[letters] <= 'z') || (unsigned char)word[letters] >= 0x80) {
            letters++;
        }
        if (letters > UNIT_MAX && !names_a_day(word)) {
            return strcmp(folded, "vrai") == 0 || strcmp(folded, "faux") == 0 || strcmp(folded, "true") == 0 ||
                   strcmp(folded, "false") == 0;
        }
        word += letters > 0 ? letters - 1 : 0;
    }
    return strpbrk(folded, "0123456789") != NULL;
}

/* A cell that is a text. For people one that a spreadsheet would take for a number, a date or a truth value begins with
 * a tab, which it does not show: 01004 keeps its zero. (="01004" would do in Excel alone: LibreOffice shows it as it
 * stands unless told to evaluate formulas.) */
static void add_text(const char *text, bool for_people, char separator, struct pl_buffer *out)
{
    struct pl_buffer cell = {0};
    pl_escape_csv(text, separator, &cell);
    const char *bytes = pl_buffer_text(&cell);
    bool is_quoted = *bytes == '"';
    if (for_people && could_be_a_value(text) && strncmp(bytes, "\"'", 2) != 0) {
        pl_buffer_add_text(out, "\"\t");
        pl_buffer_add_text(out, bytes + is_quoted);
        pl_buffer_add_text(out, is_quoted ? "" : "\"");
    } else {
        pl_buffer_add(out, bytes, cell.length);
    }
    pl_buffer_done(&cell);
}

/* The titles for NULL. */
static void csv_row(struct pl_doc *doc, const struct pl_table *table, const struct pl_value_cell *cells)
{
    bool for_people = !doc->dialect->is_canonical;
    char separator = for_people ? ';' : ',';
    static const enum pl_fact facts[] = {PL_FACT_NAME, PL_FACT_CODE};
    const struct pl_knowledge *k = doc->knowledge;
    uint32_t written = doc->options->names_town && doc->plan != NULL ? sizeof facts / sizeof *facts : 0;
    for (uint32_t i = 0; i < written; i++) {
        pl_buffer_add_text(doc->out, i > 0 ? (const char[]){separator, '\0'} : "");
        add_text((cells == NULL)
                     ? pl_doc_capital(doc, pl_text_in(k, k->fields[k->facts[facts[i]]].label, doc->language))
                     : pl_plan_text(doc->plan, facts[i]),
                 !doc->dialect->is_canonical, separator, doc->out);
    }
    for (uint32_t turn = 0; turn < 2; turn++) {
        for (uint32_t i = 0; i < table->columns; i++) {
            if ((for_people ? table->identifiers >> i & 1 : 0) != turn) {
                continue;
            }
            if (written++ > 0) {
                pl_buffer_add_char(doc->out, separator);
            }
            if (cells != NULL && cells[i].content > PL_OF_LIST) {
                pl_escape_csv(cells[i].markup, separator, doc->out);
            } else {
                add_text(cells == NULL ? table->titles[i] : cells[i].markup, for_people, separator, doc->out);
            }
        }
    }
    pl_doc_raw(doc, "\r\n");
}

static void csv_table(struct pl_doc *doc, const struct pl_table *table)
{
    if (!table->goes_on) {
        pl_doc_raw(doc, doc->dialect->is_canonical ? "" : "\xef\xbb\xbf");
        csv_row(doc, table, NULL);
    }
    for (uint32_t i = 0; i < table->count; i += table->columns) {
        csv_row(doc, table, &table->cells[i]);
    }
}

const struct pl_dialect pl_dialect_csv = {.table = csv_table,
                                          .text = pl_doc_raw,
                                          .join = pl_doc_raw,
                                          .between = "; ",
                                          .is_data = true,
                                          .is_canonical = true,
                                          .point = '.'};
const struct pl_dialect pl_dialect_csv_french = {
    .table = csv_table, .text = pl_doc_raw, .join = pl_doc_raw, .between = ", ", .is_data = true, .point = ','};

/* ---- JSON Lines ------------------------------------------------------------------------------------------ */

static void quoted(struct pl_doc *doc, const char *text)
{
    pl_escape_json(text, doc->out);
}

static void json_table(struct pl_doc *doc, const struct pl_table *table)
{
    for (uint32_t i = 0; i < table->count; i++) {
        pl_doc_raw(doc, pl_table_column(table, i) == 0 ? "{" : ",");
        quoted(doc, table->titles[pl_table_column(table, i)]);
        pl_doc_raw(doc, ":");
        const struct pl_value_cell *cell = &table->cells[i];
        switch (cell->content) {
        case PL_OF_LIST:
            pl_doc_raw(doc, "[");
            pl_doc_raw(doc, cell->markup);
            pl_doc_raw(doc, "]");
            break;
        case PL_OF_DATE:
        case PL_OF_MINUTES:
            quoted(doc, cell->markup);
            break;
        case PL_OF_TEXT:
        case PL_OF_CODE:
        case PL_OF_NUMBER:
        case PL_OF_TENTHS:
        case PL_OF_PERCENT:
        case PL_CONTENTS:
            pl_doc_raw(doc, *cell->markup == '\0' ? "null" : cell->markup);
            break;
        }
        pl_doc_raw(doc, pl_table_column(table, i + 1) == 0 ? "}\n" : "");
    }
}

const struct pl_dialect pl_dialect_jsonl = {.table = json_table,
                                            .text = quoted,
                                            .join = pl_doc_raw,
                                            .between = ",",
                                            .is_data = true,
                                            .is_canonical = true,
                                            .point = '.'};
