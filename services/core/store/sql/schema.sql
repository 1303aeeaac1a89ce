-- The newest migration that this database has.
SELECT coalesce(max(version), 0) AS version FROM schema_version;
