-- From now on papers of the kind are made from this version.
-- params: campaign code, round code, kind code, version long
SELECT app_use_paper_template($1::text, $2::text, $3::text, $4::int8::integer)::text;
