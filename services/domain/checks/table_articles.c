/*
 * table_articles.c — checks of articles: what a reader must find in one, and its quality.
 */
#include "checks/checks.h"
#include "checks/tables.h"

/* A hundred words without a fault. */
#define GOOD                                                                                       \
    "Sáng 20/5, Huyện đoàn Tiểu Cần tổ chức ngày thứ Bảy tình nguyện tại xã Tân Hùng. Hoạt động "  \
    "thu hút 120 bạn trẻ tham gia dọn vệ sinh, trồng cây và sửa đường nông thôn.\n\n"              \
    "Bí thư xã đoàn cho biết đây là phần việc thiết thực hưởng ứng xây dựng nông thôn mới ở địa "  \
    "phương. Bà con phấn khởi khi thấy tuyến đường sạch đẹp hơn trước. Sau buổi lao động, các "    \
    "bạn cùng nhau sinh hoạt, giao lưu văn nghệ và tặng quà cho học sinh vượt khó. Ngày ngày "     \
    "thanh niên địa phương luôn luôn gìn giữ thành quả chung ấy bằng những việc nhỏ mà bền bỉ, "   \
    "đời đời nhớ ơn người đi trước."
/* As long, and says nothing. */
#define VAGUE                                                                                      \
    "Hoạt động rất ý nghĩa và rất vui. Mọi thứ đều tốt đẹp, ai cũng thấy thích thú và hào hứng. "  \
    "Đây là việc làm có ích, rất đáng được biểu dương và nhân rộng hơn nữa. Việc làm ấy góp phần " \
    "lan tỏa điều tốt, khơi dậy tinh thần đẹp, tạo nên khí thế sôi nổi và phấn khởi. Qua đó càng " \
    "thêm yêu quê hương, càng thêm quyết tâm rèn luyện, phấn đấu và cống hiến nhiều hơn. Thật là " \
    "ý nghĩa, thật là vui vẻ, thật là đáng nhớ. Mong rằng sẽ có thêm nhiều việc làm hay như thế, " \
    "để cuộc sống ngày một tươi đẹp và hạnh phúc hơn lên mãi."
#define LINK .link = "https://a.example/bai", .kind = "article"

const struct check ARTICLE_CHECKS[] = {
    {.code = "text.too_short", .severity = ERROR, .kinds = ",article,",
     .message = "Bài viết quá ngắn.", .message_en = "The article is too short.",
     .mend = "Bài cần ít nhất 100 chữ, nêu rõ thời gian, địa điểm, nội dung và kết quả.",
     .run = check_too_short, .parameters = {{"words_min", 100, "số chữ ít nhất"}},
     .examples = EXAMPLES({.fires = true, .kind = "article", .text = "Hôm nay vui."},
                          {.kind = "article", .text = GOOD},
                          {.kind = "article", .link = "https://a.example/bai"})},
    {.code = "article.too_long", .severity = HINT, .kinds = ",article,",
     .message = "Bài viết quá dài.", .message_en = "The article is too long.",
     .mend = "Rút gọn, hoặc nộp dưới dạng báo cáo.", .run = check_article_long,
     .parameters = {{"words_max", 5000, "số chữ nhiều nhất"}},
     .examples = EXAMPLES({.fires = true, .kind = "article", .text = GOOD, .times = 60},
                          {.kind = "article", .text = GOOD})},
    {.code = "article.no_time", .severity = WARNING, .kinds = ",article,",
     .message = "Bài không nêu thời gian.", .message_en = "The article names no time.",
     .mend = "Nêu rõ ngày diễn ra.", .run = check_article_time,
     .examples = EXAMPLES({LINK, .fires = true, .text = VAGUE},
                          {LINK, .fires = true, .text = VAGUE " Niềm tin ấy bền qua năm tháng."},
                          {LINK, .text = VAGUE " Lễ diễn ra trong tháng 5."},
                          {LINK, .text = GOOD})},
    {.code = "article.no_place", .severity = WARNING, .kinds = ",article,",
     .message = "Bài không nêu địa điểm.", .message_en = "The article names no place.",
     .mend = "Nêu rõ xã, phường, trường hoặc nơi tổ chức.", .run = check_article_place,
     .examples = EXAMPLES({LINK, .fires = true, .text = VAGUE},
                          {LINK, .fires = true, .text = VAGUE " Cái hay nằm ở sự chủ động. Mong"},
                          {LINK, .text = VAGUE " Lễ diễn ra bên hồ Linh Đàm."},
                          {LINK, .text = GOOD})},
    {.code = "article.no_people", .severity = WARNING, .kinds = ",article,",
     .message = "Bài không nêu ai tham gia.", .message_en = "The article names nobody.",
     .mend = "Nêu đơn vị, đại biểu, lực lượng tham gia.", .run = check_article_people,
     .examples = EXAMPLES({LINK, .fires = true, .text = VAGUE}, {LINK, .text = GOOD})},
    {.code = "article.no_figures", .severity = HINT, .kinds = ",article,",
     .message = "Bài không có con số nào về kết quả.",
     .message_en = "The article gives no number.",
     .mend = "Nêu số người, số phần quà, số công trình hoặc kinh phí.",
     .run = check_article_figures,
     .examples = EXAMPLES({LINK, .fires = true, .text = VAGUE}, {LINK, .text = GOOD})},
    {.code = "article.long_lead", .severity = HINT, .kinds = ",article,",
     .message = "Đoạn mở đầu quá dài.", .message_en = "The lead is too long.",
     .mend = "Mở đầu bằng một đoạn ngắn: ai, làm gì, ở đâu, khi nào.", .run = check_article_lead,
     .parameters = {{"words_max", 200, "số chữ nhiều nhất của đoạn mở đầu"}},
     .examples = EXAMPLES({LINK, .fires = true, .text = VAGUE " " VAGUE "\n\n" GOOD},
                          {LINK, .text = GOOD})},
    {.code = "article.one_paragraph", .severity = HINT, .kinds = ",article,",
     .message = "Bài dài mà không chia đoạn.",
     .message_en = "A long article without paragraphs.", .mend = "Chia bài thành các đoạn.",
     .run = check_article_paragraphs,
     .parameters = {{"words_max", 350, "số chữ nhiều nhất của bài một đoạn"}},
     .examples = EXAMPLES({LINK, .fires = true, .text = VAGUE " ", .times = 4},
                          {LINK, .text = GOOD})},
    {.code = "article.title_unrelated", .severity = WARNING, .kinds = ",article,",
     .message = "Tiêu đề và nội dung không liên quan.",
     .message_en = "No word of the title is in the text.",
     .mend = "Kiểm tra xem có dán nhầm bài không.", .run = check_article_title,
     .parameters = {{"percent_min", 25, "phần trăm ít nhất số từ của tiêu đề có trong bài"}},
     .examples = EXAMPLES({LINK, .fires = true, .title = "Công bố quyết định bổ nhiệm lãnh đạo",
                           .text = GOOD},
                          {LINK, .title = "Tiểu Cần: ngày thứ Bảy tình nguyện", .text = GOOD})},
    {.code = "article.no_picture", .severity = HINT, .kinds = ",article,",
     .message = "Bài không kèm ảnh, tệp hay liên kết.",
     .message_en = "The article comes with neither a picture nor a link.",
     .mend = "Kèm liên kết bài đăng hoặc ảnh.", .run = check_article_picture,
     .examples = EXAMPLES({.fires = true, .kind = "article", .text = GOOD}, {LINK, .text = GOOD})},
    {.code = "article.quality", .severity = HINT, .kinds = ",article,",
     .message = "Chất lượng bài viết thấp.", .message_en = "The article's quality is low.",
     .mend = "Bổ sung những điểm được nêu.", .run = check_article_quality,
     .parameters = {{"score_min", 60, "điểm chất lượng ít nhất (trên 100)"}},
     .examples = EXAMPLES({.fires = true, .kind = "article", .text = VAGUE}, {LINK, .text = GOOD})},
    {.code = NULL},
};
