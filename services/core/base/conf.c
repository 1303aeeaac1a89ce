/*
 * conf.c — reads the sources in order of their rank and stores each value through the table
 * of entries; a later source overwrites an earlier one.  --config is read first from the
 * arguments, because its file ranks below the environment.
 */
#include "base/conf.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"

enum { COUNT_MAX = 64, SECRET_MAX = 4096 };

struct reading {
    const struct conf_entry *table;
    size_t count;
    void *into;
    const char *where; /* for faults: "file:12", "INGEST_BUS_WINDOW", "argument" */
};

static const struct conf_entry *base_conf_find(const struct reading *reading, const char *key,
                                               size_t len)
{
    for (size_t i = 0; i < reading->count; i++) {
        const char *known = reading->table[i].key;
        if (strlen(known) == len && memcmp(known, key, len) == 0) {
            return &reading->table[i];
        }
    }
    return NULL;
}

static enum err unknown_key(const struct reading *reading, const char *key, size_t len)
{
    return err_note(ERR_FATAL, "%s: unknown key \"%.*s\"", reading->where, (int)len, key);
}

static void *base_conf_field(const struct reading *reading, const struct conf_entry *entry)
{
    return (char *)reading->into + entry->offset;
}

static bool read_bool(const char *text, bool *out)
{
    static const char *const YES[] = {"1", "true", "yes", "on"};
    static const char *const NO[] = {"0", "false", "no", "off"};
    for (int i = 0; i < 4; i++) {
        if (strcasecmp(text, YES[i]) == 0 || strcasecmp(text, NO[i]) == 0) {
            *out = strcasecmp(text, YES[i]) == 0;
            return true;
        }
    }
    return false;
}

static bool read_number(const char *text, bool has_suffix, long long *out)
{
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno != 0 || end == text) {
        return false;
    }
    int shift = 0;
    if (has_suffix && *end != '\0') {
        switch (tolower((unsigned char)*end)) {
        case 'k':
            shift = 10;
            break;
        case 'm':
            shift = 20;
            break;
        case 'g':
            shift = 30;
            break;
        default:
            return false;
        }
        end++;
    }
    if (*end != '\0' || value > (1LL << 62) >> shift || value < 0 - ((1LL << 62) >> shift)) {
        return false;
    }
    *out = value * (1LL << shift);
    return true;
}

static enum err set_number(const struct reading *reading, const struct conf_entry *entry,
                           const char *value)
{
    long long number;
    if (!read_number(value, entry->type == CONF_SIZE, &number)) {
        return err_note(ERR_FATAL, "%s: %s = \"%s\" is not a whole number", reading->where,
                        entry->key, value);
    }
    bool has_range = entry->min != 0 || entry->max != 0;
    bool is_size = entry->type == CONF_SIZE;
    long long min = has_range ? entry->min : is_size ? 0 : INT_MIN;
    long long max = has_range ? entry->max : is_size ? LLONG_MAX : INT_MAX;
    if (number < min || number > max) {
        return err_note(ERR_FATAL, "%s: %s = %s is not within %lld to %lld", reading->where,
                        entry->key, value, min, max);
    }
    if (is_size) {
        *(size_t *)base_conf_field(reading, entry) = (size_t)number;
    } else {
        *(int *)base_conf_field(reading, entry) = (int)number;
    }
    return ERR_NONE;
}

/* A later source wins: the text of an earlier one is freed. */
static void set_text(const struct reading *reading, const struct conf_entry *entry,
                     const char *value)
{
    char *old, *text = memory_text(value);
    memcpy(&old, base_conf_field(reading, entry), sizeof(old));
    memcpy(base_conf_field(reading, entry), &text, sizeof(text));
    free(old);
}

/* Reads at most SECRET_MAX + 1 bytes of the file: one more shows that it is too long. */
static bool read_start(const char *path, char into[static SECRET_MAX + 1], size_t *len)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    *len = fread(into, 1, SECRET_MAX + 1, file);
    bool is_read = ferror(file) == 0;
    int fault = errno;
    fclose(file);
    errno = fault;
    return is_read;
}

static enum err set_file(const struct reading *reading, const struct conf_entry *entry,
                         const char *path)
{
    char content[SECRET_MAX + 1];
    size_t len = 0;
    if (path[0] != '\0' && !read_start(path, content, &len)) {
        return err_note(ERR_FATAL, "%s: %s: %s: %s", reading->where, entry->key, path,
                        strerror(errno));
    }
    if (len > SECRET_MAX) {
        return err_note(ERR_FATAL, "%s: %s: %s is larger than %d bytes", reading->where, entry->key,
                        path, SECRET_MAX);
    }
    if (!text_is_utf8(content, len, NULL)) {
        return err_note(ERR_FATAL, "%s: %s: %s is not UTF-8 text", reading->where, entry->key,
                        path);
    }
    const char *trimmed = text_trim(content, &len);
    memmove(content, trimmed, len);
    content[len] = '\0';
    set_text(reading, entry, content);
    return ERR_NONE;
}

static enum err base_conf_set(const struct reading *reading, const struct conf_entry *entry,
                              const char *value)
{
    if (!text_is_utf8(value, strlen(value), NULL)) {
        return err_note(ERR_FATAL, "%s: %s is not UTF-8", reading->where, entry->key);
    }
    switch (entry->type) {
    case CONF_TEXT:
        set_text(reading, entry, value);
        return ERR_NONE;
    case CONF_BOOL:
        if (!read_bool(value, base_conf_field(reading, entry))) {
            return err_note(ERR_FATAL, "%s: %s = \"%s\" is neither on nor off", reading->where,
                            entry->key, value);
        }
        return ERR_NONE;
    case CONF_INT:
    case CONF_SIZE:
        return set_number(reading, entry, value);
    case CONF_FILE:
        return set_file(reading, entry, value);
    }
    return ERR_FATAL;
}

static enum err set_line(const struct reading *reading, char *line, size_t len, bool *seen)
{
    if (!text_is_utf8(line, len, NULL)) {
        return err_note(ERR_FATAL, "%s: is not UTF-8 text", reading->where);
    }
    const char *text = text_trim(line, &len);
    if (len == 0 || text[0] == '#') {
        return ERR_NONE;
    }
    const char *equals = memchr(text, '=', len);
    if (equals == NULL) {
        return err_note(ERR_FATAL, "%s: \"%.*s\" is not \"key = value\"", reading->where,
                        (int)text_cut(text, len, 80), text);
    }
    size_t key_len = (size_t)(equals - text), value_len = len - key_len - 1;
    const char *key = text_trim(text, &key_len);
    const struct conf_entry *entry = base_conf_find(reading, key, key_len);
    if (entry == NULL) {
        return unknown_key(reading, key, key_len);
    }
    if (seen[entry - reading->table]) {
        return err_note(ERR_FATAL, "%s: \"%s\" is set twice", reading->where, entry->key);
    }
    seen[entry - reading->table] = true;
    const char *value = text_trim(equals + 1, &value_len);
    line[(size_t)(value - line) + value_len] = '\0';
    return base_conf_set(reading, entry, value);
}

static enum err read_file(struct reading *reading, const char *path)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return err_note(ERR_FATAL, "%s: %s", path, strerror(errno));
    }
    char *line = NULL, where[600];
    size_t capacity = 0;
    ssize_t len;
    bool seen[COUNT_MAX] = {false};
    enum err err = ERR_NONE;
    for (int number = 1; err == ERR_NONE && (len = getline(&line, &capacity, file)) >= 0;
         number++) {
        snprintf(where, sizeof(where), "%s:%d", path, number);
        reading->where = where;
        err = set_line(reading, line, (size_t)len, seen);
    }
    if (err == ERR_NONE && ferror(file) != 0) {
        err = err_note(ERR_FATAL, "%s: %s", path, strerror(errno));
    }
    free(line);
    fclose(file);
    reading->where = path;
    return err;
}

static enum err read_environment(struct reading *reading, const char *service)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; i < reading->count && err == ERR_NONE; i++) {
        char name[128];
        snprintf(name, sizeof(name), "%s_%s", service, reading->table[i].key);
        for (char *c = name; *c != '\0'; c++) {
            *c = *c == '.' ? '_' : (char)toupper((unsigned char)*c);
        }
        const char *value = getenv(name);
        reading->where = name;
        err = value != NULL ? base_conf_set(reading, &reading->table[i], value) : ERR_NONE;
    }
    reading->where = "environment";
    return err;
}

static enum err set_argument(const struct reading *reading, const char *argument)
{
    const char *equals = strchr(argument, '=');
    if (strncmp(argument, "--", 2) != 0 || equals == NULL) {
        return err_note(ERR_FATAL, "argument \"%s\" is neither --config FILE nor --key=value",
                        argument);
    }
    const char *key = argument + 2;
    size_t len = (size_t)(equals - key);
    const struct conf_entry *entry = base_conf_find(reading, key, len);
    return entry != NULL ? base_conf_set(reading, entry, equals + 1)
                         : unknown_key(reading, key, len);
}

static enum err read_arguments(struct reading *reading, int argc, char **argv)
{
    reading->where = "argument";
    enum err err = ERR_NONE;
    for (int i = 1; i < argc && err == ERR_NONE; i++) {
        if (strcmp(argv[i], "--config") == 0) {
            i++; /* read earlier: it ranks below the environment */
        } else {
            err = set_argument(reading, argv[i]);
        }
    }
    return err;
}

static enum err find_file(int argc, char **argv, const char **path)
{
    *path = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--config") != 0) {
            continue;
        }
        if (++i == argc || *path != NULL) {
            return err_note(ERR_FATAL, "argument: --config needs a file and may be given once");
        }
        *path = argv[i];
    }
    return ERR_NONE;
}

enum err conf_read(const char *service, const struct conf_entry *table, size_t count, void *into,
                   int argc, char **argv)
{
    struct reading reading = {.table = table, .count = count, .into = into, .where = "default"};
    if (count > COUNT_MAX) {
        abort();
    }
    for (size_t i = 0; i < count; i++) {
        if (table[i].type == CONF_TEXT || table[i].type == CONF_FILE) {
            *(const char **)base_conf_field(&reading, &table[i]) = NULL;
        }
    }
    enum err err = ERR_NONE;
    for (size_t i = 0; i < count && err == ERR_NONE; i++) {
        err = base_conf_set(&reading, &table[i], table[i].initial);
    }
    const char *path = NULL;
    if (err == ERR_NONE) {
        err = find_file(argc, argv, &path);
    }
    if (err == ERR_NONE && path != NULL) {
        err = read_file(&reading, path);
    }
    if (err == ERR_NONE) {
        err = read_environment(&reading, service);
    }
    return err == ERR_NONE ? read_arguments(&reading, argc, argv) : err;
}

static void print_value(const struct conf_entry *entry, const char *from)
{
    const char *at = from + entry->offset;
    switch (entry->type) {
    case CONF_TEXT:
        printf("%s = %s\n", entry->key, *(const char *const *)(const void *)at);
        return;
    case CONF_BOOL:
        printf("%s = %s\n", entry->key, *(const bool *)at ? "on" : "off");
        return;
    case CONF_INT:
        printf("%s = %d\n", entry->key, *(const int *)(const void *)at);
        return;
    case CONF_SIZE:
        printf("%s = %zu\n", entry->key, *(const size_t *)(const void *)at);
        return;
    case CONF_FILE:
        printf("# %s is read from a file and not shown\n", entry->key);
        return;
    }
}

void conf_print(const struct conf_entry *table, size_t count, const void *from)
{
    for (size_t i = 0; i < count; i++) {
        printf("# %s", table[i].help);
        if (table[i].min != 0 || table[i].max != 0) {
            printf(" (%lld to %lld)", table[i].min, table[i].max);
        }
        printf("\n");
        print_value(&table[i], from);
    }
}
