/*
 * network.h — networks of a test's own: a bridge, and one namespace for each program, which can
 * be taken off it, cut, and put back at another address.
 *
 * The test's own process is on the bridge at NETWORK_HUB.  Everything goes with the process,
 * whatever ends it; the machine's own network is not touched.  Needs root.
 */
#ifndef SUPPORT_NETWORK_H
#define SUPPORT_NETWORK_H

#include <stdbool.h>

#define NETWORK_HUB "10.77.0.1"

/* Before anything else, and before threads.  False, with words on stderr, where namespaces cannot
 * be made. */
bool network_start(void);

/* A namespace /run/netns/NAME with nothing but its own loopback. */
void network_add(const char *name);
/* On the bridge at 10.77.0.`number`. */
void network_plug(const char *name, int number);
/* Takes its interface away, as `docker network disconnect` does. */
void network_unplug(const char *name);
/* The cable is pulled and plugged in: the interface and its address stay. */
void network_cut(const char *name, bool is_cut);

#endif
