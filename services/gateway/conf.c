/*
 * conf.c — the gateway's configuration table.
 */
#include "gateway/gateway.h"

#include "daemon/conf.h"

struct gateway_conf gateway_conf;

#define FIELD(name) offsetof(struct gateway_conf, name)

const struct conf_entry GATEWAY_CONF_TABLE[] = {
    DAEMON_CONF_ENTRIES,
    {"http.listen", CONF_TEXT, FIELD(http_listen), "127.0.0.1:8080", 0, 0,
     "address and port for HTTP"},
    {"http.secure", CONF_BOOL, FIELD(http_secure), "0", 0, 0,
     "clients use https (a proxy in front): cookies are marked Secure"},
    {"http.proxy", CONF_TEXT, FIELD(http_proxy), "", 0, 0,
     "address of the proxy in front, whose X-Forwarded-For is trusted"},
    {"http.connections", CONF_INT, FIELD(http_connections), "2000", 1, 100000,
     "most connections open at once"},
    {"http.timeout_s", CONF_INT, FIELD(http_timeout_s), "30", 1, 3600,
     "seconds that a client may take for a head or between two bytes"},
    {"http.max_json", CONF_SIZE, FIELD(http_max_json), "1m", 1024, 16777216,
     "most bytes of a JSON body"},
    {"http.max_file", CONF_SIZE, FIELD(http_max_file), "100m", 1024, 1099511627776,
     "most bytes of one file"},
    {"http.max_total", CONF_SIZE, FIELD(http_max_total), "400m", 1024, 1099511627776,
     "most bytes of one request"},
    {"web.root", CONF_TEXT, FIELD(web_root), "", 0, 0,
     "directory of the built web page; empty: no page is served"},
    {"files.root", CONF_TEXT, FIELD(files_root), "", 0, 0,
     "directory of ingest's file store, read only; empty: no file is served"},
    {"uploads.root", CONF_TEXT, FIELD(uploads_root), "", 0, 0,
     "directory of files that arrive part by part, shared by all gateways; empty: none do"},
    {"uploads.ttl_s", CONF_INT, FIELD(uploads_ttl_s), "604800", 60, 31536000,
     "seconds until an upload that no evidence item has named goes away"},
    {"uploads.account_count", CONF_INT, FIELD(uploads_account_count), "200", 1, 100000,
     "most unfinished uploads of one account"},
    {"uploads.account_bytes", CONF_SIZE, FIELD(uploads_account_bytes), "1g", 1024, 1099511627776,
     "most bytes of the unfinished uploads of one account together"},
    {"store.lanes", CONF_INT, FIELD(store_lanes), "4", 1, 12, "connections to the store for reads"},
    {"ask.timeout_ms", CONF_INT, FIELD(ask_timeout_ms), "10000", 100, 600000,
     "how long ingest may take before a client has to try again"},
    {"session.ttl_s", CONF_INT, FIELD(session_ttl_s), "43200", 60, 31536000,
     "seconds until a session ends"},
    {"session.cache_ms", CONF_INT, FIELD(token_cache_ms), "5000", 0, 600000,
     "how long a session is cached before the store is asked again"},
    {"limit.account", CONF_INT, FIELD(limit_account), "2000", 1, 1000000,
     "most requests a second of one person's account"},
    {"limit.system", CONF_INT, FIELD(limit_system), "50000", 1, 1000000,
     "most requests a second of one account of role system"},
    {"limit.address", CONF_INT, FIELD(limit_address), "50000", 1, 1000000,
     "most requests a second of one address"},
    {"events.clients", CONF_INT, FIELD(events_clients), "1000", 1, 100000,
     "most event streams open at once"},
    {"publish.key", CONF_TEXT, FIELD(publish_key), "", 0, 0,
     "file of the Ed25519 key that signs published results; empty: nothing is published"},
};

const size_t GATEWAY_CONF_COUNT = sizeof(GATEWAY_CONF_TABLE) / sizeof(GATEWAY_CONF_TABLE[0]);
