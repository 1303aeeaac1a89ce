-- Cited pages, the evidence that cites them, and the sites that a unit calls its own.

-- A page has a row and is due soon after a submission first cites it; it is not fetched again if
-- the last attempt is less than a day old.  Each transaction that changes the page locks the page's
-- row before it reads link_use, so that either it sees this use or this sees its change.
CREATE OR REPLACE FUNCTION link_cited() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
CREATE OR REPLACE TRIGGER link_cited BEFORE INSERT ON link_use FOR EACH ROW EXECUTE FUNCTION link_cited();

-- The submissions that cite a page and whose verdict may still change.
CREATE OR REPLACE FUNCTION link_users(wanted uuid) RETURNS TABLE (submission_id uuid, generation integer)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT u.submission_id, u.generation
    FROM link_use u
    JOIN submission s ON s.id = u.submission_id AND s.is_current
    JOIN campaign c ON c.id = s.campaign_id AND c.state <> 'published'
   WHERE u.page = wanted
$$;
GRANT EXECUTE ON FUNCTION link_users(uuid) TO mc_validation, mc_admin;

-- Stores the outcome of one attempt (services/fetcher/links.c).  Returns the number of submissions
-- enqueued for validation; -1: the claim was lost meanwhile, and nothing is changed.  `seen`: state,
-- attempts, looks, pause_s, outcome, status, final_url, etag, last_modified; with a page also
-- media_type, titles, published_on, flags, text, text_hash; is_same: the server answered "not modified".
CREATE OR REPLACE FUNCTION link_fetched(wanted uuid, given_claim uuid, seen jsonb) RETURNS integer
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
GRANT EXECUTE ON FUNCTION link_fetched(uuid, uuid, jsonb) TO mc_validation, mc_admin;

-- The state of the page that a submission cites, for accounts that may read the submission: of the
-- page itself only title and day.  NULL: no link, or links are not fetched.
CREATE OR REPLACE FUNCTION link_state(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'state', (ARRAY['unknown', 'good', 'dead', 'unreachable', 'refused', 'locked'])[p.state + 1],
           'title', nullif(split_part(p.titles, E'\n', 1), ''), 'published_on', p.published_on,
           'looked_at', p.fetched_at, 'frozen_at', u.frozen_at,
           'changed_at', CASE WHEN u.frozen_hash <> p.text_hash THEN p.changed_at END)
    FROM submission s
    JOIN link_use u ON u.submission_id = s.id
    JOIN link_page p ON p.hash = u.page
   WHERE s.id = wanted AND s.unit_id = ANY (app_readable_units('evidence:read'))
$$;
GRANT EXECUTE ON FUNCTION link_state(uuid) TO mc_gateway, mc_admin;

-- The text of the page when the submission was filed and the present one, with their dates, for
-- accounts that may read the submission.  NULL: no page was ever read, or no right to it.
CREATE OR REPLACE FUNCTION app_link_texts(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'evidence', s.evidence_id, 'url', u.url, 'final_url', p.final_url,
           'frozen_at', u.frozen_at, 'frozen_hash', encode(u.frozen_hash, 'hex'),
           'seen_at', p.seen_at, 'hash', encode(p.text_hash, 'hex'),
           'changed_at', CASE WHEN u.frozen_hash <> p.text_hash THEN p.changed_at END,
           'frozen', t.text, 'now', p.text)
    FROM submission s
    JOIN link_use u ON u.submission_id = s.id
    JOIN link_page p ON p.hash = u.page AND p.text_hash IS NOT NULL
    JOIN link_text t ON t.page = u.page AND t.hash = u.frozen_hash
   WHERE s.evidence_id = wanted AND s.is_current AND s.unit_id = ANY (app_readable_units('evidence:read'))
$$;
GRANT EXECUTE ON FUNCTION app_link_texts(uuid) TO mc_gateway;

-- The sites on which a unit's pages may stand, its own first and then its superiors', one a line;
-- NULL where the unit itself has none: then no page is foreign.
CREATE OR REPLACE FUNCTION unit_sites(wanted integer) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH RECURSIVE up(id, depth) AS (
    SELECT wanted, 0 WHERE EXISTS (SELECT FROM unit_site WHERE unit_id = wanted)
    UNION ALL
    SELECT u.parent_id, up.depth + 1 FROM up JOIN unit u ON u.id = up.id
     WHERE u.parent_id IS NOT NULL AND up.depth < 10)
  SELECT string_agg(s.host || s.path, E'\n' ORDER BY up.depth, s.host, s.path)
    FROM up JOIN unit_site s ON s.unit_id = up.id
$$;
GRANT EXECUTE ON FUNCTION unit_sites(integer) TO mc_validation, mc_admin;

-- "https://Www.Tinhdoan.vn/tieucan/" as a row: host without www., path without the last slash.
CREATE OR REPLACE FUNCTION site_of(url text, OUT host text, OUT path text)
LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(lower(m[1]), '^www\.', ''), rtrim(coalesce(m[2], ''), '/')
    FROM regexp_match(btrim(url), '^(?:https?://)?([^/?#[:space:]]+)(/[^?#[:space:]]*)?$', 'i') m
$$;
GRANT EXECUTE ON FUNCTION site_of(text) TO mc_admin;

-- Replaces a unit's sites.  Submissions that cite pages are validated again.
CREATE OR REPLACE FUNCTION set_unit_sites(wanted integer, sites text[]) RETURNS jsonb
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
GRANT EXECUTE ON FUNCTION set_unit_sites(integer, text[]) TO mc_admin;

CREATE OR REPLACE FUNCTION unit_sites_json(wanted integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('unit', u.code, 'name', u.name,
           'sites', coalesce((SELECT jsonb_agg(s.host || s.path ORDER BY s.host, s.path)
                                FROM unit_site s WHERE s.unit_id = u.id), '[]'),
           'allowed', to_jsonb(coalesce(string_to_array(unit_sites(u.id), E'\n'), '{}')))
    FROM unit u WHERE u.id = wanted
$$;
GRANT EXECUTE ON FUNCTION unit_sites_json(integer) TO mc_admin;

-- Whether the requesting account may register sites of this unit: an editor or administrator of
-- the unit, of one above it, or of none.
-- Internal.
CREATE OR REPLACE FUNCTION may_set_sites(wanted integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE up(id) AS (
    SELECT wanted
    UNION
    SELECT u.parent_id FROM up JOIN unit u ON u.id = up.id WHERE u.parent_id IS NOT NULL)
  SELECT EXISTS (SELECT FROM account a
                  WHERE a.id = app_account() AND a.is_active AND a.role IN ('editor', 'admin')
                    AND (a.unit_id IS NULL OR a.unit_id IN (SELECT id FROM up)))
$$;

-- The sites of a unit, for accounts that may read or register them; NULL: no such unit for the account.
CREATE OR REPLACE FUNCTION app_unit_sites(wanted text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT unit_sites_json(u.id) || jsonb_build_object(
           'may_set', may_set_sites(u.id), 'by', a.full_name, 'at', w.at)
    FROM unit u
    LEFT JOIN unit_site_set w ON w.unit_id = u.id
    LEFT JOIN account a ON a.id = w.account_id
   WHERE u.code = wanted AND (u.id = ANY (app_readable_units('feeds')) OR may_set_sites(u.id))
$$;
GRANT EXECUTE ON FUNCTION app_unit_sites(text) TO mc_gateway;

-- Replaces them; a fault leaves them unchanged.
CREATE OR REPLACE FUNCTION app_set_unit_sites(wanted text, sites text[]) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen integer;
  fault jsonb;
BEGIN
  SELECT u.id INTO chosen FROM unit u WHERE u.code = wanted AND may_set_sites(u.id) FOR UPDATE;
  IF chosen IS NULL THEN
    RETURN NULL;
  END IF;
  fault := set_unit_sites(chosen, sites);
  IF fault IS NULL THEN
    INSERT INTO unit_site_set AS s (unit_id, account_id) VALUES (chosen, app_account())
    ON CONFLICT (unit_id) DO UPDATE SET account_id = excluded.account_id, at = excluded.at;
  END IF;
  RETURN coalesce(fault, app_unit_sites(wanted));
END $$;
GRANT EXECUTE ON FUNCTION app_set_unit_sites(text, text[]) TO mc_gateway;

-- What the page at an address says, for a draft that cites it: {"page", "is_pending"}; "page" is null,
-- or {"title", "published_on" or null, "text"}.  Asks the fetcher for a page that the account did not
-- ask for within ten minutes, at most sixty an hour; is_pending ends after half a minute, since links
-- may be switched off.
CREATE OR REPLACE FUNCTION app_look_ahead(address text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  known link_probe;
  seen jsonb;
BEGIN
  IF address !~* '^https?://[^/]' THEN
    RETURN '{"page": null, "is_pending": false}';
  END IF;
  SELECT * INTO known FROM link_probe p
   WHERE p.account_id = app_account() AND p.url = address AND p.asked_at > now() - interval '10 minutes'
   ORDER BY p.asked_at DESC LIMIT 1;
  IF known.id IS NULL AND (SELECT count(*) FROM link_probe p
                            WHERE p.account_id = app_account() AND p.asked_at > now() - interval '1 hour') < 60 THEN
    DELETE FROM link_probe WHERE asked_at < now() - interval '1 day';
    INSERT INTO link_probe (id, url, account_id) VALUES (gen_random_uuid(), address, app_account())
    RETURNING * INTO known;
  END IF;
  seen := known.answer;
  RETURN jsonb_build_object(
    'page', CASE WHEN seen ->> 'state' = 'good' AND seen #>> '{titles,0}' <> ''
                 THEN jsonb_build_object('title', seen #>> '{titles,0}', 'published_on', seen ->> 'published_on',
                                         'text', seen ->> 'text_start') END,
    'is_pending', coalesce(seen IS NULL AND known.asked_at > now() - interval '30 seconds', false));
END $$;
GRANT EXECUTE ON FUNCTION app_look_ahead(text) TO mc_gateway, mc_admin;
