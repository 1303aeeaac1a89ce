"""Edits that an author makes to pass a text off as new, each at a strength in per cent of the
text.  Words are separated by blanks; inserted text comes from other texts."""
import random
import re
import unicodedata

SENTENCE = re.compile(r"(?<=[.!?…”])\s+(?=[A-ZÀ-ỸĐ“\"(])")
# The same syllable with its tone mark on the other vowel.
TONES = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé",
         "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ", "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ",
         "ụy": "uỵ"}
TONES.update({new: old for old, new in list(TONES.items())})
# Words that can replace each other without changing the meaning.
SYNONYMS = {"tổ chức": "tiến hành", "thực hiện": "triển khai", "khoảng": "chừng", "hơn": "trên",
            "cho biết": "nói", "tuy nhiên": "nhưng", "hiện nay": "bây giờ", "sử dụng": "dùng",
            "người dân": "bà con", "nhiều": "không ít", "trong đó": "trong số này", "rất": "hết sức",
            "bắt đầu": "khởi đầu", "kết thúc": "hoàn tất", "phát hiện": "nhận thấy", "và": "cùng",
            "đã": "vừa", "các": "những", "những": "các", "của": "thuộc", "được": "đã được",
            "để": "nhằm", "cũng": "đồng thời", "với": "cùng với", "tại": "ở", "ở": "tại",
            "này": "đó", "khi": "lúc", "do": "bởi", "nên": "vì vậy", "một": "1", "hai": "2"}


def sentences_of(text):
    return [part for part in SENTENCE.split(text) if part]


def at_random(count, percent, dice):
    return set(dice.sample(range(count), min(count, max(1, round(count * percent / 100)))))


def replaced(text, percent, dice, other):
    words, pool = text.split(), other.split()
    for at in at_random(len(words), percent, dice):
        words[at] = dice.choice(pool)
    return " ".join(words)


def replaced_evenly(text, percent, dice, other):
    """Every n-th word: no long run survives, the hardest case."""
    words, pool = text.split(), other.split()
    step, at = 100 / percent, dice.random() * 100 / percent
    while at < len(words):
        words[int(at)] = dice.choice(pool)
        at += step
    return " ".join(words)


def deleted(text, percent, dice, _):
    words = text.split()
    hit = at_random(len(words), percent, dice)
    return " ".join(word for at, word in enumerate(words) if at not in hit)


def inserted(text, percent, dice, other):
    words, pool = text.split(), other.split()
    hit = at_random(len(words), percent, dice)
    return " ".join(f"{dice.choice(pool)} {word}" if at in hit else word
                    for at, word in enumerate(words))


def mixed_words(text, percent, dice, other):
    part = percent / 3
    return inserted(deleted(replaced(text, part, dice, other), part, dice, other), part, dice, other)


def synonyms(text, percent, dice, _):
    """Replaces words that have a synonym, as many as the strength allows."""
    most = round(len(text.split()) * percent / 100)
    places = [match for old in SYNONYMS
              for match in re.finditer(rf"(?<!\w){old}(?!\w)", text)]
    dice.shuffle(places)
    taken, out, last = [], [], 0
    for place in places:
        if most > 0 and all(place.end() <= other.start() or place.start() >= other.end()
                            for other in taken):
            taken.append(place)
            most -= len(place.group().split())
    for place in sorted(taken, key=lambda one: one.start()):
        out += [text[last:place.start()], SYNONYMS[place.group()]]
        last = place.end()
    return "".join(out) + text[last:]


def swapped(text, percent, dice, _):
    """Swaps neighbouring words."""
    words = text.split()
    for at in at_random(len(words) - 1, percent / 2, dice):
        words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def mistyped(text, percent, dice, _):
    words = text.split()
    for at in at_random(len(words), percent, dice):
        word = words[at]
        place = dice.randrange(len(word))
        words[at] = word[:place] + dice.choice("aeiounhtm") + word[place + dice.randrange(2):]
    return " ".join(words)


def shortened(text, percent, dice, _):
    """Omits whole sentences, up to the strength; of few long ones perhaps none."""
    parts = sentences_of(text)
    left = len(text.split()) * percent / 100
    order = list(range(len(parts)))
    dice.shuffle(order)
    hit = set()
    for at in order:
        words = len(parts[at].split())
        if words <= left:
            hit.add(at)
            left -= words
    return " ".join(part for at, part in enumerate(parts) if at not in hit)


def cut_off(text, percent, dice, _):
    words = text.split()
    keep = len(words) - round(len(words) * percent / 100)
    from_start = dice.randrange(2)
    return " ".join(words[:keep] if from_start else words[len(words) - keep:])


def extended(text, percent, dice, other):
    """Inserts sentences of another text, the last one only in part."""
    parts, foreign = sentences_of(text), sentences_of(other)
    wanted = round(len(text.split()) * percent / 100)
    while wanted > 0 and foreign:
        words = foreign.pop(dice.randrange(len(foreign))).split()[:wanted]
        parts.insert(dice.randrange(len(parts) + 1), " ".join(words))
        wanted -= len(words)
    return " ".join(parts)


def reordered(text, percent, dice, _):
    """Moves this share of the sentences."""
    parts = sentences_of(text)
    hit = sorted(at_random(len(parts), max(percent, 200 / len(parts)), dice))
    moved = hit[1:] + hit[:1]
    order = list(parts)
    for to, come in zip(hit, moved):
        order[to] = parts[come]
    return " ".join(order)


def shuffled_and_replaced(text, percent, dice, other):
    parts = sentences_of(text)
    dice.shuffle(parts)
    return replaced(" ".join(parts), percent, dice, other)


def rewritten(text, percent, dice, other):
    """A third each: words, omitted sentences, inserted sentences; then without diacritics."""
    part = percent / 3
    mixed = extended(shortened(replaced(text, part, dice, other), part, dice, other), part, dice,
                     other)
    return unaccented(mixed, 100, dice, other)


def unaccented_word(word):
    plain = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def unaccented(text, percent, dice, _):
    words = text.split()
    hit = at_random(len(words), percent, dice)
    return " ".join(unaccented_word(word) if at in hit else word for at, word in enumerate(words))


def moved_tones(text, percent, dice, _):
    return re.sub("|".join(TONES), lambda found: TONES[found.group()]
                  if dice.random() * 100 < percent else found.group(), text)


def decomposed(text, percent, dice, _):
    words = text.split()
    hit = at_random(len(words), percent, dice)
    return " ".join(unicodedata.normalize("NFD", word) if at in hit else word
                    for at, word in enumerate(words))


def retouched(text, percent, dice, _):
    """Changes case, punctuation and blanks."""
    words = text.split()
    for at in at_random(len(words), percent, dice):
        word = words[at]
        words[at] = dice.choice([word.upper(), word.title(), word + ",", f"“{word}”", word + " ",
                                 word + "\n", "- " + word, word + "\u200b", word + "\xa0"])
    return " ".join(words)


# Named as the handbook shows them.
WORD_EDITS = {"thay từ": replaced, "thay từ rải đều": replaced_evenly,
              "bỏ từ": deleted, "chèn từ": inserted,
              "thay, bỏ và chèn từ": mixed_words, "từ đồng nghĩa": synonyms,
              "đổi chỗ từ liền kề": swapped, "gõ sai chữ": mistyped}
SENTENCE_EDITS = {"bỏ câu": shortened, "cắt đầu hoặc cuối": cut_off, "thêm câu của bài khác": extended,
                  "đổi thứ tự câu": reordered, "xáo câu và thay từ": shuffled_and_replaced,
                  "viết lại, bỏ dấu": rewritten}
WRITING_EDITS = {"bỏ dấu": unaccented, "dời dấu thanh": moved_tones,
                 "Unicode tổ hợp": decomposed, "hoa thường, dấu câu, khoảng trắng": retouched}
EDITS = {**WORD_EDITS, **SENTENCE_EDITS, **WRITING_EDITS}
STRENGTHS = (5, 10, 15, 20, 25, 30, 40, 50)


def edit(kind, text, percent, seed, other):
    return EDITS[kind](text, percent, random.Random(f"{kind}/{percent}/{seed}"), other)
