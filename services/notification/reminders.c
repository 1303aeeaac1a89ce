/*
 * reminders.c — runs the queries for reminders one after the other; each row is an occasion,
 * whose id makes its notice unique.
 */
#include "notification/reminders.h"

#include <stdlib.h>
#include <string.h>

#include "notification/store.h"
#include "wire/wire.h"

enum { DAYS_MAX = 16, DAY_MAX = 365 };

/* What units are reminded of, queried in this order. */
enum concern {
    CONCERN_DEADLINE,
    CONCERN_PACE,
    CONCERN_POSTS,
    CONCERN_ASKED,
    CONCERN_VISITS,
    CONCERN_FILES,
    CONCERN_COUNT
};

struct reminders {
    struct daemon *daemon;
    const struct notification_conf *conf;
    struct lane *lane;
    int days[DAYS_MAX];
    size_t count;
    enum concern concern; /* CONCERN_COUNT: no query is running */
    loop_fn *enqueued;
    void *arg;
};

static void read_occasions(struct reminders *self);

static void occasions_enqueued(void *arg, enum err err, const struct rows *result)
{
    struct reminders *self = arg;
    (void)result;
    if (err == ERR_NONE) {
        self->enqueued(self->arg);
    }
    self->concern++;
    read_occasions(self);
}

static Notification__V1__Kind kind_of(enum concern concern, const struct rows *result, int row)
{
    switch (concern) {
    case CONCERN_DEADLINE:
        return NOTIFICATION__V1__KIND__KIND_DEADLINE_NEAR;
    case CONCERN_PACE:
        return NOTIFICATION__V1__KIND__KIND_TARGET_BEHIND;
    case CONCERN_POSTS:
        return NOTIFICATION__V1__KIND__KIND_POSTS_MISSED;
    case CONCERN_ASKED:
    case CONCERN_VISITS:
    case CONCERN_FILES:
        return (Notification__V1__Kind)column_int(result, row, 7);
    case CONCERN_COUNT:
        break;
    }
    return NOTIFICATION__V1__KIND__KIND_UNSPECIFIED;
}

static struct occasion make_occasion(enum concern concern, const struct rows *result, int row,
                                     struct arena *arena)
{
    Notification__V1__Notice notice = NOTIFICATION__V1__NOTICE__INIT;
    notice.kind = kind_of(concern, result, row);
    notice.campaign_id = (uint32_t)column_int(result, row, 1);
    notice.unit_id = (uint32_t)column_int(result, row, 2);
    notice.due_on = column_copy(result, row, 3, arena);
    notice.title = column_copy(result, row, 4, arena);
    notice.error_count = (uint32_t)column_int(result, row, 5);
    notice.first_message = column_copy(result, row, 6, arena);
    if (concern == CONCERN_VISITS || concern == CONCERN_FILES) {
        notice.place = column_copy(result, row, 8, arena);
    }
    if (concern == CONCERN_FILES) {
        notice.account_id = (uint32_t)column_int(result, row, 9);
    }
    struct wire_bytes bytes = wire_pack(arena, &notice.base);
    return (struct occasion){column_uuid(result, row, 0), bytes.data, bytes.len};
}

static void occasions_read(void *arg, enum err err, const struct rows *result)
{
    struct reminders *self = arg;
    int count = err == ERR_NONE ? rows_count(result) : 0;
    if (count == 0) {
        self->concern++;
        read_occasions(self);
        return;
    }
    struct arena *arena = arena_new();
    struct occasion *occasions = arena_alloc(arena, (size_t)count * sizeof(*occasions));
    for (int row = 0; row < count; row++) {
        occasions[row] = make_occasion(self->concern, result, row, arena);
    }
    store_owe(self->lane, occasions, (size_t)count, occasions_enqueued, self);
    arena_free(&arena);
}

static void read_occasions(struct reminders *self)
{
    if (self->concern == CONCERN_PACE && !self->conf->remind_pace) {
        self->concern++;
    }
    if (self->concern == CONCERN_POSTS && !self->conf->remind_posts) {
        self->concern++;
    }
    if (daemon_is_draining(self->daemon)) {
        self->concern = CONCERN_COUNT;
    }
    switch (self->concern) {
    case CONCERN_DEADLINE:
        store_deadlines(self->lane, self->days, self->count, occasions_read, self);
        break;
    case CONCERN_PACE:
        store_behind(self->lane, occasions_read, self);
        break;
    case CONCERN_POSTS:
        store_missed(self->lane, occasions_read, self);
        break;
    case CONCERN_ASKED:
        store_asked(self->lane, self->conf->remind_late_days, occasions_read, self);
        break;
    case CONCERN_VISITS:
        store_visits(self->lane, occasions_read, self);
        break;
    case CONCERN_FILES:
        store_files(self->lane, occasions_read, self);
        break;
    case CONCERN_COUNT:
        break;
    }
}

static void reminders_start(void *arg)
{
    struct reminders *self = arg;
    if (self->concern == CONCERN_COUNT) {
        self->concern = CONCERN_DEADLINE;
        read_occasions(self);
    }
}

static enum err read_days(struct reminders *self, const char *text)
{
    while (*text != '\0') {
        char *end;
        long days = strtol(text, &end, 10);
        if (end == text || days < 0 || days > DAY_MAX || self->count == DAYS_MAX ||
            (*end != ',' && *end != '\0')) {
            return err_note(ERR_FATAL, "remind.days: expected days from 0 to %d, like 14,7,3,1",
                            DAY_MAX);
        }
        self->days[self->count++] = (int)days;
        text = *end == ',' ? end + 1 : end;
    }
    return ERR_NONE;
}

enum err reminders_open(struct reminders **out, struct daemon *daemon,
                        const struct notification_conf *conf, loop_fn *enqueued, void *arg)
{
    struct reminders *self = memory_zero(sizeof(*self));
    *out = self;
    self->daemon = daemon;
    self->conf = conf;
    self->concern = CONCERN_COUNT;
    self->enqueued = enqueued;
    self->arg = arg;
    self->lane = daemon_lane(daemon, "reminders");
    enum err err = read_days(self, conf->remind_days);
    if (err == ERR_NONE) {
        loop_every(daemon_loop(daemon), conf->remind_every_ms, reminders_start, self);
        loop_after(daemon_loop(daemon), 1000, reminders_start, self);
    }
    return err;
}

void reminders_close(struct reminders **self)
{
    free(*self);
    *self = NULL;
}
