-- All that admission must know, in one snapshot. kind 1 unit (a parent), 2 account (a unit, text
-- role), 3 campaign (a criteria set, b 1 while open), 4 unit of a campaign (id campaign, a unit), 5
-- criterion (a criteria set), 6 access key that may submit evidence (an account, b its last day, days
-- since 1970), 7 unit of such a key (a).
SELECT 1 AS kind, id, coalesce(parent_id, 0) AS a, 0 AS b, code AS text FROM unit
UNION ALL
SELECT 2, id, coalesce(unit_id, 0), 0, role FROM account WHERE is_active
UNION ALL
SELECT 3, id, criteria_set_id, (state = 'open')::int, code FROM campaign
UNION ALL
SELECT 4, campaign_id, unit_id, 0, '' FROM campaign_unit
UNION ALL
SELECT 5, id, set_id, 0, code FROM criterion WHERE level = 'criterion'
UNION ALL
SELECT 6, id, account_id, valid_until - date '1970-01-01', '' FROM access_key
 WHERE revoked_at IS NULL AND 'evidence:write' = ANY (areas)
UNION ALL
SELECT 7, k.id, u.id, 0, '' FROM access_key k CROSS JOIN LATERAL unnest(access_key_units(k.id)) u(id)
 WHERE k.revoked_at IS NULL AND 'evidence:write' = ANY (k.areas);
