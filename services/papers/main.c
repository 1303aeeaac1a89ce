/*
 * main.c — the papers service: makes the papers of inspection rounds and their PDFs, and checks
 * templates.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "papers/pdf.h"
#include "papers/work.h"

static struct papers_conf conf;

struct papers {
    struct photos *photos;
    struct work *work;
    struct pdf *pdf;
};

static enum err papers_start(struct daemon *daemon, void **state)
{
    struct papers *self = memory_zero(sizeof(*self));
    *state = self;
    enum err err = photos_open(&self->photos, daemon, &conf);
    if (err == ERR_NONE) {
        self->work = work_open(daemon, &conf, self->photos);
        self->pdf = pdf_open(daemon, &conf);
    }
    return err;
}

static bool is_idle(void *state)
{
    const struct papers *self = state;
    return work_is_idle(self->work) && pdf_is_idle(self->pdf);
}

static void papers_stop(void *state)
{
    struct papers *self = state;
    pdf_close(&self->pdf);
    work_close(&self->work);
    photos_close(&self->photos);
    free(self);
}

int main(int argc, char **argv)
{
    const struct daemon_service service = {.name = "papers",
                                           .conf_table = PAPERS_CONF,
                                           .conf_count = PAPERS_CONF_COUNT,
                                           .conf = &conf,
                                           .start = papers_start,
                                           .is_idle = is_idle,
                                           .stop = papers_stop};
    return daemon_main(argc, argv, &service);
}
