-- A snapshot with what it feeds and the mappings that read it, in one commit; again: nothing.
-- $1 the snapshot.
SELECT members_take($1::text::jsonb)::text;
