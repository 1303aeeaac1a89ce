-- PDFs of papers: pending as soon as a DOCX is made, leased under a claim as it is; a worker whose claim has expired
-- changes nothing.

CREATE OR REPLACE FUNCTION keep_paper_pdf() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM paper p WHERE p.id = OLD.paper_id AND p.state = 'issued') THEN
    RAISE EXCEPTION 'the PDF of an issued paper never changes' USING ERRCODE = 'MC003';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE TRIGGER keep_paper_pdf BEFORE UPDATE OR DELETE ON paper_pdf
  FOR EACH ROW WHEN (OLD.state = 'made') EXECUTE FUNCTION keep_paper_pdf();

-- The oldest pending PDF; one that has failed too often is given up.
CREATE OR REPLACE FUNCTION papers_pdf_claim(given_claim uuid, lease_ms integer, most_attempts integer)
RETURNS TABLE (id uuid, file bytea, is_owed boolean, is_last boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH due AS (
    SELECT d.paper_id FROM paper_pdf d WHERE d.state = 'owed' AND d.ready_at <= now() ORDER BY d.ready_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  UPDATE paper_pdf d
     SET ready_at = now() + lease_ms * interval '1 millisecond', claim = given_claim, attempts = d.attempts + 1
    FROM paper p
   WHERE d.paper_id = ANY (ARRAY(SELECT due.paper_id FROM due)) AND p.id = d.paper_id AND p.hash = d.hash
  RETURNING d.paper_id, p.file, d.attempts <= most_attempts, d.attempts >= most_attempts
$$;
GRANT EXECUTE ON FUNCTION papers_pdf_claim(uuid, integer, integer) TO mc_scoring;

-- Extends the leases of work in hand.
CREATE OR REPLACE FUNCTION papers_pdf_renew(claims uuid[], lease_ms integer) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE paper_pdf SET ready_at = now() + lease_ms * interval '1 millisecond' WHERE claim = ANY (claims) AND state = 'owed'
$$;
GRANT EXECUTE ON FUNCTION papers_pdf_renew(uuid[], integer) TO mc_scoring;

-- The outcome: made with its file, failed, or absent; or pending again, after a pause that doubles: a machine that
-- was too busy for the time limit, or had no room, may do better.  A paper that was made again in between has taken the claim away.
CREATE OR REPLACE FUNCTION papers_pdf_done(wanted uuid, given_claim uuid, given_state text, given_file bytea) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE paper_pdf
     SET state = given_state, file = given_file, claim = NULL,
         ready_at = CASE given_state WHEN 'owed' THEN now() + 2 ^ least(attempts, 6) * interval '30 s' ELSE ready_at END
   WHERE paper_id = wanted AND claim = given_claim AND state = 'owed'
$$;
GRANT EXECUTE ON FUNCTION papers_pdf_done(uuid, uuid, text, bytea) TO mc_scoring;

-- A worker that has an office has started: what could not be made so far is pending again.
CREATE OR REPLACE FUNCTION papers_pdf_again() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE paper_pdf SET state = 'owed', ready_at = now(), attempts = 0 WHERE state IN ('failed', 'absent')
$$;
GRANT EXECUTE ON FUNCTION papers_pdf_again() TO mc_scoring;
