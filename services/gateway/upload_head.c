/*
 * upload_head.c — see upload_head.h.
 */
#include "gateway/upload_head.h"

#include <string.h>

#include <sodium.h>

#include "base/hash.h"
#include "base/text.h"

enum { TYPE_MAX = 100, COUNT_DIGITS = 15 };

/* The text that Base64 stands for; NULL: it is none, or no UTF-8 without control characters. */
static const char *decode(struct arena *arena, const char *from, size_t len)
{
    size_t most = len / 4 * 3 + 3, decoded = 0;
    char *into = arena_alloc(arena, most + 1);
    const char *end = NULL;
    if (sodium_base642bin((unsigned char *)into, most, from, len, NULL, &decoded, &end,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != from + len) {
        return NULL;
    }
    into[decoded] = '\0';
    for (size_t i = 0; i < decoded; i++) {
        if ((unsigned char)into[i] < 0x20 || into[i] == 0x7f) {
            return NULL;
        }
    }
    return text_is_utf8(into, decoded, NULL) ? into : NULL;
}

static bool is_sum(const char *text)
{
    struct hash digest;
    return strspn(text, "0123456789abcdef") == HASH_TEXT - 1 && hash_parse(text, &digest);
}

static bool take_pair(const char *key, size_t key_len, const char *value, struct upload_head *out)
{
    if (key_len == strlen("filename") && memcmp(key, "filename", key_len) == 0) {
        out->name = value;
        return true;
    }
    if (key_len == strlen("filetype") && memcmp(key, "filetype", key_len) == 0) {
        out->media_type = value[0] != '\0' ? value : NULL;
        return strlen(value) <= TYPE_MAX;
    }
    if (key_len == strlen("sha256") && memcmp(key, "sha256", key_len) == 0) {
        out->sha256 = value;
        return is_sum(value);
    }
    return true;
}

bool upload_head_read(struct arena *arena, const char *metadata, struct upload_head *out)
{
    *out = (struct upload_head){0};
    for (const char *at = metadata; *at != '\0';) {
        at += strspn(at, " ");
        size_t len = strcspn(at, ",");
        size_t key_len = strcspn(at, " ,");
        const char *start = at + key_len + (key_len < len ? 1 : 0);
        size_t value_len = (size_t)(at + len - start);
        while (value_len > 0 && start[value_len - 1] == ' ') {
            value_len--;
        }
        const char *value = decode(arena, start, value_len);
        if (key_len == 0 || value == NULL || !take_pair(at, key_len, value, out)) {
            return false;
        }
        at += len + (at[len] == ',' ? 1 : 0);
    }
    return true;
}

bool upload_head_count(const char *text, uint64_t *out)
{
    size_t len = text != NULL ? strlen(text) : 0;
    if (len == 0 || len > COUNT_DIGITS || strspn(text, "0123456789") != len) {
        return false;
    }
    *out = 0;
    for (size_t i = 0; i < len; i++) {
        *out = *out * 10 + (uint64_t)(text[i] - '0');
    }
    return true;
}

bool upload_head_checksum(const char *text, unsigned char into[static 32])
{
    static const char KIND[] = "sha256 ";
    size_t len = 0;
    const char *end = NULL;
    if (strncmp(text, KIND, sizeof(KIND) - 1) != 0) {
        return false;
    }
    text += sizeof(KIND) - 1;
    return sodium_base642bin(into, 32, text, strlen(text), NULL, &len, &end,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           len == 32 && *end == '\0';
}
