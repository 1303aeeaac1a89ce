/*
 * reminders.c — see reminders.h.
 */
#include "notification/reminders.h"

#include <stdlib.h>
#include <string.h>

#include "notification/store.h"
#include "wire/wire.h"

enum { DAYS_MAX = 16, DAY_MAX = 365 };

struct reminders {
    struct daemon *daemon;
    struct lane *lane;
    int days[DAYS_MAX];
    size_t count;
    bool is_looking;
    loop_fn *owed;
    void *arg;
};

static void owing_ended(void *arg, enum err err, const PGresult *result)
{
    struct reminders *self = arg;
    (void)result;
    self->is_looking = false;
    if (err == ERR_NONE) {
        self->owed(self->arg);
    }
}

static struct occasion make_occasion(const PGresult *result, int row, struct arena *arena)
{
    Notification__V1__Notice notice = NOTIFICATION__V1__NOTICE__INIT;
    struct bytes due = column_bytes(result, row, 3), name = column_bytes(result, row, 4);
    notice.kind = NOTIFICATION__V1__KIND__KIND_DEADLINE_NEAR;
    notice.campaign_id = (uint32_t)column_int(result, row, 1);
    notice.unit_id = (uint32_t)column_int(result, row, 2);
    notice.due_on = arena_text(arena, (const char *)due.data, due.len);
    notice.title = arena_text(arena, (const char *)name.data, name.len);
    struct wire_bytes bytes = wire_pack(arena, &notice.base);
    return (struct occasion){column_uuid(result, row, 0), bytes.data, bytes.len};
}

static void deadlines_read(void *arg, enum err err, const PGresult *result)
{
    struct reminders *self = arg;
    int count = err == ERR_NONE ? PQntuples(result) : 0;
    if (count == 0) {
        self->is_looking = false;
        return;
    }
    struct arena *arena = arena_new();
    struct occasion *occasions = arena_alloc(arena, (size_t)count * sizeof(*occasions));
    for (int row = 0; row < count; row++) {
        occasions[row] = make_occasion(result, row, arena);
    }
    store_owe(self->lane, occasions, (size_t)count, owing_ended, self);
    arena_free(&arena);
}

static void look(void *arg)
{
    struct reminders *self = arg;
    if (!self->is_looking && !daemon_is_draining(self->daemon)) {
        self->is_looking = true;
        store_deadlines(self->lane, self->days, self->count, deadlines_read, self);
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
                        const struct notification_conf *conf, loop_fn *owed, void *arg)
{
    struct reminders *self = memory_zero(sizeof(*self));
    *out = self;
    self->daemon = daemon;
    self->owed = owed;
    self->arg = arg;
    self->lane = daemon_lane(daemon, "reminders");
    enum err err = read_days(self, conf->remind_days);
    if (err == ERR_NONE) {
        loop_every(daemon_loop(daemon), conf->remind_every_ms, look, self);
        loop_after(daemon_loop(daemon), 1000, look, self);
    }
    return err;
}

void reminders_close(struct reminders **self)
{
    free(*self);
    *self = NULL;
}
