-- The directory that the load runs on: a province of 124 units with 150 criteria, the size of
-- Vĩnh Long since July 2025; its last 24 units are kept for samples.
INSERT INTO unit (code, name, kind) VALUES ('BENCH', 'Tỉnh đo tải', 'province') ON CONFLICT DO NOTHING;
INSERT INTO unit (code, name, kind, parent_id)
SELECT 'U' || n, 'Đơn vị ' || n, 'district', (SELECT id FROM unit WHERE code = 'BENCH')
  FROM generate_series(1, 124) n ON CONFLICT DO NOTHING;
INSERT INTO account (username, role) VALUES ('bench', 'system') ON CONFLICT DO NOTHING;
INSERT INTO criteria_set (code, version, name, base_points, bands)
VALUES ('BENCH', 1, 'Đo tải', 1000, '[{"name": "Tốt", "from": "0"}]') ON CONFLICT DO NOTHING;
INSERT INTO criterion (set_id, code, level, name, points, rule)
SELECT s.id, 'C' || n, 'criterion', 'Tiêu chí ' || n, 10,
       '{"kind": "per_occurrence", "points": "0.01", "cap": "10"}'
  FROM criteria_set s, generate_series(1, 150) n WHERE s.code = 'BENCH' ON CONFLICT DO NOTHING;
INSERT INTO campaign (code, name, province_id, criteria_set_id, period_from, period_to, filing_deadline)
SELECT 'bench', 'Đo tải', u.id, s.id, '2023-01-01', '2023-12-31', '2099-12-31'
  FROM unit u, criteria_set s WHERE u.code = 'BENCH' AND s.code = 'BENCH' ON CONFLICT DO NOTHING;
INSERT INTO campaign_unit (campaign_id, unit_id, peer_group)
SELECT c.id, u.id, 'A' FROM campaign c, unit u WHERE c.code = 'bench' AND u.code LIKE 'U%'
ON CONFLICT DO NOTHING;
