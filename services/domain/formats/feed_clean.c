/*
 * feed_clean.c — makes XML well-formed where feeds usually are not, before libxml2 reads it: what
 * stands before the first element, characters that XML forbids, a bare "&", and HTML's entities,
 * which no document type declares.  Elements that are nested deeper than those of any feed lose
 * their tags, so that what stands beside them is read.  The document type goes away, so that no
 * entity is ever expanded and nothing is loaded; one that declares entities of its own is an
 * attack.
 */
#include "formats/feed.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { NAME_MAX_LEN = 12, DEPTH_MAX = 100 };

struct cleaning {
    const char *at, *end;
    struct buf *xml;
    size_t depth;  /* of open elements */
    bool declares; /* an entity */
};

static bool starts(const struct cleaning *self, const char *word)
{
    size_t len = strlen(word);
    return (size_t)(self->end - self->at) >= len && strncasecmp(self->at, word, len) == 0;
}

/* Behind the next `word`, or the end. */
static const char *behind(const struct cleaning *self, const char *word)
{
    const char *found = memmem(self->at, (size_t)(self->end - self->at), word, strlen(word));
    return found != NULL ? found + strlen(word) : self->end;
}

/* The document type ends at the ">" outside its brackets and quotation marks. */
static void skip_type(struct cleaning *self)
{
    int depth = 0;
    char quote = '\0';
    for (; self->at < self->end; self->at++) {
        char c = *self->at;
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (starts(self, "<!ENTITY")) {
            self->declares = true;
        } else if (c == '[' || c == ']') {
            depth += c == '[' ? 1 : -1;
        } else if (c == '>' && depth <= 0) {
            self->at++;
            return;
        }
    }
}

/* Copies up to `stop`, without the characters that XML forbids. */
static void copy_until(struct cleaning *self, const char *stop)
{
    for (; self->at < stop; self->at++) {
        unsigned char c = (unsigned char)*self->at;
        bool is_allowed = c >= ' ' || c == '\t' || c == '\n' || c == '\r';
        bool is_none = stop - self->at >= 3 && (memcmp(self->at, "\xef\xbf\xbe", 3) == 0 ||
                                                memcmp(self->at, "\xef\xbf\xbf", 3) == 0);
        buf_byte(self->xml, is_allowed && !is_none ? (char)c : ' ');
        self->at += is_none ? 2 : 0;
    }
}

static bool is_allowed(unsigned long character)
{
    return character == '\t' || character == '\n' || character == '\r' ||
           (character >= ' ' && character < 0xd800) ||
           (character >= 0xe000 && character < 0xfffe) ||
           (character > 0xffff && character < 0x110000);
}

/* "&#11;", "&#x0b;": true, and it is behind it, if this is a reference. */
static bool take_number(struct cleaning *self)
{
    bool is_hex = starts(self, "&#x");
    const char *digits = self->at + (is_hex ? 3 : 2);
    char *stop = NULL;
    if (!starts(self, "&#") || digits >= self->end ||
        (is_hex ? !isxdigit((unsigned char)*digits) : !isdigit((unsigned char)*digits))) {
        return false;
    }
    unsigned long character = strtoul(digits, &stop, is_hex ? 16 : 10);
    if (stop >= self->end || *stop != ';') {
        return false;
    }
    if (is_allowed(character)) {
        buf_print(self->xml, "&#%lu;", character);
    } else {
        buf_byte(self->xml, ' ');
    }
    self->at = stop + 1;
    return true;
}

/* "&nbsp;": XML's own names stay, HTML's become numbers, others are not references. */
static bool take_name(struct cleaning *self)
{
    char name[NAME_MAX_LEN + 1] = "";
    size_t len = 0;
    const char *at = self->at + 1;
    while (at + len < self->end && len < NAME_MAX_LEN && isalnum((unsigned char)at[len])) {
        name[len] = at[len];
        len++;
    }
    if (len == 0 || at + len >= self->end || at[len] != ';') {
        return false;
    }
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
    if (entity == NULL && strcmp(name, "apos") != 0) {
        return false;
    }
    bool is_own = entity == NULL || entity->value < 0x80;
    if (is_own) {
        buf_print(self->xml, "&%s;", name);
    } else {
        buf_print(self->xml, "&#%u;", entity->value);
    }
    self->at = at + len + 1;
    return true;
}

static void take_reference(struct cleaning *self)
{
    if (!take_number(self) && !take_name(self)) {
        buf_text(self->xml, "&amp;");
        self->at++;
    }
}

/* A server's warning, or blank lines, may stand before the declaration. */
/* Behind the ">" of a tag, outside its quotation marks; what is longer is no tag. */
static const char *behind_tag(const struct cleaning *self)
{
    enum { TAG_MAX = 8192 };
    char quote = '\0';
    const char *end = self->end - self->at > TAG_MAX ? self->at + TAG_MAX : self->end;
    for (const char *c = self->at; c < end; c++) {
        if (quote != '\0') {
            quote = *c == quote ? '\0' : quote;
        } else if (*c == '"' || *c == '\'') {
            quote = *c;
        } else if (*c == '>') {
            return c + 1;
        }
    }
    return self->at + 1;
}

/* The tag goes away, or only its depth is counted: its text is copied like any other. */
static void count_tag(struct cleaning *self)
{
    const char *stop = behind_tag(self);
    if (starts(self, "<item") || starts(self, "<entry")) {
        self->depth = 0; /* what the item before left open counts no more */
    }
    bool is_end = self->at + 1 < self->end && self->at[1] == '/';
    bool is_empty = stop - self->at > 2 && stop[-2] == '/';
    bool is_start = !is_end && !is_empty && self->at + 1 < self->end && self->at[1] != '?' &&
                    self->at[1] != '!';
    bool is_deep = self->depth >= DEPTH_MAX + (is_end ? 1 : 0);
    self->depth += is_start ? 1 : 0;
    self->depth -= is_end && self->depth > 0 ? 1 : 0;
    if (is_deep) {
        self->at = stop;
    } else {
        copy_until(self, self->at + 1);
    }
}

static const char *first_of_document(const struct buf *text)
{
    enum { SEARCHED = 4096 };
    size_t most = text->len < SEARCHED ? text->len : SEARCHED;
    const char *start = text->len > 0 ? memmem(text->data, most, "<?xml", 5) : NULL;
    return start != NULL || text->len == 0 ? start : memchr(text->data, '<', text->len);
}

bool feed_clean(const struct buf *text, struct buf *xml)
{
    const char *start = first_of_document(text);
    if (start == NULL) {
        return false;
    }
    struct cleaning self = {.at = start, .end = text->data + text->len, .xml = xml};
    size_t before = (size_t)(start - text->data);
    self.declares = memmem(text->data, before, "<!ENTITY", 8) != NULL;
    while (self.at < self.end) {
        if (starts(&self, "<!DOCTYPE")) {
            skip_type(&self);
        } else if (starts(&self, "<![CDATA[")) {
            copy_until(&self, behind(&self, "]]>"));
        } else if (starts(&self, "<!--")) {
            self.at = behind(&self, "-->");
        } else if (*self.at == '<') {
            count_tag(&self);
        } else if (*self.at == '&') {
            take_reference(&self);
        } else {
            copy_until(&self, self.at + 1);
        }
    }
    return !self.declares;
}
