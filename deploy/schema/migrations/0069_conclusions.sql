-- The conclusion of a round: every version that people kept, and the one that was issued.

CREATE TABLE conclusion (                      -- never changed
  round_id    integer NOT NULL REFERENCES inspection_round ON DELETE CASCADE,
  version     integer NOT NULL,
  lines       jsonb NOT NULL,                  -- [{"section","text","fact","unit","criterion","measure","due_on"}]
  facts       jsonb NOT NULL,                  -- what was found, with units and sources, as it was
  account_id  integer NOT NULL REFERENCES account,
  at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (round_id, version));

CREATE TABLE conclusion_issue (                -- never changed
  round_id    integer PRIMARY KEY,
  version     integer NOT NULL,
  symbol      text NOT NULL,                   -- number and symbol of the document
  dated       date NOT NULL,
  account_id  integer NOT NULL REFERENCES account,
  at          timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (round_id, version) REFERENCES conclusion ON DELETE CASCADE);

GRANT ALL ON conclusion, conclusion_issue TO mc_admin;
