-- A check tried on the evidence of a campaign before it is set, as pending work.

-- Validation works on it in small portions between its verdicts.  One statement moves the position
-- and adds the results of a portion, under the claim with which it was taken: a worker whose claim
-- has expired changes nothing.
CREATE TABLE check_trial (
  id           uuid PRIMARY KEY,             -- name-based uuid of (account, idempotency key)
  subject      text NOT NULL,                -- the check's code
  campaign_id  integer NOT NULL REFERENCES campaign ON DELETE CASCADE,   -- for which it would be set
  tried_id     integer NOT NULL REFERENCES campaign ON DELETE CASCADE,   -- whose submissions are judged
  would        jsonb NOT NULL,               -- {"off","severity","parameters"}
  today        jsonb NOT NULL,               -- the setting at the time of the request
  account_id   integer REFERENCES account,   -- NULL: from the command line
  state        text NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'done', 'refused')),
  ready_at     timestamptz NOT NULL DEFAULT now(),   -- in the future: leased
  claim        uuid,
  attempts     smallint NOT NULL DEFAULT 0,  -- since the last portion
  position     uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',  -- the last submission
  total        integer,                      -- submissions to judge; NULL: not yet counted
  pieces       integer NOT NULL DEFAULT 0,   -- judged
  would_fire   integer NOT NULL DEFAULT 0,
  would_weigh  integer NOT NULL DEFAULT 0,
  fires        integer NOT NULL DEFAULT 0,   -- with the present setting
  weighs       integer NOT NULL DEFAULT 0,
  samples      jsonb NOT NULL DEFAULT '[]',  -- [{"evidence","unit","title","would","today"}]
  made_at      timestamptz NOT NULL DEFAULT now(),
  done_at      timestamptz);
CREATE INDEX check_trial_owed ON check_trial (ready_at) WHERE state = 'owed';

GRANT SELECT, UPDATE, DELETE ON check_trial TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON check_trial TO mc_admin;

DROP FUNCTION IF EXISTS app_set_check(text, text, boolean, integer, jsonb);
