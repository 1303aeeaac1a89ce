-- What a rule across figures is tried on: evidence of a campaign with figures, the last filed
-- first, at most so many, with the figures asked of the unit.
-- params: campaign code, keys text[], at_most int
SELECT app_figure_trial($1::text, $2::text[], $3::int4)::text;
