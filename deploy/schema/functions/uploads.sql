-- Uploads: what their statements share.

-- A moment as HTTP writes it.
CREATE OR REPLACE FUNCTION upload_expiry(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(at AT TIME ZONE 'UTC', 'Dy, DD Mon YYYY HH24:MI:SS "GMT"')
$$;
GRANT EXECUTE ON FUNCTION upload_expiry(timestamptz) TO mc_gateway, mc_admin;
