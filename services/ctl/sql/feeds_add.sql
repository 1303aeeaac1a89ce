-- A feed of a unit.  $1 unit, $2 what was said.  NULL: there is no such unit.
SELECT (SELECT put_feed(gen_random_uuid(), u.id, $2::text::jsonb, NULL) FROM unit u WHERE u.code = $1::text)::text;
