-- The content of a file of a self-inspection report, for those who may read it.
-- params: id uuid, number 1..1000=1
SELECT app_self_report_file($1::uuid, $2::integer)::text;
