-- How many messages of a stage are pending, counted no further than $2.  $1 stage.
SELECT count(*) FROM (SELECT FROM message WHERE stage = $1::int4::int2 LIMIT $2::int) AS owed;
