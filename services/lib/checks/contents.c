/*
 * contents.c — what of a piece must not be filed twice, as fingerprints: each file
 * by its content, the link without what does not matter, a text of some length by
 * its words, a document by its unit, symbol and year.
 */
#include <string.h>

#include "base/text.h"
#include "checks/symbol.h"

enum { TEXT_MIN = 200 };           /* folded bytes: shorter texts are alike by chance */

/* Host in lower case, no scheme, "www.", tracking parameters, fragment or last
 * slash: http://www.A.vn/x/?utm_source=y#z is a.vn/x. */
static const char *canonical_link(const char *link, struct arena *arena)
{
    const char *start = strstr(link, "://");
    start = start != NULL ? start + 3 : link;
    start += strncmp(start, "www.", 4) == 0 ? 4 : 0;
    char *text = arena_text(arena, start, strlen(start));
    text[strcspn(text, "#")] = '\0';
    char *query = strpbrk(text, "?");
    if (query != NULL && (strstr(query, "utm_") != NULL || strstr(query, "fbclid=") != NULL)) {
        *query = '\0';
    }
    size_t len = strlen(text);
    while (len > 0 && (text[len - 1] == '/' || text[len - 1] == '?')) {
        text[--len] = '\0';
    }
    for (char *c = text; *c != '\0' && *c != '/'; c++) {
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    }
    return text;
}

size_t contents_of(const Evidence__V1__Submission *piece, struct arena *arena,
                   struct content **out)
{
    struct content *contents = arena_alloc(arena, (piece->n_files + 3) * sizeof(*contents));
    size_t count = 0;
    for (size_t i = 0; i < piece->n_files; i++) {
        const Evidence__V1__File *file = piece->files[i];
        contents[count++] = (struct content){
            .kind = CONTENT_FILE, .field = "files", .name = file->name,
            .hash = uuid_name("file", file->hash.data, file->hash.len)};
    }
    if (piece->link[0] != '\0') {
        const char *link = canonical_link(piece->link, arena);
        contents[count++] = (struct content){.kind = CONTENT_LINK, .field = "link", .name = "",
                                             .hash = uuid_name("link", link, strlen(link))};
    }
    size_t text_len = strlen(piece->text);
    const char *folded = text_len >= TEXT_MIN ? text_fold(arena, piece->text, text_len) : "";
    if (strlen(folded) >= TEXT_MIN) {
        contents[count++] = (struct content){.kind = CONTENT_TEXT, .field = "text", .name = "",
                                             .hash = uuid_name("text", folded, strlen(folded))};
    }
    struct symbol symbol;
    if (strcmp(piece->kind, "document") == 0 &&
        symbol_parse(arena, piece->document_symbol, &symbol)) {
        const char *name = arena_print(arena, "%s %s %.4s", piece->unit,
                                       symbol_key(arena, &symbol), piece->occurred_on);
        contents[count++] =
            (struct content){.kind = CONTENT_DOCUMENT, .field = "document_symbol", .name = "",
                             .hash = uuid_name("document", name, strlen(name))};
    }
    *out = contents;
    return count;
}
