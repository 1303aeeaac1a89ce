-- How far a trial is and what it saw; the store decides who may.  $1 trial.
SELECT app_trial($1::uuid)::text;
