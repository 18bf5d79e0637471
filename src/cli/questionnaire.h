/* SPDX-License-Identifier: MIT
 * init without the register: a profile from answers that are asked for, read from a file or given as options; new, or
 * completed.
 */
#ifndef PL_CLI_QUESTIONNAIRE_H
#define PL_CLI_QUESTIONNAIRE_H

#include "draft/answers.h"
#include "cli/cli.h"

int pl_init_questionnaire(struct pl_cli *cli);
/* A new profile that begins with a comment; its report is in the language of the answers, unless they say which. */
void pl_init_write(struct pl_answers *answers, const char *opening, struct pl_buffer *out);
/* Whether --output names a file that exists and may not be replaced: then the diagnostic is added. */
bool pl_init_refuses_output(struct pl_cli *cli);
/* The language in which a profile is written: that of its first field. */
enum pl_language pl_init_language(const struct pl_profile *profile);
/* No way was found to write a fact into a profile: the diagnostic shows the line to add. */
void pl_init_no_place(struct pl_cli *cli, const struct pl_source *source, const struct pl_field *field,
                      const struct pl_cell *cell, enum pl_language language);

#endif
