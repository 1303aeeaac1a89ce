-- Findings of verdicts as rows that can be listed and counted, and the answers to them.

-- The findings of a revision that are accepted now, ",key,key,"; NULL: none is.
CREATE OR REPLACE FUNCTION accepted_findings(wanted uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT ',' || string_agg(finding::text, ',') || ','
    FROM (SELECT DISTINCT ON (finding) finding, answer FROM finding_answer
           WHERE submission_id = wanted AND answer <> 'explained'
           ORDER BY finding, id DESC) last
   WHERE answer = 'accepted'
$$;
GRANT EXECUTE ON FUNCTION accepted_findings(uuid) TO mc_validation, mc_admin;

-- The answers to a finding with their authors, the oldest first.
CREATE OR REPLACE FUNCTION answers_of(wanted uuid, wanted_finding uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('answer', a.answer, 'reason', a.reason,
                    'by', w.full_name, 'role', w.role, 'at', a.at) ORDER BY a.id), '[]')
    FROM finding_answer a JOIN account w ON w.id = a.account_id
   WHERE a.submission_id = wanted AND a.finding = wanted_finding
$$;
GRANT EXECUTE ON FUNCTION answers_of(uuid, uuid) TO mc_gateway, mc_admin;

-- The findings of a revision with their answers, as the API and the command line show them; [] if
-- it has no verdict yet.
CREATE OR REPLACE FUNCTION findings_of(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(f.finding || jsonb_build_object(
           'answers', answers_of(wanted, (f.finding ->> 'key')::uuid),
           'came_back', EXISTS (SELECT FROM finding b WHERE b.submission_id = wanted AND b.came_back
                                   AND b.key = (f.finding ->> 'key')::uuid),
           'severity', coalesce((ARRAY['hint', 'warning', 'error', 'fatal'])[(f.finding ->> 'severity')::int],
                                f.finding ->> 'severity')) ORDER BY f.n), '[]')
    FROM validation v
   CROSS JOIN jsonb_array_elements(v.findings) WITH ORDINALITY f(finding, n)
   WHERE v.submission_id = wanted
$$;
GRANT EXECUTE ON FUNCTION findings_of(uuid) TO mc_gateway, mc_admin;

-- Whether a revision has its verdict and each of its cells the score that follows from it: a dirty
-- mark says that it does not, also one that is dead-lettered, of the cell or of the whole unit.
CREATE OR REPLACE FUNCTION is_scored(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM submission p JOIN validation v ON v.submission_id = p.id
     WHERE p.id = wanted
       AND NOT EXISTS (SELECT FROM recompute r WHERE r.campaign_id = p.campaign_id
                          AND r.unit_id = p.unit_id
                          AND (r.kind <> 'cell' OR r.criterion_id = ANY (p.criterion_ids)))
       AND NOT EXISTS (SELECT FROM unnest(p.criterion_ids) k(id)
                        WHERE NOT EXISTS (SELECT FROM score s WHERE s.campaign_id = p.campaign_id
                                             AND s.unit_id = p.unit_id AND s.criterion_id = k.id)))
$$;
GRANT EXECUTE ON FUNCTION is_scored(uuid) TO mc_gateway, mc_admin;

-- One answer.  NULL: no such evidence for this account.  Repeating it changes nothing.
CREATE OR REPLACE FUNCTION app_answer_finding(wanted uuid, wanted_finding uuid, given_answer text, given_reason text)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  piece record;
  who account;
  last finding_answer;
BEGIN
  SELECT * INTO who FROM account WHERE id = app_account() AND is_active;
  SELECT s.id, s.campaign_id, s.unit_id, c.state, v.findings INTO piece
    FROM submission s
    JOIN campaign c ON c.id = s.campaign_id
    LEFT JOIN validation v ON v.submission_id = s.id
   WHERE s.evidence_id = wanted AND s.is_current AND s.unit_id = ANY (app_readable_units('evidence:write'))
     FOR UPDATE OF s;
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF who.role <> ALL (CASE given_answer WHEN 'explained' THEN ARRAY['officer', 'council', 'system']
                                           ELSE ARRAY['inspector'] END) THEN
    RETURN jsonb_build_object('fault', 'forbidden');
  ELSIF piece.state = 'published'
     OR EXISTS (SELECT FROM closed_units(ARRAY[piece.campaign_id], ARRAY[piece.unit_id]) c
                 WHERE c.state <> 'self_closed') THEN
    RETURN jsonb_build_object('fault', 'assessment.locked');
  ELSIF btrim(given_reason) = '' THEN
    RETURN jsonb_build_object('fault', 'reason.missing', 'field', 'reason');
  ELSIF NOT EXISTS (SELECT FROM jsonb_array_elements(piece.findings) f
                     WHERE f ->> 'key' = wanted_finding::text) THEN
    RETURN NULL;
  END IF;
  SELECT * INTO last FROM finding_answer a
   WHERE a.submission_id = piece.id AND a.finding = wanted_finding
     AND (given_answer = 'explained') = (a.answer = 'explained')
   ORDER BY a.id DESC LIMIT 1;
  IF last.answer IS DISTINCT FROM given_answer OR last.reason <> btrim(given_reason) THEN
    INSERT INTO finding_answer (submission_id, finding, answer, reason, account_id)
    VALUES (piece.id, wanted_finding, given_answer, btrim(given_reason), who.id);
    IF given_answer <> 'explained' THEN        -- validates the revision again
      INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
      VALUES (gen_random_uuid(), 2, piece.id, 0, now(), 1, 'again');
    END IF;
  END IF;
  RETURN jsonb_build_object('evidence', wanted, 'finding', wanted_finding,
                            'answers', answers_of(piece.id, wanted_finding));
END $$;
GRANT EXECUTE ON FUNCTION app_answer_finding(uuid, uuid, text, text) TO mc_gateway;

-- What the rows of an evidence item must be.  A revision without a verdict is left out, so that the
-- rows stay until the next verdict; a withdrawn item has none.  Two revisions have the same finding if
-- the same check names the same words in the same field, wherever they moved to, and as often.
CREATE OR REPLACE FUNCTION piece_findings(wanted uuid)
RETURNS TABLE (campaign_id integer, unit_id integer, submission_id uuid, key uuid, code text,
               severity smallint, state smallint, mended_in integer, came_back boolean, filed_at timestamptz)
LANGUAGE sql STABLE AS $$
  WITH revision AS (
    SELECT s.id, s.revision, s.campaign_id, s.unit_id, s.received_at, v.findings,
           row_number() OVER (ORDER BY s.revision) AS n, count(*) OVER () AS last
      FROM (SELECT f.* FROM submission f WHERE f.id = wanted AND f.revision = 1
            UNION ALL
            SELECT f.* FROM submission f WHERE f.evidence_id = wanted AND f.revision > 1) s
      JOIN validation v ON v.submission_id = s.id
     WHERE s.withdrawn_at IS NULL),
  told AS (
    SELECT r.*, (f.finding ->> 'key')::uuid AS key, f.finding ->> 'code' AS code,
           (f.finding ->> 'severity')::smallint AS severity, f.finding #>> '{place,field}' AS field,
           f.finding #>> '{place,words}' AS words, f.at
      FROM revision r CROSS JOIN jsonb_array_elements(r.findings) WITH ORDINALITY f(finding, at)
     WHERE f.finding ? 'key'),
  counted AS (
    SELECT t.*, row_number() OVER (PARTITION BY t.n, t.code, t.field, t.words ORDER BY t.at) AS nth FROM told t),
  followed AS (
    SELECT c.*, lag(c.n) OVER same AS before, lead(c.n) OVER same AS after FROM counted c
    WINDOW same AS (PARTITION BY c.code, c.field, c.words, c.nth ORDER BY c.n))
  SELECT f.campaign_id, f.unit_id, f.id, f.key, f.code, f.severity,
         CASE WHEN f.n < f.last THEN 4
              WHEN (SELECT a.answer FROM finding_answer a
                     WHERE a.submission_id = f.id AND a.finding = f.key AND a.answer <> 'explained'
                     ORDER BY a.id DESC LIMIT 1) = 'accepted' THEN 3
              WHEN EXISTS (SELECT FROM finding_answer a WHERE a.submission_id = f.id AND a.finding = f.key
                              AND a.answer = 'explained') THEN 2
              ELSE 1 END::smallint,
         CASE WHEN f.n < f.last THEN (SELECT r.revision FROM revision r WHERE r.n = f.n + 1) END,
         coalesce(f.before < f.n - 1, false), f.received_at
    FROM followed f
   WHERE f.after IS NULL
$$;
GRANT EXECUTE ON FUNCTION piece_findings(uuid) TO mc_admin;

-- Brings the rows of these evidence items to what they must be, and touches no other.  Always by index:
-- a session may keep a plan that was made while the tables were small (here and below).
-- Internal.
CREATE OR REPLACE FUNCTION put_findings(pieces uuid[]) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp SET enable_seqscan = off AS $$
  WITH wanted AS (
    SELECT p.id AS evidence_id, f.* FROM unnest(pieces) p(id) CROSS JOIN LATERAL piece_findings(p.id) f),
  gone AS (
    DELETE FROM finding d
     WHERE d.evidence_id = ANY (pieces)
       AND NOT EXISTS (SELECT FROM wanted w WHERE w.submission_id = d.submission_id AND w.key = d.key))
  INSERT INTO finding AS d (campaign_id, unit_id, evidence_id, submission_id, key, code, severity, state,
                            mended_in, came_back, filed_at)
  SELECT campaign_id, unit_id, evidence_id, submission_id, key, code, severity, state, mended_in, came_back,
         filed_at FROM wanted
   ORDER BY evidence_id, severity, key
  ON CONFLICT (submission_id, key) DO UPDATE
     SET severity = excluded.severity, state = excluded.state, mended_in = excluded.mended_in,
         came_back = excluded.came_back
   WHERE (d.severity, d.state, d.mended_in, d.came_back)
         IS DISTINCT FROM (excluded.severity, excluded.state, excluded.mended_in, excluded.came_back)
$$;

-- Verdicts of two revisions of one evidence item, and answers to it, wait for each other here.  A verdict
-- of a first revision need not: its transaction holds that revision locked, so that until it commits no
-- other revision can be submitted, and no answer given.
CREATE OR REPLACE FUNCTION keep_findings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  pieces uuid[];
BEGIN
  PERFORM pg_advisory_xact_lock(1178, x.place)
     FROM (SELECT DISTINCT hashtext(s.evidence_id::text) AS place
             FROM fresh f JOIN submission s ON s.id = f.submission_id
            WHERE s.revision > 1 OR NOT s.is_current ORDER BY 1) x;
  SELECT array_agg(DISTINCT s.evidence_id) INTO pieces
    FROM fresh f JOIN submission s ON s.id = f.submission_id
   WHERE f.findings <> '[]' OR s.revision > 1 OR NOT s.is_current
      OR EXISTS (SELECT FROM finding d WHERE d.submission_id = f.submission_id);
  IF pieces IS NOT NULL THEN
    PERFORM put_findings(pieces);
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER keep_findings_new AFTER INSERT ON validation
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION keep_findings();
CREATE OR REPLACE TRIGGER keep_findings_again AFTER UPDATE ON validation
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION keep_findings();

CREATE OR REPLACE FUNCTION keep_answered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(1178, x.place)
     FROM (SELECT DISTINCT hashtext(s.evidence_id::text) AS place
             FROM said a JOIN submission s ON s.id = a.submission_id ORDER BY 1) x;
  PERFORM put_findings(ARRAY(SELECT DISTINCT s.evidence_id FROM said a JOIN submission s ON s.id = a.submission_id));
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER keep_findings_answered AFTER INSERT ON finding_answer
  REFERENCING NEW TABLE AS said FOR EACH STATEMENT EXECUTE FUNCTION keep_answered();

-- The first fill, of a store that had verdicts before this table.
SELECT put_findings(ARRAY(SELECT DISTINCT evidence_id FROM submission))
 WHERE NOT EXISTS (SELECT FROM finding);
