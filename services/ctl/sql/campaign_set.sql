-- A campaign's criteria set in the form of proto/criteria-set.schema.json.  $1 campaign.
SELECT criteria_document(c.criteria_set_id, c.id)::text FROM campaign c WHERE c.code = $1::text;
