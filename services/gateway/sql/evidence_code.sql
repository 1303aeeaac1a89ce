-- The evidence item that has a code.
-- route: GET /api/v1/campaigns/{campaign}/evidence/{code} ROLE_ANY
-- params: campaign code, code search
SELECT json_build_object('id', s.id, 'code', s.code, 'campaign', c.code)::text
  FROM submission s JOIN campaign c ON c.id = s.campaign_id
 WHERE s.code = $2::text AND s.revision = 1 AND c.code = $1::text;
