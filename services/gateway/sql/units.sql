-- The tree as it stood on a day (today), or the children of one unit, or those whose code and name have
-- all words of q, after a code; names and places are public.
-- route: GET /api/v1/units ROLE_ANY
-- params: as_of date, parent code, after code, limit 1..5000=500, q search
SELECT json_build_object('as_of', d.at, 'units', (
         SELECT coalesce(json_agg(json_build_object(
                  'code', x.code, 'name', x.name, 'kind', x.kind, 'parent', x.parent)
                  ORDER BY x.code COLLATE "C"), '[]')
           FROM (SELECT t.code, t.name, t.kind, p.code AS parent
                   FROM tree_at(d.at) t LEFT JOIN unit p ON p.id = t.parent_id
                  WHERE ($2::text IS NULL OR p.code = $2::text)
                    AND ($3::text IS NULL OR t.code COLLATE "C" > $3::text)
                    AND ($5::text IS NULL OR search_has(t.code || ' ' || t.name, $5::text))
                  ORDER BY t.code COLLATE "C" LIMIT $4::int) x))::text
  FROM (SELECT coalesce($1::text::date, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS at) d;
