/*
 * clock.h — the time.  Leases follow the database's now(), never a worker's clock;
 * these clocks serve metrics, timeouts and identifiers.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

int64_t clock_wall_us(void);   /* microseconds since 1970, UTC */
int64_t clock_steady_us(void); /* never goes back */
int64_t clock_steady_ms(void);

#endif
