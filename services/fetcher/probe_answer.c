/*
 * probe_answer.c — builds the JSON answer. A finding that takes several attempts is reported here
 * as if they had all ended like this one.
 */
#include "fetcher/probe_answer.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "checks/engine/check.h"
#include "checks/engine/page.h"
#include "fetcher/links.h"
#include "text/weblink.h"

enum { TEXT_SHOWN = 400 };

static const char *const STATES[] = {"unknown", "good", "dead", "unreachable", "refused", "locked"};

static enum page_state state_of(const struct fetch_answer *answer)
{
    static const struct fetcher_conf AT_ONCE = {0};
    const struct link_history often = {.attempts = 100, .failing_s = INT_MAX};
    return link_step(&often, answer->outcome, answer->status, &AT_ONCE).next.state;
}

/* One line of the trace (trace.h). */
static void write_hop(struct json *json, struct arena *arena, const char *line, size_t len)
{
    char *url = arena_text(arena, line, len);
    char *status = url + strcspn(url, "\t");
    *status++ = '\0';
    char *addresses = status + strcspn(status, "\t");
    *addresses++ = '\0';
    json_object_start(json, NULL);
    json_text(json, "url", page_field(arena, url));
    json_int(json, "status", strtol(status, NULL, 10));
    json_text(json, "addresses", addresses);
    json_object_end(json);
}

static void write_way(struct json *json, struct arena *arena, const char *trace)
{
    json_array_start(json, "way");
    for (const char *line = trace; *line != '\0';) {
        size_t len = strcspn(line, "\n");
        write_hop(json, arena, line, len);
        line += len + (line[len] == '\n' ? 1 : 0);
    }
    json_array_end(json);
}

/* Only the checks of links, and of those only the ones that have enough input. */
static struct check_settings *settings_for(struct arena *arena, const struct probe_wish *wish)
{
    struct check_settings *settings = arena_zero(arena, sizeof(*settings));
    for (size_t i = 0; i < check_count(); i++) {
        settings->of[i].is_off = strncmp(check_at(i)->code, "link.", 5) != 0;
    }
    settings->of[check_find("link.title_differs")].is_off = wish->title[0] == '\0';
    settings->of[check_find("link.day_differs")].is_off = wish->occurred_on[0] == '\0';
    return settings;
}

static const char *findings_of(struct arena *arena, const struct probe_wish *wish,
                               const struct page *page)
{
    Evidence__V1__Submission piece;
    struct judgement judgement;
    const struct context context = {.settings = settings_for(arena, wish), .page = page};
    evidence__v1__submission__init(&piece);
    piece.kind = arena_text(arena, "other", strlen("other"));
    piece.link = arena_text(arena, wish->url, strlen(wish->url));
    piece.title = arena_text(arena, wish->title, strlen(wish->title));
    piece.occurred_on = arena_text(arena, wish->occurred_on, strlen(wish->occurred_on));
    judge(&piece, &context, arena, &judgement);
    return judgement.findings;
}

static void write_titles(struct json *json, const char *titles)
{
    json_array_start(json, "titles");
    for (const char *line = titles; *line != '\0';) {
        size_t len = strcspn(line, "\n");
        json_text_len(json, NULL, line, len);
        line += len + (line[len] == '\n' ? 1 : 0);
    }
    json_array_end(json);
}

static void write_page(struct json *json, const struct page_seen *page)
{
    write_titles(json, page->titles);
    json_text(json, "published_on", page->published_on[0] != '\0' ? page->published_on : NULL);
    json_text(json, "flags", page->flags);
    json_int(json, "text_bytes", (long long)strlen(page->text));
    json_text(json, "text_hash", page->text_hash);
    json_text_len(json, "text_start", page->text,
                  text_cut(page->text, strlen(page->text), TEXT_SHOWN));
}

void probe_answer(struct arena *arena, const struct probe_wish *wish,
                  const struct fetch_answer *answer, const struct page_seen *seen, struct buf *into)
{
    struct json json;
    const char *type = arena_text(arena, answer->content_type, strcspn(answer->content_type, "; "));
    struct page page = {.state = state_of(answer),
                        .outcome = fetch_outcome_name(answer->outcome),
                        .status = answer->status,
                        .seen = "",
                        .changed = "",
                        .frozen_text = "",
                        .final_url = page_field(arena, answer->final_url),
                        .sites = wish->sites,
                        .media_type = page_field(arena, type),
                        .titles = seen != NULL ? seen->titles : "",
                        .flags = seen != NULL ? seen->flags : "",
                        .text = seen != NULL ? seen->text : ""};
    page.has_date = seen != NULL && date_parse(seen->published_on, &page.published);
    json_start(&json, into);
    json_object_start(&json, NULL);
    json_text(&json, "url", wish->url);
    json_text(&json, "canonical", weblink_canonical(wish->url, arena));
    json_bool(&json, "is_address", weblink_is_good(wish->url));
    write_way(&json, arena, answer->trace);
    json_text(&json, "outcome", page.outcome);
    json_text(&json, "detail", answer->detail);
    json_text(&json, "state", STATES[page.state]);
    json_int(&json, "status", answer->status);
    json_text(&json, "media_type", page.media_type);
    json_int(&json, "bytes", (long long)answer->len);
    if (seen != NULL) {
        write_page(&json, seen);
    }
    json_raw(&json, "findings", findings_of(arena, wish, &page));
    json_object_end(&json);
}
