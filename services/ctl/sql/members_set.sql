-- $1 campaign, $2 criterion, $3 figure, $4 weights "1,1,1" (NULL: as they are).
SELECT members_set($1::text, $2::text, $3::text, string_to_array($4::text, ',')::int[])::text;
