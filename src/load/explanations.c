/* SPDX-License-Identifier: MIT
 * diagnostics/: what each message means. Complete by construction: a message without an explanation, or the reverse, is
 * an error.
 */
#include <string.h>

#include "load/example.h"
#include "load/load.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define AT(member) offsetof(struct pl_explanation, member)

/* By enum pl_example; what a code's letter says goes without saying. */
static const char *const example_words[] = {"profile", "command", "knowledge", "situation", NULL};
static const char example_letters[] = "PCKE";

static const struct pl_key keys[] = {
    {"code", PL_SHAPE_STRING, true, AT(code), NULL, 0, 0},
    {"example", PL_SHAPE_WORD, false, AT(example), example_words, 0, 0},
    {"file", PL_SHAPE_STRING, false, AT(file), NULL, 0, 0},
    {"meaning", PL_SHAPE_TEXT2, true, AT(meaning), NULL, 0, 0},
    {"wrong", PL_SHAPE_OWN, true, 0, NULL, 0, 0},
    {"right", PL_SHAPE_OWN, true, 0, NULL, 0, 0},
};

static bool check_marks(struct pl_build *build, const struct pl_node *node, const char *key, struct pl_text2 text)
{
    bool ok = true;
    for (int language = 0; ok && language < PL_LANGUAGES; language++) {
        ok = pl_example_expand(build->pool.data + text.in[language], NULL) ||
             pl_build_fail(build, node, PL_K003, key, "a text with ⟦bytes⟧ or ⟦text*times⟧");
    }
    return ok;
}

static bool read_example(struct pl_build *build, const struct pl_node *entry, const char *key, bool prose,
                         struct pl_text2 *out_text)
{
    const struct pl_node *node = pl_node_get(entry, key);
    return prose ? pl_shape_text2(build, node, key, out_text)
                 : pl_shape_verbatim2(build, node, key, out_text) && check_marks(build, node, key, *out_text);
}

/* The message that an entry explains; PL_CODES after an error. */
static enum pl_code code_of(struct pl_build *build, const struct pl_node *entry)
{
    const struct pl_node *node = pl_node_get(entry, "code");
    enum pl_code code = pl_code_find(node->text.text);
    if (code == PL_CODES || pl_code_severity(code) == PL_HELP) {
        pl_build_fail(build, node, PL_K004, node->text.text, "codes of messages.def that are shown");
        return PL_CODES;
    }
    if ((pl_build_explanations(build, code))->code != 0) {
        pl_build_fail(build, node, PL_K005, node->text.text, NULL);
        return PL_CODES;
    }
    return code;
}

static bool read_explanation(struct pl_build *build, const struct pl_node *node)
{
    uint32_t scratch = pl_build_grow(build, PL_ARRAY_explanations, 1);
    bool ok = pl_shape_read(build, node, keys, COUNT(keys), PL_ARRAY_explanations, scratch, "an explanation");
    struct pl_explanation read = *pl_build_explanations(build, scratch);
    pl_build_shrink(build, PL_ARRAY_explanations, scratch);
    enum pl_code code = ok ? code_of(build, node) : PL_CODES;
    if (code == PL_CODES) {
        return false;
    }
    if (pl_node_get(node, "example") == NULL) {
        read.example = (uint32_t)(strchr(example_letters, *pl_code_name(code)) - example_letters);
    }
    bool in_file = pl_node_get(node, "file") != NULL;
    if (in_file != (read.example == PL_EXAMPLE_KNOWLEDGE)) {
        return pl_build_fail(build, node, in_file ? PL_K002 : PL_K001, "file", "an explanation");
    }
    bool prose = read.example == PL_EXAMPLE_SITUATION;
    ok = read_example(build, node, "wrong", prose, &read.wrong) &&
         read_example(build, node, "right", prose, &read.right);
    *pl_build_explanations(build, code) = read;
    return ok;
}

bool pl_load_explanations(struct pl_build *build, const struct pl_node *root)
{
    const struct pl_node *list = pl_load_list(build, root, "messages");
    if (build->knowledge.explanations_count == 0) {
        pl_build_grow(build, PL_ARRAY_explanations, PL_CODES);
    }
    bool ok = list != NULL;
    for (const struct pl_node *node = ok ? list->first : NULL; node != NULL; node = node->next) {
        ok = read_explanation(build, node) && ok;
    }
    return ok;
}

bool pl_load_explanations_end(struct pl_build *build)
{
    bool ok = true;
    for (uint32_t code = 0; code < PL_CODES; code++) {
        bool there = code < build->knowledge.explanations_count &&
                     (pl_build_explanations(build, code))->code != 0;
        if (!there && pl_code_severity((enum pl_code)code) != PL_HELP) {
            ok = pl_diagnose(build->diagnostics, PL_K001, (struct pl_place){0}, pl_code_name((enum pl_code)code),
                             "diagnostics/", (const char *)NULL);
        }
    }
    return ok;
}
