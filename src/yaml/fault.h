/* SPDX-License-Identifier: MIT
 * What libyaml could not read, in words for someone who has never heard of YAML, at the place to edit.
 */
#ifndef PL_YAML_FAULT_H
#define PL_YAML_FAULT_H

#include <yaml.h>

#include "base/diagnostic.h"

/* The newest text in quotes: what an unclosed quote or a stray apostrophe looks like from behind. */
struct pl_last_quoted {
    struct pl_place place; /* of its opening quote; line 0: none yet */
    uint32_t end_line;
    bool single;
};

/* Adds the error that the parser stopped at; returns false. */
bool pl_yaml_fault(const yaml_parser_t *parser, const struct pl_source *source,
                   const struct pl_last_quoted *last_quoted, struct pl_diagnostics *diagnostics);

#endif
