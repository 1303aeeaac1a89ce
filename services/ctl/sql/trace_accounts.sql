-- Whose keys an Idempotency-Key may be: each account names its own submissions.
SELECT id FROM account;
