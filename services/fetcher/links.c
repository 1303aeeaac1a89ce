/*
 * links.c — outcome and status of an attempt decide the page's state and the pause before the next.
 */
#include "fetcher/links.h"

enum { HOUR_S = 3600, DAY_S = 86400, TELL_ATTEMPTS = 4 };

static bool is_gone(int status)
{
    return status == 404 || status == 410;
}

static bool is_closed(int status)
{
    return status == 401 || status == 403 || status == 407 || status == 451;
}

static int links_at(const int *row, int count, int index)
{
    return row[index < count ? index : count - 1];
}

/* Found as before: the pause grows. */
static struct link_step links_found(const struct link_history *before)
{
    static const int PAUSES[] = {DAY_S, 3 * DAY_S, 7 * DAY_S, 14 * DAY_S, 30 * DAY_S};
    int looks = before->looks < 1000 ? before->looks + 1 : before->looks;
    return (struct link_step){.next = {.state = PAGE_GOOD, .looks = looks},
                              .is_page = true,
                              .pause_s = links_at(PAUSES, 5, before->looks)};
}

/* Missing, as the site itself answers: reported at the second attempt. */
static struct link_step links_missing(const struct link_history *before, enum page_state meaning,
                                      const struct fetcher_conf *conf)
{
    bool is_second = before->attempts >= 1;
    return (struct link_step){
        .next = {.state = is_second ? meaning : before->state, .attempts = before->attempts + 1},
        .pause_s = is_second ? 7 * DAY_S : conf->link_second_s};
}

/* A failure that may pass. */
static struct link_step links_trouble(const struct link_history *before,
                                      const struct fetcher_conf *conf)
{
    static const int TIMES[] = {1, 3, 12, 36, 72, 144, 288};
    bool is_known =
        before->attempts + 1 >= TELL_ATTEMPTS && before->failing_s >= conf->link_report_s;
    int pause_s = conf->link_again_s * links_at(TIMES, 7, before->attempts);
    int least_s = is_known ? HOUR_S : 0;
    return (struct link_step){.next = {.state = is_known ? PAGE_UNREACHABLE : before->state,
                                       .attempts = before->attempts + 1},
                              .pause_s = pause_s < least_s ? least_s
                                         : pause_s > DAY_S ? DAY_S
                                                           : pause_s};
}

struct link_step link_step(const struct link_history *before, enum fetch_outcome outcome,
                           int status, const struct fetcher_conf *conf)
{
    struct link_step step = links_trouble(before, conf);
    if (outcome == FETCH_REFUSED) {
        step = links_missing(before, PAGE_REFUSED, conf);
        step.next.state = PAGE_REFUSED; /* another attempt would end the same */
        step.pause_s = 7 * DAY_S;
    } else if (outcome == FETCH_DONE && ((status >= 200 && status < 300) || status == 304)) {
        step = links_found(before);
    } else if (outcome == FETCH_DONE && is_gone(status)) {
        step = links_missing(before, PAGE_DEAD, conf);
    } else if (outcome == FETCH_NOT_WEB || outcome == FETCH_TOO_LARGE ||
               (outcome == FETCH_DONE && is_closed(status))) {
        step = links_missing(before, PAGE_LOCKED, conf);
    }
    if (step.next.attempts > 1000) {
        step.next.attempts = 1000;
    }
    return step;
}
