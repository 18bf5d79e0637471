/* SPDX-License-Identifier: MIT
 * knowledge messages: every message and its explanation, as the page docs/diagnostics.md or as JSON.
 */
#include <string.h>

#include "base/escape.h"
#include "cli/codes.h"
#include "cli/knowledge.h"

struct page {
    struct pl_cli *cli;
    enum pl_language language;
};

static void add(struct page *page, const char *text)
{
    pl_buffer_add_text(&page->cli->out, text);
}

static void add_words(struct page *page, const char *french, const char *english)
{
    add(page, page->language == PL_FR ? french : english);
}

static void add_prose(struct page *page, struct pl_text2 text)
{
    pl_escape_markdown(pl_text_in(page->cli->knowledge, text, page->language), &page->cli->out);
}

static void add_example(struct page *page, const struct pl_explanation *explanation, struct pl_text2 example)
{
    static const char *const languages[] = {
        [PL_EXAMPLE_PROFILE] = "yaml", [PL_EXAMPLE_COMMAND] = "sh", [PL_EXAMPLE_KNOWLEDGE] = "yaml"};
    if (explanation->example == PL_EXAMPLE_SITUATION) {
        add_prose(page, example);
        add(page, "\n");
        return;
    }
    add(page, "```");
    add(page, languages[explanation->example]);
    add(page, "\n");
    pl_code_add_example(page->cli, pl_text_in(page->cli->knowledge, example, page->language), page->language, "");
    add(page, "```\n");
}

static int print_page(struct pl_cli *cli)
{
    struct page page = {cli, pl_cli_language(cli, NULL)};
    enum pl_code codes[PL_CODES] = {0};
    size_t count = pl_codes_sorted(codes);
    add_words(
        &page,
        "# Les messages, code par code\n\nPage écrite par `planner knowledge messages`\u202f; `planner help P012` en "
        "donne un seul. P\u00a0: un "
        "profil\u202f; C\u00a0: la ligne de commande\u202f; K\u00a0: les\nconnaissances\u202f; E\u00a0: le système.\n",
        "# The messages, code by code\n\nPrinted by `planner knowledge messages`; `planner help P012` gives a single "
        "one. P: a profile; C: the "
        "command line; K: the knowledge;\nE: the system.\n");
    for (size_t i = 0; i < count; i++) {
        enum pl_code code = codes[i];
        const struct pl_knowledge *k = page.cli->knowledge;
        const struct pl_explanation *explanation = &k->explanations[code];
        bool situation = explanation->example == PL_EXAMPLE_SITUATION;
        struct pl_buffer message = {0};
        pl_code_add_message(code, page.language, &message);
        add(&page, "\n## ");
        add(&page, pl_code_name(code));
        add(&page, "\n\n**");
        add(&page, pl_severity_word(pl_code_severity(code), page.language));
        add_words(&page, "\u00a0: ", ": ");
        pl_escape_markdown(message.data, &page.cli->out);
        add(&page, "**\n\n");
        pl_buffer_done(&message);
        add_prose(&page, explanation->meaning);
        add(&page, "\n\n");
        add(&page, pl_code_title(explanation, false, page.language));
        if (explanation->example == PL_EXAMPLE_KNOWLEDGE) {
            add_words(&page, ", dans `", ", in `");
            add(&page, pl_text(k, explanation->file));
            add(&page, "`");
        }
        add_words(&page, situation ? "\u00a0: " : "\u00a0:\n\n", situation ? ": " : ":\n\n");
        add_example(&page, explanation, explanation->wrong);
        if (explanation->example == PL_EXAMPLE_PROFILE) {
            add(&page, "\n```text\n");
            pl_code_add_verdict(page.cli, pl_text_in(k, explanation->wrong, page.language), page.language, "");
            add(&page, "```\n");
        }
        add(&page, "\n");
        add(&page, pl_code_title(explanation, true, page.language));
        add_words(&page, situation ? "\u00a0: " : "\u00a0:\n\n", situation ? ": " : ":\n\n");
        add_example(&page, explanation, explanation->right);
    }
    return PL_EXIT_DONE;
}

/* ---- JSON ------------------------------------------------------------------------------------------------- */

static const char *const language_keys[PL_LANGUAGES] = {[PL_FR] = "fr", [PL_EN] = "en"};

static void add_both(struct pl_json *to, const char *key, const struct pl_knowledge *k, struct pl_text2 text)
{
    pl_json_object(to, key);
    for (int language = 0; language < PL_LANGUAGES; language++) {
        pl_json_text(to, language_keys[language], pl_text_in(k, text, (enum pl_language)language));
    }
    pl_json_end(to);
}

int pl_knowledge_messages(struct pl_cli *cli)
{
    if (!pl_cli_wants_json(cli)) {
        return print_page(cli);
    }
    enum pl_code codes[PL_CODES] = {0};
    size_t count = pl_codes_sorted(codes);
    struct pl_json to = {.out = &cli->out};
    pl_json_object(&to, NULL);
    pl_json_array(&to, "messages");
    for (size_t i = 0; i < count; i++) {
        const struct pl_knowledge *k = cli->knowledge;
        enum pl_code code = codes[i];
        static const char *const examples[] = {"profile", "command", "knowledge", "situation"};
        const struct pl_explanation *explanation = &k->explanations[code];
        pl_json_object(&to, NULL);
        pl_json_text(&to, "code", pl_code_name(code));
        pl_json_text(&to, "severity", pl_severity_word(pl_code_severity(code), PL_EN));
        pl_json_object(&to, "message");
        for (int language = 0; language < PL_LANGUAGES; language++) {
            struct pl_buffer text = {0};
            pl_code_add_message(code, (enum pl_language)language, &text);
            pl_json_text(&to, language_keys[language], pl_buffer_text(&text));
            pl_buffer_done(&text);
        }
        pl_json_end(&to);
        add_both(&to, "meaning", k, explanation->meaning);
        pl_json_text(&to, "example", examples[explanation->example]);
        pl_json_text(&to, "file", explanation->file == 0 ? NULL : pl_text(k, explanation->file));
        add_both(&to, "wrong", k, explanation->wrong);
        add_both(&to, "right", k, explanation->right);
        pl_json_end(&to);
    }
    pl_json_ends(&to, 2);
    return PL_EXIT_DONE;
}
