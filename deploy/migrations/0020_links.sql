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

-- The page has a row and is looked at soon after a piece first cites it; what is known for
-- less than a day is not asked for again.  The page's row is locked before link_use is read by
-- anyone who changes the page, so that either he sees this use or it sees his change.
CREATE FUNCTION link_cited() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  known link_page;
BEGIN
  IF EXISTS (SELECT FROM link_use WHERE submission_id = NEW.submission_id) THEN
    SELECT * INTO known FROM link_page WHERE hash = NEW.page;
  ELSE
    INSERT INTO link_page AS p (hash, url, host)
    VALUES (NEW.page, NEW.url,
            lower(coalesce(substring(NEW.url FROM '^[A-Za-z]+://(\[[^]]*\]|[^/:?#]+)'), '')))
    ON CONFLICT (hash) DO UPDATE
       SET due_at = CASE WHEN p.claim IS NOT NULL OR p.fetched_at > now() - interval '1 day'
                         THEN coalesce(p.due_at, now()) ELSE least(p.due_at, now()) END
    RETURNING * INTO known;
    IF known.state = 1 AND known.seen_at > now() - interval '1 day' THEN
      INSERT INTO link_text (page, hash, text) VALUES (known.hash, known.text_hash, known.text)
      ON CONFLICT (page, hash) DO NOTHING;
      NEW.frozen_hash := known.text_hash;
      NEW.frozen_at := now();
    END IF;
  END IF;
  NEW.is_stale := known.generation > NEW.generation;
  RETURN NEW;
END $$;
CREATE TRIGGER link_cited BEFORE INSERT ON link_use FOR EACH ROW EXECUTE FUNCTION link_cited();

-- The pieces that cite a page and still can be judged otherwise.
CREATE FUNCTION link_users(wanted uuid) RETURNS TABLE (submission_id uuid, generation integer)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT u.submission_id, u.generation
    FROM link_use u
    JOIN submission s ON s.id = u.submission_id AND s.is_current
    JOIN campaign c ON c.id = s.campaign_id AND c.state <> 'published'
   WHERE u.page = wanted
$$;

-- One attempt and what it means (services/validation/links.c).  The answer: how many pieces are
-- owed again; -1: the claim was lost meanwhile, and nothing is changed.  `seen`: state,
-- attempts, looks, pause_s, outcome, status, final_url, etag, last_modified; with a page also
-- media_type, titles, published_on, flags, text, text_hash; is_same: the page said so itself.
CREATE FUNCTION link_fetched(wanted uuid, given_claim uuid, seen jsonb) RETURNS integer
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  was link_page;
  page link_page;
  has_page boolean := seen ? 'text';
  owed integer := 0;
BEGIN
  SELECT * INTO was FROM link_page WHERE hash = wanted FOR UPDATE;
  IF was.claim IS DISTINCT FROM given_claim THEN
    RETURN -1;
  END IF;
  page := was;
  page.state := seen ->> 'state';
  page.attempts := seen ->> 'attempts';
  page.looks := seen ->> 'looks';
  page.outcome := seen ->> 'outcome';
  page.status := seen ->> 'status';
  page.claim := NULL;
  page.fetched_at := now();
  page.failing_since := CASE WHEN page.attempts > 0 THEN coalesce(was.failing_since, now()) END;
  IF has_page THEN
    page.final_url := seen ->> 'final_url';
    page.media_type := seen ->> 'media_type';
    page.titles := seen ->> 'titles';
    page.published_on := nullif(seen ->> 'published_on', '');
    page.flags := seen ->> 'flags';
    page.text := seen ->> 'text';
    page.text_hash := decode(seen ->> 'text_hash', 'hex');
    page.etag := seen ->> 'etag';
    page.last_modified := seen ->> 'last_modified';
  END IF;
  IF has_page OR (seen ->> 'is_same')::boolean THEN
    page.seen_at := now();
  END IF;
  IF was.text_hash IS NOT NULL AND was.text_hash <> page.text_hash THEN
    page.changed_at := now();
    page.looks := 1;
  END IF;
  IF (was.state, was.final_url, was.media_type, was.titles, was.published_on, was.flags, was.text_hash)
     IS DISTINCT FROM (page.state, page.final_url, page.media_type, page.titles, page.published_on,
                       page.flags, page.text_hash) THEN
    page.generation := was.generation + 1;
  END IF;
  page.due_at := CASE WHEN EXISTS (SELECT FROM link_users(wanted))
                      THEN now() + interval '1 second'
                      * CASE WHEN page.looks = 1 THEN 86400 ELSE (seen ->> 'pause_s')::integer END END;
  UPDATE link_page p
     SET state = page.state, attempts = page.attempts, looks = page.looks, outcome = page.outcome,
         status = page.status, claim = NULL, fetched_at = page.fetched_at,
         failing_since = page.failing_since, final_url = page.final_url,
         media_type = page.media_type, titles = page.titles, published_on = page.published_on,
         flags = page.flags, text = page.text, text_hash = page.text_hash, etag = page.etag,
         last_modified = page.last_modified, seen_at = page.seen_at, changed_at = page.changed_at,
         generation = page.generation, due_at = page.due_at
   WHERE hash = wanted;
  IF page.state = 1 AND page.text_hash IS NOT NULL
     AND EXISTS (SELECT FROM link_use WHERE link_use.page = wanted AND frozen_hash IS NULL) THEN
    INSERT INTO link_text (page, hash, text) VALUES (wanted, page.text_hash, page.text)
    ON CONFLICT ON CONSTRAINT link_text_pkey DO NOTHING;
    UPDATE link_use SET frozen_hash = page.text_hash, frozen_at = now()
     WHERE link_use.page = wanted AND frozen_hash IS NULL;
  END IF;
  IF page.generation > was.generation THEN
    INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
    SELECT gen_random_uuid(), 2, u.submission_id, 0, now(), 1, 'again'
      FROM link_users(wanted) u WHERE u.generation < page.generation;
    GET DIAGNOSTICS owed = ROW_COUNT;
  END IF;
  RETURN owed;
END $$;

-- ---------------------------------------------------------------- registered sites
CREATE TABLE unit_site (
  unit_id  integer NOT NULL REFERENCES unit,
  host     text NOT NULL CHECK (host ~ '^[a-z0-9.-]+(:[0-9]+)?$' AND host LIKE '%.%'),
  path     text NOT NULL DEFAULT '' CHECK (path = '' OR path ~ '^/[^?#[:space:]]*[^/?#[:space:]]$'),
  PRIMARY KEY (unit_id, host, path));

-- The sites on which a unit's pages may stand, its own first and then its superiors', a line
-- each; NULL where the unit itself has none: then nothing is foreign.
CREATE FUNCTION unit_sites(wanted integer) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH RECURSIVE up(id, depth) AS (
    SELECT wanted, 0 WHERE EXISTS (SELECT FROM unit_site WHERE unit_id = wanted)
    UNION ALL
    SELECT u.parent_id, up.depth + 1 FROM up JOIN unit u ON u.id = up.id
     WHERE u.parent_id IS NOT NULL AND up.depth < 10)
  SELECT string_agg(s.host || s.path, E'\n' ORDER BY up.depth, s.host, s.path)
    FROM up JOIN unit_site s ON s.unit_id = up.id
$$;

-- "https://Www.Tinhdoan.vn/tieucan/" as a row: host without www., path without the last slash.
CREATE FUNCTION site_of(url text, OUT host text, OUT path text)
LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(lower(m[1]), '^www\.', ''), rtrim(coalesce(m[2], ''), '/')
    FROM regexp_match(btrim(url), '^(?:https?://)?([^/?#[:space:]]+)(/[^?#[:space:]]*)?$', 'i') m
$$;

-- Replaces a unit's sites.  The verdicts of the pieces that cite pages are owed again.
CREATE FUNCTION set_unit_sites(wanted integer, sites text[]) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  site text;
  before text := unit_sites(wanted);
BEGIN
  FOREACH site IN ARRAY sites LOOP
    IF (site_of(site)).host IS NULL OR (site_of(site)).host !~ '^[a-z0-9.-]+(:[0-9]+)?$'
       OR (site_of(site)).host NOT LIKE '%.%' THEN
      RETURN jsonb_build_object('fault', 'site.unreadable', 'field', 'sites', 'value', site);
    END IF;
  END LOOP;
  DELETE FROM unit_site WHERE unit_id = wanted;
  INSERT INTO unit_site (unit_id, host, path)
  SELECT DISTINCT wanted, o.host, o.path FROM unnest(sites) s(url), site_of(s.url) o;
  IF unit_sites(wanted) IS DISTINCT FROM before THEN
    INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
    WITH RECURSIVE below(id) AS (
      SELECT wanted
      UNION
      SELECT u.id FROM below b JOIN unit u ON u.parent_id = b.id)
    SELECT gen_random_uuid(), 2, s.id, 0, now(), 1, 'again'
      FROM link_use l
      JOIN submission s ON s.id = l.submission_id AND s.is_current
      JOIN campaign c ON c.id = s.campaign_id AND c.state <> 'published'
     WHERE s.unit_id IN (SELECT id FROM below);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION unit_sites_json(wanted integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('unit', u.code, 'name', u.name,
           'sites', coalesce((SELECT jsonb_agg(s.host || s.path ORDER BY s.host, s.path)
                                FROM unit_site s WHERE s.unit_id = u.id), '[]'),
           'allowed', to_jsonb(coalesce(string_to_array(unit_sites(u.id), E'\n'), '{}')))
    FROM unit u WHERE u.id = wanted
$$;

-- ---------------------------------------------------------------- rights
GRANT SELECT, INSERT, UPDATE ON link_page, link_use TO mc_validation;
GRANT SELECT, INSERT ON link_text TO mc_validation;
GRANT SELECT ON unit_site TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON link_page, link_text, link_use, unit_site TO mc_admin;
REVOKE EXECUTE ON FUNCTION link_users(uuid), link_fetched(uuid, uuid, jsonb), unit_sites(integer),
  set_unit_sites(integer, text[]), unit_sites_json(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION link_users(uuid), link_fetched(uuid, uuid, jsonb), unit_sites(integer)
   TO mc_validation, mc_admin;
GRANT EXECUTE ON FUNCTION set_unit_sites(integer, text[]), unit_sites_json(integer) TO mc_admin;

-- The gateway sees neither who cites a page nor the page, but what link_state says.
ALTER TABLE link_use ENABLE ROW LEVEL SECURITY;
ALTER TABLE link_page ENABLE ROW LEVEL SECURITY;
CREATE POLICY services ON link_use TO mc_validation, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON link_page TO mc_validation, mc_admin USING (true) WITH CHECK (true);
