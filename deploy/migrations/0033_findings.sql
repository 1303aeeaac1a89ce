-- What is told of each piece, in rows that can be listed and counted over a campaign.  The verdicts
-- (validation.findings) and the answers stay what is true; these rows follow in the same statement.
CREATE TABLE finding (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id    integer NOT NULL,
  unit_id        integer NOT NULL,
  evidence_id    uuid NOT NULL,
  submission_id  uuid NOT NULL REFERENCES submission ON DELETE CASCADE,  -- the last revision that has it
  key            uuid NOT NULL,                -- within that revision
  code           text NOT NULL,
  severity       smallint NOT NULL,            -- as validation.v1.Severity
  state          smallint NOT NULL,            -- 1 open, 2 explained, 3 accepted, 4 mended
  mended_in      integer,                      -- the revision that does not have it any more
  came_back      boolean NOT NULL,             -- a revision in between did not have it
  filed_at       timestamptz NOT NULL,         -- of that revision
  UNIQUE (submission_id, key))
  WITH (autovacuum_vacuum_scale_factor = 0.02,              -- lists read the index alone
        autovacuum_vacuum_insert_scale_factor = 0.02);
CREATE INDEX finding_evidence ON finding (evidence_id);
CREATE INDEX finding_list ON finding (campaign_id, unit_id, severity DESC, id DESC) INCLUDE (state, code);

ALTER TABLE finding ENABLE ROW LEVEL SECURITY;
CREATE POLICY services ON finding TO mc_admin USING (true) WITH CHECK (true);
-- "+ 0": not to be taken for a condition of the index, whose order a list of several units would lose.
CREATE POLICY readers ON finding FOR SELECT TO mc_gateway
  USING (unit_id + 0 = ANY ((SELECT app_readable_units())::int[]));
GRANT SELECT ON finding TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON finding TO mc_admin;

-- What the rows of a piece must be.  Revisions without a verdict yet say nothing, so that what is
-- told stays until the next verdict.  Of two revisions a finding is the same if the same check
-- speaks of the same words in the same field, wherever they moved to, counted if it does so often.
CREATE FUNCTION piece_findings(wanted uuid)
RETURNS TABLE (campaign_id integer, unit_id integer, submission_id uuid, key uuid, code text,
               severity smallint, state smallint, mended_in integer, came_back boolean, filed_at timestamptz)
LANGUAGE sql STABLE AS $$
  WITH revision AS (
    SELECT s.id, s.revision, s.campaign_id, s.unit_id, s.received_at, v.findings,
           row_number() OVER (ORDER BY s.revision) AS n, count(*) OVER () AS last
      FROM (SELECT f.* FROM submission f WHERE f.id = wanted AND f.revision = 1
            UNION ALL
            SELECT f.* FROM submission f WHERE f.evidence_id = wanted AND f.revision > 1) s
      JOIN validation v ON v.submission_id = s.id),
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

-- Brings the rows of these pieces to what they must be, and touches no other.  By the indexes always:
-- a session may keep a plan that was made while there was little to read (here and below).
CREATE FUNCTION put_findings(pieces uuid[]) RETURNS void
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

-- Verdicts of two revisions of one piece, and answers to it, wait for each other here.  A verdict of
-- a first revision needs not: its writer holds that revision, so that no other can be filed, and
-- nobody can answer, before he has committed.
CREATE FUNCTION keep_findings() RETURNS trigger
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
CREATE FUNCTION keep_answered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(1178, x.place)
     FROM (SELECT DISTINCT hashtext(s.evidence_id::text) AS place
             FROM said a JOIN submission s ON s.id = a.submission_id ORDER BY 1) x;
  PERFORM put_findings(ARRAY(SELECT DISTINCT s.evidence_id FROM said a JOIN submission s ON s.id = a.submission_id));
  RETURN NULL;
END $$;

CREATE TRIGGER keep_findings_new AFTER INSERT ON validation
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION keep_findings();
CREATE TRIGGER keep_findings_again AFTER UPDATE ON validation
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION keep_findings();
CREATE TRIGGER keep_findings_answered AFTER INSERT ON finding_answer
  REFERENCING NEW TABLE AS said FOR EACH STATEMENT EXECUTE FUNCTION keep_answered();

SELECT put_findings(ARRAY(SELECT DISTINCT evidence_id FROM submission));

REVOKE EXECUTE ON FUNCTION piece_findings(uuid), put_findings(uuid[]), keep_findings(), keep_answered()
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION piece_findings(uuid) TO mc_admin;
