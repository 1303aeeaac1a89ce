/*
 * checks.h — the parts of `minhchung checks`.
 */
#ifndef CTL_CHECKS_H
#define CTL_CHECKS_H

#include <jansson.h>

#include "checks/engine/example.h"
#include "ctl/ctl.h"

int checks_list(struct ctl *ctl);
int checks_handbook(struct ctl *ctl);
int checks_judge(struct ctl *ctl);
int checks_settings(struct ctl *ctl);
int checks_set(struct ctl *ctl);
int checks_try(struct ctl *ctl);

/* Prints the handbook's part on near copies; `quality` is what `make quality` wrote, or NULL. */
void checks_put_curves(const json_t *quality, bool is_html);

/* The Vietnamese word. */
const char *checks_severity_name(Validation__V1__Severity severity);

/* Reads --severity and --parameter; false, after printing why, if they are wrong.  *parameters is
 * JSON, in the arena; *has_severity is false if none was given. */
struct checks_wish {
    struct check_setting setting;
    const char *parameters;
    bool has_severity;
};
bool checks_read_wish(struct ctl *ctl, const struct check *check, struct arena *arena,
                      struct checks_wish *out);
/* The JSON that the API takes. */
json_t *checks_wish_json(const struct checks_wish *wish);
/* The check that the command's second argument names; NULL, after printing why, if there is
 * none. */
const struct check *checks_named(struct ctl *ctl);

#endif
