-- Files that OCR reads.

-- Stores one attempt at a scanned file and what it enqueues.  Returns how many submissions were
-- enqueued for validation; -1: the claim was lost meanwhile, and nothing is changed.  An attempt
-- that was not done is repeated later, three times in all.  The file's row is locked before its
-- uses are read, and the reader locks it before it adds one: so no use is missed.
CREATE OR REPLACE FUNCTION scan_read(wanted bytea, given_claim uuid, letters text, is_done boolean) RETURNS integer
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  now_state smallint;
  owed integer := 0;
BEGIN
  UPDATE file_scan
     SET state = CASE WHEN is_done THEN 1 WHEN attempts >= 3 THEN 2 ELSE 0 END, text = letters,
         claim = NULL, read_at = now(), ready_at = now() + attempts * interval '10 minutes'
   WHERE hash = wanted AND claim = given_claim AND state = 0
  RETURNING state INTO now_state;
  IF NOT FOUND THEN
    RETURN -1;
  END IF;
  IF now_state > 0 THEN
    INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
    SELECT gen_random_uuid(), 2, u.submission_id, 0, now(), 1, 'compare'
      FROM file_scan_use u
      JOIN submission s ON s.id = u.submission_id AND s.is_current
      JOIN campaign c ON c.id = s.campaign_id AND c.state <> 'published'
     WHERE u.hash = wanted;
    GET DIAGNOSTICS owed = ROW_COUNT;
    DELETE FROM file_scan_use WHERE hash = wanted;
  END IF;
  RETURN owed;
END $$;
GRANT EXECUTE ON FUNCTION scan_read(bytea, uuid, text, boolean) TO mc_validation, mc_admin;
