/* SPDX-License-Identifier: MIT
 * The host program of the build: reads a folder of knowledge and prints it as constant C tables.
 * usage: compile-knowledge FOLDER > knowledge_builtin.c
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/buffer.h"
#include "load/loader.h"

static void print_knowledge(const struct pl_knowledge *k)
{
    printf("/* Made from src/knowledge by compile-knowledge. */\n#include \"model/knowledge.h\"\n\n");
    for (int array = 0; array < PL_ARRAYS; array++) {
        const struct pl_array_place *place = &pl_arrays[array];
        const uint32_t *words = pl_array_at(k, (enum pl_array)array, 0);
        uint32_t count = pl_array_count(k, (enum pl_array)array);
        size_t per_entry = place->item / sizeof *words;
        printf("static const %s table_%s[%" PRIu32 "] = {\n", place->type, place->name, count == 0 ? 1 : count);
        for (uint32_t i = 0; i < count; i++) {
            printf(per_entry == 1 ? "" : "{");
            for (size_t w = 0; w < per_entry; w++) {
                printf("%" PRIu32 "u,", words[i * per_entry + w]);
            }
            printf(per_entry == 1 ? "\n" : "},\n");
        }
        printf(count == 0 ? "0};\n\n" : "};\n\n");
    }
    printf("static const int64_t numbers[%" PRIu32 "] = {\n", k->numbers_count);
    for (uint32_t i = 0; i < k->numbers_count; i++) {
        printf("INT64_C(%" PRId64 "),\n", k->numbers[i]);
    }
    printf("};\n\n");
    printf("static const char pool[%" PRIu32 "] = {\n", k->pool_length);
    for (uint32_t i = 0; i < k->pool_length; i++) {
        printf("%d,%s", k->pool[i], i % 24 == 23 ? "\n" : "");
    }
    printf("};\n\n");
    printf("const struct pl_knowledge pl_builtin_knowledge = {\n    .pool = pool, .pool_length = %" PRIu32
           ",\n    .numbers = numbers, .numbers_count = %" PRIu32 ",\n    .sha256 = %" PRIu32 ", .source = %" PRIu32
           ",\n    .countries = {%" PRIu32 ", %" PRIu32 "}, .elections_from = %" PRIu32 ", .others_from = %" PRIu32
           ", .others_until = %" PRIu32 ",\n",
           k->pool_length, k->numbers_count, k->sha256, k->source, k->countries.first, k->countries.count,
           k->elections_from, k->others_from, k->others_until);
    for (int array = 0; array < PL_ARRAYS; array++) {
        const char *name = pl_arrays[array].name;
        printf("    .%s = table_%s, .%s_count = %" PRIu32 ",\n", name, name, name,
               pl_array_count(k, (enum pl_array)array));
    }
    printf("};\n");
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: compile-knowledge FOLDER\n", stderr);
        return 2;
    }
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    struct pl_loaded *loaded = pl_knowledge_load(argv[1], &diagnostics);
    if (loaded != NULL) {
        print_knowledge(pl_loaded_knowledge(loaded));
    }
    enum { SHOWN = 100 };
    const struct pl_diagnostic *shown[SHOWN];
    size_t count = pl_diagnostics_select(&diagnostics, shown, SHOWN);
    struct pl_buffer text = {0};
    for (size_t i = 0; i < count; i++) {
        pl_diagnostic_print(shown[i], PL_EN, false, &text);
    }
    fputs(pl_buffer_text(&text), stderr);
    pl_buffer_done(&text);
    int status = diagnostics.errors > 0 ? 1 : 0;
    pl_loaded_free(loaded);
    pl_diagnostics_done(&diagnostics);
    return fflush(stdout) == 0 && !ferror(stdout) ? status : 3;
}
