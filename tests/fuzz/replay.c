/* SPDX-License-Identifier: MIT
 * Runs a fuzz target over files and the files of folders: `replay FILE|FOLDER...`. One TAP line for each; one that does
 * not hold ends the process, which the runner counts as a failure.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct pl_buffer bytes = {0};
    char chunk[4096];
    if (file == NULL) {
        printf("not ok - %s cannot be read\n", path);
        return 1;
    }
    for (size_t got = 0; (got = fread(chunk, 1, sizeof chunk, file)) > 0;) {
        pl_buffer_add(&bytes, chunk, got);
    }
    fclose(file);
    fprintf(stderr, "# %s\n", path); /* who was it, if this is the last line */
    LLVMFuzzerTestOneInput((const uint8_t *)pl_buffer_text(&bytes), bytes.length);
    printf("ok - %s\n", path);
    fflush(stdout);
    pl_buffer_done(&bytes);
    return 0;
}

static int replay_folder(const char *path)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, alphasort);
    int bad = count < 0;
    for (int i = 0; i < count; i++) {
        char inner[4096];
        snprintf(inner, sizeof inner, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && !is_folder(inner)) {
            bad += replay_file(inner);
        }
        free(entries[i]);
    }
    free(entries);
    return bad;
}

int main(int argc, char **argv)
{
    int bad = 0;
    fuzz_thorough = true;
    for (int i = 1; i < argc; i++) {
        bad += is_folder(argv[i]) ? replay_folder(argv[i]) : replay_file(argv[i]);
    }
    return bad != 0;
}
