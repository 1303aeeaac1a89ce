/*
 * Log lines: one JSON object a line on stderr, whatever the message holds.
 */
#include "support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <jansson.h>

#include "base/log.h"

static int stderr_before;

/* From here to `caught`, stderr is captured in memory. */
static void catch_stderr(void)
{
    fflush(stderr);
    stderr_before = dup(STDERR_FILENO);
    int memory = memfd_create("stderr", MFD_CLOEXEC);
    assert_true(stderr_before >= 0 && memory >= 0);
    assert_int_equal(dup2(memory, STDERR_FILENO), STDERR_FILENO);
    close(memory);
}

static size_t caught(char *into, size_t size)
{
    ssize_t len = pread(STDERR_FILENO, into, size - 1, 0);
    dup2(stderr_before, STDERR_FILENO);
    close(stderr_before);
    assert_true(len >= 0);
    into[len] = '\0';
    return (size_t)len;
}

static const char *member(const json_t *line, const char *name)
{
    const char *value = json_string_value(json_object_get(line, name));
    assert_non_null(value);
    return value;
}

static void log_writes_one_object_a_line(void **state)
{
    (void)state;
    log_open("ingest", "17", LOG_INFO);
    catch_stderr();
    log_warn("\"%s\" \\ line\nbreak, Đ and \x01", "tên");
    char text[4096];
    size_t len = caught(text, sizeof(text));
    assert_int_equal(text[len - 1], '\n');
    assert_ptr_equal(strchr(text, '\n'), text + len - 1);
    json_t *line = json_loads(text, 0, NULL);
    assert_non_null(line);
    assert_string_equal(member(line, "level"), "warn");
    assert_string_equal(member(line, "service"), "ingest");
    assert_string_equal(member(line, "instance"), "17");
    assert_string_equal(member(line, "msg"), "\"tên\" \\ line\nbreak, Đ and \x01");
    json_decref(line);
}

/* By the log's own clock: time() lags behind it by some milliseconds. */
static time_t second_of_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

static void log_writes_the_time_in_utc_with_milliseconds(void **state)
{
    (void)state;
    time_t before = second_of_now();
    catch_stderr();
    log_error("now");
    char text[4096];
    caught(text, sizeof(text));
    time_t after = second_of_now();
    json_t *line = json_loads(text, 0, NULL);
    const char *ts = member(line, "ts");
    struct tm parts = {0};
    const char *rest = strptime(ts, "%Y-%m-%dT%H:%M:%S", &parts);
    assert_non_null(rest);
    assert_int_equal(strlen(rest), strlen(".000Z"));
    assert_true(rest[0] == '.' && rest[4] == 'Z' && strspn(rest + 1, "0123456789") == 3);
    assert_in_range(timegm(&parts), before, after);
    json_decref(line);
}

static void log_leaves_out_what_is_below_its_level(void **state)
{
    (void)state;
    static const struct {
        enum log_level level;
        int lines;
    } CASES[] = {{LOG_ERROR, 1}, {LOG_WARN, 2}, {LOG_INFO, 3}, {LOG_DEBUG, 4}};
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        log_open("s", "i", CASES[i].level);
        catch_stderr();
        log_error("a");
        log_warn("b");
        log_info("c");
        log_debug("d");
        char text[4096];
        caught(text, sizeof(text));
        int lines = 0;
        for (const char *c = text; *c != '\0'; c++) {
            lines += *c == '\n' ? 1 : 0;
        }
        assert_int_equal(lines, CASES[i].lines);
    }
}

/* Cut in the middle of a character, broken bytes: still JSON, still UTF-8. */
static void log_stays_json_when_cut_or_fed_broken_text(void **state)
{
    (void)state;
    char long_text[5000] = "";
    for (size_t i = 0; i + 2 < sizeof(long_text); i += 2) {
        memcpy(long_text + i, "Đ", 3);
    }
    log_open("a service whose name is far longer than any", "and so is its instance, by a good bit",
             LOG_INFO);
    const char *const texts[] = {long_text, "x\xff\xfe", "\xe1\xba", ""};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        for (int shift = 0; shift < 2; shift++) {
            catch_stderr();
            log_error("%s%s", shift == 1 ? "." : "", texts[i]);
            char text[8192];
            caught(text, sizeof(text));
            json_error_t fault;
            json_t *line = json_loads(text, 0, &fault);
            if (line == NULL) {
                fail_msg("%s in %s", fault.text, text);
            }
            json_decref(line);
        }
    }
}

static void log_levels_are_parsed_by_name(void **state)
{
    (void)state;
    enum log_level level = LOG_WARN;
    assert_false(log_level_parse("", &level));
    assert_false(log_level_parse("INFO", &level));
    assert_false(log_level_parse("informational", &level));
    assert_int_equal(level, LOG_WARN);
    assert_true(log_level_parse("error", &level));
    assert_int_equal(level, LOG_ERROR);
    assert_true(log_level_parse("debug", &level));
    assert_int_equal(level, LOG_DEBUG);
}

static const struct uuid TRACE = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};

static void log_about_names_the_trace(void **state)
{
    (void)state;
    log_open("s", "i", LOG_INFO);
    char text[4096];
    catch_stderr();
    log_about(LOG_INFO, &TRACE, "accepted %d", 7);
    caught(text, sizeof(text));
    json_t *line = json_loads(text, 0, NULL);
    assert_string_equal(member(line, "trace"), "01020304-0506-0708-090a-0b0c0d0e0f10");
    assert_string_equal(member(line, "msg"), "accepted 7");
    json_decref(line);
    catch_stderr();
    log_about(LOG_DEBUG, &TRACE, "below the level");
    log_about(LOG_WARN, NULL, "about no submission");
    caught(text, sizeof(text));
    line = json_loads(text, 0, NULL);
    assert_non_null(line);
    assert_null(json_object_get(line, "trace"));
    json_decref(line);
}

/* On a slow machine the test may span two seconds: at most twice as much. */
static void a_flood_of_submissions_is_no_flood_of_lines(void **state)
{
    (void)state;
    enum { FLOOD = 20 * LOG_ABOUT_MAX };
    log_open("s", "i", LOG_INFO);
    static char text[1 << 20];
    long long dropped = 0;
    int lines = 0, errors = 0;
    catch_stderr();
    for (int i = 0; i < FLOOD; i++) {
        log_about(LOG_INFO, &TRACE, "accepted");
    }
    log_about(LOG_ERROR, &TRACE, "a failure among them");
    caught(text, sizeof(text));
    for (char *rest = text, *at; (at = strsep(&rest, "\n")) != NULL && *at != '\0';) {
        json_t *line = json_loads(at, 0, NULL);
        assert_non_null(line);
        errors += strcmp(member(line, "level"), "error") == 0 ? 1 : 0;
        dropped += json_integer_value(json_object_get(line, "dropped"));
        lines++;
        json_decref(line);
    }
    assert_in_range(lines, LOG_ABOUT_MAX + 1, 3 * LOG_ABOUT_MAX);
    assert_int_equal(errors, 1);
    assert_true(dropped <= FLOOD - LOG_ABOUT_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log_writes_one_object_a_line),
        cmocka_unit_test(log_writes_the_time_in_utc_with_milliseconds),
        cmocka_unit_test(log_leaves_out_what_is_below_its_level),
        cmocka_unit_test(log_stays_json_when_cut_or_fed_broken_text),
        cmocka_unit_test(log_levels_are_parsed_by_name),
        cmocka_unit_test(log_about_names_the_trace),
        cmocka_unit_test(a_flood_of_submissions_is_no_flood_of_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
