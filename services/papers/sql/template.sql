-- A template that comes with the software; nothing changes if it is there. $1 kind, $2 file.
SELECT papers_default($1::text, $2::bytea);
