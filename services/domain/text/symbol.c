/*
 * symbol.c — parses the symbols of documents by the grammar in symbol.h.
 */
#include "text/symbol.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_DIGITS = 5, SYMBOL_BYTES = 80 };

const struct paper_type PAPER_TYPES[] = {
    {"nq", "nghị quyết"}, {"qd", "quyết định"},    {"ct", "chỉ thị"},
    {"kl", "kết luận"},   {"kh", "kế hoạch"},      {"hd", "hướng dẫn"},
    {"tb", "thông báo"},  {"bc", "báo cáo"},       {"ttr", "tờ trình"},
    {"cv", "công văn"},   {"ctr", "chương trình"}, {"bb", "biên bản"},
    {"qc", "quy chế"},    {"gm", "giấy mời"},      {"cd", "công điện"},
    {"tt", "thông tri"},  {"dx", "đề xuất"},       {"", ""},
};

/* Folded and without blanks; "–" and "—" as "-". */
static char *symbol_squeeze(struct arena *arena, const char *symbol)
{
    char *folded = text_fold(arena, symbol, strlen(symbol));
    char *into = folded;
    for (const char *from = folded; *from != '\0'; from++) {
        if (strncmp(from, "\xe2\x80\x93", 3) == 0 || strncmp(from, "\xe2\x80\x94", 3) == 0) {
            *into++ = '-';
            from += 2;
        } else if (strncmp(from, "\xc3\xb0", 2) == 0) { /* ð, from a wrong Ð */
            *into++ = 'd';
            from++;
        } else if (*from != ' ') {
            *into++ = *from;
        }
    }
    *into = '\0';
    return folded;
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* "128", "11a"; advances *at behind it. */
static bool take_number(const char **at, struct symbol *out)
{
    size_t digits = strspn(*at, "0123456789");
    if (digits == 0 || digits > NUMBER_DIGITS) {
        return false;
    }
    out->number = (int)strtol(*at, NULL, 10);
    *at += digits;
    if (is_letter(**at) && !is_letter((*at)[1])) {
        out->letter = *(*at)++;
    }
    return true;
}

/* A known type, as a whole word. */
static bool take_type(const char **at, struct symbol *out)
{
    size_t len = 0;
    while (is_letter((*at)[len])) {
        len++;
    }
    for (const struct paper_type *type = PAPER_TYPES; type->code[0] != '\0'; type++) {
        if (strlen(type->code) == len && strncmp(*at, type->code, len) == 0) {
            *at += len;
            out->type = type;
            return true;
        }
    }
    return false;
}

/* Words of letters and digits joined by "-" or ".", the first with two letters. */
static bool take_issuer(const char *at, struct symbol *out)
{
    size_t len = strlen(at);
    if (len < 2 || len >= SYMBOL_ISSUER || !is_letter(at[0]) || !is_letter(at[1])) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        bool is_joint = at[i] == '-' || at[i] == '.' || at[i] == '/';
        bool is_word = is_letter(at[i]) || (at[i] >= '0' && at[i] <= '9');
        if (!is_word && !(is_joint && i > 0 && i + 1 < len && at[i - 1] != '-')) {
            return false;
        }
    }
    snprintf(out->issuer, sizeof(out->issuer), "%s", at);
    return true;
}

bool symbol_parse(struct arena *arena, const char *text, struct symbol *out)
{
    const char *at = symbol_squeeze(arena, text);
    *out = (struct symbol){0};
    at += strncmp(at, "so:", 3) == 0 ? 3 : strncmp(at, "so", 2) == 0 ? 2 : 0;
    if (!take_number(&at, out)) {
        return false;
    }
    bool has_slash = *at == '/';
    bool has_dash = *at == '-';
    at += has_slash || has_dash ? 1 : 0;
    at += has_slash && *at == '-' ? 1 : 0;
    if (!take_type(&at, out)) {
        return false;
    }
    /* number/type-issuer, or number-type/issuer */
    return *at == (has_slash ? '-' : '/') && take_issuer(at + 1, out);
}

bool symbol_equal(const struct symbol *a, const struct symbol *b)
{
    return a->number == b->number && a->letter == b->letter && a->type == b->type &&
           strcmp(a->issuer, b->issuer) == 0;
}

const char *symbol_key(struct arena *arena, const struct symbol *symbol)
{
    return arena_print(arena, "%d%c-%s/%s", symbol->number,
                       symbol->letter != '\0' ? symbol->letter : ' ', symbol->type->code,
                       symbol->issuer);
}

/* ------------------------------------------------------------- in a text */

/* The bytes of letters, digits and joints from `at`; blanks only right before or behind
 * a joint ("12 - KH/ĐTN", "94 /HD- TĐ"). */
static size_t run_of(const struct passage *passage, size_t at)
{
    size_t end = at;
    while (end < passage->len && end - at < SYMBOL_BYTES) {
        char c = passage->text[end];
        if (c == ' ') {
            char before = passage->text[end - 1];
            char behind = end + 1 < passage->len ? passage->text[end + 1] : ' ';
            bool is_joined = before == '-' || before == '/' || behind == '-' || behind == '/';
            if (!is_joined) {
                break;
            }
        } else if (strchr("-/", c) == NULL && (c < '0' || c > '9')) {
            size_t next = end;
            if (!text_is_letter(text_next(passage->text, passage->len, &next))) {
                break;
            }
            end = next;
            continue;
        }
        end++;
    }
    return end - at;
}

bool symbol_next(struct arena *arena, const struct passage *passage, size_t *at, struct span *where,
                 struct symbol *out)
{
    for (size_t i = *at; i < passage->len; i++) {
        char c = passage->text[i];
        bool is_start =
            c >= '0' && c <= '9' && (i == 0 || strchr(" :(\n\t", passage->text[i - 1]) != NULL);
        if (!is_start) {
            continue;
        }
        size_t len = run_of(passage, i);
        const char *slash = memchr(passage->text + i, '/', len);
        if (slash != NULL && symbol_parse(arena, arena_text(arena, passage->text + i, len), out)) {
            *where = (struct span){i, len};
            *at = i + len;
            return true;
        }
    }
    *at = passage->len;
    return false;
}
