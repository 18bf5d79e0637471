/* SPDX-License-Identifier: MIT
 * Preloaded by tests/suites/faults.py: makes the N-th call of one function fail, once. FAULT=name:N; with N = 0 nothing fails. With FAULT_COUNT=FILE
 * the number of calls is written there at the end.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

static const char *kind = ""; /* the function that is to fail */
static long chosen;
static atomic_long calls;

/* Whether this call is the one; errno is set. */
static int fails(const char *name, int error)
{
    if (strcmp(kind, name) != 0 || ++calls != chosen) {
        return 0;
    }
    errno = error;
    return 1;
}

#define NEXT(type, name, parameters) type (*next) parameters = (type (*) parameters)dlsym(RTLD_NEXT, name)

void *malloc(size_t size) { return fails("alloc", ENOMEM) ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return fails("alloc", ENOMEM) ? NULL : __libc_calloc(count, size); }
void *realloc(void *memory, size_t size) { return fails("alloc", ENOMEM) ? NULL : __libc_realloc(memory, size); }

ssize_t read(int descriptor, void *bytes, size_t length)
{
    NEXT(ssize_t, "read", (int, void *, size_t));
    return fails("read", EIO) ? -1 : next(descriptor, bytes, length);
}

ssize_t write(int descriptor, const void *bytes, size_t length)
{
    NEXT(ssize_t, "write", (int, const void *, size_t));
    if (descriptor != STDERR_FILENO && fails("short", 0)) {
        return next(descriptor, bytes, length > 1 ? length / 2 : length); /* not a failure: half of it */
    }
    return descriptor != STDERR_FILENO && fails("write", ENOSPC) ? -1 : next(descriptor, bytes, length);
}

int fsync(int descriptor)
{
    NEXT(int, "fsync", (int));
    return fails("fsync", EIO) ? -1 : next(descriptor);
}

int close(int descriptor)
{
    NEXT(int, "close", (int));
    int result = next(descriptor); /* the descriptor is gone in either case, as on Linux */
    return fails("close", EIO) ? -1 : result;
}

int rename(const char *old, const char *new)
{
    NEXT(int, "rename", (const char *, const char *));
    return fails("rename", EACCES) ? -1 : next(old, new);
}

int renameat(int from, const char *old, int to, const char *new)
{
    NEXT(int, "renameat", (int, const char *, int, const char *));
    return fails("rename", EACCES) ? -1 : next(from, old, to, new);
}

int fchmod(int descriptor, mode_t mode)
{
    NEXT(int, "fchmod", (int, mode_t));
    return fails("fchmod", EPERM) ? -1 : next(descriptor, mode);
}

int mkstemp(char *name)
{
    NEXT(int, "mkstemp", (char *));
    return fails("open", ENOSPC) ? -1 : next(name);
}

int open(const char *path, int flags, ...)
{
    NEXT(int, "open", (const char *, int, ...));
    return fails("open", EMFILE) ? -1 : next(path, flags, 0666);
}

int openat(int folder, const char *path, int flags, ...)
{
    NEXT(int, "openat", (int, const char *, int, ...));
    return fails("open", EMFILE) ? -1 : next(folder, path, flags, 0666);
}

__attribute__((constructor)) static void begin(void)
{
    const char *fault = getenv("FAULT");
    const char *colon = fault == NULL ? NULL : strchr(fault, ':');
    static char name[16];
    if (colon == NULL || (size_t)(colon - fault) >= sizeof name) {
        return;
    }
    memcpy(name, fault, (size_t)(colon - fault));
    chosen = strtol(colon + 1, NULL, 10);
    calls = 0;
    kind = name;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("FAULT_COUNT");
    long seen = calls;
    FILE *file = path == NULL ? NULL : fopen(path, "w");
    if (file != NULL) {
        fprintf(file, "%ld\n", seen);
        fclose(file);
    }
}
