/* SPDX-License-Identifier: MIT
 * The roadmap as a calendar (RFC 5545): one all-day event a step, and the day on which the plan is looked at again. Who
 * imports it anew moves the events instead of doubling them: an identifier depends on the authority and the step, on
 * neither the day nor the language, and the number of the version is that of the day of the plan. A reminder comes a
 * week before, at nine.
 */
#include "base/date.h"
#include "base/escape.h"
#include "model/schedule.h"
#include "report/review.h"
#include "report/sections.h"

struct ics {
    struct pl_buffer *out;
    struct pl_doc doc; /* only for the names of roles */
    const struct pl_plan *plan;
    const struct pl_knowledge *k;
    enum pl_language language;
};

/* A line that holds nothing to escape. */
static void add_line(struct ics *ics, const char *line)
{
    pl_fold_ics(line, ics->out);
}

/* A text of several lines. */
static void add_lines(struct ics *ics, const char *property, const char *text)
{
    struct pl_buffer line = {0};
    pl_buffer_add_text(&line, property);
    pl_buffer_add_char(&line, ':');
    pl_escape_ics(text, &line);
    pl_fold_ics(pl_buffer_text(&line), ics->out);
    pl_buffer_done(&line);
}

static void add_text(struct ics *ics, const char *property, const char *text)
{
    struct pl_buffer line = {0};
    pl_text_clean(text, &line);
    add_lines(ics, property, pl_buffer_text(&line));
    pl_buffer_done(&line);
}

static void add_date(struct ics *ics, const char *property, int64_t day, const char *rest)
{
    struct pl_buffer line = {0};
    pl_buffer_add_text(&line, property);
    pl_buffer_add_char(&line, ':');
    struct pl_buffer date = {0};
    pl_write_date(&date, day);
    for (const char *p = pl_buffer_text(&date); *p != '\0'; p++) {
        if (*p != '-') {
            pl_buffer_add_char(&line, *p);
        }
    }
    pl_buffer_done(&date);
    pl_buffer_add_text(&line, rest);
    pl_fold_ics(pl_buffer_text(&line), ics->out);
    pl_buffer_done(&line);
}

/* What every event has, the last day included. */
static void start_event(struct ics *ics, const char *id, struct pl_span span)
{
    add_line(ics, "BEGIN:VEVENT");
    const struct pl_field *kind = &ics->k->fields[ics->k->facts[PL_FACT_KIND]];
    const char *code = pl_plan_text(ics->plan, PL_FACT_CODE);
    const char *name = *code != '\0' ? code : pl_plan_text(ics->plan, PL_FACT_NAME);
    uint32_t position = pl_cell_choice(pl_plan_cell(ics->plan, PL_FACT_KIND));
    char slug[PL_SLUG_MAX];
    struct pl_buffer uid = {0};
    pl_slug(pl_view_of(name), slug);
    pl_buffer_add_text(&uid, position == PL_NONE ? "" : pl_field_value_id(ics->k, kind, position));
    pl_buffer_add_char(&uid, '-');
    pl_buffer_add_text(&uid, slug);
    pl_buffer_add_char(&uid, '-');
    pl_buffer_add_text(&uid, id);
    pl_buffer_add_text(&uid, "@planner");
    add_text(ics, "UID", pl_buffer_text(&uid));
    pl_buffer_done(&uid);
    add_date(ics, "DTSTAMP", ics->plan->today, "T000000Z");
    struct pl_buffer sequence = {0};
    pl_buffer_add_text(&sequence, "SEQUENCE:");
    pl_buffer_add_number(&sequence, ics->plan->today - PL_TODAY_MIN, "");
    add_line(ics, pl_buffer_text(&sequence));
    pl_buffer_done(&sequence);
    add_date(ics, "DTSTART;VALUE=DATE", span.first, "");
    add_date(ics, "DTEND;VALUE=DATE", span.last + 1, ""); /* the first day after */
}

static void end_event(struct ics *ics, const char *summary)
{
    add_line(ics, "TRANSP:TRANSPARENT"); /* the day stays free for other appointments */
    add_line(ics, "BEGIN:VALARM");
    add_line(ics, "ACTION:DISPLAY");
    add_text(ics, "DESCRIPTION", summary);
    add_line(ics, "TRIGGER:-P6DT15H");
    add_line(ics, "END:VALARM");
    add_line(ics, "END:VEVENT");
}

/* A paragraph of a description, unless it has nothing to say. */
static void add_paragraph(struct ics *ics, enum pl_label label, const char *text, struct pl_buffer *out)
{
    const char *const arguments[3] = {text, NULL, NULL};
    if (*text != '\0') {
        pl_buffer_add_text(out, out->length > 0 ? "\n" : "");
        pl_say_label(out, ics->k, label, ics->language, arguments);
    }
}

static void add_description(struct ics *ics, uint32_t rank)
{
    uint32_t rule = ics->plan->steps.items[rank];
    const struct pl_rule *step = &ics->k->rules[rule];
    struct pl_buffer text = {0};
    struct pl_buffer part = {0};
    pl_say_text(&text, ics->plan, step->text, ics->language);
    const struct pl_progress *progress = pl_profile_progress(ics->plan->profile, pl_text(ics->k, step->id));
    if (progress != NULL) {
        const struct pl_field *states = &ics->k->fields[ics->k->facts[PL_FACT_PROGRESS_STATE]];
        const char *state = pl_field_value_label(ics->k, states, pl_cell_choice(progress->state), ics->language);
        int64_t day = pl_progress_day(progress);
        add_paragraph(
            ics, PL_L_CALENDAR_STATE,
            day < 0 ? state
                    : pl_doc_format(&ics->doc, PL_L_CALENDAR_STATE_SINCE, state, pl_doc_date(&ics->doc, day), NULL),
            &text);
    }
    add_paragraph(ics, PL_L_CALENDAR_OWNER, pl_doc_role(&ics->doc, ics->plan->crews[rank].owner), &text);
    pl_say_text(&part, ics->plan, step->done_when, ics->language);
    add_paragraph(ics, PL_L_CALENDAR_DONE_WHEN, pl_buffer_text(&part), &text);
    pl_buffer_clear(&part);
    struct pl_list numbers = pl_plan_numbers_before(ics->plan, rule);
    for (uint32_t i = 0; i < numbers.count; i++) {
        pl_buffer_add_text(&part, i > 0 ? ", " : "");
        pl_say_text(&part, ics->plan, ics->k->rules[ics->plan->steps.items[numbers.items[i] - 1]].title, ics->language);
    }
    add_paragraph(ics, PL_L_CALENDAR_AFTER, pl_buffer_text(&part), &text);
    add_paragraph(ics, PL_L_CALENDAR_DATES, " ", &text);
    add_lines(ics, "DESCRIPTION", pl_buffer_text(&text));
    pl_buffer_done(&text);
    pl_buffer_done(&part);
}

static void add_step(struct ics *ics, const struct pl_plan *plan, uint32_t rank, bool cancelled)
{
    const struct pl_rule *step = &ics->k->rules[plan->steps.items[rank]];
    struct pl_buffer title = {0};
    start_event(ics, pl_text(ics->k, step->id), plan->spans[rank]);
    pl_say_text(&title, plan, step->title, ics->language);
    add_text(ics, "SUMMARY", pl_buffer_text(&title));
    /* An appointment of a step on which something is said, or that is no longer called for. */
    static const char *const lines[] = {[PL_STEP_PLANNED] = "STATUS:TENTATIVE",
                                        [PL_STEP_STARTED] = "STATUS:CONFIRMED",
                                        [PL_STEP_DONE] = "STATUS:CONFIRMED",
                                        [PL_STEP_VERIFIED] = "STATUS:CONFIRMED",
                                        [PL_STEP_DROPPED] = "STATUS:CANCELLED"};
    const struct pl_progress *progress = pl_profile_progress(ics->plan->profile, pl_text(ics->k, step->id));
    if (progress != NULL || cancelled) {
        add_line(ics, progress == NULL ? lines[PL_STEP_DROPPED] : lines[pl_cell_choice(progress->state)]);
    }
    if (plan == ics->plan) {
        add_description(ics, rank);
    }
    for (uint32_t i = 0; i < ics->k->phases_count; i++) {
        if (ics->k->phases[i].number == step->phase) {
            add_text(ics, "CATEGORIES", pl_text_in(ics->k, ics->k->phases[i].label, ics->language));
        }
    }
    end_event(ics, pl_buffer_text(&title));
    pl_buffer_done(&title);
}

/* A day on which the plan is looked at again: `text` says why. */
static void add_look(struct ics *ics, const char *id, int64_t day, enum pl_label summary, const char *text)
{
    start_event(ics, id, (struct pl_span){.first = day, .last = day});
    add_text(ics, "SUMMARY", pl_text_in(ics->k, ics->k->labels[summary], ics->language));
    add_lines(ics, "DESCRIPTION", text);
    add_text(ics, "CATEGORIES", pl_text_in(ics->k, ics->k->labels[PL_L_CALENDAR_REVIEW_PHASE], ics->language));
    end_event(ics, pl_text_in(ics->k, ics->k->labels[summary], ics->language));
}

/* `before`: a plan whose steps are known from a calendar; NULL: there is none. */
static void write(const struct pl_plan *plan, const struct pl_plan *before, const struct pl_report_options *options,
                  struct pl_buffer *out)
{
    struct ics ics = {.out = out, .plan = plan, .k = plan->knowledge, .language = options->language};
    pl_doc_init(&ics.doc, &pl_dialect_markdown, plan, options, out);
    const char *const name[3] = {pl_plan_text(ics.plan, PL_FACT_NAME), NULL, NULL};
    struct pl_buffer text = {0};
    add_line(&ics, "BEGIN:VCALENDAR");
    add_line(&ics, "VERSION:2.0");
    pl_buffer_add_text(&text, "-//planner//planner ");
    pl_buffer_add_text(&text, options->version);
    pl_buffer_add_text(&text, ics.language == PL_FR ? "//FR" : "//EN");
    add_text(&ics, "PRODID", pl_buffer_text(&text));
    add_line(&ics, "CALSCALE:GREGORIAN");
    add_line(&ics, "METHOD:PUBLISH");
    pl_buffer_clear(&text);
    pl_say_label(&text, ics.k, PL_L_TITLE, ics.language, name);
    add_text(&ics, "X-WR-CALNAME", pl_buffer_text(&text));
    pl_buffer_done(&text);
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        if (pl_span_is_dated(&plan->spans[i])) {
            add_step(&ics, plan, i, false);
        }
    }
    for (uint32_t i = 0; before != NULL && i < before->steps.count; i++) {
        if (!pl_list_has(&plan->steps, before->steps.items[i]) && pl_span_is_dated(&before->spans[i])) {
            add_step(&ics, before, i, true);
        }
    }
    /* The day of the review, and the one on which something changes by itself if that comes before. */
    struct pl_doc *doc = &ics.doc;
    add_look(&ics, "review", plan->review_by, PL_L_CALENDAR_REVIEW,
             pl_doc_format(doc, PL_L_REVIEW_BY, pl_doc_date(doc, plan->review_by), NULL, NULL));
    if (plan->validity->day < plan->review_by) {
        add_look(
            &ics, "valid-until", plan->validity->day, PL_L_CALENDAR_CHANGE,
            pl_doc_format(doc, PL_L_VALID_UNTIL, pl_doc_date(doc, plan->validity->day - 1), pl_doc_changes(doc), NULL));
    }
    add_line(&ics, "END:VCALENDAR");
    pl_doc_done(&ics.doc);
}

void pl_write_ics(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    write(plan, NULL, options, out);
}

void pl_write_review_ics(const struct pl_review *review, const struct pl_report_options *options, struct pl_buffer *out)
{
    write(review->comparison->plans[PL_AFTER], review->comparison->plans[PL_BEFORE], options, out);
}
