/* SPDX-License-Identifier: MIT
 * The departments of the towns of a summary, drawn. Numbers and patterns say what colours do, and the table that
 * follows says it again.
 */
#include <string.h>

#include "report/html.h"
#include "report/overview.h"

enum {
    MARGIN = 10,  /* units of the drawing of the country, around what is shown */
    WIDTH = 620,  /* of what is shown, once it is enlarged */
    HEIGHT = 600, /* the same, at most */
    SCALE_MAX = 5,
    DIGIT = 8,   /* how wide one is */
    SQUARE = 22, /* of a department that has no shape: overseas, in a column at sea */
    SQUARES_X = 20,
    SQUARES_Y = 300,
    LEGEND = 26,
    LINE = 24
};

/* Where a department lies. */
struct place {
    int left, top, right, bottom, x, y;
    const char *path; /* NULL: a square */
};

static const struct pl_shape *shape_of(const char *code)
{
    const struct pl_shape *shape = pl_map_shapes;
    while (*shape->code != '\0' && strcmp(shape->code, code) != 0) {
        shape++;
    }
    return *shape->code == '\0' ? NULL : shape;
}

static struct place place_of(const struct pl_shape *shape, int square)
{
    if (shape != NULL) {
        return (struct place){shape->left, shape->top, shape->right, shape->bottom, shape->x, shape->y, shape->path};
    }
    int top = SQUARES_Y + square * (SQUARE + 6);
    return (struct place){SQUARES_X,        top, SQUARES_X + SQUARE, top + SQUARE, SQUARES_X + SQUARE / 2,
                          top + SQUARE / 2, NULL};
}

/* What is shown of the country, and how much enlarged. */
struct view {
    int left, top, right, bottom, scale;
};

static void widen(struct view *view, const struct place *place)
{
    view->left = place->left - MARGIN < view->left ? place->left - MARGIN : view->left;
    view->top = place->top - MARGIN < view->top ? place->top - MARGIN : view->top;
    view->right = place->right + MARGIN > view->right ? place->right + MARGIN : view->right;
    view->bottom = place->bottom + MARGIN > view->bottom ? place->bottom + MARGIN : view->bottom;
}

/* The path enlarged: its first points are places, the others ways. */
static void add_path(struct pl_doc *doc, const char *path, const struct view *view)
{
    pl_doc_raw(doc, "<path d=\"");
    bool place = false;
    int axis = 0;
    for (const char *p = path; *p != '\0';) {
        if ((*p >= '0' && *p <= '9') || *p == '-') {
            int sign = *p == '-' ? -1 : 1;
            int number = 0;
            p += *p == '-';
            while (*p >= '0' && *p <= '9') {
                number = number * 10 + (*p++ - '0');
            }
            int from = !place ? 0 : axis == 0 ? view->left : view->top;
            bool stuck = doc->out->length > 0 && doc->out->data[doc->out->length - 1] >= '0' &&
                         doc->out->data[doc->out->length - 1] <= '9';
            int enlarged = (sign * number - from) * view->scale;
            pl_doc_raw(doc, stuck && enlarged >= 0 ? " " : "");
            pl_markup_number(doc->out, "", enlarged, "");
            axis = 1 - axis;
        } else {
            place = *p == 'M' || (place && *p != 'l');
            if (*p != ' ') {
                pl_buffer_add_char(doc->out, *p);
                axis = *p == 'M' || *p == 'l' ? 0 : axis;
            }
            p++;
        }
    }
    pl_doc_raw(doc, "\"");
}

static void add_shape(struct pl_doc *doc, const struct place *place, const struct view *view)
{
    if (place->path != NULL) {
        add_path(doc, place->path, view);
        return;
    }
    int64_t scale = view->scale;
    pl_html_rectangle(doc, (place->left - view->left) * scale, (place->top - view->top) * scale, SQUARE * scale,
                      SQUARE * scale);
}

/* How a department is filled: what no pattern says is left plain. */
enum fill { NONE_HELD, SOME_HELD, MOST_HELD, NOT_KNOWN, NO_TOWN, FILLS };

static enum fill fill_of(const struct pl_map_department *department)
{
    return department->settled == 0                                  ? NOT_KNOWN
           : department->held_up == 0                                ? NONE_HELD
           : (uint64_t)2 * department->held_up < department->settled ? SOME_HELD
                                                                     : MOST_HELD;
}

static void end_shape(struct pl_doc *doc, enum fill fill)
{
    if (fill < NOT_KNOWN) {
        pl_html_fill(doc, (int)fill);
    } else {
        pl_doc_raw(doc, fill == NO_TOWN ? " class=\"tick\"/>\n" : " fill=\"var(--paper)\"/>\n");
    }
}

static void add_legend(struct pl_doc *doc, int64_t y)
{
    static const enum pl_label labels[FILLS] = {PL_L_MAP_NONE, PL_L_MAP_SOME, PL_L_MAP_MOST, PL_L_MAP_UNKNOWN,
                                                PL_L_MAP_EMPTY};
    for (int i = 0; i < FILLS; i++) {
        pl_doc_raw(doc, "<g stroke=\"currentColor\">");
        pl_html_rectangle(doc, 4, y + (int64_t)i * LINE, 18, 16);
        end_shape(doc, (enum fill)i);
        pl_doc_raw(doc, "</g>");
        pl_html_words_at(doc, 30, y + (int64_t)i * LINE + 13, pl_doc_label(doc, labels[i]));
    }
}

static bool is_seen(const struct pl_shape *shape, const struct view *view)
{
    return shape->right > view->left && shape->left < view->right && shape->bottom > view->top &&
           shape->top < view->bottom;
}

void pl_html_map(struct pl_doc *doc)
{
    const struct pl_map *map = doc->drawn;
    if (map == NULL) { /* its table stands in the figure too */
        pl_doc_raw(doc, "</figure>\n");
        return;
    }
    struct view view = {10000, 10000, 0, 0, 1};
    int squares = 0;
    struct place *places = pl_arena_array(doc->arena, (size_t)map->count + 1, sizeof *places);
    for (uint32_t i = 0; i < map->count; i++) {
        const struct pl_shape *shape = shape_of(map->departments[i].code);
        places[i] = place_of(shape, squares);
        squares += shape == NULL;
        widen(&view, &places[i]);
    }
    int scale = WIDTH / (view.right - view.left);
    int tall = HEIGHT / (view.bottom - view.top);
    scale = tall < scale ? tall : scale;
    view.scale = scale < 1 ? 1 : scale > SCALE_MAX ? SCALE_MAX : scale;
    int spare = WIDTH / view.scale - (view.right - view.left);
    view.left -= spare > 0 ? spare / 2 : 0;
    view.right += spare > 0 ? spare / 2 : 0;
    int64_t height = (int64_t)(view.bottom - view.top) * view.scale;
    pl_html_patterns(doc);
    pl_html_drawing(doc, pl_doc_label(doc, PL_L_MAP_TITLE), (int64_t)(view.right - view.left) * view.scale,
                    height + LEGEND + (int64_t)FILLS * LINE);
    pl_doc_raw(doc, "<g stroke=\"currentColor\">\n");
    for (const struct pl_shape *shape = pl_map_shapes; *shape->code != '\0'; shape++) {
        bool counts = false;
        for (uint32_t i = 0; i < map->count; i++) {
            counts = counts || strcmp(map->departments[i].code, shape->code) == 0;
        }
        if (!counts && is_seen(shape, &view)) {
            struct place place = place_of(shape, 0);
            add_shape(doc, &place, &view);
            end_shape(doc, NO_TOWN);
        }
    }
    for (uint32_t i = 0; i < map->count; i++) {
        add_shape(doc, &places[i], &view);
        end_shape(doc, fill_of(&map->departments[i]));
    }
    pl_doc_raw(doc,
               "</g>\n<g text-anchor=\"middle\" paint-order=\"stroke\" stroke=\"var(--paper)\" stroke-width=\"3\">\n");
    for (uint32_t i = 0; i < map->count; i++) {
        const char *number = pl_doc_digits(doc, map->departments[i].towns);
        int room = (places[i].right - places[i].left) * view.scale;
        int64_t x = (int64_t)(places[i].x - view.left) * view.scale;
        int64_t y = (int64_t)(places[i].y - view.top) * view.scale + 4;
        if (room >= (int)strlen(number) * DIGIT) { /* else the table says it */
            pl_html_words_at(doc, x, y, number);
        }
        if (places[i].path == NULL) {
            pl_html_words_at(doc, x + (int64_t)SQUARE * view.scale / 2 + INT64_C(2) * DIGIT, y,
                             map->departments[i].code);
        }
    }
    pl_doc_raw(doc, "</g>\n");
    pl_html_rectangle(doc, 0, height, (int64_t)(view.right - view.left) * view.scale, LEGEND + FILLS * LINE);
    pl_doc_raw(doc, " fill=\"var(--paper)\"/>\n"); /* neighbours may reach below */
    add_legend(doc, height + LEGEND);
    pl_html_drawing_end(doc);
    pl_doc_raw(doc, "<p><em>");
    pl_html_text(doc, pl_doc_label(doc, PL_L_MAP_CREDIT));
    pl_doc_raw(doc, "</em></p>\n");
}
