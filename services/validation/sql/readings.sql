-- What the reader found in these files, and what OCR read of those without text: its state (NULL:
-- not for OCR) and text. $1 hashes.
SELECT r.hash, r.media_type, r.problem, r.text, r.facts, r.photo, s.state::int4 AS scan_state, s.text AS scan_text
  FROM file_reading r LEFT JOIN file_scan s ON s.hash = r.hash
 WHERE r.hash = ANY ($1::bytea[]);
