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

/* The handbook's part on near copies; `quality` is what `make quality` wrote, or NULL. */
void checks_put_curves(const json_t *quality, bool is_html);

/* Vietnamese. */
const char *checks_severity_name(Validation__V1__Severity severity);

/* What --severity and --parameter say of the check; false (and said so) if they are
 * wrong.  *parameters is JSON, in the arena; *has_severity false: none was given. */
struct checks_wish {
    struct check_setting setting;
    const char *parameters;
    bool has_severity;
};
bool checks_read_wish(struct ctl *ctl, const struct check *check, struct arena *arena,
                      struct checks_wish *out);
/* As the API takes it. */
json_t *checks_wish_json(const struct checks_wish *wish);
/* The check that the command's second argument names; NULL (and said so) if there is none. */
const struct check *checks_named(struct ctl *ctl);

#endif
