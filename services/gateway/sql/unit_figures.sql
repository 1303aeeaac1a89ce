-- What a unit filed under each name of a figure, with what it is compared by.
-- params: campaign code, unit code
SELECT app_unit_figures($1::text, $2::text)::text;
