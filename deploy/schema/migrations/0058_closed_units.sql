-- What a unit has closed stays closed: evidence that arrives afterwards is kept and does not count
-- until the body that holds the unit takes it.

ALTER TABLE submission ADD COLUMN held_in text;   -- the state that its unit had closed in when it arrived; NULL: it counts
ALTER TABLE submission ADD COLUMN arrived_at timestamptz;   -- the server's own moment; NULL: before it was recorded
ALTER TABLE submission ALTER COLUMN arrived_at SET DEFAULT now();
CREATE INDEX submission_held ON submission (campaign_id, unit_id) WHERE held_in IS NOT NULL;

CREATE TABLE submission_taken (                -- evidence of a closed unit that counts after all: never changed
  submission_id  uuid PRIMARY KEY,
  held_in        text NOT NULL,
  taken_in       text NOT NULL,                -- the unit's state when it was taken
  account_id     integer NOT NULL REFERENCES account,
  reason         text NOT NULL,
  at             timestamptz NOT NULL DEFAULT now());
GRANT SELECT ON submission_taken TO mc_gateway, mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON submission_taken TO mc_admin;

-- Every version of a setting of a campaign or a unit: who, when, from what to what.  Targets have
-- target_change, rules across figures figure_rule, scores assessed_score_change.
CREATE TABLE setting_change (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id  integer,                        -- NULL: of no one campaign
  unit_id      integer,                        -- NULL: of no one unit
  subject      text NOT NULL,                  -- the table
  key          text NOT NULL,                  -- which row of it
  old          jsonb,                          -- NULL: there was none
  new          jsonb,                          -- NULL: there is none any more
  account_id   integer,                        -- NULL: from the command line
  source       text NOT NULL DEFAULT '',       -- the file or document that app.source names
  reason       text NOT NULL DEFAULT '',       -- why, where units had closed already
  at           timestamptz NOT NULL DEFAULT now());
CREATE INDEX setting_change_campaign ON setting_change (campaign_id, subject, id);
GRANT SELECT, INSERT, UPDATE, DELETE ON setting_change TO mc_admin;
ALTER TABLE target_change ADD COLUMN account_id integer;    -- NULL: from the command line

-- The newest change of the campaign's checks that a verdict was judged with; NULL: before it was recorded.
ALTER TABLE validation ADD COLUMN settings_version bigint;

DROP FUNCTION IF EXISTS app_set_check(text, text, boolean, integer, jsonb, text);
DROP FUNCTION IF EXISTS app_put_figure_rule(text, text, jsonb);
DROP FUNCTION IF EXISTS app_set_post_criterion(text, text, text);

-- The minutes of the meetings of a unit's self-assessment council: every version stays.
CREATE TABLE council_minutes (
  campaign_id  integer NOT NULL REFERENCES campaign ON DELETE CASCADE,
  unit_id      integer NOT NULL REFERENCES unit,
  version      integer NOT NULL,
  content      jsonb NOT NULL,                 -- {"symbol","held_on","place","members":[{"name","title","is_present"}],"note"}
  account_id   integer NOT NULL REFERENCES account,
  at           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (campaign_id, unit_id, version));
GRANT SELECT ON council_minutes TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON council_minutes TO mc_admin;
ALTER TABLE council_minutes ENABLE ROW LEVEL SECURITY;

-- The decision with which the committee publishes: {"symbol","dated","signer","appeal_until"}; part
-- of the signed text.
ALTER TABLE publication ADD COLUMN decision jsonb;
DROP FUNCTION IF EXISTS app_publication_prepare(text);
