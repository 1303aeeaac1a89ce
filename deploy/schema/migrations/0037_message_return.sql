-- Ingest shortens the leases of rows whose pushed copies went to an instance that is gone.
GRANT UPDATE (ready_at) ON message TO mc_ingest;
