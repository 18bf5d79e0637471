/* SPDX-License-Identifier: MIT
 * The host program of the build: prints the tables of the official register as constants.
 * usage: compile-register FOLDER > register_builtin.c
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/number.h"
#include "model/register.h"

enum { LINES_MAX = 60000, BYTES_MAX = 16 << 20, COLUMNS_MAX = 5 };

/* The names of departments stand beside the authorities: they have no row, and what they know of seats goes to
 * communes. */
enum { DEPARTMENT_NAMES = PL_REGISTER_KINDS, TABLES };

/* What stands in the columns, besides code and name. A department is kept as a text behind the name. */
static const struct format {
    const char *file, *name;
    int columns, population, grouping, department, sort, seat; /* numbers of columns; 0: none */
    unsigned flag;                                             /* of the commune that is the seat */
} formats[TABLES] = {
    [PL_REGISTER_COMMUNES] = {"/communes.tsv", "communes", 4, 2, 3, 0, 0, 0, 0},
    [PL_REGISTER_INTERCOMMUNALITIES] = {"/intercommunalities.tsv", "intercommunalities", 5, 2, 0, 3, 4, 0, 0},
    [PL_REGISTER_DEPARTMENTS] = {"/councils.tsv", "councils", 5, 2, 0, 3, 0, 0, 0},
    [PL_REGISTER_REGIONS] = {"/regions.tsv", "regions", 5, 2, 0, 3, 0, 4, PL_MARK_REGION_SEAT},
    [DEPARTMENT_NAMES] = {"/departments.tsv", "department_names", 3, 0, 0, 0, 0, 2, PL_MARK_DEPARTMENT_SEAT},
};

static struct pl_buffer text; /* codes, names and departments of all tables, each ended by NUL */
static struct table {
    struct pl_buffer lines;
    char **cells; /* COLUMNS_MAX a line */
    struct pl_register_row *rows;
    uint32_t count;
} tables[TABLES];

static const char *cell(const struct table *table, uint32_t line, int column)
{
    return table->cells[(size_t)line * COLUMNS_MAX + (size_t)column];
}

/* The line of a code, in a table that is sorted by it; its count if there is none. */
static uint32_t find(const struct table *table, const char *code)
{
    uint32_t low = 0;
    uint32_t high = table->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(cell(table, middle, 0), code) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < table->count && strcmp(cell(table, low, 0), code) == 0 ? low : table->count;
}

/* Cuts the lines into cells; they come sorted by their first one. */
static bool cut(struct table *table, int columns)
{
    table->cells = pl_must_alloc((size_t)LINES_MAX * COLUMNS_MAX * sizeof *table->cells);
    table->rows = pl_must_alloc(LINES_MAX * sizeof *table->rows);
    memset(table->rows, 0, LINES_MAX * sizeof *table->rows);
    bool ok = true;
    for (char *p = table->lines.data; ok && p != NULL && *p != '\0' && table->count < LINES_MAX; table->count++) {
        for (int column = 0; ok && column < columns; column++) {
            table->cells[(size_t)table->count * COLUMNS_MAX + (size_t)column] = p;
            p += strcspn(p, "\t\n");
            ok = *p == (column + 1 < columns ? '\t' : '\n');
            *p++ = '\0';
        }
        ok = ok && (table->count == 0 || strcmp(cell(table, table->count - 1, 0), cell(table, table->count, 0)) < 0);
    }
    return ok && table->count > 0 && table->count < LINES_MAX;
}

static bool read_table(const char *folder, int which, struct pl_diagnostics *diagnostics)
{
    struct table *table = &tables[which];
    struct pl_buffer path = {0};
    pl_buffer_add_text(&path, folder);
    pl_buffer_add_text(&path, formats[which].file);
    bool ok = pl_file_read(path.data, BYTES_MAX, &table->lines, diagnostics) && pl_buffer_text(&table->lines) != NULL &&
              cut(table, formats[which].columns);
    if (!ok) {
        fprintf(stderr, "%s: cannot be read, lacks a column, or is not sorted by code\n", path.data);
    }
    pl_buffer_done(&path);
    return ok;
}

static void add_text(const char *field)
{
    pl_buffer_add_text(&text, field);
    pl_buffer_add_char(&text, '\0');
}

static bool fill_row(const struct format *format, const struct table *table, uint32_t line)
{
    static const char *const sorts[PL_GROUPING_SORTS] = {
        [PL_GROUPING_CC] = "CC",       [PL_GROUPING_CA] = "CA",      [PL_GROUPING_CU] = "CU",
        [PL_GROUPING_METRO] = "METRO", [PL_GROUPING_LYON] = "MET69", [PL_GROUPING_EPT] = "EPT"};
    struct pl_register_row *row = &table->rows[line];
    int64_t population = -1;
    *row = (struct pl_register_row){.text = (uint32_t)text.length, .grouping = PL_REGISTER_NO_GROUPING};
    add_text(cell(table, line, 0));
    add_text(cell(table, line, 1));
    if (format->department != 0) {
        add_text(cell(table, line, format->department));
    }
    if (format->population != 0 && *cell(table, line, format->population) != '\0' &&
        pl_number_parse(pl_view_of(cell(table, line, format->population)), &population) != PL_NUMBER_OK) {
        return false;
    }
    row->population = (int32_t)population;
    for (uint8_t s = 0; format->sort != 0 && s < PL_GROUPING_SORTS; s++) {
        row->sort = strcmp(cell(table, line, format->sort), sorts[s]) == 0 ? s : row->sort;
    }
    if (format->grouping != 0 && *cell(table, line, format->grouping) != '\0') {
        row->grouping = (uint16_t)find(&tables[PL_REGISTER_INTERCOMMUNALITIES], cell(table, line, format->grouping));
        return row->grouping < tables[PL_REGISTER_INTERCOMMUNALITIES].count;
    }
    return true;
}

/* Communes are marked as seats once their rows are there; a seat of what lies overseas may be no commune. */
static bool fill_rows(void)
{
    bool ok = true;
    for (int which = 0; which < TABLES; which++) {
        for (uint32_t i = 0; i < tables[which].count; i++) {
            ok = fill_row(&formats[which], &tables[which], i) && ok;
        }
    }
    for (int which = 0; which < TABLES; which++) {
        for (uint32_t i = 0; formats[which].seat != 0 && i < tables[which].count; i++) {
            uint32_t seat = find(&tables[PL_REGISTER_COMMUNES], cell(&tables[which], i, formats[which].seat));
            if (seat < tables[PL_REGISTER_COMMUNES].count) {
                tables[PL_REGISTER_COMMUNES].rows[seat].seat |= (uint8_t)formats[which].flag;
            }
        }
    }
    return ok;
}

/* By grouping, the largest first. */
static int compare_members(const void *a, const void *b)
{
    const uint16_t indices[2] = {*(const uint16_t *)a, *(const uint16_t *)b};
    const struct pl_register_row *x = &tables[PL_REGISTER_COMMUNES].rows[indices[0]];
    const struct pl_register_row *y = &tables[PL_REGISTER_COMMUNES].rows[indices[1]];
    if (x->grouping != y->grouping) {
        return x->grouping < y->grouping ? -1 : 1;
    }
    return x->population != y->population ? (x->population > y->population ? -1 : 1)
                                          : (indices[0] > indices[1]) - (indices[0] < indices[1]);
}

/* The communes of each grouping follow one another; where those of each begin, and the last end. */
static void print_members(void)
{
    static uint16_t members[LINES_MAX];
    const struct table *communes = &tables[PL_REGISTER_COMMUNES];
    for (uint32_t i = 0; i < communes->count; i++) {
        members[i] = (uint16_t)i;
    }
    qsort(members, communes->count, sizeof *members, compare_members);
    printf("const uint16_t pl_register_members[] = {");
    for (uint32_t i = 0; i < communes->count; i++) {
        printf("%s%d,", i % 16 == 0 ? "\n" : "", members[i]);
    }
    printf("\n};\nconst uint16_t pl_register_first_members[] = {");
    for (uint32_t grouping = 0, at = 0; grouping <= tables[PL_REGISTER_INTERCOMMUNALITIES].count; grouping++) {
        while (at < communes->count && communes->rows[members[at]].grouping < grouping) {
            at++;
        }
        printf("%s%" PRIu32 ",", grouping % 16 == 0 ? "\n" : "", at);
    }
    printf("\n};\n");
}

static void print_tables(void)
{
    printf("const char pl_register_text[] = {");
    for (size_t i = 0; i < text.length; i++) {
        printf("%s%d,", i % 32 == 0 ? "\n" : "", text.data[i]);
    }
    printf("\n};\n");
    for (int which = 0; which < TABLES; which++) {
        printf("static const struct pl_register_row %s[] = {", formats[which].name);
        for (uint32_t i = 0; i < tables[which].count; i++) {
            const struct pl_register_row *row = &tables[which].rows[i];
            printf("%s{%" PRIu32 ",%" PRId32 ",%d,%d,%d},", i % 8 == 0 ? "\n" : "", row->text, row->population,
                   row->grouping, row->sort, row->seat);
        }
        printf("\n};\n");
    }
    printf("const struct pl_register_table pl_register_tables[] = {");
    for (int which = 0; which < TABLES; which++) {
        if (which == DEPARTMENT_NAMES) {
            printf("};\nconst struct pl_register_table pl_register_departments = ");
        }
        printf("{%s, %" PRIu32 "}%s", formats[which].name, tables[which].count,
               which < DEPARTMENT_NAMES ? ", " : ";\n");
    }
}

int main(int argc, char **argv)
{
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    struct pl_buffer version = {0};
    char path[4096];
    bool ok = argc == 2 && snprintf(path, sizeof path, "%s/version", argv[1]) < (int)sizeof path &&
              pl_file_read(path, 256, &version, &diagnostics);
    for (int which = 0; ok && which < TABLES; which++) {
        ok = read_table(argv[1], which, &diagnostics);
    }
    if (!ok || !fill_rows()) {
        fputs("usage: compile-register FOLDER\n", stderr);
        return 1;
    }
    const char *year = version.data + strcspn(version.data, "\n");
    year += *year == '\n';
    printf("/* Made from src/knowledge/register by compile-register. */\n#include \"model/register.h\"\n\n"
           "const char pl_register_version[] = \"%.*s\";\nconst char pl_register_year[] = \"%.*s\";\n",
           (int)strcspn(version.data, "\n"), version.data, (int)strcspn(year, "\n"), year);
    print_tables();
    print_members();
    for (int which = 0; which < TABLES; which++) {
        pl_buffer_done(&tables[which].lines);
        free(tables[which].cells);
        free(tables[which].rows);
    }
    pl_buffer_done(&text);
    pl_buffer_done(&version);
    pl_diagnostics_done(&diagnostics);
    return fflush(stdout) == 0 ? 0 : 3;
}
