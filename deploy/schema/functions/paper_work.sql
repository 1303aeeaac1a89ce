-- The work of the service papers: papers to be made, templates to be checked.  Each is leased under a claim; a
-- worker whose claim has expired changes nothing.

-- The default template of a kind, as the software brings it; it is in use until the office chooses another.
CREATE OR REPLACE FUNCTION papers_default(wanted_kind text, given_file bytea) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO paper_template (kind, version, name, file, hash, state, sample, used_at)
  SELECT wanted_kind, coalesce(max(t.version), 0) + 1, (SELECT k.title || '.docx' FROM paper_kinds() k WHERE k.kind = wanted_kind), given_file, sha256(given_file), 'good', '{}', 'epoch'
    FROM paper_template t
   WHERE t.kind = wanted_kind AND EXISTS (SELECT FROM paper_kinds() k WHERE k.kind = wanted_kind)
  HAVING coalesce(bool_and(t.account_id IS NOT NULL OR t.hash <> sha256(given_file)), true)
  ON CONFLICT DO NOTHING                       -- another instance brings the same
$$;
GRANT EXECUTE ON FUNCTION papers_default(text, bytea) TO mc_scoring;

-- Internal.
CREATE OR REPLACE FUNCTION papers_given_up() RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT '[{"code": "given_up", "tag": "", "part": "", "place": "", "message": "Làm nhiều lần không xong: mẫu hoặc dữ liệu quá lớn. Kiểm tra mẫu, rồi làm lại."}]'::jsonb
$$;

-- The oldest pending work; one that has failed too often is given up.
CREATE OR REPLACE FUNCTION papers_claim(given_claim uuid, lease_ms integer, most_attempts integer)
RETURNS TABLE (id uuid, names text, data text, file bytea, is_owed boolean, malware text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY
  WITH due AS (
    SELECT p.id FROM paper p WHERE p.state = 'owed' AND p.ready_at <= now() ORDER BY p.ready_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  UPDATE paper p
     SET ready_at = now() + lease_ms * interval '1 millisecond', claim = given_claim, attempts = p.attempts + 1
    FROM paper_template t
   WHERE p.id = ANY (ARRAY(SELECT due.id FROM due)) AND t.id = p.template_id
  RETURNING p.id, paper_names(p.kind)::text, p.data::text, t.file, p.attempts <= most_attempts, paper_malware(p.data);
  IF FOUND THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH due AS (
    SELECT t.id FROM paper_template t WHERE t.state = 'owed' AND t.ready_at <= now() ORDER BY t.ready_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  UPDATE paper_template t
     SET ready_at = now() + lease_ms * interval '1 millisecond', claim = given_claim, attempts = t.attempts + 1
   WHERE t.id = ANY (ARRAY(SELECT due.id FROM due))
  RETURNING t.id, paper_names(t.kind)::text, t.sample::text, t.file, t.attempts <= most_attempts, '[]';
END $$;
GRANT EXECUTE ON FUNCTION papers_claim(uuid, integer, integer) TO mc_scoring;

-- Extends the leases of work in hand.
CREATE OR REPLACE FUNCTION papers_renew(claims uuid[], lease_ms integer) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE paper SET ready_at = now() + lease_ms * interval '1 millisecond' WHERE claim = ANY (claims) AND state = 'owed';
  UPDATE paper_template SET ready_at = now() + lease_ms * interval '1 millisecond' WHERE claim = ANY (claims) AND state = 'owed';
$$;
GRANT EXECUTE ON FUNCTION papers_renew(uuid[], integer) TO mc_scoring;

-- The outcome: the filled file with remarks, or (NULL) the faults for which there is none; neither: it was given up.  A paper whose
-- issue was asked for is issued with it; if that failed it is a draft again.  With the file its PDF is pending; the same
-- file has the PDF that it had.
CREATE OR REPLACE FUNCTION papers_done(wanted uuid, given_claim uuid, given_file bytea, given_faults text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO paper_pdf AS d (paper_id, hash)
  SELECT p.id, sha256(given_file) FROM paper p WHERE p.id = wanted AND p.claim = given_claim AND p.state = 'owed' AND given_file IS NOT NULL
  ON CONFLICT (paper_id) DO UPDATE SET hash = EXCLUDED.hash, state = 'owed', file = NULL, ready_at = now(), claim = NULL, attempts = 0
   WHERE d.hash <> EXCLUDED.hash;
  UPDATE paper p
     SET state = CASE WHEN given_file IS NULL THEN CASE WHEN p.issued_by IS NULL THEN 'failed' ELSE 'made' END
                      WHEN p.issued_by IS NULL THEN 'made' ELSE 'issued' END,
         file = coalesce(given_file, p.file), hash = coalesce(sha256(given_file), p.hash), made_at = now(), claim = NULL,
         faults = CASE WHEN given_file IS NULL THEN coalesce(given_faults::jsonb, papers_given_up()) ELSE '[]' END,
         remarks = CASE WHEN given_file IS NULL THEN p.remarks ELSE coalesce(given_faults::jsonb, '[]') END,
         issued_by = CASE WHEN given_file IS NOT NULL THEN p.issued_by END, issued_at = CASE WHEN given_file IS NOT NULL THEN p.issued_at END,
         symbol = CASE WHEN given_file IS NOT NULL THEN p.symbol END, dated = CASE WHEN given_file IS NOT NULL THEN p.dated END
   WHERE p.id = wanted AND p.claim = given_claim AND p.state = 'owed';
  UPDATE paper_template t
     SET state = CASE WHEN given_file IS NULL THEN 'faulty' ELSE 'good' END, preview = given_file, claim = NULL,
         faults = CASE WHEN given_file IS NULL THEN coalesce(given_faults::jsonb, papers_given_up()) ELSE '[]' END
   WHERE t.id = wanted AND t.claim = given_claim AND t.state = 'owed';
$$;
GRANT EXECUTE ON FUNCTION papers_done(uuid, uuid, bytea, text) TO mc_scoring;
