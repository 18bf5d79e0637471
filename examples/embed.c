/* SPDX-License-Identifier: MIT
 * A program that embeds planner: reads a profile, plans for a day, prints the strategy in Markdown.
 *
 *     cc -o embed embed.c $(pkg-config --cflags --libs --static planner)
 *     ./embed town.yaml 2026-11-23
 */
#include <planner.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { PROFILE_MAX = 1 << 20 };

/* Days since 1970-01-01 of a day of the Gregorian calendar; years start in March, so that a leap day comes last. */
static int64_t days(int year, int month, int day)
{
    int64_t y = month > 2 ? year : year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400 + ((month + 9) % 12 * 306 + 5) / 10 + day - 1 - 719468;
}

/* Reads YYYY-MM-DD. */
static bool read_date(const char *text, int64_t *out_day)
{
    int year = 0;
    int month = 0;
    int day = 0;
    int end = 0;
    if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) != 3 || end != 10 || text[end] != '\0' || year < 1 ||
        month < 1 || month > 12) {
        return false;
    }
    int64_t next = month < 12 ? days(year, month + 1, 1) : days(year + 1, 1, 1);
    *out_day = days(year, month, day);
    return day >= 1 && *out_day < next;
}

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
    int64_t day = 0;
    FILE *file = argc == 3 && read_date(argv[2], &day) ? fopen(argv[1], "rb") : NULL;
    if (file == NULL) {
        fputs("usage: embed PROFILE YYYY-MM-DD\n", stderr);
        return 2;
    }
    size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    char *report = strategy_of(argv[1], text, length, day);
    if (report == NULL) {
        return 1;
    }
    int status = fputs(report, stdout) == EOF ? 3 : 0;
    free(report);
    return status;
}
