-- What the columns of an export mean.  $1 campaign, $2 unit, $3 import, $4 {sheet: {heading: field}}.
SELECT app_members_map($1::text, $2::text, $3::uuid, $4::text::jsonb)::text;
