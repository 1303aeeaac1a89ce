# sql2c.awk — SQL files as C strings, so that each can be read and run in psql and
# the binaries stay whole.  One statement a file: SQL_<NAME>.  With migrations=1:
# whole scripts, in order, as the array MIGRATIONS.
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
    if (!migrations) {
        sub(/;[ \t]*\\n"$/, "\\n\"", text[count])
    }
    for (i = 1; i <= count; i++) {
        print text[i]
    }
    print migrations ? "    }," : "    ;"
    count = 0
}
BEGIN {
    if (migrations) {
        print "static const struct {\n    int version;\n    const char *name;\n    const char *sql;\n} MIGRATIONS[] = {"
    }
}
FNR == 1 {
    finish()
    name = name_of(FILENAME)
    if (migrations) {
        printf "    {%d, \"%s\",\n", substr(name, 1, 4) + 0, name
    } else {
        printf "static const char SQL_%s[] __attribute__((unused)) =\n", toupper(name)
    }
}
migrations || ($0 !~ /^[ \t]*--/ && $0 !~ /^[ \t]*$/) { text[++count] = quoted($0) }
END {
    finish()
    if (migrations) {
        print "};"
    }
}
