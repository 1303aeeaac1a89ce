/*
 * copies.c — a file, link or text that another submission filed before, the same or nearly.  The
 * store finds the candidates (context: contents, nears); these checks apply the thresholds.
 */
#include <string.h>

#include "checks/engine/check.h"

static void report_known(struct inspection *in, enum content_kind kind)
{
    for (size_t i = 0; i < in->context->content_count; i++) {
        const struct content *content = &in->context->contents[i];
        if (content->kind != kind || !content->is_known) {
            continue;
        }
        const char *detail = arena_print(in->arena, "Đã có trong minh chứng \"%s\" của %s.",
                                         content->owner_title, content->owner_unit);
        if (kind == CONTENT_FILE) {
            report_file(in, content->name, detail);
        } else {
            report(in, content->field, detail);
        }
    }
}

static void check_copied_file(struct inspection *in)
{
    report_known(in, CONTENT_FILE);
}

static void check_copied_link(struct inspection *in)
{
    report_known(in, CONTENT_LINK);
}

static void check_copied_text(struct inspection *in)
{
    report_known(in, CONTENT_TEXT);
}

static void check_copied_document(struct inspection *in)
{
    report_known(in, CONTENT_DOCUMENT);
}

static void check_file_twice(struct inspection *in)
{
    const Evidence__V1__Submission *piece = in->piece;
    for (size_t i = 1; i < piece->n_files; i++) {
        for (size_t j = 0; j < i; j++) {
            const ProtobufCBinaryData *a = &piece->files[i]->hash, *b = &piece->files[j]->hash;
            if (a->len == b->len && memcmp(a->data, b->data, a->len) == 0) {
                report_file(in, piece->files[i]->name, NULL);
                break;
            }
        }
    }
}

/* The passage in which the likeness was found. */
static const struct passage *passage_named(const struct inspection *in,
                                           const struct near_copy *near)
{
    for (size_t i = 0; i < in->passage_count; i++) {
        const struct passage *passage = &in->passages[i];
        if (strcmp(passage->field, near->field) == 0 && strcmp(passage->file, near->file) == 0) {
            return passage;
        }
    }
    return NULL;
}

/* Reports likenesses of at least the share that is set; in a file with at least `words_min`
 * words. */
static void report_kind(struct inspection *in, enum near_kind kind, size_t words_min,
                        const char *what)
{
    long own_least = parameter(in, "share_min");
    long file_least = kind == NEAR_TEXT ? parameter(in, "file_share_min") : own_least;
    for (size_t i = 0; i < in->context->near_count; i++) {
        const struct near_copy *near = &in->context->nears[i];
        long least = near->file[0] != '\0' ? file_least : own_least;
        const struct passage *passage = kind == NEAR_PHOTO ? NULL : passage_named(in, near);
        bool is_short = near->file[0] != '\0' && passage != NULL && passage->word_count < words_min;
        if (near->kind != kind || near->share < (unsigned long)least * 10 || is_short) {
            continue;
        }
        const char *detail =
            arena_print(in->arena, "%s %u%% với minh chứng \"%s\" của %s.", what,
                        (near->share + 5) / 10, near->owner_title, near->owner_unit);
        report_near(in, near, passage, detail);
    }
}

static void check_near_text(struct inspection *in)
{
    report_kind(in, NEAR_TEXT, 0, "Giống");
}

/* A short letter is mostly form: who it is from, to whom it goes, who signs. */
static void check_near_document(struct inspection *in)
{
    report_kind(in, NEAR_TEXT, (size_t)parameter(in, "file_words_min"), "Giống");
}

static void check_near_passage(struct inspection *in)
{
    report_kind(in, NEAR_PASSAGE, 0, "Các đoạn trùng chiếm");
}

static void check_near_photo(struct inspection *in)
{
    report_kind(in, NEAR_PHOTO, 0, "Giống");
}

/* ------------------------------------------------------------- the table */

#define LONG_TEXT \
    "Sáng 20/5, Huyện đoàn Tiểu Cần tổ chức ngày thứ Bảy tình nguyện tại xã Tân Hùng. Hoạt động " \
    "thu hút đông đảo bạn trẻ tham gia dọn vệ sinh, trồng cây và sửa đường nông thôn. Bà con " \
    "phấn khởi khi thấy tuyến đường sạch đẹp hơn trước."
#define NOT_DOCUMENTS ",article,photo,figures,report,list,other,"

static const struct check CHECKS[] = {
    {.code = "copy.file",
     .severity = ERROR,
     .kinds = "",
     .compares = true,
     .message = "Tệp này đã được nộp ở một minh chứng khác.",
     .message_en = "This file was filed in another submission before.",
     .mend = "Nộp tệp gốc của đúng hoạt động này; một tệp chỉ dùng cho một minh chứng.",
     .run = check_copied_file,
     .examples = EXAMPLES({.fires = true,
                           .kind = "photo",
                           .file = "a.jpg",
                           .media_type = "image/jpeg",
                           .is_copy = true},
                          {.kind = "photo", .file = "a.jpg", .media_type = "image/jpeg"})},
    {.code = "copy.file_twice",
     .severity = WARNING,
     .kinds = "",
     .message = "Một tệp được đính kèm hai lần trong cùng minh chứng.",
     .message_en = "One file is attached twice to this submission.",
     .mend = "Bỏ tệp trùng.",
     .run = check_file_twice,
     .examples = EXAMPLES({.fires = true,
                           .kind = "photo",
                           .file = "a.jpg",
                           .media_type = "image/jpeg",
                           .is_twice = true},
                          {.kind = "photo", .file = "a.jpg", .media_type = "image/jpeg"})},
    {.code = "copy.link",
     .severity = ERROR,
     .kinds = "",
     .compares = true,
     .message = "Liên kết này đã được nộp ở một minh chứng khác.",
     .message_en = "This link was filed in another submission before.",
     .mend = "Dùng liên kết riêng của hoạt động, hoặc thêm tiêu chí vào minh chứng đã nộp.",
     .run = check_copied_link,
     .examples = EXAMPLES({.fires = true, .link = "https://a.example/1", .is_copy = true},
                          {.link = "https://a.example/1"})},
    {.code = "copy.text",
     .severity = ERROR,
     .kinds = "",
     .compares = true,
     .message = "Nội dung trùng nguyên văn với một minh chứng khác.",
     .message_en = "The text is that of another submission, word for word.",
     .mend = "Viết nội dung riêng cho hoạt động này.",
     .run = check_copied_text,
     .examples =
         EXAMPLES({.fires = true, .text = LONG_TEXT, .is_copy = true}, {.text = LONG_TEXT})},
    {.code = "copy.near_text",
     .severity = ERROR,
     .kinds = NOT_DOCUMENTS,
     .compares = true,
     .message = "Nội dung gần như trùng với một minh chứng nộp trước.",
     .message_en = "The text is nearly that of an earlier submission.",
     .mend = "So hai văn bản ở phần đoạn trùng; viết nội dung riêng cho hoạt động này.",
     .run = check_near_text,
     .parameters = {{"share_min", 43, "phần trùng ít nhất, % của văn bản ngắn hơn"},
                    {"file_share_min", 60, "như vậy, với văn bản trong tệp (có thể thức chung)"}},
     .examples = EXAMPLES(
         {.fires = true,
          .text = LONG_TEXT,
          .is_near = true,
          .near_kind = NEAR_TEXT,
          .near_share = 640},
         {.text = LONG_TEXT},
         {.text = LONG_TEXT, .is_near = true, .near_kind = NEAR_PASSAGE, .near_share = 310})},
    {.code = "copy.near_document",
     .severity = WARNING,
     .kinds = ",document,",
     .compares = true,
     .message = "Văn bản gần như trùng với một văn bản nộp trước.",
     .message_en = "The document is nearly one filed before.",
     .mend = "Văn bản theo mẫu của cấp trên là bình thường; nếu là văn bản khác thì nộp đúng tệp.",
     .run = check_near_document,
     .parameters = {{"share_min", 85, "phần trùng ít nhất, % của văn bản ngắn hơn"},
                    {"file_share_min", 90, "như vậy, với văn bản trong tệp"},
                    {"file_words_min", 90,
                     "số chữ ít nhất của tệp (ngắn hơn thì giống nhau vì "
                     "thể thức)"}},
     .examples = EXAMPLES({.fires = true,
                           .kind = "document",
                           .text = LONG_TEXT,
                           .is_near = true,
                           .near_kind = NEAR_TEXT,
                           .near_share = 930},
                          {.kind = "document",
                           .text = LONG_TEXT,
                           .is_near = true,
                           .near_kind = NEAR_TEXT,
                           .near_share = 640})},
    {.code = "copy.passage",
     .severity = HINT,
     .kinds = NOT_DOCUMENTS,
     .compares = true,
     .message = "Có đoạn dài trùng với một minh chứng nộp trước.",
     .message_en = "A long passage is in an earlier submission, too.",
     .mend = "Viết lại đoạn trùng, hoặc ghi rõ nguồn nếu là trích dẫn.",
     .run = check_near_passage,
     .parameters = {{"share_min", 0, "phần trùng ít nhất, % của văn bản ngắn hơn"}},
     .examples = EXAMPLES({.fires = true,
                           .text = LONG_TEXT,
                           .is_near = true,
                           .near_kind = NEAR_PASSAGE,
                           .near_share = 310},
                          {.text = LONG_TEXT})},
    {.code = "copy.near_photo",
     .severity = ERROR,
     .kinds = "",
     .compares = true,
     .message = "Ảnh này là bản cắt, xoay, nén hoặc sửa của một ảnh nộp trước.",
     .message_en = "The photo is one filed before: cropped, turned, re-compressed or edited.",
     .mend = "Dùng ảnh chụp tại đúng hoạt động này.",
     .run = check_near_photo,
     .parameters = {{"share_min", 45, "phần chi tiết giống nhau ít nhất, %"}},
     .examples = EXAMPLES({.fires = true,
                           .kind = "photo",
                           .file = "a.jpg",
                           .media_type = "image/jpeg",
                           .is_near = true,
                           .near_kind = NEAR_PHOTO,
                           .near_share = 870},
                          {.kind = "photo", .file = "a.jpg", .media_type = "image/jpeg"})},
    {.code = "copy.document",
     .severity = WARNING,
     .kinds = ",document,",
     .compares = true,
     .message = "Văn bản này đã được dẫn ở một minh chứng khác của đơn vị.",
     .message_en = "The unit has cited this document in another submission before.",
     .mend = "Thêm tiêu chí vào minh chứng đã nộp thay vì nộp lại cùng một văn bản.",
     .run = check_copied_document,
     .examples =
         EXAMPLES({.fires = true,
                   .kind = "document",
                   .symbol = "12-KH/ĐTN",
                   .link = "https://a.example/1",
                   .is_copy = true},
                  {.kind = "document", .symbol = "12-KH/ĐTN", .link = "https://a.example/1"})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_COPIES) = {.name = "Bản sao", .checks = CHECKS, .reads_scans = true};
