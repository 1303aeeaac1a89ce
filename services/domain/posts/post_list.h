/*
 * post_list.h — a list of posts as a spreadsheet: its columns and what their cells mean.  A cell
 * that cannot be parsed is passed on as text: the store reports what is wrong with it.
 */
#ifndef POSTS_POST_LIST_H
#define POSTS_POST_LIST_H

#include "tables/sheet_field.h"

extern const struct sheet_form POST_LIST;

#endif
