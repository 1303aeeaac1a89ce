-- Exports of the member software over the API: pending from their acknowledgement, read by
-- ingest in a child process, and deleted by the statement that stores their results.

-- The rows of an export are held here, in no file, and only while they are pending or while
-- a person must still assign meanings to its columns.
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
  ready_at     timestamptz NOT NULL DEFAULT now(),   -- pending: may be worked on; else: since when
  attempts     smallint NOT NULL DEFAULT 0,
  layout       jsonb,                        -- headings found, with the guessed meanings
  mapping      jsonb,                        -- the meanings that a person assigned
  problem      jsonb,                        -- `{"code", "message", "mend"}`
  snapshot_id  uuid REFERENCES member_snapshot ON DELETE CASCADE,
  created_at   timestamptz NOT NULL DEFAULT now(),
  finished_at  timestamptz,
  CHECK ((content IS NOT NULL) = (state IN ('owed', 'needs_mapping'))),
  CHECK ((snapshot_id IS NOT NULL) = (state = 'done')));
ALTER TABLE member_import ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX member_import_ready ON member_import (ready_at) WHERE content IS NOT NULL;
CREATE INDEX member_import_unit ON member_import (unit_id, campaign_id, created_at DESC);
-- No service reads the rows of an export except through the claim.
GRANT SELECT (id, unit_id, campaign_id, account_id, as_of, own_figure, file_name, state, layout,
              problem, snapshot_id, created_at, finished_at) ON member_import TO mc_gateway;
GRANT UPDATE (ready_at), SELECT (id, state) ON member_import TO mc_ingest;
GRANT SELECT, DELETE ON member_import TO mc_admin;
ALTER TABLE member_import ENABLE ROW LEVEL SECURITY;
