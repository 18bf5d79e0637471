/* SPDX-License-Identifier: MIT
 * What the subcommands of `knowledge` share: their words.
 */
#ifndef PL_CLI_KNOWLEDGE_H
#define PL_CLI_KNOWLEDGE_H

#include "base/json.h"
#include "cli/cli.h"

const char *pl_cli_words(const struct pl_cli *cli, const char *french, const char *english);

/* knowledge check: what is proved of the knowledge as a whole, and what is not. */
int pl_knowledge_check(struct pl_cli *cli);
/* knowledge test: the cases that stand beside the rules. */
int pl_knowledge_test(struct pl_cli *cli);
/* knowledge readability: the texts that read worst, and the figures of each language. */
int pl_knowledge_readability(struct pl_cli *cli);

#endif
