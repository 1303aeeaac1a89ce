/*
 * document.c — the grammar of a document's number and symbol (HD 29-HD/TWĐTN-VP of
 * 2013, widened by what is seen in the field): number, an optional letter, the type
 * before or after the slash, the issuer with units; blanks anywhere.
 *   128-KH/UBKTTĐ   22HD/TWĐTN   11a- HD/TĐTN-TCKT   328/HD-ĐTN-BTV   289/QĐ-TW
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "validation/checks/check.h"

enum { NUMBER_DIGITS = 5, ISSUER_MAX = 40 };

static const char *const TYPES[] = {"nq", "qd", "ct", "kl", "kh", "hd", "tb", "bc", "ttr",
                                    "cv", "ctr", "bb", "qc", "gm", "cd", "tt"};

/* Folded and without blanks; "–" and "—" as "-". */
static char *squeeze(struct inspection *in, const char *symbol)
{
    char *folded = text_fold(in->arena, symbol, strlen(symbol));
    char *into = folded;
    for (const char *from = folded; *from != '\0'; from++) {
        if (strncmp(from, "\xe2\x80\x93", 3) == 0 || strncmp(from, "\xe2\x80\x94", 3) == 0) {
            *into++ = '-';
            from += 2;
        } else if (strncmp(from, "\xc3\xb0", 2) == 0) {   /* ð, from a wrong Ð */
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

/* "128", "11a"; moves *at behind it. */
static bool take_number(const char **at)
{
    size_t digits = strspn(*at, "0123456789");
    if (digits == 0 || digits > NUMBER_DIGITS) {
        return false;
    }
    *at += digits;
    if (is_letter(**at) && !is_letter((*at)[1])) {
        (*at)++;
    }
    return true;
}

/* A known type that ends where its word ends. */
static bool take_type(const char **at)
{
    size_t len = 0;
    while (is_letter((*at)[len])) {
        len++;
    }
    for (size_t i = 0; i < sizeof(TYPES) / sizeof(TYPES[0]); i++) {
        if (strlen(TYPES[i]) == len && strncmp(*at, TYPES[i], len) == 0) {
            *at += len;
            return true;
        }
    }
    return false;
}

/* Words of letters and digits joined by "-" or ".", the first with two letters. */
static bool is_issuer(const char *at)
{
    size_t len = strlen(at);
    if (len < 2 || len > ISSUER_MAX || !is_letter(at[0]) || !(is_letter(at[1]))) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        bool is_joint = at[i] == '-' || at[i] == '.' || at[i] == '/';
        bool is_word = is_letter(at[i]) || (at[i] >= '0' && at[i] <= '9');
        if (!is_word && !(is_joint && i > 0 && i + 1 < len && at[i - 1] != '-')) {
            return false;
        }
    }
    return true;
}

static bool is_symbol(const char *at)
{
    if (strncmp(at, "so:", 3) == 0) {
        at += 3;
    } else if (strncmp(at, "so", 2) == 0) {
        at += 2;
    }
    if (!take_number(&at)) {
        return false;
    }
    bool has_slash = *at == '/';
    bool has_dash = *at == '-';
    at += has_slash || has_dash ? 1 : 0;
    at += has_slash && *at == '-' ? 1 : 0;
    if (!take_type(&at)) {
        return false;
    }
    if (has_slash) {
        return *at == '-' && is_issuer(at + 1);        /* number/type-issuer */
    }
    return *at == '/' && is_issuer(at + 1);            /* number-type/issuer */
}

void check_document_symbol(struct inspection *in)
{
    const char *symbol = in->piece->document_symbol;
    if (symbol[0] != '\0' && !is_symbol(squeeze(in, symbol))) {
        struct passage passage = {.field = "document_symbol", .file = "", .text = symbol,
                                  .len = strlen(symbol)};
        report_place(in, &passage, 0, passage.len, NULL);
    } else if (symbol[0] == '\0' && strcmp(in->piece->kind, "document") == 0) {
        report(in, "document_symbol", "Văn bản chưa ghi số, ký hiệu.");
    }
}
