-- Takes in a template, to be checked and tried on the data of the round.
-- params: campaign code, round code, kind code, name text, file bytes
SELECT app_add_paper_template($1::text, $2::text, $3::text, $4::text, $5::bytea)::text;
