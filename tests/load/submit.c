/*
 * submit.c — loads ingest over the ZeroMQ contract with submissions of about 1 KiB and counts the
 * acknowledged ones.
 *
 *   load_submit DSN KEYFILE seconds=10 window=4096 rate=0 campaign=bench units=1-10
 *               criteria=1-50 prefix=a
 *
 * rate 0: as fast as `window` open requests allow. Otherwise so many a second, on a schedule that
 * does not wait for answers. Prints one line of JSON.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "bus/bus.h"
#include "evidence/v1/evidence.pb-c.h"
#include "store/lane.h"
#include "wire/wire.h"

enum { TEXT_BYTES = 760, SAMPLES_MAX = 4000000, ASK_MS = 30000 };

struct load {
    struct loop *loop;
    struct bus *bus;
    struct lane *lane;
    struct arena *arena;
    const char *campaign, *prefix;
    long units_from, units_to, criteria_from, criteria_to;
    long window, rate, seconds;
    int64_t start_us, stop_us;
    bool is_stopping;
    long sent, open, accepted, refused, lost;
    unsigned *latency_us;
    size_t samples;
    uint64_t chance;
    char first_fault[64];
};

struct asked {
    struct load *load;
    int64_t at_us;
};

static void send_more(struct load *self);

static void answered(void *arg, enum err err, const Bus__V1__Reply *reply)
{
    struct asked *asked = arg;
    struct load *self = asked->load;
    self->open--;
    if (err != ERR_NONE) {
        self->lost++;
    } else if (reply->fault != NULL) {
        self->refused++;
        if (self->first_fault[0] == '\0') {
            snprintf(self->first_fault, sizeof(self->first_fault), "%s", reply->fault->code);
        }
    } else {
        self->accepted++;
        if (self->samples < SAMPLES_MAX) {
            self->latency_us[self->samples++] = (unsigned)(clock_steady_us() - asked->at_us);
        }
    }
    free(asked);
    if (self->is_stopping && self->open == 0) {
        loop_stop(self->loop);
    } else {
        send_more(self);
    }
}

/* A text of random words: no two submissions are near copies of each other. */
static void write_text(struct load *self, char into[static TEXT_BYTES + 1])
{
    static const char *const WORDS[] = {
        "đoàn",   "thanh", "niên",  "tổ",    "chức",  "ngày",  "hội",   "tình", "nguyện", "tham",
        "gia",    "hoạt",  "động",  "xã",    "huyện", "công",  "trình", "trao", "tặng",   "suất",
        "quà",    "học",   "sinh",  "nghèo", "vượt",  "khó",   "trồng", "cây",  "xanh",   "tuyến",
        "đường",  "sáng",  "an",    "toàn",  "giao",  "thông", "ra",    "quân", "chiến",  "dịch",
        "hè",     "tập",   "huấn",  "kỹ",    "năng",  "cán",   "bộ",    "cơ",   "sở",     "tuyên",
        "truyền", "phòng", "chống", "ma",    "túy",   "hiến",  "máu",   "nhân", "đạo",    "giúp",
        "đỡ",     "người", "dân",   "làm",   "sạch",  "bờ",    "biển",  "sửa",  "chữa",   "nhà",
        "văn",    "hóa",   "dạy",   "bơi",   "cho",   "thiếu", "nhi",   "hỗ",   "trợ",    "khởi",
        "nghiệp", "mô",    "hình",  "kinh",  "tế",    "chăn",  "nuôi",  "vốn",  "vay",    "ngân",
        "hàng",   "chính", "sách"};
    static const size_t COUNT = sizeof(WORDS) / sizeof(WORDS[0]), LONGEST = 10;
    size_t len = 0, words = 0;
    while (len + LONGEST < TEXT_BYTES) {
        self->chance = self->chance * 6364136223846793005U + 1442695040888963407U;
        const char *word = WORDS[(self->chance >> 33) % COUNT];
        memcpy(into + len, word, strlen(word));
        len += strlen(word);
        if (++words % 12 == 0) {
            into[len++] = '.';
        }
        into[len++] = ' ';
    }
    into[len] = '\0';
}

static void send_one(struct load *self)
{
    char key[64], unit[32], criterion[32], title[64], kind[] = "other", day[] = "2023-06-01";
    char symbol[] = "", text[TEXT_BYTES + 1], text_copy[TEXT_BYTES + 80], campaign[32], link[] = "";
    long units = self->units_to - self->units_from + 1;
    long criteria = self->criteria_to - self->criteria_from + 1;
    long number = self->sent++;
    snprintf(key, sizeof(key), "%s-%ld", self->prefix, number);
    snprintf(unit, sizeof(unit), "U%ld", self->units_from + number % units);
    snprintf(criterion, sizeof(criterion), "C%ld", self->criteria_from + number / units % criteria);
    snprintf(title, sizeof(title), "Hoạt động số %ld", number);
    write_text(self, text);
    snprintf(text_copy, sizeof(text_copy), "%s %s", key, text);
    snprintf(campaign, sizeof(campaign), "%s", self->campaign);
    char *criteria_list[] = {criterion};
    Evidence__V1__Submission piece = EVIDENCE__V1__SUBMISSION__INIT;
    Evidence__V1__Submit submit = EVIDENCE__V1__SUBMIT__INIT;
    piece.campaign = campaign;
    piece.unit = unit;
    piece.criteria = criteria_list;
    piece.n_criteria = 1;
    piece.kind = kind;
    piece.title = title;
    piece.occurred_on = day;
    piece.document_symbol = symbol;
    piece.link = link;
    piece.text = text_copy;
    submit.idempotency_key = key;
    submit.submission = &piece;
    struct wire_bytes body = wire_pack(self->arena, &submit.base);
    struct bus_question question = {.service = "ingest",
                                    .method = EVIDENCE__V1__METHOD__METHOD_SUBMIT,
                                    .body = body.data,
                                    .body_len = body.len,
                                    .timeout_ms = ASK_MS};
    struct asked *asked = memory_alloc(sizeof(*asked));
    *asked = (struct asked){self, clock_steady_us()};
    self->open++;
    bus_ask(self->bus, &question, answered, asked);
    arena_reset(self->arena);
}

static void send_more(struct load *self)
{
    int64_t now = clock_steady_us();
    if (self->is_stopping || now >= self->stop_us) {
        return;
    }
    long due = self->rate > 0 ? (long)((now - self->start_us) * self->rate / 1000000)
                              : self->sent + self->window;
    while (self->sent < due && self->open < self->window) {
        send_one(self);
    }
}

static void tick(void *arg)
{
    struct load *self = arg;
    if (!self->is_stopping && clock_steady_us() >= self->stop_us) {
        self->is_stopping = true;
        if (self->open == 0) {
            loop_stop(self->loop);
        }
    }
    send_more(self);
}

/* ------------------------------------------------------------- set-up */

static bool connect_ingest(struct load *self)
{
    static const struct statement INGEST = {
        "load_ingest", "SELECT instance, endpoint, public_key FROM peer "
                       "WHERE service = 'ingest' AND seen_at > now() - interval '15 seconds'"};
    struct rows *result = NULL;
    struct bus_peer peers[16];
    size_t count = 0;
    if (lane_wait(self->lane, &INGEST, NULL, &result) != ERR_NONE) {
        return false;
    }
    for (; count < 16 && (int)count < rows_count(result); count++) {
        peers[count] = (struct bus_peer){.service = "ingest",
                                         .instance = column_uuid(result, (int)count, 0),
                                         .endpoint = column_text(result, (int)count, 1),
                                         .public_key = column_text(result, (int)count, 2)};
    }
    bus_set_peers(self->bus, peers, count);
    rows_free(&result);
    return count > 0;
}

static void begin(void *arg)
{
    struct load *self = arg;
    self->start_us = clock_steady_us();
    self->stop_us = self->start_us + self->seconds * 1000000;
    loop_every(self->loop, 1, tick, self);
}

static bool open_load(struct load *self, const char *dsn, const char *key_path)
{
    static const struct bus_events NO_EVENTS;
    char public_key[41], secret_key[41];
    FILE *file = fopen(key_path, "re");
    if (file == NULL || fscanf(file, "%40s %40s", public_key, secret_key) != 2) {
        fprintf(stderr, "%s: no keys\n", key_path);
        return false;
    }
    fclose(file);
    struct lane_conf lane_conf = {.dsn = dsn, .application = "load"};
    struct bus_conf conf = {.service = "",
                            .public_key = public_key,
                            .secret_key = secret_key,
                            .is_hot = true,
                            .window = 65536,
                            .max_frame = 4u << 20};
    return loop_new(&self->loop) == ERR_NONE && lane_open(&self->lane, &lane_conf) == ERR_NONE &&
           bus_open(&self->bus, self->loop, &conf, &NO_EVENTS, self) == ERR_NONE &&
           connect_ingest(self);
}

static long option(int argc, char **argv, const char *name, long otherwise)
{
    size_t len = strlen(name);
    for (int i = 3; i < argc; i++) {
        if (strncmp(argv[i], name, len) == 0 && argv[i][len] == '=') {
            return strtol(argv[i] + len + 1, NULL, 10);
        }
    }
    return otherwise;
}

static const char *text_option(int argc, char **argv, const char *name, const char *otherwise)
{
    size_t len = strlen(name);
    for (int i = 3; i < argc; i++) {
        if (strncmp(argv[i], name, len) == 0 && argv[i][len] == '=') {
            return argv[i] + len + 1;
        }
    }
    return otherwise;
}

static void read_range(const char *text, long *from, long *to)
{
    char *end;
    *from = strtol(text, &end, 10);
    *to = *end == '-' ? strtol(end + 1, NULL, 10) : *from;
}

static int compare(const void *a, const void *b)
{
    unsigned left = *(const unsigned *)a, right = *(const unsigned *)b;
    return left < right ? -1 : left > right ? 1 : 0;
}

static unsigned percentile(const struct load *self, unsigned percent)
{
    return self->samples > 0 ? self->latency_us[(self->samples - 1) * percent / 100] : 0;
}

int main(int argc, char **argv)
{
    static struct load load;
    if (argc < 3) {
        fprintf(stderr, "load_submit DSN KEYFILE name=value...\n");
        return 2;
    }
    load.arena = arena_new();
    load.latency_us = memory_alloc(SAMPLES_MAX * sizeof(*load.latency_us));
    load.campaign = text_option(argc, argv, "campaign", "bench");
    load.prefix = text_option(argc, argv, "prefix", "a");
    load.window = option(argc, argv, "window", 4096);
    load.rate = option(argc, argv, "rate", 0);
    load.seconds = option(argc, argv, "seconds", 10);
    read_range(text_option(argc, argv, "units", "1-10"), &load.units_from, &load.units_to);
    read_range(text_option(argc, argv, "criteria", "1-50"), &load.criteria_from, &load.criteria_to);
    for (const char *at = load.prefix; *at != '\0'; at++) {
        load.chance = load.chance * 31 + (unsigned char)*at;
    }
    if (!open_load(&load, argv[1], argv[2])) {
        fprintf(stderr, "cannot start: %s\n", err_last());
        return 1;
    }
    loop_after(load.loop, 500, begin, &load); /* the connection is established by then */
    load.stop_us = INT64_MAX;
    loop_run(load.loop);
    qsort(load.latency_us, load.samples, sizeof(*load.latency_us), compare);
    printf("{\"accepted\":%ld,\"refused\":%ld,\"lost\":%ld,\"seconds\":%.2f,\"per_second\":%.0f,"
           "\"p50_us\":%u,\"p99_us\":%u,\"fault\":\"%s\"}\n",
           load.accepted, load.refused, load.lost,
           (double)(clock_steady_us() - load.start_us) / 1e6,
           (double)load.accepted * 1e6 / (double)(clock_steady_us() - load.start_us),
           percentile(&load, 50), percentile(&load, 99), load.first_fault);
    return load.accepted > 0 ? 0 : 1;
}
