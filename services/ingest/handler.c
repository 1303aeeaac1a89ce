/*
 * handler.c — the door's rules, pure: is this request well formed, and may this
 * account file it?  What the piece says is validation's to judge.
 */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"
#include "evidence/kinds.h"
#include "evidence/limits.h"
#include "evidence/names.h"
#include "ingest/ingest.h"
#include "wire/wire.h"

struct door {
    const struct directory *directory;
    const struct account *account;
    const Evidence__V1__Submission *submission;
    struct arena *arena;
    struct filing *out;
    struct problem *problem;
};

static bool ingest_handler_refuse(struct door *door, enum problem_id id, const char *field)
{
    *door->problem = problem_of(id, field);
    return false;
}

static bool refuse_most(struct door *door, enum problem_id id, const char *field, size_t most)
{
    *door->problem = problem_at_most(door->arena, id, field, most);
    return false;
}

/* Text without control characters but tab and line ends. */
static bool check_text(struct door *door, const char *text, size_t max, const char *field)
{
    size_t len = strlen(text);
    if (text_characters(text, len) > max) {
        return refuse_most(door, PROBLEM_FIELD_TOO_LONG, field, max);
    }
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f) {
            return ingest_handler_refuse(door, PROBLEM_TEXT_CONTROL, field);
        }
    }
    return true;
}

static bool check_texts(struct door *door)
{
    const Evidence__V1__Submission *piece = door->submission;
    const char *title = piece->title;
    if (title[strspn(title, " \t\r\n")] == '\0') {
        return ingest_handler_refuse(door, PROBLEM_FIELD_MISSING, "title");
    }
    return check_text(door, title, EVIDENCE_TITLE_MAX, "title") &&
           check_text(door, piece->document_symbol, EVIDENCE_SYMBOL_MAX, "document_symbol") &&
           check_text(door, piece->link, EVIDENCE_LINK_MAX, "link") &&
           check_text(door, piece->text, EVIDENCE_TEXT_MAX, "text");
}

static bool check_place(struct door *door)
{
    const Evidence__V1__Submission *piece = door->submission;
    const struct campaign *campaign = directory_campaign(door->directory, piece->campaign);
    if (campaign == NULL) {
        return ingest_handler_refuse(
            door, piece->campaign[0] == '\0' ? PROBLEM_FIELD_MISSING : PROBLEM_CAMPAIGN_UNKNOWN,
            "campaign");
    }
    if (!campaign->is_open) {
        return ingest_handler_refuse(door, PROBLEM_CAMPAIGN_CLOSED, "campaign");
    }
    int unit_id = directory_unit(door->directory, piece->unit);
    if (unit_id == 0) {
        return ingest_handler_refuse(
            door, piece->unit[0] == '\0' ? PROBLEM_FIELD_MISSING : PROBLEM_UNIT_UNKNOWN, "unit");
    }
    if (!directory_may_file(door->directory, door->account, unit_id)) {
        return ingest_handler_refuse(door, PROBLEM_UNIT_FORBIDDEN, "unit");
    }
    if (!directory_has_unit(door->directory, campaign->id, unit_id)) {
        return ingest_handler_refuse(door, PROBLEM_UNIT_NOT_ASSESSED, "unit");
    }
    door->out->campaign_id = campaign->id;
    door->out->unit_id = unit_id;
    return true;
}

static bool check_criteria(struct door *door)
{
    const Evidence__V1__Submission *piece = door->submission;
    const struct campaign *campaign = directory_campaign(door->directory, piece->campaign);
    if (piece->n_criteria == 0 || piece->n_criteria > EVIDENCE_CRITERIA_MAX) {
        return refuse_most(door, PROBLEM_CRITERION_COUNT, "criteria", EVIDENCE_CRITERIA_MAX);
    }
    int ids[EVIDENCE_CRITERIA_MAX];
    size_t len = 0;
    for (size_t i = 0; i < piece->n_criteria; i++) {
        ids[i] = directory_criterion(door->directory, campaign->set_id, piece->criteria[i]);
        if (ids[i] == 0) {
            return ingest_handler_refuse(door, PROBLEM_CRITERION_UNKNOWN,
                                         arena_print(door->arena, "criteria[%zu]", i));
        }
        for (size_t j = 0; j < i; j++) {
            if (ids[j] == ids[i]) {
                return refuse_most(door, PROBLEM_CRITERION_COUNT, "criteria",
                                   EVIDENCE_CRITERIA_MAX);
            }
        }
        len += (size_t)snprintf(door->out->criteria + len, sizeof(door->out->criteria) - len,
                                "%c%d", i == 0 ? '{' : ',', ids[i]);
    }
    snprintf(door->out->criteria + len, sizeof(door->out->criteria) - len, "}");
    return true;
}

static bool check_kind(struct door *door)
{
    const char *kind = door->submission->kind;
    door->out->kind = kind;
    return evidence_kind_is_known(kind) ||
           ingest_handler_refuse(
               door, kind[0] == '\0' ? PROBLEM_FIELD_MISSING : PROBLEM_KIND_UNKNOWN, "kind");
}

static bool check_date(struct door *door, const char *text, const char *field, int *out)
{
    date_days date;
    if (text[0] == '\0') {
        return ingest_handler_refuse(door, PROBLEM_FIELD_MISSING, field);
    }
    if (!date_parse(text, &date)) {
        return ingest_handler_refuse(door, PROBLEM_DATE_INVALID, field);
    }
    int year, month, day;
    date_split(date, &year, &month, &day);
    if (year < EVIDENCE_FIRST_YEAR || year > EVIDENCE_LAST_YEAR) {
        return ingest_handler_refuse(door, PROBLEM_DATE_INVALID, field);
    }
    *out = date;
    return true;
}

static bool check_dates(struct door *door)
{
    const Evidence__V1__Submission *piece = door->submission;
    if (!check_date(door, piece->occurred_on, "occurred_on", &door->out->occurred)) {
        return false;
    }
    door->out->received = 0;
    if (piece->received_on[0] == '\0') {
        return true;
    }
    if (!directory_may_backdate(door->account)) {
        return ingest_handler_refuse(door, PROBLEM_RECEIVED_ON_FORBIDDEN, "received_on");
    }
    return check_date(door, piece->received_on, "received_on", &door->out->received);
}

static bool check_figures(struct door *door)
{
    const Evidence__V1__Submission *piece = door->submission;
    if (piece->n_figures > EVIDENCE_FIGURES_MAX) {
        return refuse_most(door, PROBLEM_FIELD_TOO_MANY, "figures", EVIDENCE_FIGURES_MAX);
    }
    for (size_t i = 0; i < piece->n_figures; i++) {
        const Evidence__V1__Figure *figure = piece->figures[i];
        const char *field = arena_print(door->arena, "figures[%zu]", i);
        struct decimal value;
        if (figure->name[0] == '\0') {
            return ingest_handler_refuse(door, PROBLEM_FIELD_MISSING, field);
        }
        if (!check_text(door, figure->name, EVIDENCE_FIGURE_NAME_MAX, field)) {
            return false;
        }
        if (!decimal_parse(figure->value, &value)) {
            return ingest_handler_refuse(door, PROBLEM_FIGURE_INVALID, field);
        }
    }
    return true;
}

static bool check_files(struct door *door)
{
    const Evidence__V1__Submission *piece = door->submission;
    if (piece->n_files > EVIDENCE_FILES_MAX) {
        return refuse_most(door, PROBLEM_FILE_COUNT, "files", EVIDENCE_FILES_MAX);
    }
    struct hash *hashes = arena_alloc(door->arena, (piece->n_files + 1) * sizeof(*hashes));
    for (size_t i = 0; i < piece->n_files; i++) {
        const Evidence__V1__File *file = piece->files[i];
        const char *field = arena_print(door->arena, "files[%zu]", i);
        if (file->hash.len != sizeof(hashes[i].bytes)) {
            return ingest_handler_refuse(door, PROBLEM_FILE_UNKNOWN, field);
        }
        if (file->name[0] == '\0') {
            return ingest_handler_refuse(door, PROBLEM_FIELD_MISSING, field);
        }
        if (strlen(file->name) > EVIDENCE_FILE_NAME_MAX) {
            return ingest_handler_refuse(door, PROBLEM_FILE_NAME, field);
        }
        if (!check_text(door, file->name, EVIDENCE_FILE_NAME_MAX, field)) {
            return false;
        }
        memcpy(hashes[i].bytes, file->hash.data, sizeof(hashes[i].bytes));
    }
    door->out->files = hashes;
    door->out->file_count = piece->n_files;
    return true;
}

static bool check_revision(struct door *door)
{
    const Evidence__V1__Submission *piece = door->submission;
    door->out->is_revision = piece->evidence_id.len > 0;
    if (!door->out->is_revision) {
        return true;
    }
    if (!wire_get_uuid(&piece->evidence_id, &door->out->evidence_id) || piece->base_revision == 0 ||
        piece->base_revision > EVIDENCE_REVISION_MAX) {
        return ingest_handler_refuse(door, PROBLEM_REVISION_CONFLICT, "base_revision");
    }
    door->out->base_revision = (int)piece->base_revision;
    return true;
}

bool filing_make(const struct directory *directory, uint32_t account_id,
                 Evidence__V1__Submit *submit, struct arena *arena, struct filing *out,
                 struct problem *problem)
{
    memset(out, 0, sizeof(*out));
    struct door door = {.directory = directory,
                        .account = directory_account(directory, account_id),
                        .submission = submit->submission,
                        .arena = arena,
                        .out = out,
                        .problem = problem};
    size_t key_len = strlen(submit->idempotency_key);
    if (submit->submission == NULL) {
        return ingest_handler_refuse(&door, PROBLEM_REQUEST_INVALID, "submission");
    }
    if (key_len == 0 || key_len > EVIDENCE_KEY_MAX) {
        return ingest_handler_refuse(&door, PROBLEM_KEY_INVALID, "idempotency_key");
    }
    if (door.account == NULL) {
        return ingest_handler_refuse(&door, PROBLEM_UNIT_FORBIDDEN, "unit");
    }
    if (!check_place(&door) || !check_criteria(&door) || !check_kind(&door) ||
        !check_texts(&door) || !check_dates(&door) || !check_figures(&door) ||
        !check_files(&door) || !check_revision(&door)) {
        return false;
    }
    struct wire_bytes body = wire_pack(arena, &submit->submission->base);
    out->account_id = door.account->id;
    out->title = submit->submission->title;
    out->id = out->trace = evidence_submission_id(account_id, submit->idempotency_key);
    out->message_id = uuid_new();
    out->body = body.data;
    out->body_len = body.len;
    out->body_hash = hash_of(body.data, body.len);
    return true;
}
