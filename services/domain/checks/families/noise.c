/*
 * noise.c — remains of copied web pages, programs, templates and other languages in a text: place
 * holders, captions that a program wrote, lists of other news, buttons, markup.
 */
#include <string.h>

#include "base/text.h"
#include "checks/engine/check.h"
#include "text/passage.h"

struct noise {
    const char *words;  /* folded */
    bool is_whole_line; /* only if it is the whole line */
    const char *detail;
};

static const struct noise NOISES[] = {
    {"spot_img", false, "Vị trí quảng cáo của trang web."},
    {"description automatically generated", false, "Chú thích ảnh do phần mềm tự sinh."},
    {"mo ta duoc tao tu dong", false, "Chú thích ảnh do phần mềm tự sinh."},
    {"tin cung muc", true, "Mục tin liên quan của trang web."},
    {"tin moi nhat", true, "Mục tin liên quan của trang web."},
    {"tin lien quan", true, "Mục tin liên quan của trang web."},
    {"bai viet lien quan", true, "Mục tin liên quan của trang web."},
    {"cac tin khac", true, "Mục tin liên quan của trang web."},
    {"tin khac", true, "Mục tin liên quan của trang web."},
    {"xem them", true, "Nút bấm của trang web."},
    {"chia se", true, "Nút bấm của trang web."},
    {"previous article", true, "Nút bấm của trang web."},
    {"next article", true, "Nút bấm của trang web."},
    {"luot xem", true, "Bộ đếm của trang web."},
    {"[caption", false, "Mã của trang web."},
    {"&nbsp;", false, "Mã của trang web."},
};

/* Folding is the most expensive step; in a long line only marks that need no folding count. */
static bool may_be_noise(struct inspection *in, const char *line, size_t len)
{
    enum { LONG_LINE = 160 };
    static const char *const MARKS[] = {"spot_img", "automatically generated", "[caption", "&nbsp;",
                                        "tự động"};
    if (len <= LONG_LINE) {
        return true;
    }
    const char *copy = arena_text(in->arena, line, len);
    for (size_t i = 0; i < sizeof(MARKS) / sizeof(MARKS[0]); i++) {
        if (strcasestr(copy, MARKS[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static void check_line(struct inspection *in, const struct passage *passage, size_t offset,
                       size_t len)
{
    size_t trimmed_len = len;
    const char *trimmed = text_trim(passage->text + offset, &trimmed_len);
    if (trimmed_len == 0 || !may_be_noise(in, trimmed, trimmed_len)) {
        return;
    }
    const char *folded = text_fold(in->arena, trimmed, trimmed_len);
    for (size_t i = 0; i < sizeof(NOISES) / sizeof(NOISES[0]); i++) {
        bool is_found = NOISES[i].is_whole_line ? strcmp(folded, NOISES[i].words) == 0
                                                : strstr(folded, NOISES[i].words) != NULL;
        if (is_found) {
            report_place(in, passage, (size_t)(trimmed - passage->text), trimmed_len,
                         NOISES[i].detail);
            return;
        }
    }
}

static void check_page_noise(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        for (size_t start = 0; start < passage->len;) {
            const char *end = memchr(passage->text + start, '\n', passage->len - start);
            size_t len = end != NULL ? (size_t)(end - passage->text) - start : passage->len - start;
            check_line(in, passage, start, len);
            start += len + 1;
        }
    }
}

static const struct passage *noise_prose(const struct inspection *in, size_t p)
{
    return in->passages[p].is_table ? NULL : &in->passages[p];
}

static bool starts_with(const struct passage *passage, struct span line, const char *start)
{
    size_t len = strlen(start);
    return line.len >= len && memcmp(passage->lower + line.start, start, len) == 0;
}

/* The way image programs begin descriptions; their own admission of it is page noise. */
static bool is_auto_caption(const struct passage *passage, struct span line)
{
    static const char *const STARTS[] = {"a group of people",
                                         "a person ",
                                         "a man ",
                                         "a woman ",
                                         "people sitting",
                                         "people standing",
                                         "a close-up of",
                                         "a close up of",
                                         "a collage of",
                                         "a screenshot of",
                                         "a picture containing",
                                         "graphical user interface",
                                         "một nhóm người đang",
                                         "một nhóm người đứng",
                                         "một nhóm người ngồi"};
    for (size_t i = 0; i < sizeof(STARTS) / sizeof(STARTS[0]); i++) {
        if (starts_with(passage, line, STARTS[i])) {
            return true;
        }
    }
    return false;
}

static void check_auto_caption(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = noise_prose(in, p);
        struct span line;
        for (size_t at = 0; passage != NULL && passage_next_line(passage, &at, &line);) {
            if (is_auto_caption(passage, line)) {
                report_place(in, passage, line.start, line.len, NULL);
            }
        }
    }
}

/* ------------------------------------------------------------- another language */

static bool is_ascii(const struct passage *passage, struct span part)
{
    for (size_t i = 0; i < part.len; i++) {
        if ((unsigned char)passage->text[part.start + i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static bool is_english(const struct passage *passage, size_t word)
{
    static const char *const WORDS[] = {
        "all",    "and",    "are",   "at",       "be",    "by",      "comment",  "fields", "for",
        "from",   "has",    "have",  "is",       "it",    "not",     "of",       "on",     "or",
        "people", "please", "reply", "required", "share", "sitting", "standing", "that",   "the",
        "this",   "to",     "was",   "were",     "will",  "with",    "you",      "your"};
    return word_among(passage, word, WORDS, sizeof(WORDS) / sizeof(WORDS[0]));
}

/* A line without one Vietnamese letter and with English grammatical words; captions by programs
 * have a check of their own. */
static void check_foreign(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = noise_prose(in, p);
        struct span line;
        for (size_t at = 0; passage != NULL && passage_next_line(passage, &at, &line);) {
            if (!is_ascii(passage, line)) {
                continue;
            }
            size_t first = passage_word_at(passage, line.start), english = 0;
            size_t count = passage_count_words(passage, line);
            for (size_t w = first; w < first + count; w++) {
                english += is_english(passage, w) ? 1 : 0;
            }
            if (count >= (size_t)parameter(in, "words_min") && english >= 2 &&
                english * 6 >= count && !is_auto_caption(passage, line)) {
                report_place(in, passage, line.start, line.len, NULL);
            }
        }
    }
}

/* ------------------------------------------------------------- code and templates */

static void check_markup(struct inspection *in)
{
    static const char *const TAGS[] = {
        "<p>",     "</p>", "<br",    "<div",  "</div>", "<span",   "</span>", "<a href",   "<img",
        "<strong", "<b>",  "<table", "&amp;", "&quot;", "&#8220;", "&lt;",    "[/caption]"};
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        for (size_t i = 0; i < sizeof(TAGS) / sizeof(TAGS[0]); i++) {
            const char *found = memmem(passage->lower, passage->len, TAGS[i], strlen(TAGS[i]));
            if (found != NULL) {
                report_place(in, passage, (size_t)(found - passage->lower), strlen(TAGS[i]), NULL);
                break;
            }
        }
    }
}

static void check_placeholder(struct inspection *in)
{
    static const char *const WORDS[] = {"lorem ipsum",
                                        "[tên",
                                        "[ngày",
                                        "[số",
                                        "[địa điểm",
                                        "[đơn vị",
                                        "<tên",
                                        "<ngày",
                                        "(điền ",
                                        "xxx/xxx",
                                        "dd/mm/yyyy",
                                        "nhập nội dung",
                                        "click here to enter"};
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
            const char *found = memmem(passage->lower, passage->len, WORDS[i], strlen(WORDS[i]));
            if (found != NULL) {
                report_place(in, passage, (size_t)(found - passage->lower), strlen(WORDS[i]), NULL);
                break;
            }
        }
    }
}

/* ------------------------------------------------------------- the table */

static const struct check CHECKS[] = {
    {.code = "text.page_noise",
     .severity = ERROR,
     .kinds = "",
     .message = "Bài còn sót nội dung thừa của trang web.",
     .message_en = "Left-overs of a web page stand in the text.",
     .mend = "Xóa đoạn thừa rồi nộp lại.",
     .run = check_page_noise,
     .examples = EXAMPLES({.fires = true, .text = "Mở đầu\nspot_img\n"},
                          {.fires = true, .text = "Bài\n  TIN CÙNG MỤC  \n"},
                          {.text = "Mục tin mới nhất của huyện đăng chiều nay."})},
    {.code = "text.auto_caption",
     .severity = WARNING,
     .kinds = "",
     .message = "Chú thích ảnh do phần mềm tự sinh.",
     .message_en = "A program wrote this caption.",
     .mend = "Thay bằng chú thích thật: ai, làm gì, ở đâu.",
     .run = check_auto_caption,
     .examples = EXAMPLES({.fires = true, .text = "A group of people sitting at a table\n"},
                          {.fires = true,
                           .text = "Một nhóm người đứng chụp ảnh\n\nMô tả được tạo "
                                   "tự động\n"},
                          {.text = "Đoàn viên huyện Tiểu Cần trồng cây\n"})},
    {.code = "text.foreign",
     .severity = WARNING,
     .kinds = "",
     .message = "Có đoạn tiếng nước ngoài không thuộc bài.",
     .message_en = "A passage in a foreign language that is not of the article.",
     .mend = "Xóa đoạn đó, hoặc dịch sang tiếng Việt.",
     .run = check_foreign,
     .parameters = {{"words_min", 5, "số chữ ít nhất của dòng"}},
     .examples = EXAMPLES({.fires = true,
                           .text = "Bài viết\nYour email address will not be "
                                   "published. Required fields are marked\n"},
                          {.text = "Đoàn viên học tiếng Anh với chủ đề “Green Summer”."})},
    {.code = "text.markup",
     .severity = WARNING,
     .kinds = "",
     .message = "Còn mã HTML trong bài.",
     .message_en = "HTML code stands in the text.",
     .mend = "Dán lại dưới dạng văn bản thuần.",
     .run = check_markup,
     .examples = EXAMPLES({.fires = true, .text = "<p>Đoàn viên</p> ra quân"},
                          {.text = "Số buổi < 5 và > 2"})},
    {.code = "text.placeholder",
     .severity = WARNING,
     .kinds = "",
     .message = "Còn chữ mẫu chưa thay.",
     .message_en = "Words of a template were left.",
     .mend = "Điền nội dung thật.",
     .run = check_placeholder,
     .examples = EXAMPLES({.fires = true, .text = "Kính gửi: [tên đơn vị]"},
                          {.fires = true, .text = "Lorem ipsum dolor sit amet"},
                          {.text = "Theo tài liệu [1], chi đoàn có 30 đoàn viên."})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_NOISE) = {.name = "Nội dung thừa của trang web", .checks = CHECKS};
