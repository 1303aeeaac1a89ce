-- Answers to a finding of one revision: the unit explains it, an inspector accepts the
-- evidence as it is, or revokes that; fixed is what a later revision no longer has.
-- An accepted finding is still shown but has no weight: the revision is validated again for that.
CREATE TABLE finding_answer (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  submission_id  uuid NOT NULL REFERENCES submission ON DELETE CASCADE,
  finding        uuid NOT NULL,                -- the finding's own key: check and place
  answer         text NOT NULL CHECK (answer IN ('explained', 'accepted', 'reopened')),
  reason         text NOT NULL CHECK (btrim(reason) <> ''),
  account_id     integer NOT NULL REFERENCES account,
  at             timestamptz NOT NULL DEFAULT now());
CREATE INDEX finding_answer_submission ON finding_answer (submission_id, finding, id);

GRANT SELECT ON finding_answer TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON finding_answer TO mc_admin;
