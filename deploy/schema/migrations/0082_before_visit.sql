-- What a round demands of its units before the visit: papers to prepare, a self-inspection report by a day,
-- a sample of the grassroots units below them; what came of it, and the notices of visits.

ALTER TABLE inspection_round
  ADD COLUMN papers         text[] NOT NULL DEFAULT '{}',   -- to be ready at the visit
  ADD COLUMN report_due_on  date,                           -- of the self-inspection report; NULL: none is demanded
  ADD COLUMN sample_size    smallint NOT NULL DEFAULT 0 CHECK (sample_size BETWEEN 0 AND 50),   -- of each unit
  ADD COLUMN sample_by      text CHECK (sample_by IN ('unit', 'team', 'lot')),
  ADD CHECK ((sample_size > 0) = (sample_by IS NOT NULL));

-- Reports and samples stay when a plan that is a draft again leaves the unit out.
CREATE TABLE self_report (                     -- a version of the unit's self-inspection report: never changed
  id           uuid PRIMARY KEY,               -- made by the client
  round_id     integer NOT NULL REFERENCES inspection_round ON DELETE CASCADE,
  unit_id      integer NOT NULL REFERENCES unit,
  version      integer NOT NULL,
  files        jsonb NOT NULL,                 -- [{"hash","name","size"}]
  note         text NOT NULL,
  body         jsonb NOT NULL,                 -- as it was sent: the same id with another body is a conflict
  account_id   integer NOT NULL REFERENCES account,
  received_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (round_id, unit_id, version));

CREATE TABLE round_sample (                    -- the grassroots units that a visit samples: every choice
  round_id    integer NOT NULL REFERENCES inspection_round ON DELETE CASCADE,
  unit_id     integer NOT NULL REFERENCES unit,
  version     integer NOT NULL,
  chosen_by   text NOT NULL CHECK (chosen_by IN ('unit', 'team', 'lot')),
  units       jsonb NOT NULL,                  -- [{"code","name"}]; code NULL: the tree does not have it
  candidates  jsonb NOT NULL,                  -- of a lot: from which it was drawn
  seed        text CHECK ((seed IS NOT NULL) = (chosen_by = 'lot')),
  reason      text NOT NULL CHECK (version = 1 OR reason <> ''),
  account_id  integer NOT NULL REFERENCES account,
  at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (round_id, unit_id, version));

CREATE TABLE visit_notice (                    -- what the unit was given notice of: never changed
  round_id  integer NOT NULL REFERENCES inspection_round ON DELETE CASCADE,
  unit_id   integer NOT NULL REFERENCES unit,
  number    integer NOT NULL,
  act       text NOT NULL CHECK (act IN ('set', 'moved', 'cancelled')),
  day       date NOT NULL,
  half      text NOT NULL CHECK (half IN ('morning', 'afternoon', 'day')),
  team      text NOT NULL,
  head      text NOT NULL,
  at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (round_id, unit_id, number));

ALTER TABLE visit_item DROP CONSTRAINT visit_item_kind_check;
ALTER TABLE visit_item ADD CONSTRAINT visit_item_kind_check
  CHECK (kind IN ('figure', 'evidence', 'claim', 'missing', 'members', 'cadence', 'recommendation', 'report', 'sample'));

GRANT ALL ON self_report, round_sample, visit_notice TO mc_admin;
