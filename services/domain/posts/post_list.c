/*
 * post_list.c — columns and words of a list of posts.
 */
#include "posts/post_list.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "text/weblink.h"

static const char *day_of(const char *cell, struct arena *arena)
{
    char day[DATE_TEXT];
    date_days parsed;
    return date_parse_cell(cell, &parsed) ? arena_print(arena, "%s", date_print(parsed, day))
                                          : cell;
}

static const char *link_of(const char *cell, struct arena *arena)
{
    return weblink_is_good(cell) ? weblink_canonical(cell, arena) : cell;
}

static const char *kind_of(const char *cell, struct arena *arena)
{
    static const char *const NEWS = "|tin tot|tin|tin bai|news|",
                             *const STORIES = "|cau chuyen dep|cau chuyen|chuyen dep|story|";
    const char *word = arena_print(arena, "|%s|", text_fold(arena, cell, strlen(cell)));
    return strstr(NEWS, word) != NULL ? "news" : strstr(STORIES, word) != NULL ? "story" : cell;
}

static const struct sheet_field FIELDS[] = {
    {{"Ngày đăng", "|ngay dang|ngay|ngay dang tai|published_on|", true}, "published_on", day_of},
    {{"Tiêu đề", "|tieu de|ten bai|tua de|title|", true}, "title", NULL},
    {{"Liên kết", "|lien ket|duong dan|link|url|", false}, "link", link_of},
    {{"Loại", "|loai|loai bai|kind|", true}, "kind", kind_of},
    {{"Mã đơn vị", "|ma don vi|don vi|unit|", false}, "unit", NULL},
};
const struct sheet_form POST_LIST = {"", FIELDS, sizeof(FIELDS) / sizeof(FIELDS[0])};
