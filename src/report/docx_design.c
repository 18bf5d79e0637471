/* SPDX-License-Identifier: MIT
 * How documents look: the style sheet, the kinds of list and the page that are ours, or those of a template. Of a
 * template nothing is understood but the tags that are looked for; the rest is taken over as it is, unless it is no
 * XML.
 */
#include <string.h>
#include <strings.h>

#include "report/docx.h"

/* A4, 2 cm on each side. */
enum { OWN_WIDTH = 11906 - 2 * 1134, NARROWEST = 2000, WIDEST = 40000, SECTION_MAX = 65536 };
static const char own_section[] =
    "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"plFooter\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar "
    "w:top=\"1134\" "
    "w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>";
static const char own_root[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"" PL_DOCX_WORD
    "\" xmlns:r=\"" PL_DOCX_LINKS "\">";
static const char lists_start[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:numbering xmlns:w=\"" PL_DOCX_WORD "\">";

static const struct {
    const char *name, *id; /* the name is what lasts: an id is that of one document */
} used[PL_DOCX_STYLES] = {
    [PL_DOCX_TITLE] = {"Title", "Title"},
    [PL_DOCX_SUBTITLE] = {"Subtitle", "Subtitle"},
    [PL_DOCX_HEADING_1] = {"heading 1", "Heading1"},
    [PL_DOCX_HEADING_2] = {"heading 2", "Heading2"},
    [PL_DOCX_HEADING_3] = {"heading 3", "Heading3"},
    [PL_DOCX_BULLET] = {"List Bullet", "ListBullet"},
    [PL_DOCX_NUMBER] = {"List Number", "ListNumber"},
    [PL_DOCX_CAPTION] = {"caption", "Caption"},
    [PL_DOCX_CONTENTS_TITLE] = {"TOC Heading", "TOCHeading"},
    [PL_DOCX_CONTENTS] = {"toc 1", "TOC1"},
    [PL_DOCX_FOOTER] = {"footer", "Footer"},
    [PL_DOCX_LINK] = {"Hyperlink", "Hyperlink"},
    [PL_DOCX_VERDICT] = {"Planner Verdict", "PlannerVerdict"},
    [PL_DOCX_CELL] = {"Planner Cell", "PlannerCell"},
    [PL_DOCX_CELL_TITLE] = {"Planner Cell Title", "PlannerCellTitle"},
    [PL_DOCX_HOUR] = {"Planner Hour", "PlannerHour"},
    [PL_DOCX_TABLE] = {"Table Grid", "TableGrid"},
};

/* ---- styles ------------------------------------------------------------------------------------------------ */

static bool same_word(struct pl_view one, struct pl_view other)
{
    return one.length == other.length && strncasecmp(one.text, other.text, one.length) == 0;
}

static bool is(struct pl_view view, const char *text)
{
    return pl_view_is(view, text);
}

/* One style of a sheet. */
struct style {
    struct pl_view element, id, name;
};

/* The next style of a sheet; false after the last. */
static bool next_style(struct pl_xml *xml, struct style *out_style)
{
    struct pl_tag tag;
    while (pl_xml_next(xml, &tag)) {
        if (is(tag.name, "w:style") && !tag.ends && pl_xml_element(xml, &tag, &out_style->element)) {
            struct pl_xml inside = pl_xml_of(out_style->element);
            out_style->id = pl_tag_attribute(&tag, "w:styleId");
            out_style->name = (struct pl_view){"", 0};
            while (pl_xml_next(&inside, &tag)) {
                if (is(tag.name, "w:name")) {
                    out_style->name = pl_tag_attribute(&tag, "w:val");
                }
            }
            return true;
        }
    }
    return false;
}

/* The style of a name, or of an id; false: the sheet has none. */
static bool find_style(struct pl_view sheet, struct pl_view name, struct pl_view id, struct style *out_style)
{
    struct pl_xml xml = pl_xml_of(sheet);
    while (next_style(&xml, out_style)) {
        bool named = name.length > 0 && same_word(out_style->name, name);
        if (named || (id.length > 0 && out_style->id.length == id.length &&
                      memcmp(out_style->id.text, id.text, id.length) == 0)) {
            return true;
        }
    }
    return false;
}

static void add_view(struct pl_buffer *out, struct pl_view view)
{
    pl_buffer_add(out, view.text, view.length);
}

/* The id that one of our styles has among those of a template: that of its namesake, else ours, or ours with a letter
 * more where another style has it. */
static const char *id_in(struct pl_view sheet, const struct style *own, struct pl_arena *arena, bool *out_there)
{
    struct style found;
    struct pl_buffer id = {0};
    *out_there = find_style(sheet, own->name, (struct pl_view){"", 0}, &found);
    add_view(&id, *out_there ? found.id : own->id);
    while (!*out_there && find_style(sheet, (struct pl_view){"", 0}, (struct pl_view){id.data, id.length}, &found)) {
        pl_buffer_add_char(&id, 'x');
    }
    const char *kept = pl_arena_copy(arena, pl_buffer_text(&id), id.length);
    pl_buffer_done(&id);
    return kept;
}

/* One of our styles as the template is to have it: ids of styles, its own and those it names, as they are there. */
static void add_style(struct pl_view sheet, const struct style *own, struct pl_arena *arena, struct pl_buffer *out)
{
    struct pl_xml xml = pl_xml_of(own->element);
    struct pl_tag tag;
    struct pl_view sheet_of_ours = pl_view_of(pl_docx_styles);
    const char *from = own->element.text;
    while (pl_xml_next(&xml, &tag)) {
        bool start = is(tag.name, "w:style") && !tag.ends;
        bool names = is(tag.name, "w:basedOn") || is(tag.name, "w:next");
        struct pl_view id = start ? own->id : names ? pl_tag_attribute(&tag, "w:val") : (struct pl_view){"", 0};
        struct style named;
        bool there = false;
        if (id.length > 0 && find_style(sheet_of_ours, (struct pl_view){"", 0}, id, &named)) {
            pl_buffer_add(out, from, (size_t)(id.text - from));
            pl_buffer_add_text(out, id_in(sheet, &named, arena, &there));
            from = id.text + id.length;
        }
    }
    pl_buffer_add(out, from, (size_t)(own->element.text + own->element.length - from));
}

/* What the language of all texts takes the place of in a sheet: its tag, an empty place among the usual properties of
 * text, or, where these are missing, what stands for them or nothing; `out_bare` tells of the last. */
static struct pl_view find_language(struct pl_view sheet, bool *out_bare)
{
    struct pl_xml xml = pl_xml_of(sheet);
    struct pl_tag tag = {{sheet.text, 0}, {sheet.text, 0}, false, false};
    struct pl_view defaults;
    pl_xml_next(&xml, &tag);
    struct pl_view place = {tag.whole.text + tag.whole.length, 0};
    *out_bare = true;
    while (pl_xml_next(&xml, &tag)) {
        if (is(tag.name, "w:docDefaults") && !tag.ends && pl_xml_element(&xml, &tag, &defaults)) {
            struct pl_xml inside = pl_xml_of(defaults);
            place = defaults;
            while (*out_bare && pl_xml_next(&inside, &tag)) {
                *out_bare = !is(tag.name, "w:lang") && !(is(tag.name, "w:rPr") && tag.ends);
                place = *out_bare ? place : (struct pl_view){tag.whole.text, tag.ends ? 0 : tag.whole.length};
            }
            break;
        }
    }
    return place;
}

/* Whether the style of bullets brings them. */
static bool has_bullets(struct pl_view sheet)
{
    struct style bullets;
    struct pl_tag tag;
    bool has = false;
    if (find_style(sheet, pl_view_of(used[PL_DOCX_BULLET].name), (struct pl_view){"", 0}, &bullets)) {
        struct pl_xml inside = pl_xml_of(bullets.element);
        while (pl_xml_next(&inside, &tag)) {
            has = has || is(tag.name, "w:numId");
        }
    }
    return has;
}

/* The sheet, and our styles where it lacks them, in two parts around the language. */
static bool set_styles(struct pl_docx_design *design, struct pl_view sheet, struct pl_arena *arena)
{
    struct pl_xml tags = pl_xml_of(sheet);
    struct pl_xml ours = pl_xml_of(pl_view_of(pl_docx_styles));
    struct pl_view end = {NULL, 0};
    struct pl_tag tag;
    struct style own;
    if (!pl_xml_is_whole(sheet) || !pl_xml_next(&tags, &tag) || !is(tag.name, "w:styles") ||
        !is(pl_tag_attribute(&tag, "xmlns:w"), PL_DOCX_WORD)) {
        return false;
    }
    while (pl_xml_next(&tags, &tag)) {
        end = tag.ends ? tag.whole : end; /* the last is that of the whole */
    }
    if (end.text == NULL) {
        return false;
    }
    bool bare = false;
    struct pl_view language = find_language(sheet, &bare);
    struct pl_buffer parts[2] = {{0}, {0}};
    pl_buffer_add(&parts[0], sheet.text, (size_t)(language.text - sheet.text));
    pl_buffer_add_text(&parts[0], bare ? "<w:docDefaults><w:rPrDefault><w:rPr>" : "");
    pl_buffer_add_text(&parts[1], bare ? "</w:rPr></w:rPrDefault></w:docDefaults>" : "");
    pl_buffer_add(&parts[1], language.text + language.length,
                  (size_t)(end.text - language.text - (ptrdiff_t)language.length));
    while (next_style(&ours, &own)) {
        uint32_t style = 0;
        bool there = false;
        while (style < PL_DOCX_STYLES && !is(own.name, used[style].name)) {
            style++;
        }
        if (style < PL_DOCX_STYLES) {
            design->ids[style] = id_in(sheet, &own, arena, &there);
            if (!there) {
                add_style(sheet, &own, arena, &parts[1]);
            }
        }
    }
    add_view(&parts[1], end);
    for (int i = 0; i < 2; i++) {
        design->styles[i] = pl_arena_copy(arena, pl_buffer_text(&parts[i]), parts[i].length);
        pl_buffer_done(&parts[i]);
    }
    design->has_bullets = has_bullets(sheet);
    return true;
}

/* Our own is known whole: nothing needs looking for but the language. */
const struct pl_docx_design *pl_docx_design(struct pl_arena *arena)
{
    struct pl_docx_design *design = pl_arena_alloc(arena, sizeof *design);
    struct pl_view sheet = pl_view_of(pl_docx_styles);
    bool bare = false;
    struct pl_view language = find_language(sheet, &bare);
    *design = (struct pl_docx_design){
        .styles = {pl_arena_copy(arena, sheet.text, (size_t)(language.text - sheet.text)),
                   language.text + language.length},
        .lists = {lists_start, "", "</w:numbering>"},
        .first_list = 1,
        .root = own_root,
        .section = own_section,
        .width = OWN_WIDTH,
        .own_footer = true,
        .relationships = "<Relationship Id=\"plFooter\" Type=\"" PL_DOCX_LINKS "/footer\" Target=\"footer1.xml\"/>"
                         "<Relationship Id=\"plFonts\" Type=\"" PL_DOCX_LINKS "/fontTable\" Target=\"fontTable.xml\"/>",
        .types = "<Override PartName=\"/word/footer1.xml\" ContentType=\"" PL_DOCX_TYPE "footer+xml\"/>"
                 "<Override PartName=\"/word/fontTable.xml\" ContentType=\"" PL_DOCX_TYPE "fontTable+xml\"/>",
    };
    for (int style = 0; style < PL_DOCX_STYLES; style++) {
        design->ids[style] = used[style].id;
    }
    return design;
}

/* ---- templates --------------------------------------------------------------------------------------------- */

/* What is being read of a template. */
struct reading {
    struct pl_docx_design *design;
    struct pl_zip zip;
    struct pl_arena *arena;
    struct pl_view types; /* what says what the parts are */
    struct pl_buffer relationships, kept_types;
    bool kept[PL_ZIP_ENTRIES_MAX];
};

/* What a part holds, ended by a NUL; empty if it is not there or not what the directory says. */
static struct pl_view part(struct reading *reading, struct pl_view name)
{
    const struct pl_zip_entry *entry = pl_zip_find(&reading->zip, name);
    struct pl_buffer text = {0};
    if (entry == NULL || !pl_zip_inflate(entry, &text)) {
        return (struct pl_view){"", 0};
    }
    struct pl_view kept = {pl_arena_copy(reading->arena, pl_buffer_text(&text), text.length), text.length};
    pl_buffer_done(&text);
    return kept;
}

static bool ends_with(struct pl_view view, const char *end)
{
    size_t length = strlen(end);
    return view.length >= length && memcmp(view.text + view.length - length, end, length) == 0;
}

/* The name of a part from a target, which counts from the folder word/ or from the root; false for one that leads
 * elsewhere. */
static bool name_of(struct reading *reading, struct pl_view target, struct pl_view *out_name)
{
    struct pl_buffer name = {0};
    bool rooted = target.length > 0 && target.text[0] == '/';
    pl_buffer_add_text(&name, rooted ? "" : "word/");
    pl_buffer_add(&name, target.text + rooted, target.length - rooted);
    *out_name = (struct pl_view){pl_arena_copy(reading->arena, pl_buffer_text(&name), name.length), name.length};
    pl_buffer_done(&name);
    return target.length > (size_t)rooted && strstr(out_name->text, "..") == NULL;
}

/* What kind of part it is, by its name or by the end of it. */
static struct pl_view type_of(struct reading *reading, struct pl_view name)
{
    struct pl_xml xml = pl_xml_of(reading->types);
    struct pl_view found = {"", 0};
    struct pl_tag tag;
    while (pl_xml_next(&xml, &tag)) {
        struct pl_view type = pl_tag_attribute(&tag, "ContentType");
        struct pl_view part_name = pl_tag_attribute(&tag, "PartName");
        struct pl_view extension = pl_tag_attribute(&tag, "Extension");
        if (is(tag.name, "Override") && part_name.length == name.length + 1 &&
            memcmp(part_name.text + 1, name.text, name.length) == 0) {
            return type;
        }
        bool ends =
            extension.length > 0 && name.length > extension.length &&
            name.text[name.length - extension.length - 1] == '.' &&
            same_word((struct pl_view){name.text + name.length - extension.length, extension.length}, extension);
        found = is(tag.name, "Default") && ends ? type : found;
    }
    return found;
}

/* A part comes along, with its kind; false if it is not there, or there twice. */
static bool keep(struct reading *reading, struct pl_view name, bool typed)
{
    const struct pl_zip_entry *entry = pl_zip_find(&reading->zip, name);
    struct pl_view type = type_of(reading, name);
    static const char *const names[] = {"word/document.xml", "word/styles.xml",     "word/numbering.xml",
                                        "word/settings.xml", "[Content_Types].xml", "_rels/.rels",
                                        "docProps/core.xml", "docProps/app.xml",    "word/_rels/document.xml.rels"};
    bool written = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        written = written || is(name, names[i]);
    }
    if (entry == NULL || written || reading->kept[entry - reading->zip.entries] || (typed && type.length == 0)) {
        return false;
    }
    reading->kept[entry - reading->zip.entries] = true;
    if (typed) {
        pl_buffer_add_text(&reading->kept_types, "<Override PartName=\"/");
        add_view(&reading->kept_types, name);
        pl_buffer_add_text(&reading->kept_types, "\" ContentType=\"");
        add_view(&reading->kept_types, type);
        pl_buffer_add_text(&reading->kept_types, "\"/>");
    }
    return true;
}

/* What a part leads to comes along: the picture of a header, the file of a font. */
static void keep_what_it_needs(struct reading *reading, struct pl_view name)
{
    struct pl_buffer links = {0};
    struct pl_tag tag;
    size_t slash = name.length;
    while (slash > 0 && name.text[slash - 1] != '/') {
        slash--;
    }
    pl_buffer_add(&links, name.text, slash);
    pl_buffer_add_text(&links, "_rels/");
    pl_buffer_add(&links, name.text + slash, name.length - slash);
    pl_buffer_add_text(&links, ".rels");
    struct pl_view links_name = {links.data, links.length};
    struct pl_xml xml = pl_xml_of(part(reading, links_name));
    keep(reading, links_name, false);
    while (pl_xml_next(&xml, &tag)) {
        struct pl_view target;
        if (is(tag.name, "Relationship") && !is(pl_tag_attribute(&tag, "TargetMode"), "External") &&
            name_of(reading, pl_tag_attribute(&tag, "Target"), &target)) {
            keep(reading, target, true);
        }
    }
    pl_buffer_done(&links);
}

/* Whether the page names a relationship: its headers and footers do. */
static bool is_named(struct pl_view section, struct pl_view id)
{
    struct pl_xml xml = pl_xml_of(section);
    struct pl_tag tag;
    bool named = false;
    while (pl_xml_next(&xml, &tag)) {
        struct pl_view found = pl_tag_attribute(&tag, "r:id");
        named = named || (id.length > 0 && found.length == id.length && memcmp(found.text, id.text, id.length) == 0);
    }
    return named;
}

static uint32_t number_of(struct pl_view digits, uint32_t otherwise)
{
    uint32_t number = 0;
    for (size_t i = 0; i < digits.length && i < 9; i++) {
        if (digits.text[i] < '0' || digits.text[i] > '9') {
            return otherwise;
        }
        number = 10 * number + (uint32_t)(digits.text[i] - '0');
    }
    return digits.length == 0 || digits.length > 9 ? otherwise : number;
}

/* The width of the text, of one column of it where there are several as wide. */
static uint32_t width_of(struct pl_view section)
{
    struct pl_xml xml = pl_xml_of(section);
    struct pl_tag tag;
    uint32_t page = OWN_WIDTH;
    uint32_t edges = 0;
    uint32_t columns = 1;
    uint32_t gap = 0;
    while (pl_xml_next(&xml, &tag)) {
        if (is(tag.name, "w:pgSz")) {
            page = number_of(pl_tag_attribute(&tag, "w:w"), 11906);
        } else if (is(tag.name, "w:pgMar")) {
            edges = number_of(pl_tag_attribute(&tag, "w:left"), 1134) +
                    number_of(pl_tag_attribute(&tag, "w:right"), 1134) +
                    number_of(pl_tag_attribute(&tag, "w:gutter"), 0);
        } else if (is(tag.name, "w:cols")) {
            columns = number_of(pl_tag_attribute(&tag, "w:num"), 1);
            gap = number_of(pl_tag_attribute(&tag, "w:space"), 720);
        }
    }
    columns = columns < 1 || columns > 10 ? 1 : columns;
    uint64_t taken = (uint64_t)edges + (uint64_t)gap * (columns - 1);
    uint64_t width = page > taken ? (page - taken) / columns : 0;
    return width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : (uint32_t)width;
}

/* The start of the body and the page at its end, as they are there. */
static bool set_document(struct reading *reading, struct pl_view text)
{
    struct pl_xml xml = pl_xml_of(text);
    struct pl_tag tag;
    struct pl_view section = {"", 0};
    if (!pl_xml_is_whole(text) || !pl_xml_next(&xml, &tag) || !is(tag.name, "w:document") ||
        !is(pl_tag_attribute(&tag, "xmlns:w"), PL_DOCX_WORD) || !is(pl_tag_attribute(&tag, "xmlns:r"), PL_DOCX_LINKS)) {
        return false;
    }
    reading->design->root =
        pl_arena_copy(reading->arena, text.text, (size_t)(tag.whole.text - text.text) + tag.whole.length);
    while (pl_xml_next(&xml, &tag)) {
        if (is(tag.name, "w:sectPr") && !tag.ends) {
            pl_xml_element(&xml, &tag, &section);
        }
    }
    if (section.length > SECTION_MAX) {
        return false;
    }
    reading->design->section =
        section.length == 0 ? "<w:sectPr/>" : pl_arena_copy(reading->arena, section.text, section.length);
    reading->design->width = width_of(section);
    return true;
}

/* The lists of a template stay, since its styles may name them; ours come after them. */
static bool set_lists(struct reading *reading, struct pl_view text)
{
    struct pl_xml xml = pl_xml_of(text);
    struct pl_tag tag;
    struct pl_docx_design *design = reading->design;
    const char *kinds_end = NULL;
    const char *lists_end = NULL;
    if (text.length == 0) {
        design->lists[0] = lists_start;
        design->lists[1] = "";
        design->lists[2] = "</w:numbering>";
        design->first_list = 1;
        return true;
    }
    if (!pl_xml_is_whole(text) || !pl_xml_next(&xml, &tag) || !is(tag.name, "w:numbering") ||
        !is(pl_tag_attribute(&tag, "xmlns:w"), PL_DOCX_WORD)) {
        return false;
    }
    while (pl_xml_next(&xml, &tag)) {
        bool kind = is(tag.name, "w:abstractNum") && !tag.ends;
        bool list = is(tag.name, "w:num") && !tag.ends;
        uint32_t number = number_of(pl_tag_attribute(&tag, kind ? "w:abstractNumId" : "w:numId"), 0);
        uint32_t *first = kind ? &design->first_kind : &design->first_list;
        *first = (kind || list) && number >= *first ? number + 1 : *first;
        bool last = is(tag.name, "w:numIdMacAtCleanup") || (is(tag.name, "w:numbering") && tag.ends);
        kinds_end = kinds_end == NULL && (list || last) ? tag.whole.text : kinds_end;
        lists_end = lists_end == NULL && last ? tag.whole.text : lists_end;
    }
    design->first_list = design->first_list == 0 ? 1 : design->first_list;
    if (lists_end == NULL) {
        return false;
    }
    design->lists[0] = pl_arena_copy(reading->arena, text.text, (size_t)(kinds_end - text.text));
    design->lists[1] = pl_arena_copy(reading->arena, kinds_end, (size_t)(lists_end - kinds_end));
    design->lists[2] = pl_arena_copy(reading->arena, lists_end, (size_t)(text.text + text.length - lists_end));
    return true;
}

/* The part that a relationship of this kind leads to, as the file of relationships lists them; empty if there is none.
 */
static struct pl_view find_part(struct reading *reading, struct pl_view links, const char *kind)
{
    struct pl_xml xml = pl_xml_of(links);
    struct pl_tag tag;
    struct pl_view name = {"", 0};
    while (pl_xml_next(&xml, &tag)) {
        if (is(tag.name, "Relationship") && ends_with(pl_tag_attribute(&tag, "Type"), kind) &&
            name_of(reading, pl_tag_attribute(&tag, "Target"), &name)) {
            return name;
        }
    }
    return (struct pl_view){"", 0};
}

static void keep_looks(struct reading *reading, struct pl_view links)
{
    struct pl_docx_design *design = reading->design;
    struct pl_xml xml = pl_xml_of(links);
    struct pl_tag tag;
    while (pl_xml_next(&xml, &tag)) {
        if (is(tag.name, "Relationship")) {
            struct pl_view type = pl_tag_attribute(&tag, "Type");
            struct pl_view id = pl_tag_attribute(&tag, "Id");
            bool looks =
                ends_with(type, "/theme") || ends_with(type, "/fontTable") || is_named(pl_view_of(design->section), id);
            struct pl_view name;
            if (looks && !pl_view_starts(id, "plLink")) {
                bool outside = is(pl_tag_attribute(&tag, "TargetMode"), "External");
                if (outside ||
                    (name_of(reading, pl_tag_attribute(&tag, "Target"), &name) && keep(reading, name, true))) {
                    add_view(&reading->relationships, tag.whole);
                    if (!outside) {
                        keep_what_it_needs(reading, name);
                    }
                }
            }
        }
    }
    struct pl_view lists = find_part(reading, links, "/numbering");
    if (lists.length > 0) {
        keep_what_it_needs(reading, lists); /* pictures as bullets */
    }
    design->parts = pl_arena_array(reading->arena, reading->zip.count + 1, sizeof(void *));
    for (uint32_t i = 0; i < reading->zip.count; i++) {
        if (reading->kept[i]) {
            struct pl_zip_entry *entry = pl_arena_alloc(reading->arena, sizeof *entry);
            *entry = reading->zip.entries[i];
            design->parts[design->parts_count++] = entry;
        }
    }
    design->relationships =
        pl_arena_copy(reading->arena, pl_buffer_text(&reading->relationships), reading->relationships.length);
    design->types = pl_arena_copy(reading->arena, pl_buffer_text(&reading->kept_types), reading->kept_types.length);
}

const struct pl_docx_design *pl_docx_template(struct pl_view bytes, struct pl_arena *arena,
                                              enum pl_docx_fault *out_fault)
{
    struct reading *reading = pl_arena_alloc(arena, sizeof *reading);
    reading->arena = arena;
    reading->design = pl_arena_alloc(arena, sizeof *reading->design);
    *out_fault = PL_DOCX_DAMAGED;
    if (!pl_zip_read(bytes, &reading->zip)) {
        return NULL;
    }
    struct pl_view document = find_part(reading, part(reading, pl_view_of("_rels/.rels")), "/officeDocument");
    /* Targets at the root count from there, which name_of() does only for those that begin with a slash. */
    document =
        pl_view_starts(document, "word/word/") ? (struct pl_view){document.text + 5, document.length - 5} : document;
    struct pl_view text = part(reading, document);
    reading->types = part(reading, pl_view_of("[Content_Types].xml"));
    *out_fault = PL_DOCX_NO_DOCUMENT;
    if (!pl_view_starts(document, "word/") || memchr(document.text + 5, '/', document.length - 5) != NULL ||
        !set_document(reading, text)) {
        return NULL;
    }
    struct pl_buffer name = {0};
    pl_buffer_add_text(&name, "word/_rels/");
    pl_buffer_add(&name, document.text + 5, document.length - 5);
    pl_buffer_add_text(&name, ".rels");
    struct pl_view links = part(reading, (struct pl_view){name.data, name.length});
    pl_buffer_done(&name);
    *out_fault = PL_DOCX_NO_STYLES;
    if (!set_styles(reading->design, part(reading, find_part(reading, links, "/styles")), arena) ||
        !set_lists(reading, part(reading, find_part(reading, links, "/numbering")))) {
        return NULL;
    }
    struct pl_xml settings = pl_xml_of(part(reading, find_part(reading, links, "/settings")));
    for (struct pl_tag tag; pl_xml_next(&settings, &tag);) {
        struct pl_view value = pl_tag_attribute(&tag, "w:val");
        if (is(tag.name, "w:evenAndOddHeaders")) {
            reading->design->two_sided = !is(value, "0") && !is(value, "false");
        }
    }
    keep_looks(reading, links);
    pl_buffer_done(&reading->relationships);
    pl_buffer_done(&reading->kept_types);
    return reading->design;
}
