/* SPDX-License-Identifier: MIT
 * The examples of messages as bytes. An example is written as it is, but for marks that stand for what a text file
 * cannot hold or nobody would read: ⟦E9⟧ is the bytes with these hexadecimal digits, ⟦a, *201⟧ is "a, " 201 times.
 * Knows no message.
 */
#ifndef PL_LOAD_EXAMPLE_H
#define PL_LOAD_EXAMPLE_H

#include <stdbool.h>

#include "base/buffer.h"

/* Appends the example with its marks filled in; `out` NULL: they are only checked. False if a mark makes no sense. */
bool pl_example_expand(const char *text, struct pl_buffer *out);

#endif
