/*
 * template.c — opens a DOCX, checks or fills the parts in which people write, and makes the DOCX
 * again; all other parts stay as they are.
 */
#include "template/template.h"

#include <libxml/parser.h>
#include <string.h>

#include "template/inside.h"

enum { PARTS_MAX = 16, PART_MAX = 8 << 20 };

struct part {
    const char *name, *title;
    xmlDoc *tree;
};

struct template
{
    struct package *package;
    struct part parts[PARTS_MAX];
    size_t count;
    struct faults faults;
    struct arena *arena;
};

/* ---------------------------------------------------------------- opening */

static void file_fault(struct template *self, const char *code, const char *message)
{
    self->faults.part = "tệp";
    fault_add(&self->faults, code, "", NULL, message);
}

static const char *whole_fault(struct package *package)
{
    if (package == NULL) {
        return "Không phải tệp Word (.docx), hoặc tệp bị hỏng: mở bằng Word, lưu lại dạng .docx.";
    }
    if (package_is_bomb(package)) {
        return "Tệp quá lớn khi giải nén: bỏ bớt ảnh, hoặc tạo tệp mới rồi chép nội dung sang.";
    }
    if (package_has_macros(package)) {
        return "Tệp có macro: lưu lại dạng .docx (không có macro).";
    }
    return package_kind(package) == PACKAGE_DOCUMENT
               ? NULL
               : "Đây không phải văn bản Word: mẫu phải là tệp .docx.";
}

static xmlDoc *parse(const struct buf *text)
{
    xmlDoc *tree = text->len > PART_MAX
                       ? NULL
                       : xmlReadMemory(buf_string(text), (int)text->len, NULL, NULL,
                                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                           XML_PARSE_NOCDATA);
    if (tree != NULL && (tree->intSubset != NULL || xmlDocGetRootElement(tree) == NULL)) {
        xmlFreeDoc(tree); /* the format forbids a DTD */
        tree = NULL;
    }
    return tree;
}

static bool has_part(const struct template *self, const char *name)
{
    size_t at = 0;
    while (at < self->count && strcmp(self->parts[at].name, name) != 0) {
        at++;
    }
    return at < self->count;
}

static void add_part(struct template *self, const char *name, const char *title)
{
    struct buf text = {0};
    if (self->count == PARTS_MAX || name == NULL || has_part(self, name)) {
        return;
    }
    xmlDoc *tree = package_load(self->package, name, &text) ? parse(&text) : NULL;
    buf_free(&text);
    if (tree == NULL) {
        file_fault(self, "damaged",
                   "Không đọc được nội dung của tệp: mở bằng Word và lưu lại dạng .docx.");
        return;
    }
    self->parts[self->count++] = (struct part){name, title, tree};
}

static void open_parts(struct template *self)
{
    const char *main = package_main(self->package);
    add_part(self, main, "thân văn bản");
    struct relations related = package_relations(self->package, main != NULL ? main : "");
    for (size_t i = 0; i < related.count; i++) {
        bool is_head = strcmp(related.of[i].type, "header") == 0;
        if (is_head || strcmp(related.of[i].type, "footer") == 0) {
            add_part(self, related.of[i].part, is_head ? "đầu trang" : "chân trang");
        }
    }
}

/* Opens and checks it. */
static void template_open(struct template *self, const struct buf *docx, const json_t *names,
                          struct buf *faults)
{
    *self = (struct template){.arena = arena_new()};
    json_start(&self->faults.json, faults);
    json_array_start(&self->faults.json, NULL);
    self->package = package_open_bytes(docx);
    const char *wrong = whole_fault(self->package);
    if (wrong != NULL) {
        file_fault(self, "file", wrong);
    } else {
        open_parts(self);
    }
    for (size_t i = 0; i < self->count; i++) {
        xmlNode *root = xmlDocGetRootElement(self->parts[i].tree);
        self->faults.part = self->parts[i].title;
        tags_isolate(root, &self->faults);
        check_part(root, names, &self->faults, self->arena);
    }
    json_array_end(&self->faults.json);
}

static void template_close(struct template *self)
{
    for (size_t i = 0; i < self->count; i++) {
        xmlFreeDoc(self->parts[i].tree);
    }
    package_close(&self->package);
    arena_free(&self->arena);
}

bool template_check(const struct buf *docx, const json_t *names, struct buf *faults)
{
    struct template self;
    template_open(&self, docx, names, faults);
    bool is_right = self.faults.count == 0;
    template_close(&self);
    return is_right;
}

/* ---------------------------------------------------------------- filling */

static struct part_text part_write(const struct part *part)
{
    struct part_text out = {.name = part->name};
    xmlChar *text = NULL;
    int len = 0;
    xmlDocDumpMemoryEnc(part->tree, &text, &len, "UTF-8");
    buf_add(&out.text, text, (size_t)len);
    xmlFree(text);
    return out;
}

static bool template_write(struct template *self, struct buf *out)
{
    struct part_text texts[PARTS_MAX];
    for (size_t i = 0; i < self->count; i++) {
        texts[i] = part_write(&self->parts[i]);
    }
    bool is_whole = package_copy(self->package, texts, self->count, out);
    for (size_t i = 0; i < self->count; i++) {
        buf_free(&texts[i].text);
    }
    return is_whole;
}

bool template_fill(const struct buf *docx, const json_t *names, const json_t *data, struct buf *out,
                   struct buf *faults)
{
    struct template self;
    template_open(&self, docx, names, faults);
    bool is_right = self.faults.count == 0;
    for (size_t i = 0; is_right && i < self.count; i++) {
        const struct scope whole = {.path = "", .member = data};
        xmlNode *root = xmlDocGetRootElement(self.parts[i].tree);
        columns_mark(root, self.arena);
        expand(root, names, &whole, self.arena);
        columns_settle(root);
    }
    is_right = is_right && template_write(&self, out);
    template_close(&self);
    return is_right;
}
