/*
 * webhook.c — JSON to another system's URL, with the notification's id as
 * Idempotency-Key, signed: X-Minhchung-Signature is the hexadecimal HMAC-SHA-256,
 * under the shared secret, of "<timestamp>.<body>".
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "notification/channels/channel.h"

static void add_body(struct buf *into, const struct attempt *attempt)
{
    char id[UUID_TEXT];
    struct json json;
    json_start(&json, into);
    json_object_start(&json, NULL);
    json_text(&json, "id", uuid_print(&attempt->id, id));
    json_text(&json, "kind", notice_kind(attempt->notice));
    json_text(&json, "campaign", attempt->campaign);
    json_text(&json, "unit", attempt->unit);
    json_text(&json, "subject", attempt->subject);
    struct uuid evidence;
    if (attempt->notice->evidence_id.len == sizeof(evidence.bytes)) {
        memcpy(evidence.bytes, attempt->notice->evidence_id.data, sizeof(evidence.bytes));
        json_text(&json, "evidence", uuid_print(&evidence, id));
    }
    json_int(&json, "error_count", attempt->notice->error_count);
    json_text(&json, "created_at", attempt->created_at);
    json_object_end(&json);
}

static void webhook_sign(char into[static 65], const char *secret, const char *stamp,
                         const struct buf *body)
{
    crypto_auth_hmacsha256_state state;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_init(&state, (const unsigned char *)secret, strlen(secret));
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)stamp, strlen(stamp));
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)".", 1);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)body->data, body->len);
    crypto_auth_hmacsha256_final(&state, mac);
    sodium_bin2hex(into, 65, mac, sizeof(mac));
}

static void add_header(struct outgoing *out, const char *name, const char *value)
{
    char line[256];
    snprintf(line, sizeof(line), "%s: %s", name, value);
    out->headers = curl_slist_append(out->headers, line);
}

static size_t ignore_answer(char *data, size_t size, size_t count, void *arg)
{
    (void)data;
    (void)arg;
    return size * count;
}

static void webhook_prepare(struct outgoing *out, const struct attempt *attempt, const void *own,
                            const struct notification_conf *conf)
{
    (void)own;
    (void)conf;
    char id[UUID_TEXT], stamp[32], signature[65];
    snprintf(stamp, sizeof(stamp), "%lld", (long long)time(NULL));
    add_body(&out->content, attempt);
    webhook_sign(signature, attempt->secret, stamp, &out->content);
    add_header(out, "Content-Type", "application/json");
    add_header(out, "Idempotency-Key", uuid_print(&attempt->id, id));
    add_header(out, "X-Minhchung-Timestamp", stamp);
    add_header(out, "X-Minhchung-Signature", signature);
    curl_easy_setopt(out->easy, CURLOPT_URL, attempt->target);
    curl_easy_setopt(out->easy, CURLOPT_HTTPHEADER, out->headers);
    curl_easy_setopt(out->easy, CURLOPT_POST, 1L);
    curl_easy_setopt(out->easy, CURLOPT_POSTFIELDS, out->content.data);
    curl_easy_setopt(out->easy, CURLOPT_POSTFIELDSIZE, (long)out->content.len);
    curl_easy_setopt(out->easy, CURLOPT_WRITEFUNCTION, ignore_answer);
}

CHANNEL(CHANNEL_WEBHOOK) = {.number = 3,
                            .name = "webhook",
                            .honours_key = true,
                            .protocols = "http,https",
                            .prepare = webhook_prepare,
                            .judge = channel_judge_http};
