/*
 * calendar.c — lines end in CRLF and hold at most 75 octets: a longer one goes on behind a space,
 * never within a letter.  Times are UTC, so no time zone has to be described.
 */
#include "gateway/calendar.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

enum { FOLD_AT = 75 };

/* How much of `text` fits on a line: at most `most` octets, up to the end of a letter. */
static size_t part_of(const char *text, size_t len, size_t most)
{
    size_t end = len < most ? len : most;
    while (end < len && end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80) {
        end--;
    }
    return end;
}

static void add_folded(struct buf *into, const char *line, size_t len)
{
    size_t most = FOLD_AT;
    while (len > most) {
        size_t part = part_of(line, len, most);
        buf_add(into, line, part);
        buf_text(into, "\r\n ");
        line += part;
        len -= part;
        most = FOLD_AT - 1; /* the space counts */
    }
    buf_add(into, line, len);
    buf_text(into, "\r\n");
}

/* A name and a text, whose signs with a meaning are escaped. */
static void add_text(struct buf *into, const char *name, const char *text)
{
    struct buf line = {0};
    buf_text(&line, name);
    buf_text(&line, ":");
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\n') {
            buf_text(&line, "\\n");
        } else if ((unsigned char)*c >= ' ') {
            buf_text(&line, strchr("\\;,", *c) != NULL ? "\\" : "");
            buf_add(&line, c, 1);
        }
    }
    add_folded(into, line.data, line.len);
    buf_free(&line);
}

static void add_line(struct buf *into, const char *line)
{
    add_folded(into, line, strlen(line));
}

static const char *text_of(const json_t *event, const char *key)
{
    const char *text = json_string_value(json_object_get(event, key));
    return text != NULL ? text : "";
}

static void add_event(struct buf *into, const json_t *event)
{
    char sequence[32];
    snprintf(sequence, sizeof(sequence), "%lld",
             (long long)json_integer_value(json_object_get(event, "sequence")));
    add_line(into, "BEGIN:VEVENT");
    add_text(into, "UID", text_of(event, "uid"));
    add_text(into, "DTSTAMP", text_of(event, "stamp"));
    add_text(into, "LAST-MODIFIED", text_of(event, "stamp"));
    add_text(into, "SEQUENCE", sequence);
    add_text(into, "DTSTART", text_of(event, "start"));
    add_text(into, "DTEND", text_of(event, "end"));
    add_text(into, "SUMMARY", text_of(event, "summary"));
    add_text(into, "LOCATION", text_of(event, "place"));
    add_text(into, "DESCRIPTION", text_of(event, "about"));
    add_line(into, json_is_true(json_object_get(event, "is_cancelled")) ? "STATUS:CANCELLED"
                                                                        : "STATUS:CONFIRMED");
    add_line(into, "END:VEVENT");
}

bool calendar_write(const char *json, struct buf *into)
{
    json_t *root = json_loads(json, 0, NULL);
    const json_t *events = json_object_get(root, "events");
    bool is_calendar = json_is_array(events);
    size_t at;
    const json_t *event;
    if (is_calendar) {
        add_line(into, "BEGIN:VCALENDAR");
        add_line(into, "VERSION:2.0");
        add_line(into, "PRODID:-//Minh Chung//Lich kiem tra//VI");
        add_line(into, "CALSCALE:GREGORIAN");
        add_line(into, "METHOD:PUBLISH");
        add_text(into, "X-WR-CALNAME", text_of(root, "title"));
        add_line(into, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        json_array_foreach(events, at, event) {
            add_event(into, event);
        }
        add_line(into, "END:VCALENDAR");
    }
    json_decref(root);
    return is_calendar;
}
