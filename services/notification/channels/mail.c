/*
 * mail.c — e-mail by SMTP.  The message's id is the notification's, so that a
 * reader's program may fold repeats; a mail server does not honour it.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "notification/channels/channel.h"

extern const struct channel MAIL_CHANNEL;

enum { WORD_BYTES = 42, LINE_BYTES = 57 };    /* encoded: 75 and 76 characters a line */

static void add_base64(struct buf *into, const char *data, size_t len)
{
    char encoded[128];
    sodium_bin2base64(encoded, sizeof(encoded), (const unsigned char *)data, len,
                      sodium_base64_VARIANT_ORIGINAL);
    buf_text(into, encoded);
}

void mail_header_text(struct buf *into, const char *text)
{
    size_t len = strlen(text);
    bool is_first = true;
    while (len > 0 || is_first) {
        size_t part = text_cut(text, len, WORD_BYTES);
        buf_text(into, is_first ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
        add_base64(into, text, part);
        buf_text(into, "?=");
        text += part;
        len -= part;
        is_first = false;
    }
}

static void add_body(struct buf *into, const char *text)
{
    for (size_t len = strlen(text), at = 0; at < len; at += LINE_BYTES) {
        add_base64(into, text + at, len - at < LINE_BYTES ? len - at : LINE_BYTES);
        buf_text(into, "\r\n");
    }
}

static const char *domain_of(const char *address)
{
    const char *at = strchr(address, '@');
    return at != NULL ? at + 1 : "localhost";
}

static void add_message(struct buf *into, const struct attempt *attempt,
                        const struct notification_conf *conf)
{
    char id[UUID_TEXT], date[64];
    time_t now = time(NULL);
    struct tm parts;
    struct arena *arena = arena_new();
    localtime_r(&now, &parts);
    strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S %z", &parts);
    buf_print(into, "Date: %s\r\nFrom: ", date);
    mail_header_text(into, conf->mail_from_name);
    buf_print(into, " <%s>\r\nTo: <%s>\r\nSubject: ", conf->mail_from, attempt->target);
    mail_header_text(into, attempt->subject);
    buf_print(into, "\r\nMessage-ID: <%s@%s>\r\nAuto-Submitted: auto-generated\r\n"
              "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
              "Content-Language: vi\r\nContent-Transfer-Encoding: base64\r\n\r\n",
              uuid_print(&attempt->id, id), domain_of(conf->mail_from));
    add_body(into, notice_text(attempt->notice, conf->page_url, arena));
    arena_free(&arena);
}

static size_t read_content(char *into, size_t size, size_t count, void *arg)
{
    struct outgoing *out = arg;
    size_t left = out->content.len - out->sent;
    size_t part = left < size * count ? left : size * count;
    if (part > 0) {
        memcpy(into, out->content.data + out->sent, part);
        out->sent += part;
    }
    return part;
}

static void prepare(struct outgoing *out, const struct attempt *attempt,
                    const struct notification_conf *conf)
{
    add_message(&out->content, attempt, conf);
    out->headers = curl_slist_append(NULL, attempt->target);
    curl_easy_setopt(out->easy, CURLOPT_URL, conf->smtp_url);
    curl_easy_setopt(out->easy, CURLOPT_USE_SSL, (long)CURLUSESSL_TRY);
    if (conf->smtp_user[0] != '\0') {
        curl_easy_setopt(out->easy, CURLOPT_USERNAME, conf->smtp_user);
        curl_easy_setopt(out->easy, CURLOPT_PASSWORD, conf->smtp_password);
        curl_easy_setopt(out->easy, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    }
    curl_easy_setopt(out->easy, CURLOPT_MAIL_FROM, conf->mail_from);
    curl_easy_setopt(out->easy, CURLOPT_MAIL_RCPT, out->headers);
    curl_easy_setopt(out->easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(out->easy, CURLOPT_READFUNCTION, read_content);
    curl_easy_setopt(out->easy, CURLOPT_READDATA, out);
}

const struct channel MAIL_CHANNEL = {
    .number = CHANNEL_MAIL, .name = "mail", .honours_key = false, .prepare = prepare};
