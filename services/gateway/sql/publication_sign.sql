-- Publishes the prepared result, with a message, its subject and its notice for each unit.
-- params: publication long, signature bytes, public_key bytes, messages uuid[]
-- params: subjects uuid[], notices bytes[]
SELECT app_publication_sign($1::int8, $2::bytea, $3::bytea, $4::uuid[], $5::uuid[], $6::bytea[])::text;
