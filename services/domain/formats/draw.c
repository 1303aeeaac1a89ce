/*
 * draw.c — draws a page of a PDF with poppler, or takes the places of its words.
 */
#include "formats/draw.h"

#include <fcntl.h>
#include <poppler.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "formats/format.h"

/* ---------------------------------------------------------------- the picture */

static cairo_surface_t *draw_page(PopplerPage *page, int wanted)
{
    double width = 0, height = 0;
    poppler_page_get_size(page, &width, &height);
    double scale = wanted / (width > 1 ? width : 1);
    scale = height * scale > DRAW_HEIGHT_MAX ? DRAW_HEIGHT_MAX / height : scale;
    int across = (int)(width * scale + 0.5), down = (int)(height * scale + 0.5);
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, across > 0 ? across : 1, down > 0 ? down : 1);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    poppler_page_render(page, cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    return surface;
}

/* Of the surface's four bytes a pixel, blue first, the three that are colours. */
static unsigned char *draw_rgb(cairo_surface_t *surface, int width, int height)
{
    const unsigned char *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    unsigned char *rgb = data != NULL ? malloc((size_t)width * (size_t)height * 3) : NULL;
    for (int y = 0; rgb != NULL && y < height; y++) {
        const unsigned char *from = data + (ptrdiff_t)y * stride;
        unsigned char *to = rgb + (ptrdiff_t)y * width * 3;
        for (int x = 0; x < width; x++, from += 4, to += 3) {
            to[0] = from[2];
            to[1] = from[1];
            to[2] = from[0];
        }
    }
    return rgb;
}

static int draw_pdf_picture(PopplerPage *page, int pages, int wanted, int output)
{
    cairo_surface_t *surface = draw_page(page, wanted);
    int width = cairo_image_surface_get_width(surface);
    int height = cairo_image_surface_get_height(surface);
    unsigned char *rgb = draw_rgb(surface, width, height);
    cairo_surface_destroy(surface);
    size_t len = 0;
    void *jpeg = rgb != NULL ? draw_jpeg(rgb, width, height, &len) : NULL;
    free(rgb);
    struct draw_head head = {jpeg != NULL ? "" : "damaged", pages, width, height};
    int code = draw_answer(output, &head, jpeg, len);
    g_free(jpeg);
    return code;
}

/* ---------------------------------------------------------------- the words */

struct word {
    PopplerRectangle box;
    const char *start;
    size_t len;
};

static int share_of(double part, double whole)
{
    double share = whole > 0 ? part * 10000 / whole : 0;
    return share < 0 ? 0 : share > 10000 ? 10000 : (int)(share + 0.5);
}

static void add_word(struct buf *words, const struct word *word, double width, double height)
{
    if (word->len > 0) {
        buf_print(words, "%d %d %d %d ", share_of(word->box.x1, width),
                  share_of(word->box.y1, height), share_of(word->box.x2 - word->box.x1, width),
                  share_of(word->box.y2 - word->box.y1, height));
        buf_add(words, word->start, word->len);
        buf_byte(words, '\n');
    }
}

static void draw_widen(PopplerRectangle *box, const PopplerRectangle *by)
{
    box->x1 = by->x1 < box->x1 ? by->x1 : box->x1;
    box->y1 = by->y1 < box->y1 ? by->y1 : box->y1;
    box->x2 = by->x2 > box->x2 ? by->x2 : box->x2;
    box->y2 = by->y2 > box->y2 ? by->y2 : box->y2;
}

/* One rectangle a character of the text. */
static void add_words(struct buf *words, const char *text, const PopplerRectangle *boxes,
                      size_t count, double width, double height)
{
    struct word word = {.len = 0};
    size_t at = 0, found = 0;
    for (const char *c = text; *c != '\0' && at < count && found < DRAW_WORDS_MAX; at++) {
        const char *next = g_utf8_next_char(c);
        if (g_unichar_isspace(g_utf8_get_char(c))) {
            add_word(words, &word, width, height);
            found += word.len > 0 ? 1 : 0;
            word.len = 0;
        } else if (word.len == 0) {
            word = (struct word){boxes[at], c, (size_t)(next - c)};
        } else {
            draw_widen(&word.box, &boxes[at]);
            word.len = (size_t)(next - word.start);
        }
        c = next;
    }
    add_word(words, &word, width, height);
}

static int draw_pdf_words(PopplerPage *page, int pages, int output)
{
    double width = 0, height = 0;
    PopplerRectangle *boxes = NULL;
    guint count = 0;
    struct buf words = {0};
    poppler_page_get_size(page, &width, &height);
    char *text = poppler_page_get_text(page);
    if (text != NULL && poppler_page_get_text_layout(page, &boxes, &count)) {
        add_words(&words, text, boxes, count, width, height);
    }
    struct draw_head head = {"", pages, (int)width, (int)height};
    int code = draw_answer(output, &head, words.data, words.len);
    g_free(boxes);
    g_free(text);
    buf_free(&words);
    return code;
}

/* ---------------------------------------------------------------- one file */

static int draw_document(const struct draw_input *input, PopplerDocument *document, int output)
{
    int pages = poppler_document_get_n_pages(document);
    PopplerPage *page =
        input->page <= pages ? poppler_document_get_page(document, input->page - 1) : NULL;
    if (page == NULL) {
        struct draw_head head = {input->page > pages ? "none" : "damaged", pages, 0, 0};
        return draw_answer(output, &head, NULL, 0);
    }
    int code = input->width > 0 ? draw_pdf_picture(page, pages, input->width, output)
                                : draw_pdf_words(page, pages, output);
    g_object_unref(page);
    return code;
}

static int draw_pdf(const struct draw_input *input, const struct draw_bytes *file, int output)
{
    GError *error = NULL;
    GBytes *bytes = g_bytes_new_static(file->data, file->len);
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, &error);
    g_bytes_unref(bytes);
    if (document == NULL) {
        bool is_locked = g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
        g_clear_error(&error);
        struct draw_head head = {is_locked ? "encrypted" : "damaged", 0, 0, 0};
        return draw_answer(output, &head, NULL, 0);
    }
    int code = draw_document(input, document, output);
    g_object_unref(document);
    return code;
}

int format_draw(const struct draw_input *input, int output)
{
    void *data = mmap(NULL, input->size, PROT_READ, MAP_PRIVATE, input->fd, 0);
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (data == MAP_FAILED || nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0) {
        struct draw_head head = {"damaged", 0, 0, 0};
        return draw_answer(output, &head, NULL, 0);
    }
    const struct draw_bytes file = {data, input->size};
    return format_is_pdf(data, input->size) ? draw_pdf(input, &file, output)
                                            : draw_picture(input, &file, output);
}
