-- The unit of a feed.  $1 feed.  No row: there is no such feed.
SELECT to_json(u.code)::text FROM feed f JOIN unit u ON u.id = f.unit_id WHERE f.id = $1::text::uuid;
