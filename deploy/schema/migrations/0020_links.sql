-- Links: a page is looked at once, however many pieces cite it, and again at growing intervals.
-- A row of link_page is owed work from due_at on; who takes it leaves his claim and moves
-- due_at behind his lease.  What was found and what it owes others commit together.
-- A verdict never waits for a page: it is given without, and owed again when the page is known.

CREATE TABLE link_page (
  hash           uuid PRIMARY KEY,             -- of the canonical link (checks/weblink.h)
  url            text NOT NULL,                -- as the first piece cites it
  host           text NOT NULL,
  due_at         timestamptz DEFAULT now(),    -- NULL: no open campaign cites it
  claim          uuid,
  attempts       smallint NOT NULL DEFAULT 0,  -- in a row without a page
  failing_since  timestamptz,
  looks          smallint NOT NULL DEFAULT 0,  -- with a page, since it last changed
  state          smallint NOT NULL DEFAULT 0,  -- what is told: 0 nothing yet, 1 good, 2 dead,
                                               -- 3 unreachable, 4 refused, 5 locked
  generation     integer NOT NULL DEFAULT 0,   -- of what a check can see
  outcome        text NOT NULL DEFAULT '',     -- of the last attempt (fetch/fetch.h)
  status         integer NOT NULL DEFAULT 0,
  fetched_at     timestamptz,                  -- the last attempt
  seen_at        timestamptz,                  -- the last page
  final_url      text NOT NULL DEFAULT '',
  media_type     text NOT NULL DEFAULT '',
  titles         text NOT NULL DEFAULT '',     -- a line each, the best first
  published_on   date,
  flags          text NOT NULL DEFAULT '',     -- ",login,list,"
  text           text NOT NULL DEFAULT '',
  text_hash      bytea,                        -- NULL: no page was ever seen
  etag           text NOT NULL DEFAULT '',
  last_modified  text NOT NULL DEFAULT '',
  changed_at     timestamptz);                 -- when its text was first seen to differ
CREATE INDEX link_page_due ON link_page (host, due_at);
CREATE INDEX link_page_claimed ON link_page (host, due_at) WHERE claim IS NOT NULL;

CREATE TABLE link_text (                       -- texts that some piece was filed with
  page       uuid NOT NULL REFERENCES link_page ON DELETE CASCADE,
  hash       bytea NOT NULL,                   -- BLAKE2b-256 of the text
  text       text NOT NULL,
  PRIMARY KEY (page, hash));

CREATE TABLE link_use (                        -- who cites a page, and what it said then
  submission_id  uuid PRIMARY KEY REFERENCES submission ON DELETE CASCADE,
  page           uuid NOT NULL,
  url            text NOT NULL,
  generation     integer NOT NULL,             -- that its verdict was given with
  is_stale       boolean NOT NULL DEFAULT false,
  frozen_hash    bytea,                        -- NULL until the page was seen
  frozen_at      timestamptz);
CREATE INDEX link_use_page ON link_use (page);

-- ---------------------------------------------------------------- registered sites
CREATE TABLE unit_site (
  unit_id  integer NOT NULL REFERENCES unit,
  host     text NOT NULL CHECK (host ~ '^[a-z0-9.-]+(:[0-9]+)?$' AND host LIKE '%.%'),
  path     text NOT NULL DEFAULT '' CHECK (path = '' OR path ~ '^/[^?#[:space:]]*[^/?#[:space:]]$'),
  PRIMARY KEY (unit_id, host, path));

-- ---------------------------------------------------------------- rights
GRANT SELECT, INSERT, UPDATE ON link_page, link_use TO mc_validation;
GRANT SELECT, INSERT ON link_text TO mc_validation;
GRANT SELECT ON unit_site TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON link_page, link_text, link_use, unit_site TO mc_admin;

-- The gateway sees neither who cites a page nor the page, but what link_state says.
ALTER TABLE link_use ENABLE ROW LEVEL SECURITY;
ALTER TABLE link_page ENABLE ROW LEVEL SECURITY;
