-- A verdict takes the other messages of its submission along: they are found by it.
CREATE INDEX message_validate_subject ON message_validate (subject_id);
