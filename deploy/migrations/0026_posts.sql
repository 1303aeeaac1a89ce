-- Posts of units: "one good item a day, one good story a week".  Each is kept once, however
-- often and from whichever list it comes: the same link, or the same day and title where one of
-- them has no link.  What a campaign maps to a criterion counts there on the day of its
-- publication.

CREATE TABLE post (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  unit_id       integer NOT NULL REFERENCES unit,
  kind          text NOT NULL CHECK (kind IN ('news', 'story')),
  title         text NOT NULL,
  title_key     text GENERATED ALWAYS AS (lower(regexp_replace(title, '\s+', ' ', 'g'))) STORED,
  link          text NOT NULL DEFAULT '',    -- canonical
  published_on  date NOT NULL,
  source        text NOT NULL DEFAULT '',    -- the list that named it last
  received_at   timestamptz NOT NULL DEFAULT now());
CREATE INDEX post_unit ON post (unit_id, published_on);
CREATE UNIQUE INDEX post_link ON post (unit_id, link) WHERE link <> '';

-- The criterion that counts posts of a kind.
CREATE TABLE post_criterion (
  campaign_id   integer NOT NULL REFERENCES campaign ON DELETE CASCADE,
  kind          text NOT NULL CHECK (kind IN ('news', 'story')),
  criterion_id  integer NOT NULL REFERENCES criterion,
  PRIMARY KEY (campaign_id, kind));

-- What the posts of a unit bring to the criteria of a campaign stands there, and nothing else
-- of them; what counts as before marks nothing.
CREATE FUNCTION post_feed(wanted_campaign integer, wanted_unit integer) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  WITH fact AS MATERIALIZED (
    SELECT m.criterion_id, p.id AS evidence_id, p.published_on
      FROM campaign c
      JOIN campaign_unit u ON u.campaign_id = c.id AND u.unit_id = wanted_unit
      JOIN post_criterion m ON m.campaign_id = c.id
      JOIN post p ON p.unit_id = wanted_unit AND p.kind = m.kind
                 AND p.published_on BETWEEN c.period_from AND c.period_to
     WHERE c.id = wanted_campaign),
  gone AS (
    DELETE FROM evidence_fact e USING post p
     WHERE e.campaign_id = wanted_campaign AND e.unit_id = wanted_unit
       AND p.id = e.evidence_id AND p.unit_id = wanted_unit
       AND NOT EXISTS (SELECT FROM fact f WHERE f.evidence_id = e.evidence_id
                                            AND f.criterion_id = e.criterion_id AND e.figure = 0)
    RETURNING e.criterion_id),
  put AS (
    INSERT INTO evidence_fact AS e (campaign_id, unit_id, criterion_id, evidence_id, figure, amount,
                                    occurred_on)
    SELECT wanted_campaign, wanted_unit, criterion_id, evidence_id, 0, 1, published_on FROM fact
     ORDER BY 3, 4
    ON CONFLICT (campaign_id, unit_id, criterion_id, evidence_id, figure) DO UPDATE
       SET occurred_on = excluded.occurred_on
     WHERE e.occurred_on <> excluded.occurred_on
    RETURNING e.criterion_id)
  INSERT INTO recompute (campaign_id, unit_id, criterion_id)
  SELECT wanted_campaign, wanted_unit, criterion_id
    FROM (SELECT criterion_id FROM gone UNION SELECT criterion_id FROM put) t
   ORDER BY 1, 2, 3
  ON CONFLICT (campaign_id, unit_id, criterion_id) DO UPDATE
     SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL
$$;

-- A day as it is computed with; NULL for what is none: who wrote it must be told.
CREATE FUNCTION post_day(given text) RETURNS date
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE WHEN given ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN given::date END;
EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format THEN
  RETURN NULL;
END $$;

-- A post goes, with what it brought to campaigns that are not published.
CREATE FUNCTION post_drop(wanted uuid) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  WITH fact AS (
    DELETE FROM evidence_fact e USING post p, campaign c
     WHERE p.id = wanted AND c.state <> 'published' AND e.campaign_id = c.id
       AND e.unit_id = p.unit_id AND e.evidence_id = p.id
    RETURNING e.campaign_id, e.unit_id, e.criterion_id),
  gone AS (DELETE FROM post WHERE id = wanted)
  INSERT INTO recompute (campaign_id, unit_id, criterion_id)
  SELECT DISTINCT campaign_id, unit_id, criterion_id FROM fact ORDER BY 1, 2, 3
  ON CONFLICT (campaign_id, unit_id, criterion_id) DO UPDATE
     SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL
$$;

-- One item of a unit, whose row the caller has locked: what is known of it already is brought up
-- to date, and two that turn out to be one become one.
CREATE FUNCTION post_put(given post) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  kept uuid;
  known uuid[];
BEGIN
  SELECT array_agg(p.id ORDER BY p.link = given.link DESC, p.received_at, p.id) INTO known
    FROM post p
   WHERE p.unit_id = given.unit_id
     AND ((given.link <> '' AND p.link = given.link)
          OR ((given.link = '' OR p.link = '') AND p.published_on = given.published_on
              AND p.title_key = lower(regexp_replace(given.title, '\s+', ' ', 'g'))));
  kept := known[1];
  IF kept IS NULL THEN
    INSERT INTO post (unit_id, kind, title, link, published_on, source)
    VALUES (given.unit_id, given.kind, given.title, given.link, given.published_on, given.source);
    RETURN;
  END IF;
  -- Beside a linked one only those without a link are the same; two links are two items.
  PERFORM post_drop(p.id) FROM post p
    WHERE p.id = ANY (known[2:]) AND p.link = '' AND given.link <> '';
  UPDATE post p
     SET kind = given.kind, title = given.title, published_on = given.published_on,
         source = given.source, link = coalesce(nullif(given.link, ''), p.link)
   WHERE p.id = kept
     AND (p.kind, p.title, p.published_on, p.link) IS DISTINCT FROM
         (given.kind, given.title, given.published_on, coalesce(nullif(given.link, ''), p.link));
END $$;

-- Posts of a list: all of them or, with the faults of every row, none; again changes nothing.
-- given: [{"unit","published_on","title","link","kind"}]; without a unit: usual_unit.  NULL: there
-- is no such campaign.
CREATE FUNCTION import_posts(wanted text, given jsonb, source text, usual_unit text)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  faults jsonb;
  item record;
BEGIN
  SELECT * INTO chosen FROM campaign WHERE code = wanted FOR SHARE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  CREATE TEMP TABLE wanted_post ON COMMIT DROP AS
    SELECT g.n, u.id AS unit_id, coalesce(nullif(g.t ->> 'unit', ''), usual_unit) AS unit, btrim(g.t ->> 'title') AS title,
           coalesce(g.t ->> 'link', '') AS link, g.t ->> 'kind' AS kind,
           g.t ->> 'published_on' AS day, post_day(g.t ->> 'published_on') AS published_on
      FROM jsonb_array_elements(given) WITH ORDINALITY g(t, n)
      LEFT JOIN (unit u JOIN campaign_unit m ON m.unit_id = u.id AND m.campaign_id = chosen.id)
             ON u.code = coalesce(nullif(g.t ->> 'unit', ''), usual_unit);
  SELECT jsonb_agg(f.fault ORDER BY (f.fault ->> 'n')::bigint, f.fault ->> 'column') INTO faults FROM (
    SELECT tree_fault(0, 'unit', 'campaign.closed', wanted) AS fault WHERE chosen.state = 'published'
    UNION ALL
    SELECT tree_fault(n, 'unit', 'unit.unknown', coalesce(unit, '')) FROM wanted_post WHERE unit_id IS NULL
    UNION ALL
    SELECT tree_fault(n, 'published_on', 'day.format', day) FROM wanted_post WHERE published_on IS NULL
    UNION ALL
    SELECT tree_fault(n, 'published_on', 'day.future', day) FROM wanted_post
     WHERE published_on > (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    UNION ALL
    SELECT tree_fault(n, 'title', 'title.missing', title) FROM wanted_post
     WHERE coalesce(title, '') = ''
    UNION ALL
    SELECT tree_fault(n, 'link', 'link.format', link) FROM wanted_post
     WHERE link <> '' AND link !~ '^[^\s/]+\.[^\s/]+(/\S*)?$'
    UNION ALL
    SELECT tree_fault(n, 'kind', 'post.kind', coalesce(kind, '')) FROM wanted_post
     WHERE kind IS NULL OR kind NOT IN ('news', 'story')) f;
  IF faults IS NULL THEN
    PERFORM FROM unit WHERE id IN (SELECT unit_id FROM wanted_post) ORDER BY id FOR NO KEY UPDATE;
    FOR item IN SELECT * FROM wanted_post ORDER BY n LOOP
      PERFORM post_put(ROW(NULL, item.unit_id, item.kind, item.title, NULL, item.link,
                           item.published_on, source, NULL)::post);
    END LOOP;
    -- Every campaign that counts them hears of it, not only the one they are read in under.
    PERFORM FROM campaign WHERE state <> 'published' ORDER BY id FOR SHARE;
    PERFORM post_feed(m.campaign_id, m.unit_id)
       FROM (SELECT DISTINCT m.campaign_id, m.unit_id
               FROM campaign_unit m
               JOIN campaign c ON c.id = m.campaign_id AND c.state <> 'published'
               JOIN post_criterion k ON k.campaign_id = c.id
              WHERE m.unit_id IN (SELECT unit_id FROM wanted_post)
              ORDER BY m.campaign_id, m.unit_id) m;
  END IF;
  DROP TABLE wanted_post;
  RETURN coalesce(faults, '[]');
END $$;

-- Takes a post back; false: there is none.
CREATE FUNCTION remove_post(wanted uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM campaign WHERE state <> 'published' ORDER BY id FOR SHARE;
  PERFORM FROM post WHERE id = wanted FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM post_drop(wanted);
  RETURN true;
END $$;

-- Which criterion counts posts of a kind; NULL for none.  The posts that are there count at once.
CREATE FUNCTION set_post_criterion(wanted text, wanted_kind text, wanted_criterion text) RETURNS jsonb
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

-- The days and ISO weeks of a period with how many posts each has.  A day or week counts as
-- missed when it is over; one that goes on only when it is covered.
CREATE FUNCTION cadence_of(wanted_unit integer, wanted_kind text, first_day date, last_day date,
                           as_of date, with_days boolean)
RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH span AS (
    SELECT d::date AS start,
           CASE WHEN wanted_kind = 'news' THEN d::date ELSE d::date + 6 END AS ending
      FROM generate_series(
             CASE WHEN wanted_kind = 'news' THEN first_day ELSE date_trunc('week', first_day)::date END,
             last_day, CASE WHEN wanted_kind = 'news' THEN interval '1 day' ELSE interval '7 days' END) d),
  counted AS (
    SELECT s.start, s.ending, count(p.id) AS posts
      FROM span s
      LEFT JOIN post p ON p.unit_id = wanted_unit AND p.kind = wanted_kind
                      AND p.published_on BETWEEN greatest(s.start, first_day) AND least(s.ending, last_day)
     GROUP BY s.start, s.ending),
  judged AS (
    SELECT *, row_number() OVER (ORDER BY start) - row_number() OVER (PARTITION BY posts > 0 ORDER BY start)
           AS run
      FROM counted WHERE posts > 0 OR ending < as_of),
  runs AS (
    SELECT posts > 0 AS is_covered, count(*) AS length, max(start) AS latest
      FROM judged GROUP BY posts > 0, run)
  SELECT jsonb_build_object(
           'due', (SELECT count(*) FROM judged),
           'covered', (SELECT count(*) FROM judged WHERE posts > 0),
           'posts', (SELECT coalesce(sum(posts), 0) FROM counted),
           'longest_gap', (SELECT coalesce(max(length), 0) FROM runs WHERE NOT is_covered),
           'streak', (SELECT coalesce((SELECT length FROM runs WHERE is_covered
                       AND latest = (SELECT max(start) FROM judged)), 0)),
           'last', (SELECT max(published_on) FROM post
                     WHERE unit_id = wanted_unit AND kind = wanted_kind
                       AND published_on BETWEEN first_day AND last_day))
         || CASE WHEN NOT with_days THEN '{}' ELSE jsonb_build_object(
           'missed', (SELECT coalesce(jsonb_agg(start ORDER BY start), '[]') FROM judged WHERE posts = 0),
           'calendar', (SELECT coalesce(jsonb_agg(jsonb_build_object('start', start, 'posts', posts)
                                                  ORDER BY start), '[]') FROM counted)) END
$$;

-- The cadence of units up to a day, whoever is behind most first; of one unit with its days.
CREATE FUNCTION cadence_report(wanted integer, on_day date, units integer[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('from', c.period_from, 'to', least(on_day, c.period_to), 'units',
           coalesce(jsonb_agg(jsonb_build_object('code', u.code, 'name', u.name, 'news', t.news,
                                                 'story', t.story)
             ORDER BY (t.news ->> 'due')::integer - (t.news ->> 'covered')::integer
                    + (t.story ->> 'due')::integer - (t.story ->> 'covered')::integer DESC, u.code) FILTER (WHERE u.id IS NOT NULL), '[]'))
    FROM campaign c
    LEFT JOIN unit u ON u.id = ANY (units)
    LEFT JOIN LATERAL (
      SELECT cadence_of(u.id, 'news', c.period_from, least(on_day, c.period_to), on_day, cardinality(units) = 1) AS news,
             cadence_of(u.id, 'story', c.period_from, least(on_day, c.period_to), on_day, cardinality(units) = 1) AS story) t ON true
   WHERE c.id = wanted
   GROUP BY c.id
$$;

REVOKE EXECUTE ON FUNCTION post_feed(integer, integer), post_drop(uuid), post_put(post), remove_post(uuid),
  import_posts(text, jsonb, text, text),
  set_post_criterion(text, text, text), cadence_of(integer, text, date, date, date, boolean),
  cadence_report(integer, date, integer[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION post_feed(integer, integer), post_drop(uuid), post_put(post), remove_post(uuid),
  import_posts(text, jsonb, text, text),
  set_post_criterion(text, text, text) TO mc_admin;
GRANT EXECUTE ON FUNCTION cadence_of(integer, text, date, date, date, boolean),
  cadence_report(integer, date, integer[]) TO mc_gateway, mc_admin;
GRANT SELECT ON post TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON post, post_criterion TO mc_admin;
ALTER TABLE post ENABLE ROW LEVEL SECURITY;
CREATE POLICY services ON post TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY readers ON post FOR SELECT TO mc_gateway
  USING (unit_id = ANY ((SELECT app_readable_units())::int[]));
