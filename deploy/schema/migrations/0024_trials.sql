-- A check tried on the evidence of a campaign before it is set, as owed work.

-- Worked by validation in small portions between its verdicts.  A portion moves the position
-- and adds what it saw in one statement, under the claim that it was taken with: who was given
-- up changes nothing.
CREATE TABLE check_trial (
  id           uuid PRIMARY KEY,             -- name-based uuid of (account, idempotency key)
  subject      text NOT NULL,                -- the check's code
  campaign_id  integer NOT NULL REFERENCES campaign ON DELETE CASCADE,   -- for which it would be set
  tried_id     integer NOT NULL REFERENCES campaign ON DELETE CASCADE,   -- whose pieces are looked at
  would        jsonb NOT NULL,               -- {"off","severity","parameters"}
  today        jsonb NOT NULL,               -- the same as it was when the trial was asked for
  account_id   integer REFERENCES account,   -- NULL: from the command line
  state        text NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'done', 'refused')),
  ready_at     timestamptz NOT NULL DEFAULT now(),   -- in the future: leased
  claim        uuid,
  attempts     smallint NOT NULL DEFAULT 0,  -- since the last portion
  position     uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',  -- the last piece
  total        integer,                      -- pieces to look at; NULL: not yet counted
  pieces       integer NOT NULL DEFAULT 0,   -- looked at
  would_fire   integer NOT NULL DEFAULT 0,
  would_weigh  integer NOT NULL DEFAULT 0,
  fires        integer NOT NULL DEFAULT 0,   -- today
  weighs       integer NOT NULL DEFAULT 0,
  samples      jsonb NOT NULL DEFAULT '[]',  -- [{"evidence","unit","title","would","today"}]
  made_at      timestamptz NOT NULL DEFAULT now(),
  done_at      timestamptz);
CREATE INDEX check_trial_owed ON check_trial (ready_at) WHERE state = 'owed';

GRANT SELECT, UPDATE, DELETE ON check_trial TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON check_trial TO mc_admin;

DROP FUNCTION IF EXISTS app_set_check(text, text, boolean, integer, jsonb);
