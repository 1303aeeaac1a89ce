-- Stores a criteria set that has been checked; NULL: this version of it is stored already.
-- $1 the set in the form of proto/criteria-set.schema.json.
SELECT take_criteria($1::text::jsonb)::text;
