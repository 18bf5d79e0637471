/* SPDX-License-Identifier: MIT
 * init without the register: a profile from answers that are asked for, read from a file or given as options; new, or
 * completed.
 */
#ifndef PL_CLI_QUESTIONNAIRE_H
#define PL_CLI_QUESTIONNAIRE_H

#include "cli/cli.h"

int pl_init_questionnaire(struct pl_cli *cli);
/* Whether --output names a file that exists and may not be replaced: then the diagnostic is added. */
bool pl_init_refuses_output(struct pl_cli *cli);

#endif
