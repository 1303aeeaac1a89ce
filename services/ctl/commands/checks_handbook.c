/*
 * checks_handbook.c — the handbook of checks, generated from the catalogue: what each looks for,
 * how to fix a finding, examples judged while it is written, and the figures of `make quality` if
 * given.  HTML or Markdown, in Vietnamese.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "ctl/answer.h"
#include "ctl/commands/checks.h"
#include "members/catalogue.h"
#include "members/members.h"
#include "text/dictionary.h"

enum { SHOWN = 300 };

struct book {
    bool is_html;
    struct context around;
    struct arena *arena;
    const json_t *quality; /* NULL: not measured */
};

/* Text in either format, on one line. */
static void checks_handbook_put(const struct book *book, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        switch (text[i]) {
        case '<':
            printf(book->is_html ? "&lt;" : "\\<");
            break;
        case '&':
            printf("&amp;");
            break;
        case '|':
            printf(book->is_html ? "|" : "\\|");
            break;
        case '\n':
            printf(" ⏎ ");
            break;
        case '\t':
            printf(" → ");
            break;
        default:
            putchar(text[i]);
        }
    }
}

static void put_text(const struct book *book, const char *text)
{
    size_t len = strlen(text), shown = text_cut(text, len, SHOWN);
    checks_handbook_put(book, text, shown);
    printf("%s", shown < len ? "…" : "");
}

static void put_field(const struct book *book, const char *name, const char *value)
{
    if (value != NULL && value[0] != '\0') {
        printf(" %s: “", name);
        put_text(book, value);
        printf("”;");
    }
}

static void put_past(const struct book *book, const struct example_past *known)
{
    static const char *const NAMES[] = {[PAST_OWN] = "lần trước",
                                        [PAST_LAST_YEAR] = "năm trước",
                                        [PAST_PLAN] = "kế hoạch",
                                        [PAST_PEER] = "đơn vị cùng cụm",
                                        [PAST_CHILDREN] = "trực thuộc",
                                        [PAST_MEMBERS] = "đoàn viên trên phần mềm",
                                        [PAST_CITED] = "số tiêu chí đã dùng văn bản"};
    for (; known != NULL && known->value != NULL; known++) {
        put_field(book, NAMES[known->of], known->value);
    }
}

/* The first message of this check among the findings; NULL if it has none. */
static const char *said_of_piece(const struct book *book, const struct check *check,
                                 const struct example *example)
{
    struct judgement judgement;
    example_judge(example, &book->around, book->arena, &judgement);
    json_t *findings = json_loads(judgement.findings, 0, NULL);
    const char *text = NULL;
    for (size_t i = 0; i < json_array_size(findings) && text == NULL; i++) {
        const json_t *finding = json_array_get(findings, i);
        if (strcmp(answer_given(finding, "code"), check->code) == 0) {
            text = arena_print(book->arena, "%s", answer_given(finding, "message"));
        }
    }
    json_decref(findings);
    return text;
}

static const char *checks_handbook_said(const struct book *book, const struct check *check,
                                        const struct example *example)
{
    bool speaks;
    if (member_check_find(check->code) == NULL) {
        return said_of_piece(book, check, example);
    }
    bool is_read = member_example(check, example, book->arena, &speaks) == ERR_NONE;
    return is_read && speaks ? check->message : NULL;
}

static void put_example(const struct book *book, const struct check *check,
                        const struct example *example)
{
    const char *message = checks_handbook_said(book, check, example);
    printf(book->is_html ? "<li class=\"%s\">" : "- %.0s", message != NULL ? "fires" : "rests");
    put_field(book, "loại", example->kind);
    put_field(book, "tiêu đề", example->title);
    put_field(book, "ký hiệu", example->symbol);
    put_field(book, "ngày diễn ra", example->occurred_on);
    put_field(book, "liên kết", example->link);
    put_field(book, "nội dung", example->text);
    put_field(book, "tệp", example->file);
    put_field(book, "loại tệp", example->media_type);
    put_field(book, "tình trạng", example->problem);
    put_field(book, "chữ trong tệp", example->file_text);
    put_field(book, "chữ máy nhận dạng", example->scan_text);
    put_field(book, "thông tin ảnh", example->facts);
    for (size_t i = 0; i + 1 < FIGURES_SHOWN && example->figures[i] != NULL; i += 2) {
        put_field(book, example->figures[i], example->figures[i + 1]);
    }
    put_past(book, example->past);
    put_field(book, "quy tắc", example->rule);
    printf(" → ");
    put_text(book, message != NULL ? message : "không báo");
    printf(book->is_html ? "</li>\n" : "\n");
}

static void put_line(const struct book *book, const char *name, const char *value)
{
    printf(book->is_html ? "<dt>%s</dt><dd>" : "\n**%s:** ", name);
    checks_handbook_put(book, value, strlen(value));
    printf(book->is_html ? "</dd>\n" : "\n");
}

/* On papers of several hands, for each kind of unit, and what was reported on those without a
 * defect. */
static void put_hands(const struct book *book, const json_t *of)
{
    static const char *const KINDS[][2] = {{"commune", "xã"},
                                           {"school", "trường học"},
                                           {"enterprise", "doanh nghiệp"},
                                           {"police", "công an"},
                                           {"army", "quân đội, biên phòng"}};
    const json_t *hands = json_object_get(of, "hands");
    struct buf line = {0};
    for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
        const json_t *kind = json_object_get(hands, KINDS[i][0]);
        if (kind != NULL) {
            buf_print(&line, "%s %lld/%lld, ", KINDS[i][1], answer_number(kind, "found"),
                      answer_number(kind, "planted"));
        }
    }
    if (line.len > 0) {
        long long papers = answer_number(json_object_get(book->quality, "total"), "hands");
        buf_print(&line, "báo nhầm %lld trên %lld văn bản", answer_number(of, "hands_false"),
                  papers);
        put_line(book, "Trên văn bản của nhiều loại đơn vị", buf_string(&line));
    }
    buf_free(&line);
}

static void put_quality(const struct book *book, const struct check *check)
{
    const json_t *of = json_object_get(json_object_get(book->quality, "checks"), check->code);
    const json_t *real = json_object_get(of, "real");
    if (json_is_object(of)) {
        put_line(book, "Đo được",
                 arena_print(book->arena,
                             "gieo %lld lỗi, tìm thấy %lld, báo nhầm %lld; trên 1.000 bài thật: "
                             "%.1f",
                             answer_number(of, "planted"), answer_number(of, "found"),
                             answer_number(of, "false"),
                             json_number_value(json_object_get(of, "per_1000_articles"))));
    }
    if (json_is_object(real)) {
        static const char *const NAMES[] = {"right", "right_flagged", "wrong", "wrong_flagged"};
        long long counts[4];
        for (size_t i = 0; i < 4; i++) {
            counts[i] = answer_number(real, NAMES[i]);
        }
        put_line(book, "Trên bài thật",
                 arena_print(book->arena,
                             "khai đúng %lld số mà bài nêu, báo nhầm %lld; khai sai %lld số, "
                             "tìm thấy %lld",
                             counts[0], counts[1], counts[2], counts[3]));
    }
    put_hands(book, of);
}

/* The parts of a score, for the check that reports a low one. */
static void put_parts(const struct book *book, const struct check *check)
{
    struct judgement judgement;
    struct buf line = {0};
    if (strcmp(check->code, "article.quality") != 0) {
        return;
    }
    example_judge(check->examples, &book->around, book->arena, &judgement);
    json_t *quality = json_loads(judgement.quality != NULL ? judgement.quality : "{}", 0, NULL);
    const json_t *part;
    size_t at;
    json_array_foreach(json_object_get(quality, "parts"), at, part) {
        buf_print(&line, "%s%s %lld", at > 0 ? ", " : "", answer_given(part, "name"),
                  answer_number(part, "of"));
    }
    put_line(book, "Điểm gồm", buf_string(&line));
    put_line(book, "Xem ở đâu", "trang của mỗi bài viết, kèm từng phần và cách để được thêm điểm");
    buf_free(&line);
    json_decref(quality);
}

static void put_check(const struct book *book, const struct check *check)
{
    size_t kinds = strlen(check->kinds);
    printf(book->is_html ? "<h3 id=\"%s\"><code>%s</code> — %s</h3>\n<dl>\n"
                         : "\n### `%.0s%s` — %s\n",
           check->code, check->code, checks_severity_name(check->severity));
    put_line(book, "Báo", check->message);
    put_line(book, "Tiếng Anh", check->message_en);
    put_line(book, "Cách sửa", check->mend);
    put_line(book, "Áp dụng cho",
             kinds > 2 ? arena_text(book->arena, check->kinds + 1, kinds - 2) : "mọi loại");
    for (int i = 0; i < PARAMETERS_MAX && check->parameters[i].name != NULL; i++) {
        put_line(book, "Tham số",
                 arena_print(book->arena, "%s = %ld (%s)", check->parameters[i].name,
                             check->parameters[i].value, check->parameters[i].help));
    }
    put_parts(book, check);
    put_quality(book, check);
    printf(book->is_html ? "</dl>\n<ul>\n" : "\n");
    for (const struct example *example = check->examples; !example->is_end; example++) {
        put_example(book, check, example);
    }
    printf(book->is_html ? "</ul>\n" : "");
    arena_reset(book->arena);
}

static void put_book(const struct book *book)
{
    static const char HEAD[] =
        "<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n"
        "<title>Sổ tay kiểm tra minh chứng</title>\n<style>body{font:16px/1.5 sans-serif;"
        "max-width:60rem;margin:2rem auto;padding:0 1rem}dt{font-weight:bold}"
        "li.fires::marker{content:\"✗ \"}li.rests::marker{content:\"✓ \"}"
        "li{overflow-wrap:anywhere}</style></head><body>\n<h1>Sổ tay kiểm tra minh chứng</h1>\n";
    printf("%s", book->is_html ? HEAD : "# Sổ tay kiểm tra minh chứng\n");
    printf(book->is_html ? "<p>%zu phép kiểm tra. ✗ là ví dụ bị báo, ✓ là ví dụ không bị báo.</p>\n"
                         : "\n%zu phép kiểm tra, mỗi phép có ví dụ bị báo và không bị báo.\n",
           catalogue_count());
    const struct check_family *family;
    for (size_t f = 0; (family = catalogue_family(f)) != NULL; f++) {
        printf(book->is_html ? "<h2>%s</h2>\n" : "\n## %s\n", family->name);
        for (const struct check *check = family->checks; check->code != NULL; check++) {
            put_check(book, check);
        }
    }
    checks_put_curves(book->quality, book->is_html);
    printf(book->is_html ? "</body></html>\n" : "");
}

int checks_handbook(struct ctl *ctl)
{
    const char *format = ctl_option(ctl, "--format"), *quality = ctl_option(ctl, "--quality");
    const char *base = ctl_option(ctl, "--dictionary");
    if (format != NULL && strcmp(format, "html") != 0 && strcmp(format, "markdown") != 0) {
        return ctl_trouble("--format is html or markdown");
    }
    json_t *measured = quality != NULL ? json_load_file(quality, 0, NULL) : NULL;
    if (quality != NULL && measured == NULL) {
        return ctl_trouble("%s is not JSON", quality);
    }
    struct dictionary *dictionary =
        dictionary_open(base != NULL ? base : "/usr/share/hunspell/vi_VN");
    struct book book = {.is_html = format == NULL || strcmp(format, "html") == 0,
                        .around = {.dictionary = dictionary},
                        .arena = arena_new(),
                        .quality = measured};
    put_book(&book);
    arena_free(&book.arena);
    dictionary_close(&dictionary);
    json_decref(measured);
    return EXIT_DONE;
}
