/*
 * gateway.h — the interface for people and programs: HTTP, sessions, reads, the web page.
 *
 * The gateway owns no evidence: it sends writes to ingest over the bus, and each read is one SQL
 * statement that PostgreSQL restricts to what the account may see.  This header has the
 * configuration and what the parts of the service share.
 */
#ifndef GATEWAY_GATEWAY_H
#define GATEWAY_GATEWAY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>

#include "base/conf.h"
#include "base/err.h"
#include "daemon/daemon.h"

struct gateway_conf {
    struct daemon_conf daemon; /* first: daemon.h requires it */
    const char *http_listen;   /* host:port */
    bool http_secure;          /* clients use https: cookies are marked Secure */
    const char *http_proxy;    /* whose X-Forwarded-For is trusted; "": none */
    int http_connections;
    int http_timeout_s;       /* for a head, for an answer, between two bytes */
    size_t http_max_json;     /* bytes of a JSON body or of the part "evidence" */
    size_t http_max_file;     /* bytes of one file */
    size_t http_max_total;    /* bytes of one request */
    const char *web_root;     /* directory of the page; "": no page is served */
    const char *files_root;   /* directory of the file store; "": no file is served */
    const char *uploads_root; /* directory of unfinished uploads; "": there are none */
    int uploads_ttl_s;
    int uploads_account_count; /* unfinished ones of one account */
    size_t uploads_account_bytes;
    int store_lanes;
    int ask_timeout_ms; /* how long ingest may take to answer */
    int session_ttl_s;
    int token_cache_ms;      /* how long a session is believed without asking the store */
    int limit_account;       /* requests a second of a person's account */
    int limit_system;        /* requests a second of one account of role system */
    int limit_address;       /* requests a second of one address */
    int events_clients;      /* event streams open at once */
    const char *publish_key; /* file of the key that signs results; "": nothing is published */
};

extern const struct conf_entry GATEWAY_CONF_TABLE[];
extern const size_t GATEWAY_CONF_COUNT;

struct auth;
struct directory;
struct events;
struct gateway_store;
struct http;
struct limits;
struct login;
struct metric;
struct pump;
struct request;
struct ask;
struct sign_key;
struct upload_hold;
struct uploads;

/* What every part can reach; made by gateway_start, freed by gateway_stop. */
struct gateway {
    const struct gateway_conf *conf;
    struct daemon *daemon;
    struct loop *loop;
    struct bus *bus;
    struct gateway_store *store;
    struct auth *auth;
    struct login *login;
    struct limits *account_limits;
    struct limits *system_limits;
    struct limits *address_limits;
    struct directory *directory;
    struct events *events;
    struct http *http;
    struct pump *pump;            /* of http */
    bool is_closing;              /* accepts no connection more; answers close theirs */
    struct sign_key *publish_key; /* NULL: nothing can be published */
    LIST_HEAD(request_list, request) requests; /* open ones */
    struct request_list spare;                 /* closed ones, to be used again */
    size_t spare_count;
    struct uploads *uploads;                           /* NULL: none are taken */
    LIST_HEAD(upload_holds, upload_hold) upload_holds; /* whose bytes are arriving */
    size_t exports;                                    /* bodies of BODY_EXPORT that are open */
    LIST_HEAD(ask_list, ask) asks; /* questions to ingest without an answer yet */
    struct metric *answers[6];     /* by hundreds of the status */
    struct metric *answer_time;
};

extern struct gateway_conf gateway_conf;
extern const struct bus_events GATEWAY_BUS_EVENTS;

/* The callbacks of struct daemon_service. */
MUST_CHECK enum err gateway_start(struct daemon *daemon, void **state);
bool gateway_is_idle(void *state);
void gateway_stop(void *state);

#endif
