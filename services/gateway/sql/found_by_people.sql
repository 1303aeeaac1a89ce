-- What inspectors found at a unit, beside the findings of the system; of one criterion or evidence item.
-- route: GET /api/v1/campaigns/{campaign}/units/{unit}/found ROLE_ANY
-- params: campaign code, unit code, criterion code, evidence uuid
SELECT app_found_by_people($1::text, $2::text, $3::text, $4::uuid)::text;
