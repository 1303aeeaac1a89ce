/*
 * plain.c — files of plain text, HTML, MHT and RTF.
 */
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "formats/format.h"
#include "formats/markup.h"
#include "formats/rtf.h"

enum { MARKUP_MAX = 64 << 20 }; /* pictures in it are text */

void format_load(const struct format_input *input, struct buf *data)
{
    static char block[65536];
    off_t at = 0;
    for (ssize_t len;
         data->len < input->text_max && (len = pread(input->fd, block, sizeof(block), at)) > 0;
         at += len) {
        buf_add(data, block, (size_t)len);
    }
    data->len = data->len > input->text_max ? input->text_max : data->len;
}

static void load_whole(const struct format_input *input, struct buf *data)
{
    struct format_input whole = *input;
    whole.text_max = input->size;
    format_load(&whole, data);
}

int format_plain(const struct format_input *input, int output, const char *media_type)
{
    struct buf data = {0}, text = {0};
    format_load(input, &data);
    if (strcmp(media_type, "text/html") == 0) {
        html_read(&data, NULL, &text);
    } else {
        format_utf8(&data, &text);
    }
    format_answer(output, media_type, "", &text);
    buf_free(&data);
    buf_free(&text);
    return 0;
}

int format_mht(const struct format_input *input, int output)
{
    static const char TYPE[] = "multipart/related";
    if (input->size > MARKUP_MAX) {
        format_answer(output, TYPE, "too_large", NULL);
        return 0;
    }
    struct buf data = {0}, text = {0};
    load_whole(input, &data);
    bool is_read = mht_read(&data, &text);
    text.len = text_cut(buf_string(&text), text.len, input->text_max);
    format_answer(output, TYPE, is_read ? "" : "damaged", &text);
    buf_free(&data);
    buf_free(&text);
    return 0;
}

/* It is read whole, though the output is short. */
int format_rtf(const struct format_input *input, int output)
{
    static const char TYPE[] = "application/rtf";
    if (input->size > MARKUP_MAX) {
        format_answer(output, TYPE, "too_large", NULL);
        return 0;
    }
    struct buf data = {0}, text = {0}, facts = {0};
    struct legacy_text fonts = {.out = &text};
    load_whole(input, &data);
    bool does_hide = format_hides_zip(data.data, data.len);
    bool is_whole = !does_hide && rtf_read(buf_string(&data), data.len, &fonts, input->text_max);
    const char *problem = does_hide ? "polyglot" : is_whole ? "" : "damaged";
    legacy_text_close(&fonts, &facts);
    format_answer_facts(output, TYPE, problem, buf_string(&facts), &text);
    buf_free(&data);
    buf_free(&text);
    buf_free(&facts);
    return 0;
}
