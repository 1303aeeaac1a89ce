/*
 * forms.h — which resemblances of a text are due to a form only.
 *
 * Units fill in the same invitation, or begin and end every text with the same formulas: such
 * texts resemble each other by what none of them wrote.  A form is recognised by comparison
 * with others: a text shares the same passages with several others, and these share nothing
 * else with each other.  Copies of one original do: what one copy changed is still in the
 * others.
 */
#ifndef LIKENESS_FORMS_H
#define LIKENESS_FORMS_H

#include "likeness/passages.h"

struct form_pair {
    const struct words *other;
    const struct resemblance *seen; /* between the other (a) and the text (b) */
    const bool *same;               /* words of the text, from passages_find */
    bool is_form;                   /* the result */
};

/* Decides which resemblances are due to a form.  `pairs` are all that a text has, with earlier
 * and later texts: the more texts of a form are known, the surer the result. */
void forms_find(const struct words *text, struct form_pair *pairs, size_t count);

#endif
