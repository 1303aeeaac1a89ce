/*
 * criteria.c — prints faults of a criteria set (criteria.h), and embeds the schema of a set in the
 * binary; its path is relative to the top of the tree, where make runs.
 */
#include "ctl/commands/criteria.h"

#include "ctl/ctl.h"

__asm__(".pushsection .rodata\n"
        ".global CRITERIA_SCHEMA\n"
        ".type CRITERIA_SCHEMA, @object\n"
        "CRITERIA_SCHEMA:\n"
        ".incbin \"proto/criteria-set.schema.json\"\n"
        ".byte 0\n"
        ".size CRITERIA_SCHEMA, . - CRITERIA_SCHEMA\n"
        ".popsection\n");

struct set *criteria_open(const char *path)
{
    json_error_t error;
    json_t *json = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (json == NULL) {
        ctl_trouble("%s:%d:%d: %s", path, error.line, error.column, error.text);
        return NULL;
    }
    struct set *set = set_read(json);
    json_decref(json);
    return set;
}

void criteria_print_faults(const struct faults *faults, const char *path, FILE *file)
{
    static const char *const WORDS[] = {
        [FAULT_BROKEN] = "lỗi", [FAULT_WRONG] = "lỗi", [FAULT_HINT] = "lưu ý"};
    for (const struct fault *fault = faults->first; fault != NULL; fault = fault->next) {
        fprintf(file, "%s: %s: %s: %s\n", path, fault->place, WORDS[fault->weight], fault->text);
    }
}
