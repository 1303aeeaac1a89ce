/*
 * store.h — the statements of validation.
 */
#ifndef VALIDATION_STORE_H
#define VALIDATION_STORE_H

#include <stdint.h>

#include "base/hash.h"
#include "checks/directory.h"
#include "store/lane.h"
#include "validation/validation.h"

void store_directory(struct lane *lane, lane_fn *then, void *arg);
struct directory *store_directory_read(const struct rows *result, struct dictionary *dictionary);
/* A setting that is invalid is logged and ignored. */
void store_settings(struct lane *lane, lane_fn *then, void *arg);
void store_settings_read(const struct rows *result, struct directory *into);

/* Likewise. */
void store_figure_rules(struct lane *lane, lane_fn *then, void *arg);
void store_figure_rules_read(const struct rows *result, struct directory *into);

/* Rows: submission, message, payload. */
void store_pending(struct lane *lane, const struct uuid *submissions, size_t count, lane_fn *then,
                   void *arg);
/* Rows: id, evidence_id, campaign, unit, account, criteria, received, received_us. */
void store_pieces(struct lane *lane, const struct uuid *submissions, size_t count, lane_fn *then,
                  void *arg);
/* Rows: hash, media_type, problem, text, facts, photo. */
void store_readings(struct lane *lane, const struct hash *hashes, size_t count, lane_fn *then,
                    void *arg);
/* Rows: hash, evidence_id, submission_id, filed_us, unit, title. */
void store_owners(struct lane *lane, const struct uuid *hashes, size_t count, lane_fn *then,
                  void *arg);

/* Near copies (near.h). All parts of one look-up are texts, or all are photos. */
struct near_part;
struct store_keys {
    const int32_t *keys;
    size_t count;
};
struct store_near {
    const struct near_part *part;
    struct store_keys keys;
};
void store_near_put(struct lane *lane, const struct store_near *parts, size_t count, lane_fn *then,
                    void *arg);
/* Rows: which part (from 1), submission, evidence, filed_us, unit, title, then of a text the body
 * of the submission or the file's text, of a photo its fingerprint. */
void store_near_find(struct lane *lane, const struct store_near *parts, size_t count, lane_fn *then,
                     void *arg);

/* A verdict to be stored. */
struct verdict {
    struct uuid message_id, submission_id;
    struct uuid next_id;        /* new for each verdict */
    const struct uuid *pending; /* the messages of its submission that it ends */
    size_t pending_count;
    const struct judgement *judgement;
    long long settings; /* the newest change of the campaign's checks that it was judged with */
    int lease_ms;
    const unsigned char *notice;
    size_t notice_len;
    const struct uuid *first; /* fingerprints that it is the first to file */
    size_t first_count;
    const char *link; /* NULL: it cites no page */
    struct uuid page;
    int page_generation; /* known when the verdict was made */
};
/* Answers rows: first the messages that were ours (is_next false), each with how many submissions
 * are enqueued again, then the successors that were made (is_next true). */
struct verdicts {
    const struct verdict *all;
    size_t count;
    const struct uuid *later; /* submissions that copied some of them: to enqueue again */
    size_t later_count;
    const struct uuid *uncompared; /* of these, to enqueue again after compare_ms */
    size_t uncompared_count;
    int compare_ms;
};
void store_complete(struct lane *lane, const struct verdicts *verdicts, lane_fn *then, void *arg);

struct page_use {
    struct uuid submission_id, page;
};
/* Rows: submission, generation, state, outcome, status, final_url, media_type, titles, published,
 * flags, text, frozen text, seen, changed, sites; NULL where nothing is known. */
void store_pages(struct lane *lane, const struct page_use *uses, size_t count, lane_fn *then,
                 void *arg);

#endif
