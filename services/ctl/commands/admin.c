/*
 * admin.c — setting up: schema, keys of services and systems, passwords.
 */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/password.h"
#include "base/sign.h"
#include "bus/bus.h"
#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"
#include "store/migrate.h"
#include "store/schema.h"

static const struct statement ACCOUNT_SET = {"ctl_account_set", SQL_ACCOUNT_SET};
/* How long another system's key is valid. */
enum { KEY_DAYS = 365 };

static const struct statement KEY_ADD = {"ctl_key_add", SQL_KEY_ADD};

static void tell_file(void *arg, const char *name)
{
    int *applied = arg;
    (*applied)++;
    fprintf(stderr, "%s\n", name);
}

int command_migrate(struct ctl *ctl)
{
    int applied = 0;
    if (migrate_up(ctl->conf.dsn, tell_file, &applied) != ERR_NONE) {
        return ctl_trouble("%s", err_last());
    }
    printf(ctl->is_json ? "{\"applied\":%d,\"schema\":%d}\n"
                        : "schema up to date: %d of its %d files applied now\n",
           applied, schema_count());
    return EXIT_DONE;
}

/* Two lines: public key, secret key.  An existing file stays. */
static bool make_key_file(const char *path, char public_key[static 41])
{
    char secret_key[41];
    FILE *file = fopen(path, "re");
    if (file != NULL) {
        bool is_good = fscanf(file, "%40s %40s", public_key, secret_key) == 2;
        fclose(file);
        return is_good || ctl_trouble("%s: not a key file", path) == EXIT_DONE;
    }
    bus_make_keys(public_key, secret_key);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        ctl_trouble("%s: %s", path, strerror(errno));
        return false;
    }
    bool is_written = dprintf(fd, "%s\n%s\n", public_key, secret_key) > 0 && fsync(fd) == 0;
    close(fd);
    return is_written;
}

static bool register_key(struct lane *lane, const char *public_key, const char *name,
                         const char *service, const char *account)
{
    struct params *params = params_new();
    params_text(params, public_key);
    params_text(params, name);
    params_text(params, service);
    params_text(params, account);
    params_int(params, KEY_DAYS);
    struct rows *result = ctl_query(lane, &KEY_ADD, params);
    params_free(&params);
    bool is_registered = result != NULL;
    rows_free(&result);
    return is_registered;
}

/* The key that signs published results. */
static bool make_publish_key(const char *directory)
{
    char path[512];
    snprintf(path, sizeof(path), "%s/publish.key", directory);
    return sign_key_make(path) == ERR_NONE || ctl_trouble("%s", err_last()) == EXIT_DONE;
}

/* The keys of the services, as files in the directory and registered. */
static bool make_keys(struct ctl *ctl, const char *directory)
{
    static const char *const SERVICES[] = {"gateway", "ingest", "validation", "scoring",
                                           "notification"};
    if (mkdir(directory, 0700) != 0 && errno != EEXIST) {
        return ctl_trouble("%s: %s", directory, strerror(errno)) == EXIT_DONE;
    }
    struct lane *lane = ctl_store(ctl);
    bool is_good = lane != NULL;
    for (size_t i = 0; is_good && i < sizeof(SERVICES) / sizeof(SERVICES[0]); i++) {
        char path[512], public_key[41];
        snprintf(path, sizeof(path), "%s/%s.key", directory, SERVICES[i]);
        is_good = make_key_file(path, public_key) &&
                  register_key(lane, public_key, SERVICES[i], SERVICES[i], NULL);
    }
    lane_close(&lane);
    return is_good && make_publish_key(directory);
}

int command_init(struct ctl *ctl)
{
    const char *directory = ctl_option(ctl, "--keys");
    int code = command_migrate(ctl);
    if (code == EXIT_DONE && directory != NULL && !make_keys(ctl, directory)) {
        code = EXIT_TROUBLE;
    }
    return code == EXIT_DONE && !ctl_flag(ctl, "--no-link") ? ctl_first_link(ctl) : code;
}

int command_key(struct ctl *ctl)
{
    const char *name = ctl_argument(ctl, 0), *path = ctl_option(ctl, "--out");
    const char *account = ctl_option(ctl, "--account");
    if (name == NULL || path == NULL || account == NULL) {
        return ctl_trouble("key NAME --account USER --out FILE");
    }
    char public_key[41];
    struct lane *lane = make_key_file(path, public_key) ? ctl_store(ctl) : NULL;
    bool is_good = lane != NULL && register_key(lane, public_key, name, NULL, account);
    lane_close(&lane);
    return is_good ? EXIT_DONE : EXIT_TROUBLE;
}

static bool set_account(struct lane *lane, const json_t *entry)
{
    char hash[PASSWORD_HASH];
    if (!password_hash(answer_given(entry, "password"), hash)) {
        return ctl_trouble("no memory for hashing") == EXIT_DONE;
    }
    struct params *params = params_new();
    params_text(params, answer_given(entry, "username"));
    params_text(params, hash);
    params_text(params, answer_given(entry, "role"));
    params_text(params, answer_given(entry, "unit"));
    params_text(params, answer_given(entry, "full_name"));
    struct rows *result = ctl_query(lane, &ACCOUNT_SET, params);
    bool is_set = result != NULL && rows_count(result) == 1;
    if (result != NULL && !is_set) {
        ctl_trouble("there is no account \"%s\"; to create it, give a role and a known unit",
                    answer_given(entry, "username"));
    }
    rows_free(&result);
    params_free(&params);
    return is_set;
}

int command_accounts(struct ctl *ctl)
{
    const char *path = ctl_argument(ctl, 0);
    json_error_t fault;
    json_t *list = path != NULL ? json_load_file(path, 0, &fault) : NULL;
    if (!json_is_array(list)) {
        json_decref(list);
        return ctl_trouble("accounts FILE: %s", path != NULL ? fault.text : "which file?");
    }
    struct lane *lane = ctl_store(ctl);
    bool is_good = lane != NULL;
    size_t at;
    json_t *entry;
    json_array_foreach(list, at, entry) {
        const char *username = answer_given(entry, "username"),
                   *password = answer_given(entry, "password");
        if (username == NULL || password == NULL || password_is_weak(password, username)) {
            ctl_trouble("entry %zu needs a username and a password of at least %d characters that "
                        "is not easy to guess",
                        at + 1, PASSWORD_LEAST);
            is_good = false;
        }
        is_good = is_good && set_account(lane, entry);
        ctl_progress("Đặt mật khẩu", at + 1, json_array_size(list));
        if (!is_good) {
            break;
        }
    }
    json_decref(list);
    lane_close(&lane);
    return is_good ? EXIT_DONE : EXIT_TROUBLE;
}
