/*
 * conf.c — what can be configured of this service.
 */
#include "daemon/conf.h"
#include "notification/notification.h"

const struct conf_entry NOTIFICATION_CONF[] = {
    DAEMON_CONF_ENTRIES,
    {"smtp.url", CONF_TEXT, offsetof(struct notification_conf, smtp_url),
     "smtp://127.0.0.1:25", 0, 0,
     "smtp://host:port or smtps://host:port"},
    {"smtp.user", CONF_TEXT, offsetof(struct notification_conf, smtp_user), "", 0, 0,
     "name at the mail server; empty: none (then TLS is used where offered)"},
    {"smtp.password", CONF_FILE, offsetof(struct notification_conf, smtp_password), "", 0, 0,
     "file that holds the password"},
    {"mail.from", CONF_TEXT, offsetof(struct notification_conf, mail_from),
     "minhchung@localhost", 0, 0, "sender's address"},
    {"mail.from_name", CONF_TEXT, offsetof(struct notification_conf, mail_from_name),
     "Minh Chứng", 0, 0, "sender's name"},
    {"page.url", CONF_TEXT, offsetof(struct notification_conf, page_url), "http://127.0.0.1:8080",
     0, 0, "address of the page, for links"},
    {"send.in_flight", CONF_SIZE, offsetof(struct notification_conf, in_flight), "16", 1, 256,
     "attempts at once"},
    {"send.timeout_ms", CONF_INT, offsetof(struct notification_conf, attempt_ms), "20000", 100,
     600000, "one attempt may take"},
    {"send.attempts", CONF_INT, offsetof(struct notification_conf, attempts), "10", 1, 100,
     "before a notification is given up"},
    {"send.pause_ms", CONF_INT, offsetof(struct notification_conf, pause_ms), "5000", 10, 3600000,
     "pause after the first failure; it doubles, up to an hour"},
    {"remind.days", CONF_TEXT, offsetof(struct notification_conf, remind_days), "14,7,3,1", 0, 0,
     "days before the filing deadline on which units are reminded"},
    {"remind.every_ms", CONF_INT, offsetof(struct notification_conf, remind_every_ms), "600000",
     100, 86400000, "how often it is looked whom to remind"},
    {"remind.pace", CONF_BOOL, offsetof(struct notification_conf, remind_pace), "on", 0, 0,
     "tell units once a week which targets are behind what is expected by then"},
    {"remind.posts", CONF_BOOL, offsetof(struct notification_conf, remind_posts), "on", 0, 0,
     "tell units once a week which days and stories they missed the week before"},
};
const size_t NOTIFICATION_CONF_COUNT = sizeof(NOTIFICATION_CONF) / sizeof(NOTIFICATION_CONF[0]);
