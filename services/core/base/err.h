/*
 * err.h — failures as values, one for each of the four reactions of a caller.
 *
 * The detail (what, where, SQLSTATE) goes into a note of the thread: the function that
 * detects the failure writes it, the caller that handles the failure logs it once.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#define MUST_CHECK __attribute__((warn_unused_result))

enum err {
    ERR_NONE = 0,
    ERR_RETRY,   /* nothing happened; try again later (busy, no peer, no store)    */
    ERR_REJECT,  /* the input is at fault and always will be                       */
    ERR_UNKNOWN, /* it may or may not have happened (connection lost at commit)    */
    ERR_FATAL    /* this process cannot go on (bad configuration, wrong schema)    */
};

/* Writes the note and returns `err`: return err_note(ERR_REJECT, "..."). */
#define err_note(err, ...) err_note_at((err), __FILE__, __LINE__, __VA_ARGS__)
enum err err_note_at(enum err err, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The thread's last note, "text (file.c:12)"; "" if there was none. */
const char *err_last(void);

#endif
