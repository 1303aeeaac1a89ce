-- Takes evidence that arrived after its unit had closed; the store decides who may.
-- params: id uuid, reason text
SELECT app_take_evidence($1::uuid, $2::text)::text;
