-- A content that is durable in the file store.  $1 hash, $2 size.
INSERT INTO file (hash, size) VALUES ($1::bytea, $2::int8) ON CONFLICT (hash) DO NOTHING;
