-- The content of a photo of a record or a finding, for those who may read it.
-- params: id uuid, number 1..1000=1
SELECT app_visit_photo($1::uuid, $2::integer)::text;
