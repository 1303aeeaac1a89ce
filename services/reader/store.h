/*
 * store.h — the statements of the reader.
 */
#ifndef READER_STORE_H
#define READER_STORE_H

#include "base/hash.h"
#include "store/lane.h"

/* What was found in one file. */
struct found {
    struct hash hash;
    const char *media_type, *problem, *text, *facts;
    const unsigned char *photo; /* a fingerprint (likeness/photo.h) */
    size_t photo_len;           /* 0: none */
};
struct read_piece {
    struct uuid message_id, next_id;
    int lease_ms;
    const struct hash *files;
    size_t file_count;
};
void store_known(struct lane *lane, const struct hash *hashes, size_t count, lane_fn *then,
                 void *arg);
/* Answers the ids of the messages that were ours; `count` may be 0, of a file that is no evidence.
 */
void store_complete(struct lane *lane, const struct read_piece *pieces, size_t count,
                    const struct found *found, size_t found_count, lane_fn *then, void *arg);
/* Claims a file for OCR within the budget of the day; answers its hash. */
void store_ocr_claim(struct lane *lane, const struct uuid *claim, int lease_ms, int pages_a_day,
                     lane_fn *then, void *arg);
void store_ocr_renew(struct lane *lane, struct uuids claims, int lease_ms);
/* Stores what OCR read; answers how many submissions are validated again, -1: the claim was lost.
 */
void store_ocr_done(struct lane *lane, const struct hash *hash, const struct uuid *claim,
                    const char *text, bool is_done, lane_fn *then, void *arg);
/* Claims a file that is no evidence; answers its hash. */
void store_pending_claim(struct lane *lane, const struct uuid *claim, int lease_ms, lane_fn *then,
                         void *arg);
void store_pending_renew(struct lane *lane, struct uuids claims, int lease_ms);

#endif
