/*
 * forms.h — which resemblances of a text are those of a form only.
 *
 * Units fill in the same invitation, or open and close every piece with the same formulas:
 * such texts resemble each other by what none of them wrote.  It shows in the company: a text
 * shares one and the same passages with several others, and of what these have beside that
 * they share nothing with each other.  Copies of one original do: what one copy changed still
 * stands in the rest.
 */
#ifndef LIKENESS_FORMS_H
#define LIKENESS_FORMS_H

#include "likeness/passages.h"

struct form_pair {
    const struct words *other;
    const struct resemblance *seen; /* of the other (a) with the text (b) */
    const bool *same;               /* words of the text, from passages_find */
    bool is_form;                   /* what comes out */
};

/* Do these resemblances speak of one form?  `pairs` are all that a text has, whether earlier
 * or later ones: the more of a form are known the surer it is. */
void forms_find(const struct words *text, struct form_pair *pairs, size_t count);

#endif
