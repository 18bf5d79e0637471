/* SPDX-License-Identifier: MIT
 * A YAML file as located nodes: texts, lists and mappings, nothing else. Anchors, aliases, tags, merge keys and second
 * documents are refused here, and every limit on size and depth is kept here. Knows no field and no rule.
 */
#ifndef PL_YAML_NODE_H
#define PL_YAML_NODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diagnostic.h"

enum { PL_YAML_MAX_BYTES = 1024 * 1024, PL_YAML_MAX_EVENTS = 100000 };

enum pl_node_kind { PL_NODE_TEXT, PL_NODE_LIST, PL_NODE_MAPPING };
/* What messages call them; and a text that may stand where a list may not. */
extern const char *const pl_node_kind_words[][PL_LANGUAGES], *const pl_node_single_words[PL_LANGUAGES];

struct pl_node {
    enum pl_node_kind kind;
    bool plain;          /* a text without quotes, not a block */
    bool cut_by_comment; /* a plain text followed by ` #…`, without a space after the '#' */
    uint32_t line, column, span;
    uint32_t end_line, end_column; /* behind its last character */
    struct pl_view text;           /* of a text; NUL-terminated */
    const struct pl_node *key;     /* of an entry of a mapping: its key, a text */
    const struct pl_node *first;   /* of a list or mapping: its entries, in order */
    const struct pl_node *next;
    uint32_t count;
};

/* A plain text that says nothing: empty, ~ or null. */
bool pl_node_is_null(const struct pl_node *node);
struct pl_place pl_node_place(const struct pl_source *source, const struct pl_node *node);

/* Parses `source` into nodes of `arena`. NULL after adding at least one error. Warnings (invisible characters) may be
 * added in either case. */
const struct pl_node *pl_yaml_parse(const struct pl_source *source, struct pl_arena *arena,
                                    struct pl_diagnostics *diagnostics);

#endif
