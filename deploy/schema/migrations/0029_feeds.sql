-- Feeds of what units post (RSS, Atom, WordPress).  A feed is pending work from next_at on; the
-- worker that claims it moves next_at to the end of its lease.  Its items, the work that follows
-- from them and the next due time commit together.  Lists, API and feeds all go through put_posts
-- and post_put: each item once.  What a person enters for an item overrides what a feed brings.

CREATE TABLE feed (
  id             uuid PRIMARY KEY,
  unit_id        integer NOT NULL REFERENCES unit,
  address        text NOT NULL CHECK (length(address) <= 1000
                   AND address ~ '^https?://[^[:space:]/@]+([/?][^[:space:]]*)?$'),
  usual_kind     text NOT NULL CHECK (usual_kind IN ('news', 'story', 'none')),
  categories     jsonb NOT NULL DEFAULT '{}',    -- {"gương sáng": "story", "thông báo": "none"}
  kind           text CHECK (kind IN ('rss', 'atom', 'wordpress')),  -- NULL: never yet read
  source         text NOT NULL,                  -- the URL to fetch: the address, or where it leads
  host           text NOT NULL GENERATED ALWAYS AS (lower(coalesce(
                   substring(source FROM '^[A-Za-z]+://(\[[^]]*\]|[^/:?#]+)'), ''))) STORED,
  is_wordpress   boolean NOT NULL DEFAULT false, -- source is the root of its REST interface
  other          text NOT NULL DEFAULT '',       -- tried when the source fails
  page           integer NOT NULL DEFAULT 1,     -- of a WordPress: the next to fetch
  is_whole       boolean NOT NULL DEFAULT false, -- its older posts have been fetched
  etag           text NOT NULL DEFAULT '',
  last_modified  text NOT NULL DEFAULT '',
  next_at        timestamptz NOT NULL DEFAULT now(),
  claim          uuid,
  attempts       smallint NOT NULL DEFAULT 0,    -- consecutive ones without a feed
  failing_since  timestamptz,
  outcome        text NOT NULL DEFAULT '',       -- of the last attempt
  status         integer NOT NULL DEFAULT 0,
  looked_at      timestamptz,
  seen_at        timestamptz,                    -- the last one with a feed
  items          integer NOT NULL DEFAULT 0,     -- in the last answer
  left_out       integer NOT NULL DEFAULT 0,     -- of them, without a day or a title
  account_id     integer REFERENCES account,     -- the account that added it
  added_at       timestamptz NOT NULL DEFAULT now(),
  UNIQUE (unit_id, address));
CREATE INDEX feed_due ON feed (host, next_at);

ALTER TABLE post ADD COLUMN feed_id uuid REFERENCES feed ON DELETE SET NULL;   -- NULL: entered by a person
CREATE INDEX post_feed_id ON post (feed_id) WHERE feed_id IS NOT NULL;

CREATE TABLE post_removed (            -- posts that a person removed: no feed brings them back
  unit_id       integer NOT NULL REFERENCES unit,
  link          text NOT NULL,
  published_on  date NOT NULL,
  title_key     text NOT NULL,
  at            timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (unit_id, published_on, title_key, link));

DROP FUNCTION IF EXISTS post_put(post);

CREATE INDEX post_cadence ON post (unit_id, kind, published_on);
DROP FUNCTION IF EXISTS cadence_report(integer, date, integer[]);
DROP FUNCTION IF EXISTS cadence_of(integer, text, date, date, date, boolean);

-- ---------------------------------------------------------------- reminders
-- The roles notified when a unit falls behind its targets (5) or misses days and weeks of posts (6).
INSERT INTO notification_rule VALUES
  (5, 'officer', 1), (5, 'officer', 2), (5, 'council', 1), (5, 'system', 3),
  (6, 'officer', 1), (6, 'officer', 2), (6, 'system', 3);

-- ---------------------------------------------------------------- rights
-- The fetcher claims what is due, and stores the outcome only through feed_looked.
GRANT SELECT ON feed TO mc_validation;
GRANT UPDATE (claim, next_at) ON feed TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON feed, post_removed TO mc_admin;
ALTER TABLE feed ENABLE ROW LEVEL SECURITY;
