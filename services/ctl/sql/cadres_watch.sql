-- Cadres who are over age, will be, or have an impossible birth date.  $1 day (NULL: today),
-- $2 months ahead, $3 whether all are listed, not only those that are an alarm.
SELECT json_build_object(
         'as_of', d.at, 'within_months', $2::int, 'day_rule', (SELECT day FROM cadre_policy),
         'cadres', (SELECT coalesce(json_agg(json_build_object(
                      'unit', u.code, 'unit_name', u.name, 'full_name', w.full_name,
                      'post', w.post, 'post_name', p.name, 'born_on', w.born_on,
                      'born_given', w.born_given, 'age', w.age, 'limit', w.hold,
                      'source', w.source, 'over_from', w.over_from, 'term_ends', w.term_ends,
                      'state', w.state, 'verdict', w.verdict, 'is_alarm', w.is_alarm)
                      ORDER BY w.is_alarm DESC, w.over_from NULLS FIRST, u.code, w.full_name), '[]')
                      FROM cadre_watch(d.at, $2::int) w
                      JOIN unit u ON u.id = w.unit_id
                      JOIN cadre_post p ON p.code = w.post
                     WHERE $3::bool OR w.is_alarm))::text
  FROM (SELECT coalesce($1::text::date, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS at) d;
