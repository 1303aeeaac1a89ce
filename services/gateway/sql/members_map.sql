-- The meaning of an export's columns: {sheet: {heading: field}}.
-- params: campaign code, unit code, id uuid, sheets json
SELECT app_members_map($1::text, $2::text, $3::uuid, $4::text::jsonb)::text;
