/*
 * feed_json.c — posts in the JSON of WordPress's REST interface.
 */
#include "formats/feed.h"

#include <jansson.h>
#include <string.h>

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static void take_terms(const json_t *post, struct feed_item *item)
{
    size_t i, n;
    const json_t *list, *term;
    const json_t *lists = json_object_get(json_object_get(post, "_embedded"), "wp:term");
    json_array_foreach(lists, i, list) {
        json_array_foreach(list, n, term) {
            feed_put_category(item, text_of(term, "name"));
        }
    }
}

static void read_post(const json_t *post, const struct feed_text *text, struct buf *answer)
{
    char day[DATE_TEXT] = "";
    struct feed_item item = {.day = day};
    const json_t *title = json_object_get(post, "title");
    item.title = json_is_object(title) ? text_of(title, "rendered") : text_of(post, "title");
    item.link = text_of(post, "link");
    const struct feed_days days = {.today = text->today};
    /* date_gmt is 0000-00-00... if the post was never published. */
    if (!feed_day(&days, text_of(post, "date_gmt"), true, day)) {
        (void)feed_day(&days, text_of(post, "date"), false, day);
    }
    take_terms(post, &item);
    feed_put_item(&item, text->url, answer);
    buf_free(&item.categories);
}

bool feed_read_json(const struct feed_text *text, struct buf *answer)
{
    static const char POSTS[] = "wp/v2/posts";
    json_t *posts = json_loadb(buf_string(text->utf8), text->utf8->len, 0, NULL), *post;
    size_t i, count = json_array_size(posts);
    bool is_list = json_is_array(posts);
    json_array_foreach(posts, i, post) {
        is_list = is_list && json_is_object(json_object_get(post, "title"));
    }
    if (is_list) {
        buf_print(answer, "K\twordpress\t%zu\n", count);
        const char *place = strstr(text->url, POSTS);
        if (place != NULL) {
            buf_print(answer, "A\twordpress\t%.*s\n", (int)(place - text->url), text->url);
        }
        json_array_foreach(posts, i, post) {
            if (i < FEED_ITEMS_MAX) {
                read_post(post, text, answer);
            }
        }
    }
    json_decref(posts);
    return is_list;
}
