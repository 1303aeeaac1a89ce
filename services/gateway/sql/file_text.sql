-- What the reader read of a content: its kind, its problem, its text, by OCR if it is a scan, and on which
-- lines the pages after the first begin.  No row: not read yet.
-- params: hash bytes
SELECT json_build_object(
         'media_type', r.media_type, 'problem', nullif(r.problem, ''),
         'text', coalesce(nullif(r.text, ''), s.text, ''),
         'is_ocr', r.text = '' AND coalesce(s.text, '') <> '',
         'pages', coalesce((SELECT to_json(string_to_array(p.at[1], ',')::int[])
                              FROM regexp_match(r.facts, '(?:^|\n)pages=([0-9,]+)') p(at)), '[]'))::text
  FROM file_reading r
  LEFT JOIN file_scan s ON s.hash = r.hash
 WHERE r.hash = $1::bytea;
