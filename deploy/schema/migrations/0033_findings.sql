-- The findings of each evidence item, in rows that can be listed and counted over a campaign.  The
-- verdicts (validation.findings) and the answers stay authoritative; one statement changes both.
CREATE TABLE finding (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id    integer NOT NULL,
  unit_id        integer NOT NULL,
  evidence_id    uuid NOT NULL,
  submission_id  uuid NOT NULL REFERENCES submission ON DELETE CASCADE,  -- the last revision that has it
  key            uuid NOT NULL,                -- within that revision
  code           text NOT NULL,
  severity       smallint NOT NULL,            -- as validation.v1.Severity
  state          smallint NOT NULL,            -- 1 open, 2 explained, 3 accepted, 4 fixed
  mended_in      integer,                      -- the revision that no longer has it
  came_back      boolean NOT NULL,             -- a revision in between did not have it
  filed_at       timestamptz NOT NULL,         -- of that revision
  UNIQUE (submission_id, key))
  WITH (autovacuum_vacuum_scale_factor = 0.02,              -- lists are read from the index alone
        autovacuum_vacuum_insert_scale_factor = 0.02);
CREATE INDEX finding_evidence ON finding (evidence_id);
CREATE INDEX finding_list ON finding (campaign_id, unit_id, severity DESC, id DESC) INCLUDE (state, code);

ALTER TABLE finding ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON finding TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON finding TO mc_admin;
