/*
 * mail.c — e-mail by SMTP.  The message's id is the notification's, so that a mail program may
 * recognise repetitions; a mail server does not honour it.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "notification/channels/channel.h"

struct mail_conf {
    const char *url; /* smtp://host:port or smtps:// */
    const char *user;
    const char *password; /* content of the secret's file */
    const char *from;
    const char *from_name;
};

enum { WORD_BYTES = 42, LINE_BYTES = 57 }; /* encoded: 75 and 76 characters a line */

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
                        const struct mail_conf *mail, const char *page_url)
{
    char id[UUID_TEXT], date[64];
    time_t now = time(NULL);
    struct tm parts;
    struct arena *arena = arena_new();
    localtime_r(&now, &parts);
    strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S %z", &parts);
    buf_print(into, "Date: %s\r\nFrom: ", date);
    mail_header_text(into, mail->from_name);
    buf_print(into, " <%s>\r\nTo: <%s>\r\nSubject: ", mail->from, attempt->target);
    mail_header_text(into, attempt->subject);
    buf_print(into,
              "\r\nMessage-ID: <%s@%s>\r\nAuto-Submitted: auto-generated\r\n"
              "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
              "Content-Language: vi\r\nContent-Transfer-Encoding: base64\r\n\r\n",
              uuid_print(&attempt->id, id), domain_of(mail->from));
    add_body(into, notice_text(attempt->notice, page_url, arena));
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

static void mail_prepare(struct outgoing *out, const struct attempt *attempt, const void *own,
                         const struct notification_conf *conf)
{
    const struct mail_conf *mail = own;
    add_message(&out->content, attempt, mail, conf->page_url);
    out->headers = curl_slist_append(NULL, attempt->target);
    curl_easy_setopt(out->easy, CURLOPT_URL, mail->url);
    curl_easy_setopt(out->easy, CURLOPT_USE_SSL, (long)CURLUSESSL_TRY);
    if (mail->user[0] != '\0') {
        curl_easy_setopt(out->easy, CURLOPT_USERNAME, mail->user);
        curl_easy_setopt(out->easy, CURLOPT_PASSWORD, mail->password);
        curl_easy_setopt(out->easy, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    }
    curl_easy_setopt(out->easy, CURLOPT_MAIL_FROM, mail->from);
    curl_easy_setopt(out->easy, CURLOPT_MAIL_RCPT, out->headers);
    curl_easy_setopt(out->easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(out->easy, CURLOPT_READFUNCTION, read_content);
    curl_easy_setopt(out->easy, CURLOPT_READDATA, out);
}

/* RFC 5321.  At the end the status is that of QUIT: the server took the message before. */
static enum attempt_state mail_judge(bool success, long status)
{
    return success ? ATTEMPT_SENT : status >= 500 && status < 600 ? ATTEMPT_REFUSED : ATTEMPT_AGAIN;
}

static const struct conf_entry CONF[] = {
    {"smtp.url", CONF_TEXT, offsetof(struct mail_conf, url), "smtp://127.0.0.1:25", 0, 0,
     "smtp://host:port or smtps://host:port"},
    {"smtp.user", CONF_TEXT, offsetof(struct mail_conf, user), "", 0, 0,
     "name at the mail server; empty: none (then TLS is used where offered)"},
    {"smtp.password", CONF_FILE, offsetof(struct mail_conf, password), "", 0, 0,
     "file that holds the password"},
    {"mail.from", CONF_TEXT, offsetof(struct mail_conf, from), "minhchung@localhost", 0, 0,
     "sender's address"},
    {"mail.from_name", CONF_TEXT, offsetof(struct mail_conf, from_name), "Minh Chứng", 0, 0,
     "sender's name"},
};

CHANNEL(CHANNEL_MAIL) = {.number = 2,
                         .name = "mail",
                         .protocols = "smtp,smtps",
                         .conf = CONF,
                         .conf_count = sizeof(CONF) / sizeof(CONF[0]),
                         .conf_size = sizeof(struct mail_conf),
                         .prepare = mail_prepare,
                         .judge = mail_judge};
