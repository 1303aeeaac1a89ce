/*
 * events.c — server-sent events; the contract stands in events.h.
 *
 * Changes of one turn of the loop are collected, then each stream gets its share: at once while
 * changes are rare, every GAP_MS under load, so that a thousand recomputations of one cell are one
 * event.  Beyond NEWS_MAX changes the events name units only.
 */
#include "gateway/events.h"

#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"

#include "gateway/directory.h"
#include "gateway/pump.h"
#include "gateway/request.h"

enum {
    GAP_MS = 100, /* between two rounds of events under load */
    BEAT_MS = 15000,
    NEWS_MAX = 512,    /* of one round; beyond it: only which units */
    QUEUE_MAX = 65536, /* bytes that may wait for one client */
    BLOCK = 8192
};

struct news {
    uint32_t campaign, unit, criterion;
    bool has_evidence;
    struct uuid evidence;
};

struct stream {
    LIST_ENTRY(stream) link;
    struct events *events;
    struct MHD_Connection *connection;
    struct client *client;
    struct identity who;
    int *units; /* sorted; what the account may read */
    size_t unit_count;
    struct buf queue;
    bool is_suspended;
    bool is_ended;   /* after what is queued */
    bool is_reading; /* its units are being read from the store */
    bool is_gone;    /* the client has left; freed when the answer is here */
};

struct events {
    struct gateway *gateway;
    LIST_HEAD(stream_list, stream) streams;
    int stream_count;
    struct news news[NEWS_MAX];
    size_t news_count;
    bool is_coarse; /* news names whole units only */
    bool is_scheduled;
    int64_t told_ms;
    int beat;
};

static void events_beat(void *arg);

struct events *events_new(struct gateway *gateway)
{
    struct events *self = memory_zero(sizeof(*self));
    self->gateway = gateway;
    self->beat = loop_every(gateway->loop, BEAT_MS, events_beat, self);
    return self;
}

/* ---------------------------------------------------------------- streams */

static void events_wake(struct stream *stream)
{
    if (stream->is_suspended) {
        stream->is_suspended = false;
        MHD_resume_connection(stream->connection);
        pump_wake(stream->events->gateway->pump);
    }
}

static void events_end(struct stream *stream)
{
    stream->is_ended = true;
    events_wake(stream);
}

static void events_put(struct stream *stream, const char *text, size_t len)
{
    if (stream->is_ended) {
        return;
    }
    if (stream->queue.len + len > QUEUE_MAX) {
        request_cut(stream->client); /* its page connects again and reads everything again */
        events_end(stream);
        return;
    }
    buf_add(&stream->queue, text, len);
    events_wake(stream);
}

static ssize_t events_give(void *arg, uint64_t position, char *into, size_t max)
{
    (void)position;
    struct stream *stream = arg;
    size_t len = stream->queue.len < max ? stream->queue.len : max;
    if (len > 0) {
        memcpy(into, stream->queue.data, len);
        buf_consume(&stream->queue, len);
        return (ssize_t)len;
    }
    if (stream->is_ended) {
        return MHD_CONTENT_READER_END_OF_STREAM;
    }
    stream->is_suspended = true;
    MHD_suspend_connection(stream->connection);
    return 0;
}

static void stream_free(struct stream *stream)
{
    buf_free(&stream->queue);
    free(stream->units);
    free(stream);
}

/* libmicrohttpd has let go of the response. */
static void events_on_gone(void *arg)
{
    struct stream *stream = arg;
    struct events *self = stream->events;
    LIST_REMOVE(stream, link);
    self->stream_count--;
    stream->is_gone = true;
    if (!stream->is_reading) {
        stream_free(stream);
    }
}

static int compare_ints(const void *a, const void *b)
{
    int left = *(const int *)a;
    int right = *(const int *)b;
    return (left > right) - (left < right);
}

static void units_came(void *arg, enum err err, const int *units, size_t count)
{
    struct stream *stream = arg;
    stream->is_reading = false;
    if (stream->is_gone) {
        stream_free(stream);
        return;
    }
    if (err != ERR_NONE) {
        events_end(stream); /* no news is better than news of another account */
        return;
    }
    free(stream->units);
    stream->units = memory_alloc(count * sizeof(*units));
    memcpy(stream->units, units, count * sizeof(*units));
    stream->unit_count = count;
    qsort(stream->units, count, sizeof(*stream->units), compare_ints);
}

static void read_units(struct stream *stream)
{
    if (!stream->is_reading) {
        stream->is_reading = true;
        store_readable_units(stream->events->gateway->store, stream->who.as, units_came, stream);
    }
}

void events_open(struct events *self, struct request *request)
{
    static const char HELLO[] = "retry: 2000\nevent: hello\ndata: {}\n\n";
    if (self->stream_count >= self->gateway->conf->events_clients) {
        request_refuse_as(request, PROBLEM_EVENTS_FULL, NULL);
        return;
    }
    struct stream *stream = memory_zero(sizeof(*stream));
    stream->events = self;
    stream->connection = request->connection;
    stream->client = request->client;
    stream->who = request->who;
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, BLOCK, events_give, stream, events_on_gone);
    if (response == NULL) {
        free(stream);
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
        return;
    }
    LIST_INSERT_HEAD(&self->streams, stream, link);
    self->stream_count++;
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/event-stream");
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    MHD_add_response_header(response, "X-Accel-Buffering", "no");
    events_put(stream, HELLO, sizeof(HELLO) - 1);
    read_units(stream);
    request_answer_with(request, MHD_HTTP_OK, response);
}

static void events_beat(void *arg)
{
    struct events *self = arg;
    int64_t now_ms = clock_wall_us() / 1000;
    for (struct stream *stream = LIST_FIRST(&self->streams); stream != NULL;
         stream = LIST_NEXT(stream, link)) {
        if (stream->who.expires_ms <= now_ms) {
            events_end(stream);
        } else {
            events_put(stream, ": \n\n", 4);
        }
    }
}

/* ---------------------------------------------------------------- news */

static bool may_read(const struct stream *stream, uint32_t unit)
{
    int key = (int)unit;
    return stream->unit_count > 0 &&
           bsearch(&key, stream->units, stream->unit_count, sizeof(key), compare_ints) != NULL;
}

static bool print_news(const struct events *self, const struct news *news, struct buf *into)
{
    const struct directory *names = self->gateway->directory;
    const char *campaign = directory_code(names, DIRECTORY_CAMPAIGN, news->campaign);
    const char *unit = directory_code(names, DIRECTORY_UNIT, news->unit);
    if (campaign == NULL || unit == NULL) {
        return false;
    }
    char id[UUID_TEXT];
    struct json json;
    buf_clear(into);
    buf_text(into, "event: changed\ndata: ");
    json_start(&json, into);
    json_object_start(&json, NULL);
    json_text(&json, "campaign", campaign);
    json_text(&json, "unit", unit);
    json_text(&json, "criterion", directory_code(names, DIRECTORY_CRITERION, news->criterion));
    json_text(&json, "evidence", news->has_evidence ? uuid_print(&news->evidence, id) : NULL);
    json_object_end(&json);
    buf_text(into, "\n\n");
    return true;
}

static void events_tell(void *arg)
{
    struct events *self = arg;
    self->is_scheduled = false;
    self->told_ms = clock_steady_ms();
    struct buf text = {0};
    for (size_t i = 0; i < self->news_count; i++) {
        if (!print_news(self, &self->news[i], &text)) {
            continue;
        }
        for (struct stream *stream = LIST_FIRST(&self->streams); stream != NULL;
             stream = LIST_NEXT(stream, link)) {
            if (may_read(stream, self->news[i].unit)) {
                events_put(stream, text.data, text.len);
            }
        }
    }
    buf_free(&text);
    self->news_count = 0;
    self->is_coarse = false;
}

static bool is_same(const struct news *a, const struct news *b)
{
    return a->campaign == b->campaign && a->unit == b->unit && a->criterion == b->criterion &&
           a->has_evidence == b->has_evidence && uuid_equal(&a->evidence, &b->evidence);
}

static void add_news(struct events *self, const struct news *news);

/* Too many changes to list: the event only names the units. */
static void events_coarsen(struct events *self)
{
    static const struct uuid NOTHING;
    size_t count = self->news_count;
    self->news_count = 0;
    self->is_coarse = true;
    for (size_t i = 0; i < count; i++) {
        struct news coarse = {self->news[i].campaign, self->news[i].unit, 0, false, NOTHING};
        add_news(self, &coarse);
    }
}

static void add_news(struct events *self, const struct news *news)
{
    struct news one = *news;
    if (self->is_coarse) {
        one.criterion = 0;
        one.has_evidence = false;
        memset(&one.evidence, 0, sizeof(one.evidence));
    }
    for (size_t i = 0; i < self->news_count; i++) {
        if (is_same(&self->news[i], &one)) {
            return;
        }
    }
    if (self->news_count == NEWS_MAX) {
        if (self->is_coarse) {
            return; /* more units than that: the rest waits for its next news */
        }
        events_coarsen(self);
        add_news(self, news);
        return;
    }
    self->news[self->news_count++] = one;
}

void events_changed(struct events *self, const Bus__V1__Changed *changed)
{
    if (LIST_EMPTY(&self->streams)) {
        return;
    }
    for (size_t i = 0; i < changed->n_cells; i++) {
        const Bus__V1__Cell *cell = changed->cells[i];
        struct news news = {cell->campaign_id, cell->unit_id, cell->criterion_id, false, {{0}}};
        if (cell->evidence_id.len == sizeof(news.evidence.bytes)) {
            memcpy(news.evidence.bytes, cell->evidence_id.data, sizeof(news.evidence.bytes));
            news.has_evidence = true;
        }
        add_news(self, &news);
    }
    if (self->is_scheduled || self->news_count == 0) {
        return;
    }
    self->is_scheduled = true;
    if (clock_steady_ms() - self->told_ms >= GAP_MS) {
        loop_defer(self->gateway->loop, events_tell, self);
    } else {
        (void)loop_after(self->gateway->loop, GAP_MS, events_tell, self);
    }
}

void events_directory_changed(struct events *self)
{
    static const char CHANGED[] = "event: directory\ndata: {}\n\n";
    for (struct stream *stream = LIST_FIRST(&self->streams); stream != NULL;
         stream = LIST_NEXT(stream, link)) {
        read_units(stream);
        events_put(stream, CHANGED, sizeof(CHANGED) - 1);
    }
}

void events_end_session(struct events *self, const struct hash *token)
{
    for (struct stream *stream = LIST_FIRST(&self->streams); stream != NULL;
         stream = LIST_NEXT(stream, link)) {
        if (memcmp(stream->who.token.bytes, token->bytes, sizeof(token->bytes)) == 0) {
            events_end(stream);
        }
    }
}

void events_end_all(struct events *self)
{
    for (struct stream *stream = LIST_FIRST(&self->streams); stream != NULL;
         stream = LIST_NEXT(stream, link)) {
        events_end(stream);
    }
}

void events_free(struct events **self_p)
{
    struct events *self = *self_p;
    if (self == NULL) {
        return;
    }
    loop_cancel(self->gateway->loop, self->beat);
    free(self);
    *self_p = NULL;
}
