/* SPDX-License-Identifier: MIT
 * Draws full profiles from a seed as one YAML stream: every fact of the vocabulary, a circuit of three to six steps,
 * two to four accounts. usage: profiles COUNT CIRCUITS The circuits are so many different ones, in turn; none: no town
 * says its own. The rest of a profile is the same whatever their number.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/knowledge.h"

enum { SEED = 20111014 };
static uint64_t seed = SEED;
static uint32_t circuits;

static uint32_t draw(uint32_t limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % limit;
}

static const struct pl_knowledge *const k = &pl_builtin_knowledge;

/* The identifier of a step of the plan, which progress names: one of the first sixteen. */
static const char *step_id(uint32_t number)
{
    uint32_t rule = 0;
    for (uint32_t left = number % 16; k->rules[rule].concludes != PL_STEP || left-- > 0; rule++) {
    }
    return pl_text(k, k->rules[rule].id);
}

static void print_value(const struct pl_field *field, uint32_t number)
{
    uint32_t count = pl_field_value_count(k, field);
    int64_t least = 0;
    int64_t width = 0;
    switch ((enum pl_type)field->type) {
    case PL_TYPE_TEXT:
        if (field == &k->fields[k->facts[PL_FACT_PROGRESS_STEP]]) {
            printf("%s\n", step_id(number));
        } else {
            printf("\"Exemple %u\"\n", number);
        }
        break;
    case PL_TYPE_NUMBER:
        least = k->numbers[field->minimum] > 1 ? k->numbers[field->minimum] : 1;
        width = k->numbers[field->maximum] - least + 1;
        printf("%u\n", (uint32_t)least + draw(width < 30000 ? (uint32_t)width : 30000));
        break;
    case PL_TYPE_DURATION:
        printf("%u%s\n", 1 + draw(4), draw(2) == 0 ? "h" : "d");
        break;
    case PL_TYPE_DATE:
        printf("2026-%02u-%02u\n", 1 + draw(10), 1 + draw(28));
        break;
    case PL_TYPE_SET:
        printf("[%s", pl_field_value_id(k, field, draw(count / 2)));
        printf(", %s]\n", pl_field_value_id(k, field, count / 2 + draw(count - count / 2)));
        break;
    case PL_TYPE_CHOICE:
    case PL_TYPE_YES_NO:
    case PL_TYPE_PLATFORM:
        printf("%s\n", pl_field_value_id(k, field, draw(count)));
        break;
    case PL_TYPE_SECTION:
    case PL_TYPE_RECORDS:
        break;
    }
}

static void print_block(struct pl_range range, int depth, uint32_t number);

static void print_records(const struct pl_field *field, int depth, uint32_t number)
{
    bool circuit = field == &k->fields[k->facts[PL_FACT_CHAIN]];
    uint64_t before = seed;
    if (circuit) {
        number %= circuits;
        seed = SEED + number;
        (void)draw(2); /* neighbouring seeds begin alike */
    }
    uint32_t records = circuit ? 3 + draw(4) : 2 + draw(3);
    for (uint32_t r = 0; r < records; r++) {
        for (uint32_t i = field->children.first; i < field->children.first + field->children.count; i++) {
            printf("%*s%s%s: ", depth * 2, "", i == field->children.first ? "- " : "  ", pl_text(k, k->fields[i].key));
            print_value(&k->fields[i], number * 10 + r);
        }
    }
    seed = circuit ? before : seed;
}

static void print_block(struct pl_range range, int depth, uint32_t number)
{
    for (uint32_t i = range.first; i < range.first + range.count; i++) {
        const struct pl_field *field = &k->fields[i];
        bool list = field->type == PL_TYPE_RECORDS;
        bool left_out =
            field == &k->fields[k->facts[PL_FACT_EXCEPTIONS]] || strstr(pl_text(k, field->id), "per_platform") != NULL;
        if (left_out || (circuits == 0 && field == &k->fields[k->facts[PL_FACT_CHAIN]])) {
            continue;
        }
        printf("%*s%s: ", depth * 2, "", pl_text(k, field->key));
        if (list || field->type == PL_TYPE_SECTION) {
            printf("\n");
        }
        if (list) {
            print_records(field, depth + 1, number);
        } else if (field->type == PL_TYPE_SECTION) {
            print_block(field->children, depth + 1, number);
        } else {
            print_value(field, number);
        }
    }
}

int main(int argc, char **argv)
{
    uint32_t top = 0;
    while (k->fields[top].parent == PL_NONE && (k->fields[top].flags & PL_FIELD_DERIVED) == 0) {
        top++;
    }
    circuits = argc == 3 ? (uint32_t)atoi(argv[2]) : 0;
    for (int i = 0; argc == 3 && i < atoi(argv[1]); i++) {
        printf("---\n");
        print_block((struct pl_range){0, top}, 0, (uint32_t)i);
    }
    return argc == 3 && fflush(stdout) == 0 ? 0 : 2;
}
