/*
 * feed_step.c — outcome and status of an attempt decide its meaning and the pause before the next.
 */
#include "fetcher/feed_step.h"

#include <string.h>

#include "base/arena.h"

enum { HOUR_S = 3600, DAY_S = 86400, ATTEMPTS_MAX = 1000 };

static struct feed_step feed_step_failed(const struct feed_history *before)
{
    static const int PAUSES[] = {300, 900, HOUR_S, 3 * HOUR_S, 6 * HOUR_S, 12 * HOUR_S, DAY_S};
    enum { COUNT = sizeof(PAUSES) / sizeof(PAUSES[0]) };
    int at = before->attempts < COUNT ? before->attempts : COUNT - 1;
    int attempts = before->attempts < ATTEMPTS_MAX ? before->attempts + 1 : ATTEMPTS_MAX;
    return (struct feed_step){.meaning = FEED_FAILED, .attempts = attempts, .pause_s = PAUSES[at]};
}

/* The server refuses and will refuse again; or it sends more than is accepted. */
static bool is_refusal(enum fetch_outcome outcome, int status)
{
    bool is_later = status == 408 || status == 425 || status == 429;
    return outcome == FETCH_TOO_LARGE ||
           (outcome == FETCH_DONE && status >= 400 && status < 500 && !is_later);
}

struct feed_step feed_step(const struct feed_history *before, enum fetch_outcome outcome,
                           int status, int every_s)
{
    bool is_done = outcome == FETCH_DONE;
    struct feed_step good = {.meaning = FEED_READ, .pause_s = every_s};
    if (is_done && status >= 200 && status < 300) {
        return good;
    }
    if (is_done && status == 304) {
        good.meaning = FEED_SAME;
        return good;
    }
    if (is_done && before->page > 1 && (status == 400 || status == 404)) {
        good.meaning = FEED_END;
        return good;
    }
    if (before->has_other && is_refusal(outcome, status)) {
        good.meaning = FEED_ELSEWHERE;
        return good;
    }
    return feed_step_failed(before);
}

struct feed_step feed_step_unread(const struct feed_history *before)
{
    if (before->has_other) {
        return (struct feed_step){.meaning = FEED_ELSEWHERE};
    }
    return feed_step_failed(before);
}

const char *feed_address(const char *source, const struct feed_history *before, struct arena *arena)
{
    if (!before->is_wordpress) {
        return source;
    }
    /* A WordPress without readable addresses has its root at "…/?rest_route=/". */
    bool has_query = strchr(source, '?') != NULL;
    return arena_print(arena,
                       "%swp/v2/posts%sper_page=%d&page=%d&orderby=date&order=desc"
                       "&_embed=wp:term&_fields=id,date,date_gmt,link,title,_links,_embedded",
                       source, has_query ? "&" : "?", FEED_PAGE, before->page);
}
