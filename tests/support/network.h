/*
 * network.h — networks for a test: a bridge, and one namespace for each program, which the test can
 * take off the bridge, cut, and put back at another address.
 *
 * The test's own process is on the bridge at NETWORK_HUB.  The kernel removes everything when the
 * process ends in any way; the machine's own network is not touched.  Needs root.
 */
#ifndef SUPPORT_NETWORK_H
#define SUPPORT_NETWORK_H

#include <stdbool.h>

#define NETWORK_HUB "10.77.0.1"

/* Call first, before any thread exists.  Where namespaces cannot be made, returns false and
 * reports on stderr. */
bool network_start(void);

/* Adds a namespace /run/netns/NAME with nothing but its own loopback. */
void network_add(const char *name);
/* Puts it on the bridge at 10.77.0.`number`. */
void network_plug(const char *name, int number);
/* Removes its interface, as `docker network disconnect` does. */
void network_unplug(const char *name);
/* Pulls or plugs in the cable: the interface and its address stay. */
void network_cut(const char *name, bool is_cut);

#endif
