/*
 * ocr.c — reads the letters of scanned pages with tesseract, in Vietnamese.
 *
 * Each page is turned upright first (PSM_AUTO_OSD).  Numbers, symbols and days that are stamped or
 * written by hand come out wrong, so nothing is judged by them.
 */
#include <fcntl.h>
#include <poppler.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <tesseract/capi.h>

#include "base/file.h"
#include "formats/format.h"

static const char DATA[] = "/usr/share/tesseract-ocr/5/tessdata";
static const char *const MODELS[] = {"/usr/share/tesseract-ocr/5/tessdata/vie.traineddata",
                                     "/usr/share/tesseract-ocr/5/tessdata/osd.traineddata"};

enum { PAGES_READ = 3, DOTS = 200, LONGEST = 5000 };

/* One page's letters in grey on white.  False: there is no such page. */
static bool draw_page(PopplerDocument *document, int index, cairo_surface_t **out)
{
    PopplerPage *page = poppler_document_get_page(document, index);
    double width = 0, height = 0, scale = DOTS / 72.0;
    if (page == NULL) {
        return false;
    }
    poppler_page_get_size(page, &width, &height);
    double longest = width > height ? width : height;
    scale = longest * scale > LONGEST ? LONGEST / longest : scale;
    *out = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * scale) + 1,
                                      (int)(height * scale) + 1);
    cairo_t *cairo = cairo_create(*out);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    poppler_page_render(page, cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(*out);
    g_object_unref(page);
    return cairo_surface_status(*out) == CAIRO_STATUS_SUCCESS;
}

/* Of the surface's four bytes a pixel the green one: a byte of grey. */
static unsigned char *grey_of(cairo_surface_t *surface, int width, int height)
{
    const unsigned char *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    unsigned char *grey = malloc((size_t)width * (size_t)height);
    for (int y = 0; grey != NULL && y < height; y++) {
        for (int x = 0; x < width; x++) {
            grey[y * width + x] = data[y * stride + x * 4 + 1];
        }
    }
    return grey;
}

static void read_page(TessBaseAPI *reader, cairo_surface_t *surface, int output)
{
    int width = cairo_image_surface_get_width(surface);
    int height = cairo_image_surface_get_height(surface);
    unsigned char *grey = grey_of(surface, width, height);
    if (grey == NULL) {
        return;
    }
    TessBaseAPISetImage(reader, grey, width, height, 1, width);
    TessBaseAPISetSourceResolution(reader, DOTS);
    char *text = TessBaseAPIGetUTF8Text(reader);
    (void)file_write(output, text != NULL ? text : "", text != NULL ? strlen(text) : 0);
    (void)file_write(output, "\f", 1);
    TessDeleteText(text);
    TessBaseAPIClear(reader);
    free(grey);
}

static int read_pages(PopplerDocument *document, int output)
{
    TessBaseAPI *reader = TessBaseAPICreate();
    bool is_ready = reader != NULL && TessBaseAPIInit3(reader, DATA, "vie") == 0;
    if (is_ready) {
        TessBaseAPISetPageSegMode(reader, PSM_AUTO_OSD);
    }
    for (int i = 0; is_ready && i < PAGES_READ; i++) {
        cairo_surface_t *surface = NULL;
        if (draw_page(document, i, &surface)) {
            read_page(reader, surface, output);
        }
        cairo_surface_destroy(surface);
    }
    TessBaseAPIDelete(reader);
    return is_ready ? 0 : 1;
}

bool format_ocr_ready(void)
{
    return access(MODELS[0], R_OK) == 0 && access(MODELS[1], R_OK) == 0;
}

int format_ocr(const struct format_input *input, int output)
{
    void *data = mmap(NULL, input->size, PROT_READ, MAP_PRIVATE, input->fd, 0);
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (data == MAP_FAILED || nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0) {
        return 1;
    }
    GBytes *bytes = g_bytes_new_static(data, input->size);
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, NULL);
    g_bytes_unref(bytes);
    if (document == NULL) {
        return 1;
    }
    int failed = read_pages(document, output);
    g_object_unref(document);
    return failed;
}
