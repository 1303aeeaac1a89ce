/*
 * example.c — writes an example of the catalogue as an export and judges it.
 */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "members/judge.h"

static enum err read_text(const char *text, struct arena *arena, struct member_book *book)
{
    int fd = file_unnamed(text, strlen(text));
    if (fd < 0) {
        return err_note(ERR_REJECT, "no memory for an example");
    }
    enum err err = member_book_read_from(fd, arena, book);
    close(fd);
    return err;
}

enum err member_example(const struct check *check, const struct example *example,
                        struct arena *arena, bool *fires)
{
    struct member_book book = {0};
    struct member_judgement judged;
    struct member_rules rules = {.own_figure = -1, .weights = {1, 1, 1}};
    const char *day = example->occurred_on != NULL ? example->occurred_on : "2023-06-30";
    const char *branches = example->required;
    *fires = false;
    enum err err = read_text(example->text, arena, &book);
    if (err != ERR_NONE || !date_parse(day, &rules.as_of)) {
        return err_note(ERR_REJECT, "an example of %s cannot be read", check->code);
    }
    book.left_out.hidden_rows = example->facts != NULL ? 1 : 0; /* "hidden_rows=1" */
    if (branches != NULL) {
        rules.branches = arena_print(arena, "|%s|", text_fold(arena, branches, strlen(branches)));
    }
    for (size_t i = 0; i < book.count; i++) {
        member_sheet_propose(&book.sheets[i], arena);
    }
    member_judge(&book, &rules, arena, &judged);
    for (size_t i = 0; i < judged.count; i++) {
        *fires = *fires || judged.findings[i].check == check;
    }
    return ERR_NONE;
}
