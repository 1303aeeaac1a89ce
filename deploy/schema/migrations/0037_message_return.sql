-- 0037_message_return.sql — ingest shortens the leases of rows whose pushed copies went to an
-- instance that is gone.
GRANT UPDATE (ready_at) ON message TO mc_ingest;
