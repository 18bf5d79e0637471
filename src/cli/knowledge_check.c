/* SPDX-License-Identifier: MIT
 * knowledge check: what is proved of the knowledge, a line each, then the faults with their place and, for rules that
 * should not meet, facts under which they do.
 */
#include "cli/knowledge.h"
#include "proof/proof.h"

static const struct {
    const char *key;
    const char *title[PL_LANGUAGES], *subjects[PL_LANGUAGES], *extra[PL_LANGUAGES];
} checks[PL_CHECKS] = {
    [PL_CHECK_CAN_HOLD] = {"can-hold",
                           {"toute condition peut être remplie", "every condition can hold"},
                           {"règles", "rules"},
                           {"boîtes", "boxes"}},
    [PL_CHECK_CAN_FAIL] = {"can-fail",
                           {"aucune condition n’est toujours remplie", "no condition always holds"},
                           {"règles", "rules"},
                           {"boîtes", "boxes"}},
    [PL_CHECK_CAN_FOLLOW] = {"can-follow",
                             {"toute étape peut accompagner celles qu’elle suit",
                              "every step can hold together with those it comes after"},
                             {"liens", "links"},
                             {"étapes", "steps"}},
    [PL_CHECK_FINDINGS] = {"findings",
                           {"aucun constat n’en contredit un autre sur les mêmes faits",
                            "no finding contradicts another on the same facts"},
                           {"paires", "pairs"},
                           {"où l’une amende l’autre", "where one amends the other"}},
    [PL_CHECK_DECISIONS] = {"decisions",
                            {"deux décisions qui se rencontrent ont un ordre", "two decisions that meet are ordered"},
                            {"paires", "pairs"},
                            {"règles", "rules"}},
    [PL_CHECK_ANSWERED] = {"answered",
                           {"tout ce qui est demandé a son étape", "what is asked has a step"},
                           {"points bloquants, freins et obligations", "blockers, obstacles and duties"},
                           {"étapes qui y répondent", "steps that answer"}},
    [PL_CHECK_VALUES] = {"values",
                         {"toute valeur est nommée par une condition", "every value is named by a condition"},
                         {"valeurs", "values"},
                         {"faits", "facts"}},
    [PL_CHECK_FACTS] = {"facts",
                        {"tout fait sert, ou ne fait qu’informer", "every fact is used, or informs only"},
                        {"faits", "facts"},
                        {"pour information", "informative"}},
    [PL_CHECK_CITED] = {"cited",
                        {"tout passage et toute source sont cités", "every claim and source is cited"},
                        {"passages et sources", "claims and sources"},
                        {"citations", "citations"}},
    [PL_CHECK_REACHED] = {"reached",
                          {"toute étape peut être atteinte", "every step can be reached"},
                          {"étapes", "steps"},
                          {"étapes dans la plus longue chaîne", "steps in the longest chain"}},
    [PL_CHECK_COMPLETE] = {"complete",
                           {"identifiants uniques et résolus, textes dans les deux langues",
                            "identifiers unique and resolved, texts in both languages"},
                           {"identifiants", "identifiers"},
                           {"textes", "texts"}},
};

/* What a fault says; %1 stands for the other rule with its place, for the value. */
static const char *const faults[PL_CHECKS][PL_LANGUAGES] = {
    [PL_CHECK_CAN_HOLD] = {"sa condition ne peut jamais être remplie", "its condition can never hold"},
    [PL_CHECK_CAN_FAIL] = {"sa condition est toujours remplie", "its condition always holds"},
    [PL_CHECK_CAN_FOLLOW] = {"elle suit %1, mais les deux ne valent jamais ensemble",
                             "it comes after %1, but the two can never hold together"},
    [PL_CHECK_FINDINGS] = {"elle peut valoir avec %1, qui dit le contraire sur les mêmes faits",
                           "it can hold together with %1, which says the opposite on the same facts"},
    [PL_CHECK_DECISIONS] = {"elle peut valoir avec %1, qui décide autrement, et aucune ne l’emporte",
                            "it can hold together with %1, which decides otherwise, and neither goes before"},
    [PL_CHECK_ANSWERED] = {"elle peut valoir sans qu’aucune étape n’y réponde",
                           "it can hold without a step that answers it"},
    [PL_CHECK_VALUES] = {"aucune condition ne nomme la valeur %1", "no condition names the value %1"},
    [PL_CHECK_FACTS] = {"aucune condition ne regarde ce fait", "no condition looks at this fact"},
    [PL_CHECK_CITED] = {"rien ne le cite", "nothing cites it"},
    [PL_CHECK_REACHED] = {"cette étape, ou l’une de celles qu’elle suit, ne peut être atteinte",
                          "this step, or one of those it comes after, can never be reached"},
    [PL_CHECK_COMPLETE] = {"défini deux fois, ou sans texte dans une langue",
                           "defined twice, or without its text in one language"},
};
static const char *const too_many[PL_LANGUAGES] = {
    "sa condition se divise en trop de boîtes (plus de 4096) : rien n’est démontré",
    "its condition falls into too many boxes (more than 4096): nothing is proved",
};

static void add_place(struct pl_buffer *out, const char *file, uint32_t line)
{
    pl_buffer_add_text(out, file);
    if (line > 0) {
        pl_buffer_add_char(out, ':');
        pl_buffer_add_number(out, line, "");
    }
}

/* A fact and its value as a case states them. */
static void add_value(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_side *side)
{
    const struct pl_field *field = &k->fields[side->field];
    int64_t value = pl_side_witness(k, side);
    bool is_set = field->type == PL_TYPE_SET;
    pl_buffer_add_text(out, pl_text(k, field->id));
    pl_buffer_add_text(out, ": ");
    if (field->type == PL_TYPE_NUMBER || field->type == PL_TYPE_DURATION || field->type == PL_TYPE_DATE) {
        pl_buffer_add_number(out, value, "");
        return;
    }
    pl_buffer_add_text(out, is_set ? (value == 0 ? "none" : "[") : "");
    const char *separator = "";
    for (uint32_t i = 0; i < pl_field_value_count(k, field); i++) {
        if ((value >> i & 1) != 0) {
            pl_buffer_add_text(out, separator);
            pl_buffer_add_text(out, pl_field_value_id(k, field, i));
            separator = ", ";
        }
    }
    pl_buffer_add_text(out, is_set && value != 0 ? "]" : "");
}

/* Where a fault is, and the identifier of what has it. */
static const char *locate(const struct pl_knowledge *k, const struct pl_fault *fault, struct pl_buffer *place)
{
    if (fault->rule != PL_NONE) {
        add_place(place, pl_text(k, k->rules[fault->rule].file), k->rules[fault->rule].line);
        return pl_text(k, k->rules[fault->rule].id);
    }
    if (fault->field != PL_NONE) {
        add_place(place, "vocabulary.yaml", k->fields[fault->field].line);
        return pl_text(k, k->fields[fault->field].id);
    }
    if (fault->citation != PL_NONE) {
        add_place(place, fault->citation < k->claims_count ? "claims.yaml" : "sources.yaml", 0);
        return pl_citation_id(k, fault->citation);
    }
    add_place(place, ".", 0);
    return fault->id;
}

static void add_message(struct pl_buffer *out, const struct pl_cli *cli, const struct pl_fault *fault)
{
    enum pl_language language = pl_cli_language(cli, NULL);
    const char *text = fault->too_many ? too_many[language] : faults[fault->check][language];
    for (; *text != '\0'; text++) {
        if (text[0] == '%' && text[1] == '1') {
            const struct pl_knowledge *k = cli->knowledge;
            if (fault->other != PL_NONE) {
                pl_buffer_add_text(out, pl_text(k, k->rules[fault->other].id));
                pl_buffer_add_text(out, " (");
                add_place(out, pl_text(k, k->rules[fault->other].file), k->rules[fault->other].line);
                pl_buffer_add_char(out, ')');
            } else if (fault->value != PL_NONE) {
                pl_buffer_add_text(out, pl_field_value_id(k, &k->fields[fault->field], fault->value));
            }
            text++;
        } else {
            pl_buffer_add_char(out, *text);
        }
    }
}

/* In JSON, an object a fault; else (`to` is NULL) a line each, and one for the witness. */
static void say_fault(struct pl_cli *cli, const struct pl_fault *fault, struct pl_json *to)
{
    struct pl_buffer place = {0};
    struct pl_buffer message = {0};
    struct pl_buffer witness = {0};
    const char *id = locate(cli->knowledge, fault, &place);
    add_message(&message, cli, fault);
    if (fault->has_witness) {
        pl_buffer_add_char(&witness, '{');
        for (uint32_t i = 0; i < fault->witness.count; i++) {
            pl_buffer_add_text(&witness, i > 0 ? ", " : "");
            add_value(&witness, cli->knowledge, &fault->witness.sides[i]);
        }
        pl_buffer_add_char(&witness, '}');
    }
    if (to != NULL) {
        pl_json_object(to, NULL);
        pl_json_text(to, "check", checks[fault->check].key);
        pl_json_text(to, "id", id);
        pl_json_text(to, "place", pl_buffer_text(&place));
        pl_json_text(to, "text", pl_buffer_text(&message));
        pl_json_text(to, "witness", fault->has_witness ? pl_buffer_text(&witness) : NULL);
        pl_json_end(to);
    } else {
        pl_buffer_add_text(&cli->out, pl_buffer_text(&place));
        pl_buffer_add_text(&cli->out, ": ");
        pl_buffer_add_text(&cli->out, id);
        pl_buffer_add_text(&cli->out, pl_cli_words(cli, " : ", ": "));
        pl_buffer_add_text(&cli->out, pl_buffer_text(&message));
        pl_buffer_add_text(&cli->out, fault->has_witness ? pl_cli_words(cli, "\n  témoin : ", "\n  witness: ") : "");
        pl_buffer_add_text(&cli->out, pl_buffer_text(&witness));
        pl_buffer_add_char(&cli->out, '\n');
    }
    pl_buffer_done(&place);
    pl_buffer_done(&message);
    pl_buffer_done(&witness);
}

static void add_count(struct pl_cli *cli, uint32_t number, const char *word)
{
    pl_buffer_add_number(&cli->out, number, "");
    pl_buffer_add_char(&cli->out, ' ');
    pl_buffer_add_text(&cli->out, word);
}

static void say_check(struct pl_cli *cli, enum pl_check check, const struct pl_proved *proved, struct pl_json *to)
{
    enum pl_language language = pl_cli_language(cli, NULL);
    if (to != NULL) {
        pl_json_object(to, NULL);
        pl_json_text(to, "check", checks[check].key);
        pl_json_integer(to, "subjects", proved->subjects);
        pl_json_integer(to, "proved", proved->proved);
        pl_json_integer(to, "extra", proved->extra);
        pl_json_end(to);
        return;
    }
    pl_buffer_add_text(&cli->out, checks[check].title[language]);
    pl_buffer_add_text(&cli->out, pl_cli_words(cli, " : ", ": "));
    if (proved->proved < proved->subjects) {
        add_count(cli, proved->proved, pl_cli_words(cli, "sur ", "of "));
    }
    add_count(cli, proved->subjects, checks[check].subjects[language]);
    pl_buffer_add_text(&cli->out, ", ");
    add_count(cli, proved->extra, checks[check].extra[language]);
    pl_buffer_add_char(&cli->out, '\n');
}

int pl_knowledge_check(struct pl_cli *cli)
{
    struct pl_proof proof;
    struct pl_json json = {.out = &cli->out};
    struct pl_json *to = pl_cli_wants_json(cli) ? &json : NULL;
    pl_proof_make(cli->knowledge, &cli->arguments, &proof);
    if (to != NULL) {
        pl_json_object(to, NULL);
        pl_json_array(to, "checks");
    }
    for (int check = 0; check < PL_CHECKS; check++) {
        say_check(cli, (enum pl_check)check, &proof.checks[check], to);
    }
    if (to != NULL) {
        pl_json_end(to);
        pl_json_array(to, "faults");
    }
    for (uint32_t i = 0; i < proof.faults_count; i++) {
        say_fault(cli, &proof.faults[i], to);
    }
    if (to != NULL) {
        pl_json_ends(to, 2);
    } else {
        add_count(cli, PL_CHECKS, pl_cli_words(cli, "vérifications, ", "checks, "));
        add_count(cli, proof.faults_count, pl_cli_words(cli, "fautes\n", "faults\n"));
    }
    return proof.faults_count == 0 ? PL_EXIT_DONE : PL_EXIT_SYSTEM;
}
