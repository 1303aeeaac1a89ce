# sql2c.awk — SQL files as C strings, so that each can be read and run in psql and
# the binaries need no files.  One statement a file: SQL_<NAME>.  With schema=1: whole
# scripts, in the order given, as the array SCHEMA_FILES (services/core/store/schema.h).
function name_of(path) {
    sub(/.*\//, "", path)
    sub(/\.sql$/, "", path)
    return path
}
function quoted(line) {
    gsub(/\\/, "\\\\&", line)
    gsub(/"/, "\\\"", line)
    gsub(/\?\?/, "?\\?", line)
    return "    \"" line "\\n\""
}
function finish() {
    if (count == 0) {
        return
    }
    if (!schema) {
        sub(/;[ \t]*\\n"$/, "\\n\"", text[count])
    }
    for (i = 1; i <= count; i++) {
        print text[i]
    }
    print schema ? "    }," : "    ;"
    count = 0
}
BEGIN {
    if (schema) {
        print "static const struct schema_file SCHEMA_FILES[] = {"
    }
}
FNR == 1 {
    finish()
    name = name_of(FILENAME)
    is_repeatable = FILENAME ~ /\/functions\//
    if (schema) {
        printf "    {\"%s%s\", %s,\n", is_repeatable ? "functions/" : "", name, \
            is_repeatable ? "true" : "false"
    } else {
        printf "static const char SQL_%s[] __attribute__((unused)) =\n", toupper(name)
    }
}
schema || ($0 !~ /^[ \t]*--/ && $0 !~ /^[ \t]*$/) { text[++count] = quoted($0) }
END {
    finish()
    if (schema) {
        print "};"
    }
}
