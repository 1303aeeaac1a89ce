-- $1 campaign, $2 targets as JSON, $3 where they come from.  Gives the faults; none: it has
-- been done; NULL: there is no such campaign.
SELECT import_targets($1::text, $2::text::jsonb, $3::text)::text;
