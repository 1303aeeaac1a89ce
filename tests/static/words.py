"""words.py GLOSSARY <FILES — prints each ruled-out word in the prose of the files; exits 1 if any."""
import re
import sys

C_LIKE = (".c", ".h", ".ts", ".tsx", ".mjs", ".proto", ".css")
HASH = (".sh", ".py", ".yml", "Makefile", "Dockerfile", ".conf")
# Comments, strings and the rest, so that a comment inside a string is none.
C_TOKENS = re.compile(r'(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<text>"(?:\\.|[^"\\\n])*")|'
                      r"'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`", re.S)
SQL_TOKENS = re.compile(r"(?P<comment>--[^\n]*|/\*.*?\*/)|'(?:''|[^'])*'", re.S)
DECLARATION = re.compile(r"-- (params:|route:|  )")
HASH_TOKENS = re.compile(r"(?P<comment>(?:^|(?<=\s))#[^\n]*)", re.M)


def ruled_out(glossary):
    rows = re.search(r"## Words we do not use\n(.*)", glossary, re.S).group(1)
    words = [word.strip() for row in re.findall(r"^\| (.*?) \|", rows, re.M)[1:]
             for word in row.split(",")]
    words = [word for word in words if word.strip("-")]
    longest_first = sorted(words, key=len, reverse=True)
    # Not a part of an identifier, an option or a path.
    return re.compile(r"(?<![\w.\-/`])(" + "|".join(map(re.escape, longest_first)) +
                      r")(?![\w/`]|-\w|\.\w|\()", re.I)


def is_prose(text):
    """An English sentence for a log or a help text: words, and nothing but ASCII."""
    return text.isascii() and text.count(" ") >= 2 and not re.match(r'"\s*(SELECT|INSERT|<)', text)


def passages(path, text):
    """Offset and text of each part of the file that people read."""
    if path.endswith(".md"):
        return [(0, re.sub(r"```.*?```|`[^`]*`", lambda m: " " * len(m.group()), text, flags=re.S))]
    if path.endswith(".sql"):
        # Declarations for the gateway name words of the API.
        return [(m.start(), m["comment"]) for m in SQL_TOKENS.finditer(text)
                if m["comment"] and not DECLARATION.match(m["comment"])]
    if path.endswith(C_LIKE):
        return [(m.start(), m["comment"] or m["text"]) for m in C_TOKENS.finditer(text)
                if m["comment"] or (m["text"] and path.startswith("services/") and is_prose(m["text"]))]
    if path.endswith(HASH):
        return [(m.start(), m["comment"]) for m in HASH_TOKENS.finditer(text)]
    return []


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        glossary = file.read()
    banned, found = ruled_out(glossary), 0
    for path in sys.stdin.read().split():
        try:
            with open(path, encoding="utf-8") as file:
                text = file.read()
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
        if path == sys.argv[1]:
            text = text[:text.index("## Words we do not use")]
        for offset, passage in passages(path, text):
            blanked = re.sub(r"`[^`\n]*`", lambda m: " " * len(m.group()), passage)
            for match in banned.finditer(blanked):
                line = text.count("\n", 0, offset + match.start()) + 1
                print(f'{path}:{line}: "{match.group()}"')
                found += 1
    if found:
        print(f"{found} words that docs/glossary.md rules out")
    return 1 if found else 0


sys.exit(main())
