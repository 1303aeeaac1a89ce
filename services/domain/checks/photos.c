/*
 * photos.c — what a picture says of itself.  EXIF is a hint, never a ground for refusal:
 * phones and messengers strip it, and clocks are wrong.
 */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "checks/checks.h"
#include "text/passage.h"

static bool is_image(const struct reading *reading)
{
    return strncmp(reading->media_type, "image/", 6) == 0;
}

/* The value of a line "name=value"; "" if there is none. */
static const char *fact(struct inspection *in, const struct reading *reading, const char *name)
{
    size_t len = strlen(name);
    for (const char *line = reading->facts; line != NULL && *line != '\0';) {
        const char *end = strchrnul(line, '\n');
        if (strncmp(line, name, len) == 0 && line[len] == '=') {
            return arena_text(in->arena, line + len + 1, (size_t)(end - line) - len - 1);
        }
        line = *end != '\0' ? end + 1 : end;
    }
    return "";
}

static long number(struct inspection *in, const struct reading *reading, const char *name)
{
    return strtol(fact(in, reading, name), NULL, 10);
}

void check_photo_not_image(struct inspection *in)
{
    size_t read = 0, images = 0;
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        read += reading->media_type[0] != '\0' && reading->problem[0] == '\0' ? 1 : 0;
        images += is_image(reading) || strcmp(reading->media_type, "application/pdf") == 0 ? 1 : 0;
    }
    if (read > 0 && images == 0) {
        report(in, "files", NULL);
    }
}

void check_photo_small(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        long width = number(in, reading, "width"), height = number(in, reading, "height");
        long side = width < height ? width : height;
        if (is_image(reading) && side > 0 && side < parameter(in, "side_min")) {
            report_file(in, reading->name,
                        arena_print(in->arena, "Ảnh %ld × %ld điểm.", width, height));
        }
    }
}

/* Sizes of screens that cameras do not make. */
static bool is_screen(long a, long b)
{
    static const struct {
        long shorter, longer;
    } SCREENS[] = {{720, 1280},  {720, 1600},  {750, 1334},  {828, 1792},  {1080, 1920},
                   {1080, 2160}, {1080, 2280}, {1080, 2340}, {1080, 2400}, {1125, 2436},
                   {1170, 2532}, {1179, 2556}, {1242, 2688}, {1284, 2778}, {768, 1366},
                   {900, 1440},  {1440, 2560}, {1440, 3200}, {1200, 1920}};
    long shorter = a < b ? a : b, longer = a < b ? b : a;
    for (size_t i = 0; i < sizeof(SCREENS) / sizeof(SCREENS[0]); i++) {
        if (SCREENS[i].shorter == shorter && SCREENS[i].longer == longer) {
            return true;
        }
    }
    return false;
}

void check_photo_screenshot(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        const char *name = text_fold(in->arena, reading->name, strlen(reading->name));
        bool is_named = strstr(name, "screenshot") != NULL ||
                        strstr(name, "chup man hinh") != NULL ||
                        strstr(name, "screen_shot") != NULL;
        bool has_size = strcmp(reading->media_type, "image/png") == 0 &&
                        is_screen(number(in, reading, "width"), number(in, reading, "height"));
        if (is_image(reading) && (is_named || has_size)) {
            report_file(in, reading->name, NULL);
        }
    }
}

void check_photo_day(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        const char *taken = fact(in, reading, "taken");
        date_days day;
        if (date_parse(taken, &day) && labs((long)day - in->occurred) > parameter(in, "days_max")) {
            report_file(in, reading->name, arena_print(in->arena, "Ảnh ghi ngày chụp %s.", taken));
        }
    }
}

/* The country with its sea and islands, generously: 6.5 to 23.5° N, 102 to 118° E. */
void check_photo_place(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        struct decimal north, east;
        if (!decimal_parse(fact(in, reading, "latitude"), &north) ||
            !decimal_parse(fact(in, reading, "longitude"), &east)) {
            continue;
        }
        if (north.raw < 65000 || north.raw > 235000 || east.raw < 1020000 || east.raw > 1180000) {
            report_file(in, reading->name, NULL);
        }
    }
}

void check_photo_generated(struct inspection *in)
{
    static const char *const PROGRAMS[] = {"stable diffusion", "midjourney", "dall-e", "dall·e",
                                           "firefly", "trainedalgorithmicmedia", "comfyui",
                                           "automatic1111", "novelai", "imagen"};
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        const char *software = fact(in, reading, "software");
        const char *lower = passage_lower(in->arena, software, strlen(software));
        for (size_t p = 0; p < sizeof(PROGRAMS) / sizeof(PROGRAMS[0]); p++) {
            if (strstr(lower, PROGRAMS[p]) != NULL) {
                report_file(in, reading->name, software);
                break;
            }
        }
    }
}

void check_photo_caption(struct inspection *in)
{
    const struct text_word *words;
    size_t count = passage_words(in->arena, in->piece->title, strlen(in->piece->title), &words) +
                   passage_words(in->arena, in->piece->text, strlen(in->piece->text), &words);
    if (count < (size_t)parameter(in, "words_min")) {
        report(in, "text", NULL);
    }
}
