-- Stores a snapshot, the figures that come from it and the mappings that read it, in one commit; a
-- repetition changes nothing.  $1 the snapshot.
SELECT members_take($1::text::jsonb)::text;
