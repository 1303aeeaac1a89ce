/*
 * table_links.c — checks of what the piece's link leads to.  They speak once the page was
 * looked at (table link_page), and never where looking is switched off.
 */
#include "checks/checks.h"
#include "checks/page.h"
#include "checks/tables.h"

#define HERE .link = "https://tieucan.example/tin/1.html"
#define PAGE(...) .page = &(const struct page){__VA_ARGS__}
/* Forty words and more. */
#define TEXT                                                                                       \
    "Sáng 20/5, Huyện đoàn Tiểu Cần tổ chức ngày thứ Bảy tình nguyện tại xã Tân Hùng. Hoạt động "  \
    "thu hút 120 bạn trẻ tham gia dọn vệ sinh, trồng cây và sửa đường nông thôn. Bí thư xã đoàn "  \
    "cho biết đây là phần việc thiết thực hưởng ứng xây dựng nông thôn mới ở địa phương."
#define OTHER                                                                                      \
    "Chiều nay tại hội trường lớn, trường trung học phổ thông khai mạc giải bóng chuyền nam nữ "   \
    "với mười sáu đội dự thi. Sau lễ thắp đuốc các đội bước vào loạt trận mở màn rất sôi nổi, "    \
    "khán giả cổ vũ nhiệt tình cho đến tận lúc trời tối hẳn mới ra về trong niềm vui chung."

const struct check LINK_CHECKS[] = {
    {.code = "link.shortened", .severity = HINT, .kinds = "",
     .message = "Liên kết rút gọn.", .message_en = "A shortened link.",
     .mend = "Mở liên kết rồi sao chép địa chỉ đầy đủ của trang.", .run = check_link_shortened,
     .examples = EXAMPLES({.fires = true, .link = "https://bit.ly/3xYz"},
                          {.link = "https://tieucan.example/bit.ly"})},
    {.code = "link.dead", .severity = ERROR, .kinds = "",
     .message = "Liên kết không còn mở được.", .message_en = "The page is gone.",
     .mend = "Sửa lại địa chỉ, hoặc nộp bản chụp của trang kèm tệp gốc.", .run = check_link_dead,
     .examples = EXAMPLES({.fires = true, HERE, PAGE(.state = PAGE_DEAD, .status = 404)},
                          {HERE, PAGE(.state = PAGE_GOOD)}, {HERE, PAGE(.status = 404)})},
    {.code = "link.unreachable", .severity = WARNING, .kinds = "",
     .message = "Nhiều lần không mở được liên kết.",
     .message_en = "The page could not be reached, several times.",
     .mend = "Thử mở liên kết; nếu trang đã ngừng thì thay bằng địa chỉ khác hoặc nộp tệp.",
     .run = check_link_unreachable,
     .examples = EXAMPLES({.fires = true, HERE,
                           PAGE(.state = PAGE_UNREACHABLE, .outcome = "no_name")},
                          {HERE, PAGE(.outcome = "no_name")})},
    {.code = "link.refused", .severity = ERROR, .kinds = "",
     .message = "Liên kết trỏ vào mạng nội bộ, người chấm không mở được.",
     .message_en = "The link leads into a private network.",
     .mend = "Dùng địa chỉ công khai trên Internet.", .run = check_link_refused,
     .examples = EXAMPLES({.fires = true, .link = "http://192.168.1.9/tin",
                           PAGE(.state = PAGE_REFUSED)},
                          {HERE, PAGE(.state = PAGE_GOOD)})},
    {.code = "link.home", .severity = ERROR, .kinds = "",
     .message = "Liên kết chuyển về trang chủ: bài không còn.",
     .message_en = "The link leads to the home page: the article is gone.",
     .mend = "Tìm lại địa chỉ của bài, hoặc nộp bản chụp của trang.", .run = check_link_home,
     .examples = EXAMPLES({.fires = true, HERE,
                           PAGE(.state = PAGE_GOOD, .final_url = "https://tieucan.example/")},
                          {HERE, PAGE(.state = PAGE_GOOD,
                                      .final_url = "https://tieucan.example/tin/1-moi.html")})},
    {.code = "link.not_page", .severity = WARNING, .kinds = "",
     .message = "Liên kết không dẫn đến một bài đăng.",
     .message_en = "The link leads to no article.",
     .mend = "Dẫn đúng địa chỉ của bài đăng mà ai cũng mở được.", .run = check_link_not_page,
     .examples = EXAMPLES({.fires = true, .link = "https://tieucan.example/",
                           PAGE(.state = PAGE_GOOD)},
                          {.fires = true, HERE, PAGE(.state = PAGE_LOCKED, .status = 403)},
                          {.fires = true, HERE, PAGE(.state = PAGE_GOOD, .flags = ",list,")},
                          {.fires = true, HERE,
                           PAGE(.state = PAGE_GOOD, .media_type = "application/zip")},
                          {HERE, PAGE(.state = PAGE_GOOD)})},
    {.code = "link.title_differs", .severity = WARNING, .kinds = "",
     .message = "Tiêu đề của trang không giống tên minh chứng.",
     .message_en = "The page has another title.",
     .mend = "Kiểm tra xem liên kết có đúng bài không.", .run = check_link_title,
     .parameters = {{"share_min", 30, "số chữ chung ít nhất, % của tên ngắn hơn"}},
     .examples = EXAMPLES({.fires = true, HERE,
                           PAGE(.state = PAGE_GOOD, .titles = "Khai mạc giải bóng chuyền")},
                          {HERE, PAGE(.state = PAGE_GOOD,
                                      .titles = "Tin mới\nNGÀY TÌNH NGUYỆN ở Tân Hùng")})},
    {.code = "link.day_differs", .severity = WARNING, .kinds = "",
     .message = "Ngày đăng của trang xa ngày diễn ra.",
     .message_en = "The page was published far from the day of the activity.",
     .mend = "Sửa ngày diễn ra, hoặc dẫn đúng bài của hoạt động này.", .run = check_link_day,
     .parameters = {{"days", 30, "số ngày lệch nhiều nhất"}},
     .examples = EXAMPLES({.fires = true, HERE,
                           PAGE(.state = PAGE_GOOD, .has_date = true, .published = 19800)},
                          {HERE, PAGE(.state = PAGE_GOOD, .has_date = true, .published = 19500)},
                          {HERE, PAGE(.state = PAGE_GOOD)})},
    {.code = "link.text_differs", .severity = WARNING, .kinds = ",article,",
     .message = "Nội dung nộp không phải nội dung của trang.",
     .message_en = "The text is not the page's.",
     .mend = "Nộp đúng nội dung đã đăng, hoặc sửa liên kết.", .run = check_link_text,
     .parameters = {{"share_min", 30, "phần trùng ít nhất, % của văn bản ngắn hơn"}},
     .examples = EXAMPLES({.fires = true, .kind = "article", .text = TEXT, HERE,
                           PAGE(.state = PAGE_GOOD, .text = OTHER)},
                          {.kind = "article", .text = TEXT, HERE,
                           PAGE(.state = PAGE_GOOD, .text = OTHER " " TEXT)})},
    {.code = "link.foreign_site", .severity = WARNING, .kinds = "",
     .message = "Trang không thuộc trang đã đăng ký của đơn vị hay cấp trên.",
     .message_en = "The page is on none of the unit's registered sites.",
     .mend = "Dẫn bài trên trang của đơn vị, hoặc đề nghị đăng ký thêm trang.",
     .run = check_link_foreign,
     .examples = EXAMPLES({.fires = true, HERE, PAGE(.sites = "caukelinh.example\na.vn/tin")},
                          {HERE, PAGE(.sites = "a.vn\ntieucan.example/tin")},
                          {.fires = true, HERE, PAGE(.sites = "tieucan.example/ti")},
                          {HERE, PAGE(.state = PAGE_GOOD)})},
    {.code = "link.changed", .severity = WARNING, .kinds = "",
     .message = "Trang đã bị sửa sau khi nộp.",
     .message_en = "The page was changed after filing.",
     .mend = "Giải trình lý do sửa, hoặc nộp lại theo nội dung hiện nay.",
     .run = check_link_changed,
     .parameters = {{"share_min", 90, "phần còn nguyên ít nhất, %"}},
     .examples = EXAMPLES({.fires = true, HERE,
                           PAGE(.state = PAGE_GOOD, .text = OTHER, .frozen_text = TEXT,
                                .changed = "02/06/2023")},
                          {HERE, PAGE(.state = PAGE_GOOD, .text = TEXT " Hết.",
                                      .frozen_text = TEXT)})},
    {.code = NULL},
};
