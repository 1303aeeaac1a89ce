-- Criteria sets as documents, their stamps, and opening a campaign with one.

-- The variant of a criterion for a unit of that kind and peer group; NULL: it has none.
CREATE OR REPLACE FUNCTION variant_for(more jsonb, kind text, peer_group text) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT v.part || jsonb_build_object('n', v.n)
    FROM jsonb_array_elements(more -> 'variants') WITH ORDINALITY v(part, n)
   WHERE (coalesce(v.part -> 'kinds', '[]') = '[]' OR v.part -> 'kinds' ? kind)
     AND (coalesce(v.part -> 'peer_groups', '[]') = '[]' OR v.part -> 'peer_groups' ? peer_group)
   ORDER BY v.n LIMIT 1
$$;
GRANT EXECUTE ON FUNCTION variant_for(jsonb, text, text) TO mc_gateway, mc_scoring, mc_admin;

-- A criteria set in the form of proto/criteria-set.schema.json; if a campaign is named, with what is
-- particular to it (period, units, targets, units to which a criterion does not apply).
CREATE OR REPLACE FUNCTION criteria_document(wanted_set integer, wanted_campaign integer DEFAULT NULL)
RETURNS jsonb LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH chosen AS (
    SELECT c.id AS campaign_id, c.period_from, c.period_to, s.*
      FROM criteria_set s LEFT JOIN campaign c ON c.id = wanted_campaign WHERE s.id = wanted_set),
  node AS (
    SELECT k.*, p.code AS parent,
           CASE WHEN k.is_deduction THEN 'deduction'
                WHEN k.is_bonus OR (k.level <> 'criterion' AND NOT EXISTS (
             WITH RECURSIVE under AS (
               SELECT k.id UNION ALL SELECT x.id FROM under u JOIN criterion x ON x.parent_id = u.id)
             SELECT FROM under u JOIN criterion x ON x.id = u.id
              WHERE x.level = 'criterion' AND NOT x.is_bonus)) THEN 'bonus' END AS pool
      FROM chosen c JOIN criterion k ON k.set_id = c.id LEFT JOIN criterion p ON p.id = k.parent_id),
  absent AS (
    SELECT n.criterion_id, jsonb_agg(u.code ORDER BY u.code) AS units, min(n.reason) AS reason
      FROM chosen c JOIN not_applicable n ON n.campaign_id = c.campaign_id JOIN unit u ON u.id = n.unit_id
     GROUP BY n.criterion_id),
  member AS (
    SELECT u.code, u.name, u.kind, m.peer_group
      FROM chosen c JOIN campaign_unit m ON m.campaign_id = c.campaign_id JOIN unit u ON u.id = m.unit_id)
  SELECT jsonb_strip_nulls(c.more || jsonb_build_object(
           'format', 'minhchung-criteria-set/1', 'code', c.code, 'name', c.name, 'version', c.version,
           'points', jsonb_build_object('base', trim_scale(c.base_points)::text,
                                       'bonus', trim_scale(c.bonus_points)::text),
           'groups', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'code', n.code, 'name', n.name, 'parent', n.parent, 'points', trim_scale(n.points)::text,
                        'pool', n.pool) || n.more ORDER BY n.sort, n.id), '[]')
                        FROM node n WHERE n.level <> 'criterion'),
           'criteria', (SELECT jsonb_agg(jsonb_build_object(
                          'code', n.code, 'name', n.name, 'parent', n.parent, 'points', trim_scale(n.points)::text,
                          'pool', n.pool, 'figures', nullif(to_jsonb(n.figures), '[]'),
                          'evidence_kinds', nullif(to_jsonb(n.required_kinds), '[]'),
                          'rule', n.rule, 'rule_version', nullif(n.rule_version, 1),
                          'window', nullif(jsonb_strip_nulls(jsonb_build_object(
                            'from', n.window_from, 'to', n.window_to)), '{}'))
                          || CASE WHEN c.campaign_id IS NULL THEN n.more
                                  ELSE n.more - 'not_applicable' || jsonb_build_object(
                                    'not_applicable', CASE WHEN a.units IS NOT NULL THEN
                                      jsonb_build_object('units', a.units, 'reason', a.reason) END) END
                          ORDER BY n.sort, n.id)
                          FROM node n LEFT JOIN absent a ON a.criterion_id = n.id
                         WHERE n.level = 'criterion'),
           'bands', (SELECT coalesce(jsonb_agg(CASE WHEN b.band ?| ARRAY['to', 'through'] THEN b.band
                              ELSE b.band || jsonb_build_object('to', b.less) END ORDER BY b.n), '[]')
                       FROM (SELECT x.band, x.n, lag(x.band ->> 'from') OVER (ORDER BY x.n) AS less
                               FROM (SELECT band, row_number() OVER (ORDER BY
                                              coalesce(band ->> 'from', band ->> 'above', '0')::numeric DESC,
                                              band ? 'from') AS n
                                       FROM jsonb_array_elements(c.bands) e(band)) x) b))
         || CASE WHEN c.campaign_id IS NULL THEN '{}' ELSE jsonb_build_object(
           'period', jsonb_build_object('from', c.period_from, 'to', c.period_to),
           'directory', jsonb_build_object(
             'kinds', (SELECT jsonb_agg(DISTINCT jsonb_build_object('code', kind)) FROM member),
             'peer_groups', (SELECT jsonb_agg(DISTINCT jsonb_build_object('code', peer_group))
                               FROM member WHERE peer_group <> ''))
             || coalesce(c.more -> 'directory', '{}') || jsonb_build_object(
             'units', (SELECT jsonb_agg(to_jsonb(m) ORDER BY m.code) FROM member m)),
           'targets', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                         'unit', u.code, 'criterion', k.code, 'value', trim_scale(t.value)::text,
                         'pace', t.pace) ORDER BY u.code, k.code), '[]')
                         FROM target t JOIN unit u ON u.id = t.unit_id JOIN criterion k ON k.id = t.criterion_id
                        WHERE t.campaign_id = c.campaign_id)) END)
    FROM chosen c
$$;
GRANT EXECUTE ON FUNCTION criteria_document(integer, integer) TO mc_gateway, mc_scoring, mc_admin;

-- Any change of a set changes its stamp, so that services read it again.
CREATE OR REPLACE FUNCTION stamp_changed_sets() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE criteria_set SET stamp = nextval('recompute_generation')
   WHERE id IN (SELECT set_id FROM changed);
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER stamp_inserted AFTER INSERT ON criterion REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION stamp_changed_sets();
CREATE OR REPLACE TRIGGER stamp_updated AFTER UPDATE ON criterion REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION stamp_changed_sets();
CREATE OR REPLACE TRIGGER stamp_deleted AFTER DELETE ON criterion REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION stamp_changed_sets();

CREATE OR REPLACE FUNCTION stamp_set() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.stamp := nextval('recompute_generation');
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER stamp BEFORE UPDATE OF more, base_points, bonus_points, bands ON criteria_set
  FOR EACH ROW EXECUTE FUNCTION stamp_set();

-- Opens a campaign with its units and their targets, each with the expected pace, or returns the faults.
CREATE OR REPLACE FUNCTION open_campaign(doc jsonb, asked jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  faults jsonb;
  made integer;
BEGIN
  CREATE TEMP TABLE chosen ON COMMIT DROP AS
    SELECT (SELECT s.id FROM criteria_set s
             WHERE s.code = doc ->> 'code' AND s.version = coalesce((doc ->> 'version')::integer, 1)) AS set_id,
           (SELECT min(u.id) FROM unit u
             WHERE u.kind = 'province' AND u.code = coalesce(asked ->> 'province', u.code)
            HAVING count(*) = 1) AS province_id;
  CREATE TEMP TABLE member ON COMMIT DROP AS
    SELECT g ->> 'code' AS code, u.id AS unit_id, u.kind, coalesce(g ->> 'peer_group', '') AS peer_group
      FROM jsonb_array_elements(doc #> '{directory,units}') g LEFT JOIN unit u ON u.code = g ->> 'code';
  CREATE TEMP TABLE aim ON COMMIT DROP AS
    SELECT t ->> 'unit' AS unit, t ->> 'criterion' AS criterion, m.unit_id, k.id AS criterion_id,
           (t ->> 'value')::numeric AS value, t -> 'pace' AS pace
      FROM jsonb_array_elements(doc -> 'targets') t LEFT JOIN member m ON m.code = t ->> 'unit'
      LEFT JOIN criterion k ON k.set_id = (SELECT set_id FROM chosen) AND k.level = 'criterion'
                           AND k.code = t ->> 'criterion';
  SELECT jsonb_agg(jsonb_build_object('code', f.code, 'about', f.about) ORDER BY f.code, f.about) INTO faults
    FROM (SELECT 'campaign.exists' AS code, asked ->> 'code' AS about
            FROM campaign WHERE code = asked ->> 'code'
          UNION ALL SELECT 'campaign.code', asked ->> 'code'
           WHERE NOT asked ->> 'code' ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'
          UNION ALL SELECT 'set.unknown', doc ->> 'code' FROM chosen WHERE set_id IS NULL
          UNION ALL SELECT 'province.unknown', coalesce(asked ->> 'province', '') FROM chosen
           WHERE province_id IS NULL
          UNION ALL SELECT 'period.missing', '' WHERE doc #>> '{period,from}' IS NULL
                                                   OR doc #>> '{period,to}' IS NULL
          UNION ALL SELECT 'units.missing', '' WHERE NOT EXISTS (SELECT FROM member)
          UNION ALL SELECT 'unit.unknown', code FROM member WHERE unit_id IS NULL
          UNION ALL SELECT 'target.unknown', unit || ' ' || criterion FROM aim
           WHERE unit_id IS NULL OR criterion_id IS NULL) f;
  IF faults IS NULL THEN
    INSERT INTO campaign (code, name, province_id, criteria_set_id, period_from, period_to, filing_deadline,
                          state)
    SELECT asked ->> 'code', asked ->> 'name', province_id, set_id, (doc #>> '{period,from}')::date,
           (doc #>> '{period,to}')::date, (asked ->> 'deadline')::date,
           coalesce(asked ->> 'state', 'open') FROM chosen
    RETURNING id INTO made;
    INSERT INTO campaign_unit SELECT made, unit_id, peer_group FROM member;
    INSERT INTO target (campaign_id, unit_id, criterion_id, value, pace)
    SELECT made, unit_id, criterion_id, value, pace FROM aim;
    INSERT INTO not_applicable (campaign_id, unit_id, criterion_id, reason)
    SELECT made, m.unit_id, k.id, coalesce(a.absent ->> 'reason', '')
      FROM (SELECT c ->> 'code' AS code, c -> 'not_applicable' AS absent
              FROM jsonb_array_elements(doc -> 'criteria') c WHERE c ? 'not_applicable') a
      JOIN criterion k ON k.code = a.code AND k.set_id = (SELECT set_id FROM chosen)
      JOIN member m ON a.absent -> 'units' ? m.code OR a.absent -> 'kinds' ? m.kind;
  END IF;
  DROP TABLE chosen, member, aim;
  RETURN coalesce(faults, '[]');
END $$;
GRANT EXECUTE ON FUNCTION open_campaign(jsonb, jsonb) TO mc_admin;

-- Stores a criteria set that has been checked, in the form of proto/criteria-set.schema.json, whole or
-- not at all; NULL: this version of it is stored already.  Groups inside groups are stored as
-- contents; what belongs to a campaign (units, targets, the period) goes to "opening", what has no
-- column to "more".
CREATE OR REPLACE FUNCTION import_criteria(wanted jsonb) RETURNS jsonb
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  WITH given AS MATERIALIZED (SELECT wanted AS doc),
  made AS (
    INSERT INTO criteria_set (code, version, name, base_points, bonus_points, bands, more,
                              opening)
    SELECT doc ->> 'code', coalesce((doc ->> 'version')::integer, 1), doc ->> 'name',
           (doc #>> '{points,base}')::numeric, coalesce((doc #>> '{points,bonus}')::numeric, 0),
           coalesce(doc -> 'bands', '[]'),
           doc - ARRAY['format', 'code', 'version', 'name', 'points', 'bands', 'groups', 'criteria', 'targets',
                       'period'] #- '{directory,units}',
           jsonb_strip_nulls(jsonb_build_object(
             'period', doc -> 'period', 'units', doc #> '{directory,units}', 'targets', doc -> 'targets',
             'digest', md5(doc::text)))
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
  SELECT jsonb_build_object('set', m.id, 'rows', (SELECT count(*) FROM rows)) FROM made m
$$;
GRANT EXECUTE ON FUNCTION import_criteria(jsonb) TO mc_admin;

-- The same, counted as an import of its groups and criteria.
CREATE OR REPLACE FUNCTION take_criteria(wanted jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  stored jsonb := import_criteria(wanted);
  nodes integer := jsonb_array_length(wanted -> 'groups') + jsonb_array_length(wanted -> 'criteria');
BEGIN
  PERFORM count_import('criteria', NULL, wanted ->> 'name', jsonb_build_object(
    CASE WHEN stored IS NULL THEN 'repeated' ELSE 'accepted' END, nodes), '[]');
  RETURN stored;
END $$;
GRANT EXECUTE ON FUNCTION take_criteria(jsonb) TO mc_admin;
