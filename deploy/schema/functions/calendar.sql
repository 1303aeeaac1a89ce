-- The visits of issued itineraries as calendars know them, and the feeds that phones subscribe to.

-- Brings the events of a round in line with the visits of its teams, once its itinerary is issued; an
-- itinerary without changes of its own follows, too.  Doing it again changes nothing.
-- Internal.
CREATE OR REPLACE FUNCTION keep_events(wanted_round integer) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  INSERT INTO calendar_event AS e (round_id, unit_id, team_id, team_name, day, half)
  SELECT x.round_id, x.unit_id, x.team_id, t.name, x.visited_on, coalesce(x.half, 'day')
    FROM team_unit x
    JOIN round_team t ON t.id = x.team_id
    JOIN itinerary i ON i.round_id = x.round_id AND i.issued_version IS NOT NULL
   WHERE x.round_id = wanted_round AND x.visited_on IS NOT NULL
  ON CONFLICT (round_id, unit_id) DO UPDATE
     SET team_id = excluded.team_id, team_name = excluded.team_name, day = excluded.day, half = excluded.half,
         is_cancelled = false, sequence = e.sequence + 1, changed_at = now()
   WHERE (e.team_id, e.team_name, e.day, e.half, e.is_cancelled)
         IS DISTINCT FROM (excluded.team_id, excluded.team_name, excluded.day, excluded.half, false);
  UPDATE calendar_event e SET is_cancelled = true, sequence = e.sequence + 1, changed_at = now()
   WHERE e.round_id = wanted_round AND NOT e.is_cancelled
     AND NOT EXISTS (SELECT FROM team_unit x WHERE x.round_id = e.round_id AND x.unit_id = e.unit_id AND x.visited_on IS NOT NULL);
  DELETE FROM itinerary_visit v USING itinerary i
   WHERE v.round_id = wanted_round AND i.round_id = v.round_id AND i.version = i.issued_version
     AND NOT EXISTS (SELECT FROM team_unit x WHERE x.round_id = v.round_id AND x.unit_id = v.unit_id AND x.visited_on IS NOT NULL);
  INSERT INTO itinerary_visit (round_id, unit_id, team_id, day, half)
  SELECT e.round_id, e.unit_id, e.team_id, e.day, e.half
    FROM calendar_event e JOIN itinerary i ON i.round_id = e.round_id AND i.version = i.issued_version
   WHERE e.round_id = wanted_round AND NOT e.is_cancelled
  ON CONFLICT (round_id, unit_id) DO UPDATE SET team_id = excluded.team_id, day = excluded.day, half = excluded.half
$$;

-- A half-day as hours in UTC: work begins at 7:30 and at 13:30 in Viet Nam, and ends at 11:00 and at 17:00.
-- Internal.
CREATE OR REPLACE FUNCTION event_hours(half text) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE half WHEN 'morning' THEN ARRAY['003000', '040000'] WHEN 'afternoon' THEN ARRAY['063000', '100000']
                   ELSE ARRAY['003000', '100000'] END
$$;

-- The events that the account of the request may see: of one round, or (NULL) of all, then an inspector's
-- are those of the own teams.
-- Internal.
CREATE OR REPLACE FUNCTION calendar_json(wanted_round integer, called text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('title', called, 'events', coalesce(jsonb_agg(jsonb_build_object(
           'uid', 'visit-' || e.round_id || '-' || e.unit_id || '@minhchung',
           'sequence', e.sequence, 'is_cancelled', e.is_cancelled,
           'stamp', to_char(e.changed_at AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"'),
           'start', to_char(e.day, 'YYYYMMDD') || 'T' || h.hours[1] || 'Z',
           'end', to_char(e.day, 'YYYYMMDD') || 'T' || h.hours[2] || 'Z',
           'summary', 'Kiểm tra: ' || u.name, 'place', u.name,
           'about', e.team_name || E'\n' || r.title || CASE WHEN r.symbol <> '' THEN E'\nKế hoạch ' || r.symbol ELSE '' END)
           ORDER BY e.day, e.round_id, e.unit_id), '[]'))
    FROM calendar_event e
    JOIN inspection_round r ON r.id = e.round_id AND is_round_seen(r)
    JOIN unit u ON u.id = e.unit_id
   CROSS JOIN LATERAL (SELECT event_hours(e.half) AS hours) h
   WHERE (wanted_round IS NULL OR e.round_id = wanted_round)
     AND CASE round_access(r.campaign_id)
           WHEN 'writer' THEN true
           WHEN 'reader' THEN wanted_round IS NOT NULL
                              OR EXISTS (SELECT FROM team_member m WHERE m.team_id = e.team_id AND m.account_id = app_account())
           ELSE e.unit_id = ANY (app_readable_units('rounds:read')) END
$$;

-- The issued visits of a round for a calendar.
CREATE OR REPLACE FUNCTION app_round_calendar(wanted_campaign text, wanted_round text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT calendar_json(r.id, r.title) FROM (SELECT (round_of(wanted_campaign, wanted_round)).*) r WHERE r.id IS NOT NULL
$$;
GRANT EXECUTE ON FUNCTION app_round_calendar(text, text) TO mc_gateway;

-- The visits of the account that a secret address belongs to; NULL: it belongs to none.
CREATE OR REPLACE FUNCTION app_calendar(wanted bytea) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  holder integer := (SELECT c.account_id FROM calendar_token c JOIN account a ON a.id = c.account_id AND a.is_active
                      WHERE c.digest = wanted);
BEGIN
  IF holder IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM set_config('app.account', holder::text, true);
  RETURN calendar_json(NULL, 'Lịch kiểm tra');
END $$;
GRANT EXECUTE ON FUNCTION app_calendar(bytea) TO mc_gateway;

-- Since when the account of the request has a secret address.
CREATE OR REPLACE FUNCTION app_calendar_feed() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('made_at', (SELECT c.made_at FROM calendar_token c WHERE c.account_id = app_account()), 'path', NULL)
$$;
GRANT EXECUTE ON FUNCTION app_calendar_feed() TO mc_gateway;

-- A new address, of which `digest` is the hash (NULL: none); the one before it is no address any more.
CREATE OR REPLACE FUNCTION app_set_calendar_feed(wanted bytea) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM calendar_token WHERE account_id = app_account();
  INSERT INTO calendar_token (account_id, digest) SELECT app_account(), wanted WHERE length(wanted) > 0;
  RETURN app_calendar_feed();
END $$;
GRANT EXECUTE ON FUNCTION app_set_calendar_feed(bytea) TO mc_gateway;
