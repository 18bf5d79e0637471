/* SPDX-License-Identifier: MIT
 * knowledge test: every rule on the cases written beside it. What fails is said a line each, with its place.
 */
#include "cli/knowledge.h"
#include "proof/cases.h"

struct tester {
    struct pl_cli *cli;
    const struct pl_knowledge *knowledge;
    struct pl_cases_run run;
    struct pl_json *to; /* NULL: in words */
};

/* One failure of a rule: what happened, where, in words that were put together in `text`. */
static void fail(struct tester *tester, const struct pl_rule *rule, uint32_t line, const char *kind,
                 struct pl_buffer *text)
{
    const struct pl_knowledge *k = tester->knowledge;
    struct pl_buffer *out = &tester->cli->out;
    if (tester->to != NULL) {
        pl_json_object(tester->to, NULL);
        pl_json_text(tester->to, "rule", pl_text(k, rule->id));
        pl_json_text(tester->to, "kind", kind);
        pl_json_text(tester->to, "file", pl_text(k, rule->file));
        pl_json_integer(tester->to, "line", line);
        pl_json_text(tester->to, "text", pl_buffer_text(text));
        pl_json_end(tester->to);
    } else {
        pl_buffer_add_text(out, pl_text(k, rule->file));
        pl_buffer_add_char(out, ':');
        pl_buffer_add_number(out, line, "");
        pl_buffer_add_text(out, ": ");
        pl_buffer_add_text(out, pl_text(k, rule->id));
        pl_buffer_add_text(out, pl_cli_words(tester->cli, " : ", ": "));
        pl_buffer_add_text(out, pl_buffer_text(text));
        pl_buffer_add_char(out, '\n');
    }
    pl_buffer_done(text);
}

static void say_counts(struct tester *tester)
{
    const struct pl_cases_run *run = &tester->run;
    const struct {
        uint32_t number;
        const char *name, *french, *english;
    } counts[] = {
        {run->rules, "rules", " règles, ", " rules, "},
        {tester->knowledge->cases_count, "cases", " cas, ", " cases, "},
        {run->covered, "covered", " valeurs de nœud parcourues sur ", " of "},
        {run->values, "node_values", ", ", " node values covered, "},
        {run->failed, "failed", " en échec\n", " failed\n"},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (tester->to != NULL) {
            pl_json_integer(tester->to, counts[i].name, counts[i].number);
        } else {
            pl_buffer_add_number(&tester->cli->out, counts[i].number, "");
            pl_buffer_add_text(&tester->cli->out, pl_cli_words(tester->cli, counts[i].french, counts[i].english));
        }
    }
}

static void say_failures(struct tester *tester)
{
    const struct pl_knowledge *k = tester->knowledge;
    for (uint32_t i = 0; i < k->cases_count; i++) {
        if (tester->run.found[i] != k->cases[i].expected) {
            const struct pl_case *item = &k->cases[i];
            enum pl_truth found = (enum pl_truth)tester->run.found[i];
            struct pl_buffer text = {0};
            pl_buffer_add_text(&text, pl_cli_words(tester->cli, "cas ", "case "));
            pl_buffer_add_number(&text, item->position, "");
            pl_buffer_add_text(&text, pl_cli_words(tester->cli, " de ", " of "));
            pl_buffer_add_text(&text, pl_truth_words[item->expected]);
            pl_buffer_add_text(&text, pl_cli_words(tester->cli, " : trouvé ", ": found "));
            pl_buffer_add_text(&text, pl_truth_words[found]);
            fail(tester, &tester->knowledge->rules[item->rule], item->line, "case", &text);
        }
    }
    for (uint32_t i = 0; i < k->rules_count; i++) {
        const struct pl_rule *rule = &tester->knowledge->rules[i];
        if (!pl_cases_are_due(rule)) {
            continue;
        }
        if (!tester->run.tested[i]) {
            struct pl_buffer text = {0};
            pl_buffer_add_text(&text, pl_cli_words(tester->cli, "aucun cas n’accompagne sa condition",
                                                   "no case stands beside its condition"));
            fail(tester, rule, rule->line, "untested", &text);
            continue;
        }
        for (uint32_t t = rule->terms.first; t < rule->terms.first + rule->terms.count; t++) {
            for (int truth = PL_FALSE; truth <= PL_TRUE; truth++) {
                if ((tester->run.taken[t] >> truth & 1) == 0) {
                    const struct pl_term *term = &tester->knowledge->terms[t];
                    struct pl_buffer text = {0};
                    if (pl_term_looks_at(term) == PL_AT_TERMS) {
                        pl_buffer_add_text(&text, pl_cli_words(tester->cli, "le groupe ", "the group "));
                        pl_buffer_add_text(&text, pl_operations[term->operation].word);
                    } else if (pl_term_looks_at(term) == PL_AT_RULE) {
                        pl_buffer_add_text(&text, pl_cli_words(tester->cli, "la condition sur la règle ",
                                                               "the condition on the rule "));
                        pl_buffer_add_text(&text, pl_text(k, k->rules[term->subject].id));
                    } else {
                        pl_buffer_add_text(&text, pl_cli_words(tester->cli, "la condition sur ", "the condition on "));
                        pl_buffer_add_text(&text, pl_text(k, k->fields[term->subject].id));
                    }
                    pl_buffer_add_text(&text, pl_cli_words(tester->cli, " ne vaut jamais ", " is never "));
                    pl_buffer_add_text(&text, pl_truth_words[truth]);
                    fail(tester, rule, term->line, "coverage", &text);
                }
            }
        }
    }
}

int pl_knowledge_test(struct pl_cli *cli)
{
    struct pl_json json = {.out = &cli->out};
    struct tester tester = {.cli = cli, .knowledge = cli->knowledge};
    pl_cases_run(cli->knowledge, &cli->arguments, &tester.run);
    if (pl_cli_wants_json(cli)) {
        tester.to = &json;
        pl_json_object(&json, NULL);
        say_counts(&tester);
        pl_json_array(&json, "failures");
        say_failures(&tester);
        pl_json_ends(&json, 2);
    } else {
        say_failures(&tester);
        say_counts(&tester);
    }
    bool complete = tester.run.failed == 0 && tester.run.covered == tester.run.values;
    return complete ? PL_EXIT_DONE : PL_EXIT_SYSTEM;
}
