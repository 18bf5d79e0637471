/* SPDX-License-Identifier: MIT
 * See keys.h. The file: "planner-keys 1", the time at which it was written; then a line for each gist; then one for
 * each town; at last a hash of all that.
 */
#include "cli/keys.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

static const char name_of_file[] = ".planner-keys";
static const char first_line[] = "planner-keys 1\t";
enum {
    LAST_LINE = 17,         /* bytes */
    REPORT_MIN = 52,        /* bytes of a line: a name, two hashes, and tabs but for the last */
    TICK = 20 * 1000 * 1000 /* nanoseconds: the clock of files goes in steps; a file may change twice in one */
};

/* A set of positions by hash. */
struct index {
    uint32_t *slots; /* position + 1; 0: free */
    uint32_t mask;
};

struct line {
    struct pl_kept kept;
    uint32_t gist; /* position */
    bool is_fresh; /* of this run */
};

struct pl_keys {
    struct pl_keys_wanted wanted;
    uint64_t seed;
    int64_t begun;        /* nanoseconds since 1970 */
    int64_t written;      /* when the file was, 0: there is none */
    struct pl_buffer old; /* its bytes, into which the lines point */
    struct pl_arena arena;
    struct line *lines; /* of the file */
    bool *met;          /* by line: it is among the fresh ones */
    uint32_t lines_count;
    struct index by_stamp, by_content;
    struct line *fresh; /* of this run */
    uint32_t fresh_count, fresh_room;
    const char **gists; /* as texts */
    uint32_t gists_count, gists_room;
    struct index by_gist;
    bool changed; /* the file is to be written anew */
};

static int64_t now(void)
{
    struct timespec time;
    return clock_gettime(CLOCK_REALTIME, &time) == 0 ? (int64_t)time.tv_sec * 1000000000 + time.tv_nsec : 0;
}

/* ---- hashes ---------------------------------------------------------------------------------------------------- */

struct pl_hash pl_keys_hash(const struct pl_keys *keys, struct pl_view bytes)
{
    XXH128_hash_t hash = XXH3_128bits_withSeed(bytes.text, bytes.length, keys->seed);
    return (struct pl_hash){hash.high64, hash.low64};
}

static uint64_t stamp_of(const struct pl_keys *keys, const struct pl_identity *identity)
{
    const int64_t parts[] = {(int64_t)identity->device, (int64_t)identity->inode, identity->size, identity->modified,
                             identity->changed};
    uint64_t stamp = XXH3_64bits_withSeed(parts, sizeof parts, keys->seed);
    return stamp == 0 ? 1 : stamp;
}

uint64_t pl_keys_stamp(const struct pl_keys *keys, struct pl_identity identity)
{
    return identity.kind == PL_FILE && identity.changed < keys->begun - TICK ? stamp_of(keys, &identity) : 0;
}

static uint64_t hash_of_text(const char *text)
{
    return XXH3_64bits(text, strlen(text));
}

static void index_room(struct index *index, uint32_t count, struct pl_arena *arena)
{
    uint32_t room = 16;
    while (room < 2 * count) {
        room *= 2;
    }
    index->slots = pl_arena_array(arena, room, sizeof *index->slots);
    index->mask = room - 1;
}

static void index_add(struct index *index, uint64_t hash, uint32_t position)
{
    uint32_t at = (uint32_t)hash & index->mask;
    while (index->slots[at] != 0) {
        at = (at + 1) & index->mask;
    }
    index->slots[at] = position + 1;
}

/* ---- gists ------------------------------------------------------------------------------------------------------- */

static void add_list(struct pl_buffer *out, const struct pl_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        pl_buffer_add_text(out, i > 0 ? " " : "");
        pl_buffer_add_number(out, list->items[i], "");
    }
}

static void add_gist(struct pl_buffer *out, const struct pl_gist *gist)
{
    for (uint32_t i = 0; i < PL_GIST_NUMBERS; i++) {
        pl_buffer_add_text(out, i > 0 ? " " : "");
        pl_buffer_add_number(out, gist->numbers[i], "");
    }
    for (uint32_t i = 0; i < PL_GIST_LISTS; i++) {
        pl_buffer_add_char(out, '\t');
        add_list(out, &gist->lists[i]);
    }
}

/* A number in front of `*at`, and the one byte after it; false if there is none. */
static bool take_number(const char **at, int64_t *out_number)
{
    char *end;
    errno = 0;
    long long number = strtoll(*at, &end, 10);
    bool ok = end != *at && errno == 0;
    *out_number = number;
    *at = end + (*end == ' ');
    return ok;
}

/* The gist of a text; false if it is none. */
static bool read_gist(const char *text, struct pl_arena *arena, struct pl_gist *out_gist)
{
    const char *at = text;
    bool ok = true;
    for (uint32_t i = 0; ok && i < PL_GIST_NUMBERS; i++) {
        ok = take_number(&at, &out_gist->numbers[i]);
    }
    for (uint32_t l = 0; ok && l < PL_GIST_LISTS && *at++ == '\t'; l++) {
        struct pl_list *list = &out_gist->lists[l];
        *list = (struct pl_list){pl_arena_array(arena, strcspn(at, "\t") / 2 + 1, sizeof *list->items), 0, 0};
        while (ok && *at != '\t' && *at != '\0') {
            int64_t item = 0;
            ok = take_number(&at, &item) && item >= 0 && item < UINT32_MAX;
            list->items[list->count++] = (uint32_t)item;
        }
    }
    return ok && *at == '\0';
}

/* The position of a gist among those of the file to come. */
static uint32_t gist_position(struct pl_keys *keys, const char *text)
{
    uint64_t hash = hash_of_text(text);
    for (uint32_t at = (uint32_t)hash & keys->by_gist.mask; keys->by_gist.slots[at] != 0;
         at = (at + 1) & keys->by_gist.mask) {
        if (strcmp(keys->gists[keys->by_gist.slots[at] - 1], text) == 0) {
            return keys->by_gist.slots[at] - 1;
        }
    }
    if (keys->gists_count == keys->gists_room) {
        const char **more = pl_arena_array(&keys->arena, (size_t)2 * keys->gists_room, sizeof *more);
        memcpy(more, keys->gists, keys->gists_count * sizeof *more);
        keys->gists = more;
        keys->gists_room *= 2;
        index_room(&keys->by_gist, keys->gists_room, &keys->arena);
        for (uint32_t i = 0; i < keys->gists_count; i++) {
            index_add(&keys->by_gist, hash_of_text(keys->gists[i]), i);
        }
    }
    keys->gists[keys->gists_count] = pl_arena_copy(&keys->arena, text, strlen(text));
    index_add(&keys->by_gist, hash, keys->gists_count);
    return keys->gists_count++;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static bool take_hexadecimal(const char *text, size_t digits, uint64_t *out_number)
{
    uint64_t number = 0;
    for (size_t i = 0; i < digits; i++) {
        char c = text[i];
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
            return false;
        }
        number = number << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    *out_number = number;
    return text[digits] == '\0';
}

static bool take_hash(char *text, struct pl_hash *out_hash)
{
    char middle = strlen(text) == 32 ? text[16] : '\0';
    bool ok = middle != '\0' && take_hexadecimal(text + 16, 16, &out_hash->low);
    if (ok) {
        text[16] = '\0';
        ok = take_hexadecimal(text, 16, &out_hash->high);
        text[16] = middle;
    }
    return ok;
}

/* Text that a summary may show: UTF-8, and nothing that steers. */
static bool is_clean(const char *text)
{
    struct pl_view rest = pl_view_of(text);
    while (rest.length > 0) {
        int32_t c = pl_view_next(&rest);
        if (c < 0 || pl_is_control(c)) {
            return false;
        }
    }
    return true;
}

/* What stands before the next tab, cut off; `*rest` is "" after the last. */
static char *take_field(char **rest)
{
    char *field = *rest;
    *rest += strcspn(field, "\t");
    if (**rest != '\0') {
        *(*rest)++ = '\0';
    }
    return field;
}

/* A line of a town. False if it is none. */
static bool read_town(struct pl_keys *keys, char *rest, const struct pl_gist *gists, struct line *line)
{
    struct pl_kept *kept = &line->kept;
    int64_t numbers[3] = {0};
    bool ok = take_hash(take_field(&rest), &kept->content) && take_hexadecimal(take_field(&rest), 16, &kept->stamp);
    for (size_t i = 0; ok && i < sizeof numbers / sizeof *numbers; i++) {
        const char *number = take_field(&rest);
        ok = take_number(&number, &numbers[i]);
    }
    if (!ok || numbers[1] < 0 || numbers[1] >= keys->gists_count) {
        return false;
    }
    kept->made = numbers[0];
    line->gist = (uint32_t)numbers[1];
    kept->gist = &gists[line->gist];
    kept->population = numbers[2];
    kept->name = take_field(&rest);
    kept->code = take_field(&rest);
    kept->department = take_field(&rest);
    kept->reports = pl_arena_array(&keys->arena, strlen(rest) / REPORT_MIN + 1, sizeof *kept->reports);
    while (ok && *rest != '\0') {
        struct pl_kept_report *report = &kept->reports[kept->reports_count++];
        report->name = take_field(&rest);
        ok = *report->name != '\0' && strchr(report->name, '/') == NULL &&
             take_hash(take_field(&rest), &report->hash) && take_hexadecimal(take_field(&rest), 16, &report->stamp);
    }
    return ok && kept->reports_count > 0;
}

/* The lines after the first; false if one is damaged. */
static bool read_lines(struct pl_keys *keys, char *text)
{
    uint32_t count = 1;
    for (const char *p = text; *p != '\0'; p++) {
        count += *p == '\n';
    }
    struct pl_gist *gists = pl_arena_array(&keys->arena, count, sizeof *gists);
    keys->lines = pl_arena_array(&keys->arena, count, sizeof *keys->lines);
    while (*text != '\0') {
        char *line = text;
        text += strcspn(text, "\n");
        *text++ = '\0'; /* what is hashed ends with a line end */
        if (*line == '=') {
            uint32_t position = keys->gists_count;
            if (gist_position(keys, line + 1) != position || !read_gist(line + 1, &keys->arena, &gists[position])) {
                return false;
            }
        } else if (read_town(keys, line, gists, &keys->lines[keys->lines_count])) {
            keys->lines_count++;
        } else {
            return false;
        }
    }
    return true;
}

/* Cuts the last line off, which holds a hash of those before; false if it does not. */
static bool is_whole(struct pl_buffer *text)
{
    size_t length = text->length > LAST_LINE ? text->length - LAST_LINE : 0;
    uint64_t hash = 0;
    bool ok = length > 0 && text->data[text->length - 1] == '\n' && strlen(text->data) == text->length;
    if (ok) {
        text->data[text->length - 1] = '\0';
        ok = text->data[length - 1] == '\n' && take_hexadecimal(text->data + length, LAST_LINE - 1, &hash) &&
             hash == XXH3_64bits(text->data, length);
        pl_buffer_cut(text, length);
    }
    return ok;
}

static void read_file(struct pl_keys *keys)
{
    struct pl_buffer path = {0};
    struct pl_diagnostics unsaid = {0};
    pl_path_add(&path, keys->wanted.folder, name_of_file);
    bool ok = pl_file_identify(path.data).kind == PL_FILE &&
              pl_file_read(path.data, PL_BUFFER_MAX - 1, &keys->old, &unsaid) && is_whole(&keys->old) &&
              strncmp(keys->old.data, first_line, strlen(first_line)) == 0;
    const char *at = ok ? keys->old.data + strlen(first_line) : "";
    ok = ok && take_number(&at, &keys->written) && *at == '\n' &&
         read_lines(keys, keys->old.data + (at + 1 - keys->old.data));
    if (!ok) {
        keys->lines_count = keys->gists_count = 0;
        index_room(&keys->by_gist, keys->gists_room, &keys->arena);
    }
    pl_diagnostics_done(&unsaid);
    pl_buffer_done(&path);
}

struct pl_keys *pl_keys_open(const struct pl_keys_wanted *wanted)
{
    enum { GISTS = 64 };
    struct pl_keys *keys = pl_must_alloc(sizeof *keys);
    *keys = (struct pl_keys){.wanted = *wanted, .begun = now()};
    keys->seed = XXH3_64bits(wanted->options.text, wanted->options.length);
    keys->gists_room = GISTS;
    keys->gists = pl_arena_array(&keys->arena, GISTS, sizeof *keys->gists);
    index_room(&keys->by_gist, GISTS, &keys->arena);
    read_file(keys);
    keys->met = pl_arena_array(&keys->arena, (size_t)keys->lines_count + 1, sizeof *keys->met);
    index_room(&keys->by_stamp, keys->lines_count, &keys->arena);
    index_room(&keys->by_content, keys->lines_count, &keys->arena);
    for (uint32_t i = 0; i < keys->lines_count; i++) {
        index_add(&keys->by_stamp, keys->lines[i].kept.stamp, i);
        index_add(&keys->by_content, keys->lines[i].kept.content.low, i);
    }
    return keys;
}

void pl_keys_free(struct pl_keys *keys)
{
    if (keys != NULL) {
        pl_buffer_done(&keys->old);
        pl_arena_done(&keys->arena);
        free(keys->fresh);
        free(keys);
    }
}

/* ---- what stands in the folder --------------------------------------------------------------------------------- */

/* Whether a report is the one that was written; its stamp as it is now. What may have changed in the moment in which
 * the file was written, or has another stamp, is read. */
static bool stands(const struct pl_keys *keys, struct pl_kept_report *report, struct pl_buffer *path)
{
    pl_buffer_clear(path);
    pl_path_add(path, keys->wanted.folder, report->name);
    struct pl_identity identity = pl_file_identify(path->data);
    uint64_t before = report->stamp;
    report->stamp = stamp_of(keys, &identity);
    if (identity.kind != PL_FILE || pl_reads_find(keys->wanted.reads, identity) != NULL) {
        return false;
    }
    if (before == report->stamp && identity.changed < keys->written - TICK) {
        return true;
    }
    struct pl_diagnostics unsaid = {0};
    struct pl_buffer bytes = {0};
    bool same = pl_file_read(path->data, PL_BUFFER_MAX - 1, &bytes, &unsaid);
    struct pl_hash hash = pl_keys_hash(keys, (struct pl_view){pl_buffer_text(&bytes), bytes.length});
    same = same && hash.high == report->hash.high && hash.low == report->hash.low;
    pl_buffer_done(&bytes);
    pl_diagnostics_done(&unsaid);
    return same;
}

/* Whether the plan of a line holds today, with words that may be shown. */
static bool holds(const struct pl_keys *keys, const struct pl_kept *kept)
{
    const struct pl_keys_wanted *wanted = &keys->wanted;
    bool of_day = wanted->force ? kept->made == wanted->today
                                : kept->made <= wanted->today && wanted->today < kept->gist->numbers[PL_GIST_UNTIL];
    return of_day && kept->reports_count == wanted->documents && kept->population >= PL_UNSAID &&
           pl_gist_is_sound(kept->gist, wanted->knowledge) && is_clean(kept->name) && is_clean(kept->code) &&
           is_clean(kept->department);
}

bool pl_keys_find(const struct pl_keys *keys, uint64_t stamp, const struct pl_hash *content, struct pl_arena *arena,
                  struct pl_kept *out_kept)
{
    const struct index *index = content == NULL ? &keys->by_stamp : &keys->by_content;
    uint64_t hash = content == NULL ? stamp : content->low;
    const struct line *found = NULL;
    for (uint32_t at = (uint32_t)hash & index->mask; found == NULL && index->slots[at] != 0;
         at = (at + 1) & index->mask) {
        const struct line *line = &keys->lines[index->slots[at] - 1];
        bool is = content == NULL ? stamp != 0 && line->kept.stamp == stamp
                                  : line->kept.content.low == content->low && line->kept.content.high == content->high;
        found = is ? line : NULL;
    }
    if (found == NULL || !holds(keys, &found->kept)) {
        return false;
    }
    struct pl_kept kept = found->kept;
    struct pl_buffer path = {0};
    bool all = true;
    kept.line = (uint32_t)(found - keys->lines) + 1;
    kept.stamp = stamp;
    kept.reports = pl_arena_array(arena, kept.reports_count, sizeof *kept.reports);
    memcpy(kept.reports, found->kept.reports, kept.reports_count * sizeof *kept.reports);
    for (uint32_t i = 0; all && i < kept.reports_count; i++) {
        all = stands(keys, &kept.reports[i], &path);
    }
    pl_buffer_done(&path);
    if (all) {
        *out_kept = kept;
    }
    return all;
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static const char *kept_text(struct pl_keys *keys, const char *text)
{
    return pl_arena_copy(&keys->arena, text, strlen(text));
}

void pl_keys_add(struct pl_keys *keys, const struct pl_kept *kept)
{
    if (!is_clean(kept->name) || !is_clean(kept->code) || !is_clean(kept->department)) {
        return; /* a line has no room for it */
    }
    if (keys->fresh_count == keys->fresh_room) {
        keys->fresh_room = keys->fresh_room == 0 ? 256 : 2 * keys->fresh_room;
        keys->fresh = pl_must_realloc(keys->fresh, keys->fresh_room * sizeof *keys->fresh);
    }
    struct line *line = &keys->fresh[keys->fresh_count++];
    const struct line *before = kept->line == 0 ? NULL : &keys->lines[kept->line - 1];
    *line = (struct line){.kept = *kept, .is_fresh = true};
    line->kept.reports = pl_arena_array(&keys->arena, kept->reports_count, sizeof *kept->reports);
    memcpy(line->kept.reports, kept->reports, kept->reports_count * sizeof *kept->reports);
    if (before != NULL) {
        line->gist = before->gist;
        keys->met[kept->line - 1] = true;
        keys->changed = keys->changed || kept->stamp != before->kept.stamp;
    } else {
        struct pl_buffer text = {0};
        add_gist(&text, kept->gist);
        line->gist = gist_position(keys, pl_buffer_text(&text));
        line->kept.name = kept_text(keys, kept->name);
        line->kept.code = kept_text(keys, kept->code);
        line->kept.department = kept_text(keys, kept->department);
        keys->changed = true;
        pl_buffer_done(&text);
    }
    for (uint32_t i = 0; i < kept->reports_count; i++) {
        struct pl_kept_report *report = &line->kept.reports[i];
        if (before != NULL && report->stamp == before->kept.reports[i].stamp) {
            report->name = before->kept.reports[i].name;
            continue;
        }
        struct pl_buffer path = {0};
        pl_path_add(&path, keys->wanted.folder, report->name);
        struct pl_identity identity = pl_file_identify(path.data);
        report->stamp = stamp_of(keys, &identity);
        report->name = kept_text(keys, report->name);
        keys->changed = true;
        pl_buffer_done(&path);
    }
}

static int by_report(const void *left, const void *right)
{
    const struct line *a = *(const struct line *const *)left;
    const struct line *b = *(const struct line *const *)right;
    int order = strcmp(a->kept.reports[0].name, b->kept.reports[0].name);
    return order != 0 ? order : (int)b->is_fresh - (int)a->is_fresh;
}

/* The lines of the file to come, in order; returns how many. */
static uint32_t gather(struct pl_keys *keys, const struct line **out_lines)
{
    uint32_t all = 0;
    uint32_t count = 0;
    struct pl_buffer path = {0};
    for (uint32_t i = 0; i < keys->fresh_count; i++) {
        out_lines[all++] = &keys->fresh[i];
    }
    for (uint32_t i = 0; i < keys->lines_count; i++) {
        if (!keys->met[i]) {
            pl_buffer_clear(&path);
            pl_path_add(&path, keys->wanted.folder, keys->lines[i].kept.reports[0].name);
            bool stays = pl_file_identify(path.data).kind == PL_FILE;
            out_lines[all] = &keys->lines[i];
            all += stays;
            keys->changed = keys->changed || !stays;
        }
    }
    pl_buffer_done(&path);
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
    qsort(out_lines, all, sizeof *out_lines, by_report);
    for (uint32_t i = 0; i < all; i++) {
        bool again =
            count > 0 && strcmp(out_lines[i]->kept.reports[0].name, out_lines[count - 1]->kept.reports[0].name) == 0;
        keys->changed = keys->changed || again;
        out_lines[count] = again ? out_lines[count] : out_lines[i];
        count += !again;
    }
    return count;
}

static void add_hexadecimal(struct pl_buffer *out, uint64_t number, char after)
{
    char digits[17];
    for (int i = 15; i >= 0; i--) {
        digits[i] = "0123456789abcdef"[number & 15];
        number >>= 4;
    }
    digits[16] = after;
    pl_buffer_add(out, digits, after == '\0' ? 16 : 17);
}

static void add_number(struct pl_buffer *out, int64_t number)
{
    pl_buffer_add_number(out, number, "");
    pl_buffer_add_char(out, '\t');
}

static void add_town(struct pl_buffer *out, const struct pl_kept *kept, uint32_t gist)
{
    add_hexadecimal(out, kept->content.high, '\0');
    add_hexadecimal(out, kept->content.low, '\t');
    add_hexadecimal(out, kept->stamp, '\t');
    add_number(out, kept->made);
    add_number(out, gist);
    add_number(out, kept->population);
    const char *const texts[] = {kept->name, kept->code, kept->department};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        pl_buffer_add_text(out, texts[i]);
        pl_buffer_add_char(out, '\t');
    }
    for (uint32_t i = 0; i < kept->reports_count; i++) {
        pl_buffer_add_text(out, kept->reports[i].name);
        pl_buffer_add_char(out, '\t');
        add_hexadecimal(out, kept->reports[i].hash.high, '\0');
        add_hexadecimal(out, kept->reports[i].hash.low, '\t');
        add_hexadecimal(out, kept->reports[i].stamp, i + 1 < kept->reports_count ? '\t' : '\n');
    }
}

void pl_keys_write(struct pl_keys *keys, struct pl_folder *folder, struct pl_diagnostics *diagnostics)
{
    const struct line **lines =
        pl_arena_array(&keys->arena, (size_t)keys->fresh_count + keys->lines_count + 1, sizeof(const struct line *));
    uint32_t count = gather(keys, lines);
    if (!keys->changed || (count == 0 && keys->lines_count == 0)) {
        return;
    }
    struct pl_buffer text = {0};
    uint32_t *numbers =
        pl_arena_array(&keys->arena, (size_t)keys->gists_count + 1, sizeof *numbers); /* by gist, from 1 */
    uint32_t used = 0;
    pl_buffer_add_text(&text, first_line);
    pl_buffer_add_number(&text, now(), "");
    pl_buffer_add_char(&text, '\n');
    for (uint32_t i = 0; i < count; i++) {
        uint32_t gist = lines[i]->gist;
        if (numbers[gist] == 0) {
            numbers[gist] = ++used;
            pl_buffer_add_char(&text, '=');
            pl_buffer_add_text(&text, keys->gists[gist]);
            pl_buffer_add_char(&text, '\n');
        }
        add_town(&text, &lines[i]->kept, numbers[gist] - 1);
    }
    add_hexadecimal(&text, XXH3_64bits(pl_buffer_text(&text), text.length), '\n');
    if (!text.failed) { /* towns beyond what a buffer holds are written anew each time */
        struct pl_draft *draft = pl_folder_draft(folder, name_of_file, pl_buffer_text(&text), text.length, true);
        pl_draft_close(draft, true, diagnostics);
    }
    pl_buffer_done(&text);
}
