/*
 * pdf.c — makes a PDF of each paper's DOCX.  Where no office is installed the work is answered with
 * "absent"; it is asked for again when a worker starts that has one.
 */
#include "papers/pdf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "daemon/childwork.h"
#include "papers/office.h"
#include "papers/sql.h"

enum { OUTPUT_MAX = 32 << 20, PATH_LEN = 256, NICE = 10 };
static const size_t MEMORY = (size_t)2 << 30;

static const struct statement CLAIM = {"papers_pdf_claim", SQL_PDF_CLAIM};
static const struct statement RENEW = {"papers_pdf_renew", SQL_PDF_RENEW};
static const struct statement DONE = {"papers_pdf_done", SQL_PDF_DONE};
static const struct statement AGAIN = {"papers_pdf_again", SQL_PDF_AGAIN};

struct pdf {
    struct daemon *daemon;
    const char *program; /* "": there is none */
    struct childwork *childwork;
    struct buf docx;
    char place[PATH_LEN]; /* of the child */
    int lock;             /* of the place; -1: there is none */
    bool is_put_off;      /* there was no place */
    bool is_last;         /* of the attempts that are allowed */
    bool has_asked;
};

static bool pdf_take(void *arg, const struct rows *result, int row)
{
    struct pdf *self = arg;
    struct bytes file = column_bytes(result, row, 1);
    self->is_put_off = false;
    self->is_last = column_bool(result, row, 3);
    if (self->program[0] == '\0' || !column_bool(result, row, 2)) {
        return false;
    }
    self->lock = office_place_make(self->place, sizeof(self->place));
    self->is_put_off = self->lock < 0;
    if (self->is_put_off) {
        log_warn("pdf: no directory for a conversion: %s", strerror(errno));
        return false;
    }
    buf_add(&self->docx, file.data, file.len);
    return true;
}

static int pdf_work(void *arg, int input, int output)
{
    const struct pdf *self = arg;
    (void)input;
    return office_convert(self->program, self->place, &self->docx, output) ? 0 : 1;
}

static void pdf_answer(void *arg, const struct buf *answer, struct params *params)
{
    const struct pdf *self = arg;
    bool is_made = answer->len > 4 && memcmp(answer->data, "%PDF", 4) == 0;
    params_text(params, is_made                              ? "made"
                        : self->program[0] == '\0'           ? "absent"
                        : self->is_put_off || !self->is_last ? "owed"
                                                             : "failed");
    if (is_made) {
        params_bytes(params, answer->data, answer->len);
    } else {
        params_null(params);
    }
}

static void pdf_release(void *arg)
{
    struct pdf *self = arg;
    buf_free(&self->docx);
    if (self->lock >= 0) {
        office_place_remove(self->place);
        close(self->lock);
        self->lock = -1;
    }
}

static void pdf_on_asked(void *arg, enum err err, const struct rows *result)
{
    (void)arg;
    (void)result;
    if (err != ERR_NONE) {
        log_warn("pdf: asking again: %s; the next start tries again", err_last());
    }
}

/* The store answers: at the start, and whenever the directory has changed. */
static void pdf_on_directory(void *arg)
{
    struct pdf *self = arg;
    if (!self->has_asked && self->program[0] != '\0') {
        struct params *params = params_new();
        lane_run(daemon_control_lane(self->daemon), &AGAIN, params, pdf_on_asked, NULL);
        params_free(&params);
    }
    self->has_asked = true;
}

struct pdf *pdf_open(struct daemon *daemon, const struct papers_conf *conf)
{
    static const struct childwork_kind KIND = {.name = "pdf",
                                               .claim = &CLAIM,
                                               .renew = &RENEW,
                                               .done = &DONE,
                                               .take = pdf_take,
                                               .work = pdf_work,
                                               .answer = pdf_answer,
                                               .release = pdf_release};
    struct pdf *self = memory_zero(sizeof(*self));
    *self = (struct pdf){.daemon = daemon, .program = office_find(conf->pdf), .lock = -1};
    const struct child_conf limits = {.memory = MEMORY,
                                      .seconds = conf->seconds,
                                      .output_max = OUTPUT_MAX,
                                      .place = self->place,
                                      .nice = NICE};
    office_places_sweep();
    self->childwork = childwork_open(daemon, &KIND, &limits, self);
    daemon_on_directory(daemon, pdf_on_directory, self);
    return self;
}

void pdf_close(struct pdf **pointer)
{
    struct pdf *self = *pointer;
    *pointer = NULL;
    if (self != NULL) {
        childwork_close(&self->childwork);
        free(self);
    }
}

bool pdf_is_idle(const struct pdf *self)
{
    return childwork_is_idle(self->childwork);
}
