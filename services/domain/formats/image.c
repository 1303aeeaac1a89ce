/*
 * image.c — a picture's size, metadata and fingerprint, and whether it is complete.
 */
#include "formats/image.h"

#include <string.h>
#include <sys/mman.h>

#include "formats/format.h"
#include "likeness/picture.h"

enum { HEAD = 1 << 19 };

struct image {
    const unsigned char *head;
    size_t len;
    struct buf facts;
    bool is_huge; /* more pixels than the decoder accepts */
};

static void add_size(struct image *self, unsigned width, unsigned height)
{
    self->is_huge = (unsigned long long)width * height > PICTURE_PIXELS_MAX;
    buf_print(&self->facts, "width=%u\theight=%u", width, height);
}

/* ------------------------------------------------------------- size */

/* Skips segments up to the frame header (SOF0 to SOF15 but DHT, JPG, DAC). */
static void measure_jpeg(struct image *self)
{
    size_t at = 2;
    while (at + 9 < self->len && self->head[at] == 0xff) {
        unsigned marker = self->head[at + 1];
        if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
            marker != 0xcc) {
            add_size(self, image_big(self->head + at + 7, 2), image_big(self->head + at + 5, 2));
            return;
        }
        at += 2 + (marker == 0xff ? 0 : image_big(self->head + at + 2, 2));
    }
}

static void image_measure(struct image *self, const char *media_type)
{
    const unsigned char *head = self->head;
    if (strcmp(media_type, "image/jpeg") == 0) {
        measure_jpeg(self);
    } else if (strcmp(media_type, "image/png") == 0 && self->len > 24) {
        add_size(self, image_big(head + 16, 4), image_big(head + 20, 4));
    } else if (strcmp(media_type, "image/gif") == 0 && self->len > 10) {
        add_size(self, image_little(head + 6, 2), image_little(head + 8, 2));
    }
}

/* What generators write into XMP and PNG text (IPTC's digital source type). */
static void add_generator(struct image *self)
{
    static const char *const NAMES[] = {"trainedAlgorithmicMedia", "Stable Diffusion", "Midjourney",
                                        "DALL-E", "ComfyUI"};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        if (memmem(self->head, self->len, NAMES[i], strlen(NAMES[i])) != NULL) {
            image_add_fact(&self->facts, "software", NAMES[i]);
            return;
        }
    }
}

/* Formats without an end marker are complete if they can be decoded. */
static bool must_decode(const char *media_type)
{
    static const char *const TYPES[] = {"image/webp", "image/heic", "image/heif", "image/gif",
                                        "image/tiff"};
    for (size_t i = 0; i < sizeof(TYPES) / sizeof(TYPES[0]); i++) {
        if (strcmp(media_type, TYPES[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void image_read(const struct image_bytes *file, int output, const char *media_type)
{
    struct buf exif = {0};
    struct image picture = {.head = file->data, .len = file->len < HEAD ? file->len : HEAD};
    image_measure(&picture, media_type);
    picture_exif(file->data, file->len, &exif);
    image_add_exif(exif.data, exif.len, &picture.facts);
    add_generator(&picture);
    bool is_decoded = format_add_photo(file->data, file->len, &picture.facts);
    bool is_damaged = !picture.is_huge && (!image_is_whole(file, media_type) ||
                                           (!is_decoded && must_decode(media_type)));
    bool does_hide =
        format_hides_zip(file->data, file->len) || format_hides_more(file->data, file->len);
    const char *problem = does_hide         ? "polyglot"
                          : is_damaged      ? "damaged"
                          : picture.is_huge ? "too_large"
                                            : "";
    format_answer_facts(output, media_type, problem, buf_string(&picture.facts), NULL);
    buf_free(&picture.facts);
    buf_free(&exif);
}

int format_image(const struct format_input *input, int output, const char *media_type)
{
    void *data = mmap(NULL, input->size, PROT_READ, MAP_PRIVATE, input->fd, 0);
    if (data == MAP_FAILED) {
        return 1;
    }
    image_read(&(struct image_bytes){data, input->size}, output, media_type);
    munmap(data, input->size);
    return 0;
}
