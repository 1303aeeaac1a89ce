-- What a rule across figures is tried on.  $1 campaign, $2 keys asked of the unit, $3 how many pieces.
SELECT figure_trial(c.id, $2::text[], $3::int4)::text FROM campaign c WHERE c.code = $1::text;
