/*
 * handler.c — the rules of admission, pure: is this request well formed, and may this account
 * submit it? Validation judges the content.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "evidence/kinds.h"
#include "evidence/limits.h"
#include "evidence/names.h"
#include "ingest/ingest.h"
#include "text/amount.h"
#include "wire/wire.h"

struct admission {
    const struct directory *directory;
    const struct account *account;
    struct filer filer;
    const Evidence__V1__Submission *submission;
    struct arena *arena;
    struct filing *out;
    struct problem *problem;
};

static bool ingest_handler_refuse(struct admission *admission, enum problem_id id,
                                  const char *field)
{
    *admission->problem = problem_of(id, field);
    return false;
}

static bool refuse_most(struct admission *admission, enum problem_id id, const char *field,
                        size_t most)
{
    *admission->problem = problem_at_most(admission->arena, id, field, most);
    return false;
}

/* Text without control characters but tab and line ends. */
static bool check_text(struct admission *admission, const char *text, size_t max, const char *field)
{
    size_t len = strlen(text);
    if (text_characters(text, len) > max) {
        return refuse_most(admission, PROBLEM_FIELD_TOO_LONG, field, max);
    }
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f) {
            return ingest_handler_refuse(admission, PROBLEM_TEXT_CONTROL, field);
        }
    }
    return true;
}

static bool check_texts(struct admission *admission)
{
    const Evidence__V1__Submission *submission = admission->submission;
    const char *title = submission->title;
    if (title[strspn(title, " \t\r\n")] == '\0') {
        return ingest_handler_refuse(admission, PROBLEM_FIELD_MISSING, "title");
    }
    return check_text(admission, title, EVIDENCE_TITLE_MAX, "title") &&
           check_text(admission, submission->document_symbol, EVIDENCE_SYMBOL_MAX,
                      "document_symbol") &&
           check_text(admission, submission->link, EVIDENCE_LINK_MAX, "link") &&
           check_text(admission, submission->text, EVIDENCE_TEXT_MAX, "text") &&
           check_text(admission, submission->ground, EVIDENCE_GROUND_MAX, "ground") &&
           check_text(admission, submission->received_ground, EVIDENCE_GROUND_MAX,
                      "received_ground");
}

/* A system submits by an access key that permits it. */
static bool check_access(struct admission *admission)
{
    if (!directory_is_system(admission->account)) {
        return true;
    }
    const struct access_key *key = directory_access_key(admission->directory, admission->filer);
    if (key != NULL && key->last_day >= date_of_us(clock_wall_us())) {
        return true;
    }
    *admission->problem =
        problem_with(admission->arena, PROBLEM_SCOPE_AREA, "", "nộp minh chứng (evidence:write)");
    return false;
}

static bool check_unit(struct admission *admission, int unit_id)
{
    const struct directory *directory = admission->directory;
    if (!directory_is_system(admission->account)) {
        return directory_may_file(directory, admission->account, unit_id) ||
               ingest_handler_refuse(admission, PROBLEM_UNIT_FORBIDDEN, "unit");
    }
    const struct access_key *key = directory_access_key(directory, admission->filer);
    if (key == NULL || !directory_covers(directory, key, unit_id)) {
        *admission->problem =
            problem_with(admission->arena, PROBLEM_SCOPE_UNIT, "unit", admission->submission->unit);
        return false;
    }
    return true;
}

static bool check_place(struct admission *admission)
{
    const Evidence__V1__Submission *submission = admission->submission;
    const struct campaign *campaign =
        directory_campaign(admission->directory, submission->campaign);
    if (campaign == NULL) {
        return ingest_handler_refuse(admission,
                                     submission->campaign[0] == '\0' ? PROBLEM_FIELD_MISSING
                                                                     : PROBLEM_CAMPAIGN_UNKNOWN,
                                     "campaign");
    }
    if (!campaign->is_open) {
        return ingest_handler_refuse(admission, PROBLEM_CAMPAIGN_CLOSED, "campaign");
    }
    int unit_id = directory_unit(admission->directory, submission->unit);
    if (unit_id == 0) {
        return ingest_handler_refuse(
            admission, submission->unit[0] == '\0' ? PROBLEM_FIELD_MISSING : PROBLEM_UNIT_UNKNOWN,
            "unit");
    }
    if (!check_unit(admission, unit_id)) {
        return false;
    }
    if (directory_needs_ground(admission->account) && submission->ground[0] == '\0') {
        return ingest_handler_refuse(admission, PROBLEM_GROUND_MISSING, "ground");
    }
    if (!directory_has_unit(admission->directory, campaign->id, unit_id)) {
        return ingest_handler_refuse(admission, PROBLEM_UNIT_NOT_ASSESSED, "unit");
    }
    admission->out->campaign_id = campaign->id;
    admission->out->unit_id = unit_id;
    return true;
}

static bool check_criteria(struct admission *admission)
{
    const Evidence__V1__Submission *submission = admission->submission;
    const struct campaign *campaign =
        directory_campaign(admission->directory, submission->campaign);
    if (submission->n_criteria == 0 || submission->n_criteria > EVIDENCE_CRITERIA_MAX) {
        return refuse_most(admission, PROBLEM_CRITERION_COUNT, "criteria", EVIDENCE_CRITERIA_MAX);
    }
    int ids[EVIDENCE_CRITERIA_MAX];
    size_t len = 0;
    for (size_t i = 0; i < submission->n_criteria; i++) {
        ids[i] =
            directory_criterion(admission->directory, campaign->set_id, submission->criteria[i]);
        if (ids[i] == 0) {
            return ingest_handler_refuse(admission, PROBLEM_CRITERION_UNKNOWN,
                                         arena_print(admission->arena, "criteria[%zu]", i));
        }
        for (size_t j = 0; j < i; j++) {
            if (ids[j] == ids[i]) {
                return refuse_most(admission, PROBLEM_CRITERION_COUNT, "criteria",
                                   EVIDENCE_CRITERIA_MAX);
            }
        }
        len +=
            (size_t)snprintf(admission->out->criteria + len, sizeof(admission->out->criteria) - len,
                             "%c%d", i == 0 ? '{' : ',', ids[i]);
    }
    snprintf(admission->out->criteria + len, sizeof(admission->out->criteria) - len, "}");
    return true;
}

static bool check_kind(struct admission *admission)
{
    const char *kind = admission->submission->kind;
    admission->out->kind = kind;
    return evidence_kind_is_known(kind) ||
           ingest_handler_refuse(
               admission, kind[0] == '\0' ? PROBLEM_FIELD_MISSING : PROBLEM_KIND_UNKNOWN, "kind");
}

static bool check_date(struct admission *admission, const char *text, const char *field, int *out)
{
    date_days date;
    if (text[0] == '\0') {
        return ingest_handler_refuse(admission, PROBLEM_FIELD_MISSING, field);
    }
    if (!date_parse(text, &date)) {
        return ingest_handler_refuse(admission, PROBLEM_DATE_INVALID, field);
    }
    int year, month, day;
    date_split(date, &year, &month, &day);
    if (year < EVIDENCE_FIRST_YEAR || year > EVIDENCE_LAST_YEAR) {
        return ingest_handler_refuse(admission, PROBLEM_DATE_INVALID, field);
    }
    *out = date;
    return true;
}

static bool check_dates(struct admission *admission)
{
    const Evidence__V1__Submission *submission = admission->submission;
    if (submission->made_at[0] != '\0') {
        if (!date_is_moment(submission->made_at)) {
            return ingest_handler_refuse(admission, PROBLEM_MOMENT_FORMAT, "made_at");
        }
        admission->out->made_at = submission->made_at;
    }
    if (!check_date(admission, submission->occurred_on, "occurred_on", &admission->out->occurred)) {
        return false;
    }
    admission->out->received = 0;
    if (submission->received_on[0] == '\0') {
        return true;
    }
    if (!directory_may_backdate(admission->account)) {
        return ingest_handler_refuse(admission, PROBLEM_RECEIVED_ON_FORBIDDEN, "received_on");
    }
    if (submission->received_ground[strspn(submission->received_ground, " \t\r\n")] == '\0') {
        return ingest_handler_refuse(admission, PROBLEM_RECEIVED_ON_GROUND, "received_ground");
    }
    return check_date(admission, submission->received_on, "received_on",
                      &admission->out->received) &&
           (admission->out->received <= date_of_us(clock_wall_us()) ||
            ingest_handler_refuse(admission, PROBLEM_RECEIVED_ON_FUTURE, "received_on"));
}

/* Replaces the value with its decimal: what is stored has one reading. */
static bool check_value(struct admission *admission, Evidence__V1__Figure *figure,
                        const char *field)
{
    struct decimal value;
    char text[DECIMAL_TEXT];
    enum amount amount = AMOUNT_NONE;
    if (strlen(figure->value) <= EVIDENCE_FIGURE_VALUE_MAX) {
        amount = amount_read(admission->arena, figure->name, figure->value, &value);
    }
    if (amount == AMOUNT_DOUBTFUL) {
        *admission->problem =
            problem_with(admission->arena, PROBLEM_FIGURE_DOUBTFUL, field, figure->value);
        return false;
    }
    if (amount == AMOUNT_NONE) {
        return ingest_handler_refuse(admission, PROBLEM_FIGURE_INVALID, field);
    }
    figure->value = arena_print(admission->arena, "%s", amount_print(value, text));
    return true;
}

static bool check_figures(struct admission *admission)
{
    const Evidence__V1__Submission *submission = admission->submission;
    if (submission->n_figures > EVIDENCE_FIGURES_MAX) {
        return refuse_most(admission, PROBLEM_FIELD_TOO_MANY, "figures", EVIDENCE_FIGURES_MAX);
    }
    for (size_t i = 0; i < submission->n_figures; i++) {
        Evidence__V1__Figure *figure = submission->figures[i];
        const char *field = arena_print(admission->arena, "figures[%zu]", i);
        if (figure->name[0] == '\0') {
            return ingest_handler_refuse(admission, PROBLEM_FIELD_MISSING, field);
        }
        if (!check_text(admission, figure->name, EVIDENCE_FIGURE_NAME_MAX, field)) {
            return false;
        }
        if (!check_value(admission, figure, field)) {
            return false;
        }
    }
    return true;
}

static bool check_files(struct admission *admission)
{
    const Evidence__V1__Submission *submission = admission->submission;
    if (submission->n_files > EVIDENCE_FILES_MAX) {
        return refuse_most(admission, PROBLEM_FILE_COUNT, "files", EVIDENCE_FILES_MAX);
    }
    struct hash *hashes =
        arena_alloc(admission->arena, (submission->n_files + 1) * sizeof(*hashes));
    for (size_t i = 0; i < submission->n_files; i++) {
        const Evidence__V1__File *file = submission->files[i];
        const char *field = arena_print(admission->arena, "files[%zu]", i);
        if (file->hash.len != sizeof(hashes[i].bytes)) {
            return ingest_handler_refuse(admission, PROBLEM_FILE_UNKNOWN, field);
        }
        if (file->name[0] == '\0') {
            return ingest_handler_refuse(admission, PROBLEM_FIELD_MISSING, field);
        }
        if (strlen(file->name) > EVIDENCE_FILE_NAME_MAX) {
            return ingest_handler_refuse(admission, PROBLEM_FILE_NAME, field);
        }
        if (!check_text(admission, file->name, EVIDENCE_FILE_NAME_MAX, field) ||
            !check_text(admission, file->caption, EVIDENCE_CAPTION_MAX, field)) {
            return false;
        }
        memcpy(hashes[i].bytes, file->hash.data, sizeof(hashes[i].bytes));
    }
    admission->out->files = hashes;
    admission->out->file_count = submission->n_files;
    return true;
}

static bool check_cites(struct admission *admission)
{
    const Evidence__V1__Submission *submission = admission->submission;
    if (submission->n_cites > EVIDENCE_CITES_MAX) {
        return refuse_most(admission, PROBLEM_FIELD_TOO_MANY, "cites", EVIDENCE_CITES_MAX);
    }
    for (size_t i = 0; i < submission->n_cites; i++) {
        const Evidence__V1__Cite *cite = submission->cites[i];
        const char *field = arena_print(admission->arena, "cites[%zu]", i);
        bool is_place = cite->file > 0 && cite->file <= submission->n_files &&
                        cite->page <= EVIDENCE_PAGE_MAX &&
                        (cite->page > 0 || cite->section[0] != '\0');
        if (!is_place) {
            return ingest_handler_refuse(admission, PROBLEM_CITE_PLACE, field);
        }
        if (!check_text(admission, cite->section, EVIDENCE_SECTION_MAX, field)) {
            return false;
        }
    }
    return true;
}

static bool check_revision(struct admission *admission)
{
    const Evidence__V1__Submission *submission = admission->submission;
    admission->out->is_revision = submission->evidence_id.len > 0;
    if (!admission->out->is_revision) {
        return true;
    }
    if (!wire_get_uuid(&submission->evidence_id, &admission->out->evidence_id) ||
        submission->base_revision == 0 || submission->base_revision > EVIDENCE_REVISION_MAX) {
        return ingest_handler_refuse(admission, PROBLEM_REVISION_CONFLICT, "base_revision");
    }
    admission->out->base_revision = (int)submission->base_revision;
    return true;
}

/* The words of title, symbol and text by which the item is found: letters and digits of ASCII, as
 * search_words in the store makes them of a question. */
static const char *words_of(const Evidence__V1__Submission *submission, struct arena *arena)
{
    enum { TEXT_SEARCHED = 3000 };
    const char *text = arena_print(
        arena, "%s %s %.*s", submission->title, submission->document_symbol,
        (int)text_cut(submission->text, strlen(submission->text), TEXT_SEARCHED), submission->text);
    char *words = text_fold(arena, text, strlen(text));
    for (char *c = words; *c != '\0'; c++) {
        *c = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') ? *c : ' ';
    }
    return words;
}

/* What a program says of itself is kept as far as it is plain text. */
static const char *client_of(const char *name, struct arena *arena)
{
    size_t len = 0;
    while (len < EVIDENCE_CLIENT_MAX && name[len] >= ' ' && name[len] <= '~') {
        len++;
    }
    return len > 0 ? arena_text(arena, name, len) : NULL;
}

bool filing_make(const struct directory *directory, struct filer filer,
                 Evidence__V1__Submit *submit, struct arena *arena, struct filing *out,
                 struct problem *problem)
{
    memset(out, 0, sizeof(*out));
    struct admission admission = {.directory = directory,
                                  .account = directory_account(directory, filer.account),
                                  .filer = filer,
                                  .submission = submit->submission,
                                  .arena = arena,
                                  .out = out,
                                  .problem = problem};
    size_t key_len = strlen(submit->idempotency_key);
    if (submit->submission == NULL) {
        return ingest_handler_refuse(&admission, PROBLEM_REQUEST_INVALID, "submission");
    }
    if (key_len == 0 || key_len > EVIDENCE_KEY_MAX) {
        return ingest_handler_refuse(&admission, PROBLEM_KEY_INVALID, "idempotency_key");
    }
    if (admission.account == NULL) {
        return ingest_handler_refuse(&admission, PROBLEM_UNIT_FORBIDDEN, "unit");
    }
    if (!check_access(&admission) || !check_place(&admission) || !check_criteria(&admission) ||
        !check_kind(&admission) || !check_texts(&admission) || !check_dates(&admission) ||
        !check_figures(&admission) || !check_files(&admission) || !check_cites(&admission) ||
        !check_revision(&admission)) {
        return false;
    }
    struct wire_bytes body = wire_pack(arena, &submit->submission->base);
    out->account_id = admission.account->id;
    out->title = submit->submission->title;
    out->words = words_of(submit->submission, arena);
    out->client = client_of(submit->client, arena);
    out->id = out->trace = evidence_submission_id(filer.account, submit->idempotency_key);
    out->message_id = uuid_new();
    out->body = body.data;
    out->body_len = body.len;
    out->body_hash = hash_of(body.data, body.len);
    return true;
}
