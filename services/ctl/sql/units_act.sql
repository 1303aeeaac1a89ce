-- $1 document and $2 lines as JSON.  Returns the faults; none: the act is stored.
SELECT record_act($1::text::jsonb, $2::text::jsonb)::text;
