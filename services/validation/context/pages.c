/*
 * pages.c — the stored state of the pages that the batch cites, and the sites of each unit.
 */
#include <string.h>

#include "checks/engine/page.h"
#include "text/weblink.h"
#include "validation/context/context.h"
#include "validation/store.h"

static bool pages_ask(struct context_load *load, lane_fn *then, void *arg)
{
    struct page_use *uses = arena_alloc(load->arena, (load->count + 1) * sizeof(*uses));
    size_t count = 0;
    for (size_t i = 0; i < load->count && load->has_links; i++) {
        const char *link = load->pieces[i].submission->link;
        if (link[0] != '\0' && weblink_is_good(link)) {
            uses[count++] = (struct page_use){load->pieces[i].id, weblink_name(link, load->arena)};
        }
    }
    if (count > 0) {
        store_pages(load->lane, uses, count, then, arg);
    }
    return count > 0;
}

static struct page *pages_keep(const struct context_load *load, const struct rows *result, int row)
{
    struct page *page = arena_zero(load->arena, sizeof(*page));
    bool is_known = !column_is_null(result, row, 1);
    page->generation = is_known ? column_int(result, row, 1) : 0;
    page->state = is_known ? (enum page_state)column_int(result, row, 2) : PAGE_UNKNOWN;
    page->outcome = column_copy(result, row, 3, load->arena);
    page->status = is_known ? column_int(result, row, 4) : 0;
    page->final_url = column_copy(result, row, 5, load->arena);
    page->media_type = column_copy(result, row, 6, load->arena);
    page->titles = column_copy(result, row, 7, load->arena);
    page->has_date = !column_is_null(result, row, 8);
    page->published = page->has_date ? column_int(result, row, 8) : 0;
    page->flags = column_copy(result, row, 9, load->arena);
    page->text = column_copy(result, row, 10, load->arena);
    page->frozen_text = column_copy(result, row, 11, load->arena);
    page->seen = column_copy(result, row, 12, load->arena);
    page->changed = column_copy(result, row, 13, load->arena);
    page->sites = column_copy(result, row, 14, load->arena);
    return page;
}

static void pages_do_take(struct context_load *load, const struct rows *result)
{
    for (int row = 0; row < rows_count(result); row++) {
        struct uuid id = column_uuid(result, row, 0);
        const struct page *page = pages_keep(load, result, row);
        for (size_t i = 0; i < load->count; i++) {
            if (uuid_equal(&load->pieces[i].id, &id)) {
                load->pieces[i].context.page = page;
            }
        }
    }
}

const struct context_source CONTEXT_PAGES = {pages_ask, pages_do_take};
