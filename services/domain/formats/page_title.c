/*
 * page_title.c — removes the site's name from a page's titles.  Its name comes from the page's
 * metadata, else from the shorter end of the window title.
 */
#include "formats/page_title.h"

#include <string.h>

#include "base/text.h"

static bool is_same(struct arena *arena, const char *a, size_t a_len, const char *b)
{
    size_t b_len = strlen(b);
    const char *first = text_trim(a, &a_len), *second = text_trim(b, &b_len);
    const char *folded = text_fold(arena, first, a_len);
    return a_len > 0 && strcmp(folded, text_fold(arena, second, b_len)) == 0;
}

/* The last separator between two parts of a title; its length goes to *len. */
static const char *last_sign(const char *title, size_t *len)
{
    static const char *const SIGNS[] = {" - ", " | ", " – ", " — ", " :: ", " » ", " • "};
    const char *last = NULL;
    for (size_t i = 0; i < sizeof(SIGNS) / sizeof(SIGNS[0]); i++) {
        for (const char *at = title; (at = strstr(at, SIGNS[i])) != NULL; at++) {
            if (last == NULL || at > last) {
                last = at;
                *len = strlen(SIGNS[i]);
            }
        }
    }
    return last;
}

/* "Tên trang: Tiêu đề": the length of the site's name and the separator at the title's front; 0:
 * none. */
static size_t name_in_front(const struct buf *title, const char *site)
{
    static const char *const SIGNS[] = {": ", " : ", " - ", " | ", " – ", " — ", " :: ", " » "};
    size_t site_len = strlen(site);
    if (site_len == 0 || strncmp(title->data, site, site_len) != 0) {
        return 0;
    }
    for (size_t i = 0; i < sizeof(SIGNS) / sizeof(SIGNS[0]); i++) {
        size_t sign_len = strlen(SIGNS[i]);
        if (strncmp(title->data + site_len, SIGNS[i], sign_len) == 0) {
            return site_len + sign_len;
        }
    }
    return 0;
}

/* Cuts the site's name after the last separator; if the page does not name the site, the part after
 * it counts as the name if it is shorter than the part before.  Returns the name. */
static const char *cut_site(struct arena *arena, struct buf *title, const char *site)
{
    size_t sign_len = 0;
    if (title->len == 0) {
        return site;
    }
    const char *sign = last_sign(buf_string(title), &sign_len);
    if (sign == NULL) {
        return site;
    }
    size_t head = (size_t)(sign - title->data), tail_at = head + sign_len;
    size_t tail = title->len - tail_at;
    const char *name = arena_text(arena, title->data + tail_at, tail);
    if (site[0] != '\0' ? !is_same(arena, name, tail, site) : tail >= head) {
        return site;
    }
    title->len = head;
    title->data[head] = '\0';
    return name;
}

static bool is_line(struct arena *arena, const char *text, const struct buf *title)
{
    for (const char *line = text; *line != '\0'; line += strspn(line, "\n")) {
        size_t len = strcspn(line, "\n");
        if (is_same(arena, line, len, buf_string(title))) {
            return true;
        }
        line += len;
    }
    return false;
}

/* In a page without a heading, the window's title is the page's own if it is also a line of the
 * text; else every page of the site has it. */
static void settle_without_heading(struct arena *arena, struct buf titles[static TITLES_MAX],
                                   const char *text)
{
    enum { HARDLY_ANY = 200 }; /* bytes: a shorter text proves nothing */
    bool is_own = titles[TITLE_WINDOW].len > 0 &&
                  (strlen(text) < HARDLY_ANY || is_line(arena, text, &titles[TITLE_WINDOW]));
    buf_clear(&titles[is_own ? TITLE_BOLD : TITLE_WINDOW]);
}

void page_titles_settle(struct buf titles[static TITLES_MAX], const char *site, const char *text)
{
    struct arena *arena = arena_new();
    struct buf *window = &titles[TITLE_WINDOW];
    size_t before = window->len;
    const char *name = cut_site(arena, window, site);
    if (before > 0 && window->len == before) {
        buf_consume(window, name_in_front(window, name));
    }
    cut_site(arena, &titles[TITLE_META], name);
    for (size_t i = 0; i < TITLES_MAX; i++) {
        if (titles[i].len > 0 && is_same(arena, titles[i].data, titles[i].len, name)) {
            buf_clear(&titles[i]);
        }
    }
    if (titles[TITLE_META].len == 0 && titles[TITLE_HEADING].len == 0) {
        settle_without_heading(arena, titles, text);
    } else {
        buf_clear(&titles[TITLE_BOLD]);
    }
    arena_free(&arena);
}

bool page_titles_deny(const struct buf titles[static TITLES_MAX])
{
    static const char *const DENIALS[] = {"404", "not found", "khong tim thay", "khong ton tai"};
    struct arena *arena = arena_new();
    bool denies = false;
    for (size_t i = 0; i < TITLES_MAX; i++) {
        const char *folded = text_fold(arena, buf_string(&titles[i]), titles[i].len);
        for (size_t j = 0; j < sizeof(DENIALS) / sizeof(DENIALS[0]); j++) {
            denies = denies || strstr(folded, DENIALS[j]) != NULL;
        }
    }
    arena_free(&arena);
    return denies;
}

const char *page_titles_best(struct buf titles[static TITLES_MAX])
{
    for (size_t i = 0; i < TITLES_MAX; i++) {
        if (titles[i].len > 0) {
            return titles[i].data;
        }
    }
    return "";
}
