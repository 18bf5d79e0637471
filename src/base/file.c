/* SPDX-License-Identifier: MIT
 * See file.h.
 */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(struct pl_diagnostics *diagnostics, enum pl_code code, const char *path)
{
    return pl_diagnose(diagnostics, code, (struct pl_place){0}, path, pl_system_fault(errno, diagnostics->language), (const char *)NULL);
}

static bool read_all(int descriptor, const char *path, size_t max, struct pl_buffer *out,
                     struct pl_diagnostics *diagnostics)
{
    char chunk[16384];
    size_t start = out->length;
    for (;;) {
        ssize_t got = read(descriptor, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fail(diagnostics, PL_E001, path);
        }
        if (got == 0) {
            return true;
        }
        pl_buffer_add(out, chunk, (size_t)got);
        if (out->length - start > max) {
            return pl_diagnose(diagnostics, PL_P001, (struct pl_place){0}, path, (const char *)NULL);
        }
    }
}

bool pl_file_read(const char *path, size_t max, struct pl_buffer *out, struct pl_diagnostics *diagnostics)
{
    if (strcmp(path, "-") == 0) {
        return read_all(STDIN_FILENO, "<stdin>", max, out, diagnostics);
    }
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) {
        return fail(diagnostics, PL_E001, path);
    }
    bool ok = read_all(descriptor, path, max, out, diagnostics);
    close(descriptor);
    return ok;
}

static bool has_suffix(const char *name, const char *suffix)
{
    size_t length = strlen(name);
    size_t wanted = strlen(suffix);
    return name[0] != '.' && length > wanted && strcmp(name + length - wanted, suffix) == 0;
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool too_many_files(size_t max, struct pl_diagnostics *diagnostics)
{
    struct pl_buffer numbers = {0};
    pl_buffer_add_number(&numbers, (int64_t)max + 1, "");
    pl_buffer_add_char(&numbers, '\0');
    size_t second = numbers.length;
    pl_buffer_add_number(&numbers, (int64_t)max, "");
    pl_diagnose(diagnostics, PL_K013, (struct pl_place){0}, diagnostics->language == PL_FR ? "fichiers" : "files",
                numbers.data, numbers.data + second, (const char *)NULL);
    pl_buffer_done(&numbers);
    return false;
}

bool pl_file_list(const char *folder, const char *inner, const char *suffix, struct pl_arena *arena, const char **out_names,
                  size_t max, size_t *out_count, struct pl_diagnostics *diagnostics)
{
    struct pl_buffer path = {0};
    pl_buffer_add_text(&path, folder);
    pl_buffer_add_char(&path, '/');
    pl_buffer_add_text(&path, inner);
    DIR *directory = opendir(path.data);
    if (directory == NULL) {
        fail(diagnostics, PL_E001, path.data);
        pl_buffer_done(&path);
        return false;
    }
    bool ok = true;
    size_t count = 0;
    for (struct dirent *entry = NULL; ok && (entry = readdir(directory)) != NULL;) {
        if (!has_suffix(entry->d_name, suffix)) {
            continue;
        }
        if (count == max) {
            ok = too_many_files(max, diagnostics);
            break;
        }
        pl_buffer_clear(&path);
        pl_buffer_add_text(&path, inner);
        pl_buffer_add_text(&path, entry->d_name);
        out_names[count++] = pl_arena_copy(arena, path.data, path.length);
    }
    closedir(directory);
    pl_buffer_done(&path);
    if (ok && count > 0) {
        qsort(out_names, count, sizeof *out_names, compare_texts);
    }
    *out_count = count;
    return ok;
}

bool pl_write_all(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(descriptor, bytes, length);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return false;
        }
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* Writes, syncs and closes; the descriptor is closed in every case. */
static bool fill_file(int descriptor, const char *bytes, size_t length, bool sync)
{
    bool ok = pl_write_all(descriptor, bytes, length) && (!sync || fsync(descriptor) == 0);
    int saved = errno;
    if (close(descriptor) != 0 && ok) {
        return false;
    }
    errno = saved;
    return ok;
}

static mode_t usual_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* Interrupted between the two names, a draft would stay behind: signals wait for the end of the few calls. */
static void hold_signals(sigset_t *out_previous)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, out_previous);
}

static bool replace(const char *path, const struct stat *previous, const char *bytes, size_t length)
{
    char temporary[PATH_MAX];
    int written = snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
    if (written < 0 || (size_t)written >= sizeof temporary) {
        errno = ENAMETOOLONG;
        return false;
    }
    sigset_t previous_signals;
    hold_signals(&previous_signals);
    int descriptor = mkstemp(temporary);
    bool ok = descriptor >= 0 && fchmod(descriptor, previous == NULL ? usual_mode() : previous->st_mode & 07777) == 0;
    if (!ok && descriptor >= 0) {
        close(descriptor);
    }
    ok = ok && fill_file(descriptor, bytes, length, true) && rename(temporary, path) == 0;
    int saved = errno;
    if (!ok && descriptor >= 0) {
        unlink(temporary);
    }
    pthread_sigmask(SIG_SETMASK, &previous_signals, NULL);
    errno = saved;
    return ok;
}

bool pl_file_write(const char *path, const char *bytes, size_t length, struct pl_diagnostics *diagnostics)
{
    struct stat status;
    bool exists = stat(path, &status) == 0;
    bool ok = false;
    if (exists && !S_ISREG(status.st_mode)) {
        int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        ok = descriptor >= 0 && fill_file(descriptor, bytes, length, false);
    } else {
        char target[PATH_MAX]; /* through a symbolic link, the file it names is replaced */
        ok = replace(exists && realpath(path, target) != NULL ? target : path, exists ? &status : NULL, bytes, length);
    }
    return ok || fail(diagnostics, PL_E002, path);
}

/* ---- drafts: removed when memory runs out, which ends the process wherever it is ----------------------------- */

struct pl_draft {
    int descriptor;
    int error;
    char *path;      /* NULL: standard output */
    char *temporary;
};

struct pl_folder {
    int descriptor;
    char *path;
};

/* Guards what follows; nothing is allocated under it. */
static pthread_mutex_t drafts_lock = PTHREAD_MUTEX_INITIALIZER;
static struct pl_folder *open_folder; /* the latest of each; a run has one */
static struct pl_draft *open_draft;
static unsigned drafts_count;
static bool leaving, watched;

static void draft_name(unsigned draft, char out_name[48])
{
    snprintf(out_name, 48, ".planner-%ld-%u.part", (long)getpid(), draft);
}

/* Takes the lock. Once memory has run out in another thread the process is ending and its drafts are gone: this thread must not go on, for it
 * would take what it no longer finds for a failure, and say so. */
static void lock_drafts(void)
{
    pthread_mutex_lock(&drafts_lock);
    if (leaving) {
        pthread_mutex_unlock(&drafts_lock);
        for (;;) {
            pause();
        }
    }
}

static void remove_drafts(void)
{
    pthread_mutex_lock(&drafts_lock);
    leaving = true;
    for (unsigned i = 0; open_folder != NULL && i < drafts_count; i++) {
        pl_folder_drop(open_folder, i);
    }
    if (open_draft != NULL) {
        unlink(open_draft->temporary);
    }
    pthread_mutex_unlock(&drafts_lock);
}

static void watch_over(struct pl_folder *folder, struct pl_draft *draft)
{
    pthread_mutex_lock(&drafts_lock);
    open_folder = folder != NULL ? folder : open_folder;
    open_draft = draft != NULL ? draft : open_draft;
    bool first = !watched;
    watched = true;
    pthread_mutex_unlock(&drafts_lock);
    if (first) {
        (void)atexit(remove_drafts);
    }
}

static void forget(const struct pl_folder *folder, const struct pl_draft *draft)
{
    pthread_mutex_lock(&drafts_lock);
    open_folder = open_folder == folder ? NULL : open_folder;
    open_draft = open_draft == draft ? NULL : open_draft;
    pthread_mutex_unlock(&drafts_lock);
}

struct pl_folder *pl_folder_open(const char *path, struct pl_diagnostics *diagnostics)
{
    int descriptor = mkdir(path, 0777) == 0 || errno == EEXIST ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (descriptor < 0) {
        fail(diagnostics, PL_E002, path);
        return NULL;
    }
    struct pl_folder *folder = pl_must_alloc(sizeof *folder);
    *folder = (struct pl_folder){descriptor, pl_must_alloc(strlen(path) + 1)};
    memcpy(folder->path, path, strlen(path) + 1);
    watch_over(folder, NULL);
    return folder;
}

/* Whether a file of the folder holds exactly these bytes. */
static bool holds(const struct pl_folder *folder, const char *name, const char *bytes, size_t length)
{
    int descriptor = openat(folder->descriptor, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat status;
    bool same = descriptor >= 0 && fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && (size_t)status.st_size == length;
    char chunk[16384];
    for (size_t at = 0; same && at < length;) {
        ssize_t got = read(descriptor, chunk, sizeof chunk);
        same = got > 0 && (size_t)got <= length - at && memcmp(chunk, bytes + at, (size_t)got) == 0;
        at += same ? (size_t)got : 0;
    }
    if (descriptor >= 0) {
        close(descriptor);
    }
    return same;
}

enum pl_put pl_folder_draft(struct pl_folder *folder, unsigned draft, const char *name, const char *bytes, size_t length, bool force)
{
    struct stat status;
    if (fstatat(folder->descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        if (holds(folder, name, bytes, length)) {
            return PL_PUT_SAME;
        }
        if (!force) {
            return PL_PUT_EXISTS;
        }
    }
    char temporary[48];
    draft_name(draft, temporary);
    lock_drafts();
    int descriptor = openat(folder->descriptor, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    drafts_count = descriptor >= 0 && draft >= drafts_count ? draft + 1 : drafts_count;
    pthread_mutex_unlock(&drafts_lock);
    if (descriptor < 0) {
        return PL_PUT_FAILED;
    }
    if (!fill_file(descriptor, bytes, length, false)) {
        int saved = errno;
        pl_folder_drop(folder, draft);
        errno = saved;
        return PL_PUT_FAILED;
    }
    return PL_PUT_WRITTEN;
}

bool pl_folder_take(struct pl_folder *folder, unsigned draft, const char *name)
{
    char temporary[48];
    draft_name(draft, temporary);
    lock_drafts();
    bool taken = renameat(folder->descriptor, temporary, folder->descriptor, name) == 0;
    int saved = errno;
    pthread_mutex_unlock(&drafts_lock);
    if (!taken) {
        pl_folder_drop(folder, draft);
        errno = saved;
    }
    return taken;
}

void pl_folder_drop(struct pl_folder *folder, unsigned draft)
{
    char temporary[48];
    draft_name(draft, temporary);
    unlinkat(folder->descriptor, temporary, 0);
}

enum pl_put pl_folder_put(struct pl_folder *folder, const char *name, const char *bytes, size_t length, bool force)
{
    enum pl_put put = pl_folder_draft(folder, 0, name, bytes, length, force);
    return put == PL_PUT_WRITTEN && !pl_folder_take(folder, 0, name) ? PL_PUT_FAILED : put;
}

bool pl_folder_close(struct pl_folder *folder, struct pl_diagnostics *diagnostics)
{
    bool ok = fsync(folder->descriptor) == 0 || errno == EINVAL; /* some file systems do not sync folders */
    ok = ok || fail(diagnostics, PL_E002, folder->path);
    forget(folder, NULL);
    close(folder->descriptor);
    free(folder->path);
    free(folder);
    return ok;
}

static char *copy_text(const char *text, const char *suffix)
{
    size_t length = strlen(text);
    char *copy = pl_must_alloc(length + strlen(suffix) + 1);
    memcpy(copy, text, length + 1);
    memcpy(copy + length, suffix, strlen(suffix) + 1);
    return copy;
}

struct pl_draft *pl_draft_open(const char *path, struct pl_diagnostics *diagnostics)
{
    struct pl_draft *draft = pl_must_alloc(sizeof *draft);
    *draft = (struct pl_draft){.descriptor = STDOUT_FILENO};
    if (strcmp(path, "-") == 0) {
        return draft;
    }
    draft->path = copy_text(path, "");
    draft->temporary = copy_text(path, ".XXXXXX");
    draft->descriptor = mkstemp(draft->temporary);
    if (draft->descriptor >= 0) {
        watch_over(NULL, draft);
    }
    if (draft->descriptor < 0 || fchmod(draft->descriptor, usual_mode()) != 0) {
        draft->error = errno;
        pl_draft_close(draft, true, diagnostics);
        return NULL;
    }
    return draft;
}

void pl_draft_add(struct pl_draft *draft, const char *bytes, size_t length)
{
    if (draft->error == 0 && !pl_write_all(draft->descriptor, bytes, length)) {
        draft->error = errno;
    }
}

bool pl_draft_close(struct pl_draft *draft, bool keep, struct pl_diagnostics *diagnostics)
{
    if (draft->path != NULL && draft->descriptor >= 0) {
        bool synced = !keep || draft->error != 0 || fsync(draft->descriptor) == 0;
        bool closed = close(draft->descriptor) == 0;
        if (!synced || !closed || (keep && draft->error == 0 && rename(draft->temporary, draft->path) != 0)) {
            draft->error = errno;
        }
        if (!keep || draft->error != 0) {
            unlink(draft->temporary);
        }
    }
    bool ok = draft->error == 0;
    forget(NULL, draft);
    if (!ok) {
        errno = draft->error;
        fail(diagnostics, PL_E002, draft->path == NULL ? "<stdout>" : draft->path);
    }
    free(draft->path);
    free(draft->temporary);
    free(draft);
    return ok;
}
