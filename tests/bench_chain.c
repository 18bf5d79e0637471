/* SPDX-License-Identifier: MIT
 * The circuit in the bench: simulation and proposals of all four classes for a full profile with eight steps, against reading that profile
 * and against libyaml's part of the reading. Prints the two ratios.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <yaml.h>

#include "base/file.h"
#include "engine/chain.h"
#include "load/loader.h"
#include "yaml/node.h"

enum { RUNS = 200, ROUNDS = 7 };

static int64_t now_ns(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void parse_events(const struct pl_buffer *text)
{
    yaml_parser_t parser;
    yaml_event_type_t type = YAML_NO_EVENT;
    if (!yaml_parser_initialize(&parser)) {
        return;
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)text->data, text->length);
    while (type != YAML_STREAM_END_EVENT) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            break;
        }
        type = event.type;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

int main(int argc, char **argv)
{
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    struct pl_buffer text = {0};
    struct pl_arena arena = {0};
    struct pl_profile profile;
    if (argc != 2 || !pl_file_read(argv[1], PL_YAML_MAX_BYTES, &text, &diagnostics)) {
        return 2;
    }
    struct pl_source source = {argv[1], {text.data, text.length}, 0};
    if (!pl_profile_load(&pl_builtin_knowledge, &source, 20780, &arena, &diagnostics, &profile)) {
        return 1;
    }
    int64_t best[3] = {INT64_MAX, INT64_MAX, INT64_MAX}; /* libyaml alone, reading the profile, the circuit */
    for (int round = 0; round < ROUNDS; round++) {
        struct pl_arena scratch = {0};
        int64_t times[4] = {now_ns()};
        for (int i = 0; i < RUNS; i++) {
            parse_events(&text);
        }
        times[1] = now_ns();
        for (int i = 0; i < RUNS; i++) {
            struct pl_profile again;
            pl_profile_load(&pl_builtin_knowledge, &source, 20780, &scratch, &diagnostics, &again);
            pl_arena_reset(&scratch);
        }
        times[2] = now_ns();
        for (int i = 0; i < RUNS; i++) {
            struct pl_plan plan = {.knowledge = &pl_builtin_knowledge, .profile = &profile};
            pl_chain_compute(&plan, &scratch);
            pl_arena_reset(&scratch);
        }
        times[3] = now_ns();
        pl_arena_done(&scratch);
        for (int i = 0; i < 3; i++) {
            best[i] = times[i + 1] - times[i] < best[i] ? times[i + 1] - times[i] : best[i];
        }
    }
    printf("%s: the circuit costs %.2f times reading the profile, %.2f times libyaml's part of it\n", strrchr(argv[1], '/') + 1,
           (double)best[2] / (double)best[1], (double)best[2] / (double)best[0]);
    pl_arena_done(&arena);
    pl_buffer_done(&text);
    pl_diagnostics_done(&diagnostics);
    return 0;
}
