/*
 * criteria_book.c — `minhchung criteria`: criteria sets as workbooks and as JSON, checked for all
 * faults at once, imported into the store or exported from it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "ctl/answer.h"
#include "ctl/commands/criteria.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"
#include "workbook/book.h"

static const struct statement IMPORT = {"ctl_criteria_import", SQL_CRITERIA_IMPORT};
static const struct statement SET = {"ctl_campaign_set", SQL_CAMPAIGN_SET};

/* ------------------------------------------------------------- telling */

static void print_faults_json(const struct faults *faults)
{
    struct buf text = {0};
    struct json json;
    json_start(&json, &text);
    json_object_start(&json, NULL);
    json_int(&json, "wrong", (long long)faults->broken + (long long)faults->wrong);
    json_int(&json, "hints", (long long)faults->hints);
    json_array_start(&json, "faults");
    for (const struct fault *fault = faults->first; fault != NULL; fault = fault->next) {
        json_object_start(&json, NULL);
        json_text(&json, "place", fault->place);
        json_text(&json, "weight", fault->weight == FAULT_HINT ? "hint" : "wrong");
        json_text(&json, "text", fault->text);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_object_end(&json);
    puts(buf_string(&text));
    buf_free(&text);
}

/* EXIT_NO if the set has faults and is not to be stored. */
static int criteria_book_tell(const struct ctl *ctl, const struct criteria_source *self,
                              const char *path)
{
    size_t wrong = self->faults.broken + self->faults.wrong;
    if (ctl->is_json) {
        print_faults_json(&self->faults);
    } else {
        criteria_print_faults(&self->faults, path, stdout);
        printf("%s: %zu lỗi, %zu lưu ý\n", path, wrong, self->faults.hints);
    }
    return wrong > 0 ? EXIT_NO : EXIT_DONE;
}

/* ------------------------------------------------------------- files */

static int write_file(const json_t *json, const char *path)
{
    if (criteria_is_book(path)) {
        return book_write(json, path) == ERR_NONE ? EXIT_DONE : ctl_trouble("%s", err_last());
    }
    int code = json_dump_file(json, path, JSON_INDENT(2));
    return code == 0 ? EXIT_DONE : ctl_trouble("%s cannot be written", path);
}

static int export_campaign(const struct ctl *ctl, const char *campaign, const char *out)
{
    json_t *json = NULL;
    struct params *params = params_new();
    params_text(params, campaign);
    int code = answer_json(ctl, &SET, params, &json);
    if (code == EXIT_DONE) {
        code = write_file(json, out);
    } else if (code == EXIT_NO) {
        ctl_trouble("there is no campaign \"%s\"", campaign);
    }
    json_decref(json);
    params_free(&params);
    return code;
}

static int export_set(const struct ctl *ctl, const char *path)
{
    const char *out = ctl_option(ctl, "--out"), *campaign = ctl_option(ctl, "--campaign");
    if (out == NULL || (path == NULL) == (campaign == NULL)) {
        return ctl_trouble("criteria export FILE | --campaign C --out FILE");
    }
    if (campaign != NULL) {
        return export_campaign(ctl, campaign, out);
    }
    struct criteria_source source = criteria_source_open(path);
    int code = source.json != NULL ? write_file(source.json, out) : EXIT_TROUBLE;
    criteria_source_close(&source);
    return code;
}

/* ------------------------------------------------------------- the store */

static int store_set(const struct ctl *ctl, const struct criteria_source *self)
{
    char *text = json_dumps(self->json, JSON_COMPACT);
    json_t *stored = NULL;
    struct params *params = params_new();
    params_text(params, text);
    int code = answer_json(ctl, &IMPORT, params, &stored);
    if (code == EXIT_NO) {
        printf(ctl->is_json ? "{\"fault\":\"version\"}\n"
                            : "Bộ tiêu chí %s phiên bản %d đã có: đặt phiên bản khác\n",
               self->set->code, self->set->version);
    } else if (code == EXIT_DONE) {
        printf(ctl->is_json ? "{\"set\":%lld,\"rows\":%lld}\n"
                            : "Đã nhận bộ tiêu chí %lld, %lld dòng\n",
               answer_number(stored, "set"), answer_number(stored, "rows"));
    }
    json_decref(stored);
    params_free(&params);
    free(text);
    return code;
}

static int import_set(const struct ctl *ctl, const char *path)
{
    struct criteria_source source = criteria_source_open(path);
    const char *out = ctl_option(ctl, "--out");
    int code = EXIT_TROUBLE;
    if (source.json != NULL) {
        bool is_refused = source.faults.broken + source.faults.wrong > 0;
        code = is_refused    ? criteria_book_tell(ctl, &source, path)
               : out != NULL ? write_file(source.json, out)
                             : store_set(ctl, &source);
    }
    criteria_source_close(&source);
    return code;
}

static int check_set(const struct ctl *ctl, const char *path)
{
    struct criteria_source source = criteria_source_open(path);
    int code = source.json != NULL ? criteria_book_tell(ctl, &source, path) : EXIT_TROUBLE;
    criteria_source_close(&source);
    return code;
}

int command_criteria(struct ctl *ctl)
{
    const char *verb = ctl_argument(ctl, 0), *path = ctl_argument(ctl, 1);
    if (verb != NULL && strcmp(verb, "export") == 0) {
        return export_set(ctl, path);
    }
    if (verb != NULL && path != NULL && strcmp(verb, "check") == 0) {
        return check_set(ctl, path);
    }
    if (verb != NULL && path != NULL && strcmp(verb, "import") == 0) {
        return import_set(ctl, path);
    }
    return ctl_trouble("criteria check FILE | import FILE [--out FILE] | export FILE --out FILE");
}
