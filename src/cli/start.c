/* SPDX-License-Identifier: MIT
 * The entry of the program, alone in its file: src/cli/emit*.c link everything else.
 */
#include "cli/cli.h"

int main(int argc, char **argv)
{
    return pl_cli_main(argc, argv);
}
