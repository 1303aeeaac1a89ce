-- Posts of units: "one good item a day, one good story a week".  Each is kept once, however
-- often and from whichever list it comes: the same link, or the same day and title where one of
-- them has no link.  Kinds that a campaign maps to a criterion count there on the day of
-- publication.

CREATE TABLE post (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  unit_id       integer NOT NULL REFERENCES unit,
  kind          text NOT NULL CHECK (kind IN ('news', 'story')),
  title         text NOT NULL,
  title_key     text GENERATED ALWAYS AS (lower(regexp_replace(title, '\s+', ' ', 'g'))) STORED,
  link          text NOT NULL DEFAULT '',    -- canonical
  published_on  date NOT NULL,
  source        text NOT NULL DEFAULT '',    -- the last list that named it
  received_at   timestamptz NOT NULL DEFAULT now());
CREATE INDEX post_unit ON post (unit_id, published_on);
CREATE UNIQUE INDEX post_link ON post (unit_id, link) WHERE link <> '';

-- The criterion that counts posts of a kind.
CREATE TABLE post_criterion (
  campaign_id   integer NOT NULL REFERENCES campaign ON DELETE CASCADE,
  kind          text NOT NULL CHECK (kind IN ('news', 'story')),
  criterion_id  integer NOT NULL REFERENCES criterion,
  PRIMARY KEY (campaign_id, kind));
GRANT SELECT ON post TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON post, post_criterion TO mc_admin;
ALTER TABLE post ENABLE ROW LEVEL SECURITY;
