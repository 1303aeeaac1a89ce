-- $1 the set's document, $2 code, $3 name, $4 the province's code or NULL, $5 deadline.
SELECT open_campaign($1::jsonb, jsonb_build_object('code', $2::text, 'name', $3::text, 'province', $4::text,
                                                   'deadline', $5::date))::text;
