/*
 * encoding.c — Vietnamese typed in a legacy font encoding and read as Latin-1:
 * TCVN3 shows as "Thùc hiÖn", VNI as "Thöïc hieän".  Both need letters in places
 * where Unicode Vietnamese never has them.  Files whose fonts say so are told apart.
 */
#include <string.h>

#include "base/text.h"
#include "checks/checks.h"
#include "text/legacy.h"

enum { SUSPECTS_MIN = 4, SHARE_MIN = 8 };      /* one suspect word in eight */

/* Latin-1 letters and signs that TCVN3 uses and Vietnamese in Unicode does not. */
static bool is_tcvn3(uint32_t character)
{
    static const uint32_t SIGNS[] = {
        0xa7, 0xa8, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xbb,
        0xbc, 0xbd, 0xbe, 0xc6, 0xc7, 0xcb, 0xce, 0xcf, 0xd1, 0xd5, 0xd6, 0xd7, 0xd8, 0xdc,
        0xde, 0xdf, 0xe4, 0xe5, 0xe6, 0xe7, 0xeb, 0xee, 0xef, 0xf1, 0xf6, 0xf7, 0xf8, 0xfb,
        0xfc, 0xfe};
    for (size_t i = 0; character >= 0x80 && i < sizeof(SIGNS) / sizeof(SIGNS[0]); i++) {
        if (SIGNS[i] == character) {
            return true;
        }
    }
    return false;
}

static bool is_vowel(uint32_t character)
{
    return character == 'a' || character == 'e' || character == 'o' || character == 'u' ||
           character == 'y' || character == 'i' || character == 0xf6 || character == 0xf4 ||
           character == 0xea || character == 0xe2;
}

/* VNI puts a tone as a letter of its own behind the vowel: "aù", "eä", "öï". */
static bool is_vni_tone(uint32_t character)
{
    return character == 0xf9 || character == 0xf8 || character == 0xfb || character == 0xf5 ||
           character == 0xef || character == 0xe4 || character == 0xe1 || character == 0xe0 ||
           character == 0xe5 || character == 0xe3 || character == 0xeb;
}

/* From `at` to the next blank; signs of these encodings are no letters, so words are
 * what blanks leave. */
static struct text_word next_run(const struct passage *passage, size_t at)
{
    size_t start = at;
    while (start < passage->len) {
        size_t next = start;
        if (!text_is_space(text_next(passage->text, passage->len, &next))) {
            break;
        }
        start = next;
    }
    size_t end = start;
    while (end < passage->len) {
        size_t next = end;
        if (text_is_space(text_next(passage->text, passage->len, &next))) {
            break;
        }
        end = next;
    }
    return (struct text_word){start, end - start};
}

static bool is_plain_letter(uint32_t character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

/* A sign inside a word, beside a plain letter. */
static bool is_suspect(const struct passage *passage, struct text_word run)
{
    uint32_t before = 0;
    for (size_t at = run.start; at < run.start + run.len;) {
        uint32_t character = text_next(passage->text, passage->len, &at);
        if ((is_tcvn3(character) && is_plain_letter(before)) ||
            (is_tcvn3(before) && is_plain_letter(character)) ||
            (is_vowel(before) && is_vni_tone(character) && character != 0xe0 &&
             character != 0xe1 && character != 0xf9)) {
            return true;
        }
        before = character;
    }
    return false;
}

/* The beginning of the text as it was meant, for whoever has to mend it. */
static const char *offer(struct inspection *in, const struct passage *passage)
{
    enum { SHOWN = 240 };
    const char *name;
    const char *meant = legacy_to_unicode(in->arena, passage->text, passage->len, &name);
    size_t len = text_cut(meant, strlen(meant), SHOWN);
    return arena_print(in->arena, "Bảng mã %s; có lẽ là: \"%.*s%s\".", name, (int)len, meant,
                       meant[len] != '\0' ? "…" : "");
}

void check_legacy_encoding(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        size_t words = 0, suspects = 0;
        struct text_word first = {0, 0}, run;
        if (passage->is_plain) {
            continue;
        }
        for (size_t at = 0; (run = next_run(passage, at)).len > 0; at = run.start + run.len) {
            bool suspect = is_suspect(passage, run);
            first = suspect && suspects == 0 ? run : first;
            suspects += suspect ? 1 : 0;
            words++;
        }
        if (suspects >= SUSPECTS_MIN && suspects * SHARE_MIN >= words) {
            report_place(in, passage, first.start, first.len, offer(in, passage));
        }
    }
}

/* The reader has made Unicode of it: the text is judged, the file still shows signs elsewhere. */
void check_legacy_font(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        const char *font = reading_fact(in, reading, "legacy_font=");
        if (font != NULL) {
            report_file(in, reading->name, arena_print(in->arena, "Phông: %s.", font));
        }
    }
}
