/*
 * handbook.c — the handbook of checks from the catalogue: what each looks for, how to fix a
 * finding, and examples.  It uses the tables of the checks themselves; nothing is judged here.
 */
#include <string.h>

#include "base/json.h"
#include "gateway/request.h"
#include "gateway/routes/check_words.h"
#include "members/catalogue.h"

static void write_field(struct json *json, const char *name, const char *value)
{
    if (value != NULL && value[0] != '\0') {
        json_object_start(json, NULL);
        json_text(json, "name", name);
        json_text(json, "value", value);
        json_object_end(json);
    }
}

/* The content of the example submission, in the words of the form. */
static void write_example(struct json *json, const struct example *example)
{
    json_object_start(json, NULL);
    json_bool(json, "fires", example->fires);
    json_array_start(json, "fields");
    write_field(json, "tiêu đề", example->title);
    write_field(json, "ký hiệu", example->symbol);
    write_field(json, "ngày diễn ra", example->occurred_on);
    write_field(json, "liên kết", example->link);
    write_field(json, "nội dung", example->text);
    write_field(json, "tệp", example->file);
    write_field(json, "loại tệp", example->media_type);
    write_field(json, "tình trạng tệp", example->problem);
    write_field(json, "chữ trong tệp", example->file_text);
    write_field(json, "thông tin ảnh", example->facts);
    for (size_t i = 0; i + 1 < FIGURES_SHOWN && example->figures[i] != NULL; i += 2) {
        write_field(json, example->figures[i], example->figures[i + 1]);
    }
    write_field(json, "trùng",
                example->is_copy   ? "minh chứng khác đã nộp nội dung này"
                : example->is_near ? "giống một minh chứng khác"
                                   : NULL);
    json_array_end(json);
    json_object_end(json);
}

static void write_check(struct json *json, const struct check *check)
{
    json_object_start(json, NULL);
    check_words(json, check);
    json_text(json, "kinds", check->kinds);
    json_bool(json, "can_be_tried", catalogue_can_try(check));
    json_array_start(json, "examples");
    for (const struct example *example = check->examples; !example->is_end; example++) {
        write_example(json, example);
    }
    json_array_end(json);
    json_object_end(json);
}

ROUTE("GET", "/api/v1/handbook", ROLE_ANY, BODY_NONE, route_handbook);
void route_handbook(struct request *request)
{
    struct json json;
    json_start(&json, &request->answer);
    json_object_start(&json, NULL);
    json_array_start(&json, "families");
    const struct check_family *family;
    for (size_t f = 0; (family = catalogue_family(f)) != NULL; f++) {
        json_object_start(&json, NULL);
        json_text(&json, "name", family->name);
        json_array_start(&json, "checks");
        for (const struct check *check = family->checks; check->code != NULL; check++) {
            write_check(&json, check);
        }
        json_array_end(&json);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_object_end(&json);
    request_answer_lasting(request);
}
