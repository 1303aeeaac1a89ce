/*
 * network.c — see network.h.
 *
 * The names of namespaces are files below /run/netns; a mount namespace of the test's own keeps
 * them to itself.
 */
#include "support/network.h"

#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>

static void __attribute__((format(printf, 1, 2))) run(const char *format, ...)
{
    char command[512];
    va_list values;
    va_start(values, format);
    vsnprintf(command, sizeof(command), format, values);
    va_end(values);
    if (system(command) != 0) {
        fprintf(stderr, "failed: %s\n", command);
        abort();
    }
}

bool network_start(void)
{
    (void)mkdir("/run/netns", 0755);
    if (unshare(CLONE_NEWNET | CLONE_NEWNS) != 0 ||
        mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("tmpfs", "/run/netns", "tmpfs", 0, NULL) != 0) {
        fprintf(stderr,
                "this test needs network namespaces, which cannot be made here (%s): "
                "run it as root\n",
                strerror(errno));
        return false;
    }
    run("ip link set lo up && ip link add hub type bridge && ip addr add " NETWORK_HUB "/24 dev hub"
        " && ip link set hub up");
    return true;
}

void network_add(const char *name)
{
    run("ip netns add %s && ip -n %s link set lo up", name, name);
}

void network_plug(const char *name, int number)
{
    run("ip link add to-%.10s type veth peer name eth0 netns %s", name, name);
    run("ip link set to-%.10s master hub && ip link set to-%.10s up", name, name);
    run("ip -n %s addr add 10.77.0.%d/24 dev eth0 && ip -n %s link set eth0 up", name, number,
        name);
}

void network_unplug(const char *name)
{
    run("ip link del to-%.10s", name);
}

void network_cut(const char *name, bool is_cut)
{
    run("ip link set to-%.10s %s", name, is_cut ? "down" : "up");
}
