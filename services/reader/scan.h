/*
 * scan.h — asks clamd over its local socket (INSTREAM) whether a file is malware.
 *
 * The bytes are streamed, so that clamd needs no access to the file store. The loop never waits; if
 * clamd is unavailable it is tried a few times, then the file is reported as not scanned.
 */
#ifndef READER_SCAN_H
#define READER_SCAN_H

#include "bus/loop.h"

struct scan;

struct scan_conf {
    const char *socket; /* of clamd */
    int seconds;        /* for one attempt */
    int again_ms;       /* before the second attempt; each later pause is twice as long */
    int tries;
};

enum scan_end { SCAN_CLEAN, SCAN_FOUND, SCAN_AWAY };

/* Called once, never from within scan_start; `signature` is the malware's name, else "". */
typedef void scan_fn(void *arg, enum scan_end end, const char *signature);

/* `fd` is borrowed until the callback. */
struct scan *scan_start(struct loop *loop, const struct scan_conf *conf, int fd, scan_fn *then,
                        void *arg);
/* No callback follows; NULL-safe. */
void scan_cancel(struct scan **self);

#endif
