/*
 * article.h — the quality of an article: a hundred points in parts, each earned or not.
 */
#ifndef CHECKS_ARTICLE_H
#define CHECKS_ARTICLE_H

#include "checks/engine/inspection.h"

enum { ARTICLE_PARTS = 9 };

/* Texts are Vietnamese. */
struct article_part {
    const char *name;
    int points; /* if earned, else none */
    bool is_there;
    const char *reason, *mend; /* why it is not earned, and what would earn it */
};

struct article_quality {
    int score; /* of 100 */
    struct article_part parts[ARTICLE_PARTS];
};

/* False: no text here, too short a text or unreadable letters; not judged. */
bool article_quality(struct inspection *in, struct article_quality *out);

/* {"score","parts":[{"name","points","of","reason",`mend`}]} of an article, in the arena; NULL if
 * it is no article or is not judged. */
const char *article_quality_json(struct inspection *in);

#endif
