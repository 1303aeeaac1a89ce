/*
 * system.c — see system.h.
 */
#include "support/system.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "support/system_directory.h"
#include "support/system_http.h"
#include "support/system_process.h"
#include "support/wait.h"

enum { INSTANCES_MAX = 4, ARGUMENTS_MAX = 32, TOKENS_MAX = 16 };

static const char *const NAMES[SYSTEM_SERVICES] = {"gateway",    "ingest",  "reader",
                                                   "validation", "scoring", "notification"};
/* The reader reads the files that validation judges. */
static const char *const KEYS[SYSTEM_SERVICES] = {"gateway",    "ingest",  "validation",
                                                  "validation", "scoring", "notification"};

struct token {
    char *username, *text;
};

struct system {
    struct database *database;
    struct supervisor *supervisor;
    struct supervisor *mail; /* NULL while it is stopped */
    char directory[64];
    char http[32];
    int mail_port;
    int instances[SYSTEM_SERVICES];
    size_t numbers[SYSTEM_SERVICES][INSTANCES_MAX];
    struct token tokens[TOKENS_MAX];
};

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    abort();
}

static const char *build(void)
{
    const char *path = getenv("MC_BUILD");
    return path != NULL ? path : "build";
}

/* Below the ephemeral ports of the kernel, and different for each test. */
static int free_port(void)
{
    enum { FIRST = 10000, PORTS = 20000, EACH = 7 };
    static int count;
    for (int tries = 0; tries < PORTS; tries++) {
        int port = FIRST + ((int)getpid() * EACH + count++) % PORTS;
        struct sockaddr_in address = {.sin_family = AF_INET,
                                      .sin_port = htons((uint16_t)port),
                                      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        bool is_free = bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0;
        close(fd);
        if (is_free) {
            return port;
        }
    }
    fail("socket", "no free port");
    return 0;
}

/* ---------------------------------------------------------------- starting */

static void write_conf(struct system *self)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/minhchung.conf", self->directory);
    FILE *file = fopen(path, "we");
    if (file == NULL) {
        fail(path, "cannot be written");
    }
    fprintf(file,
            "store.dsn = %s\nbus.keys = %s/keys/he-thong.key\nfiles.root = %s/files\n"
            "api.url = http://%s\napi.tokens = %s/keys/command-line.tokens\n",
            database_dsn(self->database), self->directory, self->directory, self->http,
            self->directory);
    fclose(file);
}

static void prepare(struct system *self, const struct system_options *options)
{
    char path[128];
    snprintf(self->directory, sizeof(self->directory), "/tmp/mc-system.XXXXXX");
    if (mkdtemp(self->directory) == NULL) {
        fail(self->directory, "cannot be made");
    }
    snprintf(path, sizeof(path), "%s/files", self->directory);
    (void)mkdir(path, 0750);
    if (options->http != NULL) {
        snprintf(self->http, sizeof(self->http), "%s", options->http);
    } else {
        snprintf(self->http, sizeof(self->http), "127.0.0.1:%d", free_port());
    }
    self->mail_port = free_port();
    self->database = database_create();
    system_directory_insert(self->database);
    write_conf(self);
    snprintf(path, sizeof(path), "%s/accounts.json", self->directory);
    system_directory_write_accounts(path);
    if (system_ctl(self, NULL, "init --keys %s/keys", self->directory) != 0 ||
        system_ctl(self, NULL, "accounts %s", path) != 0 ||
        system_ctl(self, NULL, "key kiem-thu --account he-thong --out %s/keys/he-thong.key",
                   self->directory) != 0 ||
        system_ctl(self, NULL,
                   "token he-thong --units all --areas "
                   "evidence:write,posts:write,feeds,members:write,results:read,rounds:read") !=
            0 ||
        system_ctl(self, NULL, "token bien-tap") != 0) {
        fail("minhchung", "the system could not be set up");
    }
}

static bool is_own_key(const char *const *keys, const char *key)
{
    for (; *keys != NULL; keys++) {
        if (strcmp(*keys, key) == 0) {
            return true;
        }
    }
    return false;
}

/* Arguments of one service; the arena owns their texts. */
struct line {
    struct arena *arena;
    const char *arguments[ARGUMENTS_MAX + 1];
    size_t count;
};

static void __attribute__((format(printf, 2, 3))) add(struct line *line, const char *format, ...)
{
    char text[1200];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof(text), format, values);
    va_end(values);
    if (line->count == ARGUMENTS_MAX) {
        fail(text, "too many arguments");
    }
    line->arguments[line->count++] = arena_text(line->arena, text, strlen(text));
}

static void add_own(struct line *line, const struct system *self, enum system_service service)
{
    static const char *const WITH_FILES[] = {"gateway", "ingest", "reader", NULL};
    const char *name = NAMES[service];
    if (is_own_key(WITH_FILES, name)) {
        add(line, "--files.root=%s/files", self->directory);
    }
    if (service == SYSTEM_GATEWAY) {
        add(line, "--http.listen=%s", self->http);
        add(line, "--web.root=%s/web", build());
        add(line, "--uploads.root=%s/uploads", self->directory);
        add(line, "--publish.key=%s/keys/publish.key", self->directory);
    }
    if (service == SYSTEM_VALIDATION) {
        add(line, "--links.fetch=off");
    }
    if (service == SYSTEM_NOTIFICATION) {
        add(line, "--smtp.url=smtp://127.0.0.1:%d", self->mail_port);
        add(line, "--page.url=http://%s", self->http);
        add(line, "--send.pause_ms=200");
    }
}

static void add_given(struct line *line, const struct system_options *options, const char *name)
{
    size_t len = strlen(name);
    for (const char *const *at = options->arguments; at != NULL && *at != NULL; at++) {
        if ((*at)[0] == '-') {
            add(line, "%s", *at);
        } else if (strncmp(*at, name, len) == 0 && (*at)[len] == ' ') {
            add(line, "%s", *at + len + 1);
        }
    }
}

static void start_service(struct system *self, const struct system_options *options,
                          enum system_service service, int instance)
{
    char role[32], log[128];
    struct line line = {.arena = arena_new()};
    snprintf(role, sizeof(role), "mc_%s", KEYS[service]);
    if (options->has_networks) {
        add(&line, "/usr/bin/nsenter");
        add(&line, "--net=/run/netns/%s", NAMES[service]);
    }
    add(&line, "%s/bin/%s", build(), NAMES[service]);
    add(&line, "--store.dsn=%s %s", database_dsn_as(self->database, role),
        options->store != NULL ? options->store : "");
    add(&line, "--bus.keys=%s/keys/%s.key", self->directory, KEYS[service]);
    add(&line, "--bus.hot=%s", options->is_cold ? "off" : "on");
    add_own(&line, self, service);
    add_given(&line, options, NAMES[service]);
    snprintf(log, sizeof(log), "%s/%s-%d.log", self->directory, NAMES[service], instance);
    self->numbers[service][instance] = supervisor_add(self->supervisor, line.arguments, log);
    arena_free(&line.arena);
}

static bool is_ready(const struct system *self)
{
    struct http_answer answer =
        http_send(self->http, &(struct http_request){.path = "/readyz", .timeout_ms = 1000});
    bool is_good = answer.status == 200;
    http_free(&answer);
    return is_good;
}

static void show_logs(const struct system *self)
{
    char command[256];
    snprintf(command, sizeof(command), "tail -n 15 %s/*.log >&2", self->directory);
    (void)!system(command);
}

static void wait_ready(struct system *self)
{
    for (int64_t until = wait_hangs_at_ms(); !is_ready(self);) {
        if (clock_steady_ms() > until) {
            show_logs(self);
            fail("gateway", "is not ready");
        }
        wait_ms(50);
    }
}

struct system *system_start(const struct system_options *options)
{
    struct system *self = memory_zero(sizeof(*self));
    prepare(self, options);
    if (options->prepared != NULL) {
        options->prepared(self->directory);
    }
    if (options->has_mail) {
        system_mail_start(self);
    }
    self->supervisor = supervisor_new();
    for (int service = 0; service < SYSTEM_SERVICES; service++) {
        int instances = options->instances[service] > 0 ? options->instances[service] : 1;
        self->instances[service] = instances;
        for (int i = 0; i < instances && i < INSTANCES_MAX; i++) {
            start_service(self, options, (enum system_service)service, i);
        }
    }
    wait_ready(self);
    return self;
}

void system_stop(struct system **pointer)
{
    struct system *self = *pointer;
    if (self == NULL) {
        return;
    }
    supervisor_free(&self->supervisor);
    if (self->mail != NULL) {
        system_mail_stop(self);
    }
    database_drop(&self->database);
    for (size_t i = 0; i < TOKENS_MAX; i++) {
        free(self->tokens[i].username);
        free(self->tokens[i].text);
    }
    const char *keep = getenv("MC_KEEP");
    char command[128];
    snprintf(command, sizeof(command), "rm -rf %s", self->directory);
    if (keep == NULL || strcmp(keep, "1") != 0) {
        (void)!system(command);
    }
    free(self);
    *pointer = NULL;
}

/* ---------------------------------------------------------------- accessors */

struct database *system_database(struct system *self)
{
    return self->database;
}

const char *system_http(const struct system *self)
{
    return self->http;
}

void system_moved(struct system *self, const char *http)
{
    snprintf(self->http, sizeof(self->http), "%s", http);
}

const char *system_directory(const struct system *self)
{
    return self->directory;
}

const char *system_name(enum system_service service)
{
    return NAMES[service];
}

/* The access key that `minhchung token` made for a system; NULL: it has none. */
static char *access_key(const struct system *self, const char *username)
{
    char path[128], name[64], role[64], token[64];
    snprintf(path, sizeof(path), "%s/keys/command-line.tokens", self->directory);
    FILE *file = fopen(path, "re");
    char *found = NULL;
    while (file != NULL && found == NULL &&
           fscanf(file, "%63s %63s %63s", name, role, token) == 3) {
        bool is_it = strcmp(name, username) == 0 && strcmp(role, "system") == 0;
        found = is_it ? memory_text(token) : NULL;
    }
    if (file != NULL) {
        fclose(file);
    }
    return found;
}

static char *sign_in(const struct system *self, const char *username)
{
    char body[256];
    snprintf(body, sizeof(body), "{\"username\":\"%s\",\"password\":\"" SYSTEM_PASSWORD "\"}",
             username);
    struct http_answer answer =
        http_send(self->http, &(struct http_request){.path = "/api/v1/login", .body = body});
    if (answer.status != 200) {
        show_logs(self);
        fail(username, answer.body);
    }
    char *token = memory_text(http_text(&answer, "token"));
    http_free(&answer);
    return token;
}

const char *system_token(struct system *self, const char *username)
{
    for (size_t i = 0; i < TOKENS_MAX; i++) {
        struct token *token = &self->tokens[i];
        if (token->username == NULL) {
            token->username = memory_text(username);
            token->text = access_key(self, username);
            token->text = token->text != NULL ? token->text : sign_in(self, username);
        }
        if (strcmp(token->username, username) == 0) {
            return token->text;
        }
    }
    fail(username, "too many tokens");
    return NULL;
}

bool system_signal(struct system *self, enum system_service service, int instance, int signal)
{
    return supervisor_signal(self->supervisor, self->numbers[service][instance], signal);
}

void system_hold(struct system *self, enum system_service service, bool is_held)
{
    for (int i = 0; i < self->instances[service]; i++) {
        supervisor_hold(self->supervisor, self->numbers[service][i], is_held);
    }
}

int system_deaths(struct system *self)
{
    int deaths = supervisor_deaths(self->supervisor);
    if (deaths > 0) {
        show_logs(self);
    }
    return deaths;
}

int system_crashes(struct system *self)
{
    int crashes = supervisor_crashes(self->supervisor);
    if (crashes > 0) {
        show_logs(self);
    }
    return crashes;
}

/* ---------------------------------------------------------------- mail */

static bool is_listening(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool is_good = connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0;
    close(fd);
    return is_good;
}

void system_mail_start(struct system *self)
{
    char address[32], box[128], log[128];
    snprintf(address, sizeof(address), "127.0.0.1:%d", self->mail_port);
    snprintf(box, sizeof(box), "%s/mail", self->directory);
    snprintf(log, sizeof(log), "%s/mail.log", self->directory);
    const char *const arguments[] = {
        "/usr/bin/python3",          "-m", "aiosmtpd", "-n", "-l", address, "-c",
        "aiosmtpd.handlers.Mailbox", box,  NULL};
    self->mail = supervisor_new();
    (void)supervisor_add(self->mail, arguments, log);
    for (int64_t until = wait_hangs_at_ms(); !is_listening(self->mail_port);) {
        if (clock_steady_ms() > until) {
            fail("aiosmtpd", "does not listen");
        }
        wait_ms(50);
    }
}

void system_mail_stop(struct system *self)
{
    supervisor_free(&self->mail);
}

/* ---------------------------------------------------------------- the command line */

static int run_command(const char *command, char **out)
{
    FILE *pipe = popen(command, "re");
    struct buf text = {0};
    char part[4096];
    if (pipe == NULL) {
        fail(command, "cannot be run");
    }
    for (size_t len; (len = fread(part, 1, sizeof(part), pipe)) > 0;) {
        buf_add(&text, part, len);
    }
    int status = pclose(pipe);
    if (out != NULL) {
        *out = memory_text(buf_string(&text));
    }
    buf_free(&text);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

char *system_mails(struct system *self)
{
    char command[256], *out;
    snprintf(command, sizeof(command), "/usr/bin/python3 tests/support/system_mails.py %s/mail",
             self->directory);
    if (run_command(command, &out) != 0) {
        fail(command, "failed");
    }
    return out;
}

int system_ctl(struct system *self, char **out, const char *arguments, ...)
{
    char given[2048], command[4096];
    va_list values;
    va_start(values, arguments);
    vsnprintf(given, sizeof(given), arguments, values);
    va_end(values);
    snprintf(command, sizeof(command),
             "%s/bin/minhchung --config %s/minhchung.conf %s 2>>%s/ctl.log", build(),
             self->directory, given, self->directory);
    return run_command(command, out);
}

/* Pending work of all stages; -1: one does not balance, or something was dead-lettered. */
static long long pending_in(const char *ledger, int code)
{
    json_t *stages = json_loads(ledger, 0, NULL), *stage;
    const char *name;
    long long pending = code == 0 && json_is_object(stages) ? 0 : -1;
    json_object_foreach(stages, name, stage) {
        bool is_dead = json_integer_value(json_object_get(stage, "dead")) != 0;
        pending = pending < 0 || is_dead
                      ? -1
                      : pending + json_integer_value(json_object_get(stage, "owed"));
    }
    json_decref(stages);
    return pending;
}

bool system_settle(struct system *self)
{
    char *before = memory_text("");
    bool is_settled = false, hangs = false;
    for (int64_t end_ms = wait_hangs_at_ms(); !is_settled && !hangs;) {
        char *ledger = NULL;
        int code = system_ctl(self, &ledger, "ledger --json");
        is_settled = pending_in(ledger, code) == 0;
        end_ms = strcmp(ledger, before) != 0 ? wait_hangs_at_ms() : end_ms;
        hangs = !is_settled && clock_steady_ms() > end_ms;
        free(before);
        before = ledger;
        if (!is_settled) {
            wait_ms(50);
        }
    }
    if (hangs) {
        fprintf(stderr, "ledger: %s\n", before);
        show_logs(self);
    }
    free(before);
    return is_settled;
}
