/* SPDX-License-Identifier: MIT
 * The tags of an XML text, one after the other: enough to find parts of documents that other programs wrote, and to
 * take them over as they are. Resolves no entity and no namespace. A document type, which could define entities, is a
 * fault.
 */
#ifndef PL_BASE_XML_H
#define PL_BASE_XML_H

#include <stdbool.h>

#include "base/text.h"

struct pl_tag {
    struct pl_view whole; /* from '<' to '>' */
    struct pl_view name;  /* with its prefix */
    bool ends;            /* </name> */
    bool empty;           /* <name/> */
};

struct pl_xml {
    struct pl_view rest; /* what has not been read */
    bool fault;          /* it is no XML from here on */
};

struct pl_xml pl_xml_of(struct pl_view text);
/* The next tag; false at the end or at a fault. Comments, instructions and character data are passed over. */
bool pl_xml_next(struct pl_xml *xml, struct pl_tag *out_tag);
/* Passes over what a tag that was just read holds, its end included; the element as a whole. Nested 256 deep at most.
 */
bool pl_xml_element(struct pl_xml *xml, const struct pl_tag *start, struct pl_view *out_element);
/* The value of an attribute as it is written; empty if the tag has none of that name. */
struct pl_view pl_tag_attribute(const struct pl_tag *tag, const char *name);
/* Whether each tag that begins ends in its place, around one element. */
bool pl_xml_is_whole(struct pl_view text);

#endif
