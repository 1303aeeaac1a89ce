-- Inserts cadres as a spreadsheet lists them and updates those that are there already.  Returns the
-- rows that cannot be stored, with what is wrong.
-- $1 unit, $2 name, $3 day of birth, $4 as it was given, $5 post (code or name), $6 area,
-- $7 since, $8 end of term, $9 state, $10 note.
WITH given AS MATERIALIZED (
  SELECT t.n, t.name, t.born::date AS born_on, t.given, t.area, t.since::date AS since,
         t.term::date AS term_ends, t.state, t.note, u.id AS unit_id, p.code AS post
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::text[], $9::text[], $10::text[])
         WITH ORDINALITY AS t(unit, name, born, given, post, area, since, term, state, note, n)
    LEFT JOIN unit u ON u.code = t.unit
    LEFT JOIN cadre_post p ON lower(t.post) IN (p.code, lower(p.name))),
put AS (
  INSERT INTO cadre AS c (unit_id, full_name, born_on, born_given, post, area, since, term_ends,
                          state, note)
  SELECT DISTINCT ON (unit_id, name, post) unit_id, name, born_on, given, post, area, since,
         term_ends, state, note
    FROM given WHERE unit_id IS NOT NULL AND post IS NOT NULL
   ORDER BY unit_id, name, post, n DESC
  ON CONFLICT (unit_id, full_name, post) DO UPDATE
     SET born_on = excluded.born_on, born_given = excluded.born_given, area = excluded.area,
         since = excluded.since, term_ends = excluded.term_ends, state = excluded.state,
         note = excluded.note, changed_at = now()
   WHERE (c.born_on, c.born_given, c.area, c.since, c.term_ends, c.state, c.note)
         IS DISTINCT FROM (excluded.born_on, excluded.born_given, excluded.area, excluded.since,
                           excluded.term_ends, excluded.state, excluded.note)
  RETURNING 1)
SELECT g.n::int4, g.unit_id IS NULL AS is_unit, (SELECT count(*) FROM put)::int4 AS written
  FROM (SELECT) one LEFT JOIN given g ON g.unit_id IS NULL OR g.post IS NULL
 ORDER BY g.n;
