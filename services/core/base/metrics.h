/*
 * metrics.h — counters, gauges and histograms of a process, printed in the text
 * format of Prometheus.  Single-threaded.  A metric is registered once and never removed.
 */
#ifndef BASE_METRICS_H
#define BASE_METRICS_H

#include <stdint.h>

#include "base/buf.h"

struct metric;

/* `labels` is "" or like `stage="score"`.  Name, labels and help are borrowed for ever. */
struct metric *metric_counter(const char *name, const char *labels, const char *help);
struct metric *metric_gauge(const char *name, const char *labels, const char *help);
/* Durations: buckets from 100 us to 60 s, printed in seconds.  Negative ones count as zero. */
struct metric *metric_histogram(const char *name, const char *labels, const char *help);

void metric_add(struct metric *self, uint64_t count);
void metric_set(struct metric *self, int64_t value);
void metric_observe_us(struct metric *self, int64_t us);
int64_t metric_value(const struct metric *self); /* of a histogram: the count */

void metrics_print(struct buf *into); /* all metrics, and process_* from /proc/self */

#endif
