/*
 * paper_photos_test.c — photos of a visit in a paper, through the running system: from the phone's
 * upload to the DOCX, upright and without what the camera wrote; what is said of one that cannot be
 * shown; and a template tried with a sample.
 */
#include "support/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <vips/vips.h>

#include "base/arena.h"
#include "base/hash.h"
#include "package/package.h"
#include "support/one_papers.h"
#include "support/tus.h"

#define MINUTES   "11111111-1111-4111-8111-111111111111"
#define MINUTES_2 "22222222-2222-4222-8222-222222222222"
#define MINUTES_3 "33333333-3333-4333-8333-333333333333"
#define ENTRY     "44444444-4444-4444-8444-444444444441"
#define ENTRY_2   "44444444-4444-4444-8444-444444444442"
#define ENTRY_3   "44444444-4444-4444-8444-444444444443"
#define FINDING   "55555555-5555-4555-8555-555555555555"
#define VISIT     ROUND "/units/U1/visit"
#define TEMPLATES ROUND "/templates/minutes"
#define AT        ",\"made_at\":\"2023-11-02T02:12:00Z\"}"

/* ---------------------------------------------------------------- photos */

/* As a phone keeps it: it lay on its side, and wrote its make. */
static void photo_of(int width, int height, int turn, struct buf *out)
{
    size_t size = (size_t)width * (size_t)height * 3, len = 0;
    unsigned char *rgb = memory_alloc(size);
    for (size_t i = 0; i < size; i++) {
        rgb[i] = (unsigned char)((i / 900 + i * (size_t)turn / 7) % 251);
    }
    void *jpeg = NULL;
    VipsImage *flat = vips_image_new_from_memory(rgb, size, width, height, 3, VIPS_FORMAT_UCHAR);
    VipsImage *image = NULL;
    assert_int_equal(vips_copy(flat, &image, NULL), 0);
    vips_image_set_int(image, VIPS_META_ORIENTATION, turn);
    vips_image_set_string(image, "exif-ifd0-Make", "MAYANH (MAYANH, ASCII, 7 components, 7 bytes)");
    assert_int_equal(vips_jpegsave_buffer(image, &jpeg, &len, NULL), 0);
    buf_add(out, jpeg, len);
    g_free(jpeg);
    g_object_unref(image);
    g_object_unref(flat);
    free(rgb);
}

/* `words`: caption and alternative text, as JSON. */
static void photo_sent(const struct buf *photo, const char *words, struct buf *into)
{
    char upload[37];
    tus_send(site, "kiem-tra", "anh.jpg", photo->data, photo->len, upload);
    database_run(system_database(site), "UPDATE upload SET media_type = 'image/jpeg'");
    buf_print(into, "%s{\"upload\":\"%s\",%s}", into->len > 0 ? "," : "", upload, words);
}

static void record(const char *id, const char *item, const char *more, const struct buf *photos)
{
    char path[200];
    struct buf body = {0};
    snprintf(path, sizeof(path), VISIT "/entries/%s", id);
    buf_print(&body, "{\"item\":\"%s\",\"mark\":\"right\"%s,\"photos\":[%s]" AT, item, more,
              buf_string(photos));
    ask("kiem-tra", "PUT", path, buf_string(&body), OK);
    buf_free(&body);
}

static void store_path(const struct buf *content, char path[static 600])
{
    struct hash hash = hash_of(content->data, content->len);
    char root[300];
    snprintf(root, sizeof(root), "%s/files", system_directory(site));
    assert_true(hash_place(&hash, root, path, 600));
}

static struct buf upright, lying, broken;

static void keep_minutes(int seen, const char *text)
{
    char body[300];
    snprintf(body, sizeof(body),
             "{\"seen\":%d,\"held_on\":\"2023-11-02\",\"place\":\"Trụ sở\",\"team\":\"Kiểm tra\","
             "\"unit\":\"Bí thư\",\"text\":\"%s\"}",
             seen, text);
    ask("kiem-tra", "PUT", ROUND "/units/U1/minutes", body, OK);
}

/* An entry that another replaces has a photo too, which is in no paper. */
static void record_visit(void)
{
    struct buf one = {0}, two = {0}, three = {0}, body = {0};
    photo_of(2400, 1600, 6, &upright);
    photo_of(1000, 600, 1, &lying);
    buf_text(&broken, "\xff\xd8\xff\xe0 không phải ảnh thật");
    ask("bien-tap", "POST", ROUND "/steps", "{\"to\":\"under_way\"}", OK);
    ask("kiem-tra", "POST", VISIT, NULL, OK);
    database_run(system_database(site),
                 "INSERT INTO visit_item (round_id, unit_id, key, kind, criterion_id, stake, wrong,"
                 " facts) SELECT v.round_id, v.unit_id, 'missing:C3', 'missing', 103, 10, 0.5, '{}'"
                 " FROM round_visit v JOIN unit u ON u.id = v.unit_id WHERE u.code = 'U1'"
                 " ON CONFLICT DO NOTHING");
    photo_sent(&lying, "\"caption\":\"Bị thay\",\"alt\":\"Bị thay\"", &one);
    record(ENTRY, "missing:C3", "", &one);
    photo_sent(&upright, "\"caption\":\"Sổ gốc.\",\"alt\":\"Trang sổ ghi 240 lượt\"", &two);
    record(ENTRY_2, "missing:C3", ",\"bases\":[\"" ENTRY "\"]", &two);
    photo_sent(&lying, "\"caption\":\"\",\"alt\":\"Phòng truyền thống\"", &three);
    buf_print(&body,
              "{\"severity\":\"error\",\"text\":\"Số liệu cao hơn sổ\",\"criterion\":\"C3\","
              "\"photos\":[%s]" AT,
              buf_string(&three));
    ask("kiem-tra", "PUT", VISIT "/findings/" FINDING, buf_string(&body), OK);
    keep_minutes(0, "Đã xem sổ.");
    buf_free(&one);
    buf_free(&two);
    buf_free(&three);
    buf_free(&body);
}

/* ---------------------------------------------------------------- papers */

static void make(const char *id)
{
    char path[200];
    snprintf(path, sizeof(path), ROUND "/papers/%s", id);
    ask("uy-ban", "PUT", path, "{\"kind\":\"minutes\",\"unit\":\"U1\"}", ACCEPTED);
    wait_made(id, "made");
}

static char *value(const char *sql)
{
    return memory_text(database_value(system_database(site), "%s", sql));
}

/* A part of the file at the path; `found` false: it has none. */
static bool part_of(const char *path, const char *name, struct buf *out)
{
    struct http_answer answer = file_of("uy-ban", path);
    struct buf docx = {0};
    assert_int_equal(answer.status, 200);
    buf_add(&docx, answer.body, answer.len);
    struct package *package = package_open_bytes(&docx);
    assert_non_null(package);
    buf_clear(out);
    bool is_there = package_load(package, name, out);
    package_close(&package);
    buf_free(&docx);
    http_free(&answer);
    return is_there;
}

static int count_of(const struct buf *text, const char *what)
{
    int count = 0;
    for (const char *at = buf_string(text); (at = strstr(at, what)) != NULL; at++) {
        count++;
    }
    return count;
}

static void expect_picture(const char *path, const char *name, int width, int height)
{
    struct buf jpeg = {0};
    assert_true(part_of(path, name, &jpeg));
    VipsImage *image = vips_image_new_from_buffer(jpeg.data, jpeg.len, "", NULL);
    assert_non_null(image);
    assert_int_equal(vips_image_get_width(image), width);
    assert_int_equal(vips_image_get_height(image), height);
    assert_int_equal(vips_image_get_typeof(image, VIPS_META_EXIF_NAME), 0);
    assert_null(memmem(jpeg.data, jpeg.len, "MAYANH", 6));
    g_object_unref(image);
    buf_free(&jpeg);
}

#define FILE_OF(id) "/api/v1/papers/" id "/file"

static void photos_of_a_visit_are_in_its_minutes(void **state)
{
    (void)state;
    struct buf xml = {0};
    record_visit();
    expect_named();
    make(MINUTES);
    assert_true(part_of(FILE_OF(MINUTES), "word/document.xml", &xml));
    assert_int_equal(count_of(&xml, "<w:drawing"), 2);
    assert_int_equal(count_of(&xml, "descr=\"Trang sổ ghi 240 lượt\""), 1);
    assert_int_equal(count_of(&xml, "descr=\"Phòng truyền thống\""), 1);
    assert_non_null(strstr(buf_string(&xml), "Sổ gốc"));
    assert_null(strstr(buf_string(&xml), "Bị thay"));
    /* 11 cm at 300 dots an inch; the phone lay on its side, and small ones are not enlarged. */
    expect_picture(FILE_OF(MINUTES), "word/media/anh1.jpeg", 1067, 1600);
    expect_picture(FILE_OF(MINUTES), "word/media/anh2.jpeg", 1000, 600);
    ask("uy-ban", "GET", "/api/v1/papers/" MINUTES, NULL, (struct wanted){200, "\"remarks\": []"});
    buf_free(&xml);
}

static void its_pdf_has_them_too(void **state)
{
    (void)state;
    static const char IMAGE[] = "/Subtype/Image";
    wait_for("EXISTS (SELECT FROM paper_pdf WHERE paper_id = '" MINUTES "' AND state = 'made')");
    struct http_answer answer = file_of("uy-ban", "/api/v1/papers/" MINUTES "/pdf");
    int count = 0;
    for (const char *at = answer.body, *end = answer.body + answer.len;
         (at = memmem(at, (size_t)(end - at), IMAGE, sizeof(IMAGE) - 1)) != NULL; at++) {
        count++;
    }
    assert_int_equal(count, 2);
    http_free(&answer);
}

static void the_same_data_give_the_same_bytes(void **state)
{
    (void)state;
    char *first = value("SELECT encode(hash, 'hex') FROM paper WHERE id = '" MINUTES "'");
    make(MINUTES_2);
    char *second = value("SELECT encode(hash, 'hex') FROM paper WHERE id = '" MINUTES_2 "'");
    assert_string_equal(first, second);
    free(first);
    free(second);
}

static void what_a_paper_says_has_the_hash_of_a_photo_only(void **state)
{
    (void)state;
    char *member =
        value("SELECT (data #> '{anh_kiem_tra,0}')::text FROM paper WHERE id = '" MINUTES_2 "'");
    struct hash hash = hash_of(upright.data, upright.len);
    char hex[HASH_TEXT], wanted[600];
    snprintf(wanted, sizeof(wanted), "\"hash\": \"%s\"", hash_print(&hash, hex));
    assert_non_null(strstr(member, wanted));
    assert_non_null(strstr(member, "\"luc\": \"2023-11-02T09:12\""));
    assert_non_null(strstr(member, "\"tieu_chi\": \"C3\""));
    assert_non_null(strstr(member, "\"chu_thich\": \"Sổ gốc\""));
    assert_true(strlen(member) < sizeof(wanted));
    free(member);
}

/* ---------------------------------------------------------------- what cannot be shown */

static void one_that_cannot_be_shown_is_said_and_blocks_nothing(void **state)
{
    (void)state;
    struct buf photos = {0}, xml = {0};
    char path[600], away[700];
    photo_sent(&broken, "\"caption\":\"Hỏng\",\"alt\":\"Tệp hỏng\"", &photos);
    record(ENTRY_3, "missing:C3", ",\"bases\":[\"" ENTRY_2 "\"]", &photos);
    keep_minutes(1, "Đã xem sổ lần hai.");
    store_path(&lying, path);
    snprintf(away, sizeof(away), "%s.away", path);
    assert_int_equal(rename(path, away), 0);
    make(MINUTES_3);
    assert_true(part_of(FILE_OF(MINUTES_3), "word/document.xml", &xml));
    assert_non_null(strstr(buf_string(&xml), "(Không có ảnh: tệp hỏng hoặc không phải ảnh)"));
    assert_non_null(strstr(buf_string(&xml), "(Không có ảnh: tệp không còn trong kho)"));
    assert_non_null(strstr(buf_string(&xml), "Đã xem sổ lần hai."));
    assert_false(part_of(FILE_OF(MINUTES_3), "word/media/anh1.jpeg", &xml));
    ask("uy-ban", "GET", "/api/v1/papers/" MINUTES_3, NULL,
        (struct wanted){200, "Không có ảnh “Tệp hỏng”: tệp hỏng hoặc không phải ảnh."});
    ask("uy-ban", "GET", ROUND "/papers", NULL, (struct wanted){200, "picture_missing"});
    assert_int_equal(rename(away, path), 0);
    buf_free(&photos);
    buf_free(&xml);
}

static void malware_is_never_read(void **state)
{
    (void)state;
    struct hash hash = hash_of(lying.data, lying.len);
    char hex[HASH_TEXT];
    wait_for("NOT EXISTS (SELECT FROM file_pending)"); /* the reader has seen it */
    database_run(system_database(site),
                 "INSERT INTO file_reading (hash, media_type, problem)"
                 " VALUES (decode('%s', 'hex'), 'application/octet-stream', 'malware')"
                 " ON CONFLICT (hash) DO UPDATE SET problem = excluded.problem",
                 hash_print(&hash, hex));
    make(MINUTES);
    ask("uy-ban", "GET", "/api/v1/papers/" MINUTES, NULL,
        (struct wanted){200, "Không có ảnh “Phòng truyền thống”: tệp có mã độc."});
    database_run(system_database(site), "DELETE FROM file_reading WHERE problem = 'malware'");
}

static void issued_it_keeps_its_photos(void **state)
{
    (void)state;
    struct buf xml = {0};
    make(MINUTES_2);
    ask("kiem-tra", "POST", ROUND "/units/U1/minutes/acts", "{\"act\":\"signed\",\"version\":2}",
        OK);
    ask("can-bo-1", "POST", ROUND "/units/U1/minutes/acts", "{\"act\":\"confirmed\",\"version\":2}",
        OK);
    ask("uy-ban", "POST", "/api/v1/papers/" MINUTES_2 "/issue", "{\"dated\":\"2023-11-03\"}",
        ACCEPTED);
    wait_made(MINUTES_2, "issued");
    assert_true(part_of(FILE_OF(MINUTES_2), "word/document.xml", &xml));
    assert_int_equal(count_of(&xml, "<w:drawing"), 1);
    ask("can-bo-1", "GET", "/api/v1/papers/" MINUTES_2, NULL,
        (struct wanted){200, "picture_damaged"});
    database_refuses(system_database(site), "MC003",
                     "UPDATE paper SET remarks = '[]' WHERE state = 'issued'");
    buf_free(&xml);
}

/* ---------------------------------------------------------------- templates */

static void send_template(const char *text)
{
    send_paragraph(TEMPLATES "?name=bien-ban.docx", text);
}

/* Before there are minutes: nothing of the visit is needed to see what a template makes. */
static void a_template_is_tried_with_a_sample(void **state)
{
    (void)state;
    struct buf xml = {0};
    send_template("{{#anh_kiem_tra}}{{anh}}{{/anh_kiem_tra}}");
    wait_for("EXISTS (SELECT FROM paper_template WHERE kind = 'minutes' AND state = 'faulty')");
    ask("bien-tap", "GET", TEMPLATES, NULL, (struct wanted){200, "picture_form"});
    send_template("{{#phat_hien}}{{#anh_phat_hien}}{{anh|ảnh 2,54 cm}} {{chu_thich}}; "
                  "{{/anh_phat_hien}}{{/phat_hien}}");
    wait_for("EXISTS (SELECT FROM paper_template WHERE kind = 'minutes' AND version = 3"
             " AND state = 'good')");
    assert_true(part_of(TEMPLATES "/3/file?part=preview", "word/document.xml", &xml));
    assert_int_equal(count_of(&xml, "<w:drawing"), 2);
    assert_non_null(strstr(buf_string(&xml), "Chú thích của ảnh mẫu 2"));
    expect_picture(TEMPLATES "/3/file?part=preview", "word/media/anh1.jpeg", 300, 225);
    ask("bien-tap", "GET", TEMPLATES, NULL, (struct wanted){200, "\"picture\""});
    buf_free(&xml);
}

static int hold_photos(void **state)
{
    return hold_round(state) != 0 || VIPS_INIT("test") != 0 ? -1 : 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_template_is_tried_with_a_sample),
        cmocka_unit_test(photos_of_a_visit_are_in_its_minutes),
        cmocka_unit_test(its_pdf_has_them_too),
        cmocka_unit_test(the_same_data_give_the_same_bytes),
        cmocka_unit_test(what_a_paper_says_has_the_hash_of_a_photo_only),
        cmocka_unit_test(one_that_cannot_be_shown_is_said_and_blocks_nothing),
        cmocka_unit_test(malware_is_never_read),
        cmocka_unit_test(issued_it_keeps_its_photos),
    };
    return cmocka_run_group_tests(tests, hold_photos, release_round);
}
