/*
 * links_check.c — `minhchung links check URL`: the running fetcher fetches the page with its own
 * guard and settings; the command prints what it saw as one JSON object.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/uuid.h"
#include "ctl/commands/links.h"
#include "ctl/sql.h"

enum { WAIT_MS = 120000, PAUSE_US = 100000 };

static const struct statement ASK = {"ctl_probe_ask", SQL_PROBE_ASK};
static const struct statement ANSWER = {"ctl_probe_answer", SQL_PROBE_ANSWER};

static bool links_check_ask(struct ctl *ctl, struct lane *lane, const struct uuid *id)
{
    struct params *params = params_new();
    params_uuid(params, id);
    params_text(params, ctl_argument(ctl, 1));
    params_text(params, ctl_option(ctl, "--unit"));
    params_text(params, ctl_option(ctl, "--title"));
    params_text(params, ctl_option(ctl, "--date"));
    struct rows *result = ctl_query(lane, &ASK, params);
    bool is_asked = result != NULL && rows_count(result) == 1;
    if (result != NULL && !is_asked) {
        ctl_trouble("there is no unit \"%s\"", ctl_option(ctl, "--unit"));
    }
    rows_free(&result);
    params_free(&params);
    return is_asked;
}

/* Exit 1 if a submission with this link would get a finding. */
static int links_check_tell(const char *text)
{
    json_t *answer = json_loads(text, 0, NULL);
    char *shown = answer != NULL ? json_dumps(answer, JSON_INDENT(1)) : NULL;
    bool is_clean = json_array_size(json_object_get(answer, "findings")) == 0;
    printf("%s\n", shown != NULL ? shown : text);
    free(shown);
    json_decref(answer);
    return is_clean ? EXIT_DONE : EXIT_NO;
}

static int wait_for_answer(struct lane *lane, const struct uuid *id)
{
    struct params *params = params_new();
    int exit_code = -1;
    params_uuid(params, id);
    for (int64_t until = clock_steady_ms() + WAIT_MS; exit_code < 0 && clock_steady_ms() < until;
         usleep(PAUSE_US)) {
        struct rows *result = ctl_query(lane, &ANSWER, params);
        if (result == NULL) {
            exit_code = EXIT_TROUBLE;
        } else if (rows_count(result) == 1) {
            exit_code = links_check_tell(column_text(result, 0, 0));
        }
        rows_free(&result);
    }
    params_free(&params);
    return exit_code >= 0 ? exit_code
                          : ctl_trouble("no fetcher fetched the page: does the fetcher run, with "
                                        "links.fetch on?");
}

int links_check(struct ctl *ctl)
{
    date_days day;
    const char *date = ctl_option(ctl, "--date");
    if (date != NULL && !date_parse(date, &day)) {
        return ctl_trouble("--date is a day like 2023-05-20");
    }
    struct uuid id = uuid_new();
    struct lane *lane = ctl_store(ctl);
    int exit_code =
        lane != NULL && links_check_ask(ctl, lane, &id) ? wait_for_answer(lane, &id) : EXIT_TROUBLE;
    lane_close(&lane);
    return exit_code;
}
