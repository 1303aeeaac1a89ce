-- The accounts to which an Idempotency-Key may belong: each account names its own submissions.
SELECT id FROM account;
