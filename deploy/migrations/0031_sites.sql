-- Sites over the API, and what became of the text of a page.

-- Who registered a unit's sites last; no row: nobody over the API.
CREATE TABLE unit_site_set (
  unit_id     integer PRIMARY KEY REFERENCES unit,
  account_id  integer NOT NULL REFERENCES account,
  at          timestamptz NOT NULL DEFAULT now());
GRANT SELECT, INSERT, UPDATE, DELETE ON unit_site_set TO mc_admin;

-- Whether the account that asks may register sites of this unit: an editor or administrator of
-- the unit, of one above it, or of none.
CREATE FUNCTION may_set_sites(wanted integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE up(id) AS (
    SELECT wanted
    UNION
    SELECT u.parent_id FROM up JOIN unit u ON u.id = up.id WHERE u.parent_id IS NOT NULL)
  SELECT EXISTS (SELECT FROM account a
                  WHERE a.id = app_account() AND a.is_active AND a.role IN ('editor', 'admin')
                    AND (a.unit_id IS NULL OR a.unit_id IN (SELECT id FROM up)))
$$;

-- The sites of a unit, for whoever may read it or register them; NULL: no such unit for him.
CREATE FUNCTION app_unit_sites(wanted text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT unit_sites_json(u.id) || jsonb_build_object(
           'may_set', may_set_sites(u.id), 'by', a.full_name, 'at', w.at)
    FROM unit u
    LEFT JOIN unit_site_set w ON w.unit_id = u.id
    LEFT JOIN account a ON a.id = w.account_id
   WHERE u.code = wanted AND (u.id = ANY (app_readable_units()) OR may_set_sites(u.id))
$$;

-- Replaces them; a fault leaves what was.
CREATE FUNCTION app_set_unit_sites(wanted text, sites text[]) RETURNS jsonb
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

REVOKE EXECUTE ON FUNCTION may_set_sites(integer), app_unit_sites(text),
  app_set_unit_sites(text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_unit_sites(text), app_set_unit_sites(text, text[]) TO mc_gateway;

-- ---------------------------------------------------------------- what a page said, and says
-- The text that a piece was filed with and the one that its page has now, with when they were
-- seen; for whoever may see the piece.  NULL: the page was never seen, or is not for him.
CREATE FUNCTION app_link_texts(wanted uuid) RETURNS jsonb
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
   WHERE s.evidence_id = wanted AND s.is_current AND s.unit_id = ANY (app_readable_units())
$$;
REVOKE EXECUTE ON FUNCTION app_link_texts(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_link_texts(uuid) TO mc_gateway;

-- ---------------------------------------------------------------- looking without filing
-- A page that somebody wants looked at as the fetcher would for a piece of this unit with this
-- title and day: owed work until it is answered.  Kept for a day.
CREATE TABLE link_probe (
  id           uuid PRIMARY KEY,
  url          text NOT NULL,
  unit_id      integer REFERENCES unit,
  title        text NOT NULL DEFAULT '',
  occurred_on  date,
  asked_at     timestamptz NOT NULL DEFAULT now(),
  due_at       timestamptz DEFAULT now(),       -- NULL: answered
  claim        uuid,
  answer       json);
CREATE INDEX link_probe_due ON link_probe (due_at) WHERE due_at IS NOT NULL;
GRANT SELECT, UPDATE ON link_probe TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON link_probe TO mc_admin;
