/* SPDX-License-Identifier: MIT
 * The host program of the build: prints the tables of the official register as constants.
 * usage: compile-register FOLDER > register_builtin.c
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/text.h"

enum { LINES_MAX = 60000, BYTES_MAX = 16 << 20 };

struct table {
    uint32_t entries[LINES_MAX];
    uint32_t count;
};

static struct pl_buffer text; /* all fields of all tables, each ended by NUL */
static struct table communes, intercommunalities, departments;

/* Tabs and line ends become NULs; the lines come sorted by their first field. */
static bool read_table(const char *folder, const char *name, struct table *table, struct pl_diagnostics *diagnostics)
{
    struct pl_buffer path = {0};
    struct pl_buffer lines = {0};
    pl_buffer_add_text(&path, folder);
    pl_buffer_add_text(&path, name);
    bool ok = pl_file_read(path.data, BYTES_MAX, &lines, diagnostics);
    bool at_start = true;
    for (size_t i = 0; ok && i < lines.length; i++) {
        char c = lines.data[i];
        if (at_start) {
            ok = table->count < LINES_MAX;
            table->entries[ok ? table->count++ : 0] = (uint32_t)text.length;
        }
        at_start = c == '\n';
        pl_buffer_add_char(&text, c == '\t' || c == '\n' ? '\0' : c);
    }
    for (uint32_t i = 1; ok && i < table->count; i++) {
        ok = strcmp(text.data + table->entries[i - 1], text.data + table->entries[i]) < 0;
    }
    if (!ok) {
        fprintf(stderr, "%s: cannot be read, or is not sorted by code\n", path.data);
    }
    pl_buffer_done(&path);
    pl_buffer_done(&lines);
    return ok;
}

static void print_table(const char *name, const struct table *table)
{
    printf("static const uint32_t %s[] = {", name);
    for (uint32_t i = 0; i < table->count; i++) {
        printf("%s%" PRIu32 ",", i % 16 == 0 ? "\n" : "", table->entries[i]);
    }
    printf("\n};\n");
}

int main(int argc, char **argv)
{
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    struct pl_buffer version = {0};
    char path[4096];
    if (argc != 2 || snprintf(path, sizeof path, "%s/version", argv[1]) >= (int)sizeof path ||
        !read_table(argv[1], "/communes.tsv", &communes, &diagnostics) ||
        !read_table(argv[1], "/intercommunalities.tsv", &intercommunalities, &diagnostics) ||
        !read_table(argv[1], "/departments.tsv", &departments, &diagnostics) ||
        !pl_file_read(path, 256, &version, &diagnostics)) {
        fputs("usage: compile-register FOLDER\n", stderr);
        return 1;
    }
    printf("/* Made from src/knowledge/register by compile-register. */\n#include \"model/register.h\"\n\n");
    printf("const char pl_register_version[] = \"%.*s\";\nconst char pl_register_text[] = {",
           (int)strcspn(version.data, "\n"), version.data);
    for (size_t i = 0; i < text.length; i++) {
        printf("%s%d,", i % 32 == 0 ? "\n" : "", text.data[i]);
    }
    printf("\n};\n");
    print_table("communes", &communes);
    print_table("intercommunalities", &intercommunalities);
    print_table("departments", &departments);
    printf("const struct pl_register_table pl_register_tables[] = {{communes, %" PRIu32
           "}, {intercommunalities, %" PRIu32 "}};\n",
           communes.count, intercommunalities.count);
    printf("const struct pl_register_table pl_register_departments = {departments, %" PRIu32 "};\n", departments.count);
    pl_buffer_done(&text);
    pl_buffer_done(&version);
    pl_diagnostics_done(&diagnostics);
    return fflush(stdout) == 0 ? 0 : 3;
}
