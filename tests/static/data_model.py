"""data_model.py PAPER [--write] — compares the tables of PAPER with the store's.

Tables and keys are those of the migrations, and the one in which core/store records them.  A
table's writers are the directories whose statements insert, update or delete its rows:
services and core/store by name, and the areas of deploy/schema/functions as "functions/x".
"""
import glob
import re
import sys

TABLE = re.compile(r"CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\w+) \((.*?)\)(?:;| WITH| PARTITION BY|\")",
                   re.S)
KEY = re.compile(r"PRIMARY KEY \(([^)]*)\)")
NEW_KEY = re.compile(r"ALTER TABLE (\w+)\b[^;]*?\bADD PRIMARY KEY \(([^)]*)\)")
COLUMN_KEY = re.compile(r"(\w+)\s+[a-z]\w*[^,]*?\bPRIMARY KEY(?! \()")
WRITE = re.compile(r"\b(?:INSERT INTO|DELETE FROM|UPDATE(?: ONLY)?|TRUNCATE) (\w+)")
ROW = re.compile(r"^\| `(\w+)` \| (.*?) \| (.*?) \| (.*) \|$")
SERVICES = "gateway ingest reader validation fetcher scoring papers notification core/store ctl".split()


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def statements(path):
    """The text of the file without comments, and without the line breaks of C strings."""
    text = read(path)
    if path.endswith(".sql"):
        return re.sub(r"--[^\n]*", "", text)
    return re.sub(r'"\s*"', "", re.sub(r"/\*.*?\*/", "", text, flags=re.S))


def tables():
    """The primary key of each table by its name."""
    keys = {}
    for path in ["services/core/store/migrate.c"] + sorted(glob.glob("deploy/schema/migrations/*.sql")):
        text = statements(path)
        for name, body in TABLE.findall(text):
            key = KEY.search(body) or COLUMN_KEY.search(body)
            keys[name] = key[1] if key else ""
        keys.update(NEW_KEY.findall(text))
        for name in re.findall(r"DROP TABLE (?:IF EXISTS )?(\w+)", text):
            keys.pop(name, None)
    return keys


def writers(known):
    """Who writes each table, in the order of SERVICES, then the areas."""
    found = {name: [] for name in known}

    def add(path, who):
        for name in WRITE.findall(statements(path)):
            name = re.sub("^message_.*", "message", name)
            if name in found and who not in found[name]:
                found[name].append(who)

    for service in SERVICES:
        for path in sorted(glob.glob(f"services/{service}/**/*.sql", recursive=True)
                           + glob.glob(f"services/{service}/**/*.c", recursive=True)):
            add(path, service)
    for path in sorted(glob.glob("deploy/schema/functions/*.sql")):
        add(path, "functions/" + path.rsplit("/", 1)[1][:-4])
    return found


def main():
    paper, is_writing = sys.argv[1], "--write" in sys.argv
    keys = tables()
    who = writers(keys)
    lines, said, bad = read(paper).split("\n"), set(), 0
    for number, line in enumerate(lines, 1):
        row = ROW.match(line)
        if not row:
            continue
        name = row[1]
        if name not in keys or name in said:
            print(f"{paper}:{number}: {name} " + ("stands twice" if name in said else "is no table"))
            bad = 1
            continue
        said.add(name)
        right = f"| `{name}` | {keys[name]} | {', '.join(who[name]) or 'administrators'} | {row[4]} |"
        if line != right and is_writing:
            lines[number - 1] = right
        elif line != right:
            print(f"{paper}:{number}: should be: {right}")
            bad = 1
    for name in sorted(keys.keys() - said):
        print(f"{paper}: table {name} has no line")
        bad = 1
    if is_writing:
        with open(paper, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
    elif bad:
        print("tests/static/data_model.sh --write puts keys and writers into the lines that are there")
    return bad


sys.exit(main())
