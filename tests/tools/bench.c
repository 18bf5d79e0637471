/* SPDX-License-Identifier: MIT
 * The yardstick of `make bench`: parses a file, of one document or many, with libyaml's event loop, and writes so many bytes.
 * usage: bare FILE [BYTES]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <yaml.h>

static int write_bytes(long long bytes)
{
    static char block[1 << 17];
    memset(block, 'x', sizeof block);
    while (bytes > 0) {
        ssize_t done = write(STDOUT_FILENO, block, bytes < (long long)sizeof block ? (size_t)bytes : sizeof block);
        if (done < 0) {
            return 1;
        }
        bytes -= done;
    }
    return 0;
}

int main(int argc, char **argv)
{
    FILE *file = argc >= 2 ? fopen(argv[1], "rb") : NULL;
    yaml_parser_t parser;
    if (file == NULL || !yaml_parser_initialize(&parser)) {
        return 2;
    }
    yaml_parser_set_input_file(&parser, file);
    yaml_event_type_t type = YAML_NO_EVENT;
    while (type != YAML_STREAM_END_EVENT) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            return 1;
        }
        type = event.type;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return fclose(file) == 0 ? write_bytes(argc == 3 ? atoll(argv[2]) : 0) : 1;
}
