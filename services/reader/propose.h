/*
 * propose.h — reads files for a form that is not submitted yet: each in its cage, within a time;
 * what is not read by then is left out.  Nothing is stored.
 */
#ifndef READER_PROPOSE_H
#define READER_PROPOSE_H

#include "bus/bus.h"
#include "daemon/daemon.h"
#include "reader/file_pool.h"

struct propose;

struct propose *propose_open(struct daemon *daemon, struct file_pool *pool);
void propose_close(struct propose **self); /* before the pool; NULL-safe */
bool propose_is_idle(const struct propose *self);
void propose_asked(struct propose *self, const struct bus_from *from,
                   const Bus__V1__Request *request);

#endif
