/*
 * photo.h — the fingerprint of a photo: marks that are found again after re-compression,
 * resizing, cropping, turning, mirroring, other brightness, a border or a watermark, in a screen's
 * picture and in a collage.
 *
 * No Debian library has a hash that survives a crop of a fifth: hashes of the whole picture
 * change with its edges.  So the picture is described by its most prominent spots, found
 * at many sizes as extrema of centre-surround differences (after CenSurE, Agrawal et al.
 * 2008), each by the signs of the low frequencies (DCT) of its surroundings.  A
 * picture that is turned by 90 degrees or mirrored has the same frequencies, transposed and with
 * other signs: of the eight forms of a mark the least is its key.  For turns by a few degrees
 * each mark is described as it would be after such a turn, too; these forms are searched for,
 * not stored as keys.  Beside the marks there is a thumbnail of 16 greys, on which photo_match.h
 * verifies candidates.  Debian's library with such marks (OpenCV) has no interface for C and
 * brings a hundred others into the reader's cage.
 */
#ifndef LIKENESS_PHOTO_H
#define LIKENESS_PHOTO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "likeness/panels.h"

enum {
    PHOTO_SIDE = 256, /* the longer side of a view, in pixels */
    PHOTO_VIEWS = PANELS_MAX,
    PHOTO_MARKS = 48,
    PHOTO_BITS = 27, /* frequencies u + v = 1 .. 6 */
    PHOTO_WEAK = 3,
    PHOTO_THUMB = 64, /* longer side of the thumbnail */
    PHOTO_TURNS = 4,
    PHOTO_FORMS = 2 * PHOTO_TURNS, /* turned, and turned after mirroring */
    PHOTO_SLANTS = 3,
    PHOTO_BYTES_MAX = 2 + PHOTO_VIEWS * (5 + PHOTO_MARKS * 21 + PHOTO_THUMB * PHOTO_THUMB / 2)
};

/* Radians by which the picture is turned in each slant.  A mark is found again within some three
 * degrees, so turns by up to nine are covered. */
static const float PHOTO_SLANT[PHOTO_SLANTS] = {0.0f, 0.110f, -0.110f};

/* A spot: in pixels of a view, whose longer side is PHOTO_SIDE. */
struct photo_mark {
    uint32_t bits[PHOTO_SLANTS];
    float x, y, size;
    unsigned char weak[PHOTO_SLANTS][PHOTO_WEAK]; /* the bits that may flip, the weakest first */
};

/* The whole picture, or a panel of it. */
struct photo_view {
    int width, height;
    struct photo_mark marks[PHOTO_MARKS];
    size_t mark_count;
    int thumb_width, thumb_height;
    unsigned char thumb[PHOTO_THUMB * PHOTO_THUMB]; /* 0 .. 15 */
};

struct photo {
    struct photo_view views[PHOTO_VIEWS];
    size_t view_count;
};

void photo_of(struct arena *arena, const struct picture *picture, struct photo *out);

/* The stored form; returns the length, at most PHOTO_BYTES_MAX. */
size_t photo_pack(const struct photo *self, unsigned char *into);
/* False for bytes that photo_pack did not write; safe for untrusted bytes. */
MUST_CHECK bool photo_unpack(const unsigned char *data, size_t len, struct photo *out);

/* Keys to be indexed, one for each mark. */
enum { PHOTO_KEYS_MAX = PHOTO_VIEWS * PHOTO_MARKS };
size_t photo_keys(const struct photo *self, int32_t into[static PHOTO_KEYS_MAX]);
/* Keys to search for: of each mark, in each slant, with each value of its weak bits; all
 * different. */
enum { PHOTO_PROBES_MAX = PHOTO_KEYS_MAX * PHOTO_SLANTS << PHOTO_WEAK };
size_t photo_probes(const struct photo *self, int32_t into[static PHOTO_PROBES_MAX]);

/* The bits of a mark when the picture is turned by 90 degrees `turns` times; mirrored left to
 * right. */
uint32_t photo_turn_bits(uint32_t bits, int turns);
uint32_t photo_mirror_bits(uint32_t bits);

#endif
