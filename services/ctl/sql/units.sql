-- The tree as it stood on a day; names and places are public.
-- $1 day (NULL: today), $2 the unit whose children are wanted (NULL: all), $3 after this code,
-- $4 at most.
SELECT json_build_object('as_of', d.at, 'units', (
         SELECT coalesce(json_agg(json_build_object(
                  'code', x.code, 'name', x.name, 'kind', x.kind, 'parent', x.parent)
                  ORDER BY x.code COLLATE "C"), '[]')
           FROM (SELECT t.code, t.name, t.kind, p.code AS parent
                   FROM tree_at(d.at) t LEFT JOIN unit p ON p.id = t.parent_id
                  WHERE ($2::text IS NULL OR p.code = $2::text)
                    AND ($3::text IS NULL OR t.code COLLATE "C" > $3::text)
                  ORDER BY t.code COLLATE "C" LIMIT $4::int) x))::text
  FROM (SELECT coalesce($1::text::date, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS at) d;
