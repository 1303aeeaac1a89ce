# statements.awk — turns the declarations in the first comments of a service's SQL files into C.
#
#   -- params: campaign code, unit code, on date, limit 1..200=50
#   -- route: GET /api/v1/campaigns/{campaign}/pace ROLE_ANY
#
# "params" names the parameters $1, $2, ... in order, each with its type: code, date, text,
# search (a text that a query may hold), json, uuid, int, long, bool, bytes, text[], uuid[], bytes[], LOW..HIGH=USUAL (an int)
# or word|word|word (a text).  A name with a dot is a part of a query parameter: after.day
# and after.id are both in "after", separated by dots.  "route" serves the statement as it is:
# its parameters come from the path and the query by name.  Every file that has a
# parameter names it, and names no other; any contradiction fails the build.
#
# -v part=header: the enum of the statements, and for each with parameters a struct of them
# and the function that binds them.  -v part=table: texts and parameters, for the store.
# -v part=routes: the table of routes: those of the SQL files, and the lines
# "ROUTE(method, path, roles, body, handler);" of the C files.
function fail(why) {
    print FILENAME ": " why > "/dev/stderr"
    failed = 1
    exit 1
}
function trim(text) {
    sub(/^[ \t]+/, "", text)
    sub(/[ \t]+$/, "", text)
    return text
}
function c_name(name) {
    gsub(/\./, "_", name)
    return name
}
function add_type(name, c, put, kind) {
    TYPES[name] = c
    PUTS[name] = put
    KINDS[name] = kind
}
# A type that is not in the table: LOW..HIGH=USUAL, or words.
function c_type(type) {
    return type in TYPES ? TYPES[type] : type ~ /=/ ? "int " : "const char *"
}
function put_function(type) {
    return type in TYPES ? PUTS[type] : type ~ /=/ ? "int" : "text"
}
function kind_of(type) {
    return "STORE_PARAM_" (type in TYPES ? KINDS[type] : type ~ /=/ ? "RANGE" : "WORD")
}

# ---------------------------------------------------------------- one file
function add_params(list,    i, count, parts, words) {
    count = split(list, parts, /,/)
    for (i = 1; i <= count; i++) {
        if (split(trim(parts[i]), words, /[ \t]+/) != 2) {
            fail("\"" trim(parts[i]) "\" is not a name and a type")
        }
        if (words[2] !~ /^[a-z]+(\[\])?$|^[0-9]+\.\.[0-9]+=[0-9]+$|^[a-z_]+(\|[a-z_]+)+$/ ||
            (words[2] ~ /^[a-z]+(\[\])?$/ && !(words[2] in TYPES))) {
            fail("no type \"" words[2] "\"")
        }
        param_name[++params] = words[1]
        param_type[params] = words[2]
    }
}
function check_numbers(    i, rest, number) {
    for (rest = sql; match(rest, /\$[0-9]+/); rest = substr(rest, RSTART + RLENGTH)) {
        number = substr(rest, RSTART + 1, RLENGTH - 1) + 0
        if (number > params) {
            fail("$" number " has no name in \"-- params:\"")
        }
        used[number] = 1
    }
    for (i = 1; i <= params; i++) {
        if (!(i in used)) {
            fail("parameter " param_name[i] " ($" i ") is not used")
        }
        delete used[i]
    }
}
function check_route(    i, rest, in_path) {
    for (rest = route_path; match(rest, /\{[a-z_]+\}/); rest = substr(rest, RSTART + RLENGTH)) {
        in_path[substr(rest, RSTART + 1, RLENGTH - 2)] = 1
    }
    for (i = 1; i <= params; i++) {
        if (kind_of(param_type[i]) == "STORE_PARAM_NONE") {
            fail("a route cannot read " param_name[i] ", which is " param_type[i])
        }
        delete in_path[param_name[i]]
    }
    for (i in in_path) {
        fail("{" i "} of the route is no parameter")
    }
}
function print_struct(    i) {
    printf "\nstruct %s_params {\n", name
    for (i = 1; i <= params; i++) {
        printf "    %s%s;\n", c_type(param_type[i]), c_name(param_name[i])
    }
    printf "};\nstatic inline void %s_params(struct params *into, const struct %s_params *from)\n{\n", name, name
    print "    params_reset(into);"
    for (i = 1; i <= params; i++) {
        printf "    params_%s(into, from->%s);\n", put_function(param_type[i]), c_name(param_name[i])
    }
    print "}"
}
function print_params(    i, base, piece, last, numbers, words) {
    if (params > 0) {
        print ", {"
    }
    for (i = 1; i <= params; i++) {
        base = param_name[i]
        sub(/\..*/, "", base)
        piece = i > 1 && base != param_name[i] && index(param_name[i - 1], base ".") == 1 ? piece + 1 : 0
        last = !(i < params && base != param_name[i] && index(param_name[i + 1], base ".") == 1)
        split("0 0 0", numbers, " ")
        words = "NULL"
        if (kind_of(param_type[i]) == "STORE_PARAM_RANGE") {
            split(param_type[i], numbers, /\.\.|=/)
        } else if (kind_of(param_type[i]) == "STORE_PARAM_WORD") {
            words = "\"" param_type[i] "\""
        }
        print "        {\"" base "\", " kind_of(param_type[i]) ", " piece ", " \
              (last ? "true" : "false") ", " numbers[1] ", " numbers[2] ", " numbers[3] ", " words "},"
    }
    if (params > 0) {
        printf "    }"
    }
}
function finish_sql() {
    if (name == "") {
        return
    }
    check_numbers()
    if (route != "") {
        split(route, route_parts, /[ \t]+/)
        route_path = route_parts[2]
        check_route()
        routes[++route_count] = "    {\"" route_parts[1] "\", \"" route_path "\", " \
            trim(substr(route, index(route, route_path) + length(route_path))) \
            ", BODY_NONE, route_statement, STORE_" toupper(name) "},"
    }
    if (part == "header") {
        enums = enums "    STORE_" toupper(name) ",\n"
        if (params > 0) {
            print_struct()
        }
    } else if (part == "table") {
        printf "    [STORE_%s] = {{\"gateway_%s\", SQL_%s}, %d", toupper(name), name, toupper(name), params
        print_params()
        print "},"
    }
}

# ---------------------------------------------------------------- all files
BEGIN {
    add_type("code", "const char *", "text", "CODE")
    add_type("date", "const char *", "text", "DATE")
    add_type("text", "const char *", "text", "NONE")
    add_type("search", "const char *", "text", "SEARCH")
    add_type("json", "const char *", "text", "NONE")
    add_type("uuid", "const struct uuid *", "uuid", "ID")
    add_type("int", "int ", "int", "NONE")
    add_type("long", "long long ", "long", "LONG")
    add_type("bool", "bool ", "bool", "NONE")
    add_type("bytes", "struct bytes ", "blob", "NONE")
    add_type("text[]", "struct texts ", "texts", "NONE")
    add_type("uuid[]", "struct uuids ", "uuids", "NONE")
    add_type("bytes[]", "struct blobs ", "blobs", "NONE")
    if (part == "header") {
        print "#ifndef GATEWAY_STATEMENTS_H\n#define GATEWAY_STATEMENTS_H\n\n#include \"store/params.h\""
    } else if (part == "table") {
        print "static const struct store_statement_row STATEMENTS[] = {"
    }
}
FNR == 1 {
    finish_sql()
    name = ""
    if (FILENAME ~ /\.sql$/) {
        name = FILENAME
        sub(/.*\//, "", name)
        sub(/\.sql$/, "", name)
        sql = route = ""
        params = 0
    }
}
name != "" && /^-- params:/ { add_params(substr($0, 11)); next }
name != "" && /^-- route:/ { route = trim(substr($0, 10)); next }
name != "" && !/^[ \t]*--/ { sql = sql $0 "\n" }
name == "" && /^ROUTE\(/ { line = "" ; is_open = 1 }
name == "" && is_open {
    line = line trim($0) " "
    if (/;$/) {
        is_open = 0
        sub(/^ROUTE\(/, "", line)
        sub(/\); $/, "", line)
        handler = line
        sub(/.*, */, "", handler)
        prototypes = prototypes "void " handler "(struct request *request);\n"
        routes[++route_count] = "    {" line ", 0},"
    }
}
END {
    if (failed) {
        exit 1
    }
    finish_sql()
    if (part == "header") {
        print "\nenum store_statement {\n" enums "};\n\n#endif"
    } else if (part == "table") {
        print "};"
    } else {
        print prototypes "\nstatic const struct route ROUTES[] = {"
        for (i = 1; i <= route_count; i++) {
            print routes[i]
        }
        print "};"
    }
}
