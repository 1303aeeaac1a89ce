-- The oldest pending export of the member software, leased: at most one row of id, bytes, what
-- reading it needs. $1 lease in ms, $2 attempts allowed.
SELECT id, content, told FROM members_claim($1::int * interval '1 millisecond', $2::int);
