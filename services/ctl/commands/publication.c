/*
 * publication.c — `minhchung publication` reads a published result from the store; `minhchung
 * verify --publication` proves it without the store: the signature over the root, each part's hash
 * in the root, and each root's hash in the root that follows it.
 */
#include "ctl/commands/publication.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>
#include <sodium.h>

#include "base/hash.h"
#include "base/sign.h"
#include "ctl/answer.h"
#include "ctl/sql.h"

static const struct statement PUBLICATION = {"ctl_publication", SQL_PUBLICATION};

enum { SHA256_TEXT = 2 * crypto_hash_sha256_BYTES + 1 };

int command_publication(struct ctl *ctl)
{
    const char *campaign = ctl_option(ctl, "--campaign"), *number = ctl_option(ctl, "--number");
    struct params *params = params_new();
    params_text(params, campaign);
    params_text(params, number);
    int code = answer_show(ctl, &PUBLICATION, params, answer_print);
    if (code == EXIT_NO) {
        ctl_trouble("no such result of \"%s\" has been published", campaign);
    }
    params_free(&params);
    return code;
}

/* ---------------------------------------------------------------- verifying */

/* Files are verified one after another; this is what the next one must name. */
struct proof {
    const struct ctl *ctl;
    const char *key;            /* the publisher's, known from elsewhere; NULL: not compared */
    char previous[SHA256_TEXT]; /* hash of the previous root; "": none was given */
    size_t parts;
};

static void sha256_of(const char *text, size_t len, char into[static SHA256_TEXT])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)text, len);
    (void)sodium_bin2hex(into, SHA256_TEXT, hash, sizeof(hash));
}

static bool read_hex(const json_t *file, const char *name, unsigned char *into, size_t len)
{
    const char *text = answer_given(file, name);
    size_t got = 0;
    return text != NULL && sodium_hex2bin(into, len, text, strlen(text), NULL, &got, NULL) == 0 &&
           got == len;
}

static bool is_signed(const struct proof *self, const json_t *file)
{
    unsigned char signature[SIGN_BYTES], key[SIGN_PUBLIC];
    const json_t *root = json_object_get(file, "root");
    if (!json_is_string(root) || !read_hex(file, "signature", signature, sizeof(signature)) ||
        !read_hex(file, "public_key", key, sizeof(key))) {
        return false;
    }
    const char *given = answer_given(file, "public_key");
    return (self->key == NULL || strcmp(self->key, given) == 0) &&
           sign_is_good(key, json_string_value(root), json_string_length(root), signature);
}

/* NULL: all parts that are present are the signed ones. */
static const char *first_wrong_part(struct proof *self, const json_t *file, const json_t *root)
{
    const char *name;
    json_t *content;
    json_object_foreach(json_object_get(file, "parts"), name, content) {
        char hash[SHA256_TEXT];
        const char *said = answer_given(json_object_get(root, "parts"), name);
        const char *text = json_string_value(content);
        if (text == NULL || said == NULL) {
            return name;
        }
        sha256_of(text, json_string_length(content), hash);
        if (strcmp(hash, said) != 0) {
            return name;
        }
        self->parts++;
    }
    return NULL;
}

static const char *fault_of(struct proof *self, const json_t *file, const json_t *root)
{
    if (!is_signed(self, file)) {
        return "chữ ký không đúng";
    }
    if (root == NULL) {
        return "văn bản được ký không đọc được";
    }
    const char *previous = answer_given(root, "previous");
    if (self->previous[0] != '\0' && (previous == NULL || strcmp(previous, self->previous) != 0)) {
        return "không nối tiếp kết quả trước";
    }
    return first_wrong_part(self, file, root);
}

static bool verify_file(struct proof *self, const char *path)
{
    json_error_t error;
    json_t *file = json_load_file(path, 0, &error);
    if (file == NULL) {
        ctl_trouble("%s: line %d: %s", path, error.line, error.text);
        return false;
    }
    const json_t *text = json_object_get(file, "root");
    json_t *root = json_is_string(text) ? json_loads(json_string_value(text), 0, NULL) : NULL;
    const char *fault = fault_of(self, file, root);
    if (fault != NULL) {
        fprintf(stderr, "minhchung: %s: %s\n", path, fault);
    } else {
        sha256_of(json_string_value(text), json_string_length(text), self->previous);
    }
    json_decref(root);
    json_decref(file);
    return fault == NULL;
}

int verify_publications(const struct ctl *ctl)
{
    hash_ready();
    struct proof proof = {.ctl = ctl, .key = ctl_option(ctl, "--key")};
    int files = 0;
    for (const char *path; (path = ctl_option_nth(ctl, "--publication", files)) != NULL; files++) {
        if (!verify_file(&proof, path)) {
            return EXIT_NO;
        }
    }
    printf(ctl->is_json ? "{\"publications\":%d,\"parts\":%zu,\"wrong\":0}\n"
                        : "%d kết quả công bố, %zu phần, đúng chữ ký và đúng từng phần\n",
           files, proof.parts);
    return EXIT_DONE;
}
