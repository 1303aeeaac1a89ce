"""directory.sql: units, accounts, criteria, campaign, targets, visits.  Idempotent: it looks up
ids by code, and leaves existing rows."""
import json
from decimal import Decimal

from campaign import people
from campaign.criteria import BANDS, BASE, BONUS

# (unit, criterion, reason): the university has neither communes nor Đội, and so on.
NOT_APPLICABLE = (
    ("DT-DHTV", "4.1.3", "Trường đại học không có tổ chức Đội TNTP Hồ Chí Minh."),
    ("DT-DHTV", "4.2.3", "Trường đại học không có liên đội."),
    ("DT-DHTV", "3.2.1", "Đơn vị không quản lý vốn ủy thác Ngân hàng Chính sách xã hội."),
    ("DT-DHTV", "2.3.2", "Đơn vị không có nhiệm vụ tuyển quân."),
    ("DK-CCQDN", "4.1.3", "Đơn vị không có tổ chức Đội TNTP Hồ Chí Minh."),
    ("DK-CCQDN", "4.2.3", "Đơn vị không có liên đội."),
    ("DK-CCQDN", "3.2.1", "Đơn vị không quản lý vốn ủy thác Ngân hàng Chính sách xã hội."),
    ("DK-CCQDN", "2.3.2", "Đơn vị không có nhiệm vụ tuyển quân."))


def quote(value):
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def rows(values):
    return ",\n".join("  (" + ", ".join(quote(v) for v in row) + ")" for row in values)


def array(words):
    return "{" + ",".join('"' + w.replace('"', '\\"') + '"' for w in words) + "}"


def units_sql():
    code, name = people.PROVINCE
    return f"""INSERT INTO unit (code, name, kind) VALUES ({quote(code)}, {quote(name)}, 'province')
ON CONFLICT DO NOTHING;
INSERT INTO unit (code, name, kind, parent_id)
SELECT v.code, v.name, v.kind, p.id
  FROM (VALUES
{rows((u.code, u.name, u.kind) for u in people.UNITS)}
  ) AS v(code, name, kind) JOIN unit p ON p.code = {quote(code)}
ON CONFLICT DO NOTHING;
INSERT INTO unit (code, name, kind, parent_id)
SELECT v.code, v.name, 'commune', p.id
  FROM (VALUES
{rows((code, name, unit.code) for unit in people.UNITS for code, name in people.grassroots(unit))}
  ) AS v(code, name, parent) JOIN unit p ON p.code = v.parent
ON CONFLICT DO NOTHING;
"""


def accounts_sql():
    values = rows((a.username, a.full_name, a.role, a.unit) for a in people.accounts())
    mails = rows((a.username, a.email) for a in people.accounts())
    return f"""INSERT INTO account (username, full_name, role, unit_id)
SELECT v.username, v.full_name, v.role, u.id
  FROM (VALUES
{values}
  ) AS v(username, full_name, role, unit) LEFT JOIN unit u ON u.code = v.unit
ON CONFLICT DO NOTHING;
INSERT INTO address (account_id, channel, target)
SELECT a.id, 2, v.email
  FROM (VALUES
{mails}
  ) AS v(username, email) JOIN account a USING (username)
ON CONFLICT DO NOTHING;
"""


def set_sql(groups, year):
    set_id = f"(SELECT id FROM criteria_set WHERE code = {quote(year.set_code)} AND version = 1)"
    parts = [f"""INSERT INTO criteria_set (code, version, name, base_points, bonus_points, bands)
VALUES ({quote(year.set_code)}, 1, 'Bộ tiêu chí công tác Đoàn và phong trào thanh thiếu nhi năm {year.code}',
        {BASE}, {BONUS}, {quote(json.dumps(BANDS, ensure_ascii=False))}::jsonb)
ON CONFLICT DO NOTHING;
"""]
    contents = [(g, c) for g in groups for c in g.contents]
    criteria = [(g, c, k) for g, c in contents for k in c.criteria]
    levels = (
        ("group", [(g.code, None, g.name, g.points, g.is_bonus, None, "{}", "{}", None, None, n)
                   for n, g in enumerate(groups, 1)]),
        ("content", [(c.code, g.code, c.name, c.points, g.is_bonus, None, "{}", "{}", None, None, n)
                     for n, (g, c) in enumerate(contents, 1)]),
        ("criterion", [(k.code, c.code, k.name, k.points, g.is_bonus,
                        json.dumps(k.rule, ensure_ascii=False), array(k.figures), array(k.kinds),
                        *(k.window or (None, None)), n)
                       for n, (g, c, k) in enumerate(criteria, 1)]))
    for level, values in levels:
        parts.append(f"""INSERT INTO criterion (set_id, code, parent_id, level, name, points, is_bonus,
                       rule, figures, required_kinds, window_from, window_to, sort)
SELECT s.id, v.code, p.id, '{level}', v.name, v.points, v.is_bonus, v.rule::jsonb,
       v.figures::text[], v.kinds::text[], v.window_from::date, v.window_to::date, v.sort
  FROM (VALUES
{rows(values)}
  ) AS v(code, parent, name, points, is_bonus, rule, figures, kinds, window_from, window_to, sort)
  JOIN criteria_set s ON s.id = {set_id}
  LEFT JOIN criterion p ON p.set_id = s.id AND p.code = v.parent
ON CONFLICT DO NOTHING;
""")
    return "".join(parts)


def campaign_sql(year):
    plan = dict(year.plan, visits=[{"unit": u.code, "on": year.visited_on(u, at)}
                                   for at, u in enumerate(people.UNITS)])
    return f"""INSERT INTO campaign (code, name, province_id, criteria_set_id, period_from, period_to,
                      filing_deadline, plan, state)
SELECT {quote(year.code)}, 'Công tác Đoàn và phong trào thanh thiếu nhi năm {year.code}', u.id, s.id,
       '{year.since}', '{year.until}', '{year.deadline}',
       {quote(json.dumps(plan, ensure_ascii=False))}::jsonb, 'open'
  FROM unit u, criteria_set s
 WHERE u.code = {quote(people.PROVINCE[0])} AND s.code = {quote(year.set_code)} AND s.version = 1
ON CONFLICT DO NOTHING;
INSERT INTO campaign_unit (campaign_id, unit_id, peer_group)
SELECT c.id, u.id, v.peer_group
  FROM (VALUES
{rows((u.code, u.peer_group) for u in people.UNITS)}
  ) AS v(code, peer_group)
  JOIN unit u ON u.code = v.code JOIN campaign c ON c.code = {quote(year.code)}
ON CONFLICT DO NOTHING;
"""


def cells_sql(year, table, column, values):
    """Rows of (unit, criterion, value) for a table of the campaign's cells."""
    return f"""INSERT INTO {table} (campaign_id, unit_id, criterion_id, {column})
SELECT c.id, u.id, k.id, v.{column}
  FROM (VALUES
{rows(values)}
  ) AS v(unit, criterion, {column})
  JOIN unit u ON u.code = v.unit JOIN campaign c ON c.code = {quote(year.code)}
  JOIN criterion k ON k.set_id = c.criteria_set_id AND k.code = v.criterion
ON CONFLICT DO NOTHING;
"""


def visits_sql(year):
    return f"""INSERT INTO visit (campaign_id, unit_id, account_id, visited_on)
SELECT c.id, u.id, a.id, v.visited_on::date
  FROM (VALUES
{rows(people.visits(year))}
  ) AS v(unit, username, visited_on)
  JOIN unit u ON u.code = v.unit JOIN account a ON a.username = v.username
  JOIN campaign c ON c.code = {quote(year.code)}
ON CONFLICT DO NOTHING;
"""


def campaign_of(groups, targets, year):
    return (set_sql(groups, year) + campaign_sql(year)
            + cells_sql(year, "target", "value", [(u, k, v) for (u, k), v in sorted(targets.items())])
            + cells_sql(year, "not_applicable", "reason", NOT_APPLICABLE) + visits_sql(year))


def directory_sql(groups, targets, year):
    return ("-- The demo's directory, made by deploy/demo/generate.py.\n" + units_sql()
            + accounts_sql() + campaign_of(groups, targets, year))
