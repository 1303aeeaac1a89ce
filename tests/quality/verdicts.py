"""What `minhchung compare` says of forms, frames, copies by many and lifted passages, for any number of
units.  Usage: verdicts.py MINHCHUNG CORPUS.jsonl OUT.json"""
import json
import os
import random
import re
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from forms import FORMS, UNITS, filled, framed  # noqa: E402
from texts import compare, read_corpus  # noqa: E402

SIZES = (2, 3, 4, 6, 10, 20, 40)
NAMES = ("Huyện đoàn Cầu Ngang", "Thị đoàn Duyên Hải", "Thành đoàn Trà Vinh", "Huyện đoàn Trà Cú", "Đoàn Khối",
         "Huyện đoàn Châu Thành", "Huyện đoàn Tiểu Cần", "Đoàn Trường Đại học", "Huyện đoàn Càng Long", "Huyện đoàn Cầu Kè")


def words_from(text, dice, count):
    words = text.split()
    at = dice.randrange(max(1, len(words) - count))
    return " ".join(words[at:at + count])


def other_name(dice):
    return f"{dice.choice(NAMES)}" if dice.random() < .3 else dice.choice(UNITS)


def renamed(text, dice):
    """Other names and other figures in the same sentences."""
    names, figures, out, name = {}, {}, [], []
    words = text.split() + [""]
    for before, word in zip([""] + words, words):
        if word[:1].isupper() and (name or (before and before[-1] not in ".!?:”")):
            name.append(word)
            continue
        if name:
            known = " ".join(name)
            tail = re.search(r"\W*$", known).group()
            out.append(names.setdefault(known, other_name(dice)) + tail)
            name = []
        out.append(re.sub(r"\d+", lambda m: figures.setdefault(m.group(), str(dice.randrange(2, 990))), word))
    return " ".join(out).strip()


def has_own_words(text):
    """Not mostly names and figures: a line-up or a price list with others is another one."""
    words = text.split()
    return sum(word[:1].isupper() or word[:1].isdigit() for word in words) * 4 < len(words)


def told(program, rows, work, kinds=("near", "exact")):
    return [pair for pair in compare(program, rows, work) if pair.get("likeness", pair.get("kind")) in kinds]


def main():
    program, corpus, out = sys.argv[1:4]
    texts = [text for _, text in read_corpus(corpus) if has_own_words(text)]
    dice = random.Random("verdicts")
    dice.shuffle(texts)
    result = {}
    with tempfile.TemporaryDirectory() as work:
        for name, form in FORMS.items():
            false = pairs = 0
            for size in SIZES:
                rows = [(f"{i}", filled(form, dice, i)) for i in range(size)]
                false += len(compare(program, rows, work))
                pairs += size * (size - 1) // 2
            result[f"form: {name}"] = (false, pairs)
        for style in (0, 1):
            for own in (30, 60, 120):
                false = pairs = 0
                for size in SIZES:
                    rows = [(f"{i}", framed(words_from(text, dice, own), dice, style)) for i, text in enumerate(dice.sample(texts, size))]
                    false += len(compare(program, rows, work))
                    pairs += size * (size - 1) // 2
                result[f"frame {'official' if style == 0 else 'story'}, {own} own words"] = (false, pairs)
        for size in (2, 3, 4, 6, 10, 20, 40):
            found = wanted = 0
            for text in dice.sample(texts, 12 if size <= 10 else 4):
                rows = [("0", text)] + [(f"{i}", renamed(text, dice)) for i in range(1, size)]
                later = {pair["b"] for pair in told(program, rows, work)}
                found += len(later)
                wanted += size - 1
            result[f"copied by {size}"] = (found, wanted)
        for count, length in ((1, 50), (1, 80), (2, 50), (3, 40)):
            rows, wanted = [], 80
            for i in range(wanted):
                one, two = dice.sample(texts, 2)
                lifted = [words_from(one, dice, length) for _ in range(count)]
                rest = two.split()
                step = len(rest) // (count + 1)
                mixed = []
                for k, passage in enumerate(lifted):
                    mixed += rest[k * step:(k + 1) * step] + [passage]
                rows += [(f"a{i}", one), (f"b{i}", " ".join(mixed + rest[count * step:]))]
            pairs = {(pair["a"], pair["b"]) for pair in compare(program, rows, work)}
            result[f"lifted {count} of {length}"] = (sum((f"a{i}", f"b{i}") in pairs for i in range(wanted)), wanted)
        for low, high in ((40, 50), (50, 60)):
            rows, wanted = [], 0
            for text in dice.sample(texts, 120):
                short = words_from(text, dice, dice.randrange(low, high))
                if not has_own_words(short):
                    continue
                rows += [(f"a{wanted}", short), (f"b{wanted}", renamed(short, dice))]
                wanted += 1
            pairs = {(pair["a"], pair["b"]) for pair in told(program, rows, work)}
            result[f"short {low}-{high} renamed"] = (sum((f"a{i}", f"b{i}") in pairs for i in range(wanted)), wanted)
    for name, (part, whole) in result.items():
        print(f"{name:36} {part:6} of {whole:6}  {part / whole:.4f}")
    with open(out, "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)


main()
