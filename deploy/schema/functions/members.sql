-- Exports of the member software: upload, columns, snapshots, and the resulting scores.

-- Active members of a unit on a day: its own latest snapshot, else those of all units right
-- below it; NULL where that is not known.
CREATE OR REPLACE FUNCTION member_count(unit integer, on_day date) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  found_count integer;
BEGIN
  SELECT s.members INTO found_count FROM member_snapshot s
   WHERE s.unit_id = member_count.unit AND s.as_of <= on_day
   ORDER BY s.as_of DESC, s.at DESC, s.id LIMIT 1;
  IF found_count IS NULL THEN
    SELECT CASE WHEN count(*) = count(c.members) THEN sum(c.members)::integer END INTO found_count
      FROM (SELECT member_count(u.id, on_day) AS members FROM unit u
             WHERE u.parent_id = member_count.unit AND u.valid_from <= on_day
               AND (u.valid_to IS NULL OR u.valid_to > on_day)) c;
  END IF;
  RETURN found_count;
END $$;
GRANT EXECUTE ON FUNCTION member_count(integer, date) TO mc_validation, mc_admin;

-- Makes the facts of the criterion those of the latest snapshot in its window, unless the unit has closed;
-- an unchanged fact makes no cell dirty.
CREATE OR REPLACE FUNCTION member_feed(wanted_campaign integer, wanted_unit integer) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  WITH latest AS (
    SELECT s.id, s.as_of, s.score
      FROM member_snapshot s
      JOIN campaign c ON c.id = s.campaign_id
      LEFT JOIN member_criterion m ON m.campaign_id = c.id
      LEFT JOIN criterion k ON k.id = m.criterion_id
     WHERE s.unit_id = wanted_unit AND s.campaign_id = wanted_campaign
       AND s.as_of BETWEEN coalesce(k.window_from, c.period_from) AND coalesce(k.window_to, c.period_to)
     ORDER BY s.as_of DESC, s.at DESC, s.id LIMIT 1),
  fact AS (
    SELECT m.criterion_id, l.id AS evidence_id, f.figure, f.amount, l.as_of
      FROM latest l
      JOIN member_criterion m ON m.campaign_id = wanted_campaign
      JOIN campaign_unit u ON u.campaign_id = wanted_campaign AND u.unit_id = wanted_unit
     CROSS JOIN LATERAL (VALUES (0::smallint, 1::numeric), (m.figure, l.score)) f(figure, amount)),
  held AS MATERIALIZED (SELECT is_closed(wanted_campaign, wanted_unit) AS is_closed),
  gone AS (
    DELETE FROM evidence_fact e USING member_snapshot s
     WHERE NOT (SELECT is_closed FROM held) AND e.campaign_id = wanted_campaign AND e.unit_id = wanted_unit
       AND s.id = e.evidence_id AND s.unit_id = wanted_unit AND s.campaign_id = wanted_campaign
       AND NOT EXISTS (SELECT FROM fact f
                        WHERE f.evidence_id = e.evidence_id AND f.criterion_id = e.criterion_id
                          AND f.figure = e.figure)
    RETURNING e.criterion_id),
  put AS (
    INSERT INTO evidence_fact AS e (campaign_id, unit_id, criterion_id, evidence_id, figure, amount,
                                    occurred_on)
    SELECT wanted_campaign, wanted_unit, criterion_id, evidence_id, figure, amount, as_of FROM fact
     WHERE NOT (SELECT is_closed FROM held)
     ORDER BY 3, 4, 5
    ON CONFLICT (campaign_id, unit_id, criterion_id, evidence_id, figure) DO UPDATE
       SET amount = excluded.amount, occurred_on = excluded.occurred_on
     WHERE (e.amount, e.occurred_on) IS DISTINCT FROM (excluded.amount, excluded.occurred_on)
    RETURNING e.criterion_id)
  INSERT INTO recompute (campaign_id, unit_id, criterion_id)
  SELECT wanted_campaign, wanted_unit, criterion_id
    FROM (SELECT criterion_id FROM gone UNION SELECT criterion_id FROM put) t
   ORDER BY 1, 2, 3
  ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
     SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL
$$;
GRANT EXECUTE ON FUNCTION member_feed(integer, integer) TO mc_admin;

-- Stores the count of an export: all its rows are new, or the export was stored before.
-- Internal.
CREATE OR REPLACE FUNCTION member_import_count(given jsonb, is_new boolean) RETURNS jsonb
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  SELECT c.counts || jsonb_build_object('import', i, 'read', r.rows + coalesce((l.left_out ->> 'hidden')::integer, 0)
                                                + coalesce((l.left_out ->> 'empty')::integer, 0))
    FROM (SELECT (given ->> 'rows')::integer AS rows) r
   CROSS JOIN (SELECT coalesce(given -> 'left_out', '{}') AS left_out) l
   CROSS JOIN LATERAL (
     SELECT l.left_out || jsonb_build_object('accepted', CASE WHEN is_new THEN r.rows ELSE 0 END,
                                             'repeated', CASE WHEN is_new THEN 0 ELSE r.rows END, 'rejected', 0) AS counts) c
   CROSS JOIN LATERAL count_import('members', given ->> 'campaign', coalesce(given ->> 'file', ''), c.counts, '[]') i
$$;
GRANT EXECUTE ON FUNCTION member_import_count(jsonb, boolean) TO mc_admin;

-- Stores a snapshot once, with its facts and the mapping that read it.
-- {"fault"}: the reason for a refusal.
CREATE OR REPLACE FUNCTION members_take(given jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  place integer;
  is_new boolean;
BEGIN
  SELECT id INTO place FROM unit WHERE code = given ->> 'unit' FOR NO KEY UPDATE;
  SELECT * INTO chosen FROM campaign WHERE code = given ->> 'campaign' FOR SHARE;
  IF place IS NULL THEN
    RETURN jsonb_build_object('fault', 'unit.unknown');
  ELSIF given ->> 'campaign' IS NOT NULL AND NOT EXISTS (
          SELECT FROM campaign_unit m WHERE m.campaign_id = chosen.id AND m.unit_id = place) THEN
    RETURN jsonb_build_object('fault', 'campaign.unknown');
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('fault', 'campaign.closed');
  END IF;
  INSERT INTO member_snapshot (id, unit_id, campaign_id, as_of, file_hash, rows, members, score,
                               receipt, findings)
  VALUES ((given ->> 'id')::uuid, place, chosen.id, (given ->> 'as_of')::date, given ->> 'hash',
          (given ->> 'rows')::integer, (given ->> 'members')::integer,
          (given ->> 'score')::numeric, given -> 'receipt', given -> 'findings')
  ON CONFLICT (id) DO NOTHING;
  is_new := FOUND;
  INSERT INTO member_mapping (unit_id, fingerprint, fields)
  SELECT place, m.key::uuid, m.value FROM jsonb_each(given -> 'mappings') m
  ON CONFLICT (unit_id, fingerprint) DO UPDATE SET fields = excluded.fields, at = now()
   WHERE member_mapping.fields <> excluded.fields;
  PERFORM member_feed(chosen.id, place) WHERE chosen.id IS NOT NULL;
  RETURN jsonb_build_object('new', is_new, 'counts', member_import_count(given, is_new));
END $$;
GRANT EXECUTE ON FUNCTION members_take(jsonb) TO mc_admin;

-- Sets which criterion reads the scores of a campaign, and the weights of the parts; existing
-- scores count at once.  {"fault"}: the reason for a refusal.
CREATE OR REPLACE FUNCTION members_set(wanted text, wanted_criterion text, wanted_figure text, weights integer[])
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  place criterion;
  figure integer;
BEGIN
  SELECT * INTO chosen FROM campaign WHERE code = wanted FOR NO KEY UPDATE;
  SELECT * INTO place FROM criterion k
   WHERE k.set_id = chosen.criteria_set_id AND k.level = 'criterion' AND k.code = wanted_criterion;
  figure := array_position(place.figures, wanted_figure);
  IF chosen.id IS NULL THEN
    RETURN jsonb_build_object('fault', 'campaign.unknown');
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('fault', 'campaign.closed');
  ELSIF place.id IS NULL OR figure IS NULL THEN
    RETURN jsonb_build_object('fault', 'criterion.unknown');
  END IF;
  INSERT INTO member_criterion VALUES (chosen.id, place.id, figure)
  ON CONFLICT (campaign_id) DO UPDATE
     SET criterion_id = excluded.criterion_id, figure = excluded.figure;
  INSERT INTO member_weight
  SELECT chosen.id, weights[1], weights[2], weights[3] WHERE weights IS NOT NULL
  ON CONFLICT (campaign_id) DO UPDATE
     SET correctness = excluded.correctness, completeness = excluded.completeness,
         regularity = excluded.regularity;
  PERFORM member_feed(chosen.id, s.unit_id)
     FROM (SELECT DISTINCT unit_id FROM member_snapshot WHERE campaign_id = chosen.id
            ORDER BY unit_id) s;
  RETURN jsonb_build_object('criterion', place.code, 'figure', wanted_figure);
END $$;
GRANT EXECUTE ON FUNCTION members_set(text, text, text, integer[]) TO mc_admin;

-- What reading an export needs: the layouts of the unit and those above it, those of other units as
-- guesses; the settings of the checks; the branches below the unit; how many members the unit has submitted
-- as evidence in the campaign.
CREATE OR REPLACE FUNCTION members_known(wanted_unit text, wanted_campaign text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE above AS (
    SELECT id, parent_id, 0 AS far FROM unit WHERE code = wanted_unit
    UNION ALL
    SELECT u.id, u.parent_id, a.far + 1 FROM above a JOIN unit u ON u.id = a.parent_id WHERE a.far < 16),
  latest AS (
    SELECT DISTINCT ON (fingerprint) fingerprint, fields, at FROM member_mapping
     ORDER BY fingerprint, at DESC, unit_id)
  SELECT jsonb_build_object(
           'mappings', (SELECT coalesce(jsonb_object_agg(m.fingerprint, m.fields ORDER BY a.far DESC), '{}')
                          FROM above a JOIN member_mapping m ON m.unit_id = a.id),
           'offers', (SELECT coalesce(jsonb_object_agg(l.fingerprint, l.fields), '{}')
                        FROM (SELECT * FROM latest ORDER BY at DESC LIMIT 500) l),
           'checks', (SELECT coalesce(jsonb_object_agg(s.code, jsonb_build_object('off', s.is_off,
                               'severity', s.severity, 'parameters', s.parameters)), '{}')
                        FROM check_setting s JOIN campaign c ON c.id = s.campaign_id
                       WHERE c.code = wanted_campaign AND s.code LIKE 'members.%'),
           'branches', (SELECT coalesce(jsonb_agg(b.name ORDER BY b.id), '[]')
                          FROM unit u JOIN unit b ON b.parent_id = u.id
                         WHERE u.code = wanted_unit AND b.kind = 'branch' AND b.closed_on IS NULL),
           'filed', (SELECT round(f.amount)::integer
                       FROM unit u
                       JOIN figure_value f ON f.unit_id = u.id
                       JOIN campaign c ON c.id = f.campaign_id AND c.code = wanted_campaign
                       JOIN submission s ON s.id = f.submission_id AND s.is_current
                       JOIN validation v ON v.submission_id = f.submission_id AND v.verdict = 1
                      WHERE u.code = wanted_unit AND f.shape <> 1 AND f.amount BETWEEN 0 AND 10000000
                        AND f.key ~ '^(tong )?(so luong |so )?doan vien( (cua don vi|hien co|dang quan ly|hien tai|dang sinh hoat|toan don vi))?$'
                      ORDER BY f.occurred_on DESC, f.submission_id LIMIT 1),
           'weights', (SELECT jsonb_build_array(w.correctness, w.completeness, w.regularity)
                         FROM member_weight w JOIN campaign c ON c.id = w.campaign_id
                        WHERE c.code = wanted_campaign))
$$;
GRANT EXECUTE ON FUNCTION members_known(text, text) TO mc_admin;

-- An export of a unit for which the account may submit.  NULL: no such unit for it.
CREATE OR REPLACE FUNCTION app_members_upload(wanted text, wanted_unit text, given_id uuid, given jsonb, bytes bytea)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  place integer;
  stood member_import;
  digest text := encode(sha256(bytes), 'hex');
BEGIN
  SELECT c.* INTO chosen FROM campaign c WHERE c.code = wanted;
  SELECT u.id INTO place FROM unit u
    JOIN campaign_unit m ON m.unit_id = u.id AND m.campaign_id = chosen.id
   WHERE u.code = wanted_unit AND u.id = ANY (app_readable_units('members:write'));
  IF place IS NULL OR NOT EXISTS (SELECT FROM account WHERE id = app_account() AND is_active
                                     AND role IN ('officer', 'council', 'system')) THEN
    RETURN NULL;
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('fault', 'assessment.locked');
  ELSIF (given ->> 'as_of')::date > (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN
    RETURN jsonb_build_object('fault', 'members.day', 'field', 'as_of');
  END IF;
  INSERT INTO member_import (id, unit_id, campaign_id, account_id, as_of, own_figure, file_name,
                             file_hash, content)
  VALUES (given_id, place, chosen.id, app_account(), (given ->> 'as_of')::date,
          (given ->> 'own_figure')::integer, given ->> 'file', digest, bytes)
  ON CONFLICT (id) DO NOTHING;
  SELECT * INTO stood FROM member_import WHERE id = given_id;
  IF (stood.unit_id, stood.campaign_id, stood.as_of, stood.file_hash)
     IS DISTINCT FROM (place, chosen.id, (given ->> 'as_of')::date, digest)
     OR stood.own_figure IS DISTINCT FROM (given ->> 'own_figure')::integer THEN
    RETURN jsonb_build_object('fault', 'idempotency.conflict', 'field', 'idempotency_key');
  END IF;
  RETURN jsonb_build_object('id', stood.id,
           'state', CASE stood.state WHEN 'owed' THEN 'accepted' ELSE stood.state END);
END $$;
GRANT EXECUTE ON FUNCTION app_members_upload(text, text, uuid, jsonb, bytea) TO mc_gateway;

-- Checks the meanings assigned to headings, {"<sheet id>": {"<heading>": "<field>"}}, against the
-- sheets that were found; returns the place of the first fault, NULL: there is none.
-- Internal.
CREATE OR REPLACE FUNCTION members_mapping_fault(layout jsonb, given jsonb) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH sheet AS (
    SELECT s ->> 'id' AS id, s -> 'columns' AS columns FROM jsonb_array_elements(layout -> 'sheets') s),
  said AS (
    SELECT g.key AS id, f.key AS heading, f.value AS field
      FROM jsonb_each(given) g CROSS JOIN LATERAL jsonb_each_text(g.value) f)
  SELECT coalesce(
    (SELECT 'sheets.' || g.key FROM jsonb_object_keys(given) g(key)
      WHERE g.key NOT IN (SELECT id FROM sheet) LIMIT 1),
    (SELECT 'sheets.' || a.id || '.' || a.heading FROM said a
      WHERE NOT EXISTS (SELECT FROM sheet s CROSS JOIN LATERAL jsonb_array_elements(s.columns) c
                         WHERE s.id = a.id AND c ->> 'heading' = a.heading)
         OR NOT EXISTS (SELECT FROM jsonb_array_elements(layout -> 'fields') f
                         WHERE f ->> 'code' = a.field) LIMIT 1),
    (SELECT 'sheets.' || a.id || '.' || min(a.heading) FROM said a
      GROUP BY a.id, a.field HAVING count(*) > 1 LIMIT 1),
    (SELECT 'sheets' WHERE NOT EXISTS (SELECT FROM said WHERE field IN ('full_name', 'operation_on'))))
$$;

-- Assigns meanings to the columns of an export, which makes it pending again.  NULL: no such import
-- for this account; repeating it changes nothing.
CREATE OR REPLACE FUNCTION app_members_map(wanted text, wanted_unit text, wanted_id uuid, given jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  stood member_import;
  fault text;
BEGIN
  SELECT i.* INTO stood FROM member_import i
    JOIN unit u ON u.id = i.unit_id AND u.code = wanted_unit
    JOIN campaign c ON c.id = i.campaign_id AND c.code = wanted
   WHERE i.id = wanted_id AND i.unit_id = ANY (app_readable_units('members:write'))
     AND EXISTS (SELECT FROM account WHERE id = app_account() AND is_active
                    AND role IN ('officer', 'council', 'system'))
     FOR UPDATE OF i;
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF stood.state = 'needs_mapping' THEN
    fault := members_mapping_fault(stood.layout, given);
    IF fault IS NOT NULL THEN
      RETURN jsonb_build_object('fault', 'members.mapping', 'field', fault);
    END IF;
    UPDATE member_import SET state = 'owed', mapping = given, ready_at = now(), attempts = 0
     WHERE id = wanted_id;
  ELSIF stood.mapping IS DISTINCT FROM given THEN
    RETURN jsonb_build_object('fault', 'members.state');
  END IF;
  RETURN jsonb_build_object('id', wanted_id,
           'state', CASE WHEN stood.state IN ('owed', 'needs_mapping') THEN 'accepted' ELSE stood.state END);
END $$;
GRANT EXECUTE ON FUNCTION app_members_map(text, text, uuid, jsonb) TO mc_gateway;

-- Leases the oldest pending export, with what reading it needs.  An export that has failed too
-- often is refused, one whose columns have had no meanings for a week expires.
CREATE OR REPLACE FUNCTION members_claim(lease interval, allowed integer)
RETURNS TABLE (id uuid, content bytea, told text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE member_import i SET state = 'expired', content = NULL, layout = NULL, finished_at = now()
   WHERE i.state = 'needs_mapping' AND i.ready_at < now() - interval '7 days';
  RETURN QUERY
    WITH due AS (
      SELECT d.id FROM member_import d
       WHERE d.content IS NOT NULL AND d.state = 'owed' AND d.ready_at <= now()
       ORDER BY d.ready_at LIMIT 1 FOR UPDATE SKIP LOCKED),
    taken AS (
      UPDATE member_import i
         SET ready_at = now() + lease, attempts = i.attempts + 1,
             state = CASE WHEN i.attempts < allowed THEN 'owed' ELSE 'refused' END,
             content = CASE WHEN i.attempts < allowed THEN i.content END,
             finished_at = CASE WHEN i.attempts < allowed THEN NULL ELSE now() END,
             problem = CASE WHEN i.attempts < allowed THEN NULL ELSE
               '{"code": "import.failed", "message": "Không đọc được tệp sau nhiều lần thử.", "mend": "Lưu lại tệp ở dạng XLSX rồi nộp lại."}'::jsonb END
       WHERE i.id = ANY (ARRAY(SELECT due.id FROM due))
      RETURNING i.*)
    SELECT t.id, t.content,
           (members_known(u.code, c.code) || jsonb_build_object('unit', u.code, 'campaign', c.code,
              'hash', t.file_hash, 'as_of', t.as_of, 'own_figure', t.own_figure,
              'chosen', t.mapping))::text
      FROM taken t JOIN unit u ON u.id = t.unit_id JOIN campaign c ON c.id = t.campaign_id
     WHERE t.state = 'owed';
END $$;
GRANT EXECUTE ON FUNCTION members_claim(interval, integer) TO mc_ingest;

-- Stores the results of an export, once, and deletes its rows.  {"late": true}: it was finished
-- before.
CREATE OR REPLACE FUNCTION members_finish(wanted uuid, told jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  owed member_import;
  taken jsonb;
BEGIN
  SELECT * INTO owed FROM member_import WHERE id = wanted AND state = 'owed' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('late', true);
  ELSIF told ->> 'state' = 'needs_mapping' THEN
    UPDATE member_import
       SET state = 'needs_mapping', layout = told -> 'layout', ready_at = now(), mapping = NULL
     WHERE id = wanted;
    RETURN jsonb_build_object('state', 'needs_mapping');
  ELSIF told ->> 'state' = 'done' THEN
    taken := members_take((told -> 'snapshot') || jsonb_build_object('file', owed.file_name));
    UPDATE import SET account_id = owed.account_id WHERE id = (taken #>> '{counts,import}')::uuid;
    UPDATE member_snapshot SET account_id = owed.account_id
     WHERE id = (told #>> '{snapshot,id}')::uuid AND (taken ->> 'new')::boolean;
  END IF;
  UPDATE member_import
     SET state = CASE WHEN taken ? 'new' THEN 'done' ELSE 'refused' END, content = NULL, layout = NULL,
         snapshot_id = CASE WHEN taken ? 'new' THEN (told #>> '{snapshot,id}')::uuid END,
         problem = CASE WHEN taken ? 'new' THEN NULL WHEN taken ? 'fault' THEN
           '{"code": "campaign.closed", "message": "Đợt đánh giá đã công bố kết quả.", "mend": "Nộp vào đợt đánh giá đang mở."}'::jsonb
           ELSE told -> 'problem' END,
         finished_at = now()
   WHERE id = wanted;
  RETURN jsonb_build_object('state', CASE WHEN taken ? 'new' THEN 'done' ELSE 'refused' END);
END $$;
GRANT EXECUTE ON FUNCTION members_finish(uuid, jsonb) TO mc_ingest;

-- Findings by their code, those with wrong rows first, each with at most 100 of its places.
CREATE OR REPLACE FUNCTION members_grouped(findings jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  WITH one AS (
    SELECT f.value AS finding, f.ordinality AS place,
           row_number() OVER (PARTITION BY f.value ->> 'code' ORDER BY f.ordinality) AS nth
      FROM jsonb_array_elements(findings) WITH ORDINALITY f),
  kind AS (
    SELECT finding ->> 'code' AS code, min(finding ->> 'severity') AS severity,
           min(finding ->> 'message') AS message, min(finding ->> 'mend') AS mend, count(*) AS count,
           jsonb_agg(jsonb_build_object('sheet', finding -> 'sheet', 'row', finding -> 'row',
                     'column', finding -> 'column') ORDER BY place) FILTER (WHERE nth <= 100) AS places
      FROM one GROUP BY finding ->> 'code')
  SELECT coalesce(jsonb_agg(to_jsonb(k) ORDER BY k.severity, k.count DESC, k.code), '[]') FROM kind k
$$;
GRANT EXECUTE ON FUNCTION members_grouped(jsonb) TO mc_gateway, mc_admin;

-- {"weights", "snapshots": [{"id", "receipt"}]}: the snapshots of a campaign whose scores were
-- computed with other weights than the present.
CREATE OR REPLACE FUNCTION members_stale(wanted text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('weights', w.weights, 'snapshots', coalesce((
           SELECT jsonb_agg(jsonb_build_object('id', s.id, 'receipt', s.receipt) ORDER BY s.id)
             FROM member_snapshot s
            WHERE s.campaign_id = c.id AND s.receipt #> '{inputs,weights}' IS DISTINCT FROM w.weights), '[]'))
    FROM campaign c
   CROSS JOIN LATERAL (
     SELECT coalesce((SELECT jsonb_build_array(m.correctness, m.completeness, m.regularity)
                        FROM member_weight m WHERE m.campaign_id = c.id), '[1, 1, 1]') AS weights) w
   WHERE c.code = wanted
$$;
GRANT EXECUTE ON FUNCTION members_stale(text) TO mc_admin;

-- Stores their scores by the given weights, if those are still the present ones, with the facts of
-- the criterion.  A published result stays.
CREATE OR REPLACE FUNCTION members_rescore(wanted text, weights jsonb, scored jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  changed integer := 0;
BEGIN
  SELECT * INTO chosen FROM campaign WHERE code = wanted AND state <> 'published' FOR NO KEY UPDATE;
  IF FOUND AND members_stale(wanted) -> 'weights' = weights THEN
    UPDATE member_snapshot s SET score = (g ->> 'score')::numeric, receipt = g -> 'receipt'
      FROM jsonb_array_elements(scored) g
     WHERE s.id = (g ->> 'id')::uuid AND s.campaign_id = chosen.id;
    GET DIAGNOSTICS changed = ROW_COUNT;
    PERFORM member_feed(chosen.id, u.unit_id)
       FROM (SELECT DISTINCT unit_id FROM member_snapshot WHERE campaign_id = chosen.id
              ORDER BY unit_id) u;
  END IF;
  RETURN jsonb_build_object('changed', changed);
END $$;
GRANT EXECUTE ON FUNCTION members_rescore(text, jsonb, jsonb) TO mc_admin;
