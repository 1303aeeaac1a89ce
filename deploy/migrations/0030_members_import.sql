-- Exports of the member software come over the API: owed from their acknowledgement, read by
-- ingest in a child of its own, and gone from here with the statement that says what they told.

-- The rows of an export are held here, in no file, and only while they are owed or while
-- somebody must still say what its columns mean.
CREATE TABLE member_import (
  id           uuid PRIMARY KEY,             -- name-based uuid of (account, idempotency key)
  unit_id      integer NOT NULL REFERENCES unit,
  campaign_id  integer NOT NULL REFERENCES campaign ON DELETE CASCADE,
  account_id   integer NOT NULL REFERENCES account,
  as_of        date NOT NULL,
  own_figure   integer CHECK (own_figure BETWEEN 0 AND 10000000),
  file_name    text NOT NULL,
  file_hash    text NOT NULL CHECK (file_hash ~ '^[0-9a-f]{64}$'),
  content      bytea,
  state        text NOT NULL DEFAULT 'owed'
               CHECK (state IN ('owed', 'needs_mapping', 'done', 'refused', 'expired')),
  ready_at     timestamptz NOT NULL DEFAULT now(),   -- owed: may be worked on; else: since when
  attempts     smallint NOT NULL DEFAULT 0,
  layout       jsonb,                        -- headings found, with the guess at what they mean
  mapping      jsonb,                        -- what somebody said they mean
  problem      jsonb,                        -- {"code", "message", "mend"}
  snapshot_id  uuid REFERENCES member_snapshot ON DELETE CASCADE,
  created_at   timestamptz NOT NULL DEFAULT now(),
  finished_at  timestamptz,
  CHECK ((content IS NOT NULL) = (state IN ('owed', 'needs_mapping'))),
  CHECK ((snapshot_id IS NOT NULL) = (state = 'done')));
ALTER TABLE member_import ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX member_import_ready ON member_import (ready_at) WHERE content IS NOT NULL;
CREATE INDEX member_import_unit ON member_import (unit_id, campaign_id, created_at DESC);

-- An export of a unit that the account files for.  NULL: no such unit for it.
CREATE FUNCTION app_members_upload(wanted text, wanted_unit text, given_id uuid, given jsonb, bytes bytea)
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
   WHERE u.code = wanted_unit AND u.id = ANY (app_readable_units());
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

-- Whether what is said of the sheets, {"<sheet id>": {"<heading>": "<field>"}}, is of what was
-- found in them; the place of the first fault, NULL: it is good.
CREATE FUNCTION members_mapping_fault(layout jsonb, given jsonb) RETURNS text
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

-- What the columns of an export mean: the reading goes on with it.  NULL: no such import for
-- this account; the same once more changes nothing.
CREATE FUNCTION app_members_map(wanted text, wanted_unit text, wanted_id uuid, given jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  stood member_import;
  fault text;
BEGIN
  SELECT i.* INTO stood FROM member_import i
    JOIN unit u ON u.id = i.unit_id AND u.code = wanted_unit
    JOIN campaign c ON c.id = i.campaign_id AND c.code = wanted
   WHERE i.id = wanted_id AND i.unit_id = ANY (app_readable_units())
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

-- As before, and beside it: the layouts that others have told, guesses for a unit that has not;
-- what is set for the checks; the branches below the unit; how many members the unit has filed
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

-- The oldest export that is owed, leased, with what reading it needs.  One that has failed too
-- often is refused, one that nobody has named the columns of in a week is let go.
CREATE FUNCTION members_claim(lease interval, allowed integer)
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

-- What an export told goes in, once, and its rows go with it.  {"late": true}: it was finished
-- before.
CREATE FUNCTION members_finish(wanted uuid, told jsonb) RETURNS jsonb
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
    taken := members_take(told -> 'snapshot');
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

-- Findings by their code, the wrong rows first, each with at most 100 of its places.
CREATE FUNCTION members_grouped(findings jsonb) RETURNS jsonb
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

-- {"weights", "snapshots": [{"id", "receipt"}]}: of a campaign, those whose score other weights
-- than today's gave.
CREATE FUNCTION members_stale(wanted text) RETURNS jsonb
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

-- Their scores by the weights given, if those are still today's, with what they bring to the
-- criterion.  What is published stays.
CREATE FUNCTION members_rescore(wanted text, weights jsonb, scored jsonb) RETURNS jsonb
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

REVOKE EXECUTE ON FUNCTION app_members_upload(text, text, uuid, jsonb, bytea),
  app_members_map(text, text, uuid, jsonb), members_mapping_fault(jsonb, jsonb),
  members_claim(interval, integer), members_finish(uuid, jsonb), members_stale(text),
  members_rescore(text, jsonb, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION members_stale(text), members_rescore(text, jsonb, jsonb) TO mc_admin;
GRANT EXECUTE ON FUNCTION app_members_upload(text, text, uuid, jsonb, bytea),
  app_members_map(text, text, uuid, jsonb) TO mc_gateway;
GRANT EXECUTE ON FUNCTION members_claim(interval, integer), members_finish(uuid, jsonb) TO mc_ingest;
-- Nobody reads the rows of an export but through the claim.
GRANT SELECT (id, unit_id, campaign_id, account_id, as_of, own_figure, file_name, state, layout,
              problem, snapshot_id, created_at, finished_at) ON member_import TO mc_gateway;
GRANT UPDATE (ready_at), SELECT (id, state) ON member_import TO mc_ingest;
GRANT SELECT, DELETE ON member_import TO mc_admin;
ALTER TABLE member_import ENABLE ROW LEVEL SECURITY;
CREATE POLICY services ON member_import TO mc_ingest, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY readers ON member_import FOR SELECT TO mc_gateway
  USING (unit_id = ANY ((SELECT app_readable_units())::int[]));
