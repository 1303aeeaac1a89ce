-- A campaign of a given size with facts as validation stores them, for measuring how long it takes
-- to compute all of it. Variables: code, units, facts (for each cell).
INSERT INTO unit (code, name, kind) VALUES (:'code', 'Tỉnh ' || :'code', 'province');
INSERT INTO unit (code, name, kind, parent_id)
SELECT :'code' || '-' || n, 'Xã ' || n, 'commune', (SELECT id FROM unit WHERE code = :'code')
  FROM generate_series(1, :units) n;
INSERT INTO criteria_set (code, version, name, base_points, bands)
VALUES (:'code', 1, 'Đo tính điểm', 1500, '[{"name": "Tốt", "from": "0"}]');
INSERT INTO criterion (set_id, code, level, name, points, rule, figures)
SELECT s.id, 'C' || n, 'criterion', 'Tiêu chí ' || n, 10,
       (ARRAY['{"kind": "per_occurrence", "points": "0.5", "cap": "10"}',
              '{"kind": "exists", "points": "10"}',
              '{"kind": "proportional", "figure": 0, "aggregate": "count", "points": "10"}'])[1 + n % 3]::jsonb,
       '{}'
  FROM criteria_set s, generate_series(1, 150) n WHERE s.code = :'code';
INSERT INTO campaign (code, name, province_id, criteria_set_id, period_from, period_to, filing_deadline)
SELECT :'code', 'Đo tính điểm', u.id, s.id, '2025-01-01', '2025-12-31', '2025-11-30'
  FROM unit u, criteria_set s WHERE u.code = :'code' AND s.code = :'code';
INSERT INTO target (campaign_id, unit_id, criterion_id, value)
SELECT c.id, u.id, k.id, 12
  FROM campaign c
  JOIN criterion k ON k.set_id = c.criteria_set_id AND k.rule ->> 'kind' = 'proportional'
  JOIN unit u ON u.parent_id = c.province_id
 WHERE c.code = :'code';
INSERT INTO evidence_fact (campaign_id, unit_id, criterion_id, evidence_id, figure, amount, occurred_on)
SELECT c.id, u.id, k.id, gen_random_uuid(), 0, 1, DATE '2025-01-01' + (random() * 364)::int
  FROM campaign c
  JOIN criterion k ON k.set_id = c.criteria_set_id
  JOIN unit u ON u.parent_id = c.province_id
 CROSS JOIN generate_series(1, :facts)
 WHERE c.code = :'code';
ANALYZE evidence_fact;
INSERT INTO campaign_unit (campaign_id, unit_id, peer_group)
SELECT c.id, u.id, 'Cụm ' || u.id % 10
  FROM campaign c JOIN unit u ON u.parent_id = c.province_id WHERE c.code = :'code';
