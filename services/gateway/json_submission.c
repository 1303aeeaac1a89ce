/*
 * json_submission.c — from JSON to evidence.v1.Submission.
 */
#include <string.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/hash.h"
#include "base/uuid.h"
#include "evidence/kinds.h"
#include "evidence/limits.h"
#include "text/amount.h"

#include "gateway/json_bodies.h"

/* A list is stored as a count and the pointers behind it. */
#define LIST_OF(name) \
    _Static_assert(offsetof(Evidence__V1__Submission, name) == \
                       offsetof(Evidence__V1__Submission, n_##name) + sizeof(size_t), \
                   "protobuf-c puts the elements behind their count")
LIST_OF(criteria);
LIST_OF(figures);
LIST_OF(files);
LIST_OF(cites);

static bool looks_like_date(const char *text)
{
    for (size_t i = 0; i < DATE_TEXT - 1; i++) {
        bool is_right = i == 4 || i == 7 ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
        if (!is_right) {
            return false;
        }
    }
    return text[DATE_TEXT - 1] == '\0';
}

static bool take_date(const struct json_at *at)
{
    date_days date;
    int year, month, day;
    if (!json_take_text(at)) {
        return false;
    }
    if (!looks_like_date(json_string_value(at->value))) {
        return json_in_refuse(at, PROBLEM_DATE_FORMAT);
    }
    if (!date_parse(json_string_value(at->value), &date)) {
        return json_in_refuse(at, PROBLEM_DATE_INVALID);
    }
    date_split(date, &year, &month, &day);
    return (year >= EVIDENCE_FIRST_YEAR && year <= EVIDENCE_LAST_YEAR) ||
           json_in_refuse(at, PROBLEM_DATE_INVALID);
}

static ProtobufCBinaryData keep_bytes(struct arena *arena, const void *data, size_t len)
{
    return (ProtobufCBinaryData){.len = len, .data = arena_copy(arena, data, len)};
}

static bool take_id(const struct json_at *at)
{
    const char *text = json_string_value(at->value);
    struct uuid id;
    if (text == NULL || !uuid_parse(text, &id)) {
        return json_in_refuse(at, text != NULL ? PROBLEM_ID_FORMAT : PROBLEM_JSON_TYPE);
    }
    *(ProtobufCBinaryData *)at->into = keep_bytes(at->arena, id.bytes, sizeof(id.bytes));
    return true;
}

static bool take_revision(const struct json_at *at)
{
    json_int_t number = json_integer_value(at->value);
    if (!json_is_integer(at->value)) {
        return json_in_refuse(at, PROBLEM_JSON_TYPE);
    }
    *(uint32_t *)at->into = (uint32_t)number;
    return (number > 0 && number <= EVIDENCE_REVISION_MAX) ||
           json_in_refuse(at, PROBLEM_REVISION_BASE);
}

/* A kept file has no name here: the route finds it in the earlier revisions. */
static bool take_kept_file(const struct json_at *at)
{
    const char *text = json_string_value(at->value);
    struct hash hash;
    if (text == NULL || !hash_parse(text, &hash)) {
        return json_in_refuse(at, text != NULL ? PROBLEM_FILE_KEPT : PROBLEM_JSON_TYPE);
    }
    Evidence__V1__File *file = arena_alloc(at->arena, sizeof(*file));
    evidence__v1__file__init(file);
    file->hash = keep_bytes(at->arena, hash.bytes, sizeof(hash.bytes));
    *(Evidence__V1__File **)at->into = file;
    return true;
}

/* Text is read as users write numbers; ingest stores the value.  A JSON number must be an integer:
 * one with a decimal point has been through binary floating point before it is read here. */
static bool take_amount(const struct json_at *at)
{
    struct decimal decimal;
    const char *text = json_string_value(at->value);
    if (json_is_integer(at->value)) {
        text = arena_print(at->arena, "%lld", (long long)json_integer_value(at->value));
    } else if (text == NULL && !json_is_real(at->value)) {
        return json_in_refuse(at, PROBLEM_JSON_TYPE);
    }
    enum amount amount = text != NULL && strlen(text) <= EVIDENCE_FIGURE_VALUE_MAX
                             ? amount_read(at->arena, "", text, &decimal)
                             : AMOUNT_NONE;
    if (amount == AMOUNT_DOUBTFUL) {
        *at->problem = problem_with(at->arena, PROBLEM_FIGURE_DOUBTFUL, at->place, text);
        return false;
    }
    if (amount != AMOUNT_READ) {
        return json_in_refuse(at, PROBLEM_DECIMAL_FORMAT);
    }
    *(char **)at->into = arena_text(at->arena, text, strlen(text));
    return true;
}

static bool take_figure(const struct json_at *at)
{
    static const struct json_field FIGURE[] = {{"name", json_take_text, .need = JSON_REQUIRED,
                                                .into = offsetof(Evidence__V1__Figure, name),
                                                .most = EVIDENCE_FIGURE_NAME_MAX},
                                               {"value", take_amount, .need = JSON_REQUIRED,
                                                .into = offsetof(Evidence__V1__Figure, value)},
                                               {.name = NULL}};
    const struct json_field whole = {.of = FIGURE};
    Evidence__V1__Figure *figure = arena_alloc(at->arena, sizeof(*figure));
    struct json_at inside = *at;
    evidence__v1__figure__init(figure);
    *(Evidence__V1__Figure **)at->into = figure;
    inside.field = &whole;
    inside.into = figure;
    return json_take_object(&inside);
}

static bool take_place_number(const struct json_at *at)
{
    json_int_t number = json_integer_value(at->value);
    if (!json_is_integer(at->value)) {
        return json_in_refuse(at, PROBLEM_JSON_TYPE);
    }
    *(uint32_t *)at->into = (uint32_t)number;
    return (number > 0 && number <= EVIDENCE_PAGE_MAX) || json_in_refuse(at, PROBLEM_CITE_PLACE);
}

static bool take_cite(const struct json_at *at)
{
    static const struct json_field CITE[] = {
        {"file", take_place_number, .need = JSON_REQUIRED,
         .into = offsetof(Evidence__V1__Cite, file)},
        {"page", take_place_number, .into = offsetof(Evidence__V1__Cite, page)},
        {"section", json_take_text, .into = offsetof(Evidence__V1__Cite, section),
         .most = EVIDENCE_SECTION_MAX},
        {.name = NULL}};
    const struct json_field whole = {.of = CITE};
    Evidence__V1__Cite *cite = arena_alloc(at->arena, sizeof(*cite));
    struct json_at inside = *at;
    evidence__v1__cite__init(cite);
    *(Evidence__V1__Cite **)at->into = cite;
    inside.field = &whole;
    inside.into = cite;
    return json_take_object(&inside);
}

static bool take_upload_id(const struct json_at *at)
{
    const char *text = json_string_value(at->value);
    return (text != NULL && uuid_parse(text, at->into)) ||
           json_in_refuse(at, text != NULL ? PROBLEM_ID_FORMAT : PROBLEM_JSON_TYPE);
}

static bool take_upload(const struct json_at *at)
{
    static const struct json_field UPLOAD[] = {
        {"id", take_upload_id, .need = JSON_REQUIRED, .into = offsetof(struct json_in_upload, id)},
        {"caption", json_take_any_text, .into = offsetof(struct json_in_upload, caption),
         .most = EVIDENCE_CAPTION_MAX},
        {.name = NULL}};
    static char no_caption[] = "";
    const struct json_field whole = {.of = UPLOAD};
    struct json_in_upload *upload = arena_zero(at->arena, sizeof(*upload));
    struct json_at inside = *at;
    upload->caption = no_caption;
    *(struct json_in_upload **)at->into = upload;
    inside.field = &whole;
    inside.into = upload;
    return json_take_object(&inside);
}

#define INTO(member) offsetof(Evidence__V1__Submission, member)

static const struct json_field CODE = {.take = json_take_code};
static const struct json_field ONE_FIGURE = {.take = take_figure};
static const struct json_field UPLOAD = {.take = take_upload};
static const struct json_field KEPT_FILE = {.take = take_kept_file};
static const struct json_field ONE_CITE = {.take = take_cite};

const struct json_field JSON_IN_SUBMISSION[] = {
    {"campaign", json_take_code, .need = JSON_REQUIRED, .into = INTO(campaign)},
    {"unit", json_take_code, .need = JSON_REQUIRED, .into = INTO(unit)},
    {"criteria", json_take_list, .need = JSON_REQUIRED, .into = INTO(n_criteria),
     .most = EVIDENCE_CRITERIA_MAX, .of = &CODE, .unless = PROBLEM_CRITERION_COUNT},
    {"kind", json_take_word, .need = JSON_REQUIRED, .into = INTO(kind), .words = EVIDENCE_KINDS,
     .unless = PROBLEM_KIND_UNKNOWN},
    {"title", json_take_text, .need = JSON_REQUIRED, .into = INTO(title),
     .most = EVIDENCE_TITLE_MAX},
    {"occurred_on", take_date, .need = JSON_REQUIRED, .into = INTO(occurred_on)},
    {"document_symbol", json_take_text, .into = INTO(document_symbol), .most = EVIDENCE_SYMBOL_MAX},
    {"link", json_take_text, .into = INTO(link), .most = EVIDENCE_LINK_MAX},
    {"text", json_take_text, .into = INTO(text), .most = EVIDENCE_TEXT_MAX},
    {"figures", json_take_list, .into = INTO(n_figures), .most = EVIDENCE_FIGURES_MAX,
     .of = &ONE_FIGURE},
    {"id", take_id, .into = INTO(evidence_id)},
    {"base_revision", take_revision, .into = INTO(base_revision)},
    {"keep_files", json_take_list, .into = INTO(n_files), .most = EVIDENCE_FILES_MAX,
     .of = &KEPT_FILE, .unless = PROBLEM_FILE_COUNT},
    {"cites", json_take_any_list, .into = INTO(n_cites), .most = EVIDENCE_CITES_MAX,
     .of = &ONE_CITE},
    {"uploads", json_take_list, .into = offsetof(struct json_in_filing, uploads.count),
     .most = EVIDENCE_FILES_MAX, .of = &UPLOAD, .unless = PROBLEM_FILE_COUNT},
    {"made_at", json_take_moment, .into = INTO(made_at)},
    {"received_on", take_date, .into = INTO(received_on)},
    {"received_ground", json_take_text, .into = INTO(received_ground), .most = EVIDENCE_GROUND_MAX},
    {"ground", json_take_text, .into = INTO(ground), .most = EVIDENCE_GROUND_MAX},
    {.name = NULL}};

#define WANTED(member) offsetof(struct json_in_proposal, member)

const struct json_field JSON_IN_PROPOSAL[] = {
    {"campaign", json_take_code, .need = JSON_REQUIRED, .into = WANTED(campaign)},
    {"unit", json_take_code, .need = JSON_REQUIRED, .into = WANTED(unit)},
    {"uploads", json_take_any_list, .into = WANTED(uploads.count), .most = EVIDENCE_FILES_MAX,
     .of = &UPLOAD, .unless = PROBLEM_FILE_COUNT},
    {"link", json_take_any_text, .into = WANTED(link), .most = EVIDENCE_LINK_MAX},
    {.name = NULL}};

/* Rules that span several fields. */
static bool json_submission_fits(const Evidence__V1__Submission *self, bool may_date_back,
                                 struct problem *problem)
{
    bool has_id = self->evidence_id.len > 0, has_base = self->base_revision > 0;
    if (self->received_on[0] != '\0' && !may_date_back) {
        *problem = problem_of(PROBLEM_RECEIVED_ON_FORBIDDEN, "received_on");
        return false;
    }
    if (self->received_on[0] != '\0' && self->received_ground[0] == '\0') {
        *problem = problem_of(PROBLEM_RECEIVED_ON_GROUND, "received_ground");
        return false;
    }
    if (has_id != has_base || (self->n_files > 0 && !has_id)) {
        *problem = problem_of(PROBLEM_REVISION_BASE, has_id ? "base_revision" : "id");
        return false;
    }
    return true;
}

bool json_in_submission(struct arena *arena, struct wire_bytes body, bool may_date_back,
                        Evidence__V1__Submission **out, struct problem *problem)
{
    struct json_in_filing *filing = arena_zero(arena, sizeof(*filing));
    *out = &filing->submission;
    evidence__v1__submission__init(*out);
    return json_in_read(arena, body, JSON_IN_SUBMISSION, *out, problem) &&
           json_submission_fits(*out, may_date_back, problem);
}
