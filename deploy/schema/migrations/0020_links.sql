-- Links: a page is fetched once, however many submissions cite it, and again at growing intervals.
-- A row of link_page is pending work from due_at on; the worker that claims it moves due_at to the
-- end of its lease.  The outcome and the work that follows from it commit together.
-- A verdict never waits for a page: validation runs without it, and again when the page is known.

CREATE TABLE link_page (
  hash           uuid PRIMARY KEY,             -- of the canonical link (services/domain/text/weblink.h)
  url            text NOT NULL,                -- as the first submission cites it
  host           text NOT NULL,
  due_at         timestamptz DEFAULT now(),    -- NULL: no open campaign cites it
  claim          uuid,
  attempts       smallint NOT NULL DEFAULT 0,  -- consecutive ones without a page
  failing_since  timestamptz,
  looks          smallint NOT NULL DEFAULT 0,  -- with a page, since it last changed
  state          smallint NOT NULL DEFAULT 0,  -- the state as shown: 0 nothing yet, 1 good, 2 dead,
                                               -- 3 unreachable, 4 refused, 5 locked
  generation     integer NOT NULL DEFAULT 0,   -- raised when what a check can see changes
  outcome        text NOT NULL DEFAULT '',     -- of the last attempt (services/core/fetch/fetch.h)
  status         integer NOT NULL DEFAULT 0,
  fetched_at     timestamptz,                  -- the last attempt
  seen_at        timestamptz,                  -- the last page
  final_url      text NOT NULL DEFAULT '',
  media_type     text NOT NULL DEFAULT '',
  titles         text NOT NULL DEFAULT '',     -- one a line, the best first
  published_on   date,
  flags          text NOT NULL DEFAULT '',     -- ",login,list,"
  text           text NOT NULL DEFAULT '',
  text_hash      bytea,                        -- NULL: no page was ever read
  etag           text NOT NULL DEFAULT '',
  last_modified  text NOT NULL DEFAULT '',
  changed_at     timestamptz);                 -- when its text was first found to differ
CREATE INDEX link_page_due ON link_page (host, due_at);
CREATE INDEX link_page_claimed ON link_page (host, due_at) WHERE claim IS NOT NULL;

CREATE TABLE link_text (                       -- texts that a submission was filed with
  page       uuid NOT NULL REFERENCES link_page ON DELETE CASCADE,
  hash       bytea NOT NULL,                   -- BLAKE2b-256 of the text
  text       text NOT NULL,
  PRIMARY KEY (page, hash));

CREATE TABLE link_use (                        -- the submissions that cite a page, with its text at that time
  submission_id  uuid PRIMARY KEY REFERENCES submission ON DELETE CASCADE,
  page           uuid NOT NULL,
  url            text NOT NULL,
  generation     integer NOT NULL,             -- of the page when the verdict was given
  is_stale       boolean NOT NULL DEFAULT false,
  frozen_hash    bytea,                        -- NULL until the page was read
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

-- The gateway sees neither the citing submissions nor the page, only what link_state returns.
ALTER TABLE link_use ENABLE ROW LEVEL SECURITY;
ALTER TABLE link_page ENABLE ROW LEVEL SECURITY;
