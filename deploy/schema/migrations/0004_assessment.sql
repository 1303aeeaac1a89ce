-- Three bodies score a unit, one after another, beside what the system computed: the unit's
-- self-assessment council, the inspectors, the standing committee.
-- A unit goes draft → self_closed → appraised → approved; publishing moves all of a
-- campaign's units together to published; an appeal may follow, and in the end
-- every unit is final.  Each state locks the scores given before it.  Going back needs a
-- reason and is recorded.  The permitted moves and their roles are data.

CREATE TABLE assessment (                    -- the state of a unit; no row: draft
  campaign_id  integer NOT NULL REFERENCES campaign ON DELETE CASCADE,
  unit_id      integer NOT NULL REFERENCES unit,
  state        text NOT NULL CHECK (state IN ('draft', 'self_closed', 'appraised', 'approved',
                                              'published', 'appealed', 'final')),
  PRIMARY KEY (campaign_id, unit_id));

CREATE TABLE assessment_move (               -- the permitted moves and the roles that may make them
  from_state     text NOT NULL,
  to_state       text NOT NULL,
  roles          text[] NOT NULL,
  needs_reason   boolean NOT NULL,
  needs_minutes  boolean NOT NULL,           -- a meeting has decided, not one click
  closes         text,                       -- the body that has finished with this move: its scores must be complete
  PRIMARY KEY (from_state, to_state));
INSERT INTO assessment_move VALUES
  ('draft',       'self_closed', '{council}',              false, true,  'self'),
  ('self_closed', 'appraised',   '{inspector}',            false, true,  'appraised'),
  ('appraised',   'approved',    '{committee}',            false, true,  'approved'),
  ('self_closed', 'draft',       '{inspector,committee}',  true,  false, NULL),
  ('appraised',   'self_closed', '{inspector,committee}',  true,  false, NULL),
  ('appraised',   'draft',       '{committee}',            true,  false, NULL),
  ('approved',    'appraised',   '{committee}',            true,  false, NULL),
  ('published',   'appealed',    '{council,officer}',      true,  false, NULL),
  ('appealed',    'appraised',   '{committee}',            true,  true,  NULL),   -- upheld
  ('appealed',    'final',       '{committee}',            true,  true,  NULL),   -- dismissed
  ('published',   'final',       '{committee}',            false, false, NULL);

CREATE TABLE assessment_step (               -- the history of moves: never changed
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id  integer NOT NULL REFERENCES campaign ON DELETE CASCADE,
  unit_id      integer NOT NULL REFERENCES unit,
  from_state   text NOT NULL,
  to_state     text NOT NULL,
  account_id   integer NOT NULL REFERENCES account,
  reason       text NOT NULL DEFAULT '',
  minutes      jsonb,                        -- {"symbol","held_on","present","note"}
  at           timestamptz NOT NULL DEFAULT now());
CREATE INDEX assessment_step_unit ON assessment_step (campaign_id, unit_id, id);

CREATE TABLE assessed_score_change (         -- every score that a body ever gave
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id   integer NOT NULL,
  unit_id       integer NOT NULL,
  criterion_id  integer NOT NULL,
  body          text NOT NULL,
  old_value     numeric(9,2),                -- NULL: given for the first time
  new_value     numeric(9,2),                -- NULL: withdrawn
  reason        text NOT NULL,
  account_id    integer NOT NULL,
  at            timestamptz NOT NULL DEFAULT now());
CREATE INDEX assessed_score_change_cell
    ON assessed_score_change (campaign_id, unit_id, criterion_id, body, id);

-- The last day on which a unit may appeal after publication; NULL: there is no appeal.
ALTER TABLE campaign ADD COLUMN appeal_until date;

-- ---------------------------------------------------------------- publication

-- A published result is a text that never changes: a root that names its parts by their
-- SHA-256 and the root before it, signed with Ed25519 by the gateway's key.  Parts: the
-- campaign, the criteria set with its rules, the board, and each unit with its inputs, its
-- computed scores and those of each body.  The result after an appeal follows the earlier one
-- and does not replace it.
CREATE TABLE publication (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id      integer NOT NULL REFERENCES campaign,
  number           integer NOT NULL,         -- 1, 2, ... within the campaign
  root             text NOT NULL,
  root_hash        bytea NOT NULL,           -- SHA-256 of root
  signature        bytea,                    -- NULL: prepared, not published
  public_key       bytea,
  account_id       integer NOT NULL REFERENCES account,
  score_fence      bigint NOT NULL,          -- the newest score and the newest change by a body
  change_fence     bigint NOT NULL,          -- that this result contains
  at               timestamptz NOT NULL DEFAULT now(),
  UNIQUE (campaign_id, number));
CREATE TABLE publication_part (
  publication_id  bigint NOT NULL REFERENCES publication ON DELETE CASCADE,
  name            text NOT NULL,             -- "campaign", "criteria", "board", "unit/<code>"
  unit_id         integer,                   -- NULL: every reader's
  content         text NOT NULL,
  hash            bytea NOT NULL,            -- SHA-256 of content
  PRIMARY KEY (publication_id, name));
-- Only the functions publish.
REVOKE UPDATE (state) ON campaign FROM mc_gateway;
REVOKE INSERT ON message_notify FROM mc_gateway;
REVOKE SELECT (stage, subject_id) ON message FROM mc_gateway;

GRANT SELECT ON assessment, assessment_move, assessment_step, assessed_score_change, publication,
  publication_part TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON assessment, assessment_move, assessment_step,
  assessed_score_change TO mc_admin;
GRANT SELECT ON publication, publication_part TO mc_admin;      -- not even an administrator edits them
ALTER TABLE assessment ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessment_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessed_score_change ENABLE ROW LEVEL SECURITY;
-- Published texts are readable by everyone, except the parts of units that the account may not read.
ALTER TABLE publication ENABLE ROW LEVEL SECURITY;
ALTER TABLE publication_part ENABLE ROW LEVEL SECURITY;
