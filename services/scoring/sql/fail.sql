-- One cell that cannot be computed: deferred, or dead-lettered in place, with the
-- reason, if it was tried too often.  Not if it became dirty again meanwhile.
-- $1 campaign, $2 unit, $3 criterion, $4 generation, $5 reason, $6 attempts
-- allowed, $7 pause in ms for each attempt so far, $8 kind.
UPDATE recompute
   SET ready_at = now() + attempts * $7::int * interval '1 millisecond',
       reason = CASE WHEN attempts >= $6::int THEN $5::text END
 WHERE campaign_id = $1::int AND unit_id = $2::int AND criterion_id = $3::int
   AND kind = $8::text AND generation = $4::int8
RETURNING reason IS NOT NULL AS is_buried;
