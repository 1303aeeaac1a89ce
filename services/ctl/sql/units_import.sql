-- $1 units as JSON, $2 from which day on.  Gives the faults; none: it has been done.
SELECT import_units($1::text::jsonb, $2::text::date)::text;
