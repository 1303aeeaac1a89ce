/*
 * system_ledger.h — the fault tests' own ledger of the stage "validation", each term
 * counted separately, in one snapshot: accepted − pending − done − dead.  Below 0:
 * something is there twice, above 0: something was lost.  (`minhchung ledger` instead
 * finds the place of each submission.)
 */
#ifndef SUPPORT_SYSTEM_LEDGER_H
#define SUPPORT_SYSTEM_LEDGER_H

/* Names of tables with the columns of submission, message, validation, dead_letter. */
#define SYSTEM_LEDGER(submission, message, validation, dead_letter) \
    "SELECT (SELECT count(*) FROM " submission ")" \
    " - (SELECT count(*) FROM " message " WHERE stage IN (1, 2))" \
    " - (SELECT count(*) FROM " validation ")" \
    " - (SELECT count(*) FROM " dead_letter " WHERE stage IN (1, 2))"

#endif
