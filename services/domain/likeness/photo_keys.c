/*
 * photo_keys.c — the keys of a photo.  Turning by 90 degrees and mirroring move and flip bits; of
 * the eight forms of a mark the least is its key, so that all eight find each other by one look-up.
 */
#include <stdlib.h>

#include "likeness/photo_bits.h"

/* The last bit first. */
static uint32_t reverse(uint32_t bits)
{
    bits = (bits >> 1 & 0x55555555u) | (bits & 0x55555555u) << 1;
    bits = (bits >> 2 & 0x33333333u) | (bits & 0x33333333u) << 2;
    bits = (bits >> 4 & 0x0f0f0f0fu) | (bits & 0x0f0f0f0fu) << 4;
    return __builtin_bswap32(bits);
}

/* (u, v) becomes (v, u), which is at the same place from the other end of its sum; those with an
 * odd frequency down change their sign. */
static uint32_t turn_once(uint32_t bits)
{
    enum { SUMS = 6, SIGNS = 0x2a554a9 };
    uint32_t reversed = reverse(bits), turned = 0;
    for (int sum = 1; sum <= SUMS; sum++) {
        int first = sum * (sum + 1) / 2 - 1;
        uint32_t all = (1u << (sum + 1)) - 1;
        turned |= (reversed >> (31 - first - sum) & all) << first;
    }
    return turned ^ SIGNS;
}

uint32_t photo_turn_bits(uint32_t bits, int turns)
{
    for (; turns > 0; turns--) {
        bits = turn_once(bits);
    }
    return bits;
}

uint32_t photo_mirror_bits(uint32_t bits)
{
    for (int bit = 0; bit < PHOTO_BITS; bit++) {
        bits ^= ((uint32_t)photo_across(bit) & 1) << bit;
    }
    return bits;
}

/* The eight forms of the bits. */
static void forms_of(uint32_t bits, uint32_t out[static PHOTO_FORMS])
{
    out[0] = bits;
    out[PHOTO_TURNS] = photo_mirror_bits(bits);
    for (int turns = 1; turns < PHOTO_TURNS; turns++) {
        out[turns] = photo_turn_bits(out[turns - 1], 1);
        out[PHOTO_TURNS + turns] = photo_turn_bits(out[PHOTO_TURNS + turns - 1], 1);
    }
}

static uint32_t least_of(const uint32_t forms[static PHOTO_FORMS])
{
    uint32_t least = forms[0];
    for (int form = 1; form < PHOTO_FORMS; form++) {
        least = forms[form] < least ? forms[form] : least;
    }
    return least;
}

static int compare_keys(const void *a, const void *b)
{
    int32_t left = *(const int32_t *)a, right = *(const int32_t *)b;
    return left < right ? -1 : left > right ? 1 : 0;
}

static size_t leave_out_equal(int32_t *keys, size_t count)
{
    size_t different = 0;
    qsort(keys, count, sizeof(*keys), compare_keys);
    for (size_t i = 0; i < count; i++) {
        if (different == 0 || keys[i] != keys[different - 1]) {
            keys[different++] = keys[i];
        }
    }
    return different;
}

size_t photo_keys(const struct photo *self, int32_t into[static PHOTO_KEYS_MAX])
{
    size_t count = 0;
    for (size_t v = 0; v < self->view_count; v++) {
        const struct photo_view *view = &self->views[v];
        for (size_t i = 0; i < view->mark_count; i++) {
            uint32_t forms[PHOTO_FORMS];
            forms_of(view->marks[i].bits[0], forms);
            into[count++] = (int32_t)least_of(forms);
        }
    }
    return leave_out_equal(into, count);
}

/* The keys of a mark in one slant, with each value of its weak bits. */
static size_t add_probes(const struct photo_mark *mark, int slant, int32_t *into)
{
    uint32_t forms[PHOTO_FORMS], flips[PHOTO_WEAK][PHOTO_FORMS], flipped[PHOTO_FORMS];
    forms_of(mark->bits[slant], forms);
    for (int weak = 0; weak < PHOTO_WEAK; weak++) {
        forms_of(mark->bits[slant] ^ 1u << mark->weak[slant][weak], flips[weak]);
    }
    for (unsigned way = 0; way < 1u << PHOTO_WEAK; way++) {
        for (int form = 0; form < PHOTO_FORMS; form++) {
            flipped[form] = forms[form];
            for (int weak = 0; weak < PHOTO_WEAK; weak++) {
                flipped[form] ^= (way >> weak & 1) != 0 ? forms[form] ^ flips[weak][form] : 0;
            }
        }
        into[way] = (int32_t)least_of(flipped);
    }
    return 1u << PHOTO_WEAK;
}

size_t photo_probes(const struct photo *self, int32_t into[static PHOTO_PROBES_MAX])
{
    size_t count = 0;
    for (size_t v = 0; v < self->view_count; v++) {
        const struct photo_view *view = &self->views[v];
        for (size_t i = 0; i < view->mark_count; i++) {
            for (int slant = 0; slant < PHOTO_SLANTS; slant++) {
                count += add_probes(&view->marks[i], slant, into + count);
            }
        }
    }
    return leave_out_equal(into, count);
}
