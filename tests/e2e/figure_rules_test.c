/*
 * figure_rules_test.c — an editor writes a rule across figures, tries it on submitted evidence,
 * turns it on, and submissions get its findings; a unit sees its own figures over time and no
 * others.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/wait.h"

#define RULES  "/api/v1/campaigns/2023/figure-rules"
#define TRIALS "/api/v1/campaigns/2023/figure-rule-trials"
#define SUM_RULE(more) \
    "{\"name\":\"Nữ không quá tổng\",\"severity\":\"error\"," \
    "\"left\":[{\"take\":\"sum\",\"figure\":\"Số nữ\"}],\"compare\":\"at_most\"," \
    "\"right\":[{\"take\":\"piece\",\"figure\":\"Số người\",\"times\":\"2\"}]," \
    "\"message\":\"Nữ cộng lại {left}, chỉ cho phép {right}.\"" more "}"

struct judging {
    const char *name, *day, *women, *wanted;
    char id[37];
    int revision;
};

/* Whether a submission with these two figures, revised each time, gets the rule's finding; "" for
 * none. */
static bool is_judged(void *arg)
{
    struct judging *judging = arg;
    char key[80], revises[100] = "", body[600];
    snprintf(key, sizeof(key), "%s-%d", judging->name, judging->revision);
    if (judging->revision > 0) {
        snprintf(revises, sizeof(revises), "\"id\":\"%s\",\"base_revision\":%d,", judging->id,
                 judging->revision);
    }
    judging->revision++;
    snprintf(body, sizeof(body),
             "{%s\"campaign\":\"2023\",\"unit\":\"U1\",\"criteria\":[\"C1\"],\"kind\":\"other\","
             "\"title\":\"Ngày hội %s\",\"occurred_on\":\"%s\",\"figures\":["
             "{\"name\":\"Số người\",\"value\":\"50\"},{\"name\":\"Số nữ\",\"value\":\"%s\"}]}",
             revises, judging->name, judging->day, judging->women);
    struct http_answer answer = evidence_through(site, "can-bo-1", key, body, judging->id);
    char *findings = json_dumps(json_object_get(answer.json, "findings"), 0);
    bool is_found = strstr(findings, "figure.rule") != NULL;
    bool is_right =
        is_found == (judging->wanted[0] != '\0') && strstr(findings, judging->wanted) != NULL;
    free(findings);
    http_free(&answer);
    return is_right;
}

/* Services read a rule with their next refresh; the test revises the evidence item until then. */
static void expect_judged(const char *name, const char *day, const char *women, const char *wanted)
{
    struct judging judging = {.name = name, .day = day, .women = women, .wanted = wanted};
    if (!wait_until(is_judged, &judging)) {
        fail_msg("%s is never judged as: %s", name, wanted);
    }
}

static void only_an_editor_writes_rules(void **state)
{
    (void)state;
    system_expect(site, "can-bo-1", "PUT", RULES "/nu", SUM_RULE(""),
                  (struct wanted){403, "forbidden"});
    system_expect(site, "uy-ban", "GET", RULES, NULL, (struct wanted){403, "forbidden"});
    system_expect(site, "can-bo-1", "POST", TRIALS, SUM_RULE(""),
                  (struct wanted){403, "forbidden"});
    system_expect(site, "bien-tap", "PUT", "/api/v1/campaigns/1999/figure-rules/nu", SUM_RULE(""),
                  (struct wanted){404, "not_found"});
    system_expect(site, "bien-tap", "DELETE", RULES "/nu", NULL, (struct wanted){404, "not_found"});
}

static void faults_are_reported_with_their_place(void **state)
{
    (void)state;
    system_expect(site, "bien-tap", "PUT", RULES "/nu", "{", (struct wanted){400, "json"});
    system_expect(site, "bien-tap", "PUT", RULES "/nu", SUM_RULE(",\"offf\":true"),
                  (struct wanted){422, "/offf"});
    system_expect(site, "bien-tap", "PUT", RULES "/nu",
                  "{\"name\":\"a\",\"severity\":\"error\",\"left\":[{\"take\":\"number\"}],"
                  "\"compare\":\"under\",\"right\":[],\"message\":\"b\"}",
                  (struct wanted){422, "/left/0"});
}

static void a_rule_is_tried_turned_on_and_finds(void **state)
{
    (void)state;
    expect_judged("thu-1", "2023-05-01", "60", "");
    expect_judged("thu-2", "2023-05-02", "70", "");
    system_expect(site, "bien-tap", "POST", TRIALS, SUM_RULE(""),
                  (struct wanted){200, "\"judged\":2,\"would_fire\":2"});
    system_expect(site, "bien-tap", "POST", TRIALS, SUM_RULE(""),
                  (struct wanted){200, "Nữ cộng lại 130, chỉ cho phép 100."});
    system_expect(site, "bien-tap", "POST", TRIALS, SUM_RULE(",\"kinds\":[\"report\"]"),
                  (struct wanted){200, "\"judged\":0,\"would_fire\":0"});
    system_expect(site, "bien-tap", "PUT", RULES "/nu", SUM_RULE(""),
                  (struct wanted){200, "\"version\": 1"});
    system_expect(site, "bien-tap", "PUT", RULES "/nu", SUM_RULE(""),
                  (struct wanted){200, "\"version\": 1"});
    system_expect(site, "bien-tap", "GET", RULES, NULL, (struct wanted){200, "Biên tập"});
    expect_judged("thu-3", "2023-05-03", "40", "Nữ cộng lại 170, chỉ cho phép 100.");
    system_expect(site, "bien-tap", "PUT", RULES "/nu", SUM_RULE(",\"off\":true"),
                  (struct wanted){200, "\"version\": 2"});
    expect_judged("thu-4", "2023-05-04", "40", "");
    system_expect(site, "bien-tap", "DELETE", RULES "/nu", NULL,
                  (struct wanted){200, "\"removed\": true"});
    system_expect(site, "bien-tap", "GET", RULES, NULL, (struct wanted){200, "\"rules\": []"});
}

/* `part` of figure-rules, with the rule's file where it ends with a blank. */
static void expect_output(const char *part, const char *words)
{
    char *out = NULL;
    char path[300] = "";
    if (part[strlen(part) - 1] == ' ') {
        snprintf(path, sizeof(path), "%s/rule.json", system_directory(site));
    }
    int found = system_ctl(site, &out, "figure-rules %s%s --campaign 2023", part, path);
    if (found != 0 || out == NULL || strstr(out, words) == NULL) {
        fail_msg("minhchung %s: exit %d: %s", part, found, out != NULL ? out : "");
    }
    free(out);
}

static void write_rule(const char *text)
{
    char path[300];
    snprintf(path, sizeof(path), "%s/rule.json", system_directory(site));
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void the_command_line_tries_and_writes_the_same(void **state)
{
    (void)state;
    write_rule(SUM_RULE(""));
    expect_output("try ", "\"would_fire\":4");
    expect_output("set nu ", "\"version\": 4");
    expect_output("list", "Nữ không quá tổng");
    assert_int_equal(system_ctl(site, NULL, "figure-rules list --campaign khong-co"), 1);
    write_rule("{\"name\":\"a\"}");
    assert_int_not_equal(system_ctl(site, NULL, "figure-rules set nu %s/rule.json --campaign 2023",
                                    system_directory(site)),
                         0);
    system_expect(site, "bien-tap", "DELETE", RULES "/nu", NULL,
                  (struct wanted){200, "\"removed\": true"});
}

static void a_unit_sees_its_figures_and_nobody_elses(void **state)
{
    (void)state;
    expect_judged("xem-1", "2023-06-01", "30", "");
    system_expect(site, "can-bo-1", "GET", "/api/v1/campaigns/2023/units/U1/figures", NULL,
                  (struct wanted){200, "too_few"});
    system_expect(site, "can-bo-1", "GET", "/api/v1/campaigns/2023/units/U1/figures", NULL,
                  (struct wanted){200, "Ngày hội xem-1"});
    system_expect(site, "can-bo-2", "GET", "/api/v1/campaigns/2023/units/U1/figures", NULL,
                  (struct wanted){404, "not_found"});
    system_expect(site, "xem", "GET", "/api/v1/campaigns/2023/units/U1/figures", NULL,
                  (struct wanted){404, "not_found"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_an_editor_writes_rules),
        cmocka_unit_test(faults_are_reported_with_their_place),
        cmocka_unit_test(a_rule_is_tried_turned_on_and_finds),
        cmocka_unit_test(the_command_line_tries_and_writes_the_same),
        cmocka_unit_test(a_unit_sees_its_figures_and_nobody_elses),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
