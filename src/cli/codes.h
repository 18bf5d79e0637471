/* SPDX-License-Identifier: MIT
 * What is said about the codes of messages: `help CODE` and `knowledge messages`.
 */
#ifndef PL_CLI_CODES_H
#define PL_CLI_CODES_H

#include "cli/cli.h"

/* The codes that are shown, sorted; returns how many. */
size_t pl_codes_sorted(enum pl_code out_codes[PL_CODES]);
/* An example as text of a terminal, each line after `indent`: nothing invisible, long lines and long texts cut. */
void pl_code_add_example(struct pl_cli *cli, const char *example, enum pl_language language, const char *indent);
/* What stands above the wrong example, or above the right one. */
const char *pl_code_title(const struct pl_explanation *explanation, bool right, enum pl_language language);
/* What the loader says of a profile, each line after `indent`. */
void pl_code_add_verdict(struct pl_cli *cli, const char *example, enum pl_language language, const char *indent);

/* help CODE; returns the status. */
int pl_help_code(struct pl_cli *cli, const char *name);
/* help codes */
int pl_help_codes(struct pl_cli *cli);
/* knowledge messages: the page, or JSON with the examples as they are written. */
int pl_knowledge_messages(struct pl_cli *cli);

#endif
