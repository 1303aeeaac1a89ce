/*
 * check.c — what is wrong with the tags of a part, each with the place where an office finds it:
 * the text of its paragraph, or of the row of its table.
 */
#include <string.h>

#include "template/inside.h"
#include "template/pictures.h"

enum { DEPTH_MAX = 8 };

struct check {
    const json_t *names;
    struct faults *faults;
    struct arena *arena;
    struct scope scopes[DEPTH_MAX]; /* of open sections */
    struct tag open[DEPTH_MAX];
    xmlNode *opened[DEPTH_MAX];
    size_t depth; /* 1: nothing is open */
};

static void check_fault(struct check *self, const char *code, const struct tag *tag, xmlNode *node,
                        const char *message)
{
    fault_add(self->faults, code, tag->text, node, message);
}

static bool is_name(const char *name)
{
    return name[0] != '\0' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_.") == strlen(name);
}

static void check_picture(struct check *self, const struct tag *tag, xmlNode *node)
{
    long width;
    if (!picture_form(tag->form, &width)) {
        check_fault(self, "picture_form", tag, node,
                    "Tên này là ảnh: viết {{tên|ảnh}} cho ảnh rộng hết cột hay hết ô, hoặc "
                    "{{tên|ảnh 8 cm}}; bề rộng từ 1 đến 40 cm.");
    }
}

static void check_value(struct check *self, const struct tag *tag, xmlNode *node, const char *type)
{
    if (strcmp(type, "list") == 0) {
        check_fault(self, "list_as_value", tag, node,
                    "Đây là một danh sách: viết {{#tên}} … {{/tên}} quanh phần lặp lại.");
    } else if (strcmp(type, "picture") == 0) {
        check_picture(self, tag, node);
    } else if (picture_is_form(tag->form)) {
        check_fault(self, "not_a_picture", tag, node,
                    "Tên này không phải ảnh: bỏ cách ghi ảnh, hoặc dùng tên có loại là ảnh trong "
                    "danh sách tên.");
    } else if (!form_fits(tag->form, type)) {
        check_fault(
            self, "form", tag, node,
            strcmp(type, "flag") == 0
                ? "Tên này chỉ dùng làm điều kiện: {{?tên}} … {{/tên}}."
                : "Cách ghi sau dấu | không dùng được cho tên này; xem trang hướng dẫn mẫu.");
    }
}

/* ---------------------------------------------------------------- columns */

static bool is_one_cell(const xmlNode *row, xmlNode *start, xmlNode *end)
{
    return word_is_within(start, row) && word_is_within(end, row) &&
           word_child_of(row, start) == word_child_of(row, end);
}

/* The cells of a row are repeated as they are in the template: a section around them has the whole
 * row, and one among them ends in the cell in which it begins. */
static bool has_columns_apart(struct check *self, size_t at, xmlNode *start, xmlNode *end)
{
    xmlNode *node = start;
    while ((node = tag_next(node, NULL)) != NULL && node != end) {
        struct tag tag = tag_of(node, self->arena);
        xmlNode *row = tag_is_column(&tag) ? word_ancestor(node, "tr") : NULL;
        if (row != NULL && is_one_cell(row, start, end)) {
            return false;
        }
    }
    for (size_t i = 1; i < at; i++) {
        xmlNode *row = word_ancestor(self->opened[i], "tr");
        if (tag_is_column(&self->open[i]) && row != NULL && !is_one_cell(row, start, end)) {
            return false;
        }
    }
    return true;
}

/* What is wrong with the place of a section that is whole; NULL: nothing. */
static const char *place_fault(struct check *self, size_t at, xmlNode *end)
{
    xmlNode *start = self->opened[at], *row = word_ancestor(start, "tr");
    if (!tag_is_column(&self->open[at])) {
        return has_columns_apart(self, at, start, end)
                   ? NULL
                   : "Phần này và phần lặp cột cắt nhau: đặt nó trọn trong một ô của cột lặp, hoặc "
                     "quanh cả dòng.";
    }
    if (row == NULL || !word_is_within(end, row)) {
        return "Lặp cột chỉ dùng trong một dòng của bảng: đặt {{#tên|cột}} và {{/tên}} trong ô của "
               "cột, hoặc ở ô đầu và ô cuối của những cột lặp.";
    }
    for (size_t i = 1; i < at; i++) {
        if (tag_is_column(&self->open[i])) {
            return "Cột lặp không lồng trong cột lặp khác được.";
        }
    }
    return NULL;
}

/* ---------------------------------------------------------------- sections */

/* Inside of a section that has its own scope, or the one around it. */
static void check_open(struct check *self, const struct tag *tag, xmlNode *node, const char *path)
{
    if (self->depth == DEPTH_MAX) {
        check_fault(self, "too_deep", tag, node, "Lồng quá nhiều tầng; tối đa 7 tầng.");
        return;
    }
    const struct scope *around = &self->scopes[self->depth - 1];
    self->scopes[self->depth] =
        tag->kind == TAG_EACH ? (struct scope){.path = path, .outer = around} : *around;
    self->open[self->depth] = *tag;
    self->opened[self->depth++] = node;
}

static void check_end(struct check *self, const struct tag *tag, xmlNode *node)
{
    size_t at = self->depth - 1;
    while (at > 0 && strcmp(self->open[at].name, tag->name) != 0) {
        at--;
    }
    if (at == 0) {
        check_fault(
            self, "not_open", tag, node,
            "Phần này chưa được mở: thêm {{#tên}} hoặc {{?tên}} ở trước, hoặc xóa dòng này.");
        return;
    }
    for (size_t i = self->depth - 1; i > at; i--) {
        check_fault(self, "crossed", &self->open[i], self->opened[i],
                    "Phần này chưa đóng trước khi phần ngoài nó đóng: đóng phần trong trước.");
    }
    const char *misplaced = place_fault(self, at, node);
    if (misplaced != NULL) {
        check_fault(self, "column_place", &self->open[at], self->opened[at], misplaced);
    }
    self->depth = at;
}

static void check_tag(struct check *self, const struct tag *tag, xmlNode *node)
{
    if (!is_name(tag->name)) {
        check_fault(self, "name", tag, node,
                    "Tên chỉ gồm chữ thường không dấu, số, dấu gạch dưới và dấu chấm.");
        return;
    }
    if (tag->kind == TAG_END) {
        check_end(self, tag, node);
        return;
    }
    struct name name =
        name_find(self->names, &self->scopes[self->depth - 1], tag->name, self->arena);
    if (name.type == NULL) {
        check_fault(self, "unknown", tag, node,
                    "Không có tên này ở đây; xem danh sách tên dùng được của loại văn bản.");
    } else if (tag->kind == TAG_VALUE) {
        check_value(self, tag, node, name.type);
        return;
    } else if (tag->kind == TAG_EACH && strcmp(name.type, "list") != 0) {
        check_fault(self, "not_a_list", tag, node,
                    "Tên này không phải danh sách: dùng {{?tên}} nếu là điều kiện.");
    } else if (tag->form[0] != '\0' && !tag_is_column(tag)) {
        check_fault(self, "form", tag, node,
                    "Sau dấu | của một phần chỉ có thể là cột: {{#tên|cột}} lặp cột của bảng.");
    }
    if (tag->kind != TAG_VALUE) {
        check_open(self, tag, node, name.path);
    }
}

void check_part(xmlNode *root, const json_t *names, struct faults *faults, struct arena *arena)
{
    struct check self = {.names = names, .faults = faults, .arena = arena, .depth = 1};
    size_t before = faults->count;
    self.scopes[0] = (struct scope){.path = ""};
    for (xmlNode *node = tag_first(root); node != NULL; node = tag_next(node, root)) {
        struct tag tag = tag_of(node, arena);
        check_tag(&self, &tag, node);
    }
    while (--self.depth > 0) {
        check_fault(&self, "not_closed", &self.open[self.depth], self.opened[self.depth],
                    "Phần này chưa đóng: thêm {{/tên}} ở cuối phần.");
    }
    xmlNode *clash = faults->count == before ? columns_clash(root, arena) : NULL;
    if (clash != NULL) {
        struct tag tag = tag_of(clash, arena);
        check_fault(&self, "column_differs", &tag, clash,
                    "Các dòng của bảng phải lặp cùng những cột: đặt dấu lặp cột ở cùng chỗ.");
    }
}
