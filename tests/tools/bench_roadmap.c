/* SPDX-License-Identifier: MIT
 * The dates of steps in the bench: what they and the table of what hours buy add to reading, planning and reporting,
 * over profiles drawn from a seed. usage: roadmap PROFILE...
 */
#include <stdio.h>
#include <time.h>

#include "base/file.h"
#include "engine/outline.h"
#include "engine/planning.h"
#include "load/loader.h"
#include "engine/roadmap.h"
#include "report/report.h"
#include "yaml/node.h"

enum { ROUNDS = 5, TODAY = 20780 };

static int64_t now_ns(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int main(int argc, char **argv)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    int64_t whole = 0;
    int64_t dates = 0;
    int plans = 0;
    int proven = 0;
    for (int i = 1; i < argc; i++) {
        struct pl_diagnostics diagnostics = {.language = PL_EN};
        struct pl_buffer text = {0};
        int64_t best[2] = {INT64_MAX, INT64_MAX};
        bool read = pl_file_read(argv[i], PL_YAML_MAX_BYTES, &text, &diagnostics);
        for (int round = 0; round < ROUNDS && read; round++) {
            struct pl_arena arena = {0};
            struct pl_buffer out = {0};
            struct pl_profile profile;
            struct pl_source source = {argv[i], {text.data, text.length}, 0};
            int64_t start = now_ns();
            read = pl_profile_load(k, &source, TODAY, &arena, &diagnostics, &profile);
            if (read) {
                struct pl_plan *plan = pl_plan_make(&profile, k->editions_count - 1, TODAY, &arena);
                struct pl_outline outline = pl_outline_make(plan, pl_position(k, PL_TO_DOCUMENT, "strategy"), NULL);
                const struct pl_report_options options = {
                    .language = PL_FR, .outline = &outline, .heading_level = 1, .version = ""};
                pl_write_markdown(plan, &options, &out);
                int64_t middle = now_ns();
                proven += round == 0 && plan->roadmap->exact;
                pl_plan_roadmap(plan);
                int64_t end = now_ns();
                best[0] = middle - start < best[0] ? middle - start : best[0];
                best[1] = end - middle < best[1] ? end - middle : best[1];
            }
            pl_buffer_done(&out);
            pl_arena_done(&arena);
        }
        whole += read ? best[0] : 0;
        dates += read ? best[1] : 0;
        plans += read;
        pl_buffer_done(&text);
        pl_diagnostics_done(&diagnostics);
    }
    if (plans == 0 || whole <= dates) {
        return 1;
    }
    printf("dates and the table of hours add %d %% to a run (%d drawn towns, of which %d have the best order for "
           "certain)\n",
           (int)(dates * 100 / (whole - dates)), plans, proven);
    return 0;
}
