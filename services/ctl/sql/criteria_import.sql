-- Stores a criteria set that has been checked, whole or not at all; no row: this version of it is
-- stored already.  Groups inside groups are stored as contents; what belongs to a campaign (units,
-- targets, the period) is not stored, and what has no column goes to "more".
-- $1 the set in the form of proto/criteria-set.schema.json.
WITH given AS MATERIALIZED (SELECT $1::jsonb AS doc),
made AS (
  INSERT INTO criteria_set (code, version, name, base_points, bonus_points, bands, more)
  SELECT doc ->> 'code', coalesce((doc ->> 'version')::integer, 1), doc ->> 'name',
         (doc #>> '{points,base}')::numeric, coalesce((doc #>> '{points,bonus}')::numeric, 0),
         coalesce(doc -> 'bands', '[]'),
         doc - ARRAY['format', 'code', 'version', 'name', 'points', 'bands', 'groups', 'criteria', 'targets',
                     'period'] #- '{directory,units}'
    FROM given
  ON CONFLICT (code, version) DO NOTHING
  RETURNING id),
node AS MATERIALIZED (
  SELECT nextval(pg_get_serial_sequence('criterion', 'id'))::integer AS id, x.*
    FROM (SELECT g.node, g.n, CASE WHEN g.node ? 'parent' THEN 'content' ELSE 'group' END AS level
            FROM given, jsonb_array_elements(doc -> 'groups') WITH ORDINALITY AS g(node, n)
          UNION ALL
          SELECT k.node, k.n + 100000, 'criterion'
            FROM given, jsonb_array_elements(doc -> 'criteria') WITH ORDINALITY AS k(node, n)) x
   ORDER BY x.n),
pool AS (                                      -- items of a bonus or deduction group go there
  WITH RECURSIVE down AS (
    SELECT node ->> 'code' AS code, coalesce(node ->> 'pool', 'base') AS pool FROM node
     WHERE NOT node ? 'parent'
    UNION ALL
    SELECT n.node ->> 'code', coalesce(nullif(n.node ->> 'pool', 'base'), d.pool)
      FROM down d JOIN node n ON n.node ->> 'parent' = d.code)
  SELECT code, pool FROM down),
rows AS (
  INSERT INTO criterion (id, set_id, code, parent_id, level, name, points, is_bonus, is_deduction,
                         rule, rule_version, figures, required_kinds, window_from, window_to, sort, more)
  SELECT n.id, m.id, n.node ->> 'code', p.id, n.level, n.node ->> 'name',
         (n.node ->> 'points')::numeric, o.pool = 'bonus', o.pool = 'deduction',
         n.node -> 'rule', coalesce((n.node ->> 'rule_version')::integer, 1),
         ARRAY(SELECT jsonb_array_elements_text(n.node -> 'figures')),
         ARRAY(SELECT jsonb_array_elements_text(n.node -> 'evidence_kinds')),
         (n.node #>> '{window,from}')::date, (n.node #>> '{window,to}')::date, n.n,
         n.node - ARRAY['code', 'name', 'parent', 'points', 'figures', 'evidence_kinds', 'rule',
                        'rule_version', 'window']
    FROM made m CROSS JOIN node n
    JOIN pool o ON o.code = n.node ->> 'code'
    LEFT JOIN node p ON p.node ->> 'code' = n.node ->> 'parent'
  RETURNING 1)
SELECT m.id, (SELECT count(*) FROM rows) AS rows FROM made m;
