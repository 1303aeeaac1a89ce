/*
 * image_exif.c — day, place and program of a picture from its EXIF block, by libexif.
 */
#include <libexif/exif-data.h>
#include <stdio.h>
#include <string.h>

#include "formats/image.h"

enum { VALUE = 80 };

void image_add_fact(struct buf *facts, const char *name, const char *value)
{
    if (value[0] != '\0' && strpbrk(value, "\t\n") == NULL) {
        buf_print(facts, "%s%s=%s", facts->len > 0 ? "\t" : "", name, value);
    }
}

static void exif_text(ExifData *data, ExifIfd ifd, ExifTag tag, char into[static VALUE])
{
    ExifEntry *entry = exif_content_get_entry(data->ifd[ifd], tag);
    into[0] = '\0';
    if (entry != NULL) {
        exif_entry_get_value(entry, into, VALUE);
    }
}

/* "2023:05:20 08:00:00" */
static void add_taken(struct buf *facts, ExifData *data)
{
    char text[VALUE] = "", day[12];
    exif_text(data, EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL, text);
    if (strlen(text) >= 10 && text[4] == ':' && text[7] == ':') {
        snprintf(day, sizeof(day), "%.4s-%.2s-%.2s", text, text + 5, text + 8);
        image_add_fact(facts, "taken", day);
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

static void add_angle(struct buf *facts, ExifData *data, const char *name, ExifTag tag)
{
    char text[VALUE], side[VALUE];
    long value;
    side[0] = '\0';
    exif_text(data, EXIF_IFD_GPS, (ExifTag)(tag - 1), side); /* its reference: N S E W */
    if (image_angle(data, tag, &value)) {
        bool is_minus = side[0] == 'S' || side[0] == 'W';
        snprintf(text, sizeof(text), "%s%ld.%04ld", is_minus ? "-" : "", value / 10000,
                 value % 10000);
        image_add_fact(facts, name, text);
    }
}

/* libexif takes a block without its usual start for a JPEG and searches it. */
static ExifData *image_exif_load(const void *exif, size_t len)
{
    static const char START[] = "Exif\0"; /* and a second NUL */
    struct buf block = {0};
    if (len < sizeof(START) || memcmp(exif, START, sizeof(START)) != 0) {
        buf_add(&block, START, sizeof(START));
    }
    buf_add(&block, exif, len);
    ExifData *data =
        exif_data_new_from_data((const unsigned char *)block.data, (unsigned)block.len);
    buf_free(&block);
    return data;
}

void image_add_exif(const void *exif, size_t len, struct buf *facts)
{
    enum { EXIF_MAX = 16 << 20 };
    char software[VALUE];
    ExifData *data = len > 0 && len <= EXIF_MAX ? image_exif_load(exif, len) : NULL;
    if (data == NULL) {
        return;
    }
    add_taken(facts, data);
    add_angle(facts, data, "latitude", (ExifTag)EXIF_TAG_GPS_LATITUDE);
    add_angle(facts, data, "longitude", (ExifTag)EXIF_TAG_GPS_LONGITUDE);
    exif_text(data, EXIF_IFD_0, EXIF_TAG_SOFTWARE, software);
    image_add_fact(facts, "software", software);
    exif_data_unref(data);
}
