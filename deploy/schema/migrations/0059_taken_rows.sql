-- Who took evidence is as visible as the evidence (functions/policies).
ALTER TABLE submission_taken ENABLE ROW LEVEL SECURITY;
