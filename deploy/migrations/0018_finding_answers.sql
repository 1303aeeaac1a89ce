-- What people say to a finding of one revision: the unit explains it, an inspector accepts the
-- piece as it is, or takes that back; mended is what a later revision no longer shows.
-- An accepted finding is still told and no longer weighs: the piece is owed again for that.
CREATE TABLE finding_answer (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  submission_id  uuid NOT NULL REFERENCES submission ON DELETE CASCADE,
  finding        uuid NOT NULL,                -- the finding's own key: what was found and where
  answer         text NOT NULL CHECK (answer IN ('explained', 'accepted', 'reopened')),
  reason         text NOT NULL CHECK (btrim(reason) <> ''),
  account_id     integer NOT NULL REFERENCES account,
  at             timestamptz NOT NULL DEFAULT now());
CREATE INDEX finding_answer_submission ON finding_answer (submission_id, finding, id);

-- The findings of a revision that are accepted now, ",key,key,"; NULL: none is.
CREATE FUNCTION accepted_findings(wanted uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT ',' || string_agg(finding::text, ',') || ','
    FROM (SELECT DISTINCT ON (finding) finding, answer FROM finding_answer
           WHERE submission_id = wanted AND answer <> 'explained'
           ORDER BY finding, id DESC) last
   WHERE answer = 'accepted'
$$;

-- Who said what to a finding, the first first.
CREATE FUNCTION answers_of(wanted uuid, wanted_finding uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('answer', a.answer, 'reason', a.reason,
                    'by', w.full_name, 'role', w.role, 'at', a.at) ORDER BY a.id), '[]')
    FROM finding_answer a JOIN account w ON w.id = a.account_id
   WHERE a.submission_id = wanted AND a.finding = wanted_finding
$$;

-- One answer.  NULL: no such piece for this account.  The same again changes nothing.
CREATE FUNCTION app_answer_finding(wanted uuid, wanted_finding uuid, given_answer text, given_reason text)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  piece record;
  who account;
  last finding_answer;
BEGIN
  SELECT * INTO who FROM account WHERE id = app_account() AND is_active;
  SELECT s.id, s.unit_id, c.state, v.findings INTO piece
    FROM submission s
    JOIN campaign c ON c.id = s.campaign_id
    LEFT JOIN validation v ON v.submission_id = s.id
   WHERE s.evidence_id = wanted AND s.is_current AND s.unit_id = ANY (app_readable_units())
     FOR UPDATE OF s;
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF who.role <> ALL (CASE given_answer WHEN 'explained' THEN ARRAY['officer', 'council', 'system']
                                           ELSE ARRAY['inspector'] END) THEN
    RETURN jsonb_build_object('fault', 'forbidden');
  ELSIF piece.state = 'published' THEN
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
    IF given_answer <> 'explained' THEN        -- its verdict is owed again
      INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
      VALUES (gen_random_uuid(), 2, piece.id, 0, now(), 1, 'again');
    END IF;
  END IF;
  RETURN jsonb_build_object('evidence', wanted, 'finding', wanted_finding,
                            'answers', answers_of(piece.id, wanted_finding));
END $$;

GRANT SELECT ON finding_answer TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON finding_answer TO mc_admin;
REVOKE EXECUTE ON FUNCTION accepted_findings(uuid), answers_of(uuid, uuid),
  app_answer_finding(uuid, uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accepted_findings(uuid) TO mc_validation, mc_admin;
GRANT EXECUTE ON FUNCTION answers_of(uuid, uuid) TO mc_gateway, mc_admin;
GRANT EXECUTE ON FUNCTION app_answer_finding(uuid, uuid, text, text) TO mc_gateway;
