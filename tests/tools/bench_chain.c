/* SPDX-License-Identifier: MIT
 * The circuit in the bench: all that is found out about the four classes of drawn circuits of four, eight and sixteen steps, proposals included.
 * Prints the median and the worst processor time; then, for a profile, the time against reading it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "engine/chain.h"
#include "engine/planning.h"
#include "load/loader.h"
#include "yaml/node.h"

#define DRAW_SEED 20261123
#include "../unit/draw.h"

enum { DAY = 20780, READINGS = 200 };

static int64_t now_us(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void draw_profile(uint32_t steps, struct pl_buffer *out)
{
    static const char *const delays[] = {"15min", "30min", "1h", "2h", "4h", "1d", "2d"};
    static const char *const hours[] = {"office", "office", "office", "extended", "always"};
    static const char *const roles[] = {"department-head", "communication", "communication-director", "director-general", "legal",
                                        "mayors-office", "executive", "elected-official"};
    pl_buffer_add_text(out, "name: Drawn\nkind: commune\ndepartment: \"67\"\nvalidation_chain:\n");
    for (uint32_t i = 0; i < steps; i++) {
        pl_buffer_add_text(out, "  - {by: ");
        pl_buffer_add_text(out, i == 0 ? "author" : roles[draw(8)]);
        pl_buffer_add_text(out, ", delay: ");
        pl_buffer_add_text(out, delays[draw(7)]);
        pl_buffer_add_text(out, ", hours: ");
        pl_buffer_add_text(out, hours[draw(5)]);
        pl_buffer_add_text(out, draw(5) == 0 ? ", substitute: yes}\n" : "}\n");
    }
}

/* Processor time of the circuit of a profile; `out_reading`: of reading it. */
static int64_t time_of(struct pl_view text, const char *name, int64_t *out_reading)
{
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    struct pl_arena arena = {0};
    struct pl_profile profile;
    struct pl_source source = {name, text, 0};
    int64_t before = now_us();
    for (int i = 0; i < READINGS; i++) {
        struct pl_arena scratch = {0};
        if (!pl_profile_load(&pl_builtin_knowledge, &source, DAY, &scratch, &diagnostics, &profile)) {
            exit(1);
        }
        pl_arena_done(&scratch);
    }
    *out_reading = (now_us() - before) / READINGS;
    (void)pl_profile_load(&pl_builtin_knowledge, &source, DAY, &arena, &diagnostics, &profile);
    struct pl_plan plan = *pl_plan_make(&profile, pl_builtin_knowledge.editions_count - 1, DAY, &arena);
    plan.circuits = NULL; /* nothing is known of it */
    before = now_us();
    pl_chain_compute(&plan, true, &arena);
    int64_t spent = now_us() - before;
    pl_arena_done(&arena);
    pl_diagnostics_done(&diagnostics);
    return spent;
}

static int compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

int main(int argc, char **argv)
{
    static const struct {
        uint32_t steps, circuits;
    } sizes[] = {{4, 41}, {8, 15}, {16, 5}};
    struct pl_buffer text = {0};
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    int64_t reading = 0;
    for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
        int64_t times[64];
        for (uint32_t i = 0; i < sizes[size].circuits; i++) {
            struct pl_buffer drawn = {0};
            draw_profile(sizes[size].steps, &drawn);
            times[i] = time_of((struct pl_view){drawn.data, drawn.length}, "drawn.yaml", &reading);
            pl_buffer_done(&drawn);
        }
        qsort(times, sizes[size].circuits, sizeof *times, compare);
        printf("a circuit of %u steps with its proposals: %.1f ms of processor time at the median of %u drawn ones, %.1f ms at worst\n",
               sizes[size].steps, (double)times[sizes[size].circuits / 2] / 1000, sizes[size].circuits,
               (double)times[sizes[size].circuits - 1] / 1000);
    }
    if (argc != 2 || !pl_file_read(argv[1], PL_YAML_MAX_BYTES, &text, &diagnostics)) {
        return 2;
    }
    int64_t spent = time_of((struct pl_view){text.data, text.length}, argv[1], &reading);
    printf("%s: the circuit costs %.1f times reading the profile\n", strrchr(argv[1], '/') + 1, (double)spent / (double)(reading > 0 ? reading : 1));
    pl_buffer_done(&text);
    pl_diagnostics_done(&diagnostics);
    return 0;
}
