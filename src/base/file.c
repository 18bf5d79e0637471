/* SPDX-License-Identifier: MIT
 * See file.h.
 */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    PROFILE_MAX = 1024 * 1024, /* what is read up to more is a template */
    WAIT_MS = 50,       /* how long a wait may last that cannot be interrupted: a signal may reach another thread */
    LINKS_MAX = 40,     /* symbolic links in a row; as many as Linux follows */
    DRAFT_TRIES = 10000 /* names of drafts that others may have left */
};

static bool fail(struct pl_diagnostics *diagnostics, enum pl_code code, const char *path)
{
    return pl_diagnose(diagnostics, code, (struct pl_place){0}, path, pl_system_fault(errno, diagnostics->language),
                       (const char *)NULL);
}

/* E006, P062: what it is instead of a file. */
static bool say_kind(struct pl_diagnostics *diagnostics, enum pl_code code, const char *path, enum pl_file_kind kind)
{
    static const char *const words[][PL_LANGUAGES] = {[PL_FOLDER] = {"un dossier", "a folder"},
                                                      [PL_PIPE] = {"un tube nommé", "a named pipe"},
                                                      [PL_SOCKET] = {"une prise réseau (socket)", "a socket"},
                                                      [PL_DEVICE] = {"un périphérique", "a device"}};
    return pl_diagnose(diagnostics, code, (struct pl_place){0}, path, words[kind][diagnostics->language],
                       (const char *)NULL);
}

/* ---- which file a name means ---------------------------------------------------------------------------------- */

static int64_t nanoseconds(const struct timespec *time)
{
    return (int64_t)time->tv_sec * 1000000000 + time->tv_nsec;
}

static struct pl_identity identity_of(const struct stat *status)
{
    mode_t mode = status->st_mode;
    enum pl_file_kind kind = S_ISREG(mode)    ? PL_FILE
                             : S_ISDIR(mode)  ? PL_FOLDER
                             : S_ISFIFO(mode) ? PL_PIPE
                             : S_ISSOCK(mode) ? PL_SOCKET
                                              : PL_DEVICE;
    return (struct pl_identity){kind,
                                status->st_dev,
                                status->st_ino,
                                status->st_size,
                                nanoseconds(&status->st_mtim),
                                nanoseconds(&status->st_ctim)};
}

struct pl_identity pl_stream_identify(int descriptor)
{
    struct stat status;
    return fstat(descriptor, &status) == 0 ? identity_of(&status) : (struct pl_identity){.kind = PL_NOTHING};
}

static bool is_standard_input(const char *path)
{
    return strcmp(path, "-") == 0 || strcmp(path, "/dev/stdin") == 0;
}

struct pl_identity pl_file_identify(const char *path)
{
    struct stat status;
    if (is_standard_input(path)) {
        return pl_stream_identify(STDIN_FILENO);
    }
    return stat(path, &status) == 0 ? identity_of(&status) : (struct pl_identity){.kind = PL_NOTHING};
}

bool pl_identity_is(struct pl_identity one, struct pl_identity other)
{
    return one.kind != PL_NOTHING && one.kind == other.kind && one.device == other.device && one.inode == other.inode;
}

void pl_reads_done(struct pl_reads *reads)
{
    free(reads->items);
    *reads = (struct pl_reads){0};
}

void pl_reads_add(struct pl_reads *reads, struct pl_identity identity, const char *path)
{
    if (identity.kind == PL_NOTHING) {
        return;
    }
    if (reads->count == reads->capacity) {
        reads->capacity = reads->capacity == 0 ? 64 : 2 * reads->capacity;
        reads->items = pl_must_realloc(reads->items, reads->capacity * sizeof *reads->items);
    }
    reads->items[reads->count] = (struct pl_read){identity, path, reads->count};
    reads->count++;
}

static int compare_identities(const struct pl_identity *a, const struct pl_identity *b)
{
    return a->device != b->device ? (a->device < b->device ? -1 : 1)
           : a->inode != b->inode ? (a->inode < b->inode ? -1 : 1)
                                  : 0;
}

static int compare_reads(const void *left, const void *right)
{
    const struct pl_read *a = left;
    const struct pl_read *b = right;
    int order = compare_identities(&a->identity, &b->identity);
    return order != 0 ? order : a->order < b->order ? -1 : 1;
}

void pl_reads_settle(struct pl_reads *reads)
{
    if (reads->count > 0) {
        qsort(reads->items, reads->count, sizeof *reads->items, compare_reads);
    }
}

const struct pl_read *pl_reads_find(const struct pl_reads *reads, struct pl_identity identity)
{
    size_t low = 0;
    for (size_t high = reads->count; low < high;) {
        size_t middle = low + (high - low) / 2;
        bool before = compare_identities(&reads->items[middle].identity, &identity) < 0;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low < reads->count && pl_identity_is(reads->items[low].identity, identity) ? &reads->items[low] : NULL;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static bool is_stopped(atomic_int *stop)
{
    return stop != NULL && atomic_load(stop) != 0;
}

/* Until a descriptor is ready for `events` or has something wrong, which the call that follows will say; false when
 * stopped. */
static bool wait_for(int descriptor, short events, atomic_int *stop)
{
    struct pollfd entry = {.fd = descriptor, .events = events};
    for (int ready = 0; ready == 0 || (ready < 0 && errno == EINTR);) {
        if (is_stopped(stop)) {
            errno = EINTR;
            return false;
        }
        ready = poll(&entry, 1, stop == NULL ? -1 : WAIT_MS);
    }
    return true;
}

bool pl_wait_for_input(int descriptor, atomic_int *stop)
{
    return wait_for(descriptor, POLLIN, stop);
}

static bool read_all(int descriptor, atomic_int *stop, bool waits, const char *path, size_t max, struct pl_buffer *out,
                     struct pl_diagnostics *diagnostics)
{
    char chunk[16384];
    size_t start = out->length;
    for (;;) {
        if (waits && !wait_for(descriptor, POLLIN, stop)) {
            return fail(diagnostics, PL_E001, path);
        }
        ssize_t got = read(descriptor, chunk, sizeof chunk);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) {
            waits = true; /* a stream that somebody else keeps from waiting */
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
            return pl_diagnose(diagnostics, max <= PROFILE_MAX ? PL_P001 : PL_E008, (struct pl_place){0}, path,
                               (const char *)NULL);
        }
    }
}

/* Opens what can be read to an end; -1 after a diagnostic. A pipe is opened without waiting for its writer: poll()
 * waits for one. */
static int open_input(const char *path, bool *out_waits, struct pl_diagnostics *diagnostics)
{
    struct pl_identity identity = pl_file_identify(path);
    if (identity.kind == PL_SOCKET) {
        say_kind(diagnostics, PL_E006, path, identity.kind);
        return -1;
    }
    *out_waits = identity.kind == PL_PIPE || identity.kind == PL_DEVICE;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (*out_waits ? O_NONBLOCK : 0));
    if (descriptor < 0) {
        fail(diagnostics, PL_E001, path);
    } else if (identity.kind == PL_DEVICE && isatty(descriptor) == 0 &&
               !pl_identity_is(identity, pl_file_identify("/dev/null"))) {
        close(descriptor);
        say_kind(diagnostics, PL_E006, path, identity.kind);
        return -1;
    }
    return descriptor;
}

bool pl_file_read_until(atomic_int *stop, const char *path, size_t max, struct pl_buffer *out,
                        struct pl_diagnostics *diagnostics)
{
    if (is_standard_input(path)) {
        return read_all(STDIN_FILENO, stop, stop != NULL, "<stdin>", max, out, diagnostics);
    }
    bool waits = false;
    int descriptor = open_input(path, &waits, diagnostics);
    if (descriptor < 0) {
        return false;
    }
    bool ok = read_all(descriptor, stop, waits, path, max, out, diagnostics);
    close(descriptor);
    return ok;
}

bool pl_file_read(const char *path, size_t max, struct pl_buffer *out, struct pl_diagnostics *diagnostics)
{
    return pl_file_read_until(NULL, path, max, out, diagnostics);
}

void pl_path_add(struct pl_buffer *out, const char *folder, const char *name)
{
    pl_buffer_add_text(out, folder);
    pl_buffer_add_text(out, *folder != '\0' && folder[strlen(folder) - 1] == '/' ? "" : "/");
    pl_buffer_add_text(out, name);
}

bool pl_path_between(const char *from, const char *to, struct pl_buffer *out)
{
    char *here = realpath(from, NULL);
    char *there = realpath(to, NULL);
    bool ok = here != NULL && there != NULL;
    size_t common = 0; /* bytes of the folders that both begin with */
    for (size_t i = 0; ok; i++) {
        bool one_ends = here[i] == '\0' || here[i] == '/';
        bool other_ends = there[i] == '\0' || there[i] == '/';
        common = one_ends && other_ends ? i : common;
        if (here[i] != there[i] || here[i] == '\0') {
            break;
        }
    }
    for (const char *p = ok ? here + common : ""; *p != '\0'; p++) {
        pl_buffer_add_text(out, *p == '/' && p[1] != '\0' ? "../" : "");
    }
    if (ok && there[common] == '/' && there[common + 1] != '\0') {
        pl_buffer_add_text(out, there + common + 1);
        pl_buffer_add_char(out, '/');
    }
    free(here);
    free(there);
    return ok;
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

bool pl_file_list(const char *folder, const char *inner, const char *const *suffixes, struct pl_arena *arena,
                  const char **out_names, struct pl_identity **out_identities, size_t max, size_t *out_count,
                  struct pl_diagnostics *diagnostics)
{
    struct pl_buffer path = {0};
    pl_path_add(&path, folder, "");
    size_t start = path.length;
    pl_buffer_add_text(&path, inner);
    DIR *directory = opendir(path.data);
    if (directory == NULL) {
        fail(diagnostics, PL_E001, path.data);
        pl_buffer_done(&path);
        return false;
    }
    size_t count = 0;
    for (struct dirent *entry = NULL; count <= max && (entry = readdir(directory)) != NULL;) {
        bool has_suffix = false;
        for (const char *const *suffix = suffixes; *suffix != NULL && entry->d_name[0] != '.'; suffix++) {
            size_t length = strlen(entry->d_name);
            size_t wanted = strlen(*suffix);
            has_suffix = has_suffix || (length > wanted && strcmp(entry->d_name + length - wanted, *suffix) == 0);
        }
        if (has_suffix && count++ < max) {
            pl_buffer_cut(&path, start);
            pl_buffer_add_text(&path, inner);
            pl_buffer_add_text(&path, entry->d_name);
            out_names[count - 1] = pl_arena_copy(arena, path.data + start, path.length - start);
        }
    }
    closedir(directory);
    *out_count = count;
    if (count > 0 && count <= max) {
        struct pl_identity *identities = pl_arena_array(arena, count, sizeof *identities);
        qsort(out_names, count, sizeof *out_names, compare_texts);
        *out_count = 0;
        for (size_t i = 0; i < count; i++) {
            pl_buffer_cut(&path, start);
            pl_buffer_add_text(&path, out_names[i]);
            struct pl_identity identity = pl_file_identify(path.data);
            if (identity.kind == PL_PIPE || identity.kind == PL_SOCKET || identity.kind == PL_DEVICE) {
                say_kind(diagnostics, PL_P062, path.data, identity.kind);
                continue;
            }
            identities[*out_count] = identity;
            out_names[(*out_count)++] = out_names[i];
        }
        if (out_identities != NULL) {
            *out_identities = identities;
        }
    }
    pl_buffer_done(&path);
    return true;
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

bool pl_write_until(atomic_int *stop, int descriptor, const char *bytes, size_t length)
{
    /* A wait for room can be left; a write that waits cannot. What poll() says there is room for takes PIPE_BUF bytes
     * at once. */
    bool waits = stop != NULL && pl_stream_identify(descriptor).kind != PL_FILE;
    while (length > 0) {
        if (waits && !wait_for(descriptor, POLLOUT, stop)) {
            return false;
        }
        ssize_t written = write(descriptor, bytes, waits && length > PIPE_BUF ? PIPE_BUF : length);
        if (written < 0 && errno == EAGAIN && !wait_for(descriptor, POLLOUT, stop)) {
            return false;
        }
        if (written < 0 && errno != EINTR && errno != EAGAIN) {
            return false;
        }
        bytes += written < 0 ? 0 : written;
        length -= written < 0 ? 0 : (size_t)written;
    }
    return true;
}

bool pl_write_all(int descriptor, const char *bytes, size_t length)
{
    return pl_write_until(NULL, descriptor, bytes, length);
}

struct pl_draft {
    struct pl_draft *next; /* of those that have a file to be removed */
    atomic_int *stop;
    int descriptor; /* -1: closed, or there is none */
    int error;      /* errno of what failed */
    enum pl_put put;
    enum pl_code refusal; /* of PL_PUT_REFUSED */
    enum pl_file_kind kind;
    bool syncs, holds_signals;
    sigset_t signals;
    char *path;      /* as in messages */
    char *target;    /* what it becomes; NULL: it is written to as it is */
    char *temporary; /* NULL: there is no draft, or no longer */
};

/* Guards what follows; nothing is allocated under it. */
static pthread_mutex_t drafts_lock = PTHREAD_MUTEX_INITIALIZER;
static struct pl_draft *open_drafts;
static unsigned drafts_count; /* each has a number of its own */
static bool leaving, watched;

/* Takes the lock. Once memory has run out in another thread the process is ending and its drafts are gone: this thread
 * must not go on, for it would take what it no longer finds for a failure, and say so. */
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
    for (struct pl_draft *draft = open_drafts; draft != NULL; draft = draft->next) {
        unlink(draft->temporary);
    }
    pthread_mutex_unlock(&drafts_lock);
}

static char *copy_text(const char *text, size_t length, size_t room)
{
    char *copy = pl_must_alloc(length + room + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

/* The file that a path means once all symbolic links at its end are followed, also one that names nothing yet; NULL:
 * errno tells. */
static char *follow(const char *path)
{
    char *target = copy_text(path, strlen(path), 0);
    for (int links = 0; target != NULL; links++) {
        char named[PATH_MAX];
        ssize_t length = readlink(target, named, sizeof named);
        if (length < 0) {
            return target; /* no link */
        }
        const char *slash = strrchr(target, '/');
        size_t folder = named[0] == '/' || slash == NULL ? 0 : (size_t)(slash - target) + 1;
        char *next = NULL;
        if (links == LINKS_MAX || length == (ssize_t)sizeof named) {
            errno = links == LINKS_MAX ? ELOOP : ENAMETOOLONG;
        } else {
            next = copy_text(target, folder, (size_t)length);
            memcpy(next + folder, named, (size_t)length);
            next[folder + (size_t)length] = '\0';
        }
        free(target);
        target = next;
    }
    return NULL;
}

/* Creates the draft beside its target, under a name that is short whatever the target's is. False: errno tells. */
static bool create_draft(struct pl_draft *draft, mode_t mode)
{
    enum { NAME_ROOM = 48 };
    const char *slash = strrchr(draft->target, '/');
    size_t folder = slash == NULL ? 0 : (size_t)(slash - draft->target) + 1;
    draft->temporary = copy_text(draft->target, folder, NAME_ROOM);
    lock_drafts();
    watched = watched || atexit(remove_drafts) == 0;
    while (!watched) {
        pause(); /* another thread ends the process, and is past its handlers */
    }
    for (int i = 0; draft->descriptor < 0 && (i == 0 || (errno == EEXIST && i < DRAFT_TRIES)); i++) {
        snprintf(draft->temporary + folder, NAME_ROOM, ".planner-%ld-%u.part", (long)getpid(), drafts_count++);
        draft->descriptor = open(draft->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    }
    int saved = errno;
    if (draft->descriptor >= 0) {
        draft->next = open_drafts;
        open_drafts = draft;
    }
    pthread_mutex_unlock(&drafts_lock);
    if (draft->descriptor < 0) {
        free(draft->temporary);
        draft->temporary = NULL;
    }
    errno = saved;
    return draft->descriptor >= 0;
}

/* Gives the draft its name, or removes it. */
static bool end_draft(struct pl_draft *draft, bool keep)
{
    lock_drafts();
    bool taken = keep && rename(draft->temporary, draft->target) == 0;
    int saved = errno;
    if (!taken) {
        unlink(draft->temporary);
    }
    struct pl_draft **link = &open_drafts;
    while (*link != draft) {
        link = &(*link)->next;
    }
    *link = draft->next;
    pthread_mutex_unlock(&drafts_lock);
    free(draft->temporary);
    draft->temporary = NULL;
    errno = saved;
    return taken == keep;
}

/* Owner and permissions of the file that the draft will replace; of the owner, what the system allows. */
static bool take_after(struct pl_draft *draft, const struct stat *previous)
{
    struct stat own;
    if (fstat(draft->descriptor, &own) == 0 && (own.st_uid != previous->st_uid || own.st_gid != previous->st_gid)) {
        (void)(fchown(draft->descriptor, previous->st_uid, previous->st_gid) != 0 &&
               fchown(draft->descriptor, own.st_uid, previous->st_gid) != 0);
    }
    return fchmod(draft->descriptor, previous->st_mode & 07777) == 0;
}

/* Opens a pipe or a device as it is. A pipe has to wait for its reader, and is asked again where a signal must not be
 * missed. */
static int open_as_it_is(const char *path, enum pl_file_kind kind, atomic_int *stop)
{
    bool asks = kind == PL_PIPE && stop != NULL;
    for (;;) {
        int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY | (asks ? O_NONBLOCK : 0));
        if (descriptor >= 0 || !asks || errno != ENXIO) {
            return descriptor;
        }
        if (is_stopped(stop)) {
            errno = EINTR;
            return -1;
        }
        nanosleep(&(struct timespec){.tv_nsec = WAIT_MS * 1000000L}, NULL);
    }
}

static bool note(struct pl_draft *draft, bool ok)
{
    if (!ok && draft->put == PL_PUT_WRITTEN) {
        draft->error = errno;
        draft->put = errno == EPIPE || (errno == EINTR && is_stopped(draft->stop)) ? PL_PUT_CUT : PL_PUT_FAILED;
    }
    return ok;
}

static struct pl_draft *new_draft(const char *path, atomic_int *stop)
{
    struct pl_draft *draft = pl_must_alloc(sizeof *draft);
    *draft = (struct pl_draft){.descriptor = -1, .stop = stop, .path = copy_text(path, strlen(path), 0)};
    return draft;
}

/* A file that may not be written is not replaced either. Interrupted between the two names, a draft would stay behind:
 * where nobody catches signals, they wait for the end of the few calls. */
static void start(struct pl_draft *draft, bool holds_signals)
{
    struct stat previous;
    bool exists = stat(draft->path, &previous) == 0;
    draft->kind = exists ? identity_of(&previous).kind : PL_FILE;
    if (draft->kind != PL_FILE) {
        draft->descriptor = open_as_it_is(draft->path, draft->kind, draft->stop);
        note(draft, draft->descriptor >= 0);
        return;
    }
    if (!note(draft, !exists || faccessat(AT_FDCWD, draft->path, W_OK, AT_EACCESS) == 0)) {
        return;
    }
    draft->target = follow(draft->path);
    if (!note(draft, draft->target != NULL)) {
        return;
    }
    draft->holds_signals = holds_signals;
    if (holds_signals) {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, &draft->signals);
    }
    note(draft, create_draft(draft, exists ? 0600 : 0666) && (!exists || take_after(draft, &previous)));
}

struct pl_draft *pl_draft_open(const char *path, atomic_int *stop, struct pl_diagnostics *diagnostics)
{
    struct pl_draft *draft = new_draft(path, stop);
    draft->syncs = true;
    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0) {
        draft->descriptor = STDOUT_FILENO;
    } else if (strcmp(path, "/dev/stderr") == 0) {
        draft->descriptor = STDERR_FILENO;
    } else {
        start(draft, stop == NULL);
    }
    if (draft->put != PL_PUT_WRITTEN) {
        pl_draft_close(draft, true, diagnostics);
        return NULL;
    }
    return draft;
}

void pl_draft_add(struct pl_draft *draft, const char *bytes, size_t length)
{
    if (draft->put == PL_PUT_WRITTEN) {
        note(draft, pl_write_until(draft->stop, draft->descriptor, bytes, length));
    }
}

bool pl_draft_is_cut(const struct pl_draft *draft)
{
    return draft->put == PL_PUT_CUT;
}

/* The disk has the bytes if it is waited for, and the descriptor is closed but for that of a standard stream. */
static void finish(struct pl_draft *draft)
{
    if (draft->descriptor > STDERR_FILENO) {
        note(draft,
             draft->put != PL_PUT_WRITTEN || !draft->syncs || draft->target == NULL || fsync(draft->descriptor) == 0);
        note(draft, close(draft->descriptor) == 0);
    }
    draft->descriptor = -1;
}

enum pl_put pl_draft_close(struct pl_draft *draft, bool keep, struct pl_diagnostics *diagnostics)
{
    draft->syncs = draft->syncs && keep;
    finish(draft);
    if (draft->temporary != NULL) {
        note(draft, end_draft(draft, keep && draft->put == PL_PUT_WRITTEN));
    }
    if (draft->holds_signals) {
        pthread_sigmask(SIG_SETMASK, &draft->signals, NULL);
    }
    if (keep) {
        const char *path = strcmp(draft->path, "-") == 0 ? "<stdout>" : draft->path;
        if (draft->put == PL_PUT_FAILED) {
            errno = draft->error;
            fail(diagnostics, PL_E002, path);
        } else if (draft->put == PL_PUT_REFUSED && draft->refusal == PL_E006) {
            say_kind(diagnostics, PL_E006, path, draft->kind);
        } else if (draft->put == PL_PUT_REFUSED) {
            pl_diagnose(diagnostics, draft->refusal, (struct pl_place){0}, path, (const char *)NULL);
        }
    }
    enum pl_put put = draft->put;
    free(draft->path);
    free(draft->target);
    free(draft);
    return put;
}

enum pl_put pl_file_write(const char *path, const char *bytes, size_t length, struct pl_diagnostics *diagnostics)
{
    struct pl_draft *draft = pl_draft_open(path, NULL, diagnostics);
    if (draft == NULL) {
        return PL_PUT_FAILED;
    }
    pl_draft_add(draft, bytes, length);
    return pl_draft_close(draft, true, diagnostics);
}

/* ---- folders ----------------------------------------------------------------------------------------------------- */

struct pl_folder {
    int descriptor;
    const struct pl_reads *reads;
    atomic_int *stop;
    char *path;
};

struct pl_folder *pl_folder_open(const char *path, const struct pl_reads *reads, atomic_int *stop,
                                 struct pl_diagnostics *diagnostics)
{
    int descriptor = mkdir(path, 0777) == 0 || errno == EEXIST ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (descriptor < 0) {
        fail(diagnostics, PL_E002, path);
        return NULL;
    }
    struct pl_folder *folder = pl_must_alloc(sizeof *folder);
    *folder = (struct pl_folder){descriptor, reads, stop, copy_text(path, strlen(path), 0)};
    return folder;
}

/* Whether a file holds exactly these bytes. */
static bool holds(const char *path, const char *bytes, size_t length)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status;
    bool same = descriptor >= 0 && fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
                (size_t)status.st_size == length;
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

static void refuse(struct pl_draft *draft, enum pl_code code)
{
    draft->put = PL_PUT_REFUSED;
    draft->refusal = code;
}

struct pl_draft *pl_folder_draft(struct pl_folder *folder, const char *name, const char *bytes, size_t length,
                                 bool force)
{
    struct pl_buffer path = {0};
    struct stat status;
    pl_path_add(&path, folder->path, name);
    struct pl_draft *draft = new_draft(path.data, folder->stop);
    struct pl_identity identity = pl_file_identify(path.data);
    draft->kind = identity.kind;
    if (identity.kind != PL_NOTHING && identity.kind != PL_FILE) {
        refuse(draft, PL_E006);
    } else if (pl_reads_find(folder->reads, identity) != NULL) {
        refuse(draft, PL_E005);
    } else if (identity.kind == PL_FILE && holds(path.data, bytes, length)) {
        draft->put = PL_PUT_SAME;
    } else if (!force && lstat(path.data, &status) == 0) {
        refuse(draft, PL_E003);
    } else {
        start(draft, folder->stop == NULL);
        pl_draft_add(draft, bytes, length);
        finish(draft);
    }
    pl_buffer_done(&path);
    return draft;
}

bool pl_folder_close(struct pl_folder *folder, struct pl_diagnostics *diagnostics)
{
    bool ok = fsync(folder->descriptor) == 0 || errno == EINVAL; /* some file systems do not sync folders */
    ok = ok || fail(diagnostics, PL_E002, folder->path);
    close(folder->descriptor);
    free(folder->path);
    free(folder);
    return ok;
}

bool pl_folder_holds(const struct pl_folder *folder, const char *path, const char **out_name)
{
    const char *slash = strrchr(path, '/');
    char *parent = slash == NULL ? copy_text(".", 1, 0) : copy_text(path, (size_t)(slash - path) + 1, 0);
    bool same = pl_identity_is(pl_file_identify(parent), pl_stream_identify(folder->descriptor));
    free(parent);
    *out_name = slash == NULL ? path : slash + 1;
    return same;
}
