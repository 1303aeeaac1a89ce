-- The history of a target includes its pace.
ALTER TABLE target_change ADD COLUMN old_pace jsonb, ADD COLUMN new_pace jsonb;
