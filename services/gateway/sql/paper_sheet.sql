-- The lists of a paper that is a table, with what their names mean.
-- params: id uuid
SELECT app_paper_sheet($1::uuid)::text;
