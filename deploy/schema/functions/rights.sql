-- The account on whose behalf the gateway asks, and the units that it may read.

-- The account on whose behalf the gateway asks, set for one transaction; NULL: none.
CREATE OR REPLACE FUNCTION app_account() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.account', true), '')::integer
$$;
GRANT EXECUTE ON FUNCTION app_account() TO mc_gateway, mc_admin;

-- Rights follow the present tree; a successor may read what its predecessors left.
CREATE OR REPLACE FUNCTION app_readable_units() RETURNS integer[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE
    me AS (SELECT id, role, unit_id FROM account WHERE id = app_account() AND is_active),
    readable AS (
      SELECT r.unit_id
        FROM (SELECT unit_id FROM me WHERE role IN ('officer', 'council', 'committee', 'system')
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
  SELECT coalesce(array_agg(unit_id), '{}') FROM readable WHERE unit_id IS NOT NULL
$$;
GRANT EXECUTE ON FUNCTION app_readable_units() TO mc_gateway, mc_admin;
