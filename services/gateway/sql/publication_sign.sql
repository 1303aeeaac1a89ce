-- Publishes what was prepared.  $1 publication, $2 signature, $3 public key; for each unit:
-- $4 message, $5 subject, $6 notice.
SELECT app_publication_sign($1::int8, $2::bytea, $3::bytea, $4::uuid[], $5::uuid[], $6::bytea[])::text;
