-- What a unit filed under each name of a figure, with what it is compared by.
-- $1 campaign, $2 unit.
SELECT app_unit_figures($1::text, $2::text)::text;
