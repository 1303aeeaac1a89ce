-- A published result: its text, in parts, what prevents it, and its signature.

-- Internal.
CREATE OR REPLACE FUNCTION text_hash(content text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256(convert_to(content, 'UTF8'))
$$;

-- A published text contains its whole criteria set.
-- Internal.
CREATE OR REPLACE FUNCTION publication_criteria(wanted_set integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT criteria_document(wanted_set)
$$;

-- Internal.
CREATE OR REPLACE FUNCTION publication_cells(wanted_campaign integer, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('unit', u.code, 'name', u.name, 'kind', u.kind, 'peer_group', m.peer_group,
           'criteria', (
             SELECT jsonb_agg(jsonb_build_object(
                      'criterion', k.code,
                      'target', (SELECT t.value::text FROM target t
                                  WHERE t.campaign_id = c.id AND t.unit_id = u.id AND t.criterion_id = k.id),
                      'not_applicable', (SELECT n.reason FROM not_applicable n
                                  WHERE n.campaign_id = c.id AND n.unit_id = u.id AND n.criterion_id = k.id),
                      'computed', (SELECT jsonb_build_object('state', s.state, 'value', s.value::text,
                                            'rule_version', s.rule_version, 'receipt', s.receipt)
                                     FROM score s WHERE s.campaign_id = c.id AND s.unit_id = u.id
                                      AND s.criterion_id = k.id),
                      'assessed', (SELECT coalesce(jsonb_object_agg(a.body, jsonb_build_object(
                                            'value', a.value::text, 'reason', a.reason,
                                            'by', w.username, 'at', a.at)), '{}')
                                     FROM assessed_score a JOIN account w ON w.id = a.account_id
                                    WHERE a.campaign_id = c.id AND a.unit_id = u.id
                                      AND a.criterion_id = k.id),
                      'inputs', (SELECT coalesce(jsonb_agg(jsonb_build_array(f.evidence_id, f.figure,
                                            f.amount::text, f.occurred_on, f.days_late)
                                            ORDER BY f.evidence_id, f.figure), '[]')
                                   FROM evidence_fact f
                                  WHERE f.campaign_id = c.id AND f.unit_id = u.id
                                    AND f.criterion_id = k.id))
                      ORDER BY k.sort, k.id)
               FROM criterion k WHERE k.set_id = c.criteria_set_id AND k.level = 'criterion'),
           'steps', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'from', s.from_state, 'to', s.to_state, 'by', w.username, 'at', s.at,
                       'reason', s.reason, 'minutes', s.minutes) ORDER BY s.id), '[]')
                       FROM assessment_step s JOIN account w ON w.id = s.account_id
                      WHERE s.campaign_id = c.id AND s.unit_id = u.id))
    FROM campaign c
    JOIN campaign_unit m ON m.campaign_id = c.id AND m.unit_id = wanted_unit
    JOIN unit u ON u.id = m.unit_id
   WHERE c.id = wanted_campaign
$$;

-- Internal.
CREATE OR REPLACE FUNCTION publication_unit(wanted_campaign integer, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT publication_cells(wanted_campaign, wanted_unit) || jsonb_build_object('sums', (
           SELECT coalesce(jsonb_object_agg(t.body, t.receipt), '{}') FROM unit_total t
            WHERE t.campaign_id = wanted_campaign AND t.unit_id = wanted_unit))
$$;

-- What prevents a campaign from being published, as {"fault", ...}; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION publication_fault(chosen campaign) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN chosen.state = 'draft' THEN jsonb_build_object('fault', 'campaign.draft')
    WHEN EXISTS (SELECT FROM recompute r WHERE r.campaign_id = chosen.id)
      OR EXISTS (SELECT FROM message m JOIN submission s ON s.id = m.subject_id
                  WHERE m.stage IN (1, 2) AND s.campaign_id = chosen.id)
    THEN jsonb_build_object('fault', 'campaign.busy')
    ELSE (SELECT jsonb_build_object('fault', 'campaign.unapproved', 'field', min(u.code),
                                    'units', jsonb_agg(u.code ORDER BY u.code))
            FROM campaign_unit m
            JOIN unit u ON u.id = m.unit_id
            LEFT JOIN assessment a ON a.campaign_id = m.campaign_id AND a.unit_id = m.unit_id
           WHERE m.campaign_id = chosen.id
             AND coalesce(a.state, 'draft') NOT IN ('approved', 'published', 'final')
          HAVING count(*) > 0)
  END
$$;

-- What a publication would fix, for the committee; NULL: no such campaign for this account.
CREATE OR REPLACE FUNCTION app_publication_summary(wanted text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH chosen AS (
    SELECT c FROM campaign c
     WHERE c.code = wanted AND c.province_id = ANY (app_readable_units())
       AND EXISTS (SELECT FROM account WHERE id = app_account() AND role = 'committee')),
  board AS MATERIALIZED (SELECT b.* FROM chosen x CROSS JOIN LATERAL scoreboard((x.c).id) b),
  states AS MATERIALIZED (
    SELECT u.code, u.name, coalesce(a.state, 'draft') AS state, m.unit_id
      FROM chosen x
      JOIN campaign_unit m ON m.campaign_id = (x.c).id
      JOIN unit u ON u.id = m.unit_id
      LEFT JOIN assessment a ON a.campaign_id = m.campaign_id AND a.unit_id = m.unit_id),
  differs AS (
    SELECT count(*) FILTER (WHERE a.value <> s.value) AS appraised, count(*) FILTER (WHERE v.value <> a.value) AS approved
      FROM chosen x
      JOIN assessed_score a ON a.campaign_id = (x.c).id AND a.body = 'appraised'
      LEFT JOIN assessed_score s USING (campaign_id, unit_id, criterion_id)
      LEFT JOIN assessed_score v ON v.campaign_id = a.campaign_id AND v.unit_id = a.unit_id
                                AND v.criterion_id = a.criterion_id AND v.body = 'approved'
     WHERE s.body = 'self')
  SELECT jsonb_build_object(
           'campaign', (x.c).code, 'name', (x.c).name, 'state', (x.c).state,
           'prevented_by', publication_fault(x.c) ->> 'fault',
           'units', (SELECT count(*) FROM states),
           'missing', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', s.code, 'name', s.name, 'state', s.state)
                                                 ORDER BY s.code), '[]')
                         FROM states s WHERE s.state NOT IN ('approved', 'published', 'final')),
           'appeals', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', s.code, 'name', s.name) ORDER BY s.code), '[]')
                         FROM states s WHERE s.state = 'appealed'),
           'held', (SELECT count(*) FROM submission h WHERE h.campaign_id = (x.c).id AND h.is_current
                       AND h.held_in IS NOT NULL),
           'differences', (SELECT jsonb_build_object('appraised', d.appraised, 'approved', d.approved) FROM differs d),
           'bands', (SELECT coalesce(jsonb_agg(jsonb_build_object('band', y.band, 'units', y.n) ORDER BY y.best DESC), '[]')
                       FROM (SELECT b.band, count(*) AS n,
                                    max(coalesce(b.approved, b.appraised, b.computed)::numeric) AS best
                               FROM board b GROUP BY b.band) y),
           'board', (SELECT coalesce(jsonb_agg(to_jsonb(b) ORDER BY b.peer_group, b.rank, b.code), '[]') FROM board b),
           'before', (SELECT jsonb_build_object('number', p.number, 'at', p.at, 'decision', p.decision)
                        FROM publication p WHERE p.campaign_id = (x.c).id AND p.signature IS NOT NULL
                       ORDER BY p.number DESC LIMIT 1))
    FROM chosen x
$$;
GRANT EXECUTE ON FUNCTION app_publication_summary(text) TO mc_gateway;

-- The decision's file as it is kept, of an upload of this account: {"hash", "name", "type", "size"}.
-- NULL: there is no such upload, or it is no file that a decision comes as.
-- Internal.
CREATE OR REPLACE FUNCTION decision_file(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('hash', encode(u.hash, 'hex'), 'name', u.name, 'type', t.type, 'size', u.size)
    FROM upload u
    JOIN (VALUES ('pdf', 'application/pdf'), ('jpg', 'image/jpeg'), ('jpeg', 'image/jpeg'), ('png', 'image/png'))
         t(ending, type) ON lower(u.name) LIKE '%.' || t.ending
   WHERE u.id = wanted AND u.account_id = app_account() AND u.hash IS NOT NULL
$$;

-- First half: the text to be signed.  Repeating it makes a new text, unless it is published already.
-- NULL: no such campaign for this account.
CREATE OR REPLACE FUNCTION app_publication_prepare(wanted text, symbol text, dated date, signer text,
                                        appeal_until date, upload uuid) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  fault jsonb;
  signed jsonb := decision_file(upload);
  made publication;
  today date := (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
BEGIN
  SELECT * INTO chosen FROM campaign c
   WHERE c.code = wanted AND c.province_id = ANY (app_readable_units())
     AND EXISTS (SELECT FROM account WHERE id = app_account() AND role = 'committee')
     FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('code', chosen.code, 'state', chosen.state);
  ELSIF btrim(symbol) = '' OR btrim(signer) = '' OR dated > today OR appeal_until < today THEN
    RETURN jsonb_build_object('fault', 'publish.decision', 'field',
             CASE WHEN btrim(symbol) = '' THEN 'symbol' WHEN btrim(signer) = '' THEN 'signer'
                  WHEN dated > today THEN 'dated' ELSE 'appeal_until' END);
  ELSIF upload IS NOT NULL AND signed IS NULL THEN
    RETURN '{"fault": "publish.file", "field": "upload"}';
  END IF;
  fault := publication_fault(chosen);
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  DELETE FROM publication WHERE campaign_id = chosen.id AND signature IS NULL;
  PERFORM file_enqueue(CASE WHEN signed IS NULL THEN '[]' ELSE jsonb_build_array(signed) END);
  INSERT INTO publication (campaign_id, number, root, root_hash, account_id, score_fence, change_fence,
                           decision)
  SELECT chosen.id, count(*) + 1, '', '', app_account(),
         coalesce((SELECT max(s.generation) FROM score s WHERE s.campaign_id = chosen.id), 0),
         coalesce((SELECT max(h.id) FROM assessed_score_change h WHERE h.campaign_id = chosen.id), 0),
         jsonb_build_object('symbol', btrim(symbol), 'dated', dated, 'signer', btrim(signer),
                            'appeal_until', appeal_until, 'file', signed)
    FROM publication p WHERE p.campaign_id = chosen.id
  RETURNING * INTO made;
  INSERT INTO publication_part (publication_id, name, unit_id, content, hash)
  SELECT made.id, part.name, part.unit_id, part.content::text, text_hash(part.content::text)
    FROM (SELECT 'campaign' AS name, NULL::integer AS unit_id, jsonb_build_object(
                   'code', chosen.code, 'name', chosen.name, 'period_from', chosen.period_from,
                   'period_to', chosen.period_to, 'filing_deadline', chosen.filing_deadline,
                   'plan', chosen.plan) AS content
          UNION ALL
          SELECT 'criteria', NULL, publication_criteria(chosen.criteria_set_id)
          UNION ALL
          SELECT 'board', NULL, (SELECT coalesce(jsonb_agg(to_jsonb(b)
                                          ORDER BY b.peer_group, b.rank, b.code), '[]')
                                   FROM scoreboard(chosen.id) b)
          UNION ALL
          SELECT 'unit/' || u.code, u.id, publication_unit(chosen.id, u.id)
            FROM campaign_unit m JOIN unit u ON u.id = m.unit_id
           WHERE m.campaign_id = chosen.id) part;
  UPDATE publication p
     SET root = jsonb_build_object(
           'campaign', chosen.code, 'number', made.number, 'at', made.at,
           'by', (SELECT username FROM account WHERE id = app_account()),
           'decision', p.decision,
           'previous', (SELECT encode(b.root_hash, 'hex') FROM publication b
                          JOIN campaign o ON o.id = b.campaign_id AND o.province_id = chosen.province_id
                         WHERE b.signature IS NOT NULL ORDER BY b.id DESC LIMIT 1),
           'parts', (SELECT jsonb_object_agg(t.name, encode(t.hash, 'hex'))
                       FROM publication_part t WHERE t.publication_id = made.id))::text
   WHERE p.id = made.id;
  UPDATE publication SET root_hash = text_hash(root) WHERE id = made.id RETURNING * INTO made;
  RETURN jsonb_build_object('publication', made.id, 'number', made.number, 'root', made.root,
           'campaign', chosen.id, 'name', chosen.name,
           'units', (SELECT coalesce(jsonb_agg(m.unit_id ORDER BY m.unit_id), '[]')
                       FROM campaign_unit m WHERE m.campaign_id = chosen.id));
END $$;
GRANT EXECUTE ON FUNCTION app_publication_prepare(text, text, date, text, date, uuid) TO mc_gateway;

-- Second half: publishes, if nothing has changed since the first; the same transaction enqueues a
-- notice to every unit.
CREATE OR REPLACE FUNCTION app_publication_sign(wanted bigint, given_signature bytea, given_key bytea,
                                     messages uuid[], subjects uuid[], notices bytea[])
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  made publication;
BEGIN
  SELECT c.* INTO chosen FROM campaign c JOIN publication p ON p.campaign_id = c.id
   WHERE p.id = wanted AND p.account_id = app_account() AND c.province_id = ANY (app_readable_units())
     FOR UPDATE OF c;
  IF NOT FOUND THEN                            -- another request has prepared it again
    RETURN jsonb_build_object('fault', 'campaign.busy');
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('code', chosen.code, 'state', chosen.state);
  END IF;
  SELECT * INTO made FROM publication WHERE id = wanted;
  IF publication_fault(chosen) IS NOT NULL
     OR EXISTS (SELECT FROM score s WHERE s.campaign_id = chosen.id AND s.generation > made.score_fence)
     OR EXISTS (SELECT FROM assessed_score_change h
                 WHERE h.campaign_id = chosen.id AND h.id > made.change_fence) THEN
    RETURN jsonb_build_object('fault', 'campaign.busy');
  END IF;
  UPDATE publication SET signature = given_signature, public_key = given_key WHERE id = wanted;
  UPDATE campaign SET state = 'published', appeal_until = (made.decision ->> 'appeal_until')::date
   WHERE id = chosen.id;
  INSERT INTO assessment_step (campaign_id, unit_id, from_state, to_state, account_id)
  SELECT a.campaign_id, a.unit_id, a.state, 'published', app_account()
    FROM assessment a WHERE a.campaign_id = chosen.id AND a.state = 'approved' ORDER BY a.unit_id;
  UPDATE assessment SET state = 'published' WHERE campaign_id = chosen.id AND state = 'approved';
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT w.id, 4, w.subject_id, 0, now(), 1, w.notice
    FROM unnest(messages, subjects, notices) AS w(id, subject_id, notice);
  RETURN jsonb_build_object('code', chosen.code, 'state', 'published', 'number', made.number);
END $$;
GRANT EXECUTE ON FUNCTION app_publication_sign(bigint, bytea, bytea, uuid[], uuid[], bytea[]) TO mc_gateway;
