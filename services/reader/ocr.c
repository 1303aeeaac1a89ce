/*
 * ocr.c — claims a file, reads it in a caged child, stores what came of it.
 *
 * The text of a child that ran out of time is that of its first pages, and is kept.  A child that
 * fails without any is tried again, as scan_read says (deploy/schema/functions/scans.sql).
 */
#include "reader/ocr.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/metrics.h"
#include "base/text.h"
#include "daemon/poller.h"
#include "formats/format.h"
#include "reader/store.h"
#include "sandbox/child.h"

enum { POLL_MS = 1000 };

struct ocr {
    struct daemon *daemon;
    const struct reader_conf *conf;
    struct lane *lane;
    struct poller *poller;
    struct child *child;
    struct format_input input;
    struct hash hash; /* of the claimed file */
    struct uuid claim;
    struct buf text;
    bool is_busy;
    struct metric *read, *failed;
};

static void ocr_on_stored(void *arg, enum err err, const struct rows *result)
{
    struct ocr *self = arg;
    self->is_busy = false;
    poller_end(self->poller, &self->claim);
    if (err != ERR_NONE) {
        log_warn("OCR: storing a text: %s; the file is read again", err_last());
        return;
    }
    if (rows_count(result) > 0 && column_int(result, 0, 0) > 0) {
        bus_wake(daemon_bus(self->daemon), "validation", STAGE_VALIDATE);
    }
    poller_wake(self->poller);
}

/* The child's output is untrusted. */
static void ocr_store(struct ocr *self, bool is_done)
{
    buf_byte(&self->text, '\0');
    char *text = self->text.data;
    size_t len = self->text.len - 1;
    for (size_t i = 0; i < len; i++) {
        text[i] = text[i] == '\f' || text[i] == '\r' ? '\n' : text[i];
    }
    text_clean(text, len);
    text[text_cut(text, strlen(text), self->conf->text_max)] = '\0';
    metric_add(is_done ? self->read : self->failed, 1);
    store_ocr_done(self->lane, &self->hash, &self->claim, text, is_done, ocr_on_stored, self);
}

static void ocr_on_output(void *arg, const void *data, size_t len)
{
    struct ocr *self = arg;
    buf_add(&self->text, data, len);
}

static void ocr_on_ended(void *arg, enum child_end end)
{
    struct ocr *self = arg;
    self->child = NULL;
    ocr_store(self, end == CHILD_DONE || self->text.len > 0);
}

static int ocr_work(void *arg, int input, int output)
{
    struct format_input *about = arg;
    about->fd = input;
    return format_ocr(about, output);
}

static enum err ocr_read(struct ocr *self)
{
    static const struct child_events EVENTS = {.output = ocr_on_output, .ended = ocr_on_ended};
    char path[600];
    struct stat stat;
    bool is_named = hash_place(&self->hash, self->conf->files_root, path, sizeof(path));
    int fd = is_named ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0 || fstat(fd, &stat) != 0) {
        return err_note(ERR_REJECT, "the content is not in the file store");
    }
    self->input =
        (struct format_input){.text_max = self->conf->text_max, .size = (size_t)stat.st_size};
    const struct child_conf conf = {.memory = self->conf->file_memory,
                                    .seconds = self->conf->ocr_seconds,
                                    .output_max = self->conf->text_max * 4,
                                    .may_execute = true, /* it opens fonts and the model */
                                    .may_thread = true,
                                    .is_idle = true};
    return child_start(&self->child, daemon_loop(self->daemon), &conf, ocr_work, &self->input, fd,
                       &EVENTS, self);
}

static bool ocr_take(void *arg, const struct rows *result, int row, const struct uuid *claim)
{
    struct ocr *self = arg;
    struct bytes hash = column_bytes(result, row, 0);
    if (hash.len != HASH_SIZE) {
        return false;
    }
    memcpy(self->hash.bytes, hash.data, HASH_SIZE);
    self->claim = *claim;
    self->is_busy = true;
    buf_clear(&self->text);
    if (ocr_read(self) != ERR_NONE) {
        log_warn("OCR: %s", err_last());
        ocr_store(self, false);
    }
    return true;
}

static size_t ocr_room(void *arg)
{
    const struct ocr *self = arg;
    return self->is_busy ? 0 : 1;
}

static void ocr_claim(void *arg, size_t most, const struct lease *lease, lane_fn *then,
                      void *then_arg)
{
    struct ocr *self = arg;
    (void)most;
    store_ocr_claim(self->lane, &lease->claim, lease->ms, self->conf->ocr_pages, then, then_arg);
}

static void ocr_renew(void *arg, struct uuids claims, int lease_ms)
{
    struct ocr *self = arg;
    store_ocr_renew(self->lane, claims, lease_ms);
}

static const struct poller_work WORK = {ocr_room, ocr_claim, ocr_take, ocr_renew};

struct ocr *ocr_open(struct daemon *daemon, const struct reader_conf *conf)
{
    if (conf->ocr_pages == 0) {
        return NULL;
    }
    if (!format_ocr_ready()) {
        log_warn("OCR: no model of Vietnamese is installed (tesseract-ocr-vie, tesseract-ocr-osd): "
                 "scanned files wait; deploy/install-deps.sh brings it");
        return NULL;
    }
    struct ocr *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->conf = conf;
    self->lane = daemon_lane(daemon, "ocr");
    self->read = metric_counter("mc_reader_ocr_total", "outcome=\"read\"", "files read by OCR");
    self->failed = metric_counter("mc_reader_ocr_total", "outcome=\"failed\"", "files read by OCR");
    self->poller = poller_open(daemon, POLL_MS, &WORK, self);
    return self;
}

void ocr_close(struct ocr **pointer)
{
    struct ocr *self = *pointer;
    if (self == NULL) {
        return;
    }
    poller_close(&self->poller);
    child_kill(&self->child);
    buf_free(&self->text);
    free(self);
    *pointer = NULL;
}

bool ocr_is_idle(const struct ocr *self)
{
    return self == NULL || poller_is_idle(self->poller);
}
