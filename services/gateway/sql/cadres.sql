-- The watch over ages, for accounts that may read the unit: cadres who are over age on a day
-- (today), soon, or at the end of the term, and those with a wrong birth date.
-- route: GET /api/v1/cadres ROLE_ANY
-- params: unit code, as_of date, within_months 1..240=12
SELECT json_build_object(
         'as_of', d.at, 'within_months', $3::int, 'day_rule', (SELECT day FROM cadre_policy),
         'cadres', (SELECT coalesce(json_agg(json_build_object(
                      'unit', u.code, 'unit_name', u.name, 'full_name', w.full_name,
                      'post', w.post, 'post_name', p.name, 'born_on', w.born_on,
                      'born_given', w.born_given, 'age', w.age, 'limit', w.hold,
                      'source', w.source, 'over_from', w.over_from, 'term_ends', w.term_ends,
                      'state', w.state, 'note', w.note, 'verdict', w.verdict,
                      'is_alarm', w.is_alarm)
                      ORDER BY w.is_alarm DESC, w.over_from NULLS FIRST, u.code, w.full_name), '[]')
                      FROM cadre_watch(d.at, $3::int) w
                      JOIN unit u ON u.id = w.unit_id
                      JOIN cadre_post p ON p.code = w.post
                     WHERE $1::text IS NULL OR u.code = $1::text))::text
  FROM (SELECT coalesce($2::text::date, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS at) d;
