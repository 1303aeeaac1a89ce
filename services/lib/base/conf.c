/*
 * conf.c — see conf.h.
 */
#include "base/conf.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"

enum { COUNT_MAX = 64, LINE_MAX_BYTES = 4096 };

struct reading {
    const struct conf_entry *table;
    size_t count;
    void *into;
    const char *where;             /* for faults: "file:12", "environment", "argument" */
};

static const struct conf_entry *find(const struct reading *reading, const char *key)
{
    for (size_t i = 0; i < reading->count; i++) {
        if (strcmp(reading->table[i].key, key) == 0) {
            return &reading->table[i];
        }
    }
    return NULL;
}

static void *field(const struct reading *reading, const struct conf_entry *entry)
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
    if (has_range && (number < entry->min || number > entry->max)) {
        return err_note(ERR_FATAL, "%s: %s = %s is not within %lld to %lld", reading->where,
                        entry->key, value, entry->min, entry->max);
    }
    if (entry->type == CONF_SIZE) {
        *(size_t *)field(reading, entry) = (size_t)number;
    } else {
        *(int *)field(reading, entry) = (int)number;
    }
    return ERR_NONE;
}

/* A later source wins: what an earlier one said is not needed any more. */
static void set_text(const struct reading *reading, const struct conf_entry *entry,
                     const char *value)
{
    char *old, *text = memory_text(value);
    memcpy(&old, field(reading, entry), sizeof(old));
    memcpy(field(reading, entry), &text, sizeof(text));
    free(old);
}

static enum err set_file(const struct reading *reading, const struct conf_entry *entry,
                         const char *path)
{
    char content[LINE_MAX_BYTES] = "";
    FILE *file = path[0] != '\0' ? fopen(path, "re") : NULL;
    if (file == NULL && path[0] != '\0') {
        return err_note(ERR_FATAL, "%s: %s: %s: %s", reading->where, entry->key, path,
                        strerror(errno));
    }
    if (file != NULL) {
        content[fread(content, 1, sizeof(content) - 1, file)] = '\0';
        fclose(file);
    }
    size_t len = strlen(content);
    while (len > 0 && isspace((unsigned char)content[len - 1])) {
        content[--len] = '\0';
    }
    set_text(reading, entry, content);
    return ERR_NONE;
}

static enum err set(const struct reading *reading, const struct conf_entry *entry,
                    const char *value)
{
    switch (entry->type) {
    case CONF_TEXT:
        set_text(reading, entry, value);
        return ERR_NONE;
    case CONF_BOOL:
        if (!read_bool(value, field(reading, entry))) {
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

static char *trim(char *text)
{
    while (isspace((unsigned char)*text)) {
        text++;
    }
    size_t len = strlen(text);
    while (len > 0 && isspace((unsigned char)text[len - 1])) {
        text[--len] = '\0';
    }
    return text;
}

static enum err set_line(struct reading *reading, char *line, bool *seen)
{
    char *text = trim(line);
    if (*text == '\0' || *text == '#') {
        return ERR_NONE;
    }
    char *equals = strchr(text, '=');
    if (equals == NULL) {
        return err_note(ERR_FATAL, "%s: \"%s\" is not \"key = value\"", reading->where, text);
    }
    *equals = '\0';
    const char *key = trim(text);
    const struct conf_entry *entry = find(reading, key);
    if (entry == NULL) {
        return err_note(ERR_FATAL, "%s: unknown key \"%s\"", reading->where, key);
    }
    size_t index = (size_t)(entry - reading->table);
    if (seen[index]) {
        return err_note(ERR_FATAL, "%s: \"%s\" stands here twice", reading->where, key);
    }
    seen[index] = true;
    return set(reading, entry, trim(equals + 1));
}

static enum err read_file(struct reading *reading, const char *path)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return err_note(ERR_FATAL, "%s: %s", path, strerror(errno));
    }
    char line[LINE_MAX_BYTES], where[600];
    bool seen[COUNT_MAX] = {false};
    enum err err = ERR_NONE;
    for (int number = 1; err == ERR_NONE && fgets(line, sizeof(line), file) != NULL; number++) {
        snprintf(where, sizeof(where), "%s:%d", path, number);
        reading->where = where;
        err = set_line(reading, line, seen);
    }
    fclose(file);
    reading->where = path;
    return err;
}

static enum err read_environment(struct reading *reading, const char *service)
{
    reading->where = "environment";
    for (size_t i = 0; i < reading->count; i++) {
        char name[128];
        snprintf(name, sizeof(name), "%s_%s", service, reading->table[i].key);
        for (char *c = name; *c != '\0'; c++) {
            *c = *c == '.' ? '_' : (char)toupper((unsigned char)*c);
        }
        const char *value = getenv(name);
        enum err err = value != NULL ? set(reading, &reading->table[i], value) : ERR_NONE;
        if (err != ERR_NONE) {
            return err;
        }
    }
    return ERR_NONE;
}

static enum err set_argument(struct reading *reading, const char *argument)
{
    char text[LINE_MAX_BYTES];
    snprintf(text, sizeof(text), "%s", argument);
    char *equals = strchr(text, '=');
    if (strncmp(text, "--", 2) != 0 || equals == NULL) {
        return err_note(ERR_FATAL, "argument \"%s\" is neither --config FILE nor --key=value",
                        argument);
    }
    *equals = '\0';
    const struct conf_entry *entry = find(reading, text + 2);
    if (entry == NULL) {
        return err_note(ERR_FATAL, "argument: unknown key \"%s\"", text + 2);
    }
    return set(reading, entry, equals + 1);
}

static enum err read_arguments(struct reading *reading, int argc, char **argv)
{
    reading->where = "argument";
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--config") == 0) {
            i++;
            continue;
        }
        enum err err = set_argument(reading, argv[i]);
        if (err != ERR_NONE) {
            return err;
        }
    }
    return ERR_NONE;
}

static const char *config_path(int argc, char **argv)
{
    for (int i = 1; i + 1 < argc; i++) {
        if (strcmp(argv[i], "--config") == 0) {
            return argv[i + 1];
        }
    }
    return NULL;
}

enum err conf_read(const char *service, const struct conf_entry *table, size_t count, void *into,
                   int argc, char **argv)
{
    struct reading reading = {.table = table, .count = count, .into = into, .where = "default"};
    if (count > COUNT_MAX) {
        abort();
    }
    enum err err = ERR_NONE;
    for (size_t i = 0; i < count && err == ERR_NONE; i++) {
        if (table[i].type == CONF_TEXT || table[i].type == CONF_FILE) {
            *(const char **)field(&reading, &table[i]) = NULL;
        }
        err = set(&reading, &table[i], table[i].initial);
    }
    const char *path = config_path(argc, argv);
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
