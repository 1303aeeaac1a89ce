-- A criteria set that has been checked, whole or not at all: no row if this version of it is
-- there already.  Bands are kept by where they begin, groups inside groups as contents.
-- $1 the set as proto/criteria-set.schema.json has it.
WITH given AS MATERIALIZED (SELECT $1::jsonb AS doc),
made AS (
  INSERT INTO criteria_set (code, version, name, base_points, bonus_points, bands)
  SELECT doc ->> 'code', coalesce((doc ->> 'version')::integer, 1), doc ->> 'name',
         (doc #>> '{points,base}')::numeric, coalesce((doc #>> '{points,bonus}')::numeric, 0),
         (SELECT coalesce(jsonb_agg(jsonb_build_object('name', b.band ->> 'name',
                                                       'from', coalesce(b.band ->> 'from', '0'))
                                    ORDER BY b.n), '[]')
            FROM jsonb_array_elements(doc -> 'bands') WITH ORDINALITY AS b(band, n))
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
bonus AS (                                     -- a bonus group hands it down
  WITH RECURSIVE down AS (
    SELECT node ->> 'code' AS code FROM node WHERE node ->> 'pool' = 'bonus'
    UNION
    SELECT n.node ->> 'code' FROM down d JOIN node n ON n.node ->> 'parent' = d.code)
  SELECT code FROM down),
rows AS (
  INSERT INTO criterion (id, set_id, code, parent_id, level, name, points, is_bonus, rule,
                         rule_version, figures, required_kinds, window_from, window_to, sort)
  SELECT n.id, m.id, n.node ->> 'code', p.id, n.level, n.node ->> 'name',
         (n.node ->> 'points')::numeric, n.node ->> 'code' IN (SELECT code FROM bonus),
         n.node -> 'rule', coalesce((n.node ->> 'rule_version')::integer, 1),
         ARRAY(SELECT jsonb_array_elements_text(n.node -> 'figures')),
         ARRAY(SELECT jsonb_array_elements_text(n.node -> 'evidence_kinds')),
         (n.node #>> '{window,from}')::date, (n.node #>> '{window,to}')::date, n.n
    FROM made m CROSS JOIN node n
    LEFT JOIN node p ON p.node ->> 'code' = n.node ->> 'parent'
  RETURNING 1)
SELECT m.id, (SELECT count(*) FROM rows) AS rows FROM made m;
