/* SPDX-License-Identifier: MIT
 * A docx: the package around the blocks, with its properties, its contents and its page. Open Packaging Conventions,
 * ECMA-376 part 2.
 */
#include "base/escape.h"
#include "report/docx.h"
#include "report/sections.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"

/* Sections that come before the contents; a document of fewer than four needs none. */
enum { CONTENTS_FROM = 4, BODY_USUAL = 512 * 1024 };

static const char *language_of(const struct pl_doc *doc)
{
    return doc->language == PL_FR ? "fr-FR" : "en-GB";
}

/* Texts one after the other; NULL ends them. */
static void add(struct pl_buffer *out, const char *const *texts)
{
    for (; *texts != NULL; texts++) {
        pl_buffer_add_text(out, *texts);
    }
}
#define ADD(out, ...) add(out, (const char *const[]){__VA_ARGS__, NULL})

/* ---- parts ------------------------------------------------------------------------------------------------- */

static void add_types(struct pl_doc *doc, struct pl_buffer *out)
{
    ADD(out,
        XML "<Types xmlns=\"" PACKAGE
            "content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
            "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            "<Override PartName=\"/word/document.xml\" ContentType=\"" PL_DOCX_TYPE "document.main+xml\"/>"
            "<Override PartName=\"/word/styles.xml\" ContentType=\"" PL_DOCX_TYPE "styles+xml\"/>"
            "<Override PartName=\"/word/numbering.xml\" ContentType=\"" PL_DOCX_TYPE "numbering+xml\"/>"
            "<Override PartName=\"/word/settings.xml\" ContentType=\"" PL_DOCX_TYPE "settings+xml\"/>"
            "<Override PartName=\"/docProps/core.xml\" "
            "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
            "<Override PartName=\"/docProps/app.xml\" "
            "ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>",
        pl_docx_of(doc)->design->types, "</Types>");
}

static void add_core(struct pl_doc *doc, struct pl_buffer *out)
{
    struct pl_buffer day = {0};
    pl_write_date(&day, doc->today);
    ADD(out, XML "<cp:coreProperties xmlns:cp=\"" PACKAGE
                 "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                 "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                 "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
    pl_escape_html(pl_docx_of(doc)->title, out);
    ADD(out, "</dc:title><dc:creator>planner</dc:creator><dc:language>", language_of(doc),
        "</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">", pl_buffer_text(&day),
        "T00:00:00Z</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">", pl_buffer_text(&day),
        "T00:00:00Z</dcterms:modified></cp:coreProperties>");
    pl_buffer_done(&day);
}

static void add_app(struct pl_doc *doc, struct pl_buffer *out)
{
    ADD(out,
        XML "<Properties "
            "xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>planner ",
        doc->options->version, "</Application></Properties>");
}

static void add_document_links(struct pl_doc *doc, struct pl_buffer *out)
{
    static const char *const parts[] = {"styles", "numbering", "settings"};
    ADD(out, XML "<Relationships xmlns=\"" PACKAGE "relationships\">");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        ADD(out, "<Relationship Id=\"plLink-", parts[i], "\" Type=\"", PL_DOCX_LINKS, "/", parts[i], "\" Target=\"",
            parts[i], ".xml\"/>");
    }
    ADD(out, pl_docx_of(doc)->design->relationships, pl_buffer_text(&pl_docx_of(doc)->links), "</Relationships>");
}

/* Our own sheet for a document of one page: smaller titles, less room between. Each of these stands in it once or for
 * good. */
static void set_close(struct pl_buffer *sheet)
{
    static const char *const changes[][2] = {
        {"<w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>", "<w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/>"},
        {"w:before=\"80\" w:after=\"80\" w:line=\"264\"", "w:before=\"40\" w:after=\"40\" w:line=\"245\""},
        {"<w:sz w:val=\"48\"/><w:szCs w:val=\"48\"/>", "<w:sz w:val=\"34\"/><w:szCs w:val=\"34\"/>"},
        {"w:before=\"0\" w:after=\"240\"", "w:before=\"0\" w:after=\"100\""},
        {"w:before=\"400\" w:after=\"120\"", "w:before=\"150\" w:after=\"40\""},
        {"<w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>", "<w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>"},
        {"w:before=\"40\" w:after=\"40\"/></w:pPr></w:style>", "w:before=\"10\" w:after=\"10\"/></w:pPr></w:style>"},
        {"w:before=\"60\" w:after=\"60\"/></w:pPr></w:style>", "w:before=\"10\" w:after=\"10\"/></w:pPr></w:style>"},
        {"w:before=\"200\" w:after=\"80\"", "w:before=\"40\" w:after=\"40\""},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        const char *text = pl_buffer_text(sheet);
        const char *found = strstr(text, changes[i][0]);
        struct pl_buffer close = {0};
        if (found != NULL) {
            pl_buffer_add(&close, text, (size_t)(found - text));
            ADD(&close, changes[i][1], found + strlen(changes[i][0]));
            pl_buffer_done(sheet);
            *sheet = close;
        }
    }
}

static void add_styles(struct pl_doc *doc, struct pl_buffer *out)
{
    const struct pl_docx_design *design = pl_docx_of(doc)->design;
    ADD(out, design->styles[0], "<w:lang w:val=\"", language_of(doc), "\" w:eastAsia=\"en-US\" w:bidi=\"ar-SA\"/>",
        design->styles[1]);
    if (design->own_footer && pl_doc_is_short(doc)) { /* a template has its own ideas of room */
        set_close(out);
    }
}

static void add_kind(struct pl_buffer *out, uint32_t number, const char *markup)
{
    ADD(out, "<w:abstractNum w:abstractNumId=\"");
    pl_buffer_add_number(out, number, "");
    ADD(out, "\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>", markup,
        "<w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"425\" w:hanging=\"425\"/></w:pPr></w:lvl></w:abstractNum>");
}

static void add_lists(struct pl_doc *doc, struct pl_buffer *out)
{
    const struct pl_docx *docx = pl_docx_of(doc);
    const struct pl_docx_design *design = docx->design;
    ADD(out, design->lists[0]);
    add_kind(out, design->first_kind, "<w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\xe2\x80\xa2\"/>");
    add_kind(out, design->first_kind + 1, "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/>");
    ADD(out, design->lists[1], "<w:num w:numId=\"");
    pl_buffer_add_number(out, design->first_list, "");
    ADD(out, "\"><w:abstractNumId w:val=\"");
    pl_buffer_add_number(out, design->first_kind, "");
    ADD(out, "\"/></w:num>", pl_buffer_text(&docx->lists), design->lists[2]);
}

/* Compatible with Word 2013 and after: older modes lay out otherwise. */
static void add_settings(struct pl_doc *doc, struct pl_buffer *out)
{
    bool french = doc->language == PL_FR;
    ADD(out, XML "<w:settings xmlns:w=\"" PL_DOCX_WORD "\"><w:zoom w:percent=\"100\"/>",
        pl_docx_of(doc)->design->two_sided ? "<w:evenAndOddHeaders/>" : "",
        "<w:defaultTabStop w:val=\"709\"/><w:characterSpacingControl "
        "w:val=\"doNotCompress\"/><w:compat><w:compatSetting "
        "w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" "
        "w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"",
        language_of(doc),
        french ? "\"/><w:decimalSymbol w:val=\",\"/><w:listSeparator w:val=\";\"/>"
               : "\"/><w:decimalSymbol w:val=\".\"/><w:listSeparator w:val=\",\"/>",
        "</w:settings>");
}

static void add_field(struct pl_buffer *out, const char *name)
{
    ADD(out, "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> ", name,
        " </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar "
        "w:fldCharType=\"end\"/></w:r>");
}

/* "Page 3 / 12", as both languages write it. */
static void add_footer(struct pl_doc *doc, struct pl_buffer *out)
{
    ADD(out, XML "<w:ftr xmlns:w=\"" PL_DOCX_WORD "\"><w:p><w:pPr><w:pStyle w:val=\"",
        pl_docx_of(doc)->design->ids[PL_DOCX_FOOTER],
        "\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Page\xc2\xa0</w:t></w:r>");
    add_field(out, "PAGE");
    ADD(out, "<w:r><w:t xml:space=\"preserve\">\xc2\xa0/\xc2\xa0</w:t></w:r>");
    add_field(out, "NUMPAGES");
    ADD(out, "</w:p></w:ftr>");
}

/* ---- the document ------------------------------------------------------------------------------------------ */

/* The document in pieces: what comes before the contents, these, and the rest. */
enum { BEFORE, CONTENTS, REST, PIECES };

static const struct {
    const char *name;
    void (*add)(struct pl_doc *doc, struct pl_buffer *out);
    bool of_ours;     /* a template brings its own */
    const char *text; /* of a part that is always the same */
} parts[] = {
    {"[Content_Types].xml", add_types, false, ""},
    {"_rels/.rels", NULL, false,
     XML "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" PL_DOCX_LINKS
         "/officeDocument\" "
         "Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"" PACKAGE
         "relationships/metadata/core-properties\" "
         "Target=\"docProps/core.xml\"/><Relationship Id=\"rId3\" Type=\"" PL_DOCX_LINKS "/extended-properties\" "
         "Target=\"docProps/app.xml\"/></Relationships>"},
    {"docProps/core.xml", add_core, false, ""},
    {"docProps/app.xml", add_app, false, ""},
    {"word/_rels/document.xml.rels", add_document_links, false, ""},
    {"word/styles.xml", add_styles, false, ""},
    {"word/numbering.xml", add_lists, false, ""},
    {"word/settings.xml", add_settings, false, ""},
    {"word/footer1.xml", add_footer, true, ""},
    /* Carlito is as wide as Calibri, where that is missing. */
    {"word/fontTable.xml", NULL, true,
     XML "<w:fonts xmlns:w=\"" PL_DOCX_WORD "\"><w:font w:name=\"Calibri\"><w:altName w:val=\"Carlito\"/><w:panose1 "
         "w:val=\"020F0502020204030204\"/><w:charset w:val=\"00\"/><w:family w:val=\"swiss\"/><w:pitch "
         "w:val=\"variable\"/></w:font></w:fonts>"},
};

static void write_package(struct pl_doc *doc, const struct pl_view pieces[PIECES], struct pl_buffer *out)
{
    const struct pl_docx_design *design = pl_docx_of(doc)->design;
    struct pl_zip_writer zip;
    struct pl_buffer text = {0};
    pl_zip_start(&zip, out, doc->today);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].of_ours || design->own_footer) {
            pl_buffer_clear(&text);
            if (parts[i].add != NULL) {
                parts[i].add(doc, &text);
            }
            pl_buffer_add_text(&text, parts[i].text);
            const struct pl_view view = {pl_buffer_text(&text), text.length};
            pl_zip_add(&zip, parts[i].name, &view, 1);
        }
    }
    pl_zip_add(&zip, "word/document.xml", pieces, PIECES);
    for (uint32_t i = 0; i < design->parts_count; i++) {
        pl_zip_copy(&zip, design->parts[i]);
    }
    pl_zip_end(&zip);
    pl_buffer_done(&text);
}

void pl_docx_begin(struct pl_doc *doc)
{
    struct pl_docx *docx = pl_arena_alloc(&doc->own, sizeof *docx);
    *docx = (struct pl_docx){.title = "", .outside = doc->out};
    docx->design = doc->options->design != NULL ? doc->options->design : pl_docx_design(doc->arena);
    doc->book = docx;
    doc->out = &docx->body;
    pl_buffer_reserve(doc->out, BODY_USUAL);
    pl_doc_raw(doc, docx->design->root);
    pl_doc_raw(doc, "<w:body>\n");
}

void pl_docx_finish(struct pl_doc *doc)
{
    struct pl_docx *docx = pl_docx_of(doc);
    struct pl_buffer contents = {0};
    if (docx->after_table) {
        pl_doc_raw(doc, "<w:p/>\n"); /* Word wants a paragraph at the end */
    }
    pl_doc_raw(doc, docx->design->section);
    pl_doc_raw(doc, "</w:body></w:document>");
    if (docx->headings >= CONTENTS_FROM && !pl_doc_is_short(doc)) {
        doc->out = &contents;
        pl_doc_raw(doc, "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of "
                        "Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr>"
                        "<w:sdtContent>");
        pl_doc_raw(doc, "<w:p><w:pPr><w:pStyle w:val=\"");
        pl_doc_raw(doc, docx->design->ids[PL_DOCX_CONTENTS_TITLE]);
        pl_doc_raw(doc, "\"/><w:pageBreakBefore/></w:pPr>"); /* what comes before them is a page of its own */
        pl_docx_run(doc, pl_doc_label(doc, PL_L_CONTENTS));
        pl_doc_raw(doc, "</w:p>");
        pl_buffer_add(doc->out, pl_buffer_text(&docx->contents), docx->contents.length);
        pl_doc_raw(doc, "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:sdtContent></w:sdt>\n");
    }
    doc->out = docx->outside;
    const struct pl_view pieces[PIECES] = {
        [BEFORE] = {pl_buffer_text(&docx->body), docx->second},
        [CONTENTS] = {pl_buffer_text(&contents), contents.length},
        [REST] = {pl_buffer_text(&docx->body) + docx->second, docx->body.length - docx->second}};
    doc->out->failed = doc->out->failed || docx->body.failed;
    write_package(doc, pieces, doc->out);
    pl_buffer_done(&contents);
    pl_buffer_done(&docx->body);
    pl_buffer_done(&docx->links);
    pl_buffer_done(&docx->contents);
    pl_buffer_done(&docx->lists);
}

void pl_write_docx(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    struct pl_doc doc;
    pl_doc_init(&doc, &pl_dialect_docx, plan, options, out);
    pl_doc_heading_text(&doc, 0, pl_doc_title(&doc));
    pl_docx_of(&doc)->titling = true;
    pl_doc_subtitle(&doc);
    pl_docx_of(&doc)->titling = false;
    pl_doc_sections(&doc, 0, UINT32_MAX);
    pl_doc_finish(&doc);
}
