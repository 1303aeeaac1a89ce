/*
 * Metrics as Prometheus reads them: each family in one block under one head, cumulative buckets,
 * and the process's own metrics.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/metrics.h"

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void assert_has(const struct buf *buf, const char *part)
{
    if (strstr(buf_string(buf), part) == NULL) {
        fail_msg("\"%s\" is not in:\n%s", part, buf_string(buf));
    }
}

static void metrics_count_and_measure(void **state)
{
    (void)state;
    struct metric *counter = metric_counter("t_items_total", "", "items");
    struct metric *gauge = metric_gauge("t_pending", "stage=\"score\"", "pending rows");
    metric_add(counter, 3);
    metric_add(counter, 0);
    metric_add(counter, 4);
    metric_set(gauge, 9);
    metric_set(gauge, -2);
    assert_int_equal(metric_value(counter), 7);
    assert_int_equal(metric_value(gauge), -2);
    struct buf buf = {0};
    metrics_print(&buf);
    assert_has(&buf, "# HELP t_items_total items\n# TYPE t_items_total counter\n"
                     "t_items_total 7\n");
    assert_has(
        &buf,
        "# HELP t_pending pending rows\n# TYPE t_pending gauge\nt_pending{stage=\"score\"} -2\n");
    buf_free(&buf);
}

/* The format wants the lines of one family together, whenever they were registered. */
static void metrics_of_one_name_are_grouped(void **state)
{
    (void)state;
    metric_add(metric_counter("t_family_total", "a=\"1\"", "of a family"), 1);
    metric_add(metric_counter("t_between_total", "", "between"), 2);
    metric_add(metric_counter("t_family_total", "a=\"2\"", "of a family"), 3);
    metric_add(metric_counter("t_last_total", "", "last"), 4);
    struct buf buf = {0};
    metrics_print(&buf);
    assert_has(&buf, "# TYPE t_family_total counter\nt_family_total{a=\"1\"} 1\n"
                     "t_family_total{a=\"2\"} 3\n# HELP t_between_total");
    assert_has(&buf, "t_between_total 2\n# HELP t_last_total");
    assert_int_equal(count_of(buf_string(&buf), "# TYPE t_family_total"), 1);
    buf_free(&buf);
}

static void metrics_histograms_are_cumulative(void **state)
{
    (void)state;
    struct metric *times = metric_histogram("t_seconds", "", "durations");
    struct metric *labelled = metric_histogram("t_labelled_seconds", "k=\"v\"", "durations");
    static const int64_t US[] = {0, 100, 101, 2500000, 60000000, 60000001, 3600000000};
    for (size_t i = 0; i < sizeof(US) / sizeof(US[0]); i++) {
        metric_observe_us(times, US[i]);
    }
    metric_observe_us(labelled, 100);
    assert_int_equal(metric_value(times), 7);
    struct buf buf = {0};
    metrics_print(&buf);
    assert_has(&buf, "t_seconds_bucket{le=\"0.000100\"} 2\n");
    assert_has(&buf, "t_seconds_bucket{le=\"0.000250\"} 3\n");
    assert_has(&buf, "t_seconds_bucket{le=\"1.000000\"} 3\n");
    assert_has(&buf, "t_seconds_bucket{le=\"2.500000\"} 4\n");
    assert_has(&buf, "t_seconds_bucket{le=\"60.000000\"} 5\n");
    assert_has(&buf, "t_seconds_bucket{le=\"+Inf\"} 7\n");
    assert_has(&buf, "t_seconds_sum 3722.500202\nt_seconds_count 7\n");
    assert_has(&buf, "t_labelled_seconds_bucket{k=\"v\",le=\"0.000100\"} 1\n");
    assert_has(&buf, "t_labelled_seconds_sum{k=\"v\"} 0.000100\n");
    assert_has(&buf, "t_labelled_seconds_count{k=\"v\"} 1\n");
    buf_free(&buf);
}

/* A wall clock that is set back must not spoil a sum that may only grow. */
static void metrics_take_a_negative_duration_for_none(void **state)
{
    (void)state;
    struct metric *times = metric_histogram("t_back_seconds", "", "durations");
    metric_observe_us(times, 5);
    metric_observe_us(times, -1000000);
    struct buf buf = {0};
    metrics_print(&buf);
    assert_has(&buf, "t_back_seconds_sum 0.000005\nt_back_seconds_count 2\n");
    assert_has(&buf, "t_back_seconds_bucket{le=\"0.000100\"} 2\n");
    buf_free(&buf);
}

static long long figure(const struct buf *buf, const char *name)
{
    char line[100];
    snprintf(line, sizeof(line), "\n%s ", name);
    assert_has(buf, line);
    return strtoll(strstr(buf_string(buf), line) + strlen(line), NULL, 10);
}

static void metrics_describe_the_process(void **state)
{
    (void)state;
    struct buf before = {0}, after = {0};
    metrics_print(&before);
    int extra = dup(STDIN_FILENO);
    assert_true(extra >= 0);
    metrics_print(&after);
    close(extra);
    assert_int_equal(figure(&after, "process_open_fds"), figure(&before, "process_open_fds") + 1);
    assert_true(figure(&after, "process_max_fds") >= figure(&after, "process_open_fds"));
    assert_in_range(figure(&after, "process_resident_memory_bytes"), 100000, 1LL << 32);
    assert_true(figure(&after, "process_cpu_seconds_total") >= 0);
    /* The kernel counts hundredths since boot: a second of tolerance. */
    long long now = (long long)time(NULL);
    assert_in_range(figure(&after, "process_start_time_seconds"), now - 60, now + 1);
    buf_free(&before);
    buf_free(&after);
}

/* Every line is a comment or `name[{labels}] number`. */
static void metrics_lines_have_a_name_and_a_number(void **state)
{
    (void)state;
    struct buf buf = {0};
    metrics_print(&buf);
    char *rest = buf.data;
    for (char *line = strsep(&rest, "\n"); rest != NULL; line = strsep(&rest, "\n")) {
        if (line[0] == '#') {
            assert_true(strncmp(line, "# HELP ", 7) == 0 || strncmp(line, "# TYPE ", 7) == 0);
            continue;
        }
        char *blank = strrchr(line, ' '), *end;
        assert_non_null(blank);
        (void)strtold(blank + 1, &end);
        assert_int_equal(*end, '\0');
        assert_true(end > blank + 1);
    }
    buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metrics_count_and_measure),
        cmocka_unit_test(metrics_of_one_name_are_grouped),
        cmocka_unit_test(metrics_histograms_are_cumulative),
        cmocka_unit_test(metrics_take_a_negative_duration_for_none),
        cmocka_unit_test(metrics_describe_the_process),
        cmocka_unit_test(metrics_lines_have_a_name_and_a_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
