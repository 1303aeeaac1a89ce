-- How many cadres pass their age limit in each of the coming months, and how many are over it at
-- the month's end.  Cadres who are exempt or have left are not counted.
-- $1 day (NULL: today), $2 months.
WITH day AS (
  SELECT coalesce($1::text::date, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS at),
month AS (
  SELECT (date_trunc('month', d.at) + make_interval(months => n))::date AS first
    FROM day d, generate_series(0, $2::int - 1) n),
watch AS MATERIALIZED (
  SELECT w.over_from FROM day d, cadre_watch(d.at, 0) w WHERE w.state <> 'exempt')
SELECT json_build_object('as_of', (SELECT at FROM day), 'months', json_agg(json_build_object(
         'month', to_char(m.first, 'YYYY-MM'),
         'passing', (SELECT count(*) FROM watch w
                      WHERE w.over_from >= m.first AND w.over_from < m.first + interval '1 month'),
         'over', (SELECT count(*) FROM watch w WHERE w.over_from < m.first + interval '1 month'))
         ORDER BY m.first))::text
  FROM month m;
