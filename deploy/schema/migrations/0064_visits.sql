-- What a team finds at a unit of a round: the checklist of the visit and what inspectors record at it,
-- their findings, and the minutes.

CREATE TABLE round_visit (                     -- a visit whose checklist is open; its row orders all that is written of it
  round_id    integer NOT NULL,
  unit_id     integer NOT NULL,
  opened_by   integer NOT NULL REFERENCES account,
  opened_at   timestamptz NOT NULL DEFAULT now(),
  listed_at   timestamptz NOT NULL DEFAULT now(),   -- when the list was last made
  PRIMARY KEY (round_id, unit_id),
  FOREIGN KEY (round_id, unit_id) REFERENCES round_unit ON DELETE CASCADE);

CREATE TABLE visit_item (                      -- what is to be checked
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  round_id      integer NOT NULL,
  unit_id       integer NOT NULL,
  key           text NOT NULL,                 -- 'figure:2.1.1': the same subject is the same item when the list is made again
  kind          text NOT NULL CHECK (kind IN ('figure', 'evidence', 'claim', 'missing', 'members', 'cadence',
                                              'recommendation')),
  criterion_id  integer REFERENCES criterion,
  evidence_id   uuid,
  stake         numeric(9,2) NOT NULL,         -- points
  wrong         numeric(5,4) NOT NULL CHECK (wrong BETWEEN 0 AND 1),
  claimed       numeric(18,4),                 -- the figure that the unit claims
  facts         jsonb NOT NULL,
  UNIQUE (round_id, unit_id, key),
  FOREIGN KEY (round_id, unit_id) REFERENCES round_visit ON DELETE CASCADE);

CREATE TABLE visit_entry (                     -- what an inspector recorded at an item: never changed
  id          uuid PRIMARY KEY,                -- made by the client
  item_id     bigint NOT NULL REFERENCES visit_item ON DELETE CASCADE,
  bases       uuid[] NOT NULL,                 -- the entries that it replaces: those its author had seen
  mark        text NOT NULL CHECK (mark IN ('right', 'wrong', 'unclear', 'skipped')),
  note        text NOT NULL,
  figure      numeric(18,4),                   -- as checked; NULL: not checked
  photos      jsonb NOT NULL,                  -- [{"hash","name","type","caption","alt"}]
  body        jsonb NOT NULL,                  -- as it was sent: the same id with another body is a conflict
  account_id  integer NOT NULL REFERENCES account,
  made_at     timestamptz NOT NULL,            -- by the device's clock
  at          timestamptz NOT NULL DEFAULT now());
CREATE INDEX visit_entry_item ON visit_entry (item_id);

CREATE TABLE visit_finding (                   -- what inspectors found, beside the findings of the system: never changed
  id            uuid PRIMARY KEY,              -- made by the client
  round_id      integer NOT NULL,
  unit_id       integer NOT NULL,
  criterion_id  integer REFERENCES criterion,
  evidence_id   uuid,
  severity      text NOT NULL CHECK (severity IN ('hint', 'warning', 'error', 'fatal')),
  text          text NOT NULL,
  cause         text NOT NULL,
  place         text NOT NULL,
  lowers_to     numeric(9,2),                  -- the appraised score that it proposes
  reason        text NOT NULL CHECK (lowers_to IS NULL OR btrim(reason) <> ''),
  photos        jsonb NOT NULL,
  body          jsonb NOT NULL,
  account_id    integer NOT NULL REFERENCES account,
  made_at       timestamptz NOT NULL,
  at            timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (round_id, unit_id) REFERENCES round_visit ON DELETE CASCADE);
CREATE INDEX visit_finding_visit ON visit_finding (round_id, unit_id);
CREATE INDEX visit_finding_unit ON visit_finding (unit_id, criterion_id);

CREATE TABLE visit_minutes (                   -- the minutes of a visit: every version
  round_id    integer NOT NULL,
  unit_id     integer NOT NULL,
  version     integer NOT NULL,
  content     jsonb NOT NULL,                  -- {"held_on","place","team","unit","text"}
  facts       jsonb NOT NULL,                  -- counts, faults and findings as they were
  account_id  integer NOT NULL REFERENCES account,
  at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (round_id, unit_id, version),
  FOREIGN KEY (round_id, unit_id) REFERENCES round_visit ON DELETE CASCADE);

CREATE TABLE visit_minutes_act (               -- what both sides said of a version: never changed
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  round_id    integer NOT NULL,
  unit_id     integer NOT NULL,
  version     integer NOT NULL,
  act         text NOT NULL CHECK (act IN ('signed', 'confirmed', 'objected', 'locked')),
  text        text NOT NULL,                   -- of an objection
  account_id  integer NOT NULL REFERENCES account,
  at          timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (round_id, unit_id, version) REFERENCES visit_minutes ON DELETE CASCADE);
CREATE INDEX visit_minutes_act_of ON visit_minutes_act (round_id, unit_id, version);

GRANT ALL ON round_visit, visit_item, visit_entry, visit_finding, visit_minutes, visit_minutes_act TO mc_admin;
