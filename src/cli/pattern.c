/* SPDX-License-Identifier: MIT
 * See pattern.h.
 */
#include "cli/pattern.h"

#include <string.h>

#include "base/date.h"

/* Marks of accents that stand apart, and blanks that fold to one, as themselves: escapes would make the schema half as
 * long again. */
#define ACCENTS "[\xcc\x80-\xcd\xaf]*"
#define BLANK "[-_ \xc2\xa0\xe2\x80\xaf\xe2\x80\x89]"
static const char BLANKS[] = BLANK "+";
#define MARK "[ _'’\xc2\xa0\xe2\x80\xaf\xe2\x80\x89]"
#define YEAR "(?:19[0-9]{2}|[2-9][0-9]{3})"
#define LEAP_YEAR "(?:(?:19|[2-9][0-9])(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[3579][26])00)"

const char pl_pattern_seen[] = "[^\\s\\u0000-\\u0020\\u007f-\\u00a0\\u00ad\\u0300-"
                               "\\u036f\\u061c\\u115f\\u1160\\u180e\\u2000-\\u200f\\u2028-\\u202f"
                               "\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0]";

/* Letters that lose an accent when they are folded. */
static const char *accented(char letter)
{
    static const struct {
        char letter;
        const char *forms;
    } letters[] = {{'a', "àáâãäåÀÁÂÃÄÅ"}, {'c', "çÇ"},         {'e', "èéêëÈÉÊË"}, {'i', "ìíîïÌÍÎÏ"},
                   {'n', "ñÑ"},           {'o', "òóôõöÒÓÔÕÖ"}, {'u', "ùúûüÙÚÛÜ"}, {'y', "ýÿÝ"}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (letters[i].letter == letter) {
            return letters[i].forms;
        }
    }
    return NULL;
}

void pl_pattern_add_name(const char *folded, struct pl_buffer *out)
{
    for (const char *p = folded; *p != '\0'; p++) {
        bool letter = *p >= 'a' && *p <= 'z';
        const char *forms = letter ? accented(*p) : NULL;
        if (*p == '_') {
            pl_buffer_add_text(out, BLANKS);
        } else if (*p == '\'') {
            pl_buffer_add_text(out, "['’]");
        } else if (letter) {
            pl_buffer_add_char(out, '[');
            pl_buffer_add_char(out, *p);
            pl_buffer_add_char(out, (char)(*p - 32));
            pl_buffer_add_text(out, forms == NULL ? "" : forms);
            pl_buffer_add_text(out, forms == NULL ? "]" : "]" ACCENTS);
        } else {
            pl_buffer_add_text(out, strchr(".+*?()[]{}|^$/\\", *p) != NULL ? "\\" : "");
            pl_buffer_add_char(out, *p);
        }
    }
}

/* ---- numbers ----------------------------------------------------------------------------------------------- */

enum { DIGITS_MAX = 20 };

static void add_class(char low, char high, struct pl_buffer *out)
{
    pl_buffer_add_text(out, low == high ? "" : "[");
    pl_buffer_add_char(out, low);
    if (low != high) {
        pl_buffer_add_char(out, '-');
        pl_buffer_add_char(out, high);
        pl_buffer_add_char(out, ']');
    }
}

/* The mark between groups, before the last `rest` digits. */
static void add_mark(size_t rest, bool grouped, struct pl_buffer *out)
{
    pl_buffer_add_text(out, grouped && rest > 0 && rest % 3 == 0 ? MARK : "");
}

static bool is_all(const char *digits, size_t count, char digit)
{
    return strspn(digits, (const char[]){digit, '\0'}) >= count;
}

/* Numbers of `count` digits from `low` to `high`. As deep as there are digits. */
static void add_between(const char *low, const char *high, size_t count, bool grouped, struct pl_buffer *out)
{
    static const char nines[] = "99999999999999999999";
    static const char zeros[] = "00000000000000000000";
    if (count == 0) {
        return;
    }
    if (is_all(low + 1, count - 1, '0') && is_all(high + 1, count - 1, '9')) {
        add_class(*low, *high, out);
        add_mark(count - 1, grouped, out);
        for (size_t rest = count - 1; rest > 0; rest--) {
            pl_buffer_add_text(out, "[0-9]");
            add_mark(rest - 1, grouped, out);
        }
        return;
    }
    if (*low == *high) {
        add_class(*low, *high, out);
        add_mark(count - 1, grouped, out);
        add_between(low + 1, high + 1, count - 1, grouped, out);
        return;
    }
    pl_buffer_add_text(out, "(?:");
    add_class(*low, *low, out);
    add_mark(count - 1, grouped, out);
    add_between(low + 1, nines, count - 1, grouped, out);
    if (*high - *low > 1) {
        const char middle[2][DIGITS_MAX + 2] = {{(char)(*low + 1)}, {(char)(*high - 1)}};
        char bounds[2][DIGITS_MAX + 2];
        for (size_t i = 0; i < 2; i++) {
            memcpy(bounds[i], i == 0 ? zeros : nines, count);
            bounds[i][0] = middle[i][0];
            bounds[i][count] = '\0';
        }
        pl_buffer_add_char(out, '|');
        add_between(bounds[0], bounds[1], count, grouped, out);
    }
    pl_buffer_add_char(out, '|');
    add_class(*high, *high, out);
    add_mark(count - 1, grouped, out);
    add_between(zeros, high + 1, count - 1, grouped, out);
    pl_buffer_add_char(out, ')');
}

/* Whole numbers from `low` (not below zero) to `high`, plain and, from four digits on, in groups. */
static void add_range(int64_t low, int64_t high, bool grouped, struct pl_buffer *out)
{
    int64_t first = 0; /* of the numbers that have so many digits */
    int64_t last = 9;
    bool some = false;
    for (size_t count = 1; first <= high; count++, first = last + 1, last = last * 10 + 9) {
        if (last < low) {
            continue;
        }
        struct pl_buffer bounds[2] = {{0}, {0}};
        pl_buffer_add_number(&bounds[0], first > low ? first : low, "");
        pl_buffer_add_number(&bounds[1], last < high ? last : high, "");
        for (int groups = 0, last_form = grouped && count > 3 ? 1 : 0; groups <= last_form; groups++) {
            pl_buffer_add_text(out, some ? "|" : "");
            add_between(bounds[0].data, bounds[1].data, count, groups == 1, out);
            some = true;
        }
        pl_buffer_done(&bounds[0]);
        pl_buffer_done(&bounds[1]);
    }
}

void pl_pattern_add_number(const struct pl_knowledge *k, const struct pl_field *field, struct pl_buffer *out)
{
    const pl_str named[] = {field->unit.in[PL_FR], field->unit.in[PL_EN], field->unit_one.in[PL_FR],
                            field->unit_one.in[PL_EN]};
    bool zero = k->numbers[field->minimum] == 0;
    bool some = false;
    pl_buffer_add_text(out, zero ? "(?:-0|" : "(?:");
    add_range(k->numbers[field->minimum], k->numbers[field->maximum], true, out);
    pl_buffer_add_char(out, ')');
    for (uint32_t i = 0; i < 4 + field->unit_aliases.count; i++) {
        char folded[PL_FOLD_MAX];
        pl_str word = i < 4 ? named[i] : k->refs[field->unit_aliases.first + i - 4];
        if (pl_fold(pl_view_of(pl_text(k, word)), folded) > 0) {
            pl_buffer_add_text(out, some ? "|" : "(?:" BLANK "*(?:");
            pl_pattern_add_name(folded, out);
            some = true;
        }
    }
    pl_buffer_add_text(out, some ? "))?" : "");
}

/* ---- durations ---------------------------------------------------------------------------------------------- */

static void add_amount_words(struct pl_buffer *out)
{
    for (const struct pl_amount_word *word = pl_amount_words; word->word != NULL; word++) {
        pl_buffer_add_text(out, word == pl_amount_words ? "" : "|");
        pl_pattern_add_name(word->word, out);
    }
}

/* The words of all units of one length. */
static void add_units(int64_t minutes, bool alone, struct pl_buffer *out)
{
    bool some = false;
    for (const struct pl_unit_word *unit = pl_unit_words; unit->word != NULL; unit++) {
        if (unit->minutes == minutes && (unit->alone || !alone)) {
            pl_buffer_add_text(out, some ? "|" : "");
            pl_pattern_add_name(unit->word, out);
            some = true;
        }
    }
}

void pl_pattern_add_duration(struct pl_buffer *out)
{
    static const struct {
        int64_t minutes;
        bool alone;
    } lengths[] = {{1, false}, {15, false}, {30, true}, {60, false}, {720, true}, {1440, false}, {10080, false}};
    pl_buffer_add_text(out, "0+(?:[.,]0{1,2})?");
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        int64_t minutes = lengths[i].minutes;
        pl_buffer_add_text(out, "|(?:0*(?:");
        add_range(0, PL_DURATION_MAX / minutes, false, out);
        pl_buffer_add_text(out, ")(?:[.,][0-9]{1,2})?" BLANK "*|(?:");
        add_amount_words(out);
        pl_buffer_add_text(out, ")" BLANK "+)");
        pl_buffer_add_text(out, lengths[i].alone ? "?(?:" : "(?:");
        add_units(minutes, false, out);
        pl_buffer_add_char(out, ')');
        if (minutes == 60 || minutes == 1440) { /* and a half; 1h30 */
            pl_buffer_add_text(out, "|(?:0*(?:");
            add_range(0, PL_DURATION_MAX / minutes, false, out);
            pl_buffer_add_text(out, ")(?:[.,]0{1,2})?" BLANK "*|(?:");
            add_amount_words(out);
            pl_buffer_add_text(out, ")" BLANK "+)(?:");
            add_units(minutes, false, out);
            pl_buffer_add_text(out, ")(?:");
            pl_pattern_add_name("_et_demi", out);
            pl_buffer_add_text(out, "[eE]?");
            if (minutes == 60) {
                pl_buffer_add_text(out, "|" BLANK "*[0-5][0-9](?:" BLANK
                                        "*(?:[mM][iI][nN]|[mM][nN]|[mM][iI][nN][uU][tT][eE][sS]))?");
            }
            pl_buffer_add_char(out, ')');
        }
    }
}

/* ---- dates --------------------------------------------------------------------------------------------------- */

/* The months that have so many days, in figures of two digits, of one or two, and the days they all have. */
static const struct {
    const char *months, *short_months, *days, *short_days, *year;
    unsigned mask; /* bit by month */
} lengths_of_months[] = {
    {"(?:0[13578]|1[02])", "(?:0?[13578]|1[02])", "(?:0[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|[12][0-9]|3[01])", YEAR,
     0x15aa},
    {"(?:0[469]|11)", "(?:0?[469]|11)", "(?:0[1-9]|[12][0-9]|30)", "(?:0?[1-9]|[12][0-9]|30)", YEAR, 0xa50},
    {"02", "0?2", "(?:0[1-9]|1[0-9]|2[0-8])", "(?:0?[1-9]|1[0-9]|2[0-8])", YEAR, 0x4},
    {"02", "0?2", "29", "29", LEAP_YEAR, 0x4},
};

static void add_all(const char *const parts[], struct pl_buffer *out)
{
    for (size_t i = 0; parts[i] != NULL; i++) {
        pl_buffer_add_text(out, parts[i]);
    }
}

void pl_pattern_add_date(struct pl_buffer *out)
{
    for (size_t i = 0; i < sizeof lengths_of_months / sizeof *lengths_of_months; i++) {
        const char *days = lengths_of_months[i].short_days;
        const char *year = lengths_of_months[i].year;
        struct pl_buffer names = {0};
        bool some = false;
        pl_buffer_add_text(&names, "(?:");
        for (const struct pl_month_name *name = pl_month_names; name->month != 0; name++) {
            if ((lengths_of_months[i].mask >> name->month & 1) != 0) {
                pl_buffer_add_text(&names, some ? "|" : "");
                pl_pattern_add_name(name->name, &names);
                pl_buffer_add_text(&names, strlen(name->name) < 5 ? "\\.?" : "");
                some = true;
            }
        }
        pl_buffer_add_char(&names, ')');
        add_all((const char *const[]){i > 0 ? "|" : "", year, "-", lengths_of_months[i].months, "-",
                                      lengths_of_months[i].days, NULL},
                out);
        add_all((const char *const[]){"|", days, "[./]", lengths_of_months[i].short_months, "[./]", year, NULL}, out);
        add_all((const char *const[]){"|(?:", days, i < 3 ? "|0?1[eE][rR]|" : "|", days,
                                      "(?:[sS][tT]|[nN][dD]|[rR][dD]|[tT][hH]))", BLANKS, names.data, BLANKS, year,
                                      NULL},
                out);
        add_all((const char *const[]){"|", names.data, BLANKS, days, ",?", BLANKS, year, NULL}, out);
        pl_buffer_done(&names);
    }
}
