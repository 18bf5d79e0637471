/* SPDX-License-Identifier: MIT
 * page: the offline page, which `make page` makes. It stands beside the program where that was built, or where it was
 * installed.
 */
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

enum { PAGE_MAX = 4 * 1024 * 1024 };

/* Beside the program itself, as the system knows it. */
static const char *beside(struct pl_cli *cli)
{
    static const char name[] = "planner.html";
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    while (length > 0 && path[length - 1] != '/') {
        length--;
    }
    if (length <= 0 || (size_t)length >= sizeof path) {
        return name;
    }
    struct pl_buffer out = {0};
    pl_buffer_add(&out, path, (size_t)length);
    pl_buffer_add_text(&out, name);
    const char *found = pl_arena_copy(&cli->arguments, out.data, out.length);
    pl_buffer_done(&out);
    return found;
}

int pl_command_page(struct pl_cli *cli)
{
    const char *const places[] = {beside(cli), PL_PAGE};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (pl_file_identify(places[i]).kind == PL_FILE) {
            if (pl_cli_reads(cli, places[i])) {
                pl_file_read(places[i], PAGE_MAX, &cli->out, &cli->diagnostics);
            }
            return PL_EXIT_DONE; /* the diagnostics raise it */
        }
    }
    pl_diagnose(&cli->diagnostics, PL_E010, (struct pl_place){0}, places[0], places[1], (const char *)NULL);
    return PL_EXIT_SYSTEM;
}
