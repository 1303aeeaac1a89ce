-- $1 campaign, $2 targets as JSON, $3 where they come from.  Returns the faults; none: the targets
-- are stored; NULL: there is no such campaign.
SELECT import_targets($1::text, $2::text::jsonb, $3::text)::text;
