/*
 * main.c — the validation service: pending submissions get their verdicts.
 */
#include <stdlib.h>

#include "base/log.h"
#include "daemon/stage.h"
#include "text/dictionary.h"
#include "validation/store.h"
#include "validation/trials.h"
#include "validation/work.h"

struct validation {
    struct daemon *daemon;
    struct directory *directory;
    struct directory *next; /* half read: its settings are still missing */
    bool is_reading, is_changed;
    struct dictionary *dictionary;
    struct lane *lane;
    struct stage *stage;
    struct trials *trials;
};

static struct validation_conf conf;

static void validation_work(void *arg, struct batch *batch)
{
    struct validation *self = arg;
    work_batch(self->daemon, &self->directory, &conf, batch);
}

static void directory_read(void *arg, enum err err, const struct rows *result);

/* Three statements, one after the other. A change notified meanwhile starts no second reading,
 * which would replace the half-read directory of this one; it is read afterwards. */
static void read_directory(struct validation *self)
{
    self->is_reading = true;
    self->is_changed = false;
    store_directory(self->lane, directory_read, self); /* paced by the lane */
}

static void rules_read(void *arg, enum err err, const struct rows *result)
{
    struct validation *self = arg;
    if (err != ERR_NONE) {
        read_directory(self);
        return;
    }
    store_figure_rules_read(result, self->next);
    directory_free(&self->directory);
    self->directory = self->next;
    self->next = NULL;
    self->is_reading = false;
    stage_wake(self->stage);
    if (self->is_changed) {
        read_directory(self);
    }
}

static void settings_read(void *arg, enum err err, const struct rows *result)
{
    struct validation *self = arg;
    if (err != ERR_NONE) {
        read_directory(self);
        return;
    }
    store_settings_read(result, self->next);
    store_figure_rules(self->lane, rules_read, self);
}

static void directory_read(void *arg, enum err err, const struct rows *result)
{
    struct validation *self = arg;
    if (err != ERR_NONE) {
        read_directory(self);
        return;
    }
    directory_free(&self->next);
    self->next = store_directory_read(result, self->dictionary);
    store_settings(self->lane, settings_read, self);
}

static void directory_changed(void *arg)
{
    struct validation *self = arg;
    self->is_changed = true;
    if (!self->is_reading) {
        read_directory(self);
    }
}

static void validation_on_delivered(void *arg, const Bus__V1__Envelope *const *envelopes,
                                    size_t count)
{
    struct validation *self = arg;
    stage_delivered(self->stage, envelopes, count);
}

static void validation_on_woken(void *arg, enum stage_id stage)
{
    struct validation *self = arg;
    (void)stage;
    stage_wake(self->stage);
}

static void validation_stop(void *state)
{
    struct validation *self = state;
    trials_close(&self->trials);
    stage_close(&self->stage);
    directory_free(&self->directory);
    directory_free(&self->next);
    dictionary_close(&self->dictionary);
    free(self);
}

static enum err validation_start(struct daemon *daemon, void **state)
{
    struct validation *self = memory_zero(sizeof(*self));
    *state = self;
    self->daemon = daemon;
    self->lane = daemon_control_lane(daemon);
    self->dictionary = dictionary_open(conf.dictionary);
    if (self->dictionary == NULL) {
        log_warn("no dictionary %s: spelling is not checked", conf.dictionary);
    }
    daemon_on_directory(daemon, directory_changed, self);
    enum err err = stage_open(&self->stage, daemon, STAGE_VALIDATE, validation_work, self);
    if (err == ERR_NONE) {
        self->trials = trials_open(daemon, &conf, &self->directory, &self->stage);
    }
    return err;
}

static bool is_idle(void *state)
{
    const struct validation *self = state;
    return stage_is_idle(self->stage) && trials_is_idle(self->trials);
}

static const struct bus_events EVENTS = {.delivered = validation_on_delivered,
                                         .woken = validation_on_woken};
static const char *const DOWNSTREAM[] = {"scoring", "notification", "gateway", NULL};

int main(int argc, char **argv)
{
    const struct daemon_service service = {.name = "validation",
                                           .conf_table = VALIDATION_CONF,
                                           .conf_count = VALIDATION_CONF_COUNT,
                                           .conf = &conf,
                                           .events = &EVENTS,
                                           .start = validation_start,
                                           .is_idle = is_idle,
                                           .stop = validation_stop,
                                           .downstream = DOWNSTREAM};
    return daemon_main(argc, argv, &service);
}
