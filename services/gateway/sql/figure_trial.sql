-- What a rule across figures is tried on: pieces of a campaign with figures, the last filed
-- first, at most so many.  $1 campaign, $2 keys of figures asked of the unit, $3 how many.
SELECT app_figure_trial($1::text, $2::text[], $3::int4)::text;
