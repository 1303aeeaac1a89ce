-- Targets, their changes, and the units behind their pace.

-- "2023-06-30: 50; 2023-09-30: 80" as a pace; NULL: it is none, or it decreases somewhere.
CREATE OR REPLACE FUNCTION pace_of(words text) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  WITH step AS (
    SELECT s.n, m[1] AS by, m[2]::numeric AS percent
      FROM regexp_split_to_table(btrim(words, ' ;'), '\s*;\s*') WITH ORDINALITY s(part, n)
      LEFT JOIN LATERAL regexp_match(s.part, '^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\s*:\s*(\d{1,4}(?:\.\d{1,4})?)\s*%?$') m
             ON true),
  row AS (
    SELECT step.*, lag(by) OVER (ORDER BY n) AS before, lag(percent) OVER (ORDER BY n) AS least FROM step)
  SELECT jsonb_agg(jsonb_build_object('by', by, 'percent', trim_scale(percent)::text) ORDER BY n)
    FROM row HAVING bool_and(by IS NOT NULL AND by > coalesce(before, '') AND percent >= coalesce(least, 0))
$$;
GRANT EXECUTE ON FUNCTION pace_of(text) TO mc_admin;

-- Every change of a target is recorded.
CREATE OR REPLACE FUNCTION keep_target_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.value, OLD.pace) IS NOT DISTINCT FROM (NEW.value, NEW.pace) THEN
    RETURN NULL;
  END IF;
  INSERT INTO target_change (campaign_id, unit_id, criterion_id, old_value, new_value, old_pace, new_pace,
                             source, account_id)
  VALUES (coalesce(NEW.campaign_id, OLD.campaign_id), coalesce(NEW.unit_id, OLD.unit_id),
          coalesce(NEW.criterion_id, OLD.criterion_id), OLD.value, NEW.value, OLD.pace, NEW.pace,
          coalesce(current_setting('app.source', true), ''), app_account());
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER keep_change AFTER INSERT OR UPDATE OR DELETE ON target
  FOR EACH ROW EXECUTE FUNCTION keep_target_change();

-- Targets of a list: adds or updates all of them or, with the faults of every row, none;
-- a row without a pace keeps the present one.
-- given: [{"unit","criterion","value","pace"}].
CREATE OR REPLACE FUNCTION import_targets(wanted text, given jsonb, source text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  faults jsonb;
BEGIN
  SELECT * INTO chosen FROM campaign WHERE code = wanted;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  CREATE TEMP TABLE wanted_target ON COMMIT DROP AS
    SELECT g.n, g.t ->> 'unit' AS unit, g.t ->> 'criterion' AS criterion, g.t ->> 'value' AS value,
           g.t ->> 'pace' AS pace_given, pace_of(g.t ->> 'pace') AS pace,
           u.id AS unit_id, k.id AS criterion_id
      FROM jsonb_array_elements(given) WITH ORDINALITY g(t, n)
      LEFT JOIN (unit u JOIN campaign_unit m ON m.unit_id = u.id AND m.campaign_id = chosen.id)
             ON u.code = g.t ->> 'unit'
      LEFT JOIN criterion k ON k.set_id = chosen.criteria_set_id AND k.level = 'criterion'
                           AND k.code = g.t ->> 'criterion';
  SELECT jsonb_agg(f.fault ORDER BY (f.fault ->> 'n')::bigint, f.fault ->> 'column') INTO faults FROM (
    SELECT tree_fault(0, 'unit', 'campaign.closed', wanted) AS fault WHERE chosen.state = 'published'
    UNION ALL
    SELECT tree_fault(n, 'unit', 'unit.unknown', unit) FROM wanted_target WHERE unit_id IS NULL
    UNION ALL
    SELECT tree_fault(w.n, 'unit', 'unit.held', w.unit) FROM wanted_target w
     WHERE w.unit_id IN (SELECT c.unit_id FROM closed_units(
             ARRAY(SELECT chosen.id FROM wanted_target WHERE unit_id IS NOT NULL),
             ARRAY(SELECT unit_id FROM wanted_target WHERE unit_id IS NOT NULL)) c)
       AND NOT EXISTS (SELECT FROM target t
                        WHERE t.campaign_id = chosen.id AND t.unit_id = w.unit_id
                          AND t.criterion_id = w.criterion_id AND t.value = (
                            CASE WHEN w.value ~ '^[0-9]{1,14}(\.[0-9]{1,4})?$' THEN w.value::numeric END))
    UNION ALL
    SELECT tree_fault(n, 'criterion', 'criterion.unknown', criterion) FROM wanted_target
     WHERE criterion_id IS NULL
    UNION ALL
    SELECT tree_fault(n, 'value', CASE WHEN value ~ '^[1-9][0-9]{0,2},[0-9]{3}\y' THEN 'amount.doubtful'
                                       ELSE 'amount.format' END, value) FROM wanted_target
     WHERE value !~ '^[0-9]{1,14}(\.[0-9]{1,4})?$'
    UNION ALL
    SELECT tree_fault(n, 'pace', 'pace.format', pace_given) FROM wanted_target
     WHERE pace_given <> '' AND pace IS NULL
    UNION ALL
    SELECT tree_fault(n, 'criterion', 'line.twice', criterion)
      FROM (SELECT w.*, row_number() OVER (PARTITION BY unit, criterion ORDER BY n) AS place FROM wanted_target w) w
     WHERE place > 1) f;
  IF faults IS NULL THEN
    PERFORM set_config('app.source', source, true);
    PERFORM list_repeated((SELECT count(*) FROM wanted_target w
                             JOIN target t ON t.campaign_id = chosen.id AND t.unit_id = w.unit_id
                                          AND t.criterion_id = w.criterion_id
                            WHERE t.value = w.value::numeric AND t.pace IS NOT DISTINCT FROM coalesce(w.pace, t.pace)));
    INSERT INTO target AS t (campaign_id, unit_id, criterion_id, value, pace)
    SELECT chosen.id, unit_id, criterion_id, value::numeric, pace FROM wanted_target ORDER BY 1, 2, 3
    ON CONFLICT (campaign_id, unit_id, criterion_id) DO UPDATE
       SET value = excluded.value, pace = coalesce(excluded.pace, t.pace)
     WHERE t.value <> excluded.value OR t.pace IS DISTINCT FROM coalesce(excluded.pace, t.pace);
    PERFORM set_config('app.source', '', true);
  END IF;
  DROP TABLE wanted_target;
  RETURN coalesce(faults, '[]');
END $$;
GRANT EXECUTE ON FUNCTION import_targets(text, jsonb, text) TO mc_admin;

-- The part of a target, in %, to be reached by a day: as in its pace, else evenly over
-- the counting window.
CREATE OR REPLACE FUNCTION expected_percent(pace jsonb, since date, until date, at date) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN pace IS NOT NULL AND pace <> '[]'
    THEN coalesce((SELECT max((p ->> 'percent')::numeric) FROM jsonb_array_elements(pace) p
                    WHERE (p ->> 'by')::date <= at), 0)
    WHEN at < since THEN 0
    WHEN at >= until THEN 100
    ELSE (at - since + 1) * 100.0 / (until - since + 1)
  END
$$;
GRANT EXECUTE ON FUNCTION expected_percent(jsonb, date, date, date) TO mc_gateway, mc_admin;

-- The words of a rule, under "kind" and "against", that ask for the target (RULE_ASKS_TARGET in
-- services/domain/rules; pace_test compares).
CREATE OR REPLACE FUNCTION target_words() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT '{proportional,target}'::text[] $$;
GRANT EXECUTE ON FUNCTION target_words() TO mc_gateway, mc_admin;

-- The measure that a rule compares with the target, at any depth of it: {"figure","aggregate"};
-- where the rule names none, the first figure's sum, or the number of submissions if it has no figure.
CREATE OR REPLACE FUNCTION target_measure(rule jsonb, figures text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object(
           'figure', CASE jsonb_typeof(m.measure -> 'figure')
                       WHEN 'number' THEN (m.measure ->> 'figure')::integer
                       WHEN 'string' THEN coalesce(array_position(figures, m.measure ->> 'figure'), 0)
                       ELSE least(cardinality(figures), 1) END,
           'aggregate', coalesce(m.measure ->> 'aggregate', 'sum'))
    FROM (SELECT jsonb_path_query_first(rule,
                   '$.** ? (@.kind == $words[*] || @.against == $words[*])',
                   jsonb_build_object('words', public.target_words())) AS measure) m
$$;
GRANT EXECUTE ON FUNCTION target_measure(jsonb, text[]) TO mc_gateway, mc_admin;

-- Every target of a campaign on a day; evidence counts by the day on which it happened.
-- achieved and expected are amounts; days_left is 0 once the window is over.
CREATE OR REPLACE FUNCTION target_pace(wanted integer, at date, wanted_unit integer DEFAULT NULL)
RETURNS TABLE (unit_id integer, criterion_id integer, target numeric, achieved numeric,
               expected numeric, days_left integer)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT t.unit_id, t.criterion_id, t.value, f.achieved,
         round(t.value * expected_percent(t.pace, w.since, w.until, at) / 100, 4),
         greatest(w.until - greatest(at, w.since - 1), 0)
    FROM campaign c
    JOIN target t ON t.campaign_id = c.id AND (wanted_unit IS NULL OR t.unit_id = wanted_unit)
    JOIN criterion k ON k.id = t.criterion_id
   CROSS JOIN LATERAL (
     SELECT coalesce(k.window_from, c.period_from) AS since, coalesce(k.window_to, c.period_to) AS until,
            target_measure(k.rule, k.figures) AS measure) w
   CROSS JOIN LATERAL (
     SELECT coalesce(CASE w.measure ->> 'aggregate' WHEN 'count' THEN count(*) WHEN 'max' THEN max(e.amount)
                                                    ELSE sum(e.amount) END, 0)::numeric AS achieved
       FROM evidence_fact e
      WHERE e.campaign_id = c.id AND e.unit_id = t.unit_id AND e.criterion_id = k.id
        AND e.figure = (w.measure ->> 'figure')::integer
        AND e.occurred_on BETWEEN w.since AND least(w.until, at)) f
   WHERE c.id = wanted
     AND NOT EXISTS (SELECT FROM not_applicable n WHERE n.campaign_id = c.id AND n.unit_id = t.unit_id
                        AND n.criterion_id = k.id)
$$;
GRANT EXECUTE ON FUNCTION target_pace(integer, date, integer) TO mc_gateway, mc_admin;

-- The same as JSON, for the given units; a unit's lines that are furthest behind come first.
CREATE OR REPLACE FUNCTION pace_report(wanted integer, at date, units integer[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH line AS (
    SELECT p.*, u.code AS unit, u.name AS unit_name, k.code, k.name, k.sort,
           p.achieved < p.expected AS is_behind,
           CASE WHEN p.target > 0 THEN round(p.achieved * 100 / p.target, 1) END AS percent,
           CASE WHEN p.expected > 0 THEN p.achieved / p.expected ELSE 1 END AS share
      FROM unnest(units) x(id)
     CROSS JOIN LATERAL target_pace(wanted, at, x.id) p
      JOIN unit u ON u.id = p.unit_id
      JOIN criterion k ON k.id = p.criterion_id)
  SELECT jsonb_build_object('on', at, 'units', (
           SELECT coalesce(jsonb_agg(x.unit ORDER BY x.behind DESC, x.code), '[]')
             FROM (SELECT l.unit AS code, count(*) FILTER (WHERE l.is_behind) AS behind,
                          jsonb_build_object('code', l.unit, 'name', l.unit_name,
                            'targets', count(*), 'behind', count(*) FILTER (WHERE l.is_behind),
                            'criteria', jsonb_agg(jsonb_build_object(
                              'criterion', l.code, 'name', l.name,
                              'target', trim_scale(l.target)::text, 'achieved', trim_scale(l.achieved)::text,
                              'expected', trim_scale(l.expected)::text, 'percent', l.percent::text,
                              'is_behind', l.is_behind, 'days_left', l.days_left,
                              'missing', trim_scale(greatest(l.target - l.achieved, 0))::text)
                              ORDER BY l.is_behind DESC, l.share, l.sort)) AS unit
                     FROM line l GROUP BY l.unit, l.unit_name) x))
$$;
GRANT EXECUTE ON FUNCTION pace_report(integer, date, integer[]) TO mc_gateway, mc_admin;
