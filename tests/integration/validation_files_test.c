/*
 * Real files, made by the programs that people use, read in the cage: every format gives its text,
 * every bad file gets its own problem; a reader that dies or hangs costs only its own file.
 */
#include "support/test.h"

#include <ctype.h>
#include <fcntl.h>
#include <glob.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "formats/format.h"
#include "likeness/photo_match.h"
#include "likeness/picture.h"
#include "sandbox/child.h"

#define OFFICE "application/vnd.openxmlformats-officedocument."
#define OPEN   "application/vnd.oasis.opendocument."
#define TEXT   "Đoàn xã Tân Hòa ra quân tình nguyện hè năm 2023 với hơn 120 đoàn viên."

struct place {
    char dir[40];
    magic_t magic;
    struct loop *loop;
};

struct reading {
    struct loop *loop;
    struct buf answer;
    enum child_end end;
};

/* The exit code of the program. */
static int run(const char *const arguments[])
{
    int status = -1;
    pid_t pid = fork();
    if (pid == 0) {
        union {
            const char *const *borrowed;
            char *const *vector;
        } list = {.borrowed = arguments};
        execv(arguments[0], list.vector);
        _exit(127);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WEXITSTATUS(status);
}

static int make(void **state)
{
    static struct place self;
    snprintf(self.dir, sizeof(self.dir), "/tmp/mc-files.XXXXXX");
    assert_non_null(mkdtemp(self.dir));
    static const char *const MAKERS[] = {"tests/integration/files.py", "tests/integration/pdfs.py",
                                         "tests/integration/photos.py"};
    for (size_t i = 0; i < sizeof(MAKERS) / sizeof(MAKERS[0]); i++) {
        assert_int_equal(
            run((const char *const[]){"/usr/bin/python3", "-B", MAKERS[i], self.dir, NULL}), 0);
    }
    self.magic = magic_open(MAGIC_MIME_TYPE);
    assert_int_equal(magic_load(self.magic, NULL), 0);
    assert_int_equal(picture_ready(), ERR_NONE);
    *state = &self;
    return 0;
}

static int clear(void **state)
{
    struct place *self = *state;
    magic_close(self->magic);
    return run((const char *const[]){"/bin/rm", "-rf", self->dir, NULL});
}

static void output(void *arg, const void *data, size_t len)
{
    struct reading *self = arg;
    buf_add(&self->answer, data, len);
}

static void ended(void *arg, enum child_end end)
{
    struct reading *self = arg;
    self->end = end;
    loop_stop(self->loop);
}

static int work(void *arg, int input, int out)
{
    struct format_input *about = arg;
    about->fd = input;
    return format_read(about, out);
}

static int read_letters(void *arg, int input, int out)
{
    struct format_input *about = arg;
    about->fd = input;
    return format_ocr(about, out);
}

/* The problem or text of a file; the answer lives until the next one. */
static const char *read_with(const struct place *place, const char *name, child_work_fn *how,
                             enum child_end *end)
{
    static struct reading self;
    static const struct child_events EVENTS = {.output = output, .ended = ended};
    char path[100];
    unsigned char start[1024];
    struct stat about;
    struct child *child;
    snprintf(path, sizeof(path), "%s/%s", place->dir, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(fd >= 0 && fstat(fd, &about) == 0);
    ssize_t len = pread(fd, start, sizeof(start), 0);
    struct format_input input = {
        .magic = place->magic, .text_max = 1 << 20, .size = (size_t)about.st_size};
    struct child_conf conf = {.memory = 768u << 20,
                              .seconds = how == read_letters ? 30 : 1,
                              .is_idle = how == read_letters,
                              .output_max = 1 << 22,
                              .may_execute = len > 0 && format_is_pdf(start, (size_t)len),
                              .may_thread = how == read_letters ||
                                            (len > 0 && format_wants_threads(start, (size_t)len))};
    buf_clear(&self.answer);
    assert_int_equal(loop_new(&self.loop), ERR_NONE);
    assert_int_equal(child_start(&child, self.loop, &conf, how, &input, fd, &EVENTS, &self),
                     ERR_NONE);
    loop_run(self.loop);
    loop_free(&self.loop);
    *end = self.end;
    return buf_string(&self.answer);
}

static void text_of_every_kind_is_read(void **state)
{
    static const struct {
        const char *name, *answer;
    } FILES[] = {
        {"utf8.txt", "text/plain\t\n" TEXT},
        {"utf16.txt", "text/plain\t\n" TEXT},
        {"utf16-big.txt", "text/plain\t\n" TEXT},
        {"utf16-bare.txt", "text/plain\t\n" TEXT},
        {"tcvn3.txt", "text/plain\t\n§oan thanh niªn x· T©n\n"},
        {"vni.txt", "text/plain\t\nÑoaøn xaõ toå chöùc ra quaân"},
        {"page.html", TEXT},
        {"a.docx", OFFICE "wordprocessingml.document\t\n" TEXT "\n"},
        {"a.xlsx",
         OFFICE "spreadsheetml.sheet\t\trows=1:1:Sheet/2:7:/4:2:Hai\nXã\t12\nCuối\n\nChữ\n"},
        {"a.odt", OPEN "text\t\nTin\n" TEXT "\n"},
        {"a.ods", OPEN "spreadsheet\t\nXã\t\t12\n"},
        {"a.rtf", "application/rtf\t\tlegacy_font=.VnTime\n" TEXT "\nKế hoạch\n"},
        {"old.docx",
         "document\t\tlegacy_font=.VnTime\nThực hiện kế hoạch năm 2023\nThực hiện\n" TEXT "\n"},
        {"old.xlsx", "\tlegacy_font=.VnTime\nKế hoạch công tác\n"},
        {"a.pdf", "Trang 1 Đoàn xã\n\n\fTrang 2 Đoàn xã"},
    };
    for (size_t i = 0; i < sizeof(FILES) / sizeof(FILES[0]); i++) {
        enum child_end end;
        const char *answer = read_with(*state, FILES[i].name, work, &end);
        print_message("%s: %s\n", FILES[i].name, answer);
        assert_int_equal(end, CHILD_DONE);
        assert_non_null(strstr(answer, FILES[i].answer));
        assert_null(strstr(answer, "x()"));
    }
}

static void pictures_are_measured_and_fingerprinted(void **state)
{
    static const char *const NAMES[] = {"jpg", "png", "webp", "gif", "heic"};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        enum child_end end;
        char name[20];
        snprintf(name, sizeof(name), "a.%s", NAMES[i]);
        const char *answer = read_with(*state, name, work, &end);
        print_message("%s: %.60s\n", name, answer);
        assert_int_equal(end, CHILD_DONE);
        assert_non_null(strstr(answer, "width=640\theight=480"));
        assert_non_null(strstr(answer, "photo="));
    }
}

/* Each photo of photos.py whose name begins so has the problem, or none. */
static void photos_have(const struct place *place, const char *start, const char *problem,
                        size_t least)
{
    char pattern[100];
    glob_t found;
    size_t wrong = 0;
    snprintf(pattern, sizeof(pattern), "%s/%s-*", place->dir, start);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= least);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        enum child_end end;
        const char *name = strrchr(found.gl_pathv[i], '/') + 1;
        const char *answer = read_with(place, name, work, &end);
        const char *field = answer + strcspn(answer, "\t");
        size_t len = strlen(problem);
        bool is_right = end == CHILD_DONE && field[0] == '\t' &&
                        strncmp(field + 1, problem, len) == 0 &&
                        (field[len + 1] == '\t' || field[len + 1] == '\n');
        if (!is_right) {
            print_message("%s: %d %.100s\n", name, (int)end, answer);
            wrong++;
        }
    }
    globfree(&found);
    assert_int_equal(wrong, 0);
}

static void what_is_behind_a_photo_does_not_damage_it(void **state)
{
    photos_have(*state, "whole", "", 28);
}

static void a_cut_photo_is_damaged_whatever_is_behind_it(void **state)
{
    photos_have(*state, "cut", "damaged", 22);
}

static void day_and_place_of_a_photo_are_read_from_every_format(void **state)
{
    static const char *const NAMES[] = {"photo-exif.jpg", "whole-exif.png", "whole-exif.webp",
                                        "whole-exif.heic"};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        enum child_end end;
        const char *answer = read_with(*state, NAMES[i], work, &end);
        print_message("%s: %.120s\n", NAMES[i], answer);
        assert_non_null(strstr(answer, "\ttaken=2023-05-20\tlatitude=9.9333\tlongitude=106.3333"
                                       "\tsoftware=Adobe Firefly"));
    }
}

/* The fingerprint of a file; false: it has none. */
static bool take_photo(const struct place *place, const char *name, struct photo *out)
{
    unsigned char packed[PHOTO_BYTES_MAX];
    enum child_end end;
    size_t len = 0;
    const char *at = strstr(read_with(place, name, work, &end), "photo=");
    for (at = at != NULL ? at + 6 : ""; isxdigit((unsigned char)at[0]) != 0; at += 2) {
        char digits[3] = {at[0], at[1], '\0'};
        packed[len++] = (unsigned char)strtol(digits, NULL, 16);
    }
    return photo_unpack(packed, len, out);
}

static void a_bitmap_is_like_its_photo(void **state)
{
    static const char *const NAMES[] = {"whole-colours.bmp", "whole-grey.bmp", "whole-alpha.bmp",
                                        "whole-palette.bmp"};
    static struct photo original, copy;
    struct photo_likeness likeness;
    assert_true(take_photo(*state, "photo-same.jpg", &original));
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        print_message("%s\n", NAMES[i]);
        assert_true(take_photo(*state, NAMES[i], &copy));
        assert_true(photo_match(&original, &copy, &likeness));
    }
}

/* A tool states in advance what its failure would mean ("?damaged"); file_pool.c decides. */
static void bad_files_are_reported_under_their_own_names(void **state)
{
    static const struct {
        const char *name, *problem;
        enum child_end end;
    } FILES[] = {
        {"cut.docx", "\tdamaged", CHILD_DONE},     {"cut.jpg", "\tdamaged", CHILD_DONE},
        {"cut.png", "\tdamaged", CHILD_DONE},      {"cut.webp", "\tdamaged", CHILD_DONE},
        {"cut.heic", "\tdamaged", CHILD_DONE},     {"cut.pdf", "\t?damaged", CHILD_FAILED},
        {"locked.odt", "\tencrypted", CHILD_DONE}, {"locked.pdf", "\t?encrypted", CHILD_FAILED},
        {"cut.rtf", "\tdamaged", CHILD_DONE},      {"both.rtf", "\tpolyglot", CHILD_DONE},
        {"huge.png", "\ttoo_large", CHILD_DONE},   {"both.jpg", "\tpolyglot", CHILD_DONE},
    };
    for (size_t i = 0; i < sizeof(FILES) / sizeof(FILES[0]); i++) {
        enum child_end end;
        const char *answer = read_with(*state, FILES[i].name, work, &end);
        print_message("%s: %.60s\n", FILES[i].name, answer);
        assert_non_null(strstr(answer, FILES[i].problem));
        assert_int_equal(end, FILES[i].end);
    }
}

static void what_hides_in_a_file_is_reported(void **state)
{
    static const char *const NAMES[] = {"both.pdf", "comment.pdf", "both.rtf",
                                        "both.jpg", "page.jpg",    "script.png",
                                        "php.gif",  "rar.jpg",     "7z.jpg"};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        enum child_end end;
        const char *answer = read_with(*state, NAMES[i], work, &end);
        print_message("%s: %.60s\n", NAMES[i], answer);
        assert_int_equal(end, CHILD_DONE);
        assert_non_null(strstr(answer, "\tpolyglot"));
    }
}

static void bombs_are_reported_and_not_opened(void **state)
{
    static const struct {
        const char *name, *problem;
    } FILES[] = {
        {"laughs.docx", "\txml_bomb"},
        {"laughs16.docx", "\txml_bomb"},
        {"styles.docx", "\txml_bomb"},
        {"quadratic.docx", "\txml_bomb"},
        {"deep.docx", "\tdamaged"},
        {"zeros.docx", "\tzip_bomb"},
        {"many.docx", "\tzip_bomb"},
        {"lie.docx", "\ttoo_large"},
        {"nested.zip", "application/zip\t\n"},
        {"huge.jpg", "\ttoo_large\twidth=60000\theight=60000"},
        {"huge.gif", "width=60000\theight=60000"},
    };
    for (size_t i = 0; i < sizeof(FILES) / sizeof(FILES[0]); i++) {
        enum child_end end;
        const char *answer = read_with(*state, FILES[i].name, work, &end);
        print_message("%s: %.120s\n", FILES[i].name, answer);
        assert_int_equal(end, CHILD_DONE);
        assert_non_null(strstr(answer, FILES[i].problem));
    }
}

/* The head line, as the reader gets it. */
static const char *head_of(const struct place *place, const char *name)
{
    static char line[1000];
    enum child_end end;
    const char *answer = read_with(place, name, work, &end);
    snprintf(line, sizeof(line), "%.*s", (int)strcspn(answer, "\n"), answer);
    print_message("%s: %s\n", name, line);
    assert_int_equal(end, CHILD_DONE);
    return line;
}

static void pages_that_are_pictures_are_told_from_text(void **state)
{
    static const char PDF[] = "application/pdf\t";
    static const struct {
        const char *name, *facts;
    } FILES[] = {
        {"stamped.pdf", "?damaged\tpage_count=1\tscanned=1\tunwritten=1"},
        {"strips.pdf", "?damaged\tpage_count=1\tscanned=1\tunwritten=1"},
        {"sideways.pdf", "?damaged\tpage_count=1\tscanned=1\tunwritten=1"},
        {"field.pdf", "?damaged\tpage_count=1\tscanned=1\tunwritten=1"},
        {"outlined.pdf", "?damaged\tpage_count=1\tscanned=1\tunwritten=1"},
        {"back.pdf", "?damaged\tpage_count=2\tscanned=1\tunwritten=1"},
        {"annex.pdf", "?damaged\tpage_count=2\tscanned=2"},
        {"typed.pdf", "?damaged\tpage_count=1"},
        {"illustrated.pdf", "?damaged\tpage_count=1"},
        {"short.pdf", "?damaged\tpage_count=1"},
        {"unmapped.pdf", "?damaged\tpage_count=1\tunmapped=1"},
    };
    for (size_t i = 0; i < sizeof(FILES) / sizeof(FILES[0]); i++) {
        assert_string_equal(head_of(*state, FILES[i].name) + strlen(PDF), FILES[i].facts);
    }
    enum child_end end;
    assert_null(strstr(read_with(*state, "stamped.pdf", work, &end), "huyendoan@example.vn"));
    assert_non_null(strstr(read_with(*state, "annex.pdf", work, &end), "hơn 120 đoàn viên"));
}

/* In the same cage, with its fonts and its model, whichever way up the page is. */
static void scans_are_read_by_ocr(void **state)
{
    static const char *const NAMES[] = {"little.pdf", "turned.pdf"};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        enum child_end end;
        const char *answer = read_with(*state, NAMES[i], read_letters, &end);
        print_message("%s: %s\n", NAMES[i], answer);
        assert_int_equal(end, CHILD_DONE);
        assert_non_null(strstr(answer, "ra quân tình nguyện hè năm 2023"));
    }
}

static void attachments_are_told_from_hidden_files(void **state)
{
    static const char *const GOOD[] = {"hybrid.pdf", "attached.pdf", "portfolio.pdf"};
    static const char *const BAD[] = {"stray.pdf", "behind.pdf", "grown.pdf"};
    for (size_t i = 0; i < sizeof(GOOD) / sizeof(GOOD[0]); i++) {
        assert_null(strstr(head_of(*state, GOOD[i]), "polyglot"));
    }
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        assert_non_null(strstr(head_of(*state, BAD[i]), "\tpolyglot"));
    }
}

static void signatures_are_read(void **state)
{
    static const struct {
        const char *name, *state;
    } FILES[] = {
        {"signed.pdf", "sound"}, {"signed_twice.pdf", "sound"}, {"noted.pdf", "sound"},
        {"marked.pdf", "added"}, {"changed.pdf", "broken"},     {"foreign.pdf", "unread"},
        {"digest.pdf", "sound"},
    };
    for (size_t i = 0; i < sizeof(FILES) / sizeof(FILES[0]); i++) {
        const char *head = head_of(*state, FILES[i].name), *found = strstr(head, "\tsigned=");
        assert_non_null(found);
        size_t len = strlen(FILES[i].state);
        assert_memory_equal(found + strlen("\tsigned="), FILES[i].state, len);
        bool is_named = strstr(found, ";Huyện đoàn Tiểu Cần;Tỉnh đoàn Trà Vinh") != NULL;
        assert_int_equal(is_named, strcmp(FILES[i].state, "unread") != 0);
    }
    assert_null(strstr(head_of(*state, "empty_field.pdf"), "signed="));
    const char *twice = strstr(head_of(*state, "signed_twice.pdf"), "signed=sound");
    assert_non_null(strstr(twice + 1, "signed=sound"));
}

/* Whatever the tool does with them, they end, and the next file is read. */
static void papers_without_end_come_to_one(void **state)
{
    static const char *const NAMES[] = {"loop.pdf", "self.pdf", "length.pdf", "forms.pdf",
                                        "bomb.pdf"};
    enum child_end end;
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        const char *answer = read_with(*state, NAMES[i], work, &end);
        print_message("%s: %d %.30s\n", NAMES[i], (int)end, answer);
        assert_non_null(strstr(answer, "application/pdf\t?damaged"));
        assert_true(end == CHILD_DONE || strcmp(NAMES[i], "bomb.pdf") == 0 ||
                    strlen(answer) < 1000);
        assert_true(end != CHILD_DONE || strcmp(NAMES[i], "bomb.pdf") != 0);
    }
    assert_non_null(strstr(read_with(*state, "a.pdf", work, &end), "Trang 1"));
    assert_int_equal(end, CHILD_DONE);
}

static int die(void *arg, int input, int out)
{
    (void)arg;
    (void)input;
    (void)!write(out, "application/pdf\t?damaged\n", 25);
    raise(SIGKILL);
    return 0;
}

static int hang(void *arg, int input, int out)
{
    (void)arg;
    (void)input;
    static int word;
    (void)out;
    /* Waits for a wake-up that never comes, and uses no processor time. */
    return (int)syscall(SYS_futex, &word, FUTEX_WAIT, 0, NULL, NULL, 0);
}

static int spin(void *arg, int input, int out)
{
    (void)arg;
    (void)input;
    for (volatile int turn = 0; turn <= out; turn ^= 1) {
    }
    return 0;
}

static void a_reader_that_dies_or_hangs_costs_its_own_file(void **state)
{
    enum child_end end;
    assert_non_null(strstr(read_with(*state, "a.pdf", die, &end), "?damaged"));
    assert_int_equal(end, CHILD_FAILED);
    read_with(*state, "utf8.txt", hang, &end);
    assert_int_equal(end, CHILD_TIMEOUT);
    read_with(*state, "utf8.txt", spin, &end);
    assert_int_equal(end, CHILD_TIMEOUT);
    assert_non_null(strstr(read_with(*state, "utf8.txt", work, &end), TEXT));
    assert_int_equal(end, CHILD_DONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_of_every_kind_is_read),
        cmocka_unit_test(pictures_are_measured_and_fingerprinted),
        cmocka_unit_test(what_is_behind_a_photo_does_not_damage_it),
        cmocka_unit_test(a_cut_photo_is_damaged_whatever_is_behind_it),
        cmocka_unit_test(day_and_place_of_a_photo_are_read_from_every_format),
        cmocka_unit_test(a_bitmap_is_like_its_photo),
        cmocka_unit_test(bad_files_are_reported_under_their_own_names),
        cmocka_unit_test(what_hides_in_a_file_is_reported),
        cmocka_unit_test(bombs_are_reported_and_not_opened),
        cmocka_unit_test(pages_that_are_pictures_are_told_from_text),
        cmocka_unit_test(scans_are_read_by_ocr),
        cmocka_unit_test(attachments_are_told_from_hidden_files),
        cmocka_unit_test(signatures_are_read),
        cmocka_unit_test(papers_without_end_come_to_one),
        cmocka_unit_test(a_reader_that_dies_or_hangs_costs_its_own_file),
    };
    return cmocka_run_group_tests(tests, make, clear);
}
