/*
 * likeness.c — loads the index of near copies and looks up in it.
 *
 *   load_likeness keys FROM TO        rows of text_key for generated texts, as COPY's binary form
 *   load_likeness look DSN TEXTS COUNT SEED
 *                                     edited copies looked up by the services' own statement
 *   load_likeness photos FILE...      fingerprints, beside reading and hashing the same files
 *
 * Text n is always the same. Words and phrases have the frequencies of a language (1/rank), and
 * every second text contains passages that many share: opening and closing formulas. The last two
 * print one line of JSON.
 */
#include <arpa/inet.h>
#include <endian.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/hash.h"
#include "likeness/photo.h"
#include "likeness/sketch.h"
#include "validation/sql.h"

enum {
    WORDS_LEAST = 120,
    WORDS_SPREAD = 520,
    WORDS_MAX = WORDS_LEAST + WORDS_SPREAD + 64,
    SYLLABLES = 6500,
    PHRASES = 60000,
    FORMULAS = 3000,
    FORMULA_WORDS = 45,
    CHANGED = 30,  /* words in a hundred, of a looked-up copy */
    BODIES = 50000 /* near.sh: text n has the title n % BODIES */
};

struct dice {
    uint64_t state;
};

static uint64_t draw(struct dice *self)
{
    uint64_t z = self->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* 0 .. count - 1, the n-th drawn 1/n as often as the first. */
static uint32_t draw_rank(struct dice *self, uint32_t count)
{
    double part = (double)(draw(self) >> 11) / 9007199254740992.0;
    double rank = exp(part * log((double)count + 1)) - 1;
    return rank < count ? (uint32_t)rank : count - 1;
}

static size_t add_words(struct dice *dice, uint32_t *into, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        into[i] = (uint32_t)((draw_rank(dice, SYLLABLES) + 1) * 2654435761u);
    }
    return count;
}

/* The words of text `number`. */
static size_t make_text(uint64_t number, uint32_t into[static WORDS_MAX])
{
    struct dice dice = {number * 0x2545f4914f6cdd1du + 77};
    size_t count = 0, wanted = WORDS_LEAST + (size_t)draw_rank(&dice, WORDS_SPREAD);
    if (draw(&dice) % 2 == 0) {
        struct dice formula = {draw_rank(&dice, FORMULAS) + 1000003u};
        count += add_words(&formula, into, FORMULA_WORDS);
    }
    while (count < wanted) {
        if (draw(&dice) % 2 == 0) {
            struct dice phrase = {draw_rank(&dice, PHRASES) + 7000003u};
            count += add_words(&phrase, into + count, 2 + draw(&phrase) % 4);
        } else {
            count += add_words(&dice, into + count, 1);
        }
    }
    return count;
}

static void change_words(struct dice *dice, uint32_t *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (draw(dice) % 100 < CHANGED) {
            add_words(dice, words + i, 1);
        }
    }
}

/* ------------------------------------------------------------- keys */

static int32_t to_wire(int32_t value)
{
    return (int32_t)htonl((uint32_t)value);
}

/* Identities begin with 1. */
static int write_keys(uint64_t from, uint64_t to)
{
    static const char HEAD[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0";
    static uint32_t hashes[WORDS_MAX];
    struct arena *arena = arena_new();
    fwrite(HEAD, 1, 19, stdout);
    for (uint64_t number = from; number < to; number++) {
        struct words words = {.hashes = hashes, .count = make_text(number, hashes)};
        int32_t *keys;
        size_t count = sketch_of(arena, &words, &keys);
        for (size_t i = 0; i < count; i++) {
            struct __attribute__((packed)) {
                uint16_t fields;
                int32_t key_len, key, id_len, id;
            } row = {htons(2), to_wire(4), to_wire(keys[i]), to_wire(4),
                     to_wire((int32_t)number + 1)};
            fwrite(&row, 1, sizeof(row), stdout);
        }
        arena_reset(arena);
    }
    fwrite("\377\377", 1, 2, stdout);
    arena_free(&arena);
    return fflush(stdout) == 0 ? 0 : 1;
}

/* ------------------------------------------------------------- looking up */

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int compare_times(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right ? 1 : 0;
}

static PGresult *look(PGconn *store, const int32_t *keys, size_t count)
{
    static const char NOBODY[] = "{00000000-0000-0000-0000-000000000000}";
    struct buf places = {0}, wanted = {0};
    for (size_t i = 0; i < count; i++) {
        buf_print(&places, "%s1", i > 0 ? "," : "{");
        buf_print(&wanted, "%s%d", i > 0 ? "," : "{", keys[i]);
    }
    buf_byte(&places, '}');
    buf_byte(&wanted, '}');
    const char *const values[] = {buf_string(&places), buf_string(&wanted), NOBODY, "{\"\"}"};
    PGresult *result = PQexecPrepared(store, "near", 4, values, NULL, NULL, 1);
    buf_free(&places);
    buf_free(&wanted);
    return result;
}

static bool has_title(const PGresult *result, uint64_t number)
{
    char title[24];
    snprintf(title, sizeof(title), "%llu", (unsigned long long)number % BODIES);
    for (int row = 0; row < PQntuples(result); row++) {
        if (strcmp(PQgetvalue(result, row, PQfnumber(result, "title")), title) == 0) {
            return true;
        }
    }
    return false;
}

/* MiB of a process of this machine, from /proc: `field` as "VmHWM:". */
static double memory_of(int pid, const char *field)
{
    char path[64], line[256];
    double kib = 0;
    snprintf(path, sizeof(path), "/proc/%d/status", pid);
    FILE *file = fopen(path, "re");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
        if (strncmp(line, field, strlen(field)) == 0) {
            kib = strtod(line + strlen(field), NULL);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return kib / 1024;
}

static int look_up(PGconn *store, uint64_t texts, size_t count, uint64_t seed)
{
    static uint32_t hashes[WORDS_MAX];
    struct arena *arena = arena_new();
    struct dice dice = {seed};
    int64_t *times = calloc(count, sizeof(*times));
    size_t found = 0, rows = 0;
    PQclear(PQprepare(store, "near", SQL_NEAR_TEXTS, 0, NULL));
    for (size_t i = 0; i < count; i++) {
        uint64_t number = draw(&dice) % texts;
        struct words words = {.hashes = hashes, .count = make_text(number, hashes)};
        int32_t *keys;
        change_words(&dice, hashes, words.count);
        size_t key_count = sketch_of(arena, &words, &keys);
        int64_t began = now_us();
        PGresult *result = look(store, keys, key_count);
        times[i] = now_us() - began;
        if (PQresultStatus(result) != PGRES_TUPLES_OK) {
            fprintf(stderr, "%s", PQresultErrorMessage(result));
            exit(1);
        }
        found += has_title(result, number) ? 1 : 0;
        rows += (size_t)PQntuples(result);
        PQclear(result);
        arena_reset(arena);
    }
    qsort(times, count, sizeof(*times), compare_times);
    size_t middle = count / 2, late = count * 99 / 100;
    printf("{\"looked_up\":%zu,\"found\":%zu,\"candidates\":%.1f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,"
           "\"client_mib\":%.1f,\"server_mib\":%.1f}\n",
           count, found, (double)rows / (double)count, (double)times[middle] / 1000,
           (double)times[late] / 1000, memory_of(getpid(), "VmHWM:"),
           memory_of(PQbackendPID(store), "RssAnon:"));
    free(times);
    arena_free(&arena);
    return 0;
}

/* ------------------------------------------------------------- photos */

static size_t read_file(const char *path, struct buf *into)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (fd < 0 || fstat(fd, &about) != 0) {
        return 0;
    }
    buf_clear(into);
    buf_reserve(into, (size_t)about.st_size + 1);
    ssize_t len = read(fd, into->data, (size_t)about.st_size);
    close(fd);
    return len > 0 ? (size_t)len : 0;
}

static int measure_photos(char **paths, int count)
{
    static struct picture picture;
    static struct photo photo;
    struct arena *arena = arena_new();
    struct buf data = {0};
    int64_t hashing = 0, looking = 0;
    size_t read_count = 0;
    for (int i = 0; i < count; i++) {
        int64_t began = now_us();
        size_t len = read_file(paths[i], &data);
        struct hash hash = hash_of(data.data, len);
        int64_t hashed = now_us();
        if (hash.bytes[0] + len > 0 && picture_read(data.data, len, &picture) == ERR_NONE) {
            photo_of(arena, &picture, &photo);
            read_count++;
        }
        hashing += hashed - began;
        looking += now_us() - hashed;
        arena_reset(arena);
    }
    printf("{\"photos\":%zu,\"per_second\":%.1f,\"hashed_per_second\":%.1f}\n", read_count,
           (double)read_count * 1e6 / (double)looking, (double)count * 1e6 / (double)hashing);
    buf_free(&data);
    arena_free(&arena);
    return read_count > 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "keys") == 0) {
        return write_keys(strtoull(argv[2], NULL, 10), strtoull(argv[3], NULL, 10));
    }
    if (argc == 6 && strcmp(argv[1], "look") == 0) {
        PGconn *store = PQconnectdb(argv[2]);
        int code = PQstatus(store) == CONNECTION_OK
                       ? look_up(store, strtoull(argv[3], NULL, 10),
                                 (size_t)strtoull(argv[4], NULL, 10), strtoull(argv[5], NULL, 10))
                       : 1;
        PQfinish(store);
        return code;
    }
    if (argc > 2 && strcmp(argv[1], "photos") == 0 && picture_ready() == ERR_NONE) {
        return measure_photos(argv + 2, argc - 2);
    }
    fprintf(stderr,
            "usage: load_likeness keys FROM TO | look DSN TEXTS COUNT SEED | photos FILE...\n");
    return 2;
}
