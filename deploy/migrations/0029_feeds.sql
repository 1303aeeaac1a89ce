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

-- ---------------------------------------------------------------- one way in
-- One item of a unit, whose row the caller has locked: what is known of it already is brought up
-- to date, and two that turn out to be one become one.  True: nothing was known of it.
DROP FUNCTION post_put(post);
CREATE FUNCTION post_put(given post) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  key text := lower(regexp_replace(given.title, '\s+', ' ', 'g'));
  is_told boolean := given.feed_id IS NULL;      -- by a person
  known uuid[];
BEGIN
  IF is_told THEN
    DELETE FROM post_removed r
     WHERE r.unit_id = given.unit_id
       AND ((given.link <> '' AND r.link = given.link)
            OR (r.published_on = given.published_on AND r.title_key = key
                AND (given.link = '' OR r.link = '')));
  ELSIF EXISTS (SELECT FROM post_removed r
                 WHERE r.unit_id = given.unit_id
                   AND ((given.link <> '' AND r.link = given.link)
                        OR (r.published_on = given.published_on AND r.title_key = key
                            AND (given.link = '' OR r.link = '')))) THEN
    RETURN false;
  END IF;
  SELECT array_agg(p.id ORDER BY p.link = given.link DESC, p.received_at, p.id) INTO known
    FROM post p
   WHERE p.unit_id = given.unit_id
     AND ((given.link <> '' AND p.link = given.link)
          OR ((given.link = '' OR p.link = '') AND p.published_on = given.published_on
              AND p.title_key = key));
  IF known IS NULL THEN
    INSERT INTO post (unit_id, kind, title, link, published_on, source, feed_id)
    VALUES (given.unit_id, given.kind, given.title, given.link, given.published_on, given.source,
            given.feed_id);
    RETURN true;
  END IF;
  -- Beside a linked one only those without a link are the same; two links are two items.
  PERFORM post_drop(p.id) FROM post p
    WHERE p.id = ANY (known[2:]) AND p.link = '' AND given.link <> '';
  UPDATE post p
     SET kind = given.kind, title = given.title, published_on = given.published_on,
         source = given.source, link = coalesce(nullif(given.link, ''), p.link), feed_id = given.feed_id
   WHERE p.id = known[1] AND (is_told OR p.feed_id = given.feed_id)
     AND (p.kind, p.title, p.published_on, p.link, p.feed_id) IS DISTINCT FROM
         (given.kind, given.title, given.published_on, coalesce(nullif(given.link, ''), p.link),
          given.feed_id);
  UPDATE post p SET link = given.link WHERE p.id = known[1] AND p.link = '' AND given.link <> '';
  RETURN false;
END $$;

-- Every open campaign that counts posts of these units hears of them.
CREATE FUNCTION posts_spread(units integer[]) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM campaign WHERE state <> 'published' ORDER BY id FOR SHARE;
  PERFORM post_feed(m.campaign_id, m.unit_id)
     FROM (SELECT DISTINCT m.campaign_id, m.unit_id
             FROM campaign_unit m
             JOIN campaign c ON c.id = m.campaign_id AND c.state <> 'published'
             JOIN post_criterion k ON k.campaign_id = c.id
            WHERE m.unit_id = ANY (units)
            ORDER BY m.campaign_id, m.unit_id) m;
END $$;

-- A list as it is understood; unit_id is NULL where there is no such unit in the campaign.
CREATE FUNCTION posts_read(wanted integer, given jsonb, usual_unit text)
RETURNS TABLE (n bigint, unit_id integer, unit text, title text, link text, kind text, day text,
               published_on date)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT g.n, u.id, w.unit, btrim(g.t ->> 'title'), coalesce(g.t ->> 'link', ''), g.t ->> 'kind',
         g.t ->> 'published_on', post_day(g.t ->> 'published_on')
    FROM jsonb_array_elements(given) WITH ORDINALITY g(t, n)
   CROSS JOIN LATERAL (SELECT coalesce(nullif(g.t ->> 'unit', ''), usual_unit, '') AS unit) w
    LEFT JOIN (unit u JOIN campaign_unit m ON m.unit_id = u.id AND m.campaign_id = wanted)
           ON u.code = w.unit
$$;

-- Posts of a list: all of them or, with the faults of every row, none; again changes nothing.
-- given: [{"unit","published_on","title","link","kind"}]; without a unit: usual_unit.  allowed:
-- the units that may be written for; NULL: any.
CREATE FUNCTION put_posts(chosen campaign, given jsonb, source text, usual_unit text, allowed integer[])
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  faults jsonb;
  units integer[];
BEGIN
  SELECT jsonb_agg(f.fault ORDER BY (f.fault ->> 'n')::bigint, f.fault ->> 'column') INTO faults FROM (
      WITH item AS MATERIALIZED (SELECT * FROM posts_read(chosen.id, given, usual_unit))
      SELECT tree_fault(0, 'unit', 'campaign.closed', chosen.code) AS fault
       WHERE chosen.state = 'published'
      UNION ALL
      SELECT tree_fault(n, 'unit', 'unit.unknown', unit) FROM item WHERE unit_id IS NULL
      UNION ALL
      SELECT tree_fault(n, 'unit', 'unit.forbidden', unit) FROM item
       WHERE unit_id <> ALL (allowed)
      UNION ALL
      SELECT tree_fault(n, 'published_on', 'day.format', day) FROM item
       WHERE published_on IS NULL
      UNION ALL
      SELECT tree_fault(n, 'published_on', 'day.future', day) FROM item
       WHERE published_on > (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
      UNION ALL
      SELECT tree_fault(n, 'title', 'title.missing', title) FROM item
       WHERE coalesce(title, '') = ''
      UNION ALL
      SELECT tree_fault(n, 'link', 'link.format', link) FROM item
       WHERE link <> '' AND link !~ '^[^\s/]+\.[^\s/]+(/\S*)?$'
      UNION ALL
      SELECT tree_fault(n, 'kind', 'post.kind', coalesce(kind, '')) FROM item
       WHERE kind IS NULL OR kind NOT IN ('news', 'story')) f;
  IF faults IS NOT NULL THEN
    RETURN faults;
  END IF;
  units := ARRAY(SELECT DISTINCT p.unit_id FROM posts_read(chosen.id, given, usual_unit) p ORDER BY 1);
  PERFORM FROM unit WHERE id = ANY (units) ORDER BY id FOR NO KEY UPDATE;
  PERFORM post_put(ROW(NULL, p.unit_id, p.kind, p.title, NULL, p.link, p.published_on, source, NULL,
                       NULL)::post)
     FROM (SELECT * FROM posts_read(chosen.id, given, usual_unit) ORDER BY n) p;
  PERFORM posts_spread(units);
  RETURN '[]';
END $$;

-- NULL: there is no such campaign.
CREATE OR REPLACE FUNCTION import_posts(wanted text, given jsonb, source text, usual_unit text)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
BEGIN
  SELECT * INTO chosen FROM campaign WHERE code = wanted FOR SHARE;
  RETURN CASE WHEN FOUND THEN put_posts(chosen, given, source, usual_unit, NULL) END;
END $$;

-- Takes a post back, from feeds too; false: there is none.  The unit is locked first, as by
-- whoever brings posts.
CREATE OR REPLACE FUNCTION remove_post(wanted uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM unit WHERE id = (SELECT unit_id FROM post WHERE id = wanted) FOR NO KEY UPDATE;
  PERFORM FROM campaign WHERE state <> 'published' ORDER BY id FOR SHARE;
  PERFORM FROM post WHERE id = wanted FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO post_removed (unit_id, link, published_on, title_key)
  SELECT unit_id, link, published_on, title_key FROM post WHERE id = wanted
  ON CONFLICT DO NOTHING;
  PERFORM post_drop(wanted);
  RETURN true;
END $$;

-- ---------------------------------------------------------------- feeds
-- What an item of a feed is by its categories: a story if one says so, else news; else the usual.
CREATE FUNCTION feed_item_kind(usual text, categories jsonb, names jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN bool_or(t.kind = 'story') THEN 'story' WHEN bool_or(t.kind = 'news') THEN 'news'
              WHEN bool_or(t.kind = 'none') THEN 'none' ELSE usual END
    FROM (SELECT categories ->> lower(btrim(n)) AS kind FROM jsonb_array_elements_text(names) n) t
$$;

-- The items of a feed: how many of them nothing was known of.  What has no kind counts nowhere;
-- what is of tomorrow comes tomorrow.
CREATE FUNCTION feed_posts(owner feed, given jsonb) RETURNS integer
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  brought integer;
BEGIN
  PERFORM FROM unit WHERE id = owner.unit_id FOR NO KEY UPDATE;
  SELECT count(*) FILTER (WHERE post_put(ROW(NULL, owner.unit_id, i.kind, i.title, NULL, i.link, i.published_on,
                                             owner.address, NULL, owner.id)::post)) INTO brought
    FROM (SELECT btrim(g.t ->> 'title') AS title, coalesce(g.t ->> 'link', '') AS link,
                 post_day(g.t ->> 'published_on') AS published_on,
                 feed_item_kind(owner.usual_kind, owner.categories, g.t -> 'categories') AS kind
            FROM jsonb_array_elements(given) WITH ORDINALITY g(t, n)
           ORDER BY g.n DESC) i
   WHERE i.kind <> 'none' AND i.title <> ''
     AND i.published_on <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
  PERFORM posts_spread(ARRAY[owner.unit_id]);
  RETURN brought;
END $$;

-- One attempt and what it means (services/validation/feed_step.c).  The answer: how many posts
-- are new; -1: the claim was lost meanwhile, and nothing is changed.  `seen`: attempts, pause_s,
-- outcome, status; where it was a feed also kind, etag, last_modified, left_out, is_full (there
-- may be a further page), items; where it leads elsewhere source, is_wordpress, other.
CREATE FUNCTION feed_looked(wanted uuid, given_claim uuid, seen jsonb) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  was feed;
  brought integer := 0;
  goes_on boolean := false;
  oldest date := (SELECT min(post_day(i ->> 'published_on')) FROM jsonb_array_elements(seen -> 'items') i);
  latest date := (SELECT max(post_day(i ->> 'published_on')) FROM jsonb_array_elements(seen -> 'items') i);
BEGIN
  SELECT * INTO was FROM feed WHERE id = wanted FOR UPDATE;
  IF was.claim IS DISTINCT FROM given_claim OR given_claim IS NULL THEN
    RETURN -1;
  END IF;
  IF seen ? 'items' THEN
    brought := feed_posts(was, seen -> 'items');
    goes_on := (seen ->> 'is_full')::boolean AND (brought > 0 OR NOT was.is_whole) AND was.page < 100
               AND oldest >= (SELECT min(c.period_from) FROM campaign c
                               JOIN campaign_unit m ON m.campaign_id = c.id AND m.unit_id = was.unit_id
                              WHERE c.state <> 'published');
  END IF;
  goes_on := coalesce(goes_on, false);
  UPDATE feed f
     SET claim = NULL, looked_at = now(), outcome = seen ->> 'outcome', status = (seen ->> 'status')::integer,
         attempts = (seen ->> 'attempts')::smallint,
         failing_since = CASE WHEN (seen ->> 'attempts')::integer > 0 THEN coalesce(f.failing_since, now()) END,
         next_at = now() + CASE WHEN goes_on OR seen ? 'source' THEN interval '0'
                                ELSE (seen ->> 'pause_s')::integer * interval '1 second' END,
         source = coalesce(seen ->> 'source', f.source),
         is_wordpress = coalesce((seen ->> 'is_wordpress')::boolean, f.is_wordpress),
         other = coalesce(seen ->> 'other', f.other)
   WHERE f.id = wanted;
  IF seen ? 'items' THEN
    UPDATE feed f
       SET kind = seen ->> 'kind', seen_at = now(),
           items = jsonb_array_length(seen -> 'items') + (seen ->> 'left_out')::integer,
           left_out = (seen ->> 'left_out')::integer,
           page = CASE WHEN goes_on THEN f.page + 1 ELSE 1 END, is_whole = f.is_whole OR NOT goes_on,
           -- Of the first page alone, and not where some of it is to come yet.
           etag = CASE WHEN was.page > 1 THEN f.etag WHEN latest > (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN ''
                       ELSE seen ->> 'etag' END,
           last_modified = CASE WHEN was.page > 1 THEN f.last_modified
                                WHEN latest > (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN ''
                                ELSE seen ->> 'last_modified' END
     WHERE f.id = wanted;
  ELSIF (seen ->> 'attempts')::integer = 0 AND NOT seen ? 'source' THEN
    UPDATE feed f SET seen_at = now() WHERE f.id = wanted;
  END IF;
  RETURN brought;
END $$;

-- ---------------------------------------------------------------- what the gateway may ask
-- The units for which the account may say what they posted: as for evidence.
CREATE FUNCTION app_posting_units() RETURNS integer[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN a.role IN ('officer', 'council', 'system') AND a.unit_id IS NOT NULL
              THEN app_readable_units()
              WHEN a.role IN ('system', 'admin') AND a.unit_id IS NULL THEN ARRAY(SELECT id FROM unit)
              ELSE '{}' END
    FROM account a WHERE a.id = app_account() AND a.is_active
$$;

-- The feeds of a unit with their state, as JSON.
CREATE FUNCTION feeds_of(wanted integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'id', f.id, 'address', f.address, 'kind', f.kind, 'source', f.source, 'usual_kind', f.usual_kind,
           'categories', f.categories, 'outcome', f.outcome, 'status', f.status,
           'state', CASE WHEN f.attempts > 0 THEN 'failing' WHEN f.seen_at IS NULL THEN 'new' ELSE 'good' END,
           'failing_since', f.failing_since, 'looked_at', f.looked_at, 'seen_at', f.seen_at,
           'next_at', f.next_at, 'items', f.items, 'left_out', f.left_out,
           'posts', (SELECT count(*) FROM post p WHERE p.feed_id = f.id))
           ORDER BY f.added_at, f.address), '[]')
    FROM feed f WHERE f.unit_id = wanted
$$;

-- NULL: no such unit for this account.
CREATE FUNCTION app_unit_feeds(wanted text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('unit', u.code, 'name', u.name, 'may_change', u.id = ANY (app_posting_units()),
                            'feeds', feeds_of(u.id))
    FROM unit u
   WHERE u.code = wanted AND u.id = ANY (app_readable_units() || app_posting_units())
$$;

-- A feed of a unit, or another word on the one with this address: then it is looked at anew.
-- given: {"address","kind","usual_kind","categories"}; account NULL: an administrator.
CREATE FUNCTION put_feed(wanted_id uuid, place integer, given jsonb, account integer) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  asked text := btrim(given ->> 'address');
  is_wordpress boolean := coalesce(given ->> 'kind', '') = 'wordpress';
  words jsonb := (SELECT coalesce(jsonb_object_agg(lower(btrim(key)), value), '{}') FROM jsonb_each(given -> 'categories'));
BEGIN
  asked := CASE WHEN asked ~* '^https?://' THEN asked ELSE 'https://' || asked END;
  asked := regexp_replace(asked, '^[A-Za-z]+', lower(substring(asked FROM '^[A-Za-z]+')));
  IF length(asked) > 1000 OR asked !~ '^https?://[^[:space:]/@]+([/?][^[:space:]]*)?$' OR asked !~ '^https?://[^/?]*\.' THEN
    RETURN jsonb_build_object('fault', 'feed.address', 'field', 'address');
  END IF;
  PERFORM FROM unit WHERE id = place FOR NO KEY UPDATE;
  IF (SELECT count(*) FROM feed f WHERE f.unit_id = place AND f.address <> asked) >= 20 THEN
    RETURN jsonb_build_object('fault', 'feed.too_many', 'field', 'address');
  END IF;
  INSERT INTO feed AS f (id, unit_id, address, usual_kind, categories, source, is_wordpress, account_id)
  VALUES (wanted_id, place, asked, given ->> 'usual_kind', words,
          CASE WHEN is_wordpress THEN rtrim(asked, '/') || '/wp-json/' ELSE asked END, is_wordpress, account)
  ON CONFLICT (unit_id, address) DO UPDATE
     SET usual_kind = excluded.usual_kind, categories = excluded.categories, source = excluded.source,
         is_wordpress = excluded.is_wordpress, other = '', kind = NULL, page = 1, is_whole = false, etag = '',
         last_modified = '', next_at = now(), claim = NULL, attempts = 0, failing_since = NULL, outcome = '', status = 0
   WHERE (f.usual_kind, f.categories) IS DISTINCT FROM (excluded.usual_kind, excluded.categories) OR f.attempts > 0;
  RETURN (SELECT jsonb_build_object('id', f.id, 'unit', u.code, 'address', f.address, 'usual_kind', f.usual_kind,
                                    'categories', f.categories)
            FROM feed f JOIN unit u ON u.id = f.unit_id WHERE f.unit_id = place AND f.address = asked);
END $$;

-- NULL: no such unit for this account.
CREATE FUNCTION app_put_feed(wanted_id uuid, wanted text, given jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place integer := (SELECT u.id FROM unit u WHERE u.code = wanted AND u.id = ANY (app_posting_units()));
BEGIN
  RETURN CASE WHEN place IS NOT NULL THEN put_feed(wanted_id, place, given, app_account()) END;
END $$;

-- The feed is asked no more; what it brought stays.  NULL: there is none.
CREATE FUNCTION app_remove_feed(wanted text, wanted_feed uuid) RETURNS jsonb
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM feed f USING unit u
   WHERE f.id = wanted_feed AND u.id = f.unit_id AND u.code = wanted AND u.id = ANY (app_posting_units())
  RETURNING jsonb_build_object('id', f.id, 'unit', u.code, 'address', f.address, 'removed', true)
$$;

-- A list over the API: {"rows", "faults"}; NULL: no such campaign or unit for this account.
CREATE FUNCTION app_import_posts(wanted text, given jsonb, source text, usual_unit text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  allowed integer[] := app_posting_units();
BEGIN
  SELECT * INTO chosen FROM campaign WHERE code = wanted FOR SHARE;
  IF NOT FOUND OR (usual_unit IS NOT NULL AND NOT EXISTS (
       SELECT FROM unit u WHERE u.code = usual_unit AND u.id = ANY (allowed))) THEN
    RETURN NULL;
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('fault', 'assessment.locked');
  END IF;
  RETURN jsonb_build_object('campaign', wanted, 'rows', jsonb_array_length(given),
                            'faults', put_posts(chosen, given, source, usual_unit, allowed));
END $$;

-- The posts of a unit in a campaign's period, the latest first; NULL: nothing to be seen.
CREATE FUNCTION app_unit_posts(wanted text, wanted_unit text, most integer) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('campaign', c.code, 'unit', u.code, 'may_change', u.id = ANY (app_posting_units()),
    'posts', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                'id', p.id, 'published_on', p.published_on, 'kind', p.kind, 'title', p.title, 'link', p.link,
                'source', p.source, 'feed', p.feed_id) ORDER BY p.published_on DESC, p.title), '[]')
                FROM (SELECT * FROM post p
                       WHERE p.unit_id = u.id AND p.published_on BETWEEN c.period_from AND c.period_to
                       ORDER BY p.published_on DESC, p.title LIMIT most) p))
    FROM campaign c
    JOIN unit u ON u.code = wanted_unit AND u.id = ANY (app_readable_units() || app_posting_units())
   WHERE c.code = wanted
$$;

-- Takes a post back; NULL: there is none for this account.
CREATE FUNCTION app_remove_post(wanted uuid) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN CASE WHEN EXISTS (SELECT FROM post p WHERE p.id = wanted AND p.unit_id = ANY (app_posting_units()))
                   AND remove_post(wanted)
              THEN jsonb_build_object('id', wanted, 'removed', true) END;
END $$;

-- Which criterion counts posts of a kind, in an editor's word.  NULL: no such campaign for him.
CREATE FUNCTION app_set_post_criterion(wanted text, wanted_kind text, wanted_criterion text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign := editors_campaign(wanted);
  answer jsonb;
BEGIN
  IF chosen.id IS NULL THEN
    RETURN NULL;
  END IF;
  answer := set_post_criterion(wanted, wanted_kind, wanted_criterion);
  RETURN CASE answer ->> 'fault'
           WHEN 'campaign.closed' THEN jsonb_build_object('fault', 'assessment.locked')
           WHEN 'criterion.unknown' THEN answer || jsonb_build_object('field', 'criterion')
           ELSE answer || jsonb_build_object('campaign', wanted) END;
END $$;

-- ---------------------------------------------------------------- days and weeks
-- How units posted over a period, for news by days and for stories by ISO weeks: what is due is
-- what is over, and what goes on where it is covered already.  Only what was covered has a row, in
-- the order of the index; gaps and runs come from the row before.
CREATE INDEX post_cadence ON post (unit_id, kind, published_on);
DROP FUNCTION cadence_report(integer, date, integer[]);
DROP FUNCTION cadence_of(integer, text, date, date, date, boolean);
CREATE FUNCTION cadence_counts(units integer[], first_day date, last_day date, as_of date)
RETURNS TABLE (unit_id integer, kind text, due integer, covered integer, posts bigint, longest_gap integer,
               streak integer, last date)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH span AS (
    SELECT k.kind, k.start, k.step,
           greatest(least((last_day - k.start) / k.step + 1, (as_of - k.start) / k.step), 0) AS past  -- are over
      FROM (VALUES ('news', first_day, 1), ('story', date_trunc('week', first_day)::date, 7)) k(kind, start, step)),
  run AS (
    SELECT d.unit_id, 'news' AS kind, d.start, d.posts, d.start AS last,
           d.start - lag(d.start) OVER (PARTITION BY d.unit_id ORDER BY d.start) AS since
      FROM (SELECT p.unit_id, p.published_on AS start, count(*) AS posts FROM post p
             WHERE p.unit_id = ANY (units) AND p.kind = 'news' AND p.published_on BETWEEN first_day AND last_day
             GROUP BY p.unit_id, p.published_on) d
    UNION ALL
    SELECT w.unit_id, 'story', w.start, w.posts, w.last,
           (w.start - lag(w.start) OVER (PARTITION BY w.unit_id ORDER BY w.start)) / 7
      FROM (SELECT p.unit_id, p.published_on - (p.published_on - '0001-01-01'::date) % 7 AS start,    -- a Monday
                   count(*) AS posts, max(p.published_on) AS last FROM post p
             WHERE p.unit_id = ANY (units) AND p.kind = 'story' AND p.published_on BETWEEN first_day AND last_day
             GROUP BY 1, 2) w),
  summed AS (
    SELECT r.unit_id, r.kind, count(*)::integer AS covered, sum(r.posts)::bigint AS posts, max(r.since) - 1 AS gap,
           min(r.start) AS first, max(r.start) AS latest, max(r.last) AS last,
           max(r.start) FILTER (WHERE r.since IS NULL OR r.since > 1) AS run_start
      FROM run r GROUP BY r.unit_id, r.kind)
  SELECT u.id, s.kind, s.past + (t.unit_id IS NOT NULL AND (t.latest - s.start) / s.step >= s.past)::integer,
         coalesce(t.covered, 0), coalesce(t.posts, 0),
         greatest((t.first - s.start) / s.step, t.gap, s.past - 1 - coalesce((t.latest - s.start) / s.step, -1)),
         CASE WHEN (t.latest - s.start) / s.step >= s.past - 1 THEN (t.latest - t.run_start) / s.step + 1 ELSE 0 END,
         t.last
    FROM unnest(units) u(id)
   CROSS JOIN span s
    LEFT JOIN summed t ON t.unit_id = u.id AND t.kind = s.kind
$$;

-- Each day or week of one unit, and those that were missed.
CREATE FUNCTION cadence_days(wanted integer, wanted_kind text, first_day date, last_day date, as_of date)
RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH span AS (
    SELECT CASE WHEN wanted_kind = 'news' THEN first_day ELSE date_trunc('week', first_day)::date END AS start,
           CASE WHEN wanted_kind = 'news' THEN 1 ELSE 7 END AS step),
  counted AS (
    SELECT (p.published_on - s.start) / s.step AS i, count(*) AS posts
      FROM span s
      JOIN post p ON p.unit_id = wanted AND p.kind = wanted_kind AND p.published_on BETWEEN first_day AND last_day
     GROUP BY 1),
  cell AS (
    SELECT s.start + i * s.step AS start, s.step, coalesce(c.posts, 0) AS posts
      FROM span s
     CROSS JOIN LATERAL generate_series(0, (last_day - s.start) / s.step) i
      LEFT JOIN counted c USING (i)
     WHERE last_day >= s.start)
  SELECT jsonb_build_object(
           'missed', coalesce(jsonb_agg(start ORDER BY start) FILTER (WHERE posts = 0 AND start + step <= as_of), '[]'),
           'calendar', coalesce(jsonb_agg(jsonb_build_object('start', start, 'posts', posts) ORDER BY start), '[]'))
    FROM cell
$$;

-- The cadence of units up to a day, whoever is behind most first; of one unit with its days.
CREATE FUNCTION cadence_report(wanted integer, on_day date, units integer[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH chosen AS (SELECT c.period_from AS since, least(on_day, c.period_to) AS until FROM campaign c WHERE c.id = wanted),
  line AS (
    SELECT n.unit_id, sum(n.due - n.covered) AS behind,
           jsonb_object_agg(n.kind, jsonb_build_object(
             'due', n.due, 'covered', n.covered, 'posts', n.posts, 'longest_gap', n.longest_gap,
             'streak', n.streak, 'last', n.last)
             || CASE WHEN cardinality(units) = 1 THEN cadence_days(n.unit_id, n.kind, c.since, c.until, on_day)
                     ELSE '{}' END) AS kinds
      FROM chosen c
     CROSS JOIN LATERAL cadence_counts(units, c.since, c.until, on_day) n
     GROUP BY n.unit_id)
  SELECT jsonb_build_object('from', c.since, 'to', c.until, 'units', (
           SELECT coalesce(jsonb_agg(jsonb_build_object('code', u.code, 'name', u.name) || l.kinds
                                     ORDER BY l.behind DESC, u.code), '[]')
             FROM line l JOIN unit u ON u.id = l.unit_id))
    FROM chosen c
$$;

-- The same for an account: of the units that it may read.  NULL: no such campaign.
CREATE FUNCTION app_cadence(wanted text, wanted_unit text, on_day date) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('campaign', c.code) || cadence_report(c.id,
           coalesce(on_day, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date),
           ARRAY(SELECT m.unit_id FROM campaign_unit m JOIN unit u ON u.id = m.unit_id
                  WHERE m.campaign_id = c.id AND (wanted_unit IS NULL OR u.code = wanted_unit)
                    AND m.unit_id = ANY ((SELECT app_readable_units())::int[])))
    FROM campaign c
   WHERE c.code = wanted
$$;

-- ---------------------------------------------------------------- reminders
-- Who is told that a unit falls behind its targets (5) or misses days and weeks of posts (6).
INSERT INTO notification_rule VALUES
  (5, 'officer', 1), (5, 'officer', 2), (5, 'council', 1), (5, 'system', 3),
  (6, 'officer', 1), (6, 'officer', 2), (6, 'system', 3);

CREATE FUNCTION figure_words(amount numeric) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT replace(trim_scale(round(amount, 2))::text, '.', ',')
$$;

-- Units that are behind what is expected of a target today, once in an ISO week each; the worst
-- first, a line for a target.  What can no longer be caught up with is not told again.
CREATE FUNCTION reminders_pace(today date)
RETURNS TABLE (occasion uuid, campaign_id integer, unit_id integer, due_on date, title text, amount integer,
               details text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.occasion, f.campaign_id, f.unit_id, l.due_on, f.name, l.amount, l.details
    FROM (SELECT c.id AS campaign_id, c.name, m.unit_id,
                 md5('pace/' || c.id || '/' || m.unit_id || '/' || to_char(today, 'IYYY-IW'))::uuid AS occasion
            FROM campaign c JOIN campaign_unit m ON m.campaign_id = c.id
           WHERE c.state = 'open' AND today BETWEEN c.period_from AND c.period_to) f
   CROSS JOIN LATERAL (
     SELECT count(*)::integer AS amount, min(today + p.days_left) AS due_on,
            array_to_string((array_agg(k.code || ' ' || k.name || ': đạt ' || figure_words(p.achieved) || ' trên '
              || figure_words(p.target) || ', đến hôm nay cần ' || figure_words(p.expected) || ', hạn '
              || to_char(today + p.days_left, 'DD/MM/YYYY') ORDER BY p.achieved / p.expected, k.sort, k.code))[1:10], E'\n') AS details
       FROM target_pace(f.campaign_id, today, f.unit_id) p
       JOIN criterion k ON k.id = p.criterion_id
      WHERE p.achieved < p.expected AND p.days_left > 0) l
   WHERE l.amount > 0 AND NOT EXISTS (SELECT FROM told t WHERE t.subject_id = f.occasion)
   ORDER BY f.occasion
   LIMIT 1000
$$;

-- Units that missed days or the week of posts in the ISO week before, where a criterion of their
-- campaign counts such posts or they have posted any.
CREATE FUNCTION reminders_posts(today date)
RETURNS TABLE (occasion uuid, campaign_id integer, unit_id integer, due_on date, title text, amount integer,
               details text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH week AS (SELECT date_trunc('week', today)::date - 7 AS since, date_trunc('week', today)::date - 1 AS until),
  unit_week AS (
    SELECT c.id AS campaign_id, c.name, m.unit_id, greatest(w.since, c.period_from) AS since, w.until, c.period_to,
           md5('posts/' || c.id || '/' || m.unit_id || '/' || to_char(today, 'IYYY-IW'))::uuid AS occasion,
           ARRAY(SELECT k.kind FROM (VALUES ('news'), ('story')) k(kind)
                  WHERE EXISTS (SELECT FROM post_criterion x WHERE x.campaign_id = c.id AND x.kind = k.kind)
                     OR EXISTS (SELECT FROM post p WHERE p.unit_id = m.unit_id AND p.kind = k.kind
                                   AND p.published_on BETWEEN c.period_from AND c.period_to)) AS kinds
      FROM week w
      JOIN campaign c ON c.state = 'open' AND today BETWEEN c.period_from AND c.period_to AND w.until >= c.period_from
      JOIN campaign_unit m ON m.campaign_id = c.id),
  missed AS (
    SELECT u.*,
           ARRAY(SELECT d::date FROM generate_series(u.since, u.until, interval '1 day') d
                  WHERE 'news' = ANY (u.kinds)
                    AND NOT EXISTS (SELECT FROM post p WHERE p.unit_id = u.unit_id AND p.kind = 'news'
                                       AND p.published_on = d::date) ORDER BY 1) AS days,
           'story' = ANY (u.kinds)
             AND NOT EXISTS (SELECT FROM post p WHERE p.unit_id = u.unit_id AND p.kind = 'story'
                                AND p.published_on BETWEEN u.since AND u.until) AS no_story
      FROM unit_week u
     WHERE NOT EXISTS (SELECT FROM told t WHERE t.subject_id = u.occasion))
  SELECT m.occasion, m.campaign_id, m.unit_id, least(m.until + 7, m.period_to), m.name,
         cardinality(m.days) + m.no_story::integer,
         concat_ws('; ',
           CASE WHEN m.days <> '{}' THEN 'chưa có tin tốt ngày ' || (
             SELECT string_agg(to_char(d, 'DD/MM'), ', ' ORDER BY d) FROM unnest(m.days) d) END,
           CASE WHEN m.no_story THEN 'tuần từ ' || to_char(m.since, 'DD/MM') || ' đến ' || to_char(m.until, 'DD/MM')
                                  || ' chưa có câu chuyện đẹp' END)
    FROM missed m
   WHERE m.days <> '{}' OR m.no_story
   ORDER BY m.occasion
   LIMIT 1000
$$;

-- ---------------------------------------------------------------- rights
REVOKE EXECUTE ON FUNCTION post_put(post), posts_spread(integer[]), posts_read(integer, jsonb, text),
  put_posts(campaign, jsonb, text, text, integer[]), feed_item_kind(text, jsonb, jsonb), feed_posts(feed, jsonb),
  feed_looked(uuid, uuid, jsonb), app_posting_units(), feeds_of(integer),
  put_feed(uuid, integer, jsonb, integer), app_unit_feeds(text), app_put_feed(uuid, text, jsonb),
  app_remove_feed(text, uuid), app_import_posts(text, jsonb, text, text), app_unit_posts(text, text, integer),
  app_remove_post(uuid), app_set_post_criterion(text, text, text), cadence_counts(integer[], date, date, date),
  cadence_days(integer, text, date, date, date), cadence_report(integer, date, integer[]),
  app_cadence(text, text, date), figure_words(numeric), reminders_pace(date), reminders_posts(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reminders_pace(date), reminders_posts(date) TO mc_notification;
GRANT EXECUTE ON FUNCTION cadence_counts(integer[], date, date, date), cadence_days(integer, text, date, date, date),
  cadence_report(integer, date, integer[]) TO mc_admin;
GRANT EXECUTE ON FUNCTION app_cadence(text, text, date) TO mc_gateway;
GRANT EXECUTE ON FUNCTION post_put(post), posts_spread(integer[]), posts_read(integer, jsonb, text),
  put_posts(campaign, jsonb, text, text, integer[]), feeds_of(integer), put_feed(uuid, integer, jsonb, integer)
   TO mc_admin;
GRANT EXECUTE ON FUNCTION feed_looked(uuid, uuid, jsonb) TO mc_validation;
GRANT EXECUTE ON FUNCTION app_unit_feeds(text), app_put_feed(uuid, text, jsonb), app_remove_feed(text, uuid),
  app_import_posts(text, jsonb, text, text), app_unit_posts(text, text, integer), app_remove_post(uuid),
  app_set_post_criterion(text, text, text) TO mc_gateway;
-- The fetcher takes what is due, and says what came of it only through feed_looked.
GRANT SELECT ON feed TO mc_validation;
GRANT UPDATE (claim, next_at) ON feed TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON feed, post_removed TO mc_admin;
ALTER TABLE feed ENABLE ROW LEVEL SECURITY;
CREATE POLICY services ON feed TO mc_validation, mc_admin USING (true) WITH CHECK (true);
