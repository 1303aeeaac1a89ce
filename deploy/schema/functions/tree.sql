-- The tree of units on any day, acts that change it, and results on the tree of another day.

CREATE OR REPLACE FUNCTION keep_unit_period() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  since date := nullif(current_setting('app.since', true), '')::date;
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO unit_period (unit_id, valid_from, name, kind, parent_id)
    VALUES (NEW.id, coalesce(since, '1900-01-01'), NEW.name, NEW.kind, NEW.parent_id);
    RETURN NULL;
  END IF;
  IF NEW.closed_on IS NOT NULL AND OLD.closed_on IS NULL THEN
    UPDATE unit_period SET valid_to = NEW.closed_on WHERE unit_id = NEW.id AND valid_to IS NULL;
    RETURN NULL;
  END IF;
  IF (NEW.name, NEW.kind, NEW.parent_id) IS NOT DISTINCT FROM (OLD.name, OLD.kind, OLD.parent_id) THEN
    RETURN NULL;
  END IF;
  IF since IS NOT NULL THEN
    UPDATE unit_period SET valid_to = since
     WHERE unit_id = NEW.id AND valid_to IS NULL AND valid_from < since;
    IF FOUND THEN
      INSERT INTO unit_period (unit_id, valid_from, name, kind, parent_id)
      VALUES (NEW.id, since, NEW.name, NEW.kind, NEW.parent_id);
      RETURN NULL;
    END IF;
  END IF;
  UPDATE unit_period SET name = NEW.name, kind = NEW.kind, parent_id = NEW.parent_id
   WHERE unit_id = NEW.id AND valid_to IS NULL;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER keep_period AFTER INSERT OR UPDATE ON unit
  FOR EACH ROW EXECUTE FUNCTION keep_unit_period();

-- The tree as it stood on a day.
CREATE OR REPLACE FUNCTION tree_at(day date)
RETURNS TABLE (unit_id integer, code text, name text, kind text, parent_id integer)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT p.unit_id, u.code, p.name, p.kind, p.parent_id
    FROM unit_period p JOIN unit u ON u.id = p.unit_id
   WHERE p.valid_from <= day AND (p.valid_to IS NULL OR p.valid_to > day)
$$;
GRANT EXECUTE ON FUNCTION tree_at(date) TO mc_gateway, mc_admin;

CREATE OR REPLACE FUNCTION tree_fault(n bigint, col text, code text, about text DEFAULT NULL) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('n', n, 'column', col, 'code', code, 'about', about)
$$;
GRANT EXECUTE ON FUNCTION tree_fault(bigint, text, text, text) TO mc_admin;

-- The fault of a code as a clerk's program may have written it; NULL: none.
CREATE OR REPLACE FUNCTION unit_code_fault(code text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN coalesce(code, '') = '' THEN 'cell.missing'
              WHEN code ~ '^[0-9]+\.[0-9]+$' THEN 'code.number'     -- "29242.0": a number, not a code
              WHEN code !~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$' THEN 'code.format' END
$$;
GRANT EXECUTE ON FUNCTION unit_code_fault(text) TO mc_admin;

-- Units of a list, new or updated, from a day on; all of them or, with the faults
-- of every row, none.  given: [{"code","name","kind","parent"}].
CREATE OR REPLACE FUNCTION import_units(given jsonb, since date) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  faults jsonb;
BEGIN
  CREATE TEMP TABLE wanted ON COMMIT DROP AS
    SELECT g.n, g.u ->> 'code' AS code, g.u ->> 'name' AS name, g.u ->> 'kind' AS kind,
           nullif(g.u ->> 'parent', '') AS parent
      FROM jsonb_array_elements(given) WITH ORDINALITY g(u, n);
  CREATE TEMP TABLE edge ON COMMIT DROP AS         -- child to parent, after the change
    SELECT code, parent FROM wanted
    UNION ALL
    SELECT u.code, p.code FROM unit u LEFT JOIN unit p ON p.id = u.parent_id
     WHERE NOT EXISTS (SELECT FROM wanted w WHERE w.code = u.code);
  SELECT jsonb_agg(f.fault ORDER BY (f.fault ->> 'n')::bigint, f.fault ->> 'column') INTO faults FROM (
    SELECT tree_fault(n, 'code', unit_code_fault(code), code) AS fault FROM wanted
     WHERE unit_code_fault(code) IS NOT NULL
    UNION ALL
    SELECT tree_fault(n, 'name', 'cell.missing') FROM wanted WHERE coalesce(name, '') = ''
    UNION ALL
    SELECT tree_fault(n, 'kind', 'unit.kind', kind) FROM wanted
     WHERE kind IS NULL OR kind NOT IN ('province', 'district', 'affiliated', 'commune', 'branch')
    UNION ALL
    SELECT tree_fault(n, 'code', 'code.twice', code)
      FROM (SELECT w.*, row_number() OVER (PARTITION BY code ORDER BY w.n) AS place FROM wanted w) w
     WHERE place > 1
    UNION ALL
    SELECT tree_fault(n, 'parent', coalesce(CASE WHEN unit_code_fault(parent) = 'code.number'
                                                 THEN 'code.number' END, 'unit.unknown'), parent)
      FROM wanted w
     WHERE parent IS NOT NULL AND NOT EXISTS (SELECT FROM edge e WHERE e.code = w.parent)
    UNION ALL
    SELECT tree_fault(w.n, 'parent', 'unit.circle', w.parent)
      FROM wanted w
     WHERE EXISTS (WITH RECURSIVE up(code) AS (
                     SELECT w.parent UNION SELECT e.parent FROM up JOIN edge e ON e.code = up.code)
                   SELECT FROM up WHERE up.code = w.code)) f;
  IF faults IS NULL THEN
    PERFORM set_config('app.since', since::text, true);
    PERFORM list_repeated((SELECT count(*) FROM wanted w
                             JOIN unit u ON u.code = w.code AND u.name = w.name AND u.kind = w.kind
                             LEFT JOIN unit p ON p.id = u.parent_id
                            WHERE p.code IS NOT DISTINCT FROM w.parent));
    INSERT INTO unit AS u (code, name, kind)
    SELECT code, name, kind FROM wanted ORDER BY n
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind
     WHERE (u.name, u.kind) IS DISTINCT FROM (excluded.name, excluded.kind);
    UPDATE unit u SET parent_id = p.id
      FROM wanted w LEFT JOIN unit p ON p.code = w.parent
     WHERE u.code = w.code AND u.parent_id IS DISTINCT FROM p.id;
    PERFORM set_config('app.since', '', true);
  END IF;
  DROP TABLE wanted, edge;
  RETURN coalesce(faults, '[]');
END $$;
GRANT EXECUTE ON FUNCTION import_units(jsonb, date) TO mc_admin;

-- Records an act, all of it or, with the faults of every row, nothing.  The same symbol and
-- day again changes nothing.  given: [{"from","to","name","kind","parent","share"}]; no "to":
-- closed without a successor; no "from": newly created.  A unit that is its own
-- successor keeps its code.
CREATE OR REPLACE FUNCTION record_act(document jsonb, given jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  day date := (document ->> 'effective')::date;
  made integer;
  faults jsonb;
BEGIN
  IF EXISTS (SELECT FROM act WHERE symbol = document ->> 'symbol' AND effective = day) THEN
    PERFORM list_repeated(jsonb_array_length(given));
    RETURN '[]';
  END IF;
  CREATE TEMP TABLE line ON COMMIT DROP AS
    SELECT g.n, nullif(g.l ->> 'from', '') AS old, nullif(g.l ->> 'to', '') AS new,
           nullif(g.l ->> 'name', '') AS name, nullif(g.l ->> 'kind', '') AS kind,
           nullif(g.l ->> 'parent', '') AS parent, nullif(g.l ->> 'share', '') AS share
      FROM jsonb_array_elements(given) WITH ORDINALITY g(l, n);
  SELECT jsonb_agg(f.fault ORDER BY (f.fault ->> 'n')::bigint, f.fault ->> 'column') INTO faults FROM (
    SELECT tree_fault(n, 'from', 'cell.missing') AS fault FROM line WHERE old IS NULL AND new IS NULL
    UNION ALL
    SELECT tree_fault(l.n, 'from', CASE WHEN unit_code_fault(l.old) IS NOT NULL THEN unit_code_fault(l.old)
                                        WHEN u.id IS NULL THEN 'unit.unknown'
                                        WHEN u.closed_on IS NOT NULL THEN 'unit.closed'
                                        ELSE 'period.overlap' END, l.old)
      FROM line l
      LEFT JOIN unit u ON u.code = l.old
      LEFT JOIN unit_period p ON p.unit_id = u.id AND p.valid_to IS NULL
     WHERE l.old IS NOT NULL
       AND (u.id IS NULL OR u.closed_on IS NOT NULL OR p.valid_from >= day)
    UNION ALL
    SELECT tree_fault(l.n, 'to', unit_code_fault(l.new), l.new) FROM line l
     WHERE l.new IS NOT NULL AND unit_code_fault(l.new) IS NOT NULL
    UNION ALL
    SELECT tree_fault(l.n, 'to', 'unit.closed', l.new) FROM line l JOIN unit u ON u.code = l.new
     WHERE u.closed_on IS NOT NULL
    UNION ALL
    SELECT tree_fault(l.n, 'name', 'cell.missing', l.new)
      FROM line l
     WHERE l.new IS NOT NULL AND NOT EXISTS (SELECT FROM unit u WHERE u.code = l.new)
       AND NOT EXISTS (SELECT FROM line o WHERE o.new = l.new AND o.name IS NOT NULL)
    UNION ALL
    SELECT tree_fault(l.n, 'name', 'name.differs', l.name)
      FROM line l
     WHERE l.name <> (SELECT o.name FROM line o WHERE o.new = l.new AND o.name IS NOT NULL ORDER BY o.n LIMIT 1)
    UNION ALL
    SELECT tree_fault(l.n, 'kind', 'unit.kind', l.kind) FROM line l
     WHERE l.kind NOT IN ('province', 'district', 'affiliated', 'commune', 'branch')
    UNION ALL
    SELECT tree_fault(l.n, 'parent', 'unit.unknown', l.parent) FROM line l
     WHERE l.parent IS NOT NULL AND NOT EXISTS (SELECT FROM unit u WHERE u.code = l.parent AND u.closed_on IS NULL)
       AND NOT EXISTS (SELECT FROM line o WHERE o.new = l.parent)
    UNION ALL
    SELECT tree_fault(l.n, 'parent', 'unit.circle', l.parent) FROM line l WHERE l.parent = l.new
    UNION ALL
    SELECT tree_fault(l.n, 'share', 'share.format', l.share) FROM line l
     WHERE l.share IS NOT NULL AND (l.share !~ '^[01](\.[0-9]{1,6})?$' OR l.share::numeric NOT BETWEEN 0.000001 AND 1)
    UNION ALL
    SELECT tree_fault(max(l.n), 'share', 'share.sum', l.old)
      FROM line l WHERE l.share ~ '^[01](\.[0-9]{1,6})?$'
     GROUP BY l.old HAVING sum(l.share::numeric) > 1
    UNION ALL
    SELECT tree_fault(l.n, 'to', 'line.twice', l.new)
      FROM (SELECT o.*, row_number() OVER (PARTITION BY o.old, o.new ORDER BY o.n) AS place FROM line o) l
     WHERE place > 1) f;
  IF faults IS NOT NULL THEN
    DROP TABLE line;
    RETURN faults;
  END IF;
  PERFORM set_config('app.since', day::text, true);
  INSERT INTO act (kind, symbol, dated, effective, note)
  SELECT CASE WHEN count(DISTINCT old) = 0 THEN 'create'
              WHEN count(DISTINCT new) = 0 THEN 'close'
              WHEN count(DISTINCT old) = 1 AND count(DISTINCT new) = 1 AND min(old) = min(new)
              THEN CASE WHEN max(parent) IS NULL THEN 'rename' ELSE 'move' END
              WHEN count(DISTINCT new) = 1 THEN 'merge'
              WHEN count(DISTINCT old) = 1 THEN 'split'
              ELSE 'many' END,
         document ->> 'symbol', (document ->> 'dated')::date, day, coalesce(document ->> 'note', '')
    FROM line
  RETURNING id INTO made;
  INSERT INTO unit (code, name, kind)
  SELECT new, max(name), coalesce(max(kind), 'commune') FROM line
   WHERE new IS NOT NULL AND NOT EXISTS (SELECT FROM unit u WHERE u.code = line.new)
   GROUP BY new ORDER BY min(n);
  UPDATE unit u
     SET name = coalesce(w.name, u.name), kind = coalesce(w.kind, u.kind),
         parent_id = coalesce(p.id, u.parent_id)
    FROM (SELECT new, max(name) AS name, max(kind) AS kind, max(parent) AS parent
            FROM line WHERE new IS NOT NULL GROUP BY new) w
    LEFT JOIN unit p ON p.code = w.parent
   WHERE u.code = w.new
     AND (u.name, u.kind, u.parent_id) IS DISTINCT FROM
         (coalesce(w.name, u.name), coalesce(w.kind, u.kind), coalesce(p.id, u.parent_id));
  INSERT INTO succession (act_id, from_unit, to_unit, share)
  SELECT made, o.id, s.id, l.share::numeric
    FROM line l JOIN unit o ON o.code = l.old JOIN unit s ON s.code = l.new;
  UPDATE unit SET closed_on = day
   WHERE code IN (SELECT old FROM line) AND code NOT IN (SELECT new FROM line WHERE new IS NOT NULL);
  PERFORM set_config('app.since', '', true);
  DROP TABLE line;
  RETURN '[]';
END $$;
GRANT EXECUTE ON FUNCTION record_act(jsonb, jsonb) TO mc_admin;

-- The units of an earlier day of which a unit of one day was made (wanted_unit NULL: every unit),
-- with the share of each that went into it, and the acts between.
CREATE OR REPLACE FUNCTION lineage(day date, earlier date, wanted_unit integer DEFAULT NULL)
RETURNS TABLE (unit_id integer, before_id integer, share numeric, acts integer[])
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH RECURSIVE
  part AS (                                    -- equal parts where the act gives no shares
    SELECT s.act_id, a.effective, s.from_unit, s.to_unit,
           coalesce(s.share, 1.0 / count(*) OVER (PARTITION BY s.act_id, s.from_unit)) AS share
      FROM succession s JOIN act a ON a.id = s.act_id
     WHERE a.effective > earlier AND a.effective <= day),
  back AS (
    SELECT t.unit_id, t.unit_id AS at_id, day AS upto, 1.0::numeric AS share, '{}'::integer[] AS acts
      FROM tree_at(day) t WHERE wanted_unit IS NULL OR t.unit_id = wanted_unit
    UNION ALL
    SELECT b.unit_id, p.from_unit, p.effective - 1, b.share * p.share, b.acts || p.act_id
      FROM back b
      JOIN part p ON p.to_unit = b.at_id
       AND p.effective = (SELECT max(x.effective) FROM part x
                           WHERE x.to_unit = b.at_id AND x.effective <= b.upto))
  SELECT b.unit_id, b.at_id, sum(b.share),
         (SELECT array_agg(DISTINCT a) FROM unnest(string_to_array(string_agg(array_to_string(b.acts, ','), ','), ',')) x(t),
                 LATERAL (SELECT nullif(x.t, '')::integer) y(a) WHERE a IS NOT NULL)
    FROM back b
   WHERE NOT EXISTS (SELECT FROM part x WHERE x.to_unit = b.at_id AND x.effective <= b.upto)
   GROUP BY b.unit_id, b.at_id
$$;
GRANT EXECUTE ON FUNCTION lineage(date, date, integer) TO mc_admin;

-- The result of a campaign on the tree of a later day.  rule:
-- 'closed'  it stays with the assessed units, even if they no longer exist;
-- 'child'   each unit of that day has the mean of those above the units that it was
--           made of, each counted as often as it gave one;
-- 'share'   likewise, weighted by the shares that it gave.
-- total is approved, else appraised, else computed, rounded once, half up, to 0.01.
CREATE OR REPLACE FUNCTION recast(wanted integer, rule text, day date)
RETURNS TABLE (unit_id integer, total numeric, receipt jsonb)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH RECURSIVE
  chosen AS (SELECT * FROM campaign WHERE id = wanted),
  result AS MATERIALIZED (
    SELECT u.id AS unit_id, b.code, coalesce(b.approved, b.appraised, b.computed)::numeric AS total
      FROM chosen c CROSS JOIN LATERAL standing_board(c.*::campaign) b JOIN unit u ON u.code = b.code),
  before AS MATERIALIZED (SELECT t.* FROM chosen c CROSS JOIN LATERAL tree_at(c.period_to) t),
  under AS (                                   -- each unit of then, and the assessed one above it
    SELECT r.unit_id, r.unit_id AS assessed FROM result r
    UNION
    SELECT t.unit_id, n.assessed FROM under n JOIN before t ON t.parent_id = n.unit_id
     WHERE NOT EXISTS (SELECT FROM result r WHERE r.unit_id = t.unit_id)),
  made AS (
    SELECT l.unit_id, l.before_id, l.share, l.acts, n.assessed
      FROM chosen c
     CROSS JOIN LATERAL lineage(day, c.period_to) l
      JOIN under n ON n.unit_id = l.before_id
     WHERE rule IN ('child', 'share')),
  weighed AS (
    SELECT m.unit_id, m.assessed,
           CASE rule WHEN 'child' THEN count(*)::numeric ELSE sum(m.share) END AS weight,
           jsonb_agg(u.code ORDER BY u.code) AS through
      FROM made m JOIN unit u ON u.id = m.before_id
     GROUP BY m.unit_id, m.assessed)
  SELECT w.unit_id, round(sum(r.total * w.weight) / sum(w.weight), 2),
         jsonb_build_object('rule', rule,
           'parts', jsonb_agg(jsonb_build_object('unit', r.code, 'total', r.total::text,
                      'weight', round(w.weight, 6)::text, 'through', w.through) ORDER BY r.code),
           'acts', (SELECT coalesce(jsonb_agg(DISTINCT a.symbol), '[]')
                      FROM made m CROSS JOIN unnest(m.acts) x(id) JOIN act a ON a.id = x.id
                     WHERE m.unit_id = w.unit_id))
    FROM weighed w JOIN result r ON r.unit_id = w.assessed
   GROUP BY w.unit_id
  UNION ALL
  SELECT r.unit_id, r.total, jsonb_build_object('rule', rule, 'parts', '[]'::jsonb, 'acts', '[]'::jsonb)
    FROM result r WHERE rule = 'closed'
$$;
GRANT EXECUTE ON FUNCTION recast(integer, text, date) TO mc_admin;

-- A published result on a later tree is readable by everyone; any other by its committee.
CREATE OR REPLACE FUNCTION app_recast(wanted text, rule text, day date) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('campaign', c.code, 'rule', rule, 'as_of', day, 'units', (
           SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'code', u.code, 'name', coalesce(t.name, u.name), 'closed_on', u.closed_on,
                    'total', r.total::text, 'receipt', r.receipt) ORDER BY r.total DESC, u.code), '[]')
             FROM recast(c.id, rule, day) r
             JOIN unit u ON u.id = r.unit_id
             LEFT JOIN tree_at(day) t ON t.unit_id = u.id))
    FROM campaign c
   WHERE c.code = wanted
     AND (c.state = 'published'
          OR (c.province_id = ANY (app_readable_units())
              AND EXISTS (SELECT FROM account WHERE id = app_account() AND role = 'committee')))
$$;
GRANT EXECUTE ON FUNCTION app_recast(text, text, date) TO mc_gateway;
