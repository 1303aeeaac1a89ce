/*
 * main.c — the gateway as a process: one call of the skeleton that all services share.
 */
#include "gateway/gateway.h"

int main(int argc, char **argv)
{
    static const char *const DOWNSTREAM[] = {"ingest", "reader", NULL};
    const struct daemon_service service = {
        .name = "gateway",
        .conf_table = GATEWAY_CONF_TABLE,
        .conf_count = GATEWAY_CONF_COUNT,
        .conf = &gateway_conf,
        .events = &GATEWAY_BUS_EVENTS,
        .start = gateway_start,
        .is_idle = gateway_is_idle,
        .stop = gateway_stop,
        .downstream = DOWNSTREAM,
    };
    return daemon_main(argc, argv, &service);
}
