/*
 * photos.c — a photo as evidence: genuine, of that day and place, with a caption.
 */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "checks/engine/check.h"
#include "text/passage.h"

static bool is_image(const struct reading *reading)
{
    return strncmp(reading->media_type, "image/", 6) == 0;
}

/* The value of a line "name=value"; "" if there is none. */
static const char *photos_fact(struct inspection *in, const struct reading *reading,
                               const char *name)
{
    size_t len = strlen(name);
    for (const char *line = reading->facts; line != NULL && *line != '\0';) {
        const char *end = strchrnul(line, '\n');
        if (strncmp(line, name, len) == 0 && line[len] == '=') {
            return arena_text(in->arena, line + len + 1, (size_t)(end - line) - len - 1);
        }
        line = *end != '\0' ? end + 1 : end;
    }
    return "";
}

static long photos_number(struct inspection *in, const struct reading *reading, const char *name)
{
    return strtol(photos_fact(in, reading, name), NULL, 10);
}

static void check_photo_not_image(struct inspection *in)
{
    size_t read = 0, images = 0;
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        read += reading->media_type[0] != '\0' && reading->problem[0] == '\0' ? 1 : 0;
        images += is_image(reading) || strcmp(reading->media_type, "application/pdf") == 0 ? 1 : 0;
    }
    if (read > 0 && images == 0) {
        report(in, "files", NULL);
    }
}

static void check_photo_small(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        long width = photos_number(in, reading, "width"),
             height = photos_number(in, reading, "height");
        long side = width < height ? width : height;
        if (is_image(reading) && side > 0 && side < parameter(in, "side_min")) {
            report_file(in, reading->name,
                        arena_print(in->arena, "Ảnh %ld × %ld điểm.", width, height));
        }
    }
}

/* Screen sizes that no camera has. */
static bool is_screen(long a, long b)
{
    static const struct {
        long shorter, longer;
    } SCREENS[] = {{720, 1280},  {720, 1600},  {750, 1334},  {828, 1792},  {1080, 1920},
                   {1080, 2160}, {1080, 2280}, {1080, 2340}, {1080, 2400}, {1125, 2436},
                   {1170, 2532}, {1179, 2556}, {1242, 2688}, {1284, 2778}, {768, 1366},
                   {900, 1440},  {1440, 2560}, {1440, 3200}, {1200, 1920}};
    long shorter = a < b ? a : b, longer = a < b ? b : a;
    for (size_t i = 0; i < sizeof(SCREENS) / sizeof(SCREENS[0]); i++) {
        if (SCREENS[i].shorter == shorter && SCREENS[i].longer == longer) {
            return true;
        }
    }
    return false;
}

static void check_photo_screenshot(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        const char *name = text_fold(in->arena, reading->name, strlen(reading->name));
        bool is_named = strstr(name, "screenshot") != NULL ||
                        strstr(name, "chup man hinh") != NULL ||
                        strstr(name, "screen_shot") != NULL;
        bool has_size =
            strcmp(reading->media_type, "image/png") == 0 &&
            is_screen(photos_number(in, reading, "width"), photos_number(in, reading, "height"));
        if (is_image(reading) && (is_named || has_size)) {
            report_file(in, reading->name, NULL);
        }
    }
}

static void check_photo_day(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        const char *taken = photos_fact(in, reading, "taken");
        date_days day;
        if (date_parse(taken, &day) && labs((long)day - in->occurred) > parameter(in, "days_max")) {
            report_file(in, reading->name, arena_print(in->arena, "Ảnh ghi ngày chụp %s.", taken));
        }
    }
}

/* The country with its sea and islands, generously: 6.5 to 23.5° N, 102 to 118° E. */
static void check_photo_place(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        struct decimal north, east;
        if (!decimal_parse(photos_fact(in, reading, "latitude"), &north) ||
            !decimal_parse(photos_fact(in, reading, "longitude"), &east)) {
            continue;
        }
        if (north.raw < 65000 || north.raw > 235000 || east.raw < 1020000 || east.raw > 1180000) {
            report_file(in, reading->name, NULL);
        }
    }
}

static void check_photo_generated(struct inspection *in)
{
    static const char *const PROGRAMS[] = {
        "stable diffusion",        "midjourney", "dall-e",        "dall·e",  "firefly",
        "trainedalgorithmicmedia", "comfyui",    "automatic1111", "novelai", "imagen"};
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        const char *software = photos_fact(in, reading, "software");
        const char *lower = passage_lower(in->arena, software, strlen(software));
        for (size_t p = 0; p < sizeof(PROGRAMS) / sizeof(PROGRAMS[0]); p++) {
            if (strstr(lower, PROGRAMS[p]) != NULL) {
                report_file(in, reading->name, software);
                break;
            }
        }
    }
}

static void check_photo_caption(struct inspection *in)
{
    const struct text_word *words;
    size_t count = passage_words(in->arena, in->piece->title, strlen(in->piece->title), &words) +
                   passage_words(in->arena, in->piece->text, strlen(in->piece->text), &words);
    if (count < (size_t)parameter(in, "words_min")) {
        report(in, "text", NULL);
    }
}

/* ------------------------------------------------------------- the table */

#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define JPEG "image/jpeg"
#define IMAGE(...) \
    { \
        .kind = "photo", .file = "anh.jpg", .media_type = JPEG, __VA_ARGS__ \
    }
#define GOOD \
    { \
        .kind = "photo", .file = "a.jpg", .media_type = JPEG \
    }

static const struct check CHECKS[] = {
    {.code = "photo.not_image",
     .severity = WARNING,
     .kinds = ",photo,",
     .message = "Minh chứng ảnh nhưng tệp không phải ảnh.",
     .message_en = "Filed as a photo, but no file is an image.",
     .mend = "Đính kèm ảnh JPG hoặc PNG, hoặc chọn đúng loại minh chứng.",
     .run = check_photo_not_image,
     .examples =
         EXAMPLES({.fires = true, .kind = "photo", .file = "a.docx", .media_type = DOCX}, GOOD)},
    {.code = "photo.too_small",
     .severity = WARNING,
     .kinds = "",
     .message = "Ảnh quá nhỏ, khó nhìn rõ bảng tên hoạt động.",
     .message_en = "The picture is too small.",
     .mend = "Nộp ảnh gốc, không nộp ảnh thu nhỏ.",
     .run = check_photo_small,
     .parameters = {{"side_min", 300, "cạnh ngắn ít nhất, điểm ảnh"}},
     .examples = EXAMPLES(IMAGE(.fires = true, .facts = "width=320\nheight=200\n"),
                          IMAGE(.facts = "width=640\nheight=420\n"))},
    {.code = "photo.screenshot",
     .severity = HINT,
     .kinds = "",
     .message = "Ảnh có vẻ là ảnh chụp màn hình.",
     .message_en = "The picture looks like a screenshot.",
     .mend = "Nộp ảnh chụp gốc của hoạt động nếu có.",
     .run = check_photo_screenshot,
     .examples = EXAMPLES({.fires = true,
                           .kind = "photo",
                           .file = "Screenshot_20230520.png",
                           .media_type = "image/png",
                           .facts = "width=900\nheight=600\n"},
                          {.fires = true,
                           .kind = "photo",
                           .file = "a.png",
                           .media_type = "image/png",
                           .facts = "width=1080\nheight=2400\n"},
                          IMAGE(.facts = "width=1080\nheight=2400\n"))},
    {.code = "photo.day",
     .severity = HINT,
     .kinds = "",
     .message = "Ngày chụp ghi trong ảnh khác ngày diễn ra.",
     .message_en = "The day in the picture's EXIF data is another.",
     .mend = "Kiểm tra lại ảnh; bỏ qua nếu đồng hồ máy ảnh sai.",
     .run = check_photo_day,
     .parameters = {{"days_max", 7, "số ngày chênh lệch cho phép"}},
     .examples = EXAMPLES(IMAGE(.fires = true, .facts = "taken=2023-03-01\n"),
                          IMAGE(.facts = "taken=2023-05-21\n"), IMAGE(.facts = ""))},
    {.code = "photo.place",
     .severity = HINT,
     .kinds = "",
     .message = "Tọa độ ghi trong ảnh nằm ngoài Việt Nam.",
     .message_en = "The picture's EXIF position is outside Vietnam.",
     .mend = "Kiểm tra lại ảnh; bỏ qua nếu hoạt động diễn ra ở nước ngoài.",
     .run = check_photo_place,
     .examples = EXAMPLES(IMAGE(.fires = true, .facts = "latitude=48.85\nlongitude=2.35\n"),
                          IMAGE(.facts = "latitude=9.93\nlongitude=106.34\n"))},
    {.code = "photo.generated",
     .severity = HINT,
     .kinds = "",
     .message = "Thông tin trong ảnh cho thấy ảnh do phần mềm tạo ra.",
     .message_en = "The picture's own data says that a program generated it.",
     .mend = "Nộp ảnh chụp thật của hoạt động.",
     .run = check_photo_generated,
     .examples = EXAMPLES(IMAGE(.fires = true, .facts = "software=Stable Diffusion\n"),
                          IMAGE(.facts = "software=Adobe Photoshop 24.0\n"))},
    {.code = "photo.no_caption",
     .severity = HINT,
     .kinds = ",photo,",
     .message = "Ảnh chưa có chú thích.",
     .message_en = "The photo has no caption.",
     .mend = "Ghi ở ô văn bản: ai, làm gì, ở đâu, khi nào.",
     .run = check_photo_caption,
     .parameters = {{"words_min", 5, "số chữ ít nhất của chú thích và tiêu đề"}},
     .examples = EXAMPLES(
         {.fires = true, .kind = "photo", .title = "Ảnh 1", .file = "anh.jpg", .media_type = JPEG},
         {.kind = "photo",
          .title = "Đoàn viên trồng cây tại xã Tân Hùng",
          .file = "anh.jpg",
          .media_type = JPEG})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_PHOTOS) = {.name = "Ảnh", .checks = CHECKS};
