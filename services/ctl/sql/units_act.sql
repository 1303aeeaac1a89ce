-- $1 document and $2 lines as JSON.  Gives the faults; none: it has been done.
SELECT record_act($1::text::jsonb, $2::text::jsonb)::text;
