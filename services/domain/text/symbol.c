/*
 * symbol.c — parses the symbols of documents by the grammar in symbol.h.  A text is first put into
 * plain letters: hyphens of any kind become "-", blanks beside a sign go; a blank that is left is
 * one between words, and no symbol has one.
 */
#include "text/symbol.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_DIGITS = 5, SYMBOL_BYTES = 120, TYPE_LETTERS = 6 };

char symbol_sign(uint32_t character)
{
    switch (character) {
    case '-':
    case 0x00ad: /* soft hyphen */
    case 0x2010:
    case 0x2011: /* non-breaking, as Word writes it */
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2043:
    case 0x2212: /* minus */
    case 0xfe58:
    case 0xfe63:
    case 0xff0d:
        return '-';
    case '/':
    case 0x2044:
    case 0x2215:
    case 0xff0f:
        return '/';
    case '&':
    case 0xff06:
        return '&';
    default:
        return '\0';
    }
}

static bool is_sign(char c)
{
    return c == '-' || c == '/' || c == '&';
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ------------------------------------------------------------- plain letters */

/* Folded, with plain signs; "d" for ð and Ð, which look like đ and Đ. */
static char *symbol_fold(struct arena *arena, const char *text)
{
    size_t len = strlen(text), used = 0;
    char *plain = arena_alloc(arena, len + 1);
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t character = text_next(text, len, &at);
        char sign = symbol_sign(character);
        if (sign != '\0' || character == 0xd0 || character == 0xf0) {
            plain[used++] = sign != '\0' ? sign : 'd';
        } else if (character != 0x200b && character != 0xfeff) { /* blanks without width */
            memcpy(plain + used, text + from, at - from);
            used += at - from;
        }
    }
    return text_fold(arena, plain, used);
}

/* "12" or "12a" so far, with a letter behind the blank: "22 HD/TWĐTN". */
static bool ends_number(const char *start, const char *end, char behind)
{
    size_t digits = strspn(start, "0123456789");
    return digits > 0 && start + digits == end && is_letter(behind);
}

static void drop_blanks(char *text)
{
    char *into = text;
    for (const char *from = text; *from != '\0'; from++) {
        bool is_beside = *from == ' ' && ((into > text && is_sign(into[-1])) || is_sign(from[1]) ||
                                          ends_number(text, into, from[1]));
        if (!is_beside) {
            *into++ = *from;
        }
    }
    *into = '\0';
}

/* Behind "Số:". */
static char *skip_heading(char *folded)
{
    bool is_heading = strncmp(folded, "so", 2) == 0 && !is_letter(folded[2]);
    return is_heading ? folded + 2 + strspn(folded + 2, " :.") : folded;
}

/* ------------------------------------------------------------- parts */

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
    return out->number > 0;
}

/* "/2023" before another "/"; nothing else is taken. */
static void take_year(const char **at, struct symbol *out)
{
    enum { FIRST = 1945, LAST = 2099, LEN = 5 };
    bool is_year = **at == '/' && strspn(*at + 1, "0123456789") == LEN - 1 && (*at)[LEN] == '/';
    int year = is_year ? (int)strtol(*at + 1, NULL, 10) : 0;
    if (year >= FIRST && year <= LAST) {
        out->year = year;
        *at += LEN;
    }
}

static size_t letters_of(const char *at)
{
    size_t len = 0;
    while (is_letter(at[len])) {
        len++;
    }
    return len;
}

static const struct paper_type *type_of(const char *code, size_t len)
{
    for (const struct paper_type *type = PAPER_TYPES; type->code[0] != '\0'; type++) {
        if (strlen(type->code) == len && strncmp(code, type->code, len) == 0) {
            return type;
        }
    }
    return NULL;
}

/* A known type, as a whole word. */
static bool take_type(const char **at, struct symbol *out)
{
    size_t len = letters_of(*at);
    out->type = type_of(*at, len);
    *at += len;
    return out->type != NULL;
}

/* The bytes of a word of an issuer: "tdtn", "t02", "35"; 0: it is none. */
static size_t issuer_word(const char *at, bool is_first)
{
    enum { DIGITS_MOST = 3 }; /* four would be a year */
    size_t digits = strspn(at, "0123456789"), len = digits;
    while (is_letter(at[len]) || is_digit(at[len])) {
        len++;
    }
    bool is_good =
        is_first ? letters_of(at) >= 2 : digits == 0 || (digits == len && digits <= DIGITS_MOST);
    return is_good ? len : 0;
}

/* Words joined by "-" or "&", the first with two letters, up to the end of the text. */
static bool take_issuer(const char *at, struct symbol *out)
{
    size_t used = 0;
    do {
        size_t len = issuer_word(at + used, used == 0);
        if (len == 0) {
            return false;
        }
        used += len;
    } while ((at[used] == '-' || at[used] == '&') && used++ < SYMBOL_ISSUER);
    if (at[used] != '\0' || used >= SYMBOL_ISSUER) {
        return false;
    }
    snprintf(out->issuer, sizeof(out->issuer), "%s", at);
    const char *required = out->type->issuer;
    return required == NULL || strncmp(at, required, strlen(required)) == 0;
}

/* ------------------------------------------------------------- the forms */

/* What stands before the issuer: the other sign than the one before the type. */
static bool take_rest(const char *at, char before, struct symbol *out)
{
    if (!take_type(&at, out)) {
        return false;
    }
    char sign = before == '/' ? '-' : '/';
    bool is_right = *at == sign || (out->type->is_joint && *at == '/');
    return is_right && take_issuer(at + 1, out);
}

/* "76/2015/QH13", "101/2025/UBTVQH15": the assembly and its term stand for the type. */
static bool take_law(const char *at, struct symbol *out)
{
    size_t letters = letters_of(at), digits = strspn(at + letters, "0123456789");
    bool is_assembly = strncmp(at, "qh", letters) == 0 && letters == 2;
    bool is_committee = strncmp(at, "ubtvqh", letters) == 0 && letters == 6;
    if (!(is_assembly || is_committee) || digits == 0 || at[letters + digits] != '\0') {
        return false;
    }
    out->type = is_assembly ? type_of("luat", 4) : type_of("plenh", 5);
    return take_issuer(at, out);
}

/* Offices of the State, whose official letters bear no type; "*": and what begins so.  The Union
 * and the Party write CV.  Ministries begin with B, departments of a province with S, of a district
 * with P. */
static bool is_office(const char *at, size_t len)
{
    static const char *const OFFICES[] = {
        "b*",     "s*",   "p*",   "ubnd*", "hdnd*", "ubmttq*", "mttq*", "vp*",  "vksnd*", "tand*",
        "tct*",   "tt*",  "ca*",  "cuc*",  "cct*",  "kbnn*",   "nh*",   "ktnn", "ldld*",  "dh*",
        "hv*",    "cdsp", "cdyt", "cdn*",  "thpt*", "thcs*",   "th*",   "mn*",  "dtnt*",  "ban*",
        "ubtvqh", "ubdt", "cp",   "ttg",   "tk*",   "ctk*",    "hpn*",  "hnd*", "hccb*",  "lhpn*",
    };
    enum { LEAST = 3 };
    for (size_t i = 0; len >= LEAST && i < sizeof(OFFICES) / sizeof(OFFICES[0]); i++) {
        size_t known = strcspn(OFFICES[i], "*");
        bool is_open = OFFICES[i][known] == '*';
        if (strncmp(at, OFFICES[i], known) == 0 && (is_open || known == len)) {
            return true;
        }
    }
    return false;
}

/* "123/UBND-VX". */
static bool take_letter(const char *at, struct symbol *out)
{
    size_t len = letters_of(at);
    out->type = type_of("cv", 2);
    return at[len] == '-' && is_office(at, len) && take_issuer(at, out);
}

/* "QĐ-17/ĐTN". */
static bool take_type_first(const char *at, struct symbol *out)
{
    if (!take_type(&at, out) || *at++ != '-' || !take_number(&at, out)) {
        return false;
    }
    return *at == '/' && take_issuer(at + 1, out);
}

bool symbol_parse(struct arena *arena, const char *text, struct symbol *out)
{
    char *plain = skip_heading(symbol_fold(arena, text));
    const char *at = plain;
    *out = (struct symbol){0};
    drop_blanks(plain);
    if (is_letter(*at)) {
        return take_type_first(at, out);
    }
    if (!take_number(&at, out)) {
        return false;
    }
    take_year(&at, out);
    char before = *at;
    at += before == '-' || before == '/' ? 1 : 0;
    return take_rest(at, before, out) ||
           (before == '/' && (out->year > 0 ? take_law(at, out) : take_letter(at, out)));
}

bool symbol_equal(const struct symbol *a, const struct symbol *b)
{
    return a->number == b->number && a->letter == b->letter && a->type == b->type &&
           (a->year == b->year || a->year == 0 || b->year == 0) &&
           strcmp(a->issuer, b->issuer) == 0;
}

const char *symbol_key(struct arena *arena, const struct symbol *symbol)
{
    const char *year = symbol->year > 0 ? arena_print(arena, "/%d", symbol->year) : "";
    return arena_print(arena, "%d%c%s-%s/%s", symbol->number,
                       symbol->letter != '\0' ? symbol->letter : ' ', year, symbol->type->code,
                       symbol->issuer);
}

/* ------------------------------------------------------------- in a text */

static bool is_blank(uint32_t character)
{
    return character == ' ' || character == 0xa0 || character == 0x202f;
}

static uint32_t character_at(const struct passage *passage, size_t at)
{
    return at < passage->len ? text_next(passage->text, passage->len, &at) : 0;
}

static bool is_capital(const struct passage *passage, size_t at)
{
    size_t end = at;
    return text_is_letter(character_at(passage, at)) &&
           text_next(passage->text, passage->len, &end) != 0 &&
           memcmp(passage->text + at, passage->lower + at, end - at) != 0;
}

/* "10/phường-xã" in a sentence has the form of an official letter's symbol, but for its capitals.
 */
static bool is_prose(const struct passage *passage, size_t at, size_t len)
{
    const char *run = passage->text + at, *slash = memrchr(run, '/', len);
    return slash != NULL && memchr(run, '-', (size_t)(slash - run)) == NULL &&
           !is_capital(passage, (size_t)(slash + 1 - passage->text) + strspn(slash + 1, " "));
}

/* Two capital letters behind the blanks: "- ĐTN", not "- Huyện đoàn". */
static bool is_acronym(const struct passage *passage, size_t at)
{
    while (is_blank(character_at(passage, at))) {
        text_next(passage->text, passage->len, &at);
    }
    size_t next = at;
    text_next(passage->text, passage->len, &next);
    return is_capital(passage, at) && is_capital(passage, next);
}

/* Blanks belong to a symbol beside a sign: "12 - KH/ĐTN", "94 /HD- TĐ"; behind the slash only if
 * the issuer goes on. */
static bool blank_goes_on(const struct passage *passage, size_t at, char before, bool has_slash)
{
    size_t next = at;
    text_next(passage->text, passage->len, &next);
    char sign = symbol_sign(character_at(passage, next));
    if (sign == '\0') {
        return before != '\0';
    }
    text_next(passage->text, passage->len, &next);
    return !has_slash || is_acronym(passage, next);
}

/* The bytes of letters, digits and signs from `at`. */
static size_t run_of(const struct passage *passage, size_t at)
{
    size_t end = at, used = 0;
    bool has_slash = false;
    char before = '\0';
    while (end < passage->len && end - at < SYMBOL_BYTES) {
        size_t next = end;
        uint32_t character = text_next(passage->text, passage->len, &next);
        char sign = symbol_sign(character);
        bool is_word = (character >= '0' && character <= '9') || text_is_letter(character);
        if (!is_word && sign == '\0' &&
            !(is_blank(character) && blank_goes_on(passage, end, before, has_slash))) {
            break;
        }
        has_slash = has_slash || sign == '/';
        before = is_blank(character) ? before : sign;
        end = next;
        used = is_word ? end - at : used;
    }
    return used;
}

/* A digit, or a type before its number ("QĐ-17"), where a word begins. */
static bool is_start(const struct passage *passage, size_t at)
{
    char c = passage->text[at];
    bool is_first = at == 0 || strchr(" :(\n\t\xa0", passage->text[at - 1]) != NULL;
    if (!is_first || is_digit(c)) {
        return is_first;
    }
    for (size_t i = 0; i <= TYPE_LETTERS; i++) {
        uint32_t character = character_at(passage, at);
        if (!text_is_letter(character)) {
            text_next(passage->text, passage->len, &at);
            return i > 0 && symbol_sign(character) == '-' && at < passage->len &&
                   is_digit(passage->text[at]);
        }
        text_next(passage->text, passage->len, &at);
    }
    return false;
}

bool symbol_next(struct arena *arena, const struct passage *passage, size_t *at, struct span *where,
                 struct symbol *out)
{
    for (size_t i = *at; i < passage->len; i++) {
        size_t len = is_start(passage, i) ? run_of(passage, i) : 0;
        if (len > 0 && !is_prose(passage, i, len) &&
            symbol_parse(arena, arena_text(arena, passage->text + i, len), out)) {
            *where = (struct span){i, len};
            *at = i + len;
            return true;
        }
    }
    *at = passage->len;
    return false;
}
