-- The member software: what its exports contain about a unit on a day.  Nothing personal is kept: a
-- snapshot has numbers, and findings that point at sheet, row and column of the unit's own file.

-- The meaning of an export's columns, assigned once by a person; headers are recognised by the
-- fingerprint of their set.  A unit uses what the units above it have assigned.
CREATE TABLE member_mapping (
  unit_id      integer NOT NULL REFERENCES unit,
  fingerprint  uuid NOT NULL,
  fields       jsonb NOT NULL CHECK (jsonb_typeof(fields) = 'object'),   -- {"folded header": "field"}
  at           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (unit_id, fingerprint));

CREATE TABLE member_weight (                 -- no row: all parts weigh the same
  campaign_id   integer PRIMARY KEY REFERENCES campaign ON DELETE CASCADE,
  correctness   integer NOT NULL CHECK (correctness BETWEEN 0 AND 100),
  completeness  integer NOT NULL CHECK (completeness BETWEEN 0 AND 100),
  regularity    integer NOT NULL CHECK (regularity BETWEEN 0 AND 100),
  CHECK (correctness + completeness + regularity > 0));

CREATE TABLE member_snapshot (
  id           uuid PRIMARY KEY,             -- name-based uuid of unit, campaign, day, contents and weights
  unit_id      integer NOT NULL REFERENCES unit,
  campaign_id  integer REFERENCES campaign ON DELETE CASCADE,
  as_of        date NOT NULL,
  file_hash    text NOT NULL CHECK (file_hash ~ '^[0-9a-f]{64}$'),
  rows         integer NOT NULL CHECK (rows >= 0),
  members      integer NOT NULL CHECK (members BETWEEN 0 AND rows),   -- active ones
  score        numeric(5,2) NOT NULL CHECK (score BETWEEN 0 AND 100),
  receipt      jsonb NOT NULL,
  findings     jsonb NOT NULL,
  account_id   integer REFERENCES account,   -- NULL: from the command line
  at           timestamptz NOT NULL DEFAULT now());
CREATE INDEX member_snapshot_unit ON member_snapshot (unit_id, as_of DESC, at DESC);

-- The criterion that reads the score of a unit's latest snapshot, and as which of its figures.
CREATE TABLE member_criterion (
  campaign_id   integer PRIMARY KEY REFERENCES campaign ON DELETE CASCADE,
  criterion_id  integer NOT NULL REFERENCES criterion,
  figure        smallint NOT NULL CHECK (figure > 0));
GRANT SELECT ON member_snapshot TO mc_gateway, mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE
   ON member_mapping, member_weight, member_snapshot, member_criterion TO mc_admin;
ALTER TABLE member_snapshot ENABLE ROW LEVEL SECURITY;
