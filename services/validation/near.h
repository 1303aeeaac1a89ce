/*
 * near.h — which earlier texts and photos those of a batch are near copies of.
 *
 * First the keys of the batch go into the store, then others with the same keys come out and
 * are compared here.  So of two pieces that are validated at once at least one sees the
 * other; if that is the earlier one, the later one, where it was judged already, is owed
 * again.
 */
#ifndef VALIDATION_NEAR_H
#define VALIDATION_NEAR_H

#include "checks/engine/inspection.h"
#include "store/lane.h"

/* A text or a photo of a piece; everything is borrowed until the end. */
struct near_part {
    struct uuid submission_id, evidence_id;
    long long filed_us;
    bool is_again;                  /* owed again: who copied it knows already */
    int number;                     /* 0 the piece's own text, n its n-th file */
    const unsigned char *file_hash; /* of HASH_SIZE bytes; NULL for the own text */
    const char *field, *file;       /* where it stands, for findings */
    const char *text;               /* NULL for a photo */
    const unsigned char *photo;     /* its fingerprint, packed; NULL for a text */
    size_t photo_len;
    struct near_copy *found; /* what came out: the most alike first */
    size_t found_count;
};

struct near_result {
    const struct uuid *later; /* submissions that copied a part of the batch */
    size_t later_count;
};
/* Called once; ERR_NONE, or what the store said. */
typedef void near_fn(void *arg, enum err err, const struct near_result *result);

/* The parts of a piece, whose contents were compared already: what is the same as another's
 * is told as that, and not compared further.  `start` has the first four members; room for
 * one more than there are files.  Returns how many. */
size_t near_parts(const Evidence__V1__Submission *piece, const struct context *context,
                  const struct near_part *start, struct near_part *into);
/* What was found of the parts of one piece, for its checks. */
void near_attach(const struct near_part *parts, size_t count, struct arena *arena,
                 struct context *into);

/* `count` > 0.  What is found lives in the arena. */
void near_find(struct lane *lane, struct arena *arena, struct near_part *parts, size_t count,
               near_fn *then, void *arg);

#endif
