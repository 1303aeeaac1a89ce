/*
 * book.h — an XLSX workbook as the answer to a request.
 */
#ifndef GATEWAY_BOOK_H
#define GATEWAY_BOOK_H

#include <stdbool.h>

#include <xlsxwriter.h>

struct request;

struct book {
    lxw_workbook *workbook;
    int fd; /* its file, which has no name */
    lxw_format *head, *text, *day, *wrap, *fault, *doubt;
};

/* False: the request has been refused. */
bool book_open(struct request *request, struct book *out);
/* Answers with the workbook under this name. */
void book_answer(struct request *request, struct book *self, const char *name);

#endif
