-- Feeds that are read for posts.

-- The kind of an item by its categories: a story if one maps to it, else news; else the usual kind.
-- Internal.
CREATE OR REPLACE FUNCTION feed_item_kind(usual text, categories jsonb, names jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN bool_or(t.kind = 'story') THEN 'story' WHEN bool_or(t.kind = 'news') THEN 'news'
              WHEN bool_or(t.kind = 'none') THEN 'none' ELSE usual END
    FROM (SELECT categories ->> lower(btrim(n)) AS kind FROM jsonb_array_elements_text(names) n) t
$$;

-- Stores the items of a feed and returns how many were new.  An item without a kind is not counted;
-- one dated tomorrow is taken tomorrow.
-- Internal.
CREATE OR REPLACE FUNCTION feed_posts(owner feed, given jsonb) RETURNS integer
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

-- Stores the outcome of one attempt (services/fetcher/feed_step.c).  Returns the number of new
-- posts; -1: the claim was lost meanwhile, and nothing is changed.  `seen`: attempts, pause_s,
-- outcome, status; for a feed also kind, etag, last_modified, left_out, is_full (there
-- may be a further page), items; for a page that links to a feed source, is_wordpress, other.
CREATE OR REPLACE FUNCTION feed_looked(wanted uuid, given_claim uuid, seen jsonb) RETURNS integer
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
           -- Only of the first page, and not while some of it lies in the future.
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
GRANT EXECUTE ON FUNCTION feed_looked(uuid, uuid, jsonb) TO mc_validation;

-- The feeds of a unit with their state, as JSON.
CREATE OR REPLACE FUNCTION feeds_of(wanted integer) RETURNS jsonb
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
GRANT EXECUTE ON FUNCTION feeds_of(integer) TO mc_admin;

-- NULL: no such unit for this account.
CREATE OR REPLACE FUNCTION app_unit_feeds(wanted text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('unit', u.code, 'name', u.name, 'may_change', u.id = ANY (app_posting_units('feeds')),
                            'feeds', feeds_of(u.id))
    FROM unit u
   WHERE u.code = wanted AND u.id = ANY (app_readable_units('feeds') || app_posting_units('feeds'))
$$;
GRANT EXECUTE ON FUNCTION app_unit_feeds(text) TO mc_gateway;

-- Adds a feed of a unit, or changes the one with this address: then it is due at once.
-- given: {"address","kind","usual_kind","categories"}; account NULL: an administrator.
CREATE OR REPLACE FUNCTION put_feed(wanted_id uuid, place integer, given jsonb, account integer) RETURNS jsonb
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
GRANT EXECUTE ON FUNCTION put_feed(uuid, integer, jsonb, integer) TO mc_admin;

-- NULL: no such unit for this account.
CREATE OR REPLACE FUNCTION app_put_feed(wanted_id uuid, wanted text, given jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place integer := (SELECT u.id FROM unit u WHERE u.code = wanted AND u.id = ANY (app_posting_units('feeds')));
BEGIN
  RETURN CASE WHEN place IS NOT NULL THEN put_feed(wanted_id, place, given, app_account()) END;
END $$;
GRANT EXECUTE ON FUNCTION app_put_feed(uuid, text, jsonb) TO mc_gateway;

-- Deletes a feed; its posts stay.  NULL: there is none.
CREATE OR REPLACE FUNCTION app_remove_feed(wanted text, wanted_feed uuid) RETURNS jsonb
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM feed f USING unit u
   WHERE f.id = wanted_feed AND u.id = f.unit_id AND u.code = wanted AND u.id = ANY (app_posting_units('feeds'))
  RETURNING jsonb_build_object('id', f.id, 'unit', u.code, 'address', f.address, 'removed', true)
$$;
GRANT EXECUTE ON FUNCTION app_remove_feed(text, uuid) TO mc_gateway;
