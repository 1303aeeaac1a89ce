-- $1 campaign, $2 posts as JSON, $3 where they come from, $4 whose they are where a row
-- does not say.  Gives the faults; none: it has been
-- done; NULL: there is no such campaign.
SELECT import_posts($1::text, $2::text::jsonb, $3::text, $4::text)::text;
