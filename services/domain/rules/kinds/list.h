/*
 * list.h — every kind of rule, one per line: its symbol, its word in JSON, and its word in
 * the workbook.
 */
#ifndef RULES_KINDS_LIST_H
#define RULES_KINDS_LIST_H

#define RULE_KINDS(X) \
    X(RULE_EXISTS, "exists", "có minh chứng") \
    X(RULE_STEPS, "steps", "bậc") \
    X(RULE_TABLE, "table", "bảng") \
    X(RULE_PROPORTIONAL, "proportional", "so với chỉ tiêu") \
    X(RULE_PER_OCCURRENCE, "per_occurrence", "mỗi minh chứng") \
    X(RULE_BY_ROLE, "by_role", "theo vai trò") \
    X(RULE_LATENESS, "lateness", "trễ hạn") \
    X(RULE_DEDUCT, "deduct", "trừ điểm") \
    X(RULE_THRESHOLD, "threshold", "ngưỡng") \
    X(RULE_SHARE, "share", "tỷ lệ") \
    X(RULE_SURVEY, "survey", "khảo sát") \
    X(RULE_CADENCE, "cadence", "đều đặn") \
    X(RULE_BONUS, "bonus", "thưởng") \
    X(RULE_MANUAL, "manual", "người chấm") \
    X(RULE_ALL_OF, "all_of", "mọi điều kiện") \
    X(RULE_ANY_OF, "any_of", "một điều kiện") \
    X(RULE_SUM, "sum", "tổng các phần") \
    X(RULE_BEST_OF, "best_of", "phần cao nhất") \
    X(RULE_CAP, "cap", "không quá") \
    X(RULE_FLOOR, "floor", "không dưới")

#endif
