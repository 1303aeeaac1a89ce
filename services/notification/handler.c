/*
 * handler.c — the words of a notice, and the meaning of an attempt's end; pure.
 */
#include <stdint.h>
#include <string.h>

#include "base/date.h"
#include "notification/notification.h"

enum { PAUSE_MAX_MS = 3600 * 1000, DOUBLINGS_MAX = 20 };

const char *notice_kind(const Notification__V1__Notice *notice)
{
    switch (notice->kind) {
    case NOTIFICATION__V1__KIND__KIND_EVIDENCE_VALID:
        return "evidence_valid";
    case NOTIFICATION__V1__KIND__KIND_EVIDENCE_MEND:
        return "evidence_mend";
    case NOTIFICATION__V1__KIND__KIND_DEADLINE_NEAR:
        return "deadline_near";
    case NOTIFICATION__V1__KIND__KIND_RESULT_PUBLISHED:
        return "result_published";
    case NOTIFICATION__V1__KIND__KIND_TARGET_BEHIND:
        return "target_behind";
    case NOTIFICATION__V1__KIND__KIND_POSTS_MISSED:
        return "posts_missed";
    case NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_NEW:
        return "recommendation_new";
    case NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_DUE:
        return "recommendation_due";
    case NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_OVERDUE:
        return "recommendation_overdue";
    case NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_LATE:
        return "recommendation_late";
    case NOTIFICATION__V1__KIND__KIND_VISIT_SET:
        return "visit_set";
    case NOTIFICATION__V1__KIND__KIND_VISIT_MOVED:
        return "visit_moved";
    case NOTIFICATION__V1__KIND__KIND_VISIT_CANCELLED:
        return "visit_cancelled";
    case NOTIFICATION__V1__KIND__KIND_MINUTES_SIGNED:
        return "minutes_signed";
    case NOTIFICATION__V1__KIND__KIND_REPORT_ASKED:
        return "report_asked";
    case NOTIFICATION__V1__KIND__KIND_REPORT_DUE:
        return "report_due";
    case NOTIFICATION__V1__KIND__KIND_REPORT_OVERDUE:
        return "report_overdue";
    case NOTIFICATION__V1__KIND__KIND_REPORT_LATE:
        return "report_late";
    case NOTIFICATION__V1__KIND__KIND_VISIT_TEAM:
        return "visit_team";
    case NOTIFICATION__V1__KIND__KIND_REPORT_MALWARE:
        return "report_malware";
    case NOTIFICATION__V1__KIND__KIND_FILE_MALWARE:
        return "file_malware";
    case NOTIFICATION__V1__KIND__KIND_UNSPECIFIED:
    case _NOTIFICATION__V1__KIND_IS_INT_SIZE:
        break;
    }
    return "unknown";
}

static const char *first_line(const char *text, struct arena *arena)
{
    return arena_text(arena, text, strcspn(text, "\n"));
}

/* Days in the Vietnamese order. */
static const char *local_day(const char *iso, struct arena *arena)
{
    int year, month, day;
    date_days date;
    if (!date_parse(iso, &date)) {
        return iso;
    }
    date_split(date, &year, &month, &day);
    return arena_print(arena, "%02d/%02d/%04d", day, month, year);
}

/* Of what a visit of an inspection round asks of its unit, and of malware in files that are no
 * evidence. */
static const char *visit_subject(const Notification__V1__Notice *notice, struct arena *arena)
{
    const char *day = local_day(notice->due_on, arena);
    if (notice->kind == NOTIFICATION__V1__KIND__KIND_VISIT_SET) {
        return arena_print(arena, "Đoàn kiểm tra làm việc với đơn vị ngày %s: %s", day,
                           notice->title);
    }
    if (notice->kind == NOTIFICATION__V1__KIND__KIND_VISIT_MOVED) {
        return arena_print(arena, "Đổi lịch: đoàn kiểm tra làm việc với đơn vị ngày %s: %s", day,
                           notice->title);
    }
    if (notice->kind == NOTIFICATION__V1__KIND__KIND_VISIT_CANCELLED) {
        return arena_print(arena, "Không tiến hành buổi làm việc ngày %s của đoàn kiểm tra: %s",
                           day, notice->title);
    }
    if (notice->kind == NOTIFICATION__V1__KIND__KIND_VISIT_TEAM) {
        return arena_print(arena, "Đổi thành phần đoàn kiểm tra làm việc ngày %s: %s", day,
                           notice->title);
    }
    if (notice->kind == NOTIFICATION__V1__KIND__KIND_MINUTES_SIGNED) {
        return arena_print(arena, "Biên bản kiểm tra chờ đơn vị xác nhận: %s", notice->title);
    }
    if (notice->kind == NOTIFICATION__V1__KIND__KIND_REPORT_OVERDUE) {
        return arena_print(arena, "Báo cáo tự kiểm tra quá hạn từ ngày %s: %s", day, notice->title);
    }
    if (notice->kind == NOTIFICATION__V1__KIND__KIND_REPORT_LATE) {
        return arena_print(arena, "%u đơn vị quá hạn báo cáo tự kiểm tra: %s", notice->error_count,
                           notice->title);
    }
    if (notice->kind == NOTIFICATION__V1__KIND__KIND_REPORT_MALWARE) {
        return arena_print(arena, "Tệp của báo cáo tự kiểm tra có mã độc: %s", notice->title);
    }
    if (notice->kind == NOTIFICATION__V1__KIND__KIND_FILE_MALWARE) {
        return arena_print(arena, "Tệp đã gửi có mã độc: %s", notice->title);
    }
    return arena_print(arena, "Báo cáo tự kiểm tra, hạn %s: %s", day, notice->title);
}

const char *notice_subject(const Notification__V1__Notice *notice, struct arena *arena)
{
    switch (notice->kind) {
    case NOTIFICATION__V1__KIND__KIND_EVIDENCE_VALID:
        return arena_print(arena, "Minh chứng hợp lệ: %s", notice->title);
    case NOTIFICATION__V1__KIND__KIND_EVIDENCE_MEND:
        return arena_print(arena, "Minh chứng cần sửa: %s", notice->title);
    case NOTIFICATION__V1__KIND__KIND_DEADLINE_NEAR:
        return arena_print(arena, "Sắp đến hạn nộp minh chứng: %s", notice->title);
    case NOTIFICATION__V1__KIND__KIND_RESULT_PUBLISHED:
        return arena_print(arena, "Đã công bố kết quả: %s", notice->title);
    case NOTIFICATION__V1__KIND__KIND_TARGET_BEHIND:
        return arena_print(arena, "Chậm tiến độ %u chỉ tiêu, chậm nhất: %s", notice->error_count,
                           first_line(notice->first_message, arena));
    case NOTIFICATION__V1__KIND__KIND_POSTS_MISSED:
        return arena_print(arena, "Tuần qua còn thiếu tin bài: %s", notice->first_message);
    case NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_NEW:
        return arena_print(arena, "Kiến nghị mới, hạn %s: %s", local_day(notice->due_on, arena),
                           notice->title);
    case NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_DUE:
        return arena_print(arena, "Kiến nghị đến hạn ngày %s: %s", local_day(notice->due_on, arena),
                           notice->title);
    case NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_OVERDUE:
        return arena_print(arena, "Kiến nghị quá hạn từ ngày %s: %s",
                           local_day(notice->due_on, arena), notice->title);
    case NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_LATE:
        return arena_print(arena, "%u đơn vị quá hạn lâu một kiến nghị: %s", notice->error_count,
                           notice->title);
    case NOTIFICATION__V1__KIND__KIND_VISIT_SET:
    case NOTIFICATION__V1__KIND__KIND_VISIT_MOVED:
    case NOTIFICATION__V1__KIND__KIND_VISIT_CANCELLED:
    case NOTIFICATION__V1__KIND__KIND_MINUTES_SIGNED:
    case NOTIFICATION__V1__KIND__KIND_REPORT_ASKED:
    case NOTIFICATION__V1__KIND__KIND_REPORT_DUE:
    case NOTIFICATION__V1__KIND__KIND_REPORT_OVERDUE:
    case NOTIFICATION__V1__KIND__KIND_REPORT_LATE:
    case NOTIFICATION__V1__KIND__KIND_VISIT_TEAM:
    case NOTIFICATION__V1__KIND__KIND_REPORT_MALWARE:
    case NOTIFICATION__V1__KIND__KIND_FILE_MALWARE:
        return visit_subject(notice, arena);
    case NOTIFICATION__V1__KIND__KIND_UNSPECIFIED:
    case _NOTIFICATION__V1__KIND_IS_INT_SIZE:
        break;
    }
    return arena_print(arena, "Thông báo: %s", notice->title);
}

static const char *evidence_link(const Notification__V1__Notice *notice, const char *page_url,
                                 struct arena *arena)
{
    struct uuid id;
    char text[UUID_TEXT];
    if (notice->evidence_id.len != sizeof(id.bytes)) {
        return page_url;
    }
    memcpy(id.bytes, notice->evidence_id.data, sizeof(id.bytes));
    return arena_print(arena, "%s/minh-chung/%s", page_url, uuid_print(&id, text));
}

static const char *asked_text(const Notification__V1__Notice *notice, const char *page_url,
                              struct arena *arena)
{
    const char *day = local_day(notice->due_on, arena);
    if (notice->kind == NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_LATE) {
        return arena_print(arena,
                           "Kiến nghị \"%s\" có hạn ngày %s.\nĐơn vị chưa xong: %s.\n\n"
                           "Xem tiến độ tại: %s\n",
                           notice->title, day, notice->first_message, page_url);
    }
    return arena_print(arena,
                       "Kiến nghị với đơn vị: %s\nThế nào là xong: %s\nHạn: %s.\n\n"
                       "Trả lời ở mục Kiến nghị: %s\n",
                       notice->title, notice->first_message, day, page_url);
}

/* A unit that the plan has left out has no page to open. */
static const char *visit_text(const Notification__V1__Notice *notice, const char *page_url,
                              struct arena *arena)
{
    const char *text =
        arena_print(arena, "%s.\n\n%s\n", visit_subject(notice, arena), notice->first_message);
    return notice->place[0] == '\0'
               ? text
               : arena_print(arena, "%s\nXem tại: %s%s\n", text, page_url, notice->place);
}

const char *notice_text(const Notification__V1__Notice *notice, const char *page_url,
                        struct arena *arena)
{
    const char *link = evidence_link(notice, page_url, arena);
    switch (notice->kind) {
    case NOTIFICATION__V1__KIND__KIND_EVIDENCE_VALID:
        return arena_print(arena, "Minh chứng \"%s\" đã được kiểm tra và hợp lệ.\n\nXem tại: %s\n",
                           notice->title, link);
    case NOTIFICATION__V1__KIND__KIND_EVIDENCE_MEND:
        return arena_print(arena,
                           "Minh chứng \"%s\" có %u lỗi cần sửa.\nLỗi đầu tiên: %s\n\n"
                           "Mở minh chứng để xem vị trí từng lỗi và cách sửa: %s\n",
                           notice->title, notice->error_count, notice->first_message, link);
    case NOTIFICATION__V1__KIND__KIND_DEADLINE_NEAR:
        return arena_print(arena,
                           "%s nhận minh chứng đến hết ngày %s.\n\n"
                           "Kiểm tra các tiêu chí còn thiếu tại: %s\n",
                           notice->title, notice->due_on, page_url);
    case NOTIFICATION__V1__KIND__KIND_RESULT_PUBLISHED:
        return arena_print(arena, "Kết quả \"%s\" đã được công bố.\n\nXem bảng điểm tại: %s\n",
                           notice->title, page_url);
    case NOTIFICATION__V1__KIND__KIND_TARGET_BEHIND:
        return arena_print(arena,
                           "%s: %u chỉ tiêu đang chậm so với tiến độ đến hôm nay.\n\n%s\n\n"
                           "Hạn gần nhất là %s. Xem từng chỉ tiêu tại: %s\n",
                           notice->title, notice->error_count, notice->first_message,
                           local_day(notice->due_on, arena), page_url);
    case NOTIFICATION__V1__KIND__KIND_POSTS_MISSED:
        return arena_print(arena,
                           "%s: tuần qua %s.\n\nGiữ mỗi ngày một tin tốt, và đăng câu "
                           "chuyện đẹp của tuần này trước hết ngày %s. Xem lịch các ngày tại: %s\n",
                           notice->title, notice->first_message, local_day(notice->due_on, arena),
                           page_url);
    case NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_NEW:
    case NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_DUE:
    case NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_OVERDUE:
    case NOTIFICATION__V1__KIND__KIND_RECOMMENDATION_LATE:
        return asked_text(notice, page_url, arena);
    case NOTIFICATION__V1__KIND__KIND_VISIT_SET:
    case NOTIFICATION__V1__KIND__KIND_VISIT_MOVED:
    case NOTIFICATION__V1__KIND__KIND_VISIT_CANCELLED:
    case NOTIFICATION__V1__KIND__KIND_MINUTES_SIGNED:
    case NOTIFICATION__V1__KIND__KIND_REPORT_ASKED:
    case NOTIFICATION__V1__KIND__KIND_REPORT_DUE:
    case NOTIFICATION__V1__KIND__KIND_REPORT_OVERDUE:
    case NOTIFICATION__V1__KIND__KIND_REPORT_LATE:
    case NOTIFICATION__V1__KIND__KIND_VISIT_TEAM:
    case NOTIFICATION__V1__KIND__KIND_REPORT_MALWARE:
    case NOTIFICATION__V1__KIND__KIND_FILE_MALWARE:
        return visit_text(notice, page_url, arena);
    case NOTIFICATION__V1__KIND__KIND_UNSPECIFIED:
    case _NOTIFICATION__V1__KIND_IS_INT_SIZE:
        break;
    }
    return notice->title;
}

const char *notice_details(const Notification__V1__Notice *notice)
{
    return notice->place[0] != '\0' ? notice->first_message : "";
}

static int pause_after(int number, int first_ms)
{
    int64_t pause = first_ms;
    for (int i = 1; i < number && i < DOUBLINGS_MAX && pause < PAUSE_MAX_MS; i++) {
        pause *= 2;
    }
    return (int)(pause < PAUSE_MAX_MS ? pause : PAUSE_MAX_MS);
}

struct attempt_end attempt_judge(enum attempt_state answer, int number,
                                 const struct notification_conf *conf)
{
    if (answer == ATTEMPT_AGAIN && number >= conf->attempts) {
        return (struct attempt_end){.state = ATTEMPT_REFUSED};
    }
    int pause_ms = answer == ATTEMPT_AGAIN ? pause_after(number, conf->pause_ms) : 0;
    return (struct attempt_end){.state = answer, .pause_ms = pause_ms};
}
