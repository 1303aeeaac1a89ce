/*
 * Configuration: which source wins, and that every fault names its place.
 */
#include "support/test.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/conf.h"

struct sample {
    const char *name;
    const char *secret;
    size_t window;
    size_t unlimited;
    int wait_ms;
    int any;
    bool is_hot;
};

/* clang-format off */
static const struct conf_entry TABLE[] = {
    {"name", CONF_TEXT, offsetof(struct sample, name), "none", 0, 0, "a text"},
    {"secret.file", CONF_FILE, offsetof(struct sample, secret), "", 0, 0, "a secret"},
    {"bus.window", CONF_SIZE, offsetof(struct sample, window), "1k", 1, 65536, "a size"},
    {"unlimited", CONF_SIZE, offsetof(struct sample, unlimited), "0", 0, 0, "any size"},
    {"wait_ms", CONF_INT, offsetof(struct sample, wait_ms), "500", -10, 1000, "a number"},
    {"any", CONF_INT, offsetof(struct sample, any), "0", 0, 0, "any number"},
    {"is_hot", CONF_BOOL, offsetof(struct sample, is_hot), "on", 0, 0, "yes or no"},
};
/* clang-format on */
enum { COUNT = sizeof(TABLE) / sizeof(TABLE[0]), PATH_SIZE = 40, ARGUMENTS = 8 };

/* A file of these bytes, reachable by `path` while the descriptor is open. */
static int file_of(const char *bytes, size_t len, char path[PATH_SIZE])
{
    int file = memfd_create("conf", MFD_CLOEXEC);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, len), len);
    snprintf(path, PATH_SIZE, "/proc/self/fd/%d", file);
    return file;
}

static enum err read_with(struct sample *into, const char *const *arguments)
{
    char *argv[ARGUMENTS + 2] = {(char[]){"sample"}};
    int argc = 1;
    for (; arguments[argc - 1] != NULL; argc++) {
        argv[argc] = strdup(arguments[argc - 1]);
    }
    memset(into, 0xa5, sizeof(*into));
    enum err err = conf_read("sample", TABLE, COUNT, into, argc, argv);
    for (int i = 1; i < argc; i++) {
        free(argv[i]);
    }
    return err;
}

#define READ(into, ...) read_with(into, (const char *const[ARGUMENTS]){__VA_ARGS__})

static void forget(struct sample *sample)
{
    free((void *)(uintptr_t)sample->name);
    free((void *)(uintptr_t)sample->secret);
}

static void assert_note(const char *part)
{
    if (strstr(err_last(), part) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", err_last(), part);
    }
}

static enum err read_bytes(struct sample *sample, const char *bytes, size_t len)
{
    char path[PATH_SIZE];
    int file = file_of(bytes, len, path);
    enum err err = READ(sample, "--config", path);
    close(file);
    return err;
}

static void conf_without_sources_is_the_defaults(void **state)
{
    (void)state;
    struct sample sample;
    assert_int_equal(READ(&sample, NULL), ERR_NONE);
    assert_string_equal(sample.name, "none");
    assert_string_equal(sample.secret, "");
    assert_int_equal(sample.window, 1024);
    assert_int_equal(sample.unlimited, 0);
    assert_int_equal(sample.wait_ms, 500);
    assert_true(sample.is_hot);
    forget(&sample);
}

static void conf_later_sources_win(void **state)
{
    (void)state;
    static const char TEXT[] = "name = file\nbus.window = 2k\nwait_ms=1\n";
    struct sample sample;
    char path[PATH_SIZE];
    int file = file_of(TEXT, strlen(TEXT), path);
    setenv("SAMPLE_BUS_WINDOW", "3k", 1);
    setenv("SAMPLE_WAIT_MS", "2", 1);
    /* The environment is shared: unknown variables belong to other programs. */
    setenv("SAMPLE_OF_ANOTHER", "x", 1);
    assert_int_equal(READ(&sample, "--wait_ms=3", "--config", path, "--is_hot=off"), ERR_NONE);
    assert_string_equal(sample.name, "file");
    assert_int_equal(sample.window, 3072);
    assert_int_equal(sample.wait_ms, 3);
    assert_false(sample.is_hot);
    forget(&sample);
    assert_int_equal(READ(&sample, "--wait_ms=3", "--wait_ms=4"), ERR_NONE);
    assert_int_equal(sample.wait_ms, 4);
    forget(&sample);
    unsetenv("SAMPLE_BUS_WINDOW");
    unsetenv("SAMPLE_WAIT_MS");
    unsetenv("SAMPLE_OF_ANOTHER");
    close(file);
}

static void conf_file_may_be_laid_out_freely(void **state)
{
    (void)state;
    static const char TEXT[] = "\xef\xbb\xbf# from an editor that marks its files\r\n"
                               "\r\n"
                               "   name\t=  Trà Vinh = tỉnh # 1  \r\n"
                               "\t# indented\n"
                               "bus.window=1\n"
                               "wait_ms = -10";
    struct sample sample;
    assert_int_equal(read_bytes(&sample, TEXT, strlen(TEXT)), ERR_NONE);
    assert_string_equal(sample.name, "Trà Vinh = tỉnh # 1");
    assert_int_equal(sample.window, 1);
    assert_int_equal(sample.wait_ms, -10);
    forget(&sample);
    assert_int_equal(read_bytes(&sample, "name =\n", 7), ERR_NONE);
    assert_string_equal(sample.name, "");
    forget(&sample);
    assert_int_equal(read_bytes(&sample, "", 0), ERR_NONE);
    forget(&sample);
}

static void conf_takes_values_of_every_type(void **state)
{
    (void)state;
    static const struct {
        const char *argument;
        size_t window;
        int wait_ms;
        bool is_hot;
    } CASES[] = {
        {"--bus.window=64k", 65536, 500, true}, {"--bus.window=64K", 65536, 500, true},
        {"--bus.window=1", 1, 500, true},       {"--wait_ms=1000", 1024, 1000, true},
        {"--wait_ms=-10", 1024, -10, true},     {"--is_hot=0", 1024, 500, false},
        {"--is_hot=NO", 1024, 500, false},      {"--is_hot=False", 1024, 500, false},
        {"--is_hot=1", 1024, 500, true},        {"--is_hot=yes", 1024, 500, true},
        {"--is_hot=true", 1024, 500, true},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct sample sample;
        assert_int_equal(READ(&sample, CASES[i].argument), ERR_NONE);
        assert_int_equal(sample.window, CASES[i].window);
        assert_int_equal(sample.wait_ms, CASES[i].wait_ms);
        assert_int_equal(sample.is_hot, CASES[i].is_hot);
        forget(&sample);
    }
    struct sample sample;
    assert_int_equal(READ(&sample, "--unlimited=3g", "--any=-2147483648"), ERR_NONE);
    assert_int_equal(sample.unlimited, 3ULL << 30);
    assert_int_equal(sample.any, INT_MIN);
    forget(&sample);
}

static void conf_refuses_arguments_and_says_why(void **state)
{
    (void)state;
    static const struct {
        const char *argument, *note;
    } CASES[] = {
        {"--unknown=1", "unknown key \"unknown\""},
        {"--bus.windo=1", "unknown key \"bus.windo\""},
        {"--=1", "unknown key \"\""},
        {"name=x", "neither --config FILE nor --key=value"},
        {"--name", "neither --config FILE nor --key=value"},
        {"-n", "neither --config FILE nor --key=value"},
        {"", "neither --config FILE nor --key=value"},
        {"--config", "--config needs a file"},
        {"--bus.window=0", "not within 1 to 65536"},
        {"--bus.window=65537", "not within 1 to 65536"},
        {"--bus.window=65k", "not within 1 to 65536"},
        {"--bus.window=-1", "not within 1 to 65536"},
        {"--bus.window=", "not a whole number"},
        {"--bus.window=1t", "not a whole number"},
        {"--bus.window=1kk", "not a whole number"},
        {"--bus.window=1.5k", "not a whole number"},
        {"--bus.window=k", "not a whole number"},
        {"--bus.window=99999999999999999999", "not a whole number"},
        {"--bus.window=9223372036854775807g", "not a whole number"},
        {"--unlimited=-1", "not within 0 to"},
        {"--wait_ms=1k", "not a whole number"},
        {"--wait_ms=0x10", "not a whole number"},
        {"--wait_ms=ten", "not a whole number"},
        {"--wait_ms=1001", "not within -10 to 1000"},
        {"--wait_ms=-11", "not within -10 to 1000"},
        {"--any=2147483648", "not within -2147483648 to 2147483647"},
        {"--any=-2147483649", "not within -2147483648 to 2147483647"},
        {"--is_hot=maybe", "neither on nor off"},
        {"--is_hot=", "neither on nor off"},
        {"--secret.file=/nonexistent/secret", "/nonexistent/secret"},
        {"--secret.file=/proc", "/proc"},
        {"--name=\xff", "not UTF-8"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct sample sample;
        if (READ(&sample, CASES[i].argument) != ERR_FATAL) {
            fail_msg("\"%s\" was taken", CASES[i].argument);
        }
        assert_note(CASES[i].note);
        forget(&sample);
    }
}

static void conf_refuses_files_and_names_the_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *place, *note;
    } CASES[] = {
        {"name = x\nunknown = 1\n", ":2", "unknown key \"unknown\""},
        {"\n\nname\n", ":3", "is not \"key = value\""},
        {"name = x\n# c\nname = y\n", ":3", "\"name\" is set twice"},
        {"bus.window = 0", ":1", "not within 1 to 65536"},
        {"= x\n", ":1", "unknown key \"\""},
        {"name = \xff\n", ":1", "not UTF-8"},
        {"is_hot = on\nname = tr\xe0 vinh\n", ":2", "not UTF-8"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct sample sample;
        assert_int_equal(read_bytes(&sample, CASES[i].text, strlen(CASES[i].text)), ERR_FATAL);
        assert_note("/proc/self/fd/");
        assert_note(CASES[i].place);
        assert_note(CASES[i].note);
        forget(&sample);
    }
    struct sample sample;
    assert_int_equal(read_bytes(&sample, "name = a\0b\n", 11), ERR_FATAL);
    assert_note("not UTF-8");
    forget(&sample);
    assert_int_equal(READ(&sample, "--config", "/nonexistent/conf"), ERR_FATAL);
    assert_note("/nonexistent/conf");
    forget(&sample);
    assert_int_equal(READ(&sample, "--config", "/proc"), ERR_FATAL);
    assert_note("/proc");
    forget(&sample);
    assert_int_equal(READ(&sample, "--config", "/dev/null", "--config", "/dev/null"), ERR_FATAL);
    assert_note("--config");
    forget(&sample);
}

/* A line or an argument of any length is one value. */
static void conf_does_not_cut_long_values(void **state)
{
    (void)state;
    enum { LONG = 20000 };
    struct buf text = {0};
    buf_text(&text, "--name=");
    for (int i = 0; i < LONG; i++) {
        buf_byte(&text, 'x');
    }
    struct sample sample;
    assert_int_equal(READ(&sample, buf_string(&text)), ERR_NONE);
    assert_int_equal(strlen(sample.name), LONG);
    forget(&sample);
    assert_int_equal(read_bytes(&sample, text.data + 2, text.len - 2), ERR_NONE);
    assert_int_equal(strlen(sample.name), LONG);
    forget(&sample);
    buf_free(&text);
}

static void conf_environment_faults_name_the_variable(void **state)
{
    (void)state;
    struct sample sample;
    setenv("SAMPLE_BUS_WINDOW", "none", 1);
    assert_int_equal(READ(&sample, NULL), ERR_FATAL);
    assert_note("SAMPLE_BUS_WINDOW");
    assert_note("not a whole number");
    forget(&sample);
    unsetenv("SAMPLE_BUS_WINDOW");
}

static void conf_secrets_come_from_files_and_are_not_printed(void **state)
{
    (void)state;
    char path[PATH_SIZE], argument[PATH_SIZE + 20];
    struct sample sample;
    int file = file_of(" \n mật khẩu  \r\n\n", strlen(" \n mật khẩu  \r\n\n"), path);
    snprintf(argument, sizeof(argument), "--secret.file=%s", path);
    assert_int_equal(READ(&sample, argument), ERR_NONE);
    assert_string_equal(sample.secret, "mật khẩu");
    close(file);

    int memory = memfd_create("stdout", MFD_CLOEXEC), before = dup(STDOUT_FILENO);
    fflush(stdout);
    dup2(memory, STDOUT_FILENO);
    conf_print(TABLE, COUNT, &sample);
    fflush(stdout);
    dup2(before, STDOUT_FILENO);
    close(before);
    char printed[2000] = "";
    assert_true(pread(memory, printed, sizeof(printed) - 1, 0) > 0);
    assert_null(strstr(printed, "khẩu"));
    assert_non_null(strstr(printed, "# a size (1 to 65536)\nbus.window = 1024\n"));
    assert_non_null(strstr(printed, "# yes or no\nis_hot = on\n"));
    forget(&sample);
    /* What is printed can be read again. */
    assert_int_equal(read_bytes(&sample, printed, strlen(printed)), ERR_NONE);
    assert_int_equal(sample.wait_ms, 500);
    forget(&sample);
    close(memory);
}

static void conf_refuses_a_secret_that_is_no_short_text(void **state)
{
    (void)state;
    static char large[1 << 17];
    memset(large, 'x', sizeof(large));
    struct sample sample;
    char path[PATH_SIZE], argument[PATH_SIZE + 20];
    int file = file_of(large, sizeof(large), path);
    snprintf(argument, sizeof(argument), "--secret.file=%s", path);
    assert_int_equal(READ(&sample, argument), ERR_FATAL);
    assert_note("larger than");
    close(file);
    forget(&sample);
    file = file_of("a\0b", 3, path);
    snprintf(argument, sizeof(argument), "--secret.file=%s", path);
    assert_int_equal(READ(&sample, argument), ERR_FATAL);
    assert_note("not UTF-8");
    close(file);
    forget(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conf_without_sources_is_the_defaults),
        cmocka_unit_test(conf_later_sources_win),
        cmocka_unit_test(conf_file_may_be_laid_out_freely),
        cmocka_unit_test(conf_takes_values_of_every_type),
        cmocka_unit_test(conf_refuses_arguments_and_says_why),
        cmocka_unit_test(conf_refuses_files_and_names_the_line),
        cmocka_unit_test(conf_does_not_cut_long_values),
        cmocka_unit_test(conf_environment_faults_name_the_variable),
        cmocka_unit_test(conf_secrets_come_from_files_and_are_not_printed),
        cmocka_unit_test(conf_refuses_a_secret_that_is_no_short_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
