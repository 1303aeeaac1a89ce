-- All that admission must know, in one snapshot. kind 1 unit (a parent), 2 account (a unit, text
-- role), 3 campaign (a criteria set, b 1 while open), 4 unit of a campaign (id campaign, a unit), 5
-- criterion (a criteria set).
SELECT 1 AS kind, id, coalesce(parent_id, 0) AS a, 0 AS b, code AS text FROM unit
UNION ALL
SELECT 2, id, coalesce(unit_id, 0), 0, role FROM account WHERE is_active
UNION ALL
SELECT 3, id, criteria_set_id, (state = 'open')::int, code FROM campaign
UNION ALL
SELECT 4, campaign_id, unit_id, 0, '' FROM campaign_unit
UNION ALL
SELECT 5, id, set_id, 0, code FROM criterion WHERE level = 'criterion';
