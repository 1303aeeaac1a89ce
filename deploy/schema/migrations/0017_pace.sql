-- Changes of a target keep its pace, too.
ALTER TABLE target_change ADD COLUMN old_pace jsonb, ADD COLUMN new_pace jsonb;
