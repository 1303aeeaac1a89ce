-- Extends the leases of work in hand. $1 claims, $2 lease in ms.
SELECT papers_renew($1::uuid[], $2::int4);
