-- Near copies: every text and photo of a submission with a few keys; two that share keys are
-- compared (services/domain/likeness).  A look-up reads a bounded part of one index, however
-- many rows there are.

CREATE TABLE likeness (
  id             integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  submission_id  uuid NOT NULL,
  part           smallint NOT NULL,          -- 0 the submission's own text, n its n-th file
  evidence_id    uuid NOT NULL,
  unit_id        integer NOT NULL,
  filed_at       timestamptz NOT NULL,
  file_hash      bytea,                      -- NULL: the submission's own text
  UNIQUE (submission_id, part));

CREATE TABLE text_key (                      -- sequences of words: services/domain/likeness/sketch.h
  key          integer NOT NULL,
  likeness_id  integer NOT NULL,             -- roughly in the order of submission
  PRIMARY KEY (key, likeness_id));

CREATE TABLE photo_key (                     -- marks of a photo: services/domain/likeness/photo.h
  key          integer NOT NULL,
  likeness_id  integer NOT NULL,
  PRIMARY KEY (key, likeness_id));

ALTER TABLE file_reading ADD COLUMN photo bytea;       -- fingerprint of a picture

GRANT SELECT, INSERT ON likeness, text_key, photo_key TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON likeness, text_key, photo_key TO mc_admin;
