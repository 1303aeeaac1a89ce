-- What people did with an evidence item beside submitting it: withdrawn, restored, an answer to a finding.
-- params: id uuid
SELECT app_evidence_acts($1::uuid)::text;
