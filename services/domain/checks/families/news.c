/*
 * news.c — finds phrases of time, place, person and number in an article.  Words alone mislead:
 * "môi trường" is no school, "nằm ở sự chủ động" no place and "qua năm tháng" no time, so some
 * count only next to a name or a number.
 */
#include "checks/families/news.h"

#include <string.h>

#include "text/passage.h"

bool news_has_any(const struct inspection *in, const char *const *phrases)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        if (passage_has_any(&in->passages[p], phrases)) {
            return true;
        }
    }
    return false;
}

static bool has_capital(const struct passage *passage, size_t word)
{
    return word < passage->word_count &&
           memcmp(passage->text + passage->words[word].start,
                  passage->lower + passage->words[word].start, passage->words[word].len) != 0;
}

static bool has_digit(const struct passage *passage, size_t word)
{
    if (word >= passage->word_count) {
        return false;
    }
    char first = passage->text[passage->words[word].start];
    return first >= '0' && first <= '9';
}

/* Whether only a blank is before it: the same part of the sentence continues. */
static bool goes_on(const struct passage *passage, size_t word)
{
    const struct text_word *before = &passage->words[word - 1];
    return passage->words[word].start == before->start + before->len + 1 &&
           passage->text[passage->words[word].start - 1] == ' ';
}

/* ------------------------------------------------------------- when */

/* "tháng 5", "8 giờ": a unit with a number before or after it. */
static bool is_counted_time(const struct passage *passage, size_t word)
{
    static const char *const UNITS[] = {"tháng", "giờ", "quý", "năm"};
    for (size_t u = 0; u < sizeof(UNITS) / sizeof(UNITS[0]); u++) {
        if (word_is(passage, word, UNITS[u])) {
            return has_digit(passage, word + 1) || (word > 0 && has_digit(passage, word - 1));
        }
    }
    return false;
}

/* A year, by itself. */
static bool is_year(const struct passage *passage, size_t word)
{
    const char *text = passage->text + passage->words[word].start;
    return passage->words[word].len == 4 && (text[0] == '1' || text[0] == '2') &&
           strspn(text, "0123456789") >= 4;
}

bool news_has_time(const struct inspection *in)
{
    static const char *const TIMES[] = {
        "sáng nay",         "buổi sáng",   "sáng sớm",   "sáng ngày",  "sáng qua",    "vào sáng",
        "sáng cùng",        "chiều nay",   "buổi chiều", "chiều ngày", "chiều qua",   "vào chiều",
        "chiều cùng",       "trưa",        "tối nay",    "buổi tối",   "tối ngày",    "tối qua",
        "vào tối",          "tối cùng",    "đêm",        "hôm",        "tuần",        "tháng này",
        "tháng trước",      "tháng qua",   "tháng tới",  "tháng sau",  "đầu tháng",   "giữa tháng",
        "cuối tháng",       "trong tháng", "hàng tháng", "mỗi tháng",  "tháng giêng", "tháng chạp",
        "tháng thanh niên", "quý i",       "quý ii",     "quý iii",    "quý iv",      "mùa",
        "nhân dịp",         "dịp này",     "dịp tết",    "dịp lễ",     "dịp hè",      "vào dịp",
        "trong dịp",        "dịp kỷ niệm", "dịp đầu",    "dịp cuối",   "vừa qua",     "vừa tổ chức",
        "vừa diễn ra",      "mới đây",     "năm nay",    "năm qua",    "năm học",     "năm ngoái",
        "hiện nay",         "ngày qua",    "hàng ngày",  "mỗi ngày",   "cuối năm",    "đầu năm",
        "thời gian",        NULL};
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct written_date date;
        size_t at = 0;
        if (passage_next_date(passage, &at, &date)) {
            return true;
        }
        for (size_t w = 0; w < passage->word_count; w++) {
            if (is_year(passage, w) || is_counted_time(passage, w)) {
                return true;
            }
        }
    }
    return news_has_any(in, TIMES);
}

/* ------------------------------------------------------------- where */

static bool is_place_kind(const struct passage *passage, size_t word)
{
    static const char *const KINDS[] = {
        "biển", "bãi",  "bản",  "bến", "chùa", "chợ",  "cầu",   "cổng", "hẻm",  "hồ",
        "làng", "lớp",  "nhà",  "núi", "quê",  "rạch", "rừng",  "sân",  "sông", "trường",
        "trạm", "vùng", "vườn", "xóm", "đây",  "đình", "đường", "đảo",  "đồng"};
    for (size_t k = 0; k < sizeof(KINDS) / sizeof(KINDS[0]); k++) {
        if (word_is(passage, word, KINDS[k])) {
            return true;
        }
    }
    return false;
}

/* "hồ Linh Đàm"; "ở" or "tại", and soon after it a name or a kind of place. */
static bool leads_to_place(const struct passage *passage, size_t word)
{
    enum { NAME_NEAR = 5, KIND_NEAR = 2 };
    if (is_place_kind(passage, word)) {
        return word + 1 < passage->word_count && goes_on(passage, word + 1) &&
               has_capital(passage, word + 1);
    }
    if (!word_is(passage, word, "ở") && !word_is(passage, word, "tại")) {
        return false;
    }
    for (size_t w = word + 1;
         w < passage->word_count && w <= word + NAME_NEAR && goes_on(passage, w); w++) {
        if (has_capital(passage, w) || (w <= word + KIND_NEAR && is_place_kind(passage, w))) {
            return true;
        }
    }
    return false;
}

/* Names of provinces, old and new, and of places in them; only in capitals, since some are also
 * common words (an giang, hòa bình, thái bình). */
static bool names_place(const struct passage *passage)
{
    static const char *const NAMES[] = {
        "an giang",   "bà rịa",     "bạc liêu",   "bắc giang",  "bắc kạn",     "bắc ninh",
        "bến tre",    "bình định",  "bình dương", "bình phước", "bình thuận",  "cà mau",
        "cao bằng",   "cần thơ",    "cầu ngang",  "cầu kè",     "càng long",   "châu thành",
        "duyên hải",  "đà lạt",     "đà nẵng",    "đắk lắk",    "đắk nông",    "điện biên",
        "đồng nai",   "đồng tháp",  "gia lai",    "hà giang",   "hà nam",      "hà nội",
        "hà tĩnh",    "hải dương",  "hải phòng",  "hậu giang",  "hòa bình",    "hồ chí minh",
        "huế",        "hưng yên",   "khánh hòa",  "kiên giang", "kon tum",     "lai châu",
        "lạng sơn",   "lào cai",    "lâm đồng",   "long an",    "nam định",    "nghệ an",
        "nha trang",  "ninh bình",  "ninh thuận", "phú thọ",    "phú yên",     "quảng bình",
        "quảng nam",  "quảng ngãi", "quảng ninh", "quảng trị",  "sài gòn",     "sóc trăng",
        "sơn la",     "tây nguyên", "tây ninh",   "thái bình",  "thái nguyên", "thanh hóa",
        "tiền giang", "tiểu cần",   "trà cú",     "trà vinh",   "tuyên quang", "việt nam",
        "vĩnh long",  "vĩnh phúc",  "vũng tàu",   "yên bái"};
    for (size_t n = 0; n < sizeof(NAMES) / sizeof(NAMES[0]); n++) {
        size_t at = passage_find(passage, passage_all(passage), NAMES[n]);
        if (at != SIZE_MAX && has_capital(passage, passage_word_at(passage, at))) {
            return true;
        }
    }
    return false;
}

bool news_has_place(const struct inspection *in)
{
    static const char *const PLACES[] = {"xã",
                                         "huyện",
                                         "phường",
                                         "thị trấn",
                                         "tỉnh",
                                         "thành phố",
                                         "tp",
                                         "trường học",
                                         "trường thpt",
                                         "trường thcs",
                                         "trường tiểu học",
                                         "trường đại học",
                                         "trường cao đẳng",
                                         "trường mầm non",
                                         "địa bàn",
                                         "địa phương",
                                         "ấp",
                                         "khóm",
                                         "quận",
                                         "thôn",
                                         "thị xã",
                                         "cả nước",
                                         "nước ngoài",
                                         "trong nước",
                                         "bệnh viện",
                                         "khu vực",
                                         "khu công nghiệp",
                                         "khu phố",
                                         "hội trường",
                                         "sân vận động",
                                         "sân bay",
                                         "trung tâm",
                                         "địa điểm",
                                         "nhà văn hóa",
                                         "nhà thiếu nhi",
                                         "thư viện",
                                         "ký túc xá",
                                         "công viên",
                                         "bảo tàng",
                                         NULL};
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        for (size_t w = 0; w < passage->word_count; w++) {
            if (leads_to_place(passage, w)) {
                return true;
            }
        }
    }
    if (news_has_any(in, PLACES)) {
        return true;
    }
    for (size_t p = 0; p < in->passage_count; p++) {
        if (names_place(&in->passages[p])) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------- who, how much */

/* Two capitalised words, the first of them inside a sentence. */
static bool has_name(const struct passage *passage)
{
    for (size_t w = 1; w + 1 < passage->word_count; w++) {
        if (goes_on(passage, w) && goes_on(passage, w + 1) && has_capital(passage, w) &&
            has_capital(passage, w + 1)) {
            return true;
        }
    }
    return false;
}

bool news_has_people(const struct inspection *in)
{
    static const char *const PEOPLE[] = {
        "đồng chí",  "ông",        "bà",         "anh",       "chị",       "em",
        "cụ",        "đoàn viên",  "thanh niên", "học sinh",  "sinh viên", "người",
        "bạn trẻ",   "các bạn",    "đại biểu",   "thiếu nhi", "đại diện",  "lãnh đạo",
        "tỉnh đoàn", "huyện đoàn", "thành đoàn", "thị đoàn",  "chi đoàn",  "nhân dân",
        "lực lượng", "cán bộ",     "chiến sĩ",   "giáo viên", "công an",   "công nhân",
        "giám đốc",  "chủ tịch",   "tổng thống", "đội",       "tác giả",   NULL};
    for (size_t p = 0; p < in->passage_count; p++) {
        if (has_name(&in->passages[p])) {
            return true;
        }
    }
    return news_has_any(in, PEOPLE);
}

bool news_has_figures(const struct inspection *in)
{
    static const char *const NUMBERS[] = {"hai",  "ba",   "bốn", "sáu",  "bảy", "tám",
                                          "chín", "mười", "đôi", "chục", NULL};
    for (size_t p = 0; p < in->passage_count; p++) {
        for (size_t i = 0; i < in->passages[p].len; i++) {
            if (in->passages[p].text[i] >= '0' && in->passages[p].text[i] <= '9') {
                return true;
            }
        }
    }
    return news_has_any(in, NUMBERS);
}
