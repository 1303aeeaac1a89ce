-- The codes of the numbers in messages of the bus: kind 1 campaign, 2 unit, 3 criterion.
SELECT 1::int2 AS kind, id, code FROM campaign
UNION ALL SELECT 2::int2, id, code FROM unit
UNION ALL SELECT 3::int2, id, code FROM criterion;
