-- PDFs of papers.  One belongs to the DOCX whose hash it has; like that of an issued paper it never changes.

CREATE TABLE paper_pdf (
  paper_id  uuid PRIMARY KEY REFERENCES paper ON DELETE CASCADE,
  hash      bytea NOT NULL,                    -- of the DOCX
  state     text NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'made', 'failed', 'absent')),   -- absent: no office to make it
  file      bytea,
  ready_at  timestamptz NOT NULL DEFAULT now(),   -- in the future: leased
  claim     uuid,
  attempts  smallint NOT NULL DEFAULT 0,
  CHECK ((state = 'made') = (file IS NOT NULL)));
CREATE INDEX paper_pdf_owed ON paper_pdf (ready_at) WHERE state = 'owed';

INSERT INTO paper_pdf (paper_id, hash) SELECT id, hash FROM paper WHERE file IS NOT NULL;

GRANT ALL ON paper_pdf TO mc_admin;
