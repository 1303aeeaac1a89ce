/*
 * signatures.h — the digital signatures of a file, as the reader noted them (formats/pdf.h).
 */
#ifndef CHECKS_SIGNATURES_H
#define CHECKS_SIGNATURES_H

#include "checks/engine/check.h"

struct signature {
    const char *state;               /* sound, added, broken, unread */
    const char *time;                /* "2023-03-05 08:30:00"; "" if unknown */
    const char *name, *organisation; /* of the certificate; "" if it has none */
    bool has_day;
    date_days day; /* Vietnam's */
};

/* The next one at or after *at, 0 at first; in the arena. */
bool signature_next(struct inspection *in, const struct reading *reading, size_t *at,
                    struct signature *out);
/* The first that is sound: its day and its signer are certain. */
bool signature_sound(struct inspection *in, const struct reading *reading, struct signature *out);
/* "Huyện đoàn Tiểu Cần (Tỉnh đoàn Trà Vinh) ký ngày 05/03/2023." */
const char *signature_print(struct inspection *in, const struct signature *signature);

#endif
