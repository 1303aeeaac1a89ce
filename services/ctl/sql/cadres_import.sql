-- $1 cadres as JSON.  Returns the faults and the counts; a row with a fault is left out.
SELECT import_cadres($1::text::jsonb)::text;
