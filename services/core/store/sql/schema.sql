-- What this database has of the schema's files (store/schema.h).
SELECT name, hash FROM schema_version;
