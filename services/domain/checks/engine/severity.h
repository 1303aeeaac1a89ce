/*
 * severity.h — how grave a finding is: the values of the contract, and their words.
 */
#ifndef CHECKS_SEVERITY_H
#define CHECKS_SEVERITY_H

#include "validation/v1/validation.pb-c.h"

#define HINT    VALIDATION__V1__SEVERITY__SEVERITY_HINT
#define WARNING VALIDATION__V1__SEVERITY__SEVERITY_WARNING
#define ERROR   VALIDATION__V1__SEVERITY__SEVERITY_ERROR
#define FATAL   VALIDATION__V1__SEVERITY__SEVERITY_FATAL

/* The words of the API and the command line, from the least grave; NULL ends them. */
extern const char *const SEVERITY_WORDS[];
/* NULL: unspecified. */
const char *severity_word(Validation__V1__Severity severity);

#endif
