/*
 * format.h — a file's format and text.  Runs in a sandboxed child, which can open nothing but the
 * input, except through the one tool for PDF.
 *
 * The child answers with one line "media type TAB problem [TAB name=value]... LF" and then the
 * text.
 */
#ifndef FORMATS_FORMAT_H
#define FORMATS_FORMAT_H

#include <magic.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct format_input {
    magic_t magic; /* loaded before the cage closes */
    size_t text_max;
    int fd;
    size_t size;
    const char *content_type; /* of the HTTP answer; NULL: it came another way */
};

/* The first bytes are a PDF's: the only format that a program of the system reads. */
bool format_is_pdf(const unsigned char *start, size_t len);

/* The first bytes are WebP's or HEIC's: their decoders need threads. */
bool format_wants_threads(const unsigned char *start, size_t len);

/* Writes the whole answer for the file; returns the child's exit code. */
int format_read(const struct format_input *input, int output);

/* Internal to formats: writes the head line, then text, cut at text_max. */
void format_answer(int output, const char *media_type, const char *problem, const struct buf *text);

/* The same with `facts`, "name=value" separated by tabs; `text` may be NULL. */
void format_answer_facts(int output, const char *media_type, const char *problem, const char *facts,
                         const struct buf *text);

/* Adds the fact "name=count", unless the count is 0. */
void format_add_count(struct buf *facts, const char *name, size_t count);

/* A ZIP archive ends in these bytes: no PDF and no picture does. */
bool format_hides_zip(const void *data, size_t len);

/* Another archive, a web page or a script is inside a picture. */
bool format_hides_more(const void *data, size_t len);

int format_pdf(const struct format_input *input, int output);
int format_mht(const struct format_input *input, int output);
/* OCR of a PDF's first three pages, page by page as they are read: a form feed ends each.  Takes
 * seconds a page. */
int format_ocr(const struct format_input *input, int output);
/* The models for OCR are installed. */
bool format_ocr_ready(void);
int format_rtf(const struct format_input *input, int output);
int format_office(const struct format_input *input, int output);
int format_plain(const struct format_input *input, int output, const char *media_type);
/* A web page: one line "day TAB flags TAB title [TAB title]... LF", then its main text. */
int format_page(const struct format_input *input, int output);

/* The input, at most text_max of it; and bytes in any encoding as UTF-8. */
void format_load(const struct format_input *input, struct buf *data);
void format_utf8(const struct buf *data, struct buf *text);
/* The same for a web page or a feed, whose HTTP header (may be NULL) or document may declare its
 * encoding. */
void format_declared_utf8(const struct buf *data, const char *content_type, struct buf *utf8);
/* Each letter of UTF-8 that is cut or wrong becomes U+FFFD.  False, and nothing is added: there are
 * not `share` whole letters outside ASCII for each bad one, so it is another encoding. */
enum { FORMAT_LETTERS_WHOLE = 2 }; /* so many show UTF-8, whatever is declared */
bool format_repair_utf8(const struct buf *data, size_t share, struct buf *text);
int format_image(const struct format_input *input, int output, const char *media_type);

/* The byte order of UTF-16 without a mark. */
enum format_order { ORDER_NONE, ORDER_LITTLE, ORDER_BIG };
enum format_order format_utf16_order(const unsigned char *data, size_t len);

/* Adds the picture's fingerprint as a fact, and its size if it is not there already.  False, and
 * nothing is added, if it cannot be read. */
bool format_add_photo(const void *data, size_t len, struct buf *facts);

#endif
