/* SPDX-License-Identifier: MIT
 * See stakes.h.
 */
#include "report/stakes.h"

#include <string.h>

#include "report/values.h"

enum { LINES_MAX = 6, LABELS_MAX = 4, NAMES_MAX = 3 };

struct count_words {
    const char *one[PL_LANGUAGES], *many[PL_LANGUAGES]; /* {1}: how many */
};

static const struct count_words point_words = {{"{1} point", "{1} point"}, {"{1} points", "{1} points"}};
static const struct count_words platform_words = {{"{1} autre plateforme", "{1} other platform"},
                                                  {"{1} autres plateformes", "{1} other platforms"}};
static const struct count_words answer_words = {{"{1} autre réponse", "{1} other answer"},
                                                {"{1} autres réponses", "{1} other answers"}};

/* Findings that an answer settles. */
static const struct {
    enum pl_conclusion concludes;
    enum pl_truth truth;
    struct count_words words;
} finding_words[] = {
    {PL_BLOCKER,
     PL_TRUE,
     {{"constate un blocage", "finds a blocker"}, {"constate {1} blocages", "finds {1} blockers"}}},
    {PL_BLOCKER,
     PL_FALSE,
     {{"écarte un blocage", "rules out a blocker"}, {"écarte {1} blocages", "rules out {1} blockers"}}},
    {PL_OBSTACLE,
     PL_TRUE,
     {{"constate un obstacle", "finds an obstacle"}, {"constate {1} obstacles", "finds {1} obstacles"}}},
    {PL_OBSTACLE,
     PL_FALSE,
     {{"écarte un obstacle", "rules out an obstacle"}, {"écarte {1} obstacles", "rules out {1} obstacles"}}},
    {PL_STRENGTH, PL_TRUE, {{"révèle un atout", "finds a strength"}, {"révèle {1} atouts", "finds {1} strengths"}}},
};

static const char *const verdict_words[][PL_LANGUAGES] = {
    [PL_NOT_YET] = {"le verdict devient « pas encore »", "the verdict becomes 'not yet'"},
    [PL_CONDITIONAL] = {"le verdict devient « oui, sous conditions »", "the verdict becomes 'yes, with conditions'"},
    [PL_READY] = {"le verdict devient « la voie est libre »", "the verdict becomes 'the way is clear'"},
    [PL_VERDICT_UNKNOWN] = {"", ""}, /* an answer never makes a verdict unknown */
};

static void say_count(struct pl_buffer *out, const struct count_words *words, uint32_t count, enum pl_language language)
{
    struct pl_buffer number = {0};
    pl_say_number(&number, count, language);
    const char *const arguments[3] = {number.data, NULL, NULL};
    pl_say_template(out, (count == 1 ? words->one : words->many)[language], arguments);
    pl_buffer_done(&number);
}

static void say_effect(struct pl_buffer *out, const struct pl_plan *plan, const struct pl_effect *effect,
                       enum pl_language language)
{
    say_count(out, &point_words, effect->settles, language);
    if (effect->verdict != plan->verdict) {
        pl_buffer_add_text(out, ", ");
        pl_buffer_add_text(out, verdict_words[effect->verdict][language]);
    }
    for (size_t i = 0; i < sizeof finding_words / sizeof *finding_words; i++) {
        uint32_t count = 0;
        for (uint32_t r = 0; r < effect->rules.count; r++) {
            uint32_t concludes = plan->knowledge->rules[effect->rules.items[r]].concludes;
            count += concludes == (uint32_t)finding_words[i].concludes && effect->truths[r] == finding_words[i].truth;
        }
        if (count > 0) {
            pl_buffer_add_text(out, ", ");
            say_count(out, &finding_words[i].words, count, language);
        }
    }
    static const char *const settles[PL_LANGUAGES] = {", tranche ", ", settles "};
    static const char *const last[PL_LANGUAGES] = {" et ", " and "};
    uint32_t count = effect->platforms.count;
    uint32_t shown = count > NAMES_MAX + 1 ? NAMES_MAX : count;
    for (uint32_t i = 0; i < shown; i++) {
        const struct pl_choice *choice = &plan->choices[effect->platforms.items[i]];
        pl_buffer_add_text(out, i == 0 ? settles[language] : i + 1 == count ? last[language] : ", ");
        pl_buffer_add_text(out,
                           pl_text_in(plan->knowledge, plan->knowledge->platforms[choice->platform].name, language));
    }
    if (shown < count) {
        pl_buffer_add_text(out, last[language]);
        say_count(out, &platform_words, count - shown, language);
    }
}

/* How many of the numbers around which some condition on a fact changes lie between two others. */
static uint32_t thresholds_between(const struct pl_knowledge *k, const struct pl_field *field, int64_t low,
                                   int64_t high)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < field->thresholds.count; i++) {
        int64_t number = k->numbers[k->refs[field->thresholds.first + i]];
        count += number > low && number < high;
    }
    for (uint32_t i = 0; i < k->fields_count; i++) {
        bool derived = k->fields[i].from == (uint32_t)(field - k->fields) && k->fields[i].parameter != PL_NONE;
        int64_t number = derived ? k->numbers[k->fields[i].parameter] : 0;
        count += derived && number - 1 > low && number < high;
    }
    return count;
}

/* "up to 999 inhabitants", "from 1,000 to 1,999 inhabitants", "3,500 inhabitants and more" */
static void say_stretch(struct pl_buffer *out, const struct pl_plan *plan, const struct pl_field *field,
                        const struct pl_cell *first, const struct pl_cell *last, enum pl_language language)
{
    static const char *const words[][PL_LANGUAGES] = {{"de {1} à {2}", "from {1} to {2}"},
                                                      {"jusqu’à {2}", "up to {2}"},
                                                      {"{3} et plus", "{3} and more"},
                                                      {"quel que soit le nombre", "whatever the number"}};
    struct pl_buffer texts[3] = {{0}, {0}, {0}};
    bool lowest = thresholds_between(plan->knowledge, field, INT64_MIN, first->low) == 0;
    bool highest = thresholds_between(plan->knowledge, field, last->low, INT64_MAX) == 0;
    pl_say_number(&texts[0], first->low, language);
    pl_say_cell(&texts[1], plan->knowledge, field, last, language);
    pl_say_cell(&texts[2], plan->knowledge, field, first, language);
    const char *const arguments[3] = {texts[0].data, texts[1].data, texts[2].data};
    if (field->type != PL_TYPE_NUMBER || field->thresholds.count == 0 || (first == last && !lowest && !highest)) {
        pl_say_cell(out, plan->knowledge, field, first, language);
    } else {
        pl_say_template(out, words[(lowest ? 1 : 0) + (highest ? 2 : 0)][language], arguments);
    }
    for (size_t i = 0; i < 3; i++) {
        pl_buffer_done(&texts[i]);
    }
}

/* All answers that `alike` marks, on one line, without their effect. */
static void say_values(struct pl_buffer *out, const struct pl_plan *plan, const struct pl_question *question,
                       const uint8_t *alike, enum pl_language language)
{
    uint32_t shown = 0;
    uint32_t more = 0;
    for (uint32_t i = 0; i < question->effects_count; i++) {
        if (!alike[i]) {
            continue;
        }
        if (shown == LABELS_MAX) {
            more++;
            continue;
        }
        const struct pl_field *field = &plan->knowledge->fields[question->field];
        uint32_t last = i; /* of one stretch of numbers: all are alike, and so is what lies between */
        while (field->type == PL_TYPE_NUMBER && field->thresholds.count > 0 && last + 1 < question->effects_count &&
               alike[last + 1] &&
               thresholds_between(plan->knowledge, field, question->effects[last].answer.low,
                                  question->effects[last + 1].answer.low) == 0) {
            last++;
        }
        int64_t bits = field->type == PL_TYPE_SET ? question->effects[i].answer.low : 0;
        pl_buffer_add_text(out, shown++ > 0 ? ", " : "");
        if ((bits & (bits - 1)) == 0) {
            say_stretch(out, plan, field, &question->effects[i].answer, &question->effects[last].answer, language);
        } else { /* all of them, which would fill a page */
            pl_buffer_add_text(out, language == PL_FR ? "tout à la fois" : "all of them at once");
        }
        i = last;
    }
    if (more > 0) {
        pl_buffer_add_text(out, language == PL_FR ? " et " : " and ");
        say_count(out, &answer_words, more, language);
    }
}

/* Of a list nobody answers in one word: what it settles that there is nothing to list, and what each fact that is
 * derived from it can settle at most. */
static void say_derived(struct pl_buffer *out, const struct pl_plan *plan, const struct pl_question *question,
                        enum pl_language language, const char *indent)
{
    static const char *const at_most[PL_LANGUAGES] = {" : jusqu’à ", ": up to "};
    static const char *const nothing[PL_LANGUAGES] = {"liste vide : ", "empty list: "};
    const struct pl_effect *effects = question->effects;
    for (uint32_t i = 0; i < question->effects_count; i++) {
        uint32_t most = 0;
        for (uint32_t j = i; j < question->effects_count && effects[j].field == effects[i].field; j++) {
            most = effects[j].settles > most ? effects[j].settles : most;
        }
        if (i > 0 && effects[i].field == effects[i - 1].field) {
            continue;
        }
        pl_buffer_add_text(out, indent);
        if (effects[i].field == question->field) {
            pl_buffer_add_text(out, nothing[language]);
        } else {
            pl_buffer_add_text(out,
                               pl_text_in(plan->knowledge, plan->knowledge->fields[effects[i].field].label, language));
            pl_buffer_add_text(out, at_most[language]);
        }
        say_count(out, &point_words, most, language);
        pl_buffer_add_char(out, '\n');
    }
}

void pl_say_answers(struct pl_buffer *out, const struct pl_plan *plan, const struct pl_question *question,
                    enum pl_language language, const char *indent)
{
    if (plan->knowledge->fields[question->field].type == PL_TYPE_RECORDS) {
        say_derived(out, plan, question, language, indent);
        return;
    }
    struct pl_arena arena = {0};
    struct pl_buffer effect = {0};
    uint8_t *said = pl_arena_array(&arena, (size_t)question->effects_count + 1, 1);
    uint8_t *alike = pl_arena_array(&arena, (size_t)question->effects_count + 1, 1);
    uint32_t lines = 0;
    uint32_t unsaid = 0;
    for (uint32_t i = 0; i < question->effects_count; i++) {
        if (said[i] || lines == LINES_MAX) {
            unsaid += !said[i];
            continue;
        }
        struct pl_buffer other = {0};
        memset(alike, 0, question->effects_count);
        pl_buffer_clear(&effect);
        say_effect(&effect, plan, &question->effects[i], language);
        for (uint32_t j = i; j < question->effects_count; j++) {
            pl_buffer_clear(&other);
            say_effect(&other, plan, &question->effects[j], language);
            alike[j] = !said[j] && strcmp(pl_buffer_text(&other), pl_buffer_text(&effect)) == 0;
        }
        pl_buffer_done(&other);
        pl_buffer_add_text(out, indent);
        say_values(out, plan, question, alike, language);
        pl_buffer_add_text(out, pl_colon(language));
        pl_buffer_add_text(out, pl_buffer_text(&effect));
        pl_buffer_add_char(out, '\n');
        for (uint32_t j = i; j < question->effects_count; j++) {
            said[j] |= alike[j];
        }
        lines++;
    }
    if (unsaid > 0) {
        pl_buffer_add_text(out, indent);
        pl_buffer_add_text(out, "… ");
        say_count(out, &answer_words, unsaid, language);
        pl_buffer_add_char(out, '\n');
    }
    pl_buffer_done(&effect);
    pl_arena_done(&arena);
}
