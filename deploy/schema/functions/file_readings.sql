-- Files that are no evidence: pending work of the reader, and what it found wrong in them.

-- Enqueues the contents of a list [{"hash"}] that were not read.
-- Internal.
CREATE OR REPLACE FUNCTION file_enqueue(files jsonb) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  INSERT INTO file_pending (hash)
  SELECT DISTINCT f.hash
    FROM jsonb_array_elements(files) x(file)
    JOIN file f ON f.hash = decode(x.file ->> 'hash', 'hex')
   WHERE NOT EXISTS (SELECT FROM file_reading r WHERE r.hash = f.hash AND r.problem <> 'missing')
   ORDER BY f.hash
  ON CONFLICT (hash) DO NOTHING
$$;

-- The types of content that a name stands for; NULL: any.
-- Internal.
CREATE OR REPLACE FUNCTION name_types(name text) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE lower(substring(name FROM '\.([^.]+)$'))
           WHEN 'pdf' THEN ARRAY['application/pdf']
           WHEN 'docx' THEN ARRAY['application/vnd.openxmlformats-officedocument.wordprocessingml.document']
           WHEN 'odt' THEN ARRAY['application/vnd.oasis.opendocument.text']
           WHEN 'xlsx' THEN ARRAY['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']
           WHEN 'jpg' THEN ARRAY['image/jpeg'] WHEN 'jpeg' THEN ARRAY['image/jpeg']
           WHEN 'png' THEN ARRAY['image/png'] WHEN 'webp' THEN ARRAY['image/webp']
           WHEN 'doc' THEN ARRAY['application/x-ole-storage', 'application/msword']
           WHEN 'xls' THEN ARRAY['application/x-ole-storage', 'application/vnd.ms-excel'] END
$$;

-- What is wrong with a file {"hash","name"} by its reading, in the codes of the checks of evidence (families
-- "Tệp", "Tên tệp", scans), the worst first.  A file that could not be opened is judged by its problem alone.
-- Internal.
CREATE OR REPLACE FUNCTION file_remarks(file jsonb, r file_reading) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT ARRAY(
    SELECT x.code
      FROM (VALUES
        (1, CASE r.problem WHEN '' THEN NULL WHEN 'missing' THEN 'file.unstored' ELSE 'file.' || r.problem END),
        (2, CASE WHEN r.problem = '' AND NOT r.media_type = ANY (coalesce(name_types(file ->> 'name'), ARRAY[file ->> 'type'])) THEN 'file.type_mismatch' END),
        (3, CASE WHEN file ->> 'name' ~ '[\x7f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]' THEN 'file.hidden_sign' END),
        (4, CASE WHEN r.facts ~ '(^|\n)unscanned=' THEN 'file.unscanned' END),
        (5, CASE WHEN r.problem = '' AND r.media_type = 'application/x-ole-storage' THEN 'file.old_office' END),
        (6, CASE WHEN r.problem <> '' THEN NULL
                 WHEN r.facts ~ '(^|\n)unmapped=' THEN 'file.text_unmapped'
                 WHEN (r.media_type IN ('application/pdf', 'application/rtf') OR r.media_type LIKE '%wordprocessingml%')
                      AND (r.facts ~ '(^|\n)unwritten=' OR length(regexp_replace(r.text, '\s', '', 'g')) < 20) THEN 'file.no_text' END))
        x(n, code)
     WHERE x.code IS NOT NULL ORDER BY x.n)
$$;

-- Whether a file was read and is of no use as it is: malware, locked, damaged, empty, another type than its name says.
-- Internal.
CREATE OR REPLACE FUNCTION is_file_faulty(file jsonb) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM file_reading r
                  WHERE r.hash = decode(file ->> 'hash', 'hex')
                    AND NOT file_remarks(file, r) <@ '{file.hidden_sign,file.unscanned,file.old_office,file.text_unmapped,file.no_text}')
$$;

-- How far the reading of a file is, for the page that lists it.
-- Internal.
CREATE OR REPLACE FUNCTION file_read_json(file jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('is_read', r.hash IS NOT NULL,
                            'remarks', CASE WHEN r.hash IS NULL THEN '[]' ELSE to_jsonb(file_remarks(file, r)) END)
    FROM (SELECT decode(file ->> 'hash', 'hex') AS hash) f LEFT JOIN file_reading r ON r.hash = f.hash
$$;
