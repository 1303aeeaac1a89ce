-- A campaign's result recomputed for the tree of a later day.  $1 campaign, $2 rule, $3 day (NULL:
-- today).
SELECT json_build_object('campaign', c.code, 'rule', $2::text, 'units', (
         SELECT coalesce(json_agg(json_build_object(
                  'code', u.code, 'name', u.name, 'total', r.total::text, 'receipt', r.receipt)
                  ORDER BY r.total DESC, u.code), '[]')
           FROM recast(c.id, $2::text, coalesce($3::text::date,
                       (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)) r
           JOIN unit u ON u.id = r.unit_id))::text
  FROM campaign c WHERE c.code = $1::text;
