-- The photos that papers show.  What a paper says has of a photo its hash and its words; the service papers reads
-- the content from the file store by the hash.

-- The photos of an entry or a finding of that time.  One without a caption is called what its description says.
-- Internal.
CREATE OR REPLACE FUNCTION paper_photos(photos jsonb, of timestamptz) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'anh', jsonb_build_object('hash', p.said -> 'hash', 'alt', p.said -> 'alt'),
           'chu_thich', rtrim(coalesce(nullif(btrim(p.said ->> 'caption'), ''), p.said ->> 'alt'), '. '),
           'luc', to_char(of AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI')) ORDER BY p.n), '[]')
    FROM jsonb_array_elements(photos) WITH ORDINALITY p(said, n)
$$;

-- The photos of a visit as they were when this version of its minutes was kept: of the entries that none had
-- replaced, by criterion, then of the findings that the minutes state.
-- Internal.
CREATE OR REPLACE FUNCTION paper_visit_photos(m visit_minutes) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH said AS (
    SELECT 1 AS part, k.sort, i.key, e.at, e.id, paper_photos(e.photos, e.made_at) AS photos, coalesce(k.code, '') AS criterion, visit_words(i) ->> 'title' AS about
      FROM visit_item i
      JOIN visit_entry e ON e.item_id = i.id
      LEFT JOIN criterion k ON k.id = i.criterion_id
     WHERE i.round_id = m.round_id AND i.unit_id = m.unit_id AND e.at <= m.at
       AND NOT EXISTS (SELECT FROM visit_entry l WHERE l.item_id = i.id AND l.at <= m.at AND e.id = ANY (l.bases))
    UNION ALL
    SELECT 2, x.n, '', f.at, f.id, paper_photos(f.photos, f.made_at), coalesce(x.said ->> 'criterion', ''), rtrim(f.text, '. ')
      FROM jsonb_array_elements(m.facts -> 'findings') WITH ORDINALITY x(said, n)
      JOIN visit_finding f ON f.id = (x.said ->> 'id')::uuid)
  SELECT coalesce(jsonb_agg(p.photo || jsonb_build_object('tieu_chi', s.criterion, 'noi_dung', s.about)
                            ORDER BY s.part, s.sort, s.key, s.at, s.id, p.n), '[]')
    FROM said s, jsonb_array_elements(s.photos) WITH ORDINALITY p(photo, n)
$$;

-- What a template is tried on: a picture that the service draws stands for each photo, and there is one to see.
-- Internal.
CREATE OR REPLACE FUNCTION paper_sample(wanted_kind text, said jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN wanted_kind <> 'minutes' THEN said ELSE said || jsonb_build_object(
           'anh_kiem_tra', s.photos,
           'phat_hien', (SELECT jsonb_agg(x || jsonb_build_object('anh_phat_hien', s.photos))
                           FROM jsonb_array_elements(coalesce(nullif(said -> 'phat_hien', '[]'), '[{"noi_dung": "Phát hiện mẫu"}]')) f(x))) END
    FROM (SELECT jsonb_agg(jsonb_build_object(
                   'anh', '{"hash": "sample", "alt": "Ảnh mẫu"}'::jsonb, 'chu_thich', 'Chú thích của ảnh mẫu ' || n,
                   'luc', (said ->> 'ngay_lap') || 'T08:30', 'tieu_chi', '', 'noi_dung', 'Nội dung của mục')) AS photos
            FROM generate_series(1, 2) n) s
$$;

-- Those of the photos in what a paper says whose content the reader found to be malware.
-- Internal.
CREATE OR REPLACE FUNCTION paper_malware(said jsonb) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(DISTINCT encode(f.hash, 'hex')), '[]')::text
    FROM jsonb_path_query(said, '$.**.hash') h
    JOIN file_reading f ON f.hash = decode(CASE WHEN h #>> '{}' ~ '^[0-9a-f]{64}$' THEN h #>> '{}' END, 'hex') AND f.problem = 'malware'
$$;
