/* SPDX-License-Identifier: MIT
 * Bytes as a template of docx, as they are, and as the parts of one: `name NUL text NUL …`. What must hold of any bytes: they are taken or
 * refused, twice alike; a document with what was taken is a zip whose parts that we write are whole, and the same twice.
 */
#include <string.h>

#include "base/xml.h"
#include "base/zip.h"
#include "engine/outline.h"
#include "engine/planning.h"
#include "fuzz.h"
#include "load/loader.h"
#include "report/report.h"

enum { DAY = 20780 };

static const struct pl_knowledge *const k = &pl_builtin_knowledge;

/* The smallest plan there is, made once. */
static const struct pl_plan *plan(void)
{
    static const char text[] = "name: Ville\nkind: commune\n";
    static struct pl_arena arena;
    static struct pl_source source = {"town.yaml", {text, sizeof text - 1}, 0};
    static struct pl_profile profile;
    static const struct pl_plan *made;
    if (made == NULL) {
        struct pl_diagnostics diagnostics = {.language = PL_FR};
        fuzz_require(pl_profile_load(k, &source, DAY, &arena, &diagnostics, &profile), "the smallest profile is one");
        made = pl_plan_make(&profile, k->editions_count - 1, DAY, &arena);
        pl_diagnostics_done(&diagnostics);
    }
    return made;
}

static void write(const struct pl_docx_design *design, struct pl_buffer *out)
{
    struct pl_outline outline = pl_outline_make(plan(), pl_position(k, PL_TO_DOCUMENT, "strategy"), NULL);
    struct pl_report_options options = {.language = PL_FR, .outline = &outline, .heading_level = 1, .version = "0", .design = design};
    pl_write_docx(plan(), &options, out);
}

static void check_parts(const struct pl_buffer *document)
{
    static const char *const names[] = {"word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml",
                                        "[Content_Types].xml", "word/_rels/document.xml.rels"};
    struct pl_zip zip;
    fuzz_require(pl_zip_read((struct pl_view){document->data, document->length}, &zip), "what is written is a zip");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct pl_zip_entry *entry = pl_zip_find(&zip, pl_view_of(names[i]));
        struct pl_buffer text = {0};
        fuzz_require(entry != NULL && pl_zip_inflate(entry, &text), "its parts are there");
        fuzz_require(pl_xml_is_whole((struct pl_view){pl_buffer_text(&text), text.length}), "its parts are XML");
        pl_buffer_done(&text);
    }
}

static void try_template(struct pl_view bytes)
{
    struct pl_arena arenas[2] = {{0}, {0}};
    enum pl_docx_fault faults[2];
    const struct pl_docx_design *one = pl_docx_template(bytes, &arenas[0], &faults[0]);
    const struct pl_docx_design *two = pl_docx_template(bytes, &arenas[1], &faults[1]);
    fuzz_require((one == NULL) == (two == NULL) && (one != NULL || faults[0] == faults[1]), "twice alike");
    if (one != NULL) {
        struct pl_buffer documents[2] = {{0}, {0}};
        write(one, &documents[0]);
        write(two, &documents[1]);
        fuzz_same(&documents[0], &documents[1], "two runs give the same document");
        check_parts(&documents[0]);
        pl_buffer_done(&documents[0]);
        pl_buffer_done(&documents[1]);
    }
    pl_arena_done(&arenas[0]);
    pl_arena_done(&arenas[1]);
}

/* A fuzzer does not find checksums: it writes the parts, and they are packed here. */
static void try_parts(const char *text, size_t length)
{
    struct pl_buffer package = {0};
    struct pl_zip_writer zip;
    pl_zip_start(&zip, &package, DAY);
    for (size_t at = 0; at < length;) {
        const char *name = text + at;
        at += strlen(name) + 1;
        const char *part = at < length ? text + at : "";
        at += strlen(part) + 1;
        pl_zip_add(&zip, name, (const struct pl_view[]){pl_view_of(part)}, 1);
    }
    pl_zip_end(&zip);
    try_template((struct pl_view){package.data, package.length});
    pl_buffer_done(&package);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pl_buffer text = {0};
    pl_buffer_add(&text, (const char *)data, size);
    try_template((struct pl_view){pl_buffer_text(&text), text.length});
    try_parts(pl_buffer_text(&text), text.length);
    pl_buffer_done(&text);
    return 0;
}
