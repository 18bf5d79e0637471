/* SPDX-License-Identifier: MIT
 * Tables as sheets of an Excel workbook (ECMA-376, SpreadsheetML): one sheet a table, typed cells, a header row that
 * stays in sight, a filter. What a cell says is a string, a number or a date, never a formula. The same tables on the
 * same day give the same bytes.
 *
 * Ours because no library of Debian 12 writes such a workbook into memory and can be linked statically.
 */
#include <string.h>

#include "base/escape.h"
#include "base/zip.h"
#include "report/doc.h"

enum {
    SHEETS_MAX = 64,
    NAME_MAX_LETTERS = 31,
    DAYS_BEFORE_1970 = 25569, /* of the calendar of spreadsheets */
    NARROWEST = 9,            /* characters of a column */
    WIDEST = 60,
    LINE_POINTS = 15
};

struct sheet {
    const char *name; /* as text, allowed as the name of a sheet */
    struct pl_buffer xml;
};

struct book {
    const char *title;
    struct sheet sheets[SHEETS_MAX];
    uint32_t count;
};

/* By enum pl_content: its style among those of `styles`, and what its number, where it is known, is divided by. */
static const struct {
    uint32_t style;
    int64_t divisor;
} contents[PL_CONTENTS] = {
    [PL_OF_TEXT] = {2, 0},    [PL_OF_CODE] = {2, 0}, [PL_OF_LIST] = {2, 1},       [PL_OF_NUMBER] = {3, 1},
    [PL_OF_TENTHS] = {4, 10}, [PL_OF_DATE] = {5, 1}, [PL_OF_MINUTES] = {6, 1440}, [PL_OF_PERCENT] = {7, 100},
};
/* The day is written as the reader's system does (14); numbers have the separators of the reader's language. */
static const char styles[] =
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
    "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"#,##0.0\"/><numFmt numFmtId=\"165\" "
    "formatCode=\"[h]:mm\"/></numFmts>"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>"
    "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
    "patternType=\"gray125\"/></fill>"
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE3EAF2\"/><bgColor "
    "indexed=\"64\"/></patternFill></fill></fills>"
    "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
    "<border><left/><right/><top/><bottom style=\"thin\"><color "
    "rgb=\"FF5A6B7D\"/></bottom><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs "
    "count=\"8\">"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" "
    "applyFill=\"1\" applyBorder=\"1\" "
    "applyAlignment=\"1\"><alignment vertical=\"center\" wrapText=\"1\"/></xf>"
#define CELL_STYLE(format, alignment)                                                                                  \
    "<xf numFmtId=\"" format                                                                                           \
    "\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">"             \
    "<alignment vertical=\"top\"" alignment "/></xf>"
    CELL_STYLE("49", " wrapText=\"1\"") CELL_STYLE("3", "") CELL_STYLE("164", "") CELL_STYLE("14", "")
        CELL_STYLE("165", "") CELL_STYLE("9", "")
#undef CELL_STYLE
            "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
            "builtinId=\"0\"/></cellStyles></styleSheet>";

static void add(struct pl_buffer *out, const char *markup)
{
    pl_buffer_add_text(out, markup);
}

/* ---- sheets ---------------------------------------------------------------------------------------------- */

/* A name that spreadsheets take: short, no character that means something to them, none that another sheet has. */
static const char *sheet_name(struct pl_doc *doc, const struct book *book, const char *wanted)
{
    struct pl_buffer name = {0};
    uint32_t letters = 0;
    for (const char *p = wanted; *p != '\0' && letters < NAME_MAX_LETTERS; p++) {
        if (strchr("[]:*?/\\'", *p) == NULL) {
            pl_buffer_add_char(&name, *p);
            letters += (p[1] & 0xc0) != 0x80;
        }
    }
    bool taken = name.length == 0;
    for (uint32_t i = 0; i < book->count; i++) {
        taken = taken || strcmp(book->sheets[i].name, pl_buffer_text(&name)) == 0;
    }
    const char *kept = taken ? pl_doc_digits(doc, book->count + 1) : pl_arena_copy(&doc->own, name.data, name.length);
    pl_buffer_done(&name);
    return kept;
}

static void add_string(struct pl_buffer *out, uint32_t style, const char *text)
{
    struct pl_buffer told = {0};
    for (const char *p = text; *p != '\0'; p++) {
        add(&told, (p[0] == '_' && p[1] == 'x' && strspn(p + 2, "0123456789abcdefABCDEF") >= 4 && p[6] == '_')
                       ? "_x005F"
                       : "");
        pl_buffer_add_char(&told, *p);
    }
    pl_markup_number(out, "<c s=\"", style, "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    pl_escape_html(pl_buffer_text(&told), out);
    add(out, "</t></is></c>");
    pl_buffer_done(&told);
}

static void add_cell(struct pl_buffer *out, const struct pl_value_cell *cell)
{
    if (cell->known) {
        pl_markup_number(out, "<c s=\"", contents[cell->content].style, "\"><v>");
        int64_t number = cell->number + (cell->content == PL_OF_DATE ? DAYS_BEFORE_1970 : 0);
        int64_t divisor = contents[cell->content].divisor;
        pl_buffer_add_text(out, number < 0 ? "-" : "");
        number = number < 0 ? -number : number;
        pl_buffer_add_number(out, number / divisor, "");
        int64_t rest = number % divisor;
        for (int digits = 0; rest != 0 && digits < 10; digits++) {
            pl_buffer_add_text(out, digits == 0 ? "." : "");
            pl_buffer_add_char(out, (char)('0' + rest * 10 / divisor));
            rest = rest * 10 % divisor;
        }
        add(out, "</v></c>");
    } else if (*cell->markup == '\0') {
        pl_markup_number(out, "<c s=\"", contents[PL_OF_TEXT].style, "\"/>");
    } else {
        add_string(out, contents[PL_OF_TEXT].style, cell->markup);
    }
}

/* Lines that the tallest cell of a row takes, roughly: not every program works out the height of a row that it opens.
 */
static int64_t lines_of(const struct pl_value_cell *cells, uint32_t count, const uint32_t *widths)
{
    uint32_t most = 1;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t lines = (cells[i].width + widths[i] - 1) / widths[i];
        most = lines > most ? lines : most;
    }
    return most;
}

/* "A1:L13", or what ends it. */
static void add_range(struct pl_buffer *out, const char *before, const struct pl_table *table, const char *after)
{
    uint32_t last = table->columns - 1;
    add(out, before);
    if (last >= 26) {
        pl_buffer_add_char(out, (char)('A' + last / 26 - 1));
    }
    pl_buffer_add_char(out, (char)('A' + last % 26));
    pl_markup_number(out, "", pl_table_rows(table) + 1, after);
}

static void table(struct pl_doc *doc, const struct pl_table *table)
{
    struct book *book = doc->book;
    if (book->count == SHEETS_MAX) {
        return;
    }
    struct sheet *sheet = &book->sheets[book->count];
    struct pl_buffer *out = &sheet->xml;
    sheet->name = sheet_name(doc, book, table->caption);
    uint32_t *needs = pl_arena_array(&doc->own, table->columns, sizeof *needs);
    pl_table_needs(table, needs);
    for (uint32_t i = 0; i < table->columns; i++) {
        uint32_t need = needs[i] + 3; /* the button of the filter */
        needs[i] = need < NARROWEST ? NARROWEST : need > WIDEST ? WIDEST : need;
    }
    add(out, "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetPr><pageSetUpPr "
             "fitToPage=\"1\"/></sheetPr>");
    add_range(out, "<dimension ref=\"A1:", table, "\"/><sheetViews><sheetView workbookViewId=\"0\"");
    add(out, book->count == 0 ? " tabSelected=\"1\">" : ">");
    add(out, "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
             "state=\"frozen\"/></sheetView></sheetViews><cols>");
    for (uint32_t i = 0; i < table->columns; i++) {
        pl_markup_number(out, "<col min=\"", i + 1, "\"");
        pl_markup_number(out, " max=\"", i + 1, "\"");
        pl_markup_number(out, " width=\"", needs[i], "\" customWidth=\"1\"/>");
    }
    pl_markup_number(out, "</cols><sheetData><row ht=\"", (int64_t)2 * LINE_POINTS, "\">");
    for (uint32_t i = 0; i < table->columns; i++) {
        add_string(out, 1, table->titles[i]);
    }
    for (uint32_t first = 0; first < table->count; first += table->columns) {
        pl_markup_number(out, "</row><row ht=\"", LINE_POINTS * lines_of(&table->cells[first], table->columns, needs),
                         "\">");
        for (uint32_t i = 0; i < table->columns; i++) {
            add_cell(out, &table->cells[first + i]);
        }
    }
    add_range(out, "</row></sheetData><autoFilter ref=\"A1:", table,
              "\"/><pageMargins left=\"0.4\" right=\"0.4\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>"
              "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>");
    add_range(out, "<ignoredErrors><ignoredError sqref=\"A1:", table,
              "\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>");
    book->count++;
}

/* ---- the workbook ---------------------------------------------------------------------------------------- */

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

static void add_part(struct pl_zip_writer *zip, const char *name, const struct pl_buffer *body)
{
    const struct pl_view pieces[] = {pl_view_of(XML), {pl_buffer_text(body), body->length}};
    pl_zip_add(zip, name, pieces, sizeof pieces / sizeof *pieces);
    zip->out->failed = zip->out->failed || body->failed;
}

/* The parts that name the sheets: what kind each part is, where it is, how the sheet is called. */
static void add_index(struct pl_zip_writer *zip, const struct book *book)
{
    struct pl_buffer types = {0};
    struct pl_buffer relations = {0};
    struct pl_buffer workbook = {0};
    struct pl_buffer titles = {0};
    add(&types, "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" "
                "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
                "ContentType=\"" TYPE "sheet.main+xml\"/>"
                "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>"
                "<Override PartName=\"/docProps/core.xml\" "
                "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>");
    add(&relations, "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"styles\" Type=\"" OFFICE
                    "/styles\" Target=\"styles.xml\"/>");
    add(&workbook, "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"" OFFICE
                   "\"><sheets>");
    for (uint32_t i = 0; i < book->count; i++) {
        pl_markup_number(&types, "<Override PartName=\"/xl/worksheets/sheet", i + 1,
                         ".xml\" ContentType=\"" TYPE "worksheet+xml\"/>");
        pl_markup_number(&relations, "<Relationship Id=\"sheet", i + 1, "\" Type=\"" OFFICE "/worksheet\"");
        pl_markup_number(&relations, " Target=\"worksheets/sheet", i + 1, ".xml\"/>");
        pl_markup_text(&workbook, "<sheet name=\"", book->sheets[i].name, "\"");
        pl_markup_number(&workbook, " sheetId=\"", i + 1, "\"");
        pl_markup_number(&workbook, " r:id=\"sheet", i + 1, "\"/>");
        pl_markup_number(&titles, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"", i, "\">");
        pl_markup_text(&titles, "'", book->sheets[i].name, "'!$1:$1</definedName>");
    }
    add(&types, "</Types>");
    add(&relations, "</Relationships>");
    add(&workbook, "</sheets><definedNames>");
    add(&workbook, pl_buffer_text(&titles));
    add(&workbook, "</definedNames></workbook>");
    add_part(zip, "[Content_Types].xml", &types);
    add_part(zip, "xl/workbook.xml", &workbook);
    add_part(zip, "xl/_rels/workbook.xml.rels", &relations);
    pl_buffer_done(&types);
    pl_buffer_done(&relations);
    pl_buffer_done(&workbook);
    pl_buffer_done(&titles);
}

static void add_constant(struct pl_zip_writer *zip, const char *name, const char *text)
{
    const struct pl_view pieces[] = {pl_view_of(XML), pl_view_of(text)};
    pl_zip_add(zip, name, pieces, sizeof pieces / sizeof *pieces);
}

static void finish(struct pl_doc *doc)
{
    struct book *book = doc->book;
    struct pl_zip_writer zip;
    struct pl_buffer core = {0};
    struct pl_buffer day = {0};
    pl_write_date(&day, doc->today);
    pl_zip_start(&zip, doc->out, doc->today);
    add_index(&zip, book);
    add_constant(&zip, "_rels/.rels",
                 "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"workbook\" Type=\"" OFFICE
                 "/officeDocument\" Target=\"xl/workbook.xml\"/><Relationship Id=\"core\" Type=\"" PACKAGE
                 "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>");
    add(&core, "<cp:coreProperties xmlns:cp=\"" PACKAGE
               "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
               "xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
    pl_markup_text(&core, "<dc:title>", book->title == NULL ? "" : book->title, "</dc:title><dc:creator>planner ");
    pl_markup_text(&core, "", doc->options->version,
                   doc->language == PL_FR ? "</dc:creator><dc:language>fr" : "</dc:creator><dc:language>en");
    pl_markup_text(&core, "</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">", pl_buffer_text(&day),
                   "T00:00:00Z</dcterms:created></cp:coreProperties>");
    add_part(&zip, "docProps/core.xml", &core);
    add_constant(&zip, "xl/styles.xml", styles);
    for (uint32_t i = 0; i < book->count; i++) {
        struct pl_buffer name = {0};
        pl_markup_number(&name, "xl/worksheets/sheet", i + 1, ".xml");
        add_part(&zip, pl_buffer_text(&name), &book->sheets[i].xml);
        pl_buffer_done(&name);
        pl_buffer_done(&book->sheets[i].xml);
    }
    pl_zip_end(&zip);
    pl_buffer_done(&core);
    pl_buffer_done(&day);
}

static void begin(struct pl_doc *doc)
{
    struct book *book = pl_arena_alloc(&doc->own, sizeof *book);
    memset(book, 0, sizeof *book);
    doc->book = book;
}

static void heading(struct pl_doc *doc, int depth, const char *text)
{
    struct book *book = doc->book;
    book->title = depth == 0 ? text : book->title;
}

const struct pl_dialect pl_dialect_xlsx = {
    .begin = begin,
    .finish = finish,
    .heading = heading,
    .table = table,
    .text = pl_doc_raw,
    .join = pl_doc_raw,
    .between = "; ",
    .is_data = true,
    .point = '.',
};
