/* SPDX-License-Identifier: MIT
 * See example.h.
 */
#include "load/example.h"

#include <string.h>

#include "base/number.h"
#include "base/text.h"

#define OPENS "⟦"
#define CLOSES "⟧"

enum { TIMES_MAX = 2000000 };

static void add(struct pl_buffer *out, const char *text, size_t length)
{
    if (out != NULL) {
        pl_buffer_add(out, text, length);
    }
}

/* -1: no hexadecimal digit, in capitals. */
static int digit_of(char c)
{
    static const char digits[] = "0123456789ABCDEF";
    const char *at = c == '\0' ? NULL : strchr(digits, c);
    return at == NULL ? -1 : (int)(at - digits);
}

static bool add_bytes(struct pl_view mark, struct pl_buffer *out)
{
    for (size_t i = 0; i + 1 < mark.length; i += 2) {
        int high = digit_of(mark.text[i]);
        int low = digit_of(mark.text[i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        const char byte = (char)(high << 4 | low);
        add(out, &byte, 1);
    }
    return mark.length > 0 && mark.length % 2 == 0;
}

static bool add_times(struct pl_view repeated, struct pl_view number, struct pl_buffer *out)
{
    int64_t times = 0;
    if (pl_number_parse(number, &times) != PL_NUMBER_OK || times < 1 || times > TIMES_MAX) {
        return false;
    }
    for (int64_t i = 0; out != NULL && i < times; i++) {
        pl_buffer_add(out, repeated.text, repeated.length);
    }
    return true;
}

static bool add_mark(struct pl_view mark, struct pl_buffer *out)
{
    size_t star = mark.length;
    while (star > 0 && mark.text[star - 1] != '*') {
        star--;
    }
    return star == 0 ? add_bytes(mark, out)
                     : add_times((struct pl_view){mark.text, star - 1},
                                 (struct pl_view){mark.text + star, mark.length - star}, out);
}

bool pl_example_expand(const char *text, struct pl_buffer *out)
{
    const char *open;
    while ((open = strstr(text, OPENS)) != NULL) {
        const char *start = open + strlen(OPENS);
        const char *close = strstr(start, CLOSES);
        add(out, text, (size_t)(open - text));
        if (close == NULL || !add_mark((struct pl_view){start, (size_t)(close - start)}, out)) {
            return false;
        }
        text = close + strlen(CLOSES);
    }
    add(out, text, strlen(text));
    return true;
}
