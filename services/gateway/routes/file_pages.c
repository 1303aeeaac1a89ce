/*
 * file_pages.c — pages of files of evidence and self-inspection reports as pictures, and the words
 * on them with their places: the reader draws them in its cage, so that a phone needs no program
 * for PDF.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "evidence/v1/evidence.pb-c.h"

#include "gateway/request.h"
#include "gateway/routes/file_find.h"
#include "gateway/routes/query.h"

enum { PAGE_MAX = 9999, WIDTH_USUAL = 800 };

struct page_wish {
    size_t page;
    int width; /* 0: the words */
    char tag[HASH_TEXT + 32];
};

/* Few widths, so that few pictures are drawn and kept: the next that is not smaller. */
static int round_width(long width)
{
    static const int WIDTHS[] = {160, 480, 800, 1200, 1600};
    size_t last = sizeof(WIDTHS) / sizeof(WIDTHS[0]) - 1, i = 0;
    while (i < last && WIDTHS[i] < width) {
        i++;
    }
    return WIDTHS[i];
}

/* False, and the request answered. */
static bool take_width(struct request *request, int *width)
{
    const char *text = request_query(request, "width");
    char *end = NULL;
    long number = text != NULL ? strtol(text, &end, 10) : WIDTH_USUAL;
    if (text != NULL && (end == text || *end != '\0' || number < 1 || number > 1600)) {
        request_refuse_as(request, PROBLEM_QUERY_FORMAT, "width");
        return false;
    }
    *width = round_width(number);
    return true;
}

/* ---------------------------------------------------------------- answers */

static void refuse_page(struct request *request, const Evidence__V1__PageDrawn *drawn)
{
    static const struct {
        const char *word;
        enum problem_id id;
    } PROBLEMS[] = {{"kind", PROBLEM_PAGE_KIND},
                    {"encrypted", PROBLEM_PAGE_ENCRYPTED},
                    {"timeout", PROBLEM_PAGE_SLOW},
                    {"damaged", PROBLEM_PAGE_DAMAGED}};
    if (strcmp(drawn->problem, "none") == 0) {
        struct problem problem =
            problem_with(request->arena, PROBLEM_PAGE_NONE, "page",
                         arena_print(request->arena, "%u", (unsigned)drawn->pages));
        request_refuse(request, &problem);
        return;
    }
    for (size_t i = 0; i < sizeof(PROBLEMS) / sizeof(PROBLEMS[0]); i++) {
        if (strcmp(drawn->problem, PROBLEMS[i].word) == 0) {
            request_refuse_as(request, PROBLEMS[i].id, NULL);
            return;
        }
    }
    request_refuse_as(request, PROBLEM_INTERNAL, NULL);
}

/* Four numbers, each with a blank behind it; NULL: they are not there. */
static const char *take_box(const char *line, long box[static 4])
{
    for (size_t i = 0; i < 4; i++) {
        char *end;
        box[i] = strtol(line, &end, 10);
        if (end == line || *end != ' ') {
            return NULL;
        }
        line = end + 1;
    }
    return line;
}

/* The lines "x y width height word". */
static void print_words(struct request *request, struct json *json, const ProtobufCBinaryData *data)
{
    char *lines = arena_text(request->arena, (const char *)data->data, data->len), *rest = NULL;
    json_array_start(json, "words");
    for (char *line = strtok_r(lines, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        long box[4];
        const char *word = take_box(line, box);
        if (word != NULL) {
            json_object_start(json, NULL);
            json_int(json, "x", box[0]);
            json_int(json, "y", box[1]);
            json_int(json, "width", box[2]);
            json_int(json, "height", box[3]);
            json_text(json, "text", word);
            json_object_end(json);
        }
    }
    json_array_end(json);
}

static void answer_words(struct request *request, const Evidence__V1__PageDrawn *drawn)
{
    const struct page_wish *wish = request->state;
    struct json json;
    json_start(&json, &request->answer);
    json_object_start(&json, NULL);
    json_int(&json, "page", (long long)wish->page);
    json_int(&json, "pages", drawn->pages);
    json_int(&json, "width", drawn->width);
    json_int(&json, "height", drawn->height);
    print_words(request, &json, &drawn->data);
    json_object_end(&json);
    request_answer(request, MHD_HTTP_OK);
}

static void answer_picture(struct request *request, const Evidence__V1__PageDrawn *drawn)
{
    bool is_known = drawn == NULL;
    struct MHD_Response *response =
        is_known ? MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT)
                 : MHD_create_response_from_buffer(drawn->data.len, drawn->data.data,
                                                   MHD_RESPMEM_MUST_COPY);
    if (response == NULL) {
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
        return;
    }
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "image/jpeg");
    request_add_header(request, MHD_HTTP_HEADER_CACHE_CONTROL, "private, max-age=600");
    request_add_header(request, "Content-Security-Policy", "default-src 'none'; sandbox");
    if (!is_known) {
        request_add_header(request, "X-Pages",
                           arena_print(request->arena, "%u", (unsigned)drawn->pages));
    }
    request_answer_with(request, is_known ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK, response);
}

static void file_pages_on_drawn(struct request *request, const ProtobufCBinaryData *body)
{
    const struct page_wish *wish = request->state;
    const Evidence__V1__PageDrawn *drawn =
        wire_unpack(request->arena, &evidence__v1__page_drawn__descriptor, body->data, body->len);
    if (drawn == NULL) {
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
    } else if (drawn->problem[0] != '\0') {
        refuse_page(request, drawn);
    } else if (wish->width == 0) {
        answer_words(request, drawn);
    } else {
        answer_picture(request, drawn);
    }
}

/* ---------------------------------------------------------------- questions */

static void ask_page(struct request *request, const struct file_found *file, int width)
{
    struct page_wish *wish = arena_zero(request->arena, sizeof(*wish));
    char hash[HASH_TEXT];
    wish->width = width;
    if (!query_path_number(request, "page", &wish->page)) {
        return;
    }
    if (wish->page > PAGE_MAX) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    request->state = wish;
    snprintf(wish->tag, sizeof(wish->tag), "\"%s-%zu-%d\"", hash_print(&file->hash, hash),
             wish->page, width);
    if (width > 0 && request_is_known(request, wish->tag)) {
        answer_picture(request, NULL);
        return;
    }
    Evidence__V1__DrawPage question = EVIDENCE__V1__DRAW_PAGE__INIT;
    question.hash.data = arena_copy(request->arena, file->hash.bytes, HASH_SIZE);
    question.hash.len = HASH_SIZE;
    question.page = (uint32_t)wish->page;
    question.width = (uint32_t)width;
    request_ask(request, "reader", EVIDENCE__V1__METHOD__METHOD_DRAW_PAGE, &question.base,
                file_pages_on_drawn);
}

static void file_pages_on_picture_file(struct request *request, const struct file_found *file)
{
    int width;
    if (take_width(request, &width)) {
        ask_page(request, file, width);
    }
}

ROUTE("GET", "/api/v1/evidence/{id}/files/{number}/pages/{page}", ROLE_ANY, BODY_NONE,
      route_file_page);
void route_file_page(struct request *request)
{
    file_find(request, file_pages_on_picture_file);
}

static void file_pages_on_words_file(struct request *request, const struct file_found *file)
{
    ask_page(request, file, 0);
}

ROUTE("GET", "/api/v1/evidence/{id}/files/{number}/pages/{page}/words", ROLE_ANY, BODY_NONE,
      route_file_page_words);
void route_file_page_words(struct request *request)
{
    file_find(request, file_pages_on_words_file);
}

ROUTE("GET", "/api/v1/self-reports/{id}/files/{number}/pages/{page}",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR,
      BODY_NONE, route_self_report_page);
void route_self_report_page(struct request *request)
{
    file_find_kept(request, STORE_SELF_REPORT_FILE, file_pages_on_picture_file);
}

ROUTE("GET", "/api/v1/self-reports/{id}/files/{number}/pages/{page}/words",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR,
      BODY_NONE, route_self_report_page_words);
void route_self_report_page_words(struct request *request)
{
    file_find_kept(request, STORE_SELF_REPORT_FILE, file_pages_on_words_file);
}
