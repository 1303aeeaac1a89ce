-- Whose feed it is.  $1 feed.  No row: there is none.
SELECT to_json(u.code)::text FROM feed f JOIN unit u ON u.id = f.unit_id WHERE f.id = $1::text::uuid;
