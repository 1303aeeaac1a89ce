/*
 * range.c — reads and prints ranges.  Gaps and overlaps are found by sorting all ends and
 * testing each end and each stretch between two of them.
 */
#include "rules/range.h"

#include <stdlib.h>

struct range range_read_any(struct rule_reader *reader)
{
    struct range range = {0};
    bool has_from, has_above, has_to, has_through;
    struct decimal from = read_amount_or(reader, "from", &has_from);
    struct decimal above = read_amount_or(reader, "above", &has_above);
    struct decimal to = read_amount_or(reader, "to", &has_to);
    struct decimal through = read_amount_or(reader, "through", &has_through);
    if (has_from && has_above) {
        read_fault(reader, "“from” và “above” cùng là đầu dưới: chỉ ghi một");
    }
    if (has_to && has_through) {
        read_fault(reader, "“to” và “through” cùng là đầu trên: chỉ ghi một");
    }
    range.has_low = has_from || has_above;
    range.is_above = has_above;
    range.low = has_above ? above : from;
    range.has_high = has_to || has_through;
    range.is_through = has_through;
    range.high = has_through ? through : to;
    bool is_point = range.is_through && !range.is_above;
    int order = range.has_low && range.has_high ? decimal_compare(range.low, range.high) : -1;
    if (order > 0 || (order == 0 && !is_point)) {
        read_fault(reader, "“from” không nhỏ hơn “to”: không có giá trị nào ở giữa");
    }
    return range;
}

struct range range_read(struct rule_reader *reader)
{
    struct range range = range_read_any(reader);
    if (!range.has_low && !range.has_high) {
        read_fault(reader, "thiếu “from”, “above”, “to” hoặc “through”");
    }
    return range;
}

bool range_has(const struct range *self, struct exact value)
{
    int low = self->has_low ? exact_compare(value, self->low) : 1;
    int high = self->has_high ? exact_compare(value, self->high) : -1;
    return (low > 0 || (low == 0 && !self->is_above)) &&
           (high < 0 || (high == 0 && self->is_through));
}

const char *range_text(const struct range *self, struct arena *arena)
{
    char low[SHEET_AMOUNT_TEXT], high[SHEET_AMOUNT_TEXT];
    sheet_amount(self->low, low);
    sheet_amount(self->high, high);
    const char *start = self->is_above ? "trên" : "từ";
    const char *end = self->is_through ? "hết" : "dưới";
    if (self->has_low && self->has_high) {
        return arena_print(arena, "%s %s đến %s %s", start, low, end, high);
    }
    if (self->has_low) {
        return arena_print(arena, self->is_above ? "%s %s" : "%s %s trở lên", start, low);
    }
    return self->has_high ? arena_print(arena, self->is_through ? "đến %s %s" : "%s %s", end, high)
                          : "mọi giá trị";
}

/* ------------------------------------------------------------- gaps and overlaps */

static int compare_ends(const void *a, const void *b)
{
    return decimal_compare(*(const struct decimal *)a, *(const struct decimal *)b);
}

/* Finds a multiple of the grain strictly between two ends; false: there is none.  Without an
 * upper end (NULL), the next multiple. */
static bool find_between(struct decimal low, const struct decimal *high, struct decimal grain,
                         struct exact *value)
{
    if (grain.raw == 0) {
        *value = high != NULL ? exact_ratio((exact_wide)low.raw + high->raw, 2)
                              : exact_ratio((exact_wide)low.raw + DECIMAL_ONE, 1);
        return true;
    }
    exact_wide next = ((exact_wide)low.raw / grain.raw + 1) * grain.raw;
    *value = exact_ratio(next, 1);
    return high == NULL || next < high->raw;
}

static void add_end(struct range_spot *spots, size_t *count, struct decimal end,
                    struct decimal grain, struct arena *arena)
{
    char text[SHEET_AMOUNT_TEXT];
    if (grain.raw == 0 || end.raw % grain.raw == 0) {
        spots[(*count)++] = (struct range_spot){
            exact_of(end), arena_print(arena, "đúng %s", sheet_amount(end, text))};
    }
}

static void add_between(struct range_spot *spots, size_t *count, struct decimal low,
                        const struct decimal *high, struct decimal grain, struct arena *arena)
{
    struct exact value;
    if (!find_between(low, high, grain, &value)) {
        return;
    }
    char first[SHEET_AMOUNT_TEXT], second[SHEET_AMOUNT_TEXT];
    sheet_amount(low, first);
    spots[(*count)++] =
        (struct range_spot){value, high != NULL ? arena_print(arena, "trên %s đến dưới %s", first,
                                                              sheet_amount(*high, second))
                                                : arena_print(arena, "trên %s", first)};
}

struct range_spot *range_spots(const struct decimal *ends, size_t end_count,
                               const struct range_domain *domain, struct arena *arena,
                               size_t *count)
{
    struct decimal *sorted = arena_alloc(arena, (end_count + 2) * sizeof(*sorted));
    size_t kept = 0, used = 0;
    sorted[kept++] = domain->least;
    for (size_t i = 0; i < end_count; i++) {
        bool is_inside = decimal_compare(ends[i], domain->least) > 0 &&
                         (!domain->has_most || decimal_compare(ends[i], domain->most) < 0);
        if (is_inside) {
            sorted[kept++] = ends[i];
        }
    }
    if (domain->has_most) {
        sorted[kept++] = domain->most;
    }
    qsort(sorted, kept, sizeof(*sorted), compare_ends);
    struct range_spot *spots = arena_alloc(arena, 2 * kept * sizeof(*spots));
    for (size_t i = 0; i < kept; i++) {
        bool is_last = i + 1 == kept;
        if (!is_last && sorted[i].raw == sorted[i + 1].raw) {
            continue;
        }
        add_end(spots, &used, sorted[i], domain->grain, arena);
        if (!is_last || !domain->has_most) {
            add_between(spots, &used, sorted[i], is_last ? NULL : &sorted[i + 1], domain->grain,
                        arena);
        }
    }
    *count = used;
    return spots;
}

static void check_spot(const struct range_check *self, const struct range *list, size_t count,
                       const struct range_spot *spot)
{
    size_t first = count;
    for (size_t i = 0; i < count; i++) {
        if (!range_has(&list[i], spot->value)) {
            continue;
        }
        if (first == count) {
            first = i;
            continue;
        }
        struct rule_reader inner = read_element(self->reader, NULL, self->key, i);
        read_fault(&inner, "%s thứ %zu chồng lên %s thứ %zu: giá trị %s thuộc cả hai", self->what,
                   i + 1, self->what, first + 1, spot->text);
        return;
    }
    if (first == count) {
        const char *place =
            arena_print(self->reader->arena, "%s/%s", self->reader->place, self->key);
        faults_add(self->reader->faults, self->gap, place, "hở: giá trị %s không thuộc %s nào",
                   spot->text, self->what);
    }
}

void range_check_list(const struct range_check *self, const struct range *list, size_t count)
{
    struct arena *arena = self->reader->arena;
    struct decimal *ends = arena_alloc(arena, 2 * count * sizeof(*ends));
    size_t end_count = 0, spot_count;
    for (size_t i = 0; i < count; i++) {
        if (list[i].has_low) {
            ends[end_count++] = list[i].low;
        }
        if (list[i].has_high) {
            ends[end_count++] = list[i].high;
        }
    }
    const struct range_spot *spots =
        range_spots(ends, end_count, &self->domain, arena, &spot_count);
    for (size_t i = 0; i < spot_count; i++) {
        check_spot(self, list, count, &spots[i]);
    }
}
