-- Feeds of what units post (RSS, Atom, WordPress).  A feed is owed work from next_at on; who
-- takes it leaves his claim and moves next_at behind his lease.  What it brought, what that owes
-- and when to look again commit together.  List, API and feed come in through put_posts and
-- post_put: each item once.  What a person says of an item counts more than what a feed does.

CREATE TABLE feed (
  id             uuid PRIMARY KEY,
  unit_id        integer NOT NULL REFERENCES unit,
  address        text NOT NULL CHECK (length(address) <= 1000
                   AND address ~ '^https?://[^[:space:]/@]+([/?][^[:space:]]*)?$'),
  usual_kind     text NOT NULL CHECK (usual_kind IN ('news', 'story', 'none')),
  categories     jsonb NOT NULL DEFAULT '{}',    -- {"gương sáng": "story", "thông báo": "none"}
  kind           text CHECK (kind IN ('rss', 'atom', 'wordpress')),  -- NULL: never yet seen
  source         text NOT NULL,                  -- what is asked for: the address, or where it leads
  host           text NOT NULL GENERATED ALWAYS AS (lower(coalesce(
                   substring(source FROM '^[A-Za-z]+://(\[[^]]*\]|[^/:?#]+)'), ''))) STORED,
  is_wordpress   boolean NOT NULL DEFAULT false, -- source is the root of its REST interface
  other          text NOT NULL DEFAULT '',       -- where to look when the source says no
  page           integer NOT NULL DEFAULT 1,     -- of a WordPress, the next to be taken
  is_whole       boolean NOT NULL DEFAULT false, -- its older posts have been taken
  etag           text NOT NULL DEFAULT '',
  last_modified  text NOT NULL DEFAULT '',
  next_at        timestamptz NOT NULL DEFAULT now(),
  claim          uuid,
  attempts       smallint NOT NULL DEFAULT 0,    -- in a row without a feed
  failing_since  timestamptz,
  outcome        text NOT NULL DEFAULT '',       -- of the last attempt
  status         integer NOT NULL DEFAULT 0,
  looked_at      timestamptz,
  seen_at        timestamptz,                    -- the last that was one
  items          integer NOT NULL DEFAULT 0,     -- in what was read last
  left_out       integer NOT NULL DEFAULT 0,     -- of them, without a day or a title
  account_id     integer REFERENCES account,     -- who added it
  added_at       timestamptz NOT NULL DEFAULT now(),
  UNIQUE (unit_id, address));
CREATE INDEX feed_due ON feed (host, next_at);

ALTER TABLE post ADD COLUMN feed_id uuid REFERENCES feed ON DELETE SET NULL;   -- NULL: a person said it
CREATE INDEX post_feed_id ON post (feed_id) WHERE feed_id IS NOT NULL;

CREATE TABLE post_removed (            -- what a person took back: no feed brings it again
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
-- Who is told that a unit falls behind its targets (5) or misses days and weeks of posts (6).
INSERT INTO notification_rule VALUES
  (5, 'officer', 1), (5, 'officer', 2), (5, 'council', 1), (5, 'system', 3),
  (6, 'officer', 1), (6, 'officer', 2), (6, 'system', 3);

-- ---------------------------------------------------------------- rights
-- The fetcher takes what is due, and says what came of it only through feed_looked.
GRANT SELECT ON feed TO mc_validation;
GRANT UPDATE (claim, next_at) ON feed TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON feed, post_removed TO mc_admin;
ALTER TABLE feed ENABLE ROW LEVEL SECURITY;
