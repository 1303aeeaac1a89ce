/*
 * metrics.c — a list of metrics, ordered so that those of one name follow each other.
 */
#include "base/metrics.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"

enum metric_kind { KIND_COUNTER, KIND_GAUGE, KIND_HISTOGRAM };

/* Upper bounds in microseconds; the last bucket has none. */
static const int64_t BOUNDS[] = {100,     250,     500,     1000,     2500,     5000,
                                 10000,   25000,   50000,   100000,   250000,   500000,
                                 1000000, 2500000, 5000000, 10000000, 30000000, 60000000};
enum { BOUND_COUNT = (int)(sizeof(BOUNDS) / sizeof(BOUNDS[0])) };

struct metric {
    enum metric_kind kind;
    const char *name, *labels, *help;
    int64_t value; /* of a histogram: number of observations */
    int64_t sum_us;
    uint64_t buckets[BOUND_COUNT + 1];
    struct metric *next;
};

static struct metric *first;

/* Prometheus wants the lines of one name together: behind the last of them, or at the end. */
static struct metric **place_for(const char *name)
{
    struct metric **place = &first;
    bool is_among_them = false;
    while (*place != NULL) {
        bool is_same = strcmp((*place)->name, name) == 0;
        if (is_among_them && !is_same) {
            break;
        }
        is_among_them = is_same;
        place = &(*place)->next;
    }
    return place;
}

static struct metric *metrics_add(enum metric_kind kind, const char *name, const char *labels,
                                  const char *help)
{
    struct metric *metric = memory_zero(sizeof(*metric));
    metric->kind = kind;
    metric->name = name;
    metric->labels = labels;
    metric->help = help;
    struct metric **place = place_for(name);
    metric->next = *place;
    *place = metric;
    return metric;
}

struct metric *metric_counter(const char *name, const char *labels, const char *help)
{
    return metrics_add(KIND_COUNTER, name, labels, help);
}

struct metric *metric_gauge(const char *name, const char *labels, const char *help)
{
    return metrics_add(KIND_GAUGE, name, labels, help);
}

struct metric *metric_histogram(const char *name, const char *labels, const char *help)
{
    return metrics_add(KIND_HISTOGRAM, name, labels, help);
}

void metric_add(struct metric *self, uint64_t count)
{
    self->value += (int64_t)count;
}

void metric_set(struct metric *self, int64_t value)
{
    self->value = value;
}

void metric_observe_us(struct metric *self, int64_t us)
{
    int bucket = 0;
    us = us > 0 ? us : 0;
    while (bucket < BOUND_COUNT && us > BOUNDS[bucket]) {
        bucket++;
    }
    self->buckets[bucket]++;
    self->sum_us += us;
    self->value++;
}

int64_t metric_value(const struct metric *self)
{
    return self->value;
}

static void print_histogram(struct buf *into, const struct metric *metric)
{
    const char *comma = metric->labels[0] != '\0' ? "," : "";
    uint64_t total = 0;
    for (int i = 0; i < BOUND_COUNT; i++) {
        total += metric->buckets[i];
        buf_print(into, "%s_bucket{%s%sle=\"%lld.%06lld\"} %llu\n", metric->name, metric->labels,
                  comma, (long long)(BOUNDS[i] / 1000000), (long long)(BOUNDS[i] % 1000000),
                  (unsigned long long)total);
    }
    buf_print(into,
              "%s_bucket{%s%sle=\"+Inf\"} %lld\n"
              "%s_sum%s%s%s %lld.%06lld\n"
              "%s_count%s%s%s %lld\n",
              metric->name, metric->labels, comma, (long long)metric->value, metric->name,
              comma[0] != '\0' ? "{" : "", metric->labels, comma[0] != '\0' ? "}" : "",
              (long long)(metric->sum_us / 1000000), (long long)(metric->sum_us % 1000000),
              metric->name, comma[0] != '\0' ? "{" : "", metric->labels,
              comma[0] != '\0' ? "}" : "", (long long)metric->value);
}

static void print_metric(struct buf *into, const struct metric *metric, bool has_head)
{
    static const char *const KINDS[] = {"counter", "gauge", "histogram"};
    if (!has_head) {
        buf_print(into, "# HELP %s %s\n# TYPE %s %s\n", metric->name, metric->help, metric->name,
                  KINDS[metric->kind]);
    }
    if (metric->kind == KIND_HISTOGRAM) {
        print_histogram(into, metric);
    } else if (metric->labels[0] != '\0') {
        buf_print(into, "%s{%s} %lld\n", metric->name, metric->labels, (long long)metric->value);
    } else {
        buf_print(into, "%s %lld\n", metric->name, (long long)metric->value);
    }
}

static long count_fds(void)
{
    DIR *directory = opendir("/proc/self/fd");
    long count = -3; /* the two dots and the directory itself */
    while (directory != NULL && readdir(directory) != NULL) {
        count++;
    }
    if (directory != NULL) {
        closedir(directory);
    }
    return count;
}

static long long resident_bytes(void)
{
    FILE *file = fopen("/proc/self/statm", "re");
    long long resident = 0;
    char line[128];
    if (file != NULL) {
        if (fgets(line, sizeof(line), file) != NULL) {
            char *second = strchr(line, ' ');
            resident = second != NULL ? strtoll(second, NULL, 10) : 0;
        }
        fclose(file);
    }
    return resident * sysconf(_SC_PAGESIZE);
}

/* Start time since boot: field 22 of /proc/self/stat, counted from behind the program's name,
 * which may contain any character. */
static int64_t started_us(void)
{
    char line[1024] = "";
    FILE *file = fopen("/proc/self/stat", "re");
    if (file != NULL) {
        line[fread(line, 1, sizeof(line) - 1, file)] = '\0';
        fclose(file);
    }
    const char *at = strrchr(line, ')');
    for (int field = 2; at != NULL && field < 22; field++) {
        at = strchr(at + 1, ' ');
    }
    struct timespec since_boot;
    clock_gettime(CLOCK_BOOTTIME, &since_boot);
    int64_t boot_us =
        clock_wall_us() - (int64_t)since_boot.tv_sec * 1000000 - since_boot.tv_nsec / 1000;
    return at != NULL ? boot_us + strtoll(at, NULL, 10) * (1000000 / sysconf(_SC_CLK_TCK)) : 0;
}

static void print_process(struct buf *into)
{
    static int64_t start_us;
    start_us = start_us != 0 ? start_us : started_us(); /* read once, so that it does not drift */
    struct rusage usage;
    struct rlimit files = {0};
    getrusage(RUSAGE_SELF, &usage);
    getrlimit(RLIMIT_NOFILE, &files);
    long long cpu_us = (long long)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
                       usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    buf_print(into,
              "# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total %lld.%06lld\n"
              "# TYPE process_start_time_seconds gauge\nprocess_start_time_seconds %lld.%02lld\n"
              "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes %lld\n"
              "# TYPE process_open_fds gauge\nprocess_open_fds %ld\n"
              "# TYPE process_max_fds gauge\nprocess_max_fds %llu\n",
              cpu_us / 1000000, cpu_us % 1000000, (long long)(start_us / 1000000),
              (long long)(start_us / 10000 % 100), resident_bytes(), count_fds(),
              (unsigned long long)files.rlim_cur);
}

void metrics_print(struct buf *into)
{
    const struct metric *before = NULL;
    for (const struct metric *metric = first; metric != NULL; metric = metric->next) {
        print_metric(into, metric, before != NULL && strcmp(before->name, metric->name) == 0);
        before = metric;
    }
    print_process(into);
}
