/*
 * fetch.c — starts transfers, judges their addresses and follows redirects.  libcurl does not
 * follow them itself, so that each hop is judged again, waits for its host's turn and counts
 * towards the same time limit.
 */
#include "fetch/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <unistd.h>

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "fetch/guard.h"
#include "fetch/hosts.h"
#include "fetch/places.h"
#include "fetch/trace.h"
#include "fetch/transfers.h"

enum { CONNECT_MS_MAX = 10000, HEADERS_MAX = 65536 };
static const char AGENT[] = "minhchung/1.0";

struct transfer {
    struct turn turn; /* first member: queued in hosts */
    struct fetch *fetch;
    CURL *easy; /* NULL while it waits */
    struct curl_slist *headers;
    char *url, *etag, *last_modified, *accept;
    fetch_fn *then;
    void *arg;
    struct buf body;
    struct trace trace;
    size_t header_bytes;
    int hops;
    int64_t began_ms, spent_ms;
    bool is_refused, is_too_large;
    enum fetch_outcome outcome; /* of a transfer that never began */
    LIST_ENTRY(transfer) link;  /* in the list of running or of immediately refused transfers */
};

struct fetch {
    struct loop *loop;
    struct fetch_conf conf;
    struct guard *guard;
    struct hosts *hosts;
    struct curl_slist *connect_to;
    struct transfers *transfers;
    int turn_timer; /* 0: none */
    LIST_HEAD(transfer_list, transfer) running, refused;
    size_t running_count, count;
    bool is_global;
};

static void go_on(struct fetch *self);

const char *fetch_outcome_name(enum fetch_outcome outcome)
{
    switch (outcome) {
    case FETCH_DONE:
        return "done";
    case FETCH_REFUSED:
        return "refused";
    case FETCH_NO_NAME:
        return "no_name";
    case FETCH_UNREACHABLE:
        return "unreachable";
    case FETCH_UNTRUSTED:
        return "untrusted";
    case FETCH_EXPIRED:
        return "cert_expired";
    case FETCH_OTHER_HOST:
        return "cert_host";
    case FETCH_SELF_SIGNED:
        return "cert_self";
    case FETCH_TIMEOUT:
        return "timeout";
    case FETCH_TOO_LARGE:
        return "too_large";
    case FETCH_REDIRECTS:
        return "redirects";
    case FETCH_NOT_WEB:
        return "not_web";
    }
    return "";
}

/* ------------------------------------------------------------- connecting */

static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct transfer *transfer = arg;
    (void)purpose;
    const struct guard *guard = transfer->fetch->guard;
    bool is_permitted = guard_permits(guard, transfer->turn.host, &address->addr);
    trace_address(&transfer->trace, &address->addr,
                  !is_permitted                            ? "refused"
                  : guard_is_public(guard, &address->addr) ? "public"
                                                           : "allowed");
    if (!is_permitted) {
        transfer->is_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ------------------------------------------------------------- receiving */

static size_t take_body(char *data, size_t size, size_t count, void *arg)
{
    struct transfer *transfer = arg;
    size_t len = size * count;
    if (len > transfer->fetch->conf.bytes - transfer->body.len) {
        transfer->is_too_large = true;
        return 0; /* ends the transfer */
    }
    buf_add(&transfer->body, data, len);
    return len;
}

static size_t take_header(char *data, size_t size, size_t count, void *arg)
{
    struct transfer *transfer = arg;
    (void)data;
    transfer->header_bytes += size * count;
    if (transfer->header_bytes > HEADERS_MAX) {
        transfer->is_too_large = true;
        return 0;
    }
    return size * count;
}

/* OpenSSL's result; if OpenSSL found no fault, libcurl did not find the host's name in it. */
static enum fetch_outcome judge_certificate(const struct transfer *transfer)
{
    long result = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_SSL_VERIFYRESULT, &result);
    switch (result) {
    case X509_V_OK:
    case X509_V_ERR_UNSPECIFIED:
        return FETCH_OTHER_HOST;
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return FETCH_EXPIRED;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        return FETCH_SELF_SIGNED;
    default:
        return FETCH_UNTRUSTED;
    }
}

static enum fetch_outcome judge_code(const struct transfer *transfer, CURLcode code)
{
    if (transfer->is_too_large || code == CURLE_FILESIZE_EXCEEDED) {
        return FETCH_TOO_LARGE;
    }
    /* Of the addresses of a name some may be refused and others allowed. */
    if (transfer->is_refused && code == CURLE_COULDNT_CONNECT) {
        return FETCH_REFUSED;
    }
    if (code == CURLE_PEER_FAILED_VERIFICATION) {
        return judge_certificate(transfer);
    }
    const struct {
        CURLcode code;
        enum fetch_outcome outcome;
    } MEANINGS[] = {{CURLE_OK, FETCH_DONE},
                    {CURLE_COULDNT_RESOLVE_HOST, FETCH_NO_NAME},
                    {CURLE_OPERATION_TIMEDOUT, FETCH_TIMEOUT},
                    {CURLE_URL_MALFORMAT, FETCH_NOT_WEB},
                    {CURLE_UNSUPPORTED_PROTOCOL, FETCH_NOT_WEB}};
    for (size_t i = 0; i < sizeof(MEANINGS) / sizeof(MEANINGS[0]); i++) {
        if (MEANINGS[i].code == code) {
            return MEANINGS[i].outcome;
        }
    }
    return FETCH_UNREACHABLE;
}

/* ------------------------------------------------------------- answers */

static const char *header_of(CURL *easy, const char *name)
{
    struct curl_header *header = NULL;
    return easy != NULL && curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK
               ? header->value
               : "";
}

static void transfer_free(struct transfer *transfer)
{
    curl_easy_cleanup(transfer->easy);
    curl_slist_free_all(transfer->headers);
    buf_free(&transfer->body);
    trace_free(&transfer->trace);
    free(transfer->turn.host);
    free(transfer->url);
    free(transfer->etag);
    free(transfer->last_modified);
    free(transfer->accept);
    free(transfer);
}

/* Status of the last answer; 0: none. */
static long status_of(const struct transfer *transfer)
{
    long status = 0;
    if (transfer->easy != NULL) {
        curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    }
    return status;
}

static void fetch_do_answer(struct transfer *transfer, enum fetch_outcome outcome, CURLcode code)
{
    long status = status_of(transfer);
    bool is_done = outcome == FETCH_DONE;
    const struct fetch_answer made = {.outcome = outcome,
                                      .status = (int)status,
                                      .redirects = transfer->hops,
                                      .final_url = transfer->url,
                                      .content_type = header_of(transfer->easy, "Content-Type"),
                                      .etag = header_of(transfer->easy, "ETag"),
                                      .last_modified = header_of(transfer->easy, "Last-Modified"),
                                      .body = is_done ? buf_string(&transfer->body) : "",
                                      .len = is_done ? transfer->body.len : 0,
                                      .detail = code == CURLE_OK ? "" : curl_easy_strerror(code),
                                      .trace = buf_string(&transfer->trace.lines)};
    transfer->fetch->count--;
    transfer->then(transfer->arg, &made);
    transfer_free(transfer);
}

/* Follows a redirect, if there is one.  False: the transfer has ended. */
static bool fetch_follow(struct transfer *transfer, enum fetch_outcome *outcome)
{
    struct fetch *self = transfer->fetch;
    char *target = NULL;
    curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &target);
    if (*outcome != FETCH_DONE || target == NULL) {
        return false;
    }
    if (transfer->hops >= self->conf.redirects) {
        *outcome = FETCH_REDIRECTS;
        return false;
    }
    char *host = places_host(target);
    if (host == NULL) {
        *outcome = FETCH_NOT_WEB;
        return false;
    }
    free(transfer->url);
    transfer->url = memory_text(target);
    free(transfer->turn.host);
    transfer->turn.host = host;
    curl_easy_cleanup(transfer->easy);
    transfer->easy = NULL;
    buf_clear(&transfer->body);
    transfer->hops++;
    hosts_add(self->hosts, &transfer->turn, true);
    return true;
}

static void fetch_end(struct transfer *transfer, CURLcode code)
{
    struct fetch *self = transfer->fetch;
    LIST_REMOVE(transfer, link);
    self->running_count--;
    int64_t now_ms = clock_steady_ms();
    transfer->spent_ms += now_ms - transfer->began_ms;
    hosts_end(self->hosts, transfer->turn.host, now_ms);
    enum fetch_outcome outcome = judge_code(transfer, code);
    trace_hop(&transfer->trace, transfer->url, status_of(transfer));
    if (!fetch_follow(transfer, &outcome)) {
        fetch_do_answer(transfer, outcome, code);
    }
}

static void fetch_on_ended(void *arg, void *transfer, CURLcode code)
{
    (void)arg;
    fetch_end(transfer, code);
}

static void fetch_on_settled(void *arg)
{
    go_on(arg);
}

/* ------------------------------------------------------------- starting */

static void add_header(struct transfer *transfer, const char *name, const char *value)
{
    if (value != NULL && strpbrk(value, "\r\n") == NULL) {
        struct buf line = {0};
        buf_print(&line, "%s: %s", name, value);
        transfer->headers = curl_slist_append(transfer->headers, line.data);
        buf_free(&line);
    }
}

static void set_options(struct transfer *transfer, long left_ms)
{
    const struct fetch *self = transfer->fetch;
    CURL *easy = transfer->easy;
    curl_easy_setopt(easy, CURLOPT_URL, transfer->url);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, ""); /* ignore the environment's proxies */
    curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
    /* A connection kept from before may have been judged for another host name. */
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECT_TO, self->connect_to);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)self->conf.bytes);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, AGENT);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, left_ms);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     left_ms < CONNECT_MS_MAX ? left_ms : CONNECT_MS_MAX);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    /* Else a name server that hangs would block the loop until its thread ends. */
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    if (self->conf.ca != NULL && self->conf.ca[0] != '\0') {
        curl_easy_setopt(easy, CURLOPT_CAINFO, self->conf.ca);
    }
}

static void fetch_begin(struct transfer *transfer)
{
    struct fetch *self = transfer->fetch;
    long left_ms = self->conf.seconds * 1000L - (long)transfer->spent_ms;
    transfer->easy = curl_easy_init();
    transfer->is_refused = false;
    transfer->began_ms = clock_steady_ms();
    LIST_INSERT_HEAD(&self->running, transfer, link);
    self->running_count++;
    if (transfer->easy == NULL || left_ms <= 0) {
        fetch_end(transfer, transfer->easy == NULL ? CURLE_FAILED_INIT : CURLE_OPERATION_TIMEDOUT);
        return;
    }
    set_options(transfer, left_ms);
    transfers_add(self->transfers, transfer->easy);
}

static void turn_came(void *arg)
{
    struct fetch *self = arg;
    self->turn_timer = 0;
    go_on(self);
}

static void go_on(struct fetch *self)
{
    int wait_ms = -1;
    while (self->running_count < self->conf.at_once) {
        struct turn *turn = hosts_take(self->hosts, clock_steady_ms(), &wait_ms);
        if (turn == NULL) {
            break;
        }
        fetch_begin((struct transfer *)(void *)turn);
    }
    if (wait_ms >= 0) {
        if (self->turn_timer != 0) {
            loop_cancel(self->loop, self->turn_timer);
        }
        self->turn_timer = loop_after(self->loop, wait_ms, turn_came, self);
    }
}

static void start_deferred(void *arg)
{
    struct fetch *self = arg;
    while (!LIST_EMPTY(&self->refused)) {
        struct transfer *refused = LIST_FIRST(&self->refused);
        LIST_REMOVE(refused, link);
        fetch_do_answer(refused, FETCH_NOT_WEB, CURLE_OK);
    }
    go_on(self);
}

static char *copy_of(const char *text)
{
    return text == NULL || text[0] == '\0' ? NULL : memory_text(text);
}

void fetch_start(struct fetch *self, const struct fetch_request *request, fetch_fn *then, void *arg)
{
    struct transfer *transfer = memory_zero(sizeof(*transfer));
    transfer->fetch = self;
    transfer->url = memory_text(request->url);
    transfer->then = then;
    transfer->arg = arg;
    transfer->accept = copy_of(request->accept);
    transfer->etag = copy_of(request->etag);
    transfer->last_modified = copy_of(request->last_modified);
    add_header(transfer, "Accept", transfer->accept);
    add_header(transfer, "If-None-Match", transfer->etag);
    add_header(transfer, "If-Modified-Since", transfer->last_modified);
    transfer->turn.host = places_host(request->url);
    self->count++;
    if (transfer->turn.host != NULL) {
        hosts_add(self->hosts, &transfer->turn, false);
    } else {
        LIST_INSERT_HEAD(&self->refused, transfer, link);
    }
    loop_recall(self->loop, start_deferred, self);
    loop_defer(self->loop, start_deferred, self);
}

size_t fetch_count(const struct fetch *self)
{
    return self->count;
}

/* ------------------------------------------------------------- opening */

enum err fetch_open(struct fetch **out, struct loop *loop, const struct fetch_conf *conf)
{
    static const struct transfers_events EVENTS = {.ended = fetch_on_ended,
                                                   .settled = fetch_on_settled};
    struct fetch *self = memory_zero(sizeof(*self));
    *out = self;
    self->loop = loop;
    self->conf = *conf;
    self->hosts = hosts_new(conf->host_ms);
    self->is_global = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    self->transfers = self->is_global ? transfers_open(loop, &EVENTS, self) : NULL;
    if (self->transfers == NULL) {
        return err_note(ERR_FATAL, "libcurl cannot be initialised");
    }
    enum err err = guard_open(&self->guard, conf->allow);
    return err != ERR_NONE ? err : places_parse(conf->resolve, &self->connect_to);
}

void fetch_close(struct fetch **pointer)
{
    struct fetch *self = *pointer;
    if (self == NULL) {
        return;
    }
    loop_recall(self->loop, start_deferred, self);
    while (!LIST_EMPTY(&self->running)) {
        struct transfer *transfer = LIST_FIRST(&self->running);
        LIST_REMOVE(transfer, link);
        transfers_drop(self->transfers, transfer->easy);
        transfer_free(transfer);
    }
    while (!LIST_EMPTY(&self->refused)) {
        struct transfer *transfer = LIST_FIRST(&self->refused);
        LIST_REMOVE(transfer, link);
        transfer_free(transfer);
    }
    for (struct turn *turn; (turn = hosts_drop(self->hosts)) != NULL;) {
        transfer_free((struct transfer *)(void *)turn);
    }
    transfers_close(&self->transfers);
    if (self->turn_timer != 0) {
        loop_cancel(self->loop, self->turn_timer);
    }
    curl_slist_free_all(self->connect_to);
    hosts_free(&self->hosts);
    guard_close(&self->guard);
    if (self->is_global) {
        curl_global_cleanup();
    }
    free(self);
    *pointer = NULL;
}
