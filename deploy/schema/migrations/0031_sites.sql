-- Sites over the API, and the outcome for the text of a page.

-- The account that last registered a unit's sites; no row: none over the API.
CREATE TABLE unit_site_set (
  unit_id     integer PRIMARY KEY REFERENCES unit,
  account_id  integer NOT NULL REFERENCES account,
  at          timestamptz NOT NULL DEFAULT now());
GRANT SELECT, INSERT, UPDATE, DELETE ON unit_site_set TO mc_admin;

-- ------------------------------------------------------------- probes
-- A page to be read as the fetcher would read it for a submission of this unit with this
-- title and day: pending work until it is answered.  Kept for a day.
CREATE TABLE link_probe (
  id           uuid PRIMARY KEY,
  url          text NOT NULL,
  unit_id      integer REFERENCES unit,
  title        text NOT NULL DEFAULT '',
  occurred_on  date,
  asked_at     timestamptz NOT NULL DEFAULT now(),
  due_at       timestamptz DEFAULT now(),       -- NULL: answered
  claim        uuid,
  answer       json);
CREATE INDEX link_probe_due ON link_probe (due_at) WHERE due_at IS NOT NULL;
GRANT SELECT, UPDATE ON link_probe TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON link_probe TO mc_admin;
