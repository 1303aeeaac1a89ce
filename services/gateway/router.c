/*
 * router.c — the table of routes and how a path is matched against it.
 */
#include "gateway/router.h"

#include <stdio.h>
#include <string.h>

#include "gateway/auth.h"
#include "gateway/routes/routes.h"
#include "gateway/static.h"

enum {
    ROLES_ASSESSING =
        ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE
};
enum { ROLES_ANSWERING = ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR };
enum { ROLES_FILING = ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_ADMIN };
enum { ROLES_COUNTING = ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM };

/* The busiest first: the table is searched from the top. */
static const struct route ROUTES[] = {
    {"POST", "/api/v1/evidence", ROLES_FILING, BODY_EITHER, route_evidence_submit},
    {"GET", "/api/v1/evidence", ROLE_ANY, BODY_NONE, route_evidence_list},
    {"GET", "/api/v1/evidence/{id}", ROLE_ANY, BODY_NONE, route_evidence_one},
    {"POST", "/api/v1/evidence/{id}/findings/{finding}/answers", ROLES_ANSWERING, BODY_JSON,
     route_finding_answer},
    {"GET", "/api/v1/evidence/{id}/files/{number}", ROLE_ANY, BODY_NONE, route_evidence_file},
    {"POST", "/api/v1/login", 0, BODY_JSON, route_login},
    {"POST", "/api/v1/logout", ROLE_ANY, BODY_NONE, route_logout},
    {"GET", "/api/v1/session", ROLE_ANY, BODY_NONE, route_session},
    {"POST", "/api/v1/imports", ROLES_FILING, BODY_MULTIPART, route_import_start},
    {"GET", "/api/v1/imports/{id}", ROLE_ANY, BODY_NONE, route_import_one},
    {"GET", "/api/v1/campaigns", ROLE_ANY, BODY_NONE, route_campaign_list},
    {"GET", "/api/v1/campaigns/{code}", ROLE_ANY, BODY_NONE, route_campaign_one},
    {"GET", "/api/v1/campaigns/{code}/scoreboard", ROLE_ANY, BODY_NONE, route_scoreboard},
    {"GET", "/api/v1/campaigns/{code}/sensitivity", ROLE_ANY, BODY_NONE, route_sensitivity},
    {"GET", "/api/v1/campaigns/{code}/findings", ROLE_ANY, BODY_NONE, route_finding_list},
    {"GET", "/api/v1/campaigns/{code}/findings/summary", ROLE_ANY, BODY_NONE,
     route_finding_summary},
    {"GET", "/api/v1/campaigns/{code}/pace", ROLE_ANY, BODY_NONE, route_pace},
    {"GET", "/api/v1/campaigns/{code}/cadence", ROLE_ANY, BODY_NONE, route_cadence},
    {"POST", "/api/v1/campaigns/{code}/posts", ROLES_FILING, BODY_FILE, route_posts_import},
    {"PUT", "/api/v1/campaigns/{code}/posts/mapping", ROLE_EDITOR, BODY_JSON, route_posts_mapping},
    {"GET", "/api/v1/campaigns/{code}/units/{unit}/posts", ROLE_ANY, BODY_NONE, route_unit_posts},
    {"DELETE", "/api/v1/posts/{id}", ROLES_FILING, BODY_NONE, route_post_remove},
    {"GET", "/api/v1/units/{code}/feeds", ROLE_ANY, BODY_NONE, route_feed_list},
    {"POST", "/api/v1/units/{code}/feeds", ROLES_FILING, BODY_JSON, route_feed_put},
    {"DELETE", "/api/v1/units/{code}/feeds/{feed}", ROLES_FILING, BODY_NONE, route_feed_remove},
    {"GET", "/api/v1/campaigns/{code}/units/{unit}", ROLE_ANY, BODY_NONE, route_unit},
    {"GET", "/api/v1/campaigns/{code}/units/{unit}/receipt", ROLE_ANY, BODY_NONE,
     route_receipt_unit},
    {"GET", "/api/v1/campaigns/{code}/units/{unit}/gains", ROLE_ANY, BODY_NONE, route_gains},
    {"GET", "/api/v1/campaigns/{code}/units/{unit}/criteria/{criterion}/receipt", ROLE_ANY,
     BODY_NONE, route_receipt},
    {"GET", "/api/v1/campaigns/{code}/checks", ROLE_ANY, BODY_NONE, route_check_list},
    {"PUT", "/api/v1/campaigns/{code}/checks/{check}", ROLE_EDITOR, BODY_JSON, route_check_set},
    {"POST", "/api/v1/campaigns/{code}/checks/{check}/trials", ROLE_EDITOR, BODY_JSON,
     route_trial_order},
    {"GET", "/api/v1/trials/{id}", ROLE_EDITOR, BODY_NONE, route_trial_one},
    {"GET", "/api/v1/handbook", ROLE_ANY, BODY_NONE, route_handbook},
    {"GET", "/api/v1/campaigns/{code}/units/{unit}/members", ROLE_ANY, BODY_NONE,
     route_unit_members},
    {"POST", "/api/v1/campaigns/{code}/units/{unit}/members/imports", ROLES_COUNTING, BODY_EXPORT,
     route_members_upload},
    {"GET", "/api/v1/campaigns/{code}/units/{unit}/members/imports/{id}", ROLE_ANY, BODY_NONE,
     route_members_import},
    {"PUT", "/api/v1/campaigns/{code}/units/{unit}/members/imports/{id}", ROLES_COUNTING,
     BODY_JSON, route_members_map},
    {"GET", "/api/v1/campaigns/{code}/units/{unit}/figures", ROLE_ANY, BODY_NONE,
     route_unit_figures},
    {"GET", "/api/v1/campaigns/{code}/figure-rules", ROLE_EDITOR, BODY_NONE,
     route_figure_rule_list},
    {"PUT", "/api/v1/campaigns/{code}/figure-rules/{rule}", ROLE_EDITOR, BODY_JSON,
     route_figure_rule_put},
    {"DELETE", "/api/v1/campaigns/{code}/figure-rules/{rule}", ROLE_EDITOR, BODY_NONE,
     route_figure_rule_remove},
    {"POST", "/api/v1/campaigns/{code}/figure-rule-trials", ROLE_EDITOR, BODY_JSON,
     route_figure_rule_try},
    {"GET", "/api/v1/campaigns/{code}/assessments", ROLE_ANY, BODY_NONE, route_assessment_list},
    {"GET", "/api/v1/campaigns/{code}/differences", ROLE_ANY, BODY_NONE, route_differences},
    {"GET", "/api/v1/campaigns/{code}/units/{unit}/assessment", ROLE_ANY, BODY_NONE,
     route_assessment_one},
    {"PUT", "/api/v1/campaigns/{code}/units/{unit}/scores/{body}", ROLES_ASSESSING, BODY_JSON,
     route_scores_say},
    {"POST", "/api/v1/campaigns/{code}/units/{unit}/steps", ROLES_ASSESSING, BODY_JSON,
     route_assessment_step},
    {"POST", "/api/v1/campaigns/{code}/publish", ROLE_COMMITTEE, BODY_NONE, route_publish},
    {"GET", "/api/v1/campaigns/{code}/publication", ROLE_ANY, BODY_NONE, route_publication_one},
    {"GET", "/api/v1/inbox", ROLE_ANY, BODY_NONE, route_inbox},
    {"GET", "/api/v1/cadres", ROLE_ANY, BODY_NONE, route_cadres},
    {"GET", "/api/v1/units", ROLE_ANY, BODY_NONE, route_units},
    {"GET", "/api/v1/units/{code}/history", ROLE_ANY, BODY_NONE, route_unit_history},
    {"GET", "/api/v1/units/{code}/sites", ROLE_ANY, BODY_NONE, route_unit_sites},
    {"PUT", "/api/v1/units/{code}/sites", ROLE_EDITOR | ROLE_ADMIN, BODY_JSON,
     route_unit_sites_set},
    {"GET", "/api/v1/evidence/{id}/page", ROLE_ANY, BODY_NONE, route_evidence_page},
    {"GET", "/api/v1/campaigns/{code}/recast", ROLE_ANY, BODY_NONE, route_recast},
    {"POST", "/api/v1/inbox/{id}/read", ROLE_ANY, BODY_NONE, route_inbox_read},
    {"GET", "/api/v1/events", ROLE_ANY, BODY_NONE, route_events},
    {"GET", "/api/v1/openapi.json", 0, BODY_NONE, route_openapi},
    {"GET", "/healthz", 0, BODY_NONE, route_health},
    {"GET", "/readyz", 0, BODY_NONE, route_ready},
    {"GET", "/metrics", 0, BODY_NONE, route_metrics},
};

enum { ROUTE_COUNT = sizeof(ROUTES) / sizeof(ROUTES[0]) };

const struct route ROUTER_PAGE = {"GET", "/*", 0, BODY_NONE, static_answer};

const struct route *router_at(size_t index)
{
    return index < ROUTE_COUNT ? &ROUTES[index] : NULL;
}

static size_t segment_len(const char *at)
{
    return strcspn(at, "/");
}

/* Whether the path fits, and where what stands for the names begins. */
static bool fits(const char *pattern, const char *url, const char **starts)
{
    size_t found = 0;
    while (*pattern == '/' && *url == '/') {
        pattern++;
        url++;
        size_t pattern_len = segment_len(pattern);
        size_t url_len = segment_len(url);
        if (*pattern == '{') {
            if (url_len == 0) {
                return false;
            }
            starts[found++] = url;
        } else if (pattern_len != url_len || memcmp(pattern, url, url_len) != 0) {
            return false;
        }
        pattern += pattern_len;
        url += url_len;
    }
    return *pattern == '\0' && *url == '\0';
}

static void cut(const char **starts, const char *url, struct route_match *match)
{
    for (size_t i = 0; i < ROUTE_SEGMENTS; i++) {
        match->segments[i] = "";
        if (starts[i] != NULL) {
            char *segment = match->url + (starts[i] - url);
            segment[segment_len(segment)] = '\0';
            match->segments[i] = segment;
        }
    }
}

static void allow(struct route_match *match, const char *method)
{
    size_t len = strlen(match->allow);
    snprintf(match->allow + len, sizeof(match->allow) - len, "%s%s", len > 0 ? ", " : "", method);
}

const struct route *router_find(const char *method, const char *url, struct route_match *match)
{
    match->allow[0] = '\0';
    size_t len = strlen(url);
    if (len >= ROUTE_URL_MAX) {
        return NULL;
    }
    if (strcmp(method, "HEAD") == 0) {
        method = "GET";
    }
    for (size_t i = 0; i < ROUTE_COUNT; i++) {
        const char *starts[ROUTE_SEGMENTS] = {NULL};
        if (!fits(ROUTES[i].path, url, starts)) {
            continue;
        }
        if (strcmp(ROUTES[i].method, method) == 0) {
            memcpy(match->url, url, len + 1);
            cut(starts, url, match);
            return &ROUTES[i];
        }
        allow(match, ROUTES[i].method);
    }
    return NULL;
}

bool router_is_page(const char *url)
{
    return strncmp(url, "/api/", 5) != 0 && strcmp(url, "/api") != 0 && strlen(url) < ROUTE_URL_MAX;
}
