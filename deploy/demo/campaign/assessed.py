"""assessed.sql: the scores that people give beside the computed ones.  Self scores for nearly all
cells, appraised ones for the units whose visit is written up, approved ones for none yet: in
each peer group a unit is still open, so that the board ranks by the computed scores."""
import random
from decimal import ROUND_HALF_UP, Decimal

from campaign import people
from campaign.directory_sql import CAMPAIGN, rows
from campaign.pieces import SKIPPED

REASONS_LOWER = (
    "Một số minh chứng còn sai sót, số liệu chưa khớp với văn bản kèm theo.",
    "Bài viết sơ sài, chưa nêu rõ kết quả.",
    "Đối chiếu hồ sơ tại buổi làm việc: thiếu danh sách ký nhận.",
    "Hoạt động chưa bảo đảm quy mô so với kế hoạch.")
REASONS_SAME = ("", "", "", "Hồ sơ đầy đủ, thống nhất với điểm tự chấm.")
REASONS_HIGHER = ("Bổ sung điểm vì đơn vị tính thiếu hoạt động ở cơ sở.",)
OPEN_FROM = "2023-11-09"          # visits from this day on are not written up yet


def cents(value):
    return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)


def quarters(share, points):
    """A share of the points, in steps of a quarter as people give them."""
    given = (Decimal(str(round(share, 4))) * points * 4).quantize(Decimal(1), ROUND_HALF_UP) / 4
    return cents(min(points, max(Decimal(0), given)))


def appraise(rng, own, points):
    roll = rng.random()
    if roll < 0.68:
        return own, rng.choice(REASONS_SAME)
    if roll < 0.94:
        return (quarters(float(own / points) - rng.uniform(0.06, 0.3), points),
                rng.choice(REASONS_LOWER))
    return quarters(float(own / points) + 0.15, points), rng.choice(REASONS_HIGHER)


def cells(seed, criteria):
    for at, unit in enumerate(people.UNITS):
        rng = random.Random(f"{seed} assessed {unit.code}")
        inspector = people.INSPECTORS[at % len(people.INSPECTORS)][0]
        for criterion in criteria:
            if (unit.code, criterion.code) in SKIPPED or rng.random() > 0.97:
                continue
            share = rng.gauss(unit.zeal, 0.12) if not criterion.is_bonus else rng.uniform(0, 0.5)
            own = quarters(min(1.0, share + 0.06), criterion.points)
            yield (unit.code, criterion.code, "self", own, "",
                   f"hoi-dong-{unit.code.lower()}", "2023-10-31")
            if unit.visited_on >= OPEN_FROM:
                continue
            value, reason = appraise(rng, own, criterion.points)
            yield (unit.code, criterion.code, "appraised", value, reason, inspector,
                   unit.visited_on)


def assessed_sql(seed, criteria):
    values = rows(list(cells(seed, criteria)))
    return f"""-- What people said of the demo's cells, made by deploy/demo/generate.py.
INSERT INTO assessed_score (campaign_id, unit_id, criterion_id, body, value, reason, account_id, at)
SELECT c.id, u.id, k.id, v.body, v.value, v.reason, a.id,
       v.day::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' + interval '17 hours'
  FROM (VALUES
{values}
  ) AS v(unit, criterion, body, value, reason, username, day)
  JOIN unit u ON u.code = v.unit JOIN campaign c ON c.code = '{CAMPAIGN}'
  JOIN criterion k ON k.set_id = c.criteria_set_id AND k.code = v.criterion
  JOIN account a ON a.username = v.username
ON CONFLICT DO NOTHING;
"""
