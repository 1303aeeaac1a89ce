-- Evidence on which a rule across figures is tried: of a campaign, with figures, the last submitted
-- first, at most at_most items, with the requested figures of the unit.
-- params: campaign code, keys text[], at_most int
SELECT app_figure_trial($1::text, $2::text[], $3::int4)::text;
