-- The account on whose behalf the gateway asks, and the units that it may read.

-- The account on whose behalf the gateway asks, set for one transaction; NULL: none.
CREATE OR REPLACE FUNCTION app_account() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.account', true), '')::integer
$$;
GRANT EXECUTE ON FUNCTION app_account() TO mc_gateway, mc_admin;

-- The access key with which a connected system asks, set likewise; NULL: a person asks.
CREATE OR REPLACE FUNCTION app_access_key() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(nullif(current_setting('app.access_key', true), ''), '0')::integer
$$;
GRANT EXECUTE ON FUNCTION app_access_key() TO mc_gateway, mc_admin;

-- The units and those below them.  Rights follow the present tree; a successor may read what its
-- predecessors left.
-- Internal.
CREATE OR REPLACE FUNCTION units_under(tops integer[]) RETURNS integer[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH RECURSIVE under(id) AS (
    SELECT unnest(tops)
    UNION
    SELECT x.id
      FROM under r
     CROSS JOIN LATERAL (
       SELECT u.id FROM unit u WHERE u.parent_id = r.id
       UNION ALL
       SELECT s.from_unit FROM succession s JOIN unit o ON o.id = s.from_unit
        WHERE s.to_unit = r.id AND o.closed_on IS NOT NULL) x)
  SELECT array_agg(id) FROM under
$$;

-- The units of an access key, whether or not it is valid: never more than those of its account.
CREATE OR REPLACE FUNCTION access_key_units(wanted integer) RETURNS integer[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(u.id), '{}')
    FROM access_key k
    JOIN account a ON a.id = k.account_id
    JOIN unit u ON (a.unit_id IS NULL OR u.id = ANY ((SELECT units_under(ARRAY[a.unit_id]))::int[]))
                   AND CASE k.reach WHEN 'all' THEN true WHEN 'listed' THEN u.id = ANY (k.unit_ids)
                                    ELSE u.id = ANY ((SELECT units_under(k.unit_ids))::int[]) END
   WHERE k.id = wanted
$$;
GRANT EXECUTE ON FUNCTION access_key_units(integer) TO mc_ingest, mc_admin;

-- The units for which the key of the request grants one of the areas; no key, or one that ended: none.
-- Internal.
CREATE OR REPLACE FUNCTION access_units(areas text[]) RETURNS integer[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT access_key_units(k.id)
    FROM access_key k
   WHERE k.id = app_access_key() AND k.account_id = app_account() AND k.areas && access_units.areas
     AND k.revoked_at IS NULL AND k.valid_until >= today_here()
$$;

-- The units that the account may read.  A system reads those of its access key, and only what belongs to
-- one of `areas`: without any, nothing.  People are not bound by areas.
CREATE OR REPLACE FUNCTION app_readable_units(VARIADIC areas text[] DEFAULT '{}') RETURNS integer[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE
    me AS (SELECT id, role, unit_id FROM account WHERE id = app_account() AND is_active),
    readable AS (
      SELECT r.unit_id
        FROM (SELECT unit_id FROM me WHERE role IN ('officer', 'council', 'committee')
              UNION ALL
              SELECT v.unit_id FROM me JOIN visit v ON v.account_id = me.id
               WHERE me.role = 'inspector' AND v.unit_id IS DISTINCT FROM me.unit_id) r
      UNION
      SELECT x.id
        FROM readable r
       CROSS JOIN LATERAL (
         SELECT u.id FROM unit u WHERE u.parent_id = r.unit_id
         UNION ALL
         SELECT s.from_unit FROM succession s JOIN unit o ON o.id = s.from_unit
          WHERE s.to_unit = r.unit_id AND o.closed_on IS NOT NULL) x
       WHERE NOT EXISTS (SELECT FROM me WHERE me.role = 'inspector' AND me.unit_id = x.id))
  SELECT coalesce(array_agg(unit_id), '{}')
    FROM (SELECT unit_id FROM readable WHERE unit_id IS NOT NULL
          UNION ALL
          SELECT unnest(access_units(areas)) FROM me WHERE role = 'system') r
$$;
GRANT EXECUTE ON FUNCTION app_readable_units(text[]) TO mc_gateway, mc_admin;
