-- Whether a system's request is within its access key: {}, or a fault.
-- params: method text, path text, unit text
SELECT app_admit_system($1::text, $2::text, $3::text)::text;
