/*
 * article.h — the quality of an article: a hundred points in parts, each there or not.
 */
#ifndef CHECKS_ARTICLE_H
#define CHECKS_ARTICLE_H

#include "checks/engine/inspection.h"

enum { ARTICLE_PARTS = 9 };

/* Texts are Vietnamese. */
struct article_part {
    const char *name;
    int points; /* when it is there, else none */
    bool is_there;
    const char *reason, *mend; /* why it is not, and what would bring the points */
};

struct article_quality {
    int score; /* of 100 */
    struct article_part parts[ARTICLE_PARTS];
};

/* False: its text is not here, too short or in letters that cannot be read; not judged. */
bool article_quality(struct inspection *in, struct article_quality *out);

/* {"score","parts":[{"name","points","of","reason","mend"}]} of an article, in the arena; NULL
 * if it is none or is not judged. */
const char *article_quality_json(struct inspection *in);

#endif
