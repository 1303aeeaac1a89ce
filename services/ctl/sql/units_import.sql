-- $1 units as JSON, $2 the day from which they exist.  Returns the faults; none: they are stored.
SELECT import_units($1::text::jsonb, $2::text::date)::text;
