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
