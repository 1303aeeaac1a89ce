-- What became of the page that a piece cites, for whoever may see the piece: of the page itself
-- only its title and day.  NULL: no link, or nobody looks at links.
CREATE FUNCTION link_state(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'state', (ARRAY['unknown', 'good', 'dead', 'unreachable', 'refused', 'locked'])[p.state + 1],
           'title', nullif(split_part(p.titles, E'\n', 1), ''), 'published_on', p.published_on,
           'looked_at', p.fetched_at, 'frozen_at', u.frozen_at,
           'changed_at', CASE WHEN u.frozen_hash <> p.text_hash THEN p.changed_at END)
    FROM submission s
    JOIN link_use u ON u.submission_id = s.id
    JOIN link_page p ON p.hash = u.page
   WHERE s.id = wanted AND s.unit_id = ANY (app_readable_units())
$$;
REVOKE EXECUTE ON FUNCTION link_state(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION link_state(uuid) TO mc_gateway, mc_admin;
