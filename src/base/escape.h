/* SPDX-License-Identifier: MIT
 * Text for Markdown, HTML, CSV, JSON and iCalendar: whatever it holds, a reader sees the text and nothing of it is
 * markup. For Markdown this holds in a paragraph, a list item, a heading, a cell of a pipe table and after a bold
 * label, for CommonMark, GFM and pandoc; for HTML and SVG in text and in quoted attributes.
 */
#ifndef PL_BASE_ESCAPE_H
#define PL_BASE_ESCAPE_H

#include <stdbool.h>

#include "base/buffer.h"

/* What a reader sees of a text on one line: white space and line ends become single spaces, trimmed; other control
 * characters, U+FFFE, U+FFFF and invalid bytes become U+FFFD; invisible and bidirectional marks go. */
void pl_text_clean(const char *text, struct pl_buffer *out);

/* Whether a text stands for itself: neither cleaning nor escaping would change it. */
bool pl_is_plain_markdown(const char *text);

/* The same with a backslash before every character that could be markup where it stands. */
void pl_escape_markdown(const char *text, struct pl_buffer *out);

/* The same with character references for the five characters that are markup of HTML and XML. */
void pl_escape_html(const char *text, struct pl_buffer *out);

/* The clean text as one cell of CSV (RFC 4180), quoted where it must be; one that a spreadsheet would take for a
 * formula gets an apostrophe before it. */
void pl_escape_csv(const char *text, char separator, struct pl_buffer *out);

/* A text as a string of JSON with its quotes, and nothing else changed: RFC 8259, 7. */
void pl_escape_json(const char *text, struct pl_buffer *out);

/* A text of iCalendar (RFC 5545, 3.3.11): each of its lines clean, line ends as \n. */
void pl_escape_ics(const char *text, struct pl_buffer *out);
/* A content line, its texts escaped already, folded at 75 octets and never inside a character, with its line end. */
void pl_fold_ics(const char *line, struct pl_buffer *out);

/* The bytes of a path in a relative URL: what is not a letter, a digit, a slash or one of -._~ as %XX. */
void pl_escape_url(const char *path, struct pl_buffer *out);

#endif
