/*
 * one_papers.h — for a test program of papers: the default system with an inspection round of two
 * units, and the service that makes papers.
 */
#ifndef SUPPORT_ONE_PAPERS_H
#define SUPPORT_ONE_PAPERS_H

#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "support/one_service.h"
#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/system_http.h"
#include "support/zip.h"

#define ROUND    "/api/v1/campaigns/2023/rounds/KT-2023"
#define OK       ((struct wanted){200, ""})
#define ACCEPTED ((struct wanted){202, ""})

static struct one_service papers;

static inline void ask(const char *username, const char *method, const char *path, const char *body,
                       struct wanted wanted)
{
    system_expect(site, username, method, path, body, wanted);
}

/* `option`: one more, or NULL. */
static inline void start_service(const char *option)
{
    char templates[512], files[512];
    snprintf(templates, sizeof(templates), "--papers.templates=%s/papers", getenv("MC_BUILD"));
    snprintf(files, sizeof(files), "--files.root=%s/files", system_directory(site));
    const char *const options[] = {templates, files, "--stage.lease_ms=500", option, NULL};
    one_service_start(&papers, "papers", database_dsn_as(system_database(site), "mc_scoring"),
                      options);
}

static inline void wait_for(const char *condition)
{
    assert_true(database_wait(system_database(site), condition));
}

static inline void wait_made(const char *id, const char *state)
{
    char condition[200];
    snprintf(condition, sizeof(condition),
             "EXISTS (SELECT FROM paper WHERE id = '%s' AND state = '%s')", id, state);
    wait_for(condition);
}

static inline struct http_answer file_of(const char *username, const char *path)
{
    return http_send(system_http(site),
                     &(struct http_request){.path = path, .token = system_token(site, username)});
}

/* A template of one paragraph, sent to `path` ("…?name=…"). */
static inline void send_paragraph(const char *path, const char *text)
{
    char main[1024];
    struct buf docx = {0};
    snprintf(main, sizeof(main),
             "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
             "<w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>",
             text);
    const struct zip_part parts[] = {
        {"[Content_Types].xml",
         "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>", 0},
        {"word/document.xml", main, 0},
        {NULL, NULL, 0}};
    zip_make(parts, &docx);
    struct http_answer answer =
        http_send(system_http(site), &(struct http_request){.path = path,
                                                            .token = system_token(site, "bien-tap"),
                                                            .type = "application/octet-stream",
                                                            .body = docx.data,
                                                            .body_len = docx.len});
    assert_int_equal(answer.status, 202);
    http_free(&answer);
    buf_free(&docx);
}

static inline void plan_round(void)
{
    ask("bien-tap", "PUT", ROUND,
        "{\"seen\":0,\"kind\":\"year_end\",\"form\":\"on_site\",\"title\":\"Kiểm tra năm 2023\","
        "\"symbol\":\"128-KH/UBKTTĐ\",\"dated\":\"2023-10-18\",\"period_from\":\"2023-11-02\","
        "\"period_to\":\"2023-11-10\",\"outline\":\"Hai nội dung:\\nmột, hai\","
        "\"papers\":[\"Sổ đoàn viên\",\"Sổ đoàn phí\"],\"report_due_on\":\"2023-10-30\","
        "\"sample_size\":2,\"sample_by\":\"lot\","
        "\"units\":[\"U1\",\"U2\"]}",
        OK);
    ask("bien-tap", "PUT", ROUND "/teams/1",
        "{\"seen\":0,\"name\":\"Đoàn số 1\",\"members\":[{\"username\":\"kiem-tra\","
        "\"post\":\"head\"}],\"units\":[{\"unit\":\"U1\",\"visited_on\":\"2023-11-02\"},"
        "{\"unit\":\"U2\",\"visited_on\":\"2023-11-03\"}]}",
        OK);
    ask("bien-tap", "POST", ROUND "/steps", "{\"to\":\"issued\"}", OK);
}

/* Before all tests: the round is issued, and the default templates are stored. */
static inline int hold_round(void **state)
{
    int failed = set_up(state);
    plan_round();
    ask("bien-tap", "PUT", ROUND "/papers/11111111-1111-4111-8111-111111111111",
        "{\"kind\":\"plan\"}", (struct wanted){409, "paper.template"});
    one_service_make(&papers);
    start_service(NULL);
    wait_for("(SELECT count(*) FROM paper_template WHERE state = 'good') = 15");
    return failed;
}

static inline int release_round(void **state)
{
    one_service_end(&papers);
    return tear_down(state);
}

/* The round is under way: U1 was visited, and has minutes. */
static inline void visit_unit(void)
{
    ask("bien-tap", "POST", ROUND "/steps", "{\"to\":\"under_way\"}", OK);
    ask("kiem-tra", "PUT", ROUND "/units/U1/minutes",
        "{\"seen\":0,\"held_on\":\"2023-11-02\",\"place\":\"Trụ sở\",\"team\":\"Kiểm tra\","
        "\"unit\":\"Bí thư\",\"text\":\"Đã xem sổ.\"}",
        OK);
    database_run(system_database(site),
                 "INSERT INTO visit_item (round_id, unit_id, key, kind, criterion_id, stake, wrong,"
                 " facts) SELECT v.round_id, v.unit_id, 'missing:C3', 'missing', 103, 10, 0.5, '{}'"
                 " FROM round_visit v JOIN unit u ON u.id = v.unit_id WHERE u.code = 'U1'"
                 " ON CONFLICT DO NOTHING");
}

/* Of all kinds: every path of what a paper would say has a name, and every value its type. */
static inline void expect_named(void)
{
    static const char WRONG[] =
        "WITH RECURSIVE said AS ("
        " SELECT k.kind, paper_data(r, k.kind, CASE WHEN k.subject = 'unit' THEN u.id END) AS data"
        "   FROM paper_kinds() k, inspection_round r, unit u WHERE u.code = 'U1'),"
        " walk AS ("
        " SELECT s.kind, e.key AS path, e.value FROM said s, jsonb_each(s.data) e"
        " UNION ALL"
        " SELECT w.kind, w.path || '.' || e.key, e.value FROM walk w,"
        "   jsonb_array_elements(CASE jsonb_typeof(w.value) WHEN 'array' THEN w.value ELSE '[]' END) m,"
        "   jsonb_each(m) e)"
        " SELECT coalesce(string_agg(DISTINCT w.kind || ' ' || w.path || ' ' || w.value::text, '; '), '')"
        "   FROM walk w LEFT JOIN LATERAL (SELECT x.type FROM paper_words(w.kind) x WHERE x.name = w.path) n ON true"
        "  WHERE n.type IS NULL OR NOT CASE WHEN w.value = 'null' THEN n.type <> 'list'"
        "    WHEN n.type = 'list' THEN jsonb_typeof(w.value) = 'array'"
        "    WHEN n.type = 'picture' THEN w.value ?& '{hash,alt}'"
        "    WHEN n.type = 'number' THEN w.value::text ~ '^\"?-?[0-9]+([.][0-9]+)?\"?$'"
        "    WHEN n.type = 'points' THEN w.value::text ~ '^\"-?[0-9]+([.][0-9]+)?\"$'"
        "    WHEN n.type = 'date' THEN w.value::text ~ '^\"[0-9]{4}-[0-9]{2}-[0-9]{2}\"$'"
        "    WHEN n.type = 'time' THEN w.value::text ~ '^\"[0-9-]{10}T[0-9]{2}:[0-9]{2}\"$'"
        "    ELSE jsonb_typeof(w.value) = 'string' END";
    const char *wrong = database_value(system_database(site), "%s", WRONG);
    if (wrong[0] != '\0') {
        fail_msg("%s", wrong);
    }
}

#endif
