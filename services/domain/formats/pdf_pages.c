/*
 * pdf_pages.c — which pages are pictures, and whether the text is one.
 *
 * A page is a picture if images cover most of it and the little text that it has is that of a
 * stamp: a few words, or some in a small part of the page; or if it has no word at all and
 * something is drawn.  The words in the field of a digital signature are the signature's.
 *
 * Text without a map to Unicode comes out as the codes of its font: control characters, private
 * ones, signs within words.
 */
#include <poppler.h>
#include <string.h>

#include "formats/pdf.h"

enum {
    PAGES_LOOKED = 20,
    CELLS = 32,       /* a page is looked at in so many rows and columns */
    COVERED_MIN = 60, /* percent of a picture's page */
    WORDS_FEW = 15,   /* a page number, the name of a scanner */
    WORDS_STAMP = 80, /* a stamp, wherever it is */
    CELLS_STAMP = 96,
    SHADES_APART = 24
};

struct look {
    PopplerPage *page;
    double width, height;
    GList *fields;
    size_t words, cells;    /* with words in them */
    size_t characters, odd; /* of the text */
};

/* ------------------------------------------------------------- text */

/* Signs that fonts have in the places of Vietnamese letters; none touches a letter otherwise. */
static bool is_sign(gunichar c)
{
    return c == 0x20ac || c == 0x201a || c == 0x192 || c == 0x201e || c == 0x2020 || c == 0x2021 ||
           c == 0x2c6 || c == 0x2030 || c == 0x2039 || c == 0x2022;
}

static bool is_odd(gunichar before, gunichar c, gunichar after)
{
    bool is_control = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfffd;
    bool is_private = (c >= 0xe000 && c < 0xf900) || c >= 0xf0000 || !g_unichar_isdefined(c);
    return is_control || is_private ||
           (is_sign(c) && g_unichar_isalpha(before) && g_unichar_isalpha(after));
}

/* The middle of a letter is in the field of a signature. */
static bool is_signature(const struct look *self, const PopplerRectangle *letter)
{
    double x = (letter->x1 + letter->x2) / 2, y = self->height - (letter->y1 + letter->y2) / 2;
    for (const GList *at = self->fields; at != NULL; at = at->next) {
        const PopplerFormFieldMapping *mapping = at->data;
        if (poppler_form_field_get_field_type(mapping->field) == POPPLER_FORM_FIELD_SIGNATURE &&
            x >= mapping->area.x1 && x <= mapping->area.x2 && y >= mapping->area.y1 &&
            y <= mapping->area.y2) {
            return true;
        }
    }
    return false;
}

static unsigned cell_of(double at, double whole)
{
    double cell = whole > 0 ? at / whole * CELLS : 0;
    return cell < 0 ? 0 : cell >= CELLS ? CELLS - 1 : (unsigned)cell;
}

/* Counts the words and the cells that they are in, whichever way they run. */
static void look_at_text(struct look *self)
{
    char *text = poppler_page_get_text(self->page);
    PopplerRectangle *letters = NULL;
    guint count = 0, at = 0;
    bool is_written[CELLS][CELLS] = {{false}}, is_in_word = false;
    gunichar before = ' ';
    (void)poppler_page_get_text_layout(self->page, &letters, &count);
    for (const char *c = text; c != NULL && *c != '\0'; c = g_utf8_next_char(c), at++) {
        gunichar letter = g_utf8_get_char(c), after = g_utf8_get_char(g_utf8_next_char(c));
        bool is_gap = g_unichar_isspace(letter);
        self->characters += is_gap ? 0 : 1;
        self->odd += !is_gap && is_odd(before, letter, after) ? 1 : 0;
        before = letter;
        if (is_gap || at >= count || is_signature(self, &letters[at])) {
            is_in_word = is_in_word && !is_gap;
            continue;
        }
        self->words += is_in_word ? 0 : 1;
        is_in_word = true;
        bool *cell = &is_written[cell_of((letters[at].y1 + letters[at].y2) / 2, self->height)]
                                [cell_of((letters[at].x1 + letters[at].x2) / 2, self->width)];
        self->cells += *cell ? 0 : 1;
        *cell = true;
    }
    g_free(letters);
    g_free(text);
}

/* ------------------------------------------------------------- pictures */

/* Most of the page.  Sizes are added, because poppler misplaces the images of a turned page. */
static bool is_covered(const struct look *self)
{
    double covered = 0, whole = self->width * self->height;
    GList *images = poppler_page_get_image_mapping(self->page);
    for (const GList *at = images; at != NULL; at = at->next) {
        const PopplerRectangle *area = &((const PopplerImageMapping *)at->data)->area;
        covered += ABS((area->x2 - area->x1) * (area->y2 - area->y1));
    }
    poppler_page_free_image_mapping(images);
    return covered * 100 >= whole * COVERED_MIN;
}

enum { DRAWN = 512 }; /* pixels of a page's longer side */

/* The page on white; small, but a changed letter changes it. */
static cairo_surface_t *draw_small(PopplerPage *page)
{
    double width, height;
    poppler_page_get_size(page, &width, &height);
    double scale = DRAWN / MAX(MAX(width, height), 1);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, DRAWN, DRAWN);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    poppler_page_render(page, cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    return surface;
}

static int shade_at(cairo_surface_t *surface, int x, int y)
{
    const unsigned char *data = cairo_image_surface_get_data(surface);
    return data[y * cairo_image_surface_get_stride(surface) + x * 4 + 1];
}

/* How many pixels of the first differ from the second; NULL is white. */
static size_t count_apart(cairo_surface_t *one, cairo_surface_t *two)
{
    size_t count = 0;
    for (int y = 0; y < DRAWN; y++) {
        for (int x = 0; x < DRAWN; x++) {
            int apart = shade_at(one, x, y) - (two != NULL ? shade_at(two, x, y) : 255);
            count += apart > SHADES_APART || apart < -SHADES_APART ? 1 : 0;
        }
    }
    return count;
}

static bool is_drawn(PopplerPage *page)
{
    enum { SPECKS = 300 };
    cairo_surface_t *surface = draw_small(page);
    bool is_any = count_apart(surface, NULL) > SPECKS;
    cairo_surface_destroy(surface);
    return is_any;
}

static bool is_picture(const struct look *self)
{
    if (self->words == 0) {
        return is_drawn(self->page);
    }
    bool is_stamp =
        self->words <= WORDS_FEW || (self->words <= WORDS_STAMP && self->cells <= CELLS_STAMP);
    return is_stamp && is_covered(self);
}

/* ------------------------------------------------------------- the document */

static PopplerDocument *pdf_pages_open(const struct pdf *file)
{
    GBytes *bytes = g_bytes_new_static(file->data, file->size);
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, NULL);
    g_bytes_unref(bytes);
    return document;
}

void pdf_add_page_facts(const struct pdf *file, struct buf *facts)
{
    PopplerDocument *document = pdf_pages_open(file);
    int pages = document != NULL ? poppler_document_get_n_pages(document) : 0;
    size_t characters = 0, odd = 0, scanned = 0, written = 0;
    if (document == NULL) {
        return;
    }
    buf_print(facts, "page_count=%d", pages);
    for (int i = 0; i < pages && i < PAGES_LOOKED; i++) {
        struct look look = {.page = poppler_document_get_page(document, i)};
        if (look.page == NULL) {
            continue;
        }
        poppler_page_get_size(look.page, &look.width, &look.height);
        look.fields = poppler_page_get_form_field_mapping(look.page);
        look_at_text(&look);
        if (is_picture(&look)) {
            buf_print(facts, "%s%d", scanned++ > 0 ? "," : "\tscanned=", i + 1);
        } else {
            written += look.words > 0 ? 1 : 0;
        }
        characters += look.characters;
        odd += look.odd;
        poppler_page_free_form_field_mapping(look.fields);
        g_object_unref(look.page);
    }
    if (scanned > 0 && written == 0) {
        buf_text(facts, "\tunwritten=1");
    }
    if (odd * 10 > characters) {
        buf_text(facts, "\tunmapped=1");
    }
    g_object_unref(document);
}

static bool is_text_alike(PopplerPage *one, PopplerPage *two)
{
    char *first = poppler_page_get_text(one), *second = poppler_page_get_text(two);
    bool is_alike = g_strcmp0(first, second) == 0;
    g_free(first);
    g_free(second);
    return is_alike;
}

static bool is_drawn_alike(PopplerPage *one, PopplerPage *two)
{
    cairo_surface_t *first = draw_small(one), *second = draw_small(two);
    bool is_alike = count_apart(first, second) == 0;
    cairo_surface_destroy(first);
    cairo_surface_destroy(second);
    return is_alike;
}

static bool is_page_alike(PopplerDocument *one, PopplerDocument *two, int index)
{
    PopplerPage *first = poppler_document_get_page(one, index);
    PopplerPage *second = poppler_document_get_page(two, index);
    bool is_alike = first != NULL && second != NULL && is_text_alike(first, second) &&
                    is_drawn_alike(first, second);
    g_clear_object(&first);
    g_clear_object(&second);
    return is_alike;
}

bool pdf_looks_like(const struct pdf *file, const struct pdf *other)
{
    PopplerDocument *one = pdf_pages_open(file), *two = pdf_pages_open(other);
    int pages = one != NULL ? poppler_document_get_n_pages(one) : 0;
    bool is_alike = two == NULL || pages == poppler_document_get_n_pages(two);
    for (int i = 0; two != NULL && is_alike && i < pages && i < PAGES_LOOKED; i++) {
        is_alike = is_page_alike(one, two, i);
    }
    g_clear_object(&one);
    g_clear_object(&two);
    return is_alike;
}
