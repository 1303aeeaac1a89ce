-- The accounts, by name: a page of at most "limit", whose names or units contain "q"; for
-- administrators alone.
-- route: GET /api/v1/accounts ROLE_ADMIN
-- params: q search, role officer|council|inspector|committee|editor|admin|system|viewer, unit code
-- params: after code, limit 1..200=50
WITH page AS (
  SELECT a.id, a.username
    FROM account a
    LEFT JOIN unit u ON u.id = a.unit_id
   WHERE ($1::text IS NULL OR strpos(lower(a.username || ' ' || a.full_name || ' ' || coalesce(u.name, '')), lower($1::text)) > 0)
     AND ($2::text IS NULL OR a.role = $2::text)
     AND ($3::text IS NULL OR u.code = $3::text)
     AND ($4::text IS NULL OR a.username > $4::text)
   ORDER BY a.username
   LIMIT $5::int + 1),
shown AS (SELECT * FROM page ORDER BY username LIMIT $5::int)
SELECT jsonb_build_object(
         'items', coalesce((SELECT jsonb_agg(app_account_json(s.id) ORDER BY s.username) FROM shown s), '[]'),
         'next', CASE WHEN (SELECT count(*) FROM page) > $5::int THEN (SELECT max(username) FROM shown) END)::text;
