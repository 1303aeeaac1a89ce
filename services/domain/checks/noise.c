/*
 * noise.c — what a copied web page leaves in a text: place holders, captions that
 * a program wrote, lists of other news, buttons.
 */
#include <string.h>

#include "base/text.h"
#include "checks/checks.h"

struct noise {
    const char *words;             /* folded */
    bool is_whole_line;            /* only when the line holds nothing else */
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

/* Folding costs most of all here, and a long line can only hold what is known by its
 * own bytes. */
static bool may_be_noise(struct inspection *in, const char *line, size_t len)
{
    enum { LONG_LINE = 160 };
    static const char *const MARKS[] = {"spot_img", "automatically generated", "[caption",
                                        "&nbsp;", "tự động"};
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

void check_page_noise(struct inspection *in)
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
