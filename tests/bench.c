/* SPDX-License-Identifier: MIT
 * The yardstick of `make bench`: parses a file with libyaml's event loop and does nothing else.
 */
#include <stdio.h>

#include <yaml.h>

int main(int argc, char **argv)
{
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
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
    return fclose(file) == 0 ? 0 : 1;
}
