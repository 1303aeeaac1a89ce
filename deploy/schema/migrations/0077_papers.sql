-- The papers of an inspection round, and the templates from which they are made.

CREATE TABLE paper_template (                  -- every version; its file never changes
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind        text NOT NULL,                   -- functions/paper_words
  version     integer NOT NULL,
  name        text NOT NULL,                   -- of the file
  file        bytea NOT NULL,
  hash        bytea NOT NULL,                  -- SHA-256 of the file
  account_id  integer REFERENCES account,      -- NULL: ours, which comes with the software
  at          timestamptz NOT NULL DEFAULT now(),
  state       text NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'good', 'faulty')),
  faults      jsonb NOT NULL DEFAULT '[]',     -- [{"code","tag","part","place","message"}]
  sample      jsonb NOT NULL,                  -- real data, for its preview
  preview     bytea,
  used_at     timestamptz,                     -- NULL: never in use; the newest of a kind is the one in use
  ready_at    timestamptz NOT NULL DEFAULT now(),   -- in the future: leased
  claim       uuid,
  attempts    smallint NOT NULL DEFAULT 0,
  UNIQUE (kind, version));
CREATE UNIQUE INDEX paper_template_ours ON paper_template (kind, hash) WHERE account_id IS NULL;
CREATE INDEX paper_template_owed ON paper_template (ready_at) WHERE state = 'owed';

CREATE TABLE paper (                           -- one that is issued never changes
  id           uuid PRIMARY KEY,               -- made by the client
  round_id     integer NOT NULL REFERENCES inspection_round,
  unit_id      integer REFERENCES unit,        -- NULL: of the whole round
  kind         text NOT NULL,
  template_id  uuid NOT NULL REFERENCES paper_template,
  data         jsonb NOT NULL,                 -- what it says
  state        text NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'made', 'failed', 'issued')),
  file         bytea,                          -- DOCX
  hash         bytea,                          -- SHA-256 of the file
  faults       jsonb NOT NULL DEFAULT '[]',    -- why it could not be made
  supersedes   uuid UNIQUE REFERENCES paper,   -- the issued one that it corrects
  account_id   integer NOT NULL REFERENCES account,
  at           timestamptz NOT NULL DEFAULT now(),
  made_at      timestamptz,
  symbol       text,                           -- number and symbol; like what follows NULL until its issue is asked for
  dated        date,
  issued_by    integer REFERENCES account,
  issued_at    timestamptz,
  ready_at     timestamptz NOT NULL DEFAULT now(),   -- in the future: leased
  claim        uuid,
  attempts     smallint NOT NULL DEFAULT 0,
  CHECK (state <> 'issued' OR (file IS NOT NULL AND hash IS NOT NULL AND issued_by IS NOT NULL)));
CREATE INDEX paper_round ON paper (round_id, kind, unit_id);
CREATE INDEX paper_owed ON paper (ready_at) WHERE state = 'owed';

GRANT ALL ON paper_template, paper TO mc_admin;
