-- A province after July 2025 for the page: 124 commune-level units with long names in eight peer
-- groups, a set of 10 groups with 15 criteria each, a target in every third criterion.
INSERT INTO unit (code, name, kind) VALUES ('TINH', 'Tỉnh đoàn đo trang', 'province');
INSERT INTO unit (code, name, kind, parent_id)
SELECT 'U' || n, 'Đoàn TNCS Hồ Chí Minh xã Thạnh Hòa Sơn Mỹ Long Bắc ' || n, 'commune',
       (SELECT id FROM unit WHERE code = 'TINH')
  FROM generate_series(1, 124) n;
INSERT INTO criteria_set (code, version, name, base_points, bands)
VALUES ('TINH', 1, 'Bộ tiêu chí đo trang', 1500,
        '[{"name": "Hoàn thành xuất sắc", "from": "90"}, {"name": "Hoàn thành tốt", "from": "80"},
          {"name": "Hoàn thành", "from": "0"}]');
INSERT INTO criterion (set_id, code, level, name, points, sort)
SELECT s.id, 'G' || n, 'group', 'Nhóm ' || n || ': công tác xây dựng tổ chức Đoàn, mở rộng mặt trận', 150, n * 100
  FROM criteria_set s, generate_series(1, 10) n WHERE s.code = 'TINH';
INSERT INTO criterion (set_id, code, level, name, points, rule, parent_id, sort)
SELECT s.id, 'C' || n, 'criterion',
       'Số công trình, phần việc thanh niên được đăng ký, triển khai và hoàn thành trong năm (' || n || ')', 10,
       (ARRAY['{"kind": "per_occurrence", "points": "1", "cap": "10"}',
              '{"kind": "exists", "points": "10"}',
              '{"kind": "proportional", "figure": 0, "aggregate": "count", "points": "10"}'])[1 + n % 3]::jsonb,
       g.id, g.sort + n
  FROM criteria_set s, generate_series(1, 150) n
  JOIN criterion g ON g.code = 'G' || 1 + (n - 1) / 15
 WHERE s.code = 'TINH' AND g.set_id = s.id;
INSERT INTO campaign (code, name, province_id, criteria_set_id, period_from, period_to, filing_deadline)
SELECT 'tinh', 'Đánh giá ở quy mô tỉnh', u.id, s.id, '2023-01-01', '2023-12-31', current_date + 30
  FROM unit u, criteria_set s WHERE u.code = 'TINH' AND s.code = 'TINH';
INSERT INTO campaign_unit (campaign_id, unit_id, peer_group)
SELECT c.id, u.id, 'Cụm thi đua số ' || 1 + u.id % 8
  FROM campaign c JOIN unit u ON u.parent_id = c.province_id WHERE c.code = 'tinh';
INSERT INTO target (campaign_id, unit_id, criterion_id, value)
SELECT c.id, u.id, k.id, 12
  FROM campaign c
  JOIN criterion k ON k.set_id = c.criteria_set_id AND k.rule ->> 'kind' = 'proportional'
  JOIN unit u ON u.parent_id = c.province_id
 WHERE c.code = 'tinh';
INSERT INTO account (username, role) VALUES ('load', 'system');
INSERT INTO account (username, role, unit_id)
SELECT role, role, (SELECT id FROM unit WHERE code = CASE WHEN role IN ('officer', 'council') THEN 'U7' ELSE 'TINH' END)
  FROM unnest(ARRAY['officer', 'council', 'inspector', 'committee', 'editor', 'admin', 'viewer']) role;
INSERT INTO visit (campaign_id, unit_id, account_id, visited_on)
SELECT m.campaign_id, m.unit_id, a.id, current_date FROM campaign_unit m, account a WHERE a.username = 'inspector';
