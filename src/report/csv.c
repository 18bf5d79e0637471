/* SPDX-License-Identifier: MIT
 * See csv.h.
 */
#include "report/csv.h"

#include <string.h>

#include "base/escape.h"
#include "base/text.h"

const struct pl_csv pl_csv_standard = {.mark = "", .separator = ',', .point = '.', .between = "; "};
const struct pl_csv pl_csv_french = {
    .mark = "\xef\xbb\xbf", .separator = ';', .point = ',', .between = ", ", .for_people = true};

enum { NUMBER_MAX = 40, UNIT_MAX = 3 }; /* bytes: no number or date is longer; no sign of a unit or of a power */

void pl_csv_separate(const struct pl_csv *csv, bool first, struct pl_buffer *out)
{
    if (!first) {
        pl_buffer_add_char(out, csv->separator);
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

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
        while (is_letter(word[letters])) {
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

void pl_csv_text(const struct pl_csv *csv, const char *text, struct pl_buffer *out)
{
    struct pl_buffer cell = {0};
    pl_escape_csv(text, csv->separator, &cell);
    const char *bytes = pl_buffer_text(&cell);
    bool is_quoted = *bytes == '"';
    if (csv->for_people && could_be_a_value(text) && strncmp(bytes, "\"'", 2) != 0) {
        pl_buffer_add_text(out, "\"\t");
        pl_buffer_add_text(out, bytes + is_quoted);
        pl_buffer_add_text(out, is_quoted ? "" : "\"");
    } else {
        pl_buffer_add(out, bytes, cell.length);
    }
    pl_buffer_done(&cell);
}

void pl_csv_row_end(struct pl_buffer *out)
{
    pl_buffer_add_text(out, "\r\n");
}
