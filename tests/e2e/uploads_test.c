/*
 * uploads_test.c — files that arrive part by part: resumed after a cut and after a kill of the
 * gateway, checked against their sums, within the account's limits, seen by their account only.
 */
#include "support/test.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "support/system.h"
#include "support/system_evidence.h"
#include "support/tus.h"
#include "support/wait.h"

enum { LARGE = 3 << 20, PIECE = 1 << 20 };

#define WHO "can-bo-1"

static struct system *site;
static unsigned char *large;

static int set_up(void **state)
{
    (void)state;
    static const char *const ARGUMENTS[] = {"gateway --http.max_file=8m",
                                            "gateway --uploads.account_bytes=40m",
                                            "gateway --uploads.account_count=20", NULL};
    assert_true(sodium_init() >= 0);
    site = system_start(&(struct system_options){.arguments = ARGUMENTS});
    large = malloc(LARGE);
    assert_non_null(large);
    randombytes_buf(large, LARGE);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(large);
    system_stop(&site);
    return 0;
}

static void expect(struct http_answer answer, long status, const char *code)
{
    if (answer.status != status || strcmp(http_text(&answer, "code"), code) != 0) {
        fail_msg("wanted %ld %s, got %ld %s", status, code, answer.status, answer.body);
    }
    http_free(&answer);
}

static void the_server_says_what_it_can(void **state)
{
    (void)state;
    char text[200];
    struct http_answer answer = http_send(
        system_http(site), &(struct http_request){.method = "OPTIONS", .path = "/api/v1/uploads"});
    assert_int_equal(answer.status, 204);
    assert_string_equal(tus_header(&answer, "Tus-Version", text), "1.0.0");
    assert_string_equal(tus_header(&answer, "Tus-Max-Size", text), "8388608");
    assert_string_equal(tus_header(&answer, "Tus-Checksum-Algorithm", text), "sha256");
    assert_string_equal(tus_header(&answer, "Tus-Extension", text),
                        "creation,creation-with-upload,expiration,checksum,termination");
    http_free(&answer);
}

static void pieces_become_a_whole(void **state)
{
    (void)state;
    char id[37], sum[65], text[200];
    tus_begin(site, WHO, "ảnh.jpg", LARGE, tus_sha256(large, LARGE, sum), id);
    assert_int_equal(tus_offset(site, WHO, id), 0);
    for (size_t at = 0; at < LARGE; at += PIECE) {
        struct http_answer answer = tus_append(site, WHO, id, at, large + at, PIECE, NULL);
        assert_int_equal(answer.status, 204);
        assert_int_equal(strtoul(tus_header(&answer, "Upload-Offset", text), NULL, 10), at + PIECE);
        assert_non_null(strstr(tus_header(&answer, "Upload-Expires", text), " GMT"));
        http_free(&answer);
        assert_int_equal(tus_offset(site, WHO, id), at + PIECE);
    }
    expect(tus_append(site, WHO, id, PIECE, large, PIECE, NULL), 409, "upload.conflict");
    expect(tus_append(site, WHO, id, LARGE, large, 1, NULL), 413, "upload.excess");
}

static void the_first_piece_may_come_with_the_upload(void **state)
{
    (void)state;
    char text[200];
    static const char *const HEADERS[] = {"Tus-Resumable: 1.0.0", "Upload-Length: 9",
                                          "Upload-Metadata: filename YS50eHQ=", NULL};
    struct http_answer answer = http_send(
        system_http(site), &(struct http_request){.method = "POST",
                                                  .path = "/api/v1/uploads",
                                                  .token = system_token(site, WHO),
                                                  .type = "application/offset+octet-stream",
                                                  .body = "Minh",
                                                  .headers = HEADERS});
    assert_int_equal(answer.status, 201);
    assert_string_equal(tus_header(&answer, "Upload-Offset", text), "4");
    http_free(&answer);
}

/* ------------------------------------------------------------- cuts and kills */

/* Opens a connection, sends the head of a part and some of it, and leaves it open. */
static int send_half(const char *id, size_t offset, size_t announced, const void *data, size_t len)
{
    char head[600];
    struct sockaddr_in address = {.sin_family = AF_INET};
    const char *host = system_http(site);
    address.sin_port = htons((uint16_t)strtoul(strchr(host, ':') + 1, NULL, 10));
    assert_int_equal(inet_pton(AF_INET, "127.0.0.1", &address.sin_addr), 1);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    int head_len =
        snprintf(head, sizeof(head),
                 "PATCH /api/v1/uploads/%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                 "Tus-Resumable: 1.0.0\r\nUpload-Offset: %zu\r\nContent-Length: %zu\r\n"
                 "Content-Type: application/offset+octet-stream\r\n\r\n",
                 id, system_token(site, WHO), offset, announced);
    assert_int_equal(write(fd, head, (size_t)head_len), head_len);
    for (size_t sent = 0; sent < len;) {
        ssize_t now = write(fd, (const char *)data + sent, len - sent);
        assert_true(now > 0);
        sent += (size_t)now;
    }
    return fd;
}

struct progress {
    const char *id;
    size_t least;
    long long offset;
};

static bool has_come(void *arg)
{
    struct progress *progress = arg;
    progress->offset = tus_offset(site, WHO, progress->id);
    return progress->offset >= (long long)progress->least;
}

/* What is in the file, without a question that would end the connection that writes to it. */
static bool is_in_file(void *arg)
{
    const struct progress *progress = arg;
    char path[200];
    struct stat stat_now;
    snprintf(path, sizeof(path), "%s/uploads/%s", system_directory(site), progress->id);
    return stat(path, &stat_now) == 0 && stat_now.st_size >= (off_t)progress->least;
}

static void finish_from(const char *id, size_t offset)
{
    struct http_answer answer =
        tus_append(site, WHO, id, offset, large + offset, LARGE - offset, NULL);
    if (answer.status != 204) {
        fail_msg("%ld %s", answer.status, answer.body);
    }
    http_free(&answer);
    assert_int_equal(tus_offset(site, WHO, id), LARGE);
}

static void a_cut_loses_nothing_that_has_come(void **state)
{
    (void)state;
    char id[37], sum[65];
    tus_begin(site, WHO, "cut.bin", LARGE, tus_sha256(large, LARGE, sum), id);
    int fd = send_half(id, 0, LARGE, large, PIECE + 12345);
    close(fd);
    struct progress progress = {id, PIECE + 12345, 0};
    assert_true(wait_until(is_in_file, &progress));
    assert_true(wait_until(has_come, &progress));
    assert_int_equal(progress.offset, PIECE + 12345);
    finish_from(id, (size_t)progress.offset);
}

/* Its connection is dead, but the gateway has not noticed: the next one takes over. */
static void a_dead_line_gives_way(void **state)
{
    (void)state;
    char id[37];
    tus_begin(site, WHO, "dead.bin", LARGE, NULL, id);
    int fd = send_half(id, 0, LARGE, large, PIECE);
    struct progress progress = {id, PIECE, 0};
    assert_true(wait_until(is_in_file, &progress));
    assert_true(wait_until(has_come, &progress));
    finish_from(id, (size_t)progress.offset);
    close(fd);
}

static bool is_up_again(void *arg)
{
    (void)arg;
    struct http_answer answer = http_send(
        system_http(site), &(struct http_request){.method = "OPTIONS", .path = "/api/v1/uploads"});
    bool is_up = answer.status == 204;
    http_free(&answer);
    return is_up;
}

static void a_kill_keeps_what_was_told(void **state)
{
    (void)state;
    char id[37], sum[65];
    tus_begin(site, WHO, "kill.bin", LARGE, tus_sha256(large, LARGE, sum), id);
    struct http_answer answer = tus_append(site, WHO, id, 0, large, PIECE, NULL);
    assert_int_equal(answer.status, 204);
    http_free(&answer);
    int fd = send_half(id, PIECE, LARGE - PIECE, large + PIECE, PIECE);
    assert_true(system_signal(site, SYSTEM_GATEWAY, 0, SIGKILL));
    assert_true(wait_until(is_up_again, NULL));
    close(fd);
    struct progress progress = {id, PIECE, 0};
    assert_true(wait_until(has_come, &progress));
    assert_true(progress.offset <= 2 * PIECE);
    finish_from(id, (size_t)progress.offset);
}

/* ------------------------------------------------------------- sums */

static void a_piece_with_a_wrong_sum_is_dropped(void **state)
{
    (void)state;
    char id[37], sum[60];
    tus_begin(site, WHO, "sum.bin", LARGE, NULL, id);
    tus_checksum(large, PIECE, sum);
    expect(tus_append(site, WHO, id, 0, large + 1, PIECE, sum), 460, "upload.checksum");
    assert_int_equal(tus_offset(site, WHO, id), 0);
    struct http_answer answer = tus_append(site, WHO, id, 0, large, PIECE, sum);
    assert_int_equal(answer.status, 204);
    http_free(&answer);
    assert_int_equal(tus_offset(site, WHO, id), PIECE);
    expect(tus_append(site, WHO, id, PIECE, large, PIECE, "md5 abc"), 400,
           "upload.checksum_format");
}

static void a_whole_with_a_wrong_sum_begins_again(void **state)
{
    (void)state;
    char id[37], sum[65];
    tus_begin(site, WHO, "whole.bin", LARGE, tus_sha256(large, LARGE, sum), id);
    large[PIECE]++;
    expect(tus_append(site, WHO, id, 0, large, LARGE, NULL), 460, "upload.checksum");
    large[PIECE]--;
    assert_int_equal(tus_offset(site, WHO, id), 0);
    finish_from(id, 0);
}

/* ------------------------------------------------------------- limits and rights */

static void another_account_finds_nothing(void **state)
{
    (void)state;
    char id[37], path[80];
    tus_begin(site, WHO, "mine.bin", 9, NULL, id);
    assert_int_equal(tus_offset(site, "can-bo-2", id), -1);
    expect(tus_append(site, "can-bo-2", id, 0, "Minh", 4, NULL), 404, "not_found");
    snprintf(path, sizeof(path), "/api/v1/uploads/%s", id);
    static const char *const HEADERS[] = {"Tus-Resumable: 1.0.0", NULL};
    struct http_request request = {.method = "DELETE",
                                   .path = path,
                                   .token = system_token(site, "can-bo-2"),
                                   .headers = HEADERS};
    expect(http_send(system_http(site), &request), 404, "not_found");
    request.token = system_token(site, WHO);
    expect(http_send(system_http(site), &request), 204, "");
    assert_int_equal(tus_offset(site, WHO, id), -1);
    expect(http_send(system_http(site), &request), 404, "not_found");
}

static void what_does_not_fit_is_refused_at_once(void **state)
{
    (void)state;
    char id[37];
    expect(tus_create(site, WHO, "big.bin", (8 << 20) + 1, NULL), 413, "file.too_large");
    expect(tus_create(site, WHO, "..", 1, "no sum"), 400, "upload.metadata");
    expect(http_send(system_http(site), &(struct http_request){.method = "POST",
                                                               .path = "/api/v1/uploads",
                                                               .token = system_token(site, WHO),
                                                               .header = "Upload-Length: 5"}),
           412, "upload.version");
    for (int i = 0; i < 5; i++) {
        tus_begin(site, "can-bo-2", "full.bin", 8 << 20, NULL, id);
    }
    expect(tus_create(site, "can-bo-2", "more.bin", 1, NULL), 413, "upload.quota");
}

/* Time goes on in the store only. */
static void an_upload_ends_with_its_time(void **state)
{
    (void)state;
    char id[37];
    tus_begin(site, WHO, "old.bin", 9, NULL, id);
    database_run(system_database(site), "UPDATE upload SET expires_at = now() WHERE id = '%s'", id);
    assert_int_equal(tus_offset(site, WHO, id), -1);
    expect(tus_append(site, WHO, id, 0, "Minh", 4, NULL), 404, "not_found");
}

/* ------------------------------------------------------------- submitting */

static struct http_answer file_uploads(const char *who, const char *key, const char *uploads)
{
    char body[900];
    snprintf(body, sizeof(body),
             "{\"campaign\":\"2023\",\"unit\":\"U1\",\"criteria\":[\"C3\"],\"kind\":\"photo\","
             "\"title\":\"Ra quân\",\"occurred_on\":\"2023-05-06\","
             "\"made_at\":\"2023-05-06T02:03:04.5Z\",\"uploads\":[%s]}",
             uploads);
    return evidence_file(site, who, key, body);
}

static void evidence_names_its_uploads(void **state)
{
    (void)state;
    char first[37], second[37], uploads[300], id[37];
    tus_send(site, WHO, "một.bin", large, LARGE, first);
    tus_send(site, WHO, "hai.txt", "Kế hoạch ra quân.\n", strlen("Kế hoạch ra quân.\n"), second);
    snprintf(uploads, sizeof(uploads), "{\"id\":\"%s\",\"caption\":\"Quang cảnh\"},{\"id\":\"%s\"}",
             first, second);
    struct http_answer answer = file_uploads(WHO, "tus-1", uploads);
    if (answer.status != 202) {
        fail_msg("%ld %s", answer.status, answer.body);
    }
    snprintf(id, sizeof(id), "%s", http_text(&answer, "id"));
    http_free(&answer);
    answer = file_uploads(WHO, "tus-1", uploads); /* again: the same */
    assert_int_equal(answer.status, 202);
    assert_string_equal(http_text(&answer, "id"), id);
    http_free(&answer);
    assert_int_equal(tus_offset(site, WHO, first), LARGE);
    answer = evidence_get(site, WHO, id);
    const json_t *files = json_object_get(answer.json, "files");
    const json_t *file = json_array_get(files, 0);
    assert_int_equal(json_array_size(files), 2);
    assert_string_equal(json_string_value(json_object_get(file, "name")), "một.bin");
    assert_string_equal(json_string_value(json_object_get(file, "caption")), "Quang cảnh");
    assert_true(json_is_null(json_object_get(json_array_get(files, 1), "caption")));
    assert_non_null(strstr(http_text(&answer, "made_at"), "2023-05-06T"));
    assert_non_null(strstr(http_text(&answer, "made_at"), ":03:04.5"));
    assert_true(strlen(http_text(&answer, "filed_by")) > 0);
    http_free(&answer);
    char path[100], sum[65], wanted[65];
    snprintf(path, sizeof(path), "/api/v1/evidence/%s/files/1", id);
    answer = system_get(site, WHO, path);
    assert_string_equal(tus_sha256(answer.body, answer.len, sum), tus_sha256(large, LARGE, wanted));
    http_free(&answer);
}

static void only_finished_own_uploads_can_be_named(void **state)
{
    (void)state;
    char id[37], uploads[100];
    tus_begin(site, WHO, "half.bin", 9, NULL, id);
    snprintf(uploads, sizeof(uploads), "{\"id\":\"%s\"}", id);
    expect(file_uploads(WHO, "tus-2", uploads), 409, "upload.unfinished");
    expect(tus_append(site, WHO, id, 0, "123456789", 9, NULL), 204, "");
    expect(file_uploads("he-thong", "tus-3", uploads), 422, "upload.unknown");
    expect(file_uploads(WHO, "tus-4", uploads), 202, "");
}

/* ------------------------------------------------------------- long names */

/* The names of the two files, whole, and the download name of the first. */
static void expect_names(const char *id, const char *name)
{
    char path[100];
    struct http_answer answer = evidence_get(site, WHO, id);
    const json_t *file, *files = json_object_get(answer.json, "files");
    size_t at;
    json_array_foreach(files, at, file) {
        assert_string_equal(json_string_value(json_object_get(file, "name")), name);
    }
    assert_true(at > 0);
    http_free(&answer);
    snprintf(path, sizeof(path), "/api/v1/evidence/%s/files/1", id);
    answer = system_get(site, WHO, path);
    assert_int_equal(answer.status, 200);
    assert_non_null(strstr(answer.headers, "_.docx\"; filename*="));
    assert_non_null(strstr(answer.headers, "%E2%80%A6.docx\r\n"));
    http_free(&answer);
}

/* "Kế hoạch …": a phone gives a document its title for a name. */
static void a_name_longer_than_file_systems_take_is_kept_whole(void **state)
{
    (void)state;
    char name[1002], id[37], uploads[60];
    size_t len = 0;
    while (len < 900) {
        len += (size_t)snprintf(name + len, sizeof(name) - len, "Kế hoạch ");
    }
    snprintf(name + len, sizeof(name) - len, ".docx");
    tus_send(site, WHO, name, "một", 4, id);
    snprintf(uploads, sizeof(uploads), "{\"id\":\"%s\"}", id);
    struct http_answer answer = file_uploads(WHO, "ten-dai-1", uploads);
    assert_int_equal(answer.status, 202);
    snprintf(id, sizeof(id), "%s", http_text(&answer, "id"));
    http_free(&answer);
    expect_names(id, name);
    struct http_request request = {.path = "/api/v1/evidence",
                                   .token = system_token(site, WHO),
                                   .key = "ten-dai-2",
                                   .body = EVIDENCE("U1", "\"C1\"", "Tên dài", ""),
                                   .files = &(struct http_file){name, "hai", 3},
                                   .file_count = 1};
    answer = http_send(system_http(site), &request);
    assert_int_equal(answer.status, 202);
    snprintf(id, sizeof(id), "%s", http_text(&answer, "id"));
    http_free(&answer);
    expect_names(id, name);
    memset(name, 'a', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    expect(tus_create(site, WHO, name, 1, NULL), 400, "file.name");
    request.key = "ten-dai-3";
    expect(http_send(system_http(site), &request), 400, "file.name");
}

/* ------------------------------------------------------------- proposals */

static const char *proposed(const struct http_answer *answer, const char *field, const char **sure)
{
    size_t at;
    const json_t *one;
    json_array_foreach(json_object_get(answer->json, "proposals"), at, one) {
        if (strcmp(json_string_value(json_object_get(one, "field")), field) == 0) {
            *sure = json_string_value(json_object_get(one, "sure"));
            return json_string_value(json_object_get(one, "value"));
        }
    }
    return "";
}

static struct http_answer propose(const char *who, const char *id)
{
    char body[200];
    snprintf(body, sizeof(body),
             "{\"campaign\":\"2023\",\"unit\":\"U1\",\"uploads\":[{\"id\":\"%s\"}]}", id);
    return http_send(system_http(site), &(struct http_request){.path = "/api/v1/proposals",
                                                               .token = system_token(site, who),
                                                               .body = body});
}

static void a_document_proposes_its_form(void **state)
{
    (void)state;
    static const char PAPER[] = "TỈNH ĐOÀN TRÀ VINH\nSố: 61-KH/ĐTN\n"
                                "Trà Vinh, ngày 22 tháng 11 năm 2023\n\n"
                                "KẾ HOẠCH\nTổ chức ngày hội hiến máu\n\n"
                                "Căn cứ chương trình công tác năm.\n\nBÍ THƯ\n\nNguyễn Văn A\n";
    char id[37], uploads[60];
    const char *sure = "";
    tus_send(site, WHO, "kh61.txt", PAPER, strlen(PAPER), id);
    struct http_answer answer = propose(WHO, id);
    if (answer.status != 200) {
        fail_msg("%ld %s", answer.status, answer.body);
    }
    assert_string_equal(proposed(&answer, "document_symbol", &sure), "61-KH/ĐTN");
    assert_string_equal(sure, "high");
    assert_string_equal(proposed(&answer, "occurred_on", &sure), "2023-11-22");
    assert_string_equal(sure, "low"); /* the day of the paper need not be that of the event */
    assert_string_equal(proposed(&answer, "title", &sure), "KẾ HOẠCH Tổ chức ngày hội hiến máu");
    assert_string_equal(proposed(&answer, "signer", &sure), "Nguyễn Văn A");
    assert_string_equal(proposed(&answer, "kind", &sure), "document");
    assert_int_equal(json_array_size(json_object_get(answer.json, "duplicates")), 0);
    http_free(&answer);
    expect(propose("he-thong", id), 422, "upload.unknown");
    snprintf(uploads, sizeof(uploads), "{\"id\":\"%s\"}", id);
    expect(file_uploads(WHO, "tus-5", uploads), 202, "");
    answer = propose(WHO, id);
    assert_int_equal(json_array_size(json_object_get(answer.json, "duplicates")), 1);
    http_free(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_server_says_what_it_can),
        cmocka_unit_test(pieces_become_a_whole),
        cmocka_unit_test(the_first_piece_may_come_with_the_upload),
        cmocka_unit_test(a_cut_loses_nothing_that_has_come),
        cmocka_unit_test(a_dead_line_gives_way),
        cmocka_unit_test(a_kill_keeps_what_was_told),
        cmocka_unit_test(a_piece_with_a_wrong_sum_is_dropped),
        cmocka_unit_test(a_whole_with_a_wrong_sum_begins_again),
        cmocka_unit_test(another_account_finds_nothing),
        cmocka_unit_test(what_does_not_fit_is_refused_at_once),
        cmocka_unit_test(an_upload_ends_with_its_time),
        cmocka_unit_test(evidence_names_its_uploads),
        cmocka_unit_test(a_document_proposes_its_form),
        cmocka_unit_test(a_name_longer_than_file_systems_take_is_kept_whole),
        cmocka_unit_test(only_finished_own_uploads_can_be_named),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
