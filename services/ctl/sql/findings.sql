-- The findings of a campaign's evidence items, the most severe first: a line each, JSON, or CSV
-- with a heading, in which no text of a unit becomes a formula.
-- $1 campaign, $2 unit, $3 code of a check, $4 state; NULL: any.  $5 CSV.
WITH told AS (
  SELECT f.*, u.code AS unit, u.name AS unit_name, s.title, s.revision, t.finding,
         (SELECT string_agg(k.code, ' ' ORDER BY i.n)
            FROM unnest(s.criterion_ids) WITH ORDINALITY i(id, n) JOIN criterion k ON k.id = i.id) AS criteria,
         (ARRAY['hint', 'warning', 'error', 'fatal'])[f.severity] AS weight,
         (ARRAY['open', 'explained', 'accepted', 'mended'])[f.state] AS condition
    FROM campaign c
    JOIN campaign_unit m ON m.campaign_id = c.id
    JOIN unit u ON u.id = m.unit_id
    JOIN finding f ON f.campaign_id = c.id AND f.unit_id = u.id
    JOIN submission s ON s.id = f.submission_id
    LEFT JOIN LATERAL (
      SELECT e.finding FROM validation v CROSS JOIN jsonb_array_elements(v.findings) e(finding)
       WHERE v.submission_id = f.submission_id AND e.finding ->> 'key' = f.key::text LIMIT 1) t ON true
   WHERE c.code = $1::text AND ($2::text IS NULL OR u.code = $2) AND ($3::text IS NULL OR f.code = $3)
     AND ($4::text IS NULL OR f.state = array_position(ARRAY['open', 'explained', 'accepted', 'mended'], $4))),
line AS (
  SELECT 0 AS part, 0 AS weight, ''::text AS unit, 0::bigint AS id,
         'Mã đơn vị,Đơn vị,Tiêu chí,Minh chứng,Mã minh chứng,Mức,Quy tắc,Lỗi,Chỗ,Cách sửa,Tình trạng,Sửa ở lần' AS text
   WHERE $5::bool
  UNION ALL
  SELECT 1, t.severity, t.unit, t.id,
         CASE WHEN $5::bool THEN (
           SELECT string_agg('"' || CASE WHEN x.value ~ '^[=+@\t\r-]' THEN '''' ELSE '' END
                    || replace(coalesce(x.value, ''), '"', '""') || '"', ',' ORDER BY x.n)
             FROM unnest(ARRAY[t.unit, t.unit_name, t.criteria, t.title, t.evidence_id::text, t.weight, t.code,
                  t.finding ->> 'message',
                  coalesce(nullif(t.finding #>> '{place,file}', ''), t.finding #>> '{place,field}')
                    || coalesce(', dòng ' || nullif(t.finding #>> '{place,line}', '0'), ''),
                  t.finding ->> 'mend', t.condition, t.mended_in::text]) WITH ORDINALITY x(value, n))
         ELSE json_build_object('unit', t.unit, 'criteria', string_to_array(t.criteria, ' '), 'evidence', t.evidence_id,
                'revision', t.revision, 'title', t.title, 'code', t.code, 'severity', t.weight,
                'state', t.condition, 'mended_in', t.mended_in, 'came_back', t.came_back,
                'message', t.finding ->> 'message', 'mend', t.finding ->> 'mend', 'place', t.finding -> 'place')::text
         END
    FROM told t)
SELECT text FROM line ORDER BY part, unit, weight DESC, id;
