"""Texts of 3 KB and photos of two megapixels for speed.sh: DIR COUNT."""
import json
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "quality"))
from scenes import scene  # noqa: E402

BYTES, PHOTOS = 3000, 40
STARTS = "b c ch d đ g h kh l m n ng nh ph qu r s t th tr v x".split()
ENDS = "an ánh ào ẩm ê iệu í oà oạt ổi ông ơ ước ua ùng uỷ ý yên ăn ắc âu ẻ eo ịch iến oan ói úc ai ả ất em inh".split()


def text(dice):
    out, size = [], 0
    while size < BYTES:
        words = [dice.choice(STARTS) + dice.choice(ENDS) for _ in range(dice.randrange(8, 26))]
        line = " ".join(words).capitalize() + (".\n\n" if dice.randrange(4) == 0 else ". ")
        out.append(line)
        size += len(line.encode())
    return "".join(out)


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    dice = random.Random("speed")
    with open(os.path.join(folder, "texts.jsonl"), "w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps({"id": str(number), "title": f"Bài số {number} về hoạt động hè", "text": text(dice)},
                                  ensure_ascii=False) + "\n")
    for number in range(PHOTOS):
        family = ("landscape", "hall", "board", "works")[number % 4]
        scene(family, number).resize((1632, 1224)).save(os.path.join(folder, f"{number:03}.jpg"), quality=88)


main()
