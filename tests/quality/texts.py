"""How well near copies of texts are found: every text of one half of a corpus is edited in each
way and strength, and passed with all originals to `minhchung compare --texts`.  Pairs that it
flags are judged by the passages that are really shared, counted here and not by our code.

Usage: texts.py MINHCHUNG CORPUS.jsonl OUT.json [--half tune|unseen] [--work DIR]
A line of the corpus is {"id", "body"} or {"id", "text"}.
"""
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from edits import EDITS, STRENGTHS, edit, sentences_of, unaccented_word  # noqa: E402
from formulas import templated  # noqa: E402

GRAM = 4
# Shared sequences of four words, of all of the shorter text, from which two originals are
# partial copies by any reading, and below which flagging them is a false alarm.
PARTIAL, DIFFERENT = 0.30, 0.20
SHORT_WORDS, LIFTED_WORDS = 90, 60
AIM_STRENGTH = 30
FORMULA_TEXTS = 240


def words_of(text):
    return re.findall(r"[^\W_]+", unaccented_word(unicodedata.normalize("NFC", text)).lower())


def grams_of(text):
    words = words_of(text)
    return {tuple(words[at:at + GRAM]) for at in range(len(words) - GRAM + 1)}


def shared(left, right):
    return len(left & right) / max(1, min(len(left), len(right)))


def read_corpus(path):
    """The same article under two names is kept once."""
    texts, seen = [], set()
    with open(path, encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            body = row.get("body") or row.get("text") or ""
            if len(body.split()) >= 60 and body not in seen:
                seen.add(body)
                texts.append((str(row["id"]), body))
    return texts


def compare(program, rows, work):
    path = os.path.join(work, "texts.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        for identity, text in rows:
            file.write(json.dumps({"id": identity, "text": text}, ensure_ascii=False) + "\n")
    done = subprocess.run([program, "compare", "--texts", path], check=True,
                          stdout=subprocess.PIPE, text=True, encoding="utf-8")
    return [json.loads(line) for line in done.stdout.splitlines()]


def short_of(text):
    """Whole sentences, up to about ninety words."""
    out = []
    for sentence in sentences_of(text):
        out.append(sentence)
        if sum(len(one.split()) for one in out) >= SHORT_WORDS:
            break
    return " ".join(out)


def lifted(text, other, seed):
    """A paragraph of one text in the middle of another."""
    dice = random.Random(f"lifted/{seed}")
    words, host = text.split(), sentences_of(other)
    start = dice.randrange(max(1, len(words) - LIFTED_WORDS))
    host.insert(len(host) // 2, " ".join(words[start:start + LIFTED_WORDS]))
    return " ".join(host)


class Positives:
    """Edited texts, each against its original."""

    def __init__(self):
        self.rows, self.kind_of = [], {}

    def add(self, length, kind, strength, original, text):
        identity = f"{len(self.rows)}~{original}"
        self.rows.append((identity, text))
        self.kind_of[identity] = (length, kind, strength)

    def make(self, length, texts):
        for at, (identity, text) in enumerate(texts):
            other = texts[(at + len(texts) // 2) % len(texts)][1]
            for kind in EDITS:
                for strength in STRENGTHS:
                    made = edit(kind, text, strength, identity, other)
                    if made.split() != text.split():
                        self.add(length, kind, strength, identity, made)
            if length == "long":
                self.add(length, f"chép một đoạn {LIFTED_WORDS} từ", 0, identity,
                         lifted(text, other, identity))


def measure_recall(program, texts, length, work):
    """recall[kind][strength] = [found, planted]."""
    positives = Positives()
    positives.make(length, texts)
    found = set()
    for pair in compare(program, texts + positives.rows, work):
        for one, two in ((pair["a"], pair["b"]), (pair["b"], pair["a"])):
            if two in positives.kind_of and two.split("~", 1)[1] == one:
                found.add(two)
    recall = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    for identity, (_, kind, strength) in positives.kind_of.items():
        recall[kind][strength][0] += identity in found
        recall[kind][strength][1] += 1
    return recall


def measure_alarms(program, texts, work):
    """Flagged pairs of originals, by what they really share; and how many there are."""
    grams = {identity: grams_of(text) for identity, text in texts}
    counts = collections.Counter()
    flagged = {frozenset((pair["a"], pair["b"])) for pair in compare(program, texts, work)}
    worst = []
    for at, (one, _) in enumerate(texts):
        for two, _ in texts[:at]:
            share = shared(grams[one], grams[two])
            name = ("partial copies" if share >= PARTIAL else
                    "between" if share >= DIFFERENT else "different")
            is_flagged = frozenset((one, two)) in flagged
            counts[name] += 1
            counts[f"{name}, flagged"] += is_flagged
            if is_flagged and name == "different":
                worst.append((round(share, 3), one, two))
    return counts, sorted(worst)


def show(title, recall):
    print(f"\n{title:36}" + "".join(f"{strength:>7} %" for strength in STRENGTHS))
    for kind, row in recall.items():
        if 0 in row:
            print(f"{kind:36} {row[0][0] / row[0][1]:7.3f}  ({row[0][1]} texts)")
            continue
        print(f"{kind:36}" + "".join(f"{row[s][0] / row[s][1]:9.3f}" if row[s][1] else f"{'–':>9}"
                                     for s in STRENGTHS))


def total_of(recall, most):
    cells = [cell for row in recall.values() for strength, cell in row.items()
             if 0 < strength <= most]
    return sum(cell[0] for cell in cells), sum(cell[1] for cell in cells)


def main():
    program, corpus, out = sys.argv[1:4]
    options = dict(zip(sys.argv[4::2], sys.argv[5::2]))
    half = options.get("--half", "unseen")
    texts = read_corpus(corpus)
    random.Random("halves").shuffle(texts)
    middle = len(texts) // 2
    texts = texts[:middle] if half == "tune" else texts[middle:]
    result = {"half": half, "texts": len(texts)}
    found = planted = 0
    with tempfile.TemporaryDirectory(dir=options.get("--work")) as work:
        for length, some in (("long", texts), ("short", [(i, short_of(t)) for i, t in texts])):
            recall = measure_recall(program, some, length, work)
            show(f"Near copies of {len(some)} {length} texts", recall)
            right, all_of = total_of(recall, AIM_STRENGTH)
            found, planted = found + right, planted + all_of
            result[length] = {kind: {str(s): cell for s, cell in row.items()}
                              for kind, row in recall.items()}
        alarms, worst = measure_alarms(program, texts, work)
        forms = len(compare(program, templated(FORMULA_TEXTS, texts), work))
    false = alarms["different, flagged"] + forms
    result.update({"planted": planted, "found": found, "recall": round(found / planted, 4),
                   "false": false, "precision": round(found / (found + false), 4),
                   "negative_pairs": alarms["different"] + FORMULA_TEXTS * (FORMULA_TEXTS - 1) // 2,
                   "pairs": dict(alarms), "forms": FORMULA_TEXTS, "forms_flagged": forms,
                   "worst": worst[:10]})
    print(f"\nup to {AIM_STRENGTH} %: {found} of {planted} found, recall {result['recall']}; "
          f"{false} false alarms, precision {result['precision']}")
    print(f"pairs of different originals: {alarms['different']}, flagged "
          f"{alarms['different, flagged']}; that share {DIFFERENT:.0%}–{PARTIAL:.0%}: "
          f"{alarms['between']}, flagged {alarms['between, flagged']}; partial copies: "
          f"{alarms['partial copies']}, flagged {alarms['partial copies, flagged']}")
    print(f"texts of {FORMULA_TEXTS} that fill in the same forms: pairs flagged {forms}")
    with open(out, "w", encoding="utf-8") as file:
        json.dump(result, file, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
