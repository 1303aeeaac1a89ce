/*
 * conf.c — the configuration of the service; channels declare their own keys.
 */
#include <assert.h>
#include <string.h>

#include "daemon/conf.h"
#include "notification/channels/channel.h"

static const struct conf_entry TABLE[] = {
    DAEMON_CONF_ENTRIES,
    {"page.url", CONF_TEXT, offsetof(struct notification_conf, page_url), "http://127.0.0.1:8080",
     0, 0, "URL of the web page, for links"},
    {"send.in_flight", CONF_SIZE, offsetof(struct notification_conf, in_flight), "16", 1, 256,
     "most attempts at once"},
    {"send.timeout_ms", CONF_INT, offsetof(struct notification_conf, attempt_ms), "20000", 100,
     600000, "how long one attempt may take"},
    {"send.attempts", CONF_INT, offsetof(struct notification_conf, attempts), "10", 1, 100,
     "attempts before a notification is given up"},
    {"send.pause_ms", CONF_INT, offsetof(struct notification_conf, pause_ms), "5000", 10, 3600000,
     "pause after the first failure; it doubles, up to an hour"},
    {"remind.days", CONF_TEXT, offsetof(struct notification_conf, remind_days), "14,7,3,1", 0, 0,
     "days before the submission deadline on which units are reminded"},
    {"remind.every_ms", CONF_INT, offsetof(struct notification_conf, remind_every_ms), "600000",
     100, 86400000, "how often the service looks for units to remind"},
    {"remind.late_days", CONF_INT, offsetof(struct notification_conf, remind_late_days), "14", 0,
     365, "days overdue after which the standing committee is notified of a recommendation"},
    {"remind.pace", CONF_BOOL, offsetof(struct notification_conf, remind_pace), "on", 0, 0,
     "notify units once a week of targets that are behind the expected value"},
    {"remind.posts", CONF_BOOL, offsetof(struct notification_conf, remind_posts), "on", 0, 0,
     "notify units once a week of the days and stories that they missed the week before"},
};

size_t notification_conf_table(struct conf_entry into[static NOTIFICATION_CONF_MAX])
{
    static_assert(sizeof(TABLE) <= NOTIFICATION_CONF_MAX * sizeof(TABLE[0]), "too many keys");
    memcpy(into, TABLE, sizeof(TABLE));
    return channels_add_conf(into, sizeof(TABLE) / sizeof(TABLE[0]), NOTIFICATION_CONF_MAX);
}
