-- Stores a criteria set that ingest has checked; the store decides who may.
-- params: doc json
SELECT app_import_criteria($1::text::jsonb)::text;
