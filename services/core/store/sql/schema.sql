-- The files of the schema that were applied to this database (store/schema.h).
SELECT name, hash FROM schema_version;
