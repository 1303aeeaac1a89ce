/*
 * near.h — which earlier texts and photos those of a batch are near copies of.
 *
 * First the keys of the batch are stored, then others with the same keys are read and compared
 * here. So of two submissions that are validated at the same time at least one sees the other; if
 * that is the earlier one, the later one is enqueued again if it was judged already.
 */
#ifndef VALIDATION_NEAR_H
#define VALIDATION_NEAR_H

#include "checks/engine/inspection.h"
#include "store/lane.h"

/* A text or a photo of a submission; everything is borrowed until the end. */
struct near_part {
    struct uuid submission_id, evidence_id;
    long long filed_us;
    bool is_again;                  /* enqueued again: those that copied it were found before */
    int number;                     /* 0 the submission's own text, n its n-th file */
    const unsigned char *file_hash; /* of HASH_SIZE bytes; NULL for the own text */
    const char *field, *file;       /* the place to name in findings */
    const char *text;               /* NULL for a photo */
    const unsigned char *photo;     /* its fingerprint, packed; NULL for a text */
    size_t photo_len;
    struct near_copy *found; /* the result: the most similar first */
    size_t found_count;
};

struct near_result {
    /* Submissions that copied a part of the batch, or that only share a form with it. */
    const struct uuid *later;
    size_t later_count;
};
/* Called once; ERR_NONE, or the store's error. */
typedef void near_fn(void *arg, enum err err, const struct near_result *result);

/* Collects the parts of a submission whose contents were compared already: what equals another's
 * content is reported as that, and not compared further. `start` has the first four members set;
 * `into` has room for one more than there are files. Returns how many. */
size_t near_parts(const Evidence__V1__Submission *piece, const struct context *context,
                  const struct near_part *start, struct near_part *into);
/* Attaches what was found for the parts of one submission, for its checks. */
void near_attach(const struct near_part *parts, size_t count, struct arena *arena,
                 struct context *into);

/* `count` > 0. The results live in the arena. */
void near_find(struct lane *lane, struct arena *arena, struct near_part *parts, size_t count,
               near_fn *then, void *arg);

#endif
