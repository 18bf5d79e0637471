/* SPDX-License-Identifier: MIT
 * A program that embeds planner: reads a profile, plans for a day, prints the strategy in Markdown.
 *
 *     cc -o embed embed.c $(pkg-config --cflags --libs --static planner)
 *     ./embed town.yaml 20780        the day is counted from 1970-01-01
 */
#include <planner.h>

#include <stdio.h>
#include <stdlib.h>

enum { PROFILE_MAX = 1 << 20 };

/* The strategy as text, which the caller frees, or NULL; says what is wrong with the profile. */
static char *strategy_of(const char *name, const char *text, size_t length, int64_t day)
{
    planner_profile *profile = planner_profile_load(name, text, length, day, PLANNER_EN);
    planner_plan *plan = planner_plan_make(profile, 0); /* under the latest edition */
    char *report = plan == NULL ? NULL : planner_plan_write(plan, "md", PLANNER_EN);
    fputs(planner_profile_messages(profile), stderr);
    planner_plan_free(plan);
    planner_profile_free(profile);
    return report;
}

int main(int argc, char **argv)
{
    static char text[PROFILE_MAX + 1]; /* one byte more shows that a profile is too long */
    FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
    if (file == NULL) {
        fputs("usage: embed PROFILE DAY\n", stderr);
        return 2;
    }
    size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    char *report = strategy_of(argv[1], text, length, strtoll(argv[2], NULL, 10));
    if (report == NULL) {
        return 1;
    }
    int status = fputs(report, stdout) == EOF ? 3 : 0;
    free(report);
    return status;
}
