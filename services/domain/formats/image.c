/*
 * image.c — whether a picture is complete, its size, and its metadata.  JPEG and PNG have an end
 * marker, which a truncated file lacks.  EXIF by libexif.
 */
#include <libexif/exif-data.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "formats/format.h"
#include "likeness/picture.h"

enum { TAIL = 65536, HEAD = 1 << 19, VALUE = 80 };

struct image {
    const unsigned char *head;
    size_t len;
    struct buf facts;
    bool is_huge; /* more pixels than the decoder accepts */
};

static void add_fact(struct image *self, const char *name, const char *value)
{
    if (value[0] != '\0' && strpbrk(value, "\t\n") == NULL) {
        buf_print(&self->facts, "%s%s=%s", self->facts.len > 0 ? "\t" : "", name, value);
    }
}

static void add_size(struct image *self, unsigned width, unsigned height)
{
    self->is_huge = (unsigned long long)width * height > PICTURE_PIXELS_MAX;
    buf_print(&self->facts, "width=%u\theight=%u", width, height);
}

/* ------------------------------------------------------------- size */

static unsigned image_big(const unsigned char *at, int bytes)
{
    unsigned value = 0;
    for (int i = 0; i < bytes; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

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
        add_size(self, (unsigned)(head[6] | head[7] << 8), (unsigned)(head[8] | head[9] << 8));
    }
}

/* ------------------------------------------------------------- EXIF */

static void exif_text(ExifData *data, ExifIfd ifd, ExifTag tag, char into[static VALUE])
{
    ExifEntry *entry = exif_content_get_entry(data->ifd[ifd], tag);
    into[0] = '\0';
    if (entry != NULL) {
        exif_entry_get_value(entry, into, VALUE);
    }
}

/* "2023:05:20 08:00:00" */
static void add_taken(struct image *self, ExifData *data)
{
    char text[VALUE] = "", day[12];
    exif_text(data, EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL, text);
    if (strlen(text) >= 10 && text[4] == ':' && text[7] == ':') {
        snprintf(day, sizeof(day), "%.4s-%.2s-%.2s", text, text + 5, text + 8);
        add_fact(self, "taken", day);
    }
}

/* Degrees, minutes and seconds as ten-thousandths of a degree. */
static bool image_angle(ExifData *data, ExifTag tag, long *out)
{
    ExifEntry *entry = exif_content_get_entry(data->ifd[EXIF_IFD_GPS], tag);
    if (entry == NULL || entry->format != EXIF_FORMAT_RATIONAL || entry->components != 3) {
        return false;
    }
    long parts[3], scale[3] = {10000, 60, 3600};
    *out = 0;
    for (int i = 0; i < 3; i++) {
        ExifRational part =
            exif_get_rational(entry->data + (ptrdiff_t)i * 8, exif_data_get_byte_order(data));
        if (part.denominator == 0 || part.numerator > 4000000) {
            return false;
        }
        parts[i] = (long)part.numerator * 10000 / (long)part.denominator;
        *out += i == 0 ? parts[i] : parts[i] / scale[i];
    }
    return true;
}

static void add_angle(struct image *self, ExifData *data, const char *name, ExifTag tag)
{
    char text[VALUE], side[VALUE];
    long value;
    side[0] = '\0';
    exif_text(data, EXIF_IFD_GPS, (ExifTag)(tag - 1), side); /* its reference: N S E W */
    if (image_angle(data, tag, &value)) {
        bool is_minus = side[0] == 'S' || side[0] == 'W';
        snprintf(text, sizeof(text), "%s%ld.%04ld", is_minus ? "-" : "", value / 10000,
                 value % 10000);
        add_fact(self, name, text);
    }
}

static void add_exif(struct image *self)
{
    char software[VALUE];
    ExifData *data = exif_data_new_from_data(self->head, (unsigned)self->len);
    if (data == NULL) {
        return;
    }
    add_taken(self, data);
    add_angle(self, data, "latitude", (ExifTag)EXIF_TAG_GPS_LATITUDE);
    add_angle(self, data, "longitude", (ExifTag)EXIF_TAG_GPS_LONGITUDE);
    exif_text(data, EXIF_IFD_0, EXIF_TAG_SOFTWARE, software);
    add_fact(self, "software", software);
    exif_data_unref(data);
}

/* What generators write into XMP and PNG text (IPTC's digital source type). */
static void add_generator(struct image *self)
{
    static const char *const NAMES[] = {"trainedAlgorithmicMedia", "Stable Diffusion", "Midjourney",
                                        "DALL-E", "ComfyUI"};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        if (memmem(self->head, self->len, NAMES[i], strlen(NAMES[i])) != NULL) {
            add_fact(self, "software", NAMES[i]);
            return;
        }
    }
}

static bool is_whole(const struct format_input *input, const char *media_type)
{
    static unsigned char tail[TAIL];
    size_t len = input->size < TAIL ? input->size : TAIL;
    ssize_t count = pread(input->fd, tail, len, (off_t)(input->size - len));
    if (count > 0 && strcmp(media_type, "image/jpeg") == 0) {
        return memmem(tail, (size_t)count, "\xff\xd9", 2) != NULL;
    }
    if (count > 0 && strcmp(media_type, "image/png") == 0) {
        return memmem(tail, (size_t)count, "IEND", 4) != NULL;
    }
    return true;
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

int format_image(const struct format_input *input, int output, const char *media_type)
{
    static unsigned char head[HEAD];
    ssize_t len = pread(input->fd, head, sizeof(head), 0);
    struct image picture = {.head = head, .len = len > 0 ? (size_t)len : 0};
    image_measure(&picture, media_type);
    add_exif(&picture);
    add_generator(&picture);
    bool is_decoded = format_add_photo(input, &picture.facts);
    bool is_damaged = !is_whole(input, media_type) || (!is_decoded && must_decode(media_type));
    bool does_hide = format_hides_zip(input) || format_hides_more(input);
    const char *problem = does_hide         ? "polyglot"
                          : is_damaged      ? "damaged"
                          : picture.is_huge ? "too_large"
                                            : "";
    format_answer_facts(output, media_type, problem, buf_string(&picture.facts), NULL);
    buf_free(&picture.facts);
    return 0;
}
