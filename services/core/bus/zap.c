/*
 * zap.c — answers ZeroMQ's authentication requests (RFC 27) from the registered keys.
 * A connection's User-Id is its public key.
 */
#include <string.h>

#include <zmq.h>

#include "bus/internal.h"
#include "bus/loop_zmq.h"

enum { PARTS = 7, PART_MAX = 256, KEY_BYTES = 32 };

struct part {
    unsigned char data[PART_MAX];
    size_t len;
};

/* version, request id, domain, address, identity, mechanism, credentials */
static bool zap_receive(void *socket, struct part *parts, size_t *count)
{
    int more = 1;
    *count = 0;
    while (more != 0) {
        struct part ignored;
        struct part *part = *count < PARTS ? &parts[*count] : &ignored;
        int len = zmq_recv(socket, part->data, sizeof(part->data), ZMQ_DONTWAIT);
        if (len < 0) {
            return false;
        }
        part->len = (size_t)len < sizeof(part->data) ? (size_t)len : sizeof(part->data);
        (*count)++;
        size_t size = sizeof(more);
        zmq_getsockopt(socket, ZMQ_RCVMORE, &more, &size);
    }
    return true;
}

static bool is_registered(const struct bus *self, const struct part *parts, size_t count,
                          char key[static 41])
{
    return count == PARTS && parts[5].len == 5 && memcmp(parts[5].data, "CURVE", 5) == 0 &&
           parts[6].len == KEY_BYTES && zmq_z85_encode(key, parts[6].data, KEY_BYTES) != NULL &&
           map_get_text(self->keys, key) != NULL;
}

static void send_part(void *socket, const void *data, size_t len, bool is_last)
{
    zmq_send(socket, data, len, ZMQ_DONTWAIT | (is_last ? 0 : ZMQ_SNDMORE));
}

static void zap_answer(void *arg)
{
    struct bus *self = arg;
    struct part parts[PARTS];
    size_t count;
    while (zap_receive(self->zap, parts, &count)) {
        char key[41] = "";
        bool is_good = is_registered(self, parts, count, key);
        self->counts.refused_peers += is_good ? 0 : 1;
        send_part(self->zap, "1.0", 3, false);
        send_part(self->zap, parts[1].data, count > 1 ? parts[1].len : 0, false);
        send_part(self->zap, is_good ? "200" : "400", 3, false);
        send_part(self->zap, is_good ? "OK" : "NO", 2, false);
        send_part(self->zap, key, is_good ? strlen(key) : 0, false);
        send_part(self->zap, "", 0, true);
    }
}

enum err zap_open(struct bus *self)
{
    int linger = 0;
    self->zap = zmq_socket(self->context, ZMQ_REP);
    if (self->zap == NULL || zmq_bind(self->zap, "inproc://zeromq.zap.01") != 0) {
        return err_note(ERR_FATAL, "authentication: %s", zmq_strerror(zmq_errno()));
    }
    zmq_setsockopt(self->zap, ZMQ_LINGER, &linger, sizeof(linger));
    loop_add_socket(self->loop, self->zap, zap_answer, self);
    return ERR_NONE;
}

void zap_close(struct bus *self)
{
    if (self->zap != NULL) {
        loop_drop_socket(self->loop, self->zap);
        zmq_close(self->zap);
        self->zap = NULL;
    }
}
