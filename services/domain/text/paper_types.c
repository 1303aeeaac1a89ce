/*
 * paper_types.c — the types of documents with the abbreviations that their symbols use.  Sources:
 * NĐ 30/2020/NĐ-CP, annex III (papers of the State); HD 36-HD/VPTW of 2018 and QĐ 66-QĐ/TW (Party);
 * QĐ 367-QĐ/TWĐTN-VP of 2013 (Union); NĐ 34/2016/NĐ-CP (laws, joint papers); the last block has
 * those that offices of the Union use beside them.
 */
#include "text/symbol.h"

#include <string.h>

const struct paper_type PAPER_TYPES[] = {
    {"nq", "nghị quyết", NULL, false},
    {"qd", "quyết định", NULL, false},
    {"qd", "quy định", NULL, false},
    {"ct", "chỉ thị", NULL, false},
    {"kl", "kết luận", NULL, false},
    {"kh", "kế hoạch", NULL, false},
    {"hd", "hướng dẫn", NULL, false},
    {"hd", "hợp đồng", NULL, false},
    {"tb", "thông báo", NULL, false},
    {"tb", "tuyên bố", NULL, false},
    {"bc", "báo cáo", NULL, false},
    {"ttr", "tờ trình", NULL, false},
    {"cv", "công văn", NULL, false},
    {"ctr", "chương trình", NULL, false},
    {"bb", "biên bản", NULL, false},
    {"qc", "quy chế", NULL, false},
    {"gm", "giấy mời", NULL, false},
    {"cd", "công điện", NULL, false},
    {"tt", "thông tri", NULL, false},
    {"tt", "thông tư", NULL, false},
    {"da", "đề án", NULL, false},
    {"da", "dự án", NULL, false},
    {"pa", "phương án", NULL, false},
    {"qdi", "quy định", NULL, false},
    {"qyd", "quy định", NULL, false},
    {"tc", "thông cáo", NULL, false},
    {"tc", "thư công", NULL, false},
    {"qh", "quy hoạch", NULL, false},
    {"lkg", "lời kêu gọi", NULL, false},
    {"bgn", "bản ghi nhớ", NULL, false},
    {"btt", "bản thỏa thuận", NULL, false},
    {"guq", "giấy ủy quyền", NULL, false},
    {"ggt", "giấy giới thiệu", NULL, false},
    {"gnp", "giấy nghỉ phép", NULL, false},
    {"gcn", "giấy chứng nhận", NULL, false},
    {"gxn", "giấy xác nhận", NULL, false},
    {"gp", "giấy phép", NULL, false},
    {"pg", "phiếu gửi", NULL, false},
    {"pc", "phiếu chuyển", NULL, false},
    {"pb", "phiếu báo", NULL, false},
    {"sy", "bản sao y", NULL, false},
    {"sl", "bản sao lục", NULL, false},
    {"trs", "bản trích sao", NULL, false},
    {"nd", "nghị định", "cp", false},
    {"l", "lệnh", "ctn", false},
    {"luat", "luật", "qh", false},
    {"luat", "nghị quyết", "qh", false},
    {"plenh", "pháp lệnh", "ubtvqh", false},
    {"plenh", "nghị quyết", "ubtvqh", false},
    {"vbhn", "văn bản hợp nhất", NULL, false},
    /* joint papers */
    {"nqlt", "nghị quyết liên tịch", NULL, true},
    {"ttlt", "thông tư liên tịch", NULL, true},
    {"khlt", "kế hoạch liên tịch", NULL, true},
    {"hdlt", "hướng dẫn liên tịch", NULL, true},
    {"ctlt", "chương trình liên tịch", NULL, true},
    {"ctrlt", "chương trình liên tịch", NULL, true},
    {"qclt", "quy chế liên tịch", NULL, true},
    {"qdlt", "quyết định liên tịch", NULL, true},
    {"tblt", "thông báo liên tịch", NULL, true},
    {"bclt", "báo cáo liên tịch", NULL, true},
    {"cvlt", "công văn liên tịch", NULL, true},
    {"bblt", "biên bản liên tịch", NULL, true},
    {"khph", "kế hoạch phối hợp", NULL, true},
    {"ctph", "chương trình phối hợp", NULL, true},
    {"ctrph", "chương trình phối hợp", NULL, true},
    {"qcph", "quy chế phối hợp", NULL, true},
    {"hdph", "hướng dẫn phối hợp", NULL, true},
    /* of the Union's offices */
    {"cthd", "chương trình hành động", NULL, false},
    {"ctrhd", "chương trình hành động", NULL, false},
    {"ctct", "chương trình công tác", NULL, false},
    {"tbkl", "thông báo kết luận", NULL, false},
    {"tl", "thể lệ", NULL, false},
    {"dc", "đề cương", NULL, false},
    {"dl", "điều lệ", NULL, false},
    {"ds", "danh sách", NULL, false},
    {"dx", "đề xuất", NULL, false},
    {"", "", NULL, false},
};

static bool begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

bool paper_type_fits(const struct paper_type *type, const struct paper_type *named)
{
    for (const struct paper_type *one = PAPER_TYPES; one->code[0] != '\0'; one++) {
        if (strcmp(one->code, type->code) == 0 &&
            (begins_with(one->name, named->name) || begins_with(named->name, one->name))) {
            return true;
        }
    }
    return false;
}

const struct paper_type *paper_type_at(const struct passage *passage, struct span part)
{
    const struct paper_type *best = NULL;
    for (const struct paper_type *type = PAPER_TYPES; type->code[0] != '\0'; type++) {
        if (passage_find(passage, part, type->name) == part.start &&
            (best == NULL || strlen(type->name) > strlen(best->name))) {
            best = type;
        }
    }
    return best;
}
