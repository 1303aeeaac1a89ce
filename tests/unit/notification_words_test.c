/*
 * The texts of a notice, its header in a mail, and the result of an attempt.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "notification/channels/channel.h"
#include "notification/notification.h"

enum { MAIL = 2, WEBHOOK = 3 };

static const struct notification_conf CONF = {.attempts = 5, .pause_ms = 1000};

static void attempts_end_as_their_status_says(void **state)
{
    (void)state;
    static const struct {
        int channel;
        bool success;
        long status;
        int number;
        enum attempt_state wanted;
        int pause_ms;
    } TABLE[] = {
        {MAIL, true, 221, 1, ATTEMPT_SENT, 0},        {MAIL, false, 550, 1, ATTEMPT_REFUSED, 0},
        {MAIL, false, 451, 1, ATTEMPT_AGAIN, 1000},   {MAIL, false, 0, 3, ATTEMPT_AGAIN, 4000},
        {MAIL, false, 0, 5, ATTEMPT_REFUSED, 0},      {WEBHOOK, true, 204, 1, ATTEMPT_SENT, 0},
        {WEBHOOK, true, 404, 1, ATTEMPT_REFUSED, 0},  {WEBHOOK, true, 429, 2, ATTEMPT_AGAIN, 2000},
        {WEBHOOK, true, 503, 1, ATTEMPT_AGAIN, 1000}, {WEBHOOK, true, 302, 1, ATTEMPT_AGAIN, 1000},
        {WEBHOOK, false, 0, 1, ATTEMPT_AGAIN, 1000},
    };
    for (size_t i = 0; i < sizeof(TABLE) / sizeof(TABLE[0]); i++) {
        enum attempt_state answer =
            channel_find(TABLE[i].channel)->judge(TABLE[i].success, TABLE[i].status);
        struct attempt_end end = attempt_judge(answer, TABLE[i].number, &CONF);
        assert_int_equal(end.state, TABLE[i].wanted);
        assert_int_equal(end.pause_ms, TABLE[i].pause_ms);
    }
    struct notification_conf patient = {.attempts = 1000, .pause_ms = 1000};
    assert_int_equal(attempt_judge(ATTEMPT_AGAIN, 900, &patient).pause_ms, 3600 * 1000);
}

/* Each channel's keys are read into a struct of its own. */
static void channels_declare_their_keys(void **state)
{
    (void)state;
    struct conf_entry table[NOTIFICATION_CONF_MAX];
    size_t count = notification_conf_table(table);
    static struct notification_conf conf; /* its texts live until the process ends */
    char name[] = "notification", url[] = "--smtp.url=smtp://a.example:25",
         from[] = "--mail.from=a@a.example";
    char *arguments[] = {name, url, from};
    assert_int_equal(conf_read("notification", table, count, &conf, 3, arguments), ERR_NONE);
    struct attempt attempt = {.channel = MAIL,
                              .target = "b@b.example",
                              .subject = "Chào",
                              .notice = &(Notification__V1__Notice)NOTIFICATION__V1__NOTICE__INIT};
    struct outgoing out = {.easy = curl_easy_init()};
    const struct channel *mail = channel_find(MAIL);
    mail->prepare(&out, &attempt, channel_conf(mail, &conf), &conf);
    assert_non_null(strstr(buf_string(&out.content), "<a@a.example>\r\nTo: <b@b.example>"));
    curl_easy_cleanup(out.easy);
    curl_slist_free_all(out.headers);
    buf_free(&out.content);
}

static void webhooks_honour_the_key_and_mail_does_not(void **state)
{
    (void)state;
    int numbers[CHANNELS_MAX];
    size_t count = channels_with_key(numbers);
    bool has_webhook = false;
    for (size_t i = 0; i < count; i++) {
        assert_int_not_equal(numbers[i], MAIL);
        has_webhook = has_webhook || numbers[i] == WEBHOOK;
    }
    assert_true(has_webhook);
    assert_null(channel_find(CHANNEL_INBOX));
    assert_non_null(channel_find(MAIL));
}

static void words_name_the_item_and_the_way_to_it(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    static uint8_t id[16] = {0x8b, 0x73, 0xcc, 0xa5, 0x57, 0x64, 0x86, 0x55,
                             0xb8, 0xdd, 0x62, 0x16, 0xb1, 0x86, 0x8b, 0xc3};
    char title[] = "Kế hoạch", first[] = "Tệp bị hỏng.", due[] = "2023-11-25";
    Notification__V1__Notice notice = NOTIFICATION__V1__NOTICE__INIT;
    notice.kind = NOTIFICATION__V1__KIND__KIND_EVIDENCE_MEND;
    notice.title = title;
    notice.first_message = first;
    notice.error_count = 2;
    notice.evidence_id = (ProtobufCBinaryData){sizeof(id), id};
    assert_string_equal(notice_subject(&notice, arena), "Minh chứng cần sửa: Kế hoạch");
    const char *text = notice_text(&notice, "http://a.example", arena);
    assert_non_null(strstr(text, "2 lỗi"));
    assert_non_null(strstr(text, "Tệp bị hỏng."));
    assert_non_null(
        strstr(text, "http://a.example/minh-chung/8b73cca5-5764-8655-b8dd-6216b1868bc3"));
    notice.kind = NOTIFICATION__V1__KIND__KIND_DEADLINE_NEAR;
    notice.due_on = due;
    assert_non_null(strstr(notice_text(&notice, "http://a.example", arena), "2023-11-25"));
    arena_free(&arena);
}

static void reminders_name_what_is_behind_and_by_when(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char title[] = "Năm 2023", due[] = "2023-12-31";
    char targets[] =
        "1.1 Kết nạp: đạt 12 trên 30, đến hôm nay cần 15, hạn 31/12/2023\n1.2 Hiến máu: …";
    char days[] = "chưa có tin tốt ngày 07/03, 09/03";
    Notification__V1__Notice notice = NOTIFICATION__V1__NOTICE__INIT;
    notice.kind = NOTIFICATION__V1__KIND__KIND_TARGET_BEHIND;
    notice.title = title;
    notice.due_on = due;
    notice.error_count = 2;
    notice.first_message = targets;
    assert_string_equal(notice_subject(&notice, arena),
                        "Chậm tiến độ 2 chỉ tiêu, chậm nhất: 1.1 Kết nạp: đạt 12 trên"
                        " 30, đến hôm nay cần 15, hạn 31/12/2023");
    const char *text = notice_text(&notice, "http://a.example", arena);
    assert_non_null(strstr(text, "1.2 Hiến máu"));
    assert_non_null(strstr(text, "Hạn gần nhất là 31/12/2023."));
    assert_string_equal(notice_kind(&notice), "target_behind");
    notice.kind = NOTIFICATION__V1__KIND__KIND_POSTS_MISSED;
    notice.first_message = days;
    assert_string_equal(notice_subject(&notice, arena),
                        "Tuần qua còn thiếu tin bài: chưa có tin tốt ngày 07/03,"
                        " 09/03");
    assert_non_null(
        strstr(notice_text(&notice, "http://a.example", arena), "trước hết ngày 31/12/2023"));
    assert_string_equal(notice_kind(&notice), "posts_missed");
    arena_free(&arena);
}

static void a_recommendation_names_its_day_and_who_is_late(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char title[] = "Rà soát số liệu", due[] = "2026-12-31", measure[] = "Không còn lệch",
         names[] = "Huyện đoàn A, Huyện đoàn B";
    Notification__V1__Notice notice = NOTIFICATION__V1__NOTICE__INIT;
    notice.title = title;
    notice.due_on = due;
    notice.first_message = measure;
    static const char *const KINDS[] = {"recommendation_new", "recommendation_due",
                                        "recommendation_overdue"};
    for (int i = 0; i < 3; i++) {
        notice.kind = (Notification__V1__Kind)(NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_NEW + i);
        assert_string_equal(notice_kind(&notice), KINDS[i]);
        assert_non_null(strstr(notice_subject(&notice, arena), "31/12/2026: Rà soát số liệu"));
        assert_non_null(strstr(notice_text(&notice, "http://a.example", arena),
                               "Thế nào là xong: Không còn lệch"));
    }
    notice.kind = NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_LATE;
    notice.error_count = 2;
    notice.first_message = names;
    assert_string_equal(notice_subject(&notice, arena),
                        "2 đơn vị quá hạn lâu một kiến nghị: Rà soát số liệu");
    assert_non_null(strstr(notice_text(&notice, "http://a.example", arena), names));
    assert_string_equal(notice_kind(&notice), "recommendation_late");
    arena_free(&arena);
}

static void a_visit_names_its_day_and_the_page_to_open(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char title[] = "Kiểm tra năm", due[] = "2026-12-07", place[] = "/2026/kiem-tra/KT",
         details[] = "Buổi sáng, từ 7 giờ 30.";
    Notification__V1__Notice notice = NOTIFICATION__V1__NOTICE__INIT;
    notice.title = title;
    notice.due_on = due;
    notice.first_message = details;
    notice.place = place;
    notice.error_count = 2;
    static const char *const WORDS[][2] = {
        {"visit_set", "Đoàn kiểm tra làm việc với đơn vị ngày 07/12/2026: Kiểm tra năm"},
        {"visit_moved",
         "Đổi lịch: đoàn kiểm tra làm việc với đơn vị ngày 07/12/2026: Kiểm tra năm"},
        {"visit_cancelled",
         "Không tiến hành buổi làm việc ngày 07/12/2026 của đoàn kiểm tra: Kiểm tra năm"},
        {"minutes_signed", "Biên bản kiểm tra chờ đơn vị xác nhận: Kiểm tra năm"},
        {"report_asked", "Báo cáo tự kiểm tra, hạn 07/12/2026: Kiểm tra năm"},
        {"report_due", "Báo cáo tự kiểm tra, hạn 07/12/2026: Kiểm tra năm"},
        {"report_overdue", "Báo cáo tự kiểm tra quá hạn từ ngày 07/12/2026: Kiểm tra năm"},
        {"report_late", "2 đơn vị quá hạn báo cáo tự kiểm tra: Kiểm tra năm"},
        {"visit_team", "Đổi thành phần đoàn kiểm tra làm việc ngày 07/12/2026: Kiểm tra năm"},
        {"report_malware", "Tệp của báo cáo tự kiểm tra có mã độc: Kiểm tra năm"},
        {"file_malware", "Tệp đã gửi có mã độc: Kiểm tra năm"}};
    for (int i = 0; i < 11; i++) {
        notice.kind = (Notification__V1__Kind)(NOTIFICATION__V1__KIND__KIND_VISIT_SET + i);
        assert_string_equal(notice_kind(&notice), WORDS[i][0]);
        assert_string_equal(notice_subject(&notice, arena), WORDS[i][1]);
        const char *text = notice_text(&notice, "http://a.example", arena);
        assert_non_null(strstr(text, "Buổi sáng, từ 7 giờ 30.\n\nXem tại: "
                                     "http://a.example/2026/kiem-tra/KT\n"));
        assert_string_equal(notice_details(&notice), details);
    }
    char nowhere[] = "";
    notice.place = nowhere; /* of a unit that the plan has left out */
    assert_null(strstr(notice_text(&notice, "http://a.example", arena), "Xem tại"));
    arena_free(&arena);
}

/* No encoded word over 75 characters (RFC 2047), none that splits a letter. */
static void headers_are_encoded_words(void **state)
{
    (void)state;
    struct buf header = {0};
    mail_header_text(&header,
                     "Minh chứng cần sửa: Tuổi trẻ Tiểu Cần ra quân ngày thứ Bảy tình nguyện");
    size_t words = 0;
    for (const char *at = buf_string(&header); *at != '\0';) {
        size_t len = strcspn(at, "\r");
        assert_true(len <= 76);
        assert_memory_equal(strstr(at, "=?UTF-8?B?"), "=?UTF-8?B?", 10);
        words++;
        at += len + strspn(at + len, "\r\n");
    }
    assert_int_equal(words, 3);
    buf_free(&header);
    mail_header_text(&header, "");
    assert_string_equal(buf_string(&header), "=?UTF-8?B?"
                                             "?=");
    buf_free(&header);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attempts_end_as_their_status_says),
        cmocka_unit_test(webhooks_honour_the_key_and_mail_does_not),
        cmocka_unit_test(channels_declare_their_keys),
        cmocka_unit_test(words_name_the_item_and_the_way_to_it),
        cmocka_unit_test(reminders_name_what_is_behind_and_by_when),
        cmocka_unit_test(a_recommendation_names_its_day_and_who_is_late),
        cmocka_unit_test(a_visit_names_its_day_and_the_page_to_open),
        cmocka_unit_test(headers_are_encoded_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
