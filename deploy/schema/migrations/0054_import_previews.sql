-- Imports show beforehand what each row will do, can be undone, and of all kinds end in one stored
-- count: those of lists are rows of the same table, without a file that is kept.
ALTER TABLE import
  DROP CONSTRAINT import_state_check,
  ADD CONSTRAINT import_state_check CHECK (state IN ('owed', 'previewed', 'done', 'refused', 'undone')),
  ALTER COLUMN account_id DROP NOT NULL,         -- NULL: from the command line
  ALTER COLUMN campaign_id DROP NOT NULL,        -- NULL: not of one campaign
  ALTER COLUMN file_hash DROP NOT NULL,
  ADD COLUMN kind text NOT NULL DEFAULT 'evidence' CHECK (
    kind IN ('evidence', 'members', 'criteria', 'targets', 'units', 'unit_acts', 'cadres', 'posts')),
  ADD COLUMN is_preview boolean NOT NULL DEFAULT false,  -- rows are judged and none takes effect
  ADD COLUMN version integer NOT NULL DEFAULT 1, -- of the preview: changes with each correction
  ADD COLUMN cells jsonb NOT NULL DEFAULT '{}',  -- corrected cells: {"<n>.<place>": value}
  ADD COLUMN doubtful integer NOT NULL DEFAULT 0,-- of the rejected: figures with two readings
  ADD COLUMN confirmed_at timestamptz,
  ADD COLUMN undone_at timestamptz,
  ADD COLUMN undone integer NOT NULL DEFAULT 0,  -- rows that count no longer
  ADD COLUMN kept jsonb NOT NULL DEFAULT '[]',   -- rows that could not be undone: [{"id","title","reason"}]
  ADD CHECK (kind <> 'evidence' OR (account_id IS NOT NULL AND campaign_id IS NOT NULL
                                    AND file_hash IS NOT NULL));
CREATE INDEX import_account ON import (account_id, created_at DESC, id DESC);
CREATE INDEX import_undone ON import (account_id) WHERE undone_at IS NOT NULL;
CREATE INDEX import_lists ON import (created_at DESC, id DESC) WHERE kind <> 'evidence';

CREATE TABLE import_row (
  import_id      uuid NOT NULL REFERENCES import ON DELETE CASCADE,
  n              integer NOT NULL,               -- among the file's headings and rows, from 1
  sheet          text NOT NULL,
  row            integer NOT NULL,               -- as the spreadsheet program shows it
  state          text NOT NULL CHECK (state IN ('head', 'new', 'repeated', 'faulty', 'doubtful')),
  submission_id  uuid,                           -- of a row that will be, or was, accepted
  shown          jsonb NOT NULL,                 -- {"unit","criteria","title","occurred_on","figures"}
  cells          jsonb,                          -- of headings and faulty rows: all texts, in order
  faults         jsonb NOT NULL,                 -- `[{"place","cell","column","code","message","mend"}]`
  PRIMARY KEY (import_id, n));

-- An item that its unit took back counts nowhere; its revisions are kept.
ALTER TABLE submission ADD COLUMN IF NOT EXISTS withdrawn_at timestamptz;

ALTER TABLE import_row ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON import_row TO mc_gateway;
GRANT SELECT, INSERT, UPDATE ON import_row TO mc_ingest;
GRANT SELECT, INSERT, UPDATE, DELETE ON import_row TO mc_admin;
GRANT INSERT ON import TO mc_admin;
