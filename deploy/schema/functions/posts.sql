-- Posts of units: lists of them, removing one, and the criteria that count them.

-- Makes the facts of a unit's posts in a campaign those of its present posts, unless it has closed;
-- an unchanged fact makes no cell dirty.
CREATE OR REPLACE FUNCTION post_feed(wanted_campaign integer, wanted_unit integer) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  WITH fact AS MATERIALIZED (
    SELECT m.criterion_id, p.id AS evidence_id, p.published_on
      FROM campaign c
      JOIN campaign_unit u ON u.campaign_id = c.id AND u.unit_id = wanted_unit
      JOIN post_criterion m ON m.campaign_id = c.id
      JOIN post p ON p.unit_id = wanted_unit AND p.kind = m.kind
                 AND p.published_on BETWEEN c.period_from AND c.period_to
     WHERE c.id = wanted_campaign),
  held AS MATERIALIZED (SELECT is_closed(wanted_campaign, wanted_unit) AS is_closed),
  gone AS (
    DELETE FROM evidence_fact e USING post p
     WHERE NOT (SELECT is_closed FROM held) AND e.campaign_id = wanted_campaign AND e.unit_id = wanted_unit
       AND p.id = e.evidence_id AND p.unit_id = wanted_unit
       AND NOT EXISTS (SELECT FROM fact f WHERE f.evidence_id = e.evidence_id
                                            AND f.criterion_id = e.criterion_id AND e.figure = 0)
    RETURNING e.criterion_id),
  put AS (
    INSERT INTO evidence_fact AS e (campaign_id, unit_id, criterion_id, evidence_id, figure, amount,
                                    occurred_on)
    SELECT wanted_campaign, wanted_unit, criterion_id, evidence_id, 0, 1, published_on FROM fact
     WHERE NOT (SELECT is_closed FROM held)
     ORDER BY 3, 4
    ON CONFLICT (campaign_id, unit_id, criterion_id, evidence_id, figure) DO UPDATE
       SET occurred_on = excluded.occurred_on
     WHERE e.occurred_on <> excluded.occurred_on
    RETURNING e.criterion_id)
  INSERT INTO recompute (campaign_id, unit_id, criterion_id)
  SELECT wanted_campaign, wanted_unit, criterion_id
    FROM (SELECT criterion_id FROM gone UNION SELECT criterion_id FROM put) t
   ORDER BY 1, 2, 3
  ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
     SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL
$$;
GRANT EXECUTE ON FUNCTION post_feed(integer, integer) TO mc_admin;

-- A day of a list as a date; NULL: it is none, which is a fault of the list.
CREATE OR REPLACE FUNCTION post_day(given text) RETURNS date
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE WHEN given ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN given::date END;
EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format THEN
  RETURN NULL;
END $$;
GRANT EXECUTE ON FUNCTION post_day(text) TO mc_admin;

-- Deletes a post and its facts in campaigns that are not published.
CREATE OR REPLACE FUNCTION post_drop(wanted uuid) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  WITH fact AS (
    DELETE FROM evidence_fact e USING post p, campaign c
     WHERE p.id = wanted AND c.state <> 'published' AND NOT is_closed(c.id, p.unit_id) AND e.campaign_id = c.id
       AND e.unit_id = p.unit_id AND e.evidence_id = p.id
    RETURNING e.campaign_id, e.unit_id, e.criterion_id),
  gone AS (DELETE FROM post WHERE id = wanted)
  INSERT INTO recompute (campaign_id, unit_id, criterion_id)
  SELECT DISTINCT campaign_id, unit_id, criterion_id FROM fact ORDER BY 1, 2, 3
  ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
     SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL
$$;
GRANT EXECUTE ON FUNCTION post_drop(uuid) TO mc_admin;

-- One item of a unit whose row the caller has locked: updates what is stored of it, and merges two
-- posts that turn out to be one.  True: the post is new.
CREATE OR REPLACE FUNCTION post_put(given post) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  key text := lower(regexp_replace(given.title, '\s+', ' ', 'g'));
  is_told boolean := given.feed_id IS NULL;      -- entered by a person
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
  -- "p.link <> ''" is what the index of links says of itself: without it each item reads all posts
  -- of the unit.
  SELECT array_agg(p.id ORDER BY p.link = given.link DESC, p.received_at, p.id) INTO known
    FROM post p
   WHERE p.unit_id = given.unit_id
     AND ((p.link <> '' AND p.link = given.link)
          OR ((given.link = '' OR p.link = '') AND p.published_on = given.published_on
              AND p.title_key = key));
  IF known IS NULL THEN
    INSERT INTO post (unit_id, kind, title, link, published_on, source, feed_id)
    VALUES (given.unit_id, given.kind, given.title, given.link, given.published_on, given.source,
            given.feed_id);
    RETURN true;
  END IF;
  -- To an item with a link only those without one are the same; two links are two items.
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
GRANT EXECUTE ON FUNCTION post_put(post) TO mc_admin;

-- Updates the facts of these units in every open campaign that counts posts.
CREATE OR REPLACE FUNCTION posts_spread(units integer[]) RETURNS void
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
GRANT EXECUTE ON FUNCTION posts_spread(integer[]) TO mc_admin;

-- A list as it was understood; unit_id is NULL where the campaign has no such unit.
CREATE OR REPLACE FUNCTION posts_read(wanted integer, given jsonb, usual_unit text)
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
GRANT EXECUTE ON FUNCTION posts_read(integer, jsonb, text) TO mc_admin;

-- Posts of a list: all of them or, with the faults of every row, none; repeating it changes nothing.
-- given: [{"unit","published_on","title","link","kind"}]; without a unit: usual_unit.  allowed:
-- the units for which the caller may write; NULL: any.
CREATE OR REPLACE FUNCTION put_posts(chosen campaign, given jsonb, source text, usual_unit text, allowed integer[])
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
      SELECT tree_fault(n, 'unit', 'unit.held', unit) FROM item
       WHERE unit_id IN (SELECT c.unit_id FROM closed_units(
               ARRAY(SELECT chosen.id FROM item WHERE unit_id IS NOT NULL),
               ARRAY(SELECT unit_id FROM item WHERE unit_id IS NOT NULL)) c)
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
  PERFORM list_repeated((
    SELECT count(*) FILTER (WHERE NOT put.is_new)
      FROM (SELECT post_put(ROW(NULL, p.unit_id, p.kind, p.title, NULL, p.link, p.published_on, source, NULL,
                                NULL)::post) AS is_new
              FROM (SELECT * FROM posts_read(chosen.id, given, usual_unit) ORDER BY n) p) put));
  PERFORM posts_spread(units);
  RETURN '[]';
END $$;
GRANT EXECUTE ON FUNCTION put_posts(campaign, jsonb, text, text, integer[]) TO mc_admin;

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
GRANT EXECUTE ON FUNCTION import_posts(text, jsonb, text, text) TO mc_admin;

-- Removes a post for good: no feed brings it back; false: there is none.  The unit is locked first,
-- as by every writer of posts.
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
GRANT EXECUTE ON FUNCTION remove_post(uuid) TO mc_admin;

-- Sets which criterion counts posts of a kind; NULL: none.  Existing posts count at once.
CREATE OR REPLACE FUNCTION set_post_criterion(wanted text, wanted_kind text, wanted_criterion text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  place integer;
BEGIN
  SELECT * INTO chosen FROM campaign WHERE code = wanted FOR NO KEY UPDATE;
  SELECT k.id INTO place FROM criterion k
   WHERE k.set_id = chosen.criteria_set_id AND k.level = 'criterion' AND k.code = wanted_criterion;
  IF chosen.id IS NULL THEN
    RETURN jsonb_build_object('fault', 'campaign.unknown');
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('fault', 'campaign.closed');
  ELSIF wanted_kind NOT IN ('news', 'story') THEN
    RETURN jsonb_build_object('fault', 'post.kind');
  ELSIF wanted_criterion IS NOT NULL AND place IS NULL THEN
    RETURN jsonb_build_object('fault', 'criterion.unknown');
  ELSIF place IS NULL THEN
    DELETE FROM post_criterion WHERE campaign_id = chosen.id AND kind = wanted_kind;
  ELSE
    INSERT INTO post_criterion VALUES (chosen.id, wanted_kind, place)
    ON CONFLICT (campaign_id, kind) DO UPDATE SET criterion_id = excluded.criterion_id;
  END IF;
  PERFORM post_feed(chosen.id, m.unit_id)
     FROM (SELECT unit_id FROM campaign_unit WHERE campaign_id = chosen.id ORDER BY unit_id) m;
  RETURN jsonb_build_object('kind', wanted_kind, 'criterion', wanted_criterion);
END $$;
GRANT EXECUTE ON FUNCTION set_post_criterion(text, text, text) TO mc_admin;

-- The units whose posts (area 'posts:write') or feeds ('feeds') the account may enter: as for evidence.
-- Internal.
CREATE OR REPLACE FUNCTION app_posting_units(area text) RETURNS integer[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN a.role IN ('officer', 'council', 'system') THEN app_readable_units(area)
              WHEN a.role = 'admin' AND a.unit_id IS NULL THEN ARRAY(SELECT id FROM unit)
              ELSE '{}' END
    FROM account a WHERE a.id = app_account() AND a.is_active
$$;

-- A list over the API: {"rows", "faults"}; NULL: no such campaign or unit for this account.
CREATE OR REPLACE FUNCTION app_import_posts(wanted text, given jsonb, source text, usual_unit text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  allowed integer[] := app_posting_units('posts:write');
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
GRANT EXECUTE ON FUNCTION app_import_posts(text, jsonb, text, text) TO mc_gateway;

-- The posts of a unit in a campaign's period, the latest first; NULL: none that the account may see.
CREATE OR REPLACE FUNCTION app_unit_posts(wanted text, wanted_unit text, most integer) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('campaign', c.code, 'unit', u.code, 'may_change', u.id = ANY (app_posting_units('posts:write')),
    'posts', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                'id', p.id, 'published_on', p.published_on, 'kind', p.kind, 'title', p.title, 'link', p.link,
                'source', p.source, 'feed', p.feed_id) ORDER BY p.published_on DESC, p.title), '[]')
                FROM (SELECT * FROM post p
                       WHERE p.unit_id = u.id AND p.published_on BETWEEN c.period_from AND c.period_to
                       ORDER BY p.published_on DESC, p.title LIMIT most) p))
    FROM campaign c
    JOIN unit u ON u.code = wanted_unit AND u.id = ANY (app_readable_units('posts:read') || app_posting_units('posts:write'))
   WHERE c.code = wanted
$$;
GRANT EXECUTE ON FUNCTION app_unit_posts(text, text, integer) TO mc_gateway;

-- Removes a post; NULL: there is none for this account.
CREATE OR REPLACE FUNCTION app_remove_post(wanted uuid) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM post p
               JOIN campaign c ON c.state <> 'published' AND p.published_on BETWEEN c.period_from AND c.period_to
              WHERE p.id = wanted AND p.unit_id = ANY (app_posting_units('posts:write')) AND is_closed(c.id, p.unit_id)) THEN
    RETURN jsonb_build_object('fault', 'assessment.locked');
  END IF;
  RETURN CASE WHEN EXISTS (SELECT FROM post p WHERE p.id = wanted AND p.unit_id = ANY (app_posting_units('posts:write')))
                   AND remove_post(wanted)
              THEN jsonb_build_object('id', wanted, 'removed', true) END;
END $$;
GRANT EXECUTE ON FUNCTION app_remove_post(uuid) TO mc_gateway;

-- An editor sets which criterion counts posts of a kind.  NULL: no such campaign for the account.
CREATE OR REPLACE FUNCTION app_set_post_criterion(wanted text, wanted_kind text, wanted_criterion text, ground text)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign := editors_campaign(wanted);
  answer jsonb := setting_fault(chosen.id, ground);
BEGIN
  IF chosen.id IS NULL THEN
    RETURN NULL;
  ELSIF chosen.state <> 'published' AND answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  answer := set_post_criterion(wanted, wanted_kind, wanted_criterion);
  RETURN CASE answer ->> 'fault'
           WHEN 'campaign.closed' THEN jsonb_build_object('fault', 'assessment.locked')
           WHEN 'criterion.unknown' THEN answer || jsonb_build_object('field', 'criterion')
           ELSE answer || jsonb_build_object('campaign', wanted) END;
END $$;
GRANT EXECUTE ON FUNCTION app_set_post_criterion(text, text, text, text) TO mc_gateway;
