-- Scanned files as pending work: a file that has no text of its own is read by OCR once, when the
-- machine has nothing better to do, and its submissions are validated again.  What was read
-- serves to find copies and figures; it is never a number, a symbol or a day.

CREATE TABLE file_scan (
  hash      bytea PRIMARY KEY REFERENCES file,
  pages     smallint NOT NULL,                    -- how many are to be read
  state     smallint NOT NULL DEFAULT 0,          -- 0 to be read, 1 read, 2 given up
  ready_at  timestamptz NOT NULL DEFAULT now(),   -- in the future: leased or deferred
  claim     uuid,
  attempts  smallint NOT NULL DEFAULT 0,
  text      text NOT NULL DEFAULT '',             -- what OCR read, with its errors
  read_at   timestamptz);
CREATE INDEX file_scan_ready ON file_scan (ready_at) WHERE state = 0;

CREATE TABLE file_scan_use (                      -- submissions to validate again when it is read
  hash           bytea NOT NULL REFERENCES file_scan ON DELETE CASCADE,
  submission_id  uuid NOT NULL REFERENCES submission ON DELETE CASCADE,
  PRIMARY KEY (hash, submission_id));

CREATE TABLE file_scan_day (                      -- what OCR has used of each day's budget
  day    date PRIMARY KEY,
  pages  integer NOT NULL);

GRANT SELECT, INSERT, UPDATE ON file_scan, file_scan_day TO mc_validation;
GRANT SELECT, INSERT, DELETE ON file_scan_use TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON file_scan, file_scan_use, file_scan_day TO mc_admin;
