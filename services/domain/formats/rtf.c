/*
 * rtf.c — a parser of Rich Text Format.  Groups nest on a stack and inherit the font; control words
 * switch fonts, hide groups of metadata or stand for characters.  Letters come as \'hh in the code
 * page of their font, as \uN, or as bytes; legacy_text.h converts those in a font of TCVN3 or VNI.
 */
#include "formats/rtf.h"

#include <stdio.h>
#include <string.h>

#include <unistr.h>

enum {
    GROUPS_MAX = 300,
    FONTS_MAX = 400,
    WORD_MAX = 32,
    VIETNAMESE = 1258,
    VIETNAMESE_SET = 163,
    SKIP_MOST = 8
};

struct rtf_font {
    long id;
    bool is_vietnamese; /* its bytes are of code page 1258 */
    char name[FONT_NAME];
};

struct group {
    long font;
    long skip; /* \ucN: how many characters replace a \uN */
    bool is_hidden, is_fonts;
};

struct rtf {
    const char *data;
    size_t at, len;
    struct legacy_text *text;
    struct group stack[GROUPS_MAX];
    size_t depth; /* may exceed the stack: the innermost groups then share an entry */
    struct rtf_font fonts[FONTS_MAX];
    size_t font_count;
    long initial_font, code_page;
    long left;     /* characters to skip after a \uN */
    uint32_t high; /* first half of a surrogate pair; 0: none */
    bool is_ended;
};

struct control {
    char word[WORD_MAX];
    long number;
    bool has_number;
};

bool rtf_is(const unsigned char *start, size_t len)
{
    return len >= 5 && memcmp(start, "{\\rtf", 5) == 0;
}

static struct group *group_of(struct rtf *self)
{
    return &self->stack[self->depth < GROUPS_MAX ? self->depth : GROUPS_MAX - 1];
}

/* ------------------------------------------------------------- fonts */

static struct rtf_font *font_find(struct rtf *self, long id)
{
    for (size_t i = 0; i < self->font_count; i++) {
        if (self->fonts[i].id == id) {
            return &self->fonts[i];
        }
    }
    return NULL;
}

static void font_add(struct rtf *self, long id)
{
    if (font_find(self, id) == NULL && self->font_count < FONTS_MAX) {
        self->fonts[self->font_count++] =
            (struct rtf_font){.id = id, .is_vietnamese = self->code_page == VIETNAMESE};
    }
    group_of(self)->font = id;
}

/* A letter of a name in the table of fonts. */
static void font_name_add(struct rtf *self, char c)
{
    struct rtf_font *font = font_find(self, group_of(self)->font);
    size_t len = font != NULL ? strlen(font->name) : 0;
    if (font != NULL && c != ';' && len + 1 < sizeof(font->name) && (len > 0 || c != ' ')) {
        font->name[len] = c;
        font->name[len + 1] = '\0';
    }
}

/* ------------------------------------------------------------- letters */

static void rtf_put(struct rtf *self, uint32_t character)
{
    const struct group *group = group_of(self);
    uint8_t bytes[6];
    int len = u8_uctomb(bytes, character, sizeof(bytes));
    if (group->is_hidden || len <= 0 || character == 0) {
        return;
    }
    const struct rtf_font *font = font_find(self, group->font);
    legacy_text_font(self->text, font != NULL ? font->name : NULL);
    legacy_text_add(self->text, (const char *)bytes, (size_t)len);
}

static void put_ascii(struct rtf *self, char c)
{
    const struct group *group = group_of(self);
    if (group->is_fonts && !group->is_hidden) {
        font_name_add(self, c);
    } else if (group->is_fonts) {
        return; /* alternative font name, and its appearance */
    } else if (self->left > 0) {
        self->left--;
    } else {
        rtf_put(self, (unsigned char)c);
    }
}

static void put_byte(struct rtf *self, unsigned char byte)
{
    if (byte < 0x80 || group_of(self)->is_fonts) {
        put_ascii(self, (char)byte);
        return;
    }
    if (self->left > 0) {
        self->left--;
        return;
    }
    const struct rtf_font *font = font_find(self, group_of(self)->font);
    bool is_legacy = font != NULL && legacy_font_of(font->name) != FONT_UNICODE;
    bool is_vietnamese = font != NULL ? font->is_vietnamese : self->code_page == VIETNAMESE;
    uint32_t character = is_legacy ? byte : legacy_character(byte, is_vietnamese);
    rtf_put(self, character);
    bool is_mark = character >= 0x300 && character <= 0x323;
    self->text->has_marks = self->text->has_marks || is_mark;
}

/* \uN is signed; characters beyond 16 bits come as two. */
static void put_unicode(struct rtf *self, long number)
{
    uint32_t character = (uint32_t)(number < 0 ? number + 0x10000 : number) & 0xffff;
    if (character >= 0xd800 && character <= 0xdbff) {
        self->high = character;
    } else if (character >= 0xdc00 && character <= 0xdfff) {
        if (self->high != 0) {
            rtf_put(self, 0x10000 + ((self->high - 0xd800) << 10) + (character - 0xdc00));
        }
        self->high = 0;
    } else {
        rtf_put(self, character);
    }
    self->left = group_of(self)->skip;
}

static void put_line(struct rtf *self, char end)
{
    if (!group_of(self)->is_hidden) {
        legacy_text_flush(self->text);
        buf_byte(self->text->out, end);
    }
}

/* ------------------------------------------------------------- control words */

static bool is_among(const char *word, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strcmp(word, *words) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Letters, an optional number, and one blank that ends both. */
static void take_control(struct rtf *self, struct control *out)
{
    enum { DIGITS_MOST = 9 };
    size_t len = 0, digits = 0;
    *out = (struct control){0};
    for (; self->at < self->len && is_letter(self->data[self->at]); self->at++) {
        if (len + 1 < WORD_MAX) {
            out->word[len++] = self->data[self->at];
        }
    }
    bool is_negative = self->at + 1 < self->len && self->data[self->at] == '-' &&
                       self->data[self->at + 1] >= '0' && self->data[self->at + 1] <= '9';
    self->at += is_negative ? 1 : 0;
    for (; self->at < self->len && self->data[self->at] >= '0' && self->data[self->at] <= '9';
         self->at++) {
        out->number =
            digits++ < DIGITS_MOST ? out->number * 10 + (self->data[self->at] - '0') : out->number;
        out->has_number = true;
    }
    out->number = is_negative ? -out->number : out->number;
    self->at += self->at < self->len && self->data[self->at] == ' ' ? 1 : 0;
}

static bool put_sign(struct rtf *self, const char *word)
{
    static const struct {
        const char *word;
        uint32_t character;
    } SIGNS[] = {{"tab", '\t'},         {"emdash", 0x2014}, {"endash", 0x2013},
                 {"lquote", 0x2018},    {"rquote", 0x2019}, {"ldblquote", 0x201c},
                 {"rdblquote", 0x201d}, {"bullet", 0x2022}, {"emspace", ' '},
                 {"enspace", ' '}};
    for (size_t i = 0; i < sizeof(SIGNS) / sizeof(SIGNS[0]); i++) {
        if (strcmp(SIGNS[i].word, word) == 0) {
            rtf_put(self, SIGNS[i].character);
            return true;
        }
    }
    return false;
}

/* Groups that hold no text of the document. */
static bool is_aside(const char *word)
{
    static const char *const ASIDES[] = {
        "colortbl",   "stylesheet", "info",    "pict",      "object",    "header",   "headerl",
        "headerr",    "headerf",    "footer",  "footerl",   "footerr",   "footerf",  "fldinst",
        "filetbl",    "listtable",  "rsidtbl", "datastore", "themedata", "xmlnstbl", "nonshppict",
        "annotation", "bkmkstart",  "bkmkend", "private",   "upr",       NULL};
    return is_among(word, ASIDES);
}

static void follow_font(struct rtf *self, const struct control *control)
{
    struct group *group = group_of(self);
    if (strcmp(control->word, "ansicpg") == 0) {
        self->code_page = control->number;
    } else if (strcmp(control->word, "deff") == 0) {
        self->initial_font = group->font = control->number;
    } else if (strcmp(control->word, "plain") == 0) {
        group->font = self->initial_font;
    } else if (strcmp(control->word, "f") == 0 && group->is_fonts) {
        font_add(self, control->number);
    } else if (strcmp(control->word, "f") == 0) {
        group->font = control->number;
    } else if (strcmp(control->word, "fcharset") == 0 && group->is_fonts) {
        struct rtf_font *font = font_find(self, group->font);
        if (font != NULL) {
            font->is_vietnamese = control->number == VIETNAMESE_SET ||
                                  (control->number <= 1 && self->code_page == VIETNAMESE);
        }
    }
}

static void rtf_follow(struct rtf *self, const struct control *control)
{
    static const char *const LINES[] = {"par", "line", "sect", "page", "row", "nestrow", NULL};
    static const char *const CELLS[] = {"cell", "nestcell", NULL};
    struct group *group = group_of(self);
    if (strcmp(control->word, "u") == 0 && control->has_number) {
        put_unicode(self, control->number);
    } else if (strcmp(control->word, "uc") == 0) {
        group->skip = control->number >= 0 && control->number <= SKIP_MOST ? control->number : 1;
    } else if (strcmp(control->word, "bin") == 0) {
        size_t left = self->len - self->at;
        size_t bytes = control->number > 0 ? (size_t)control->number : 0;
        self->at += bytes < left ? bytes : left;
    } else if (strcmp(control->word, "fonttbl") == 0) {
        group->is_fonts = true;
    } else if (is_aside(control->word)) {
        group->is_hidden = true;
    } else if (strcmp(control->word, "shptxt") == 0) {
        group->is_hidden = false; /* the text of a shape, which is itself hidden */
    } else if (is_among(control->word, LINES)) {
        put_line(self, '\n');
    } else if (is_among(control->word, CELLS)) {
        put_line(self, '\t');
    } else if (!put_sign(self, control->word)) {
        follow_font(self, control);
    }
}

/* After a backslash. */
static void take_escape(struct rtf *self)
{
    char c = self->data[self->at];
    struct control control;
    if (is_letter(c)) {
        take_control(self, &control);
        rtf_follow(self, &control);
        return;
    }
    self->at++;
    if (c == '\'' && self->at + 1 < self->len && text_hex(self->data[self->at]) >= 0 &&
        text_hex(self->data[self->at + 1]) >= 0) {
        int byte = text_hex(self->data[self->at]) * 16 + text_hex(self->data[self->at + 1]);
        self->at += 2;
        put_byte(self, (unsigned char)byte);
    } else if (c == '*') {
        group_of(self)->is_hidden = true; /* a group that older programs may ignore */
    } else if (c == '~' || c == '_') {
        put_ascii(self, c == '~' ? ' ' : '-');
    } else if (strchr("{}\\", c) != NULL) {
        put_ascii(self, c);
    } else if (c == '\n' || c == '\r') {
        put_line(self, '\n');
    }
}

static void open_group(struct rtf *self)
{
    struct group inherited = *group_of(self);
    self->depth++;
    *group_of(self) = inherited;
    self->left = 0;
}

static void close_group(struct rtf *self)
{
    self->depth--;
    self->left = 0;
    self->is_ended = self->depth == 0;
}

static bool read_once(const char *data, size_t len, struct legacy_text *text, size_t max)
{
    static struct rtf self;
    self = (struct rtf){.data = data, .len = len, .text = text};
    self.stack[0] = (struct group){.skip = 1};
    while (self.at < len && !self.is_ended && text->out->len + text->pending.len < max) {
        char c = data[self.at++];
        if (c == '{') {
            open_group(&self);
        } else if (c == '}' && self.depth > 0) {
            close_group(&self);
        } else if (c == '\\' && self.at < len) {
            take_escape(&self);
        } else if (c != '\r' && c != '\n') {
            put_byte(&self, (unsigned char)c);
        }
    }
    return self.is_ended || text->out->len + text->pending.len >= max;
}

bool rtf_read(const char *data, size_t len, struct legacy_text *text, size_t max)
{
    size_t start = text->out->len;
    bool is_whole;
    do {
        is_whole = read_once(data, len, text, max);
    } while (legacy_text_end(text, start));
    return is_whole;
}
