/*
 * panels.c — finds bars and seams.
 *
 * A line of a bar is mostly of one grey, whatever texts and signs stand on it; a line of a photo is
 * not.  A collage has a seam: a line along which neighbours differ much more than they do on
 * either side of it, in most places.  A photo has such lines, too, and a clear sky is like a bar;
 * then a part of it is compared beside the whole, which costs time and changes no verdict.
 */
#include "likeness/panels.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Lines across one way of a panel: `step` bytes from one line to the next, `stride` along it. */
struct lines {
    const unsigned char *first;
    int count, len, step, stride;
};

static struct lines lines_of(const struct picture *picture, const struct panel *panel,
                             bool are_columns)
{
    const unsigned char *first = picture->grey + panel->top * picture->width + panel->left;
    return are_columns ? (struct lines){first, panel->width, panel->height, 1, picture->width}
                       : (struct lines){first, panel->height, panel->width, picture->width, 1};
}

/* ------------------------------------------------------------- bars */

static bool is_plain(const struct lines *lines, int line)
{
    enum { PLAIN_SHARE = 55, WIDTH = 8 }; /* per cent; greys that count as one */
    int greys[256 / WIDTH + 1] = {0}, most = 0;
    const unsigned char *at = lines->first + line * lines->step;
    for (int i = 0; i < lines->len; i++) {
        greys[at[i * lines->stride] / WIDTH]++;
    }
    for (int i = 0; i < 256 / WIDTH; i++) {
        int both = greys[i] + greys[i + 1]; /* a grey may lie on the border of two */
        most = both > most ? both : most;
    }
    return most * 100 >= lines->len * PLAIN_SHARE;
}

struct run {
    int first, end;
};

/* The longest run of lines that are not plain, over gaps of a few plain ones. */
static struct run longest_run(const struct lines *lines)
{
    enum { GAP = 64 }; /* one of so many lines */
    struct run best = {0, 0}, now = {0, 0};
    for (int line = 0; line < lines->count; line++) {
        if (is_plain(lines, line)) {
            continue;
        }
        if (line - now.end > lines->count / GAP) {
            now.first = line;
        }
        now.end = line + 1;
        if (now.end - now.first > best.end - best.first) {
            best = now;
        }
    }
    return best;
}

/* Takes off what lies before and behind, if there is something on both sides. */
static void take_off_bars(const struct picture *picture, struct panel *panel, bool are_columns)
{
    enum { SIDE = 32, TOGETHER = 5, LEAST = 8 }; /* one of so many lines */
    struct lines lines = lines_of(picture, panel, are_columns);
    struct run run = longest_run(&lines);
    int before = run.first, behind = lines.count - run.end;
    if (before * SIDE < lines.count || behind * SIDE < lines.count ||
        (before + behind) * TOGETHER < lines.count || (run.end - run.first) * LEAST < lines.count) {
        return;
    }
    *(are_columns ? &panel->left : &panel->top) += run.first;
    *(are_columns ? &panel->width : &panel->height) = run.end - run.first;
}

/* ------------------------------------------------------------- seams */

enum { APART = 8 }; /* lines between a seam and what is beside it */

static int step_at(const struct lines *lines, int line, int place)
{
    const unsigned char *at = lines->first + line * lines->step + place * lines->stride;
    return abs(at[lines->step] - at[-2 * lines->step]);
}

/* Places, in thousandths, where the step at the line is much greater than beside it. */
static int seam_strength(const struct lines *lines, int line)
{
    enum { LEAST = 6 };
    int count = 0;
    for (int place = 0; place < lines->len; place++) {
        int before = step_at(lines, line - APART, place),
            behind = step_at(lines, line + APART, place);
        int most = before > behind ? before : behind;
        count += step_at(lines, line, place) > 2 * most + LEAST ? 1 : 0;
    }
    return count * 1000 / lines->len;
}

/* The line where a seam is, in the middle half; 0: none. */
static int find_seam(const struct picture *picture, const struct panel *panel, bool are_columns,
                     int *strength)
{
    enum { SEAM = 520 };
    struct lines lines = lines_of(picture, panel, are_columns);
    int found = 0;
    *strength = SEAM;
    for (int line = lines.count / 4; line < lines.count * 3 / 4; line++) {
        if (line < APART + 2 || line + APART + 2 > lines.count) {
            continue;
        }
        int here = seam_strength(&lines, line);
        if (here > *strength) {
            *strength = here;
            found = line;
        }
    }
    return found;
}

size_t panels_of(const struct picture *picture, struct panel out[static PANELS_MAX])
{
    enum { SIDE_MIN = 64 };
    int strength, other;
    struct panel inner = {0, 0, picture->width, picture->height};
    out[0] = inner;
    take_off_bars(picture, &inner, false);
    take_off_bars(picture, &inner, true);
    int column = find_seam(picture, &inner, true, &strength);
    int row = find_seam(picture, &inner, false, &other);
    bool is_column = column > 0 && (row == 0 || strength >= other);
    size_t count = memcmp(&inner, &out[0], sizeof(inner)) == 0 ? 1 : 2;
    out[count - 1] = inner;
    if ((!is_column && row == 0) || inner.width < SIDE_MIN || inner.height < SIDE_MIN) {
        return count;
    }
    struct panel *first = &out[count], *second = &out[count + 1];
    *first = *second = inner;
    if (is_column) {
        first->width = column - 1;
        second->left += column + 1;
        second->width -= column + 1;
    } else {
        first->height = row - 1;
        second->top += row + 1;
        second->height -= row + 1;
    }
    return count + 2;
}

/* ------------------------------------------------------------- cutting */

/* The mean over the pixels that a pixel of the smaller picture covers. */
static unsigned char grey_over(const struct picture *from, int left, int top, int right, int bottom)
{
    int sum = 0;
    for (int y = top; y < bottom; y++) {
        const unsigned char *at = from->grey + y * from->width;
        for (int x = left; x < right; x++) {
            sum += at[x];
        }
    }
    int count = (right - left) * (bottom - top);
    return (unsigned char)((sum + count / 2) / count);
}

static void shrink(const struct picture *from, const struct panel *panel, struct picture *out)
{
    for (int y = 0; y < out->height; y++) {
        int top = panel->top + y * panel->height / out->height;
        int bottom = panel->top + (y + 1) * panel->height / out->height;
        for (int x = 0; x < out->width; x++) {
            int left = panel->left + x * panel->width / out->width;
            int right = panel->left + (x + 1) * panel->width / out->width;
            out->grey[y * out->width + x] = grey_over(from, left, top, right, bottom);
        }
    }
}

static void copy_lines(const struct picture *from, const struct panel *panel, struct picture *out)
{
    for (int y = 0; y < panel->height; y++) {
        memcpy(out->grey + y * panel->width,
               from->grey + (panel->top + y) * from->width + panel->left, (size_t)panel->width);
    }
}

void panel_cut(const struct picture *picture, const struct panel *panel, int side,
               struct picture *out)
{
    int longer = panel->width > panel->height ? panel->width : panel->height;
    bool is_smaller = longer < side;
    out->width = is_smaller ? panel->width : (panel->width * side + longer - 1) / longer;
    out->height = is_smaller ? panel->height : (panel->height * side + longer - 1) / longer;
    if (is_smaller) {
        copy_lines(picture, panel, out);
        picture_enlarge(out, side);
    } else {
        shrink(picture, panel, out);
    }
}
