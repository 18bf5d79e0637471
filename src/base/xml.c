/* SPDX-License-Identifier: MIT
 * See xml.h.
 */
#include "base/xml.h"

#include <string.h>

enum { DEEPEST = 256 };

struct pl_xml pl_xml_of(struct pl_view text)
{
    bool marked = pl_view_starts(text, "\xef\xbb\xbf");
    return (struct pl_xml){.rest = {text.text + (marked ? 3 : 0), text.length - (marked ? 3 : 0)}};
}

static void skip(struct pl_xml *xml, size_t length)
{
    xml->rest.text += length;
    xml->rest.length -= length;
}

/* Passes over everything up to the end of a word; a fault if it is not there. */
static bool skip_past(struct pl_xml *xml, const char *word)
{
    size_t length = strlen(word);
    while (xml->rest.length >= length) {
        const char *found = memchr(xml->rest.text, *word, xml->rest.length);
        if (found == NULL) {
            break;
        }
        skip(xml, (size_t)(found - xml->rest.text));
        if (pl_view_starts(xml->rest, word)) {
            skip(xml, length);
            return true;
        }
        skip(xml, 1);
    }
    xml->fault = true;
    return false;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Where the tag at the start ends, its quotes respected; 0: it does not. */
static size_t tag_length(struct pl_view text)
{
    char quote = '\0';
    for (size_t i = 1; i < text.length; i++) {
        char c = text.text[i];
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return i + 1;
        } else if (c == '<') {
            return 0;
        }
    }
    return 0;
}

bool pl_xml_next(struct pl_xml *xml, struct pl_tag *out_tag)
{
    static const char *const passed[][2] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    while (!xml->fault) {
        const char *found = xml->rest.length == 0 ? NULL : memchr(xml->rest.text, '<', xml->rest.length);
        if (found == NULL) {
            return false;
        }
        skip(xml, (size_t)(found - xml->rest.text));
        size_t kind = 0;
        while (kind < 3 && !pl_view_starts(xml->rest, passed[kind][0])) {
            kind++;
        }
        if (kind < 3) {
            skip_past(xml, passed[kind][1]);
            continue;
        }
        size_t length = tag_length(xml->rest);
        if (length < 3 || xml->rest.text[1] == '!') {
            xml->fault = true;
            return false;
        }
        const char *text = xml->rest.text;
        bool ends = text[1] == '/';
        size_t first = ends ? 2 : 1;
        size_t end = first;
        while (end < length - 1 && !is_space(text[end]) && text[end] != '/') {
            end++;
        }
        *out_tag = (struct pl_tag){{text, length}, {text + first, end - first}, ends, !ends && text[length - 2] == '/'};
        skip(xml, length);
        return true;
    }
    return false;
}

bool pl_xml_element(struct pl_xml *xml, const struct pl_tag *start, struct pl_view *out_element)
{
    struct pl_view open[DEEPEST] = {start->name};
    size_t depth = start->empty ? 0 : 1;
    while (depth > 0) {
        struct pl_tag tag;
        if (!pl_xml_next(xml, &tag) ||
            (tag.ends && (tag.name.length != open[depth - 1].length ||
                          memcmp(tag.name.text, open[depth - 1].text, tag.name.length) != 0)) ||
            (!tag.ends && !tag.empty && depth == DEEPEST)) {
            xml->fault = true;
            return false;
        }
        if (tag.ends) {
            depth--;
        } else if (!tag.empty) {
            open[depth++] = tag.name;
        }
    }
    *out_element = (struct pl_view){start->whole.text, (size_t)(xml->rest.text - start->whole.text)};
    return true;
}

struct pl_view pl_tag_attribute(const struct pl_tag *tag, const char *name)
{
    const char *text = tag->whole.text;
    size_t at = (size_t)(tag->name.text - text) + tag->name.length;
    size_t end = tag->whole.length - 1;
    while (at < end) {
        size_t from = at;
        while (at < end && text[at] != '=') {
            at++;
        }
        while (from < at && is_space(text[from])) {
            from++;
        }
        struct pl_view found = {text + from, at - from};
        while (found.length > 0 && is_space(found.text[found.length - 1])) {
            found.length--;
        }
        at++;
        while (at < end && is_space(text[at])) {
            at++;
        }
        char quote = at < end ? text[at] : '\0';
        size_t first = ++at;
        while (at < end && text[at] != quote) {
            at++;
        }
        if (at < end && pl_view_is(found, name)) {
            return (struct pl_view){text + first, at - first};
        }
        at++;
    }
    return (struct pl_view){"", 0};
}

bool pl_xml_is_whole(struct pl_view text)
{
    struct pl_xml xml = pl_xml_of(text);
    struct pl_tag tag;
    struct pl_view element;
    return memchr(text.text, '\0', text.length) == NULL && pl_xml_next(&xml, &tag) && !tag.ends &&
           pl_xml_element(&xml, &tag, &element) && !pl_xml_next(&xml, &tag) && !xml.fault;
}
