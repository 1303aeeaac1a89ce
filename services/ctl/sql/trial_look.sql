-- How far a trial is.  $1 trial.
SELECT state, pieces, coalesce(total, 0) AS total,
       jsonb_build_object('code', subject, 'state', state, 'pieces', pieces,
                          'would_fire', would_fire, 'would_weigh', would_weigh,
                          'fires', fires, 'weighs', weighs, 'samples', samples)::text AS report
  FROM check_trial WHERE id = $1::uuid;
