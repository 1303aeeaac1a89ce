/*
 * photo.h — the fingerprint of a photo: marks that are found again after re-compression,
 * resizing, cropping, turning by 90 degrees, other brightness, a border or a watermark.
 *
 * No Debian library has a hash that survives a crop of a fifth: hashes of the whole picture
 * change with its edges.  So the picture is described by its most prominent spots, found
 * at many sizes as extrema of centre-surround differences (after CenSurE, Agrawal et al.
 * 2008), each by the signs of the low frequencies (DCT) of its surroundings.  A turned
 * picture has the same frequencies, transposed and with other signs, so that turning is
 * computed, not searched.  Beside the marks there is a thumbnail of 16 greys, on which
 * photo_match.h verifies candidates.
 */
#ifndef LIKENESS_PHOTO_H
#define LIKENESS_PHOTO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "likeness/picture.h"

enum {
    PHOTO_MARKS = 48,
    PHOTO_BITS = 27, /* frequencies u + v = 1 .. 6 */
    PHOTO_WEAK = 3,
    PHOTO_THUMB = 64, /* longer side of the thumbnail */
    PHOTO_TURNS = 4,
    PHOTO_BYTES_MAX = 6 + PHOTO_MARKS * 10 + PHOTO_THUMB * PHOTO_THUMB / 2
};

/* A spot: in pixels of a picture whose longer side is PICTURE_SIDE. */
struct photo_mark {
    uint32_t bits;
    float x, y, size;
    unsigned char weak[PHOTO_WEAK]; /* the bits that may flip, the weakest first */
};

struct photo {
    int width, height; /* of the picture */
    struct photo_mark marks[PHOTO_MARKS];
    size_t mark_count;
    int thumb_width, thumb_height;
    unsigned char thumb[PHOTO_THUMB * PHOTO_THUMB]; /* 0 .. 15 */
};

void photo_of(struct arena *arena, const struct picture *picture, struct photo *out);

/* The stored form; returns the length, at most PHOTO_BYTES_MAX. */
size_t photo_pack(const struct photo *self, unsigned char *into);
/* False for bytes that photo_pack did not write; safe for untrusted bytes. */
MUST_CHECK bool photo_unpack(const unsigned char *data, size_t len, struct photo *out);

/* Keys to be indexed, one for each mark. */
size_t photo_keys(const struct photo *self, int32_t into[static PHOTO_MARKS]);
/* Keys to search for: of each mark, in all four turns, with each value of its weak bits; all
 * different. */
enum { PHOTO_PROBES_MAX = PHOTO_MARKS * PHOTO_TURNS << PHOTO_WEAK };
size_t photo_probes(const struct photo *self, int32_t into[static PHOTO_PROBES_MAX]);

/* The bits of a mark when the picture is turned by 90 degrees `turns` times. */
uint32_t photo_turn_bits(uint32_t bits, int turns);

#endif
