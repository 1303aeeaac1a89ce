-- Files that are no evidence as pending work of the reader: those of self-inspection reports, photos of
-- visits, signed decisions.  What it finds is kept in file_reading and file_scan, as of evidence.
CREATE TABLE file_pending (                       -- contents that are to be read; a reading removes its row
  hash      bytea PRIMARY KEY REFERENCES file,
  ready_at  timestamptz NOT NULL DEFAULT now(),   -- in the future: leased
  claim     uuid);
CREATE INDEX file_pending_ready ON file_pending (ready_at);
CREATE INDEX file_reading_malware ON file_reading (hash) WHERE problem = 'malware';

INSERT INTO file_pending (hash)
SELECT f.hash
  FROM file f
  JOIN (SELECT x.file ->> 'hash' AS hash FROM self_report s, jsonb_array_elements(s.files) x(file)
        UNION SELECT x.file ->> 'hash' FROM visit_entry e, jsonb_array_elements(e.photos) x(file)
        UNION SELECT x.file ->> 'hash' FROM visit_finding v, jsonb_array_elements(v.photos) x(file)
        UNION SELECT p.decision -> 'file' ->> 'hash' FROM publication p) k ON f.hash = decode(k.hash, 'hex')
 WHERE NOT EXISTS (SELECT FROM file_reading r WHERE r.hash = f.hash AND r.problem <> 'missing');

-- Who is notified of malware in such a file: the unit of a report (20), the account that filed another (21).
INSERT INTO notification_rule VALUES
  (20, 'officer', 1), (20, 'officer', 2), (20, 'council', 1), (20, 'system', 3),
  (21, 'author', 1), (21, 'author', 2);

-- The reader says what a file is, and no longer its name; photos are shown with what was read of them.
DROP FUNCTION IF EXISTS report_type(text);

GRANT SELECT, UPDATE, DELETE ON file_pending TO mc_validation;
GRANT ALL ON file_pending TO mc_admin;
