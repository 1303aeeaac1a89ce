/*
 * pages.c — what is known of the pages that the pieces cite, and on whose sites those may stand.
 */
#include <string.h>

#include "checks/engine/page.h"
#include "text/weblink.h"
#include "validation/around/around.h"
#include "validation/store.h"

static bool pages_ask(struct around *around, lane_fn *then, void *arg)
{
    struct page_use *uses = arena_alloc(around->arena, (around->count + 1) * sizeof(*uses));
    size_t count = 0;
    for (size_t i = 0; i < around->count && around->has_links; i++) {
        const char *link = around->pieces[i].submission->link;
        if (link[0] != '\0' && weblink_is_good(link)) {
            uses[count++] =
                (struct page_use){around->pieces[i].id, weblink_name(link, around->arena)};
        }
    }
    if (count > 0) {
        store_pages(around->lane, uses, count, then, arg);
    }
    return count > 0;
}

static struct page *pages_keep(const struct around *around, const struct rows *result, int row)
{
    struct page *page = arena_zero(around->arena, sizeof(*page));
    bool is_known = !column_is_null(result, row, 1);
    page->generation = is_known ? column_int(result, row, 1) : 0;
    page->state = is_known ? (enum page_state)column_int(result, row, 2) : PAGE_UNKNOWN;
    page->outcome = around_text(around, result, row, 3);
    page->status = is_known ? column_int(result, row, 4) : 0;
    page->final_url = around_text(around, result, row, 5);
    page->media_type = around_text(around, result, row, 6);
    page->titles = around_text(around, result, row, 7);
    page->has_date = !column_is_null(result, row, 8);
    page->published = page->has_date ? column_int(result, row, 8) : 0;
    page->flags = around_text(around, result, row, 9);
    page->text = around_text(around, result, row, 10);
    page->frozen_text = around_text(around, result, row, 11);
    page->seen = around_text(around, result, row, 12);
    page->changed = around_text(around, result, row, 13);
    page->sites = around_text(around, result, row, 14);
    return page;
}

static void pages_do_take(struct around *around, const struct rows *result)
{
    for (int row = 0; row < rows_count(result); row++) {
        struct uuid id = column_uuid(result, row, 0);
        const struct page *page = pages_keep(around, result, row);
        for (size_t i = 0; i < around->count; i++) {
            if (uuid_equal(&around->pieces[i].id, &id)) {
                around->pieces[i].context.page = page;
            }
        }
    }
}

const struct around_source AROUND_PAGES = {pages_ask, pages_do_take};
