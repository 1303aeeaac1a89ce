-- What inspectors found at visits, beside the findings of the system.  A unit reads them once the team has
-- signed the minutes.  Until then a finding can be withdrawn with a reason: it stays, and counts nowhere.

-- Internal.
CREATE OR REPLACE FUNCTION is_withdrawn(f visit_finding) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM visit_finding_withdrawal w WHERE w.finding_id = f.id)
$$;

-- Internal.
CREATE OR REPLACE FUNCTION visit_finding_json(f visit_finding) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'id', f.id, 'round', r.code, 'severity', f.severity, 'text', f.text, 'cause', f.cause, 'place', f.place,
           'lowers_to', f.lowers_to::text, 'reason', f.reason, 'photos', visit_photos(f.photos), 'by', w.full_name,
           'made_at', f.made_at, 'at', f.at, 'criterion', (SELECT k.code FROM criterion k WHERE k.id = f.criterion_id),
           'evidence', (SELECT jsonb_build_object('id', s.evidence_id, 'code', s.code, 'title', s.title)
                          FROM submission s WHERE s.evidence_id = f.evidence_id AND s.is_current))
    || (SELECT coalesce(jsonb_object_agg('withdrawn', jsonb_build_object('reason', x.reason, 'by', b.full_name, 'at', x.at)), '{}')
          FROM visit_finding_withdrawal x JOIN account b ON b.id = x.account_id WHERE x.finding_id = f.id)
    FROM inspection_round r JOIN account w ON w.id = f.account_id WHERE r.id = f.round_id
$$;

-- The findings of a visit that count, or those that are withdrawn; the most severe first.
-- Internal.
CREATE OR REPLACE FUNCTION visit_findings_json(wanted_round integer, wanted_unit integer, are_withdrawn boolean DEFAULT false) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(visit_finding_json(f)
                            ORDER BY array_position(ARRAY['fatal', 'error', 'warning', 'hint'], f.severity), f.at, f.id), '[]')
    FROM visit_finding f WHERE f.round_id = wanted_round AND f.unit_id = wanted_unit AND is_withdrawn(f) = are_withdrawn
$$;

-- The findings of people at a unit in a campaign, of a criterion or an evidence item (each NULL: any), that the
-- account may read: who plans rounds and the inspectors of the unit at once, others from the signing on.
CREATE OR REPLACE FUNCTION found_by_people(wanted_campaign integer, wanted_unit integer, wanted_criterion integer, wanted_evidence uuid)
RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(visit_finding_json(f) ORDER BY f.at, f.id), '[]')
    FROM visit_finding f
    JOIN inspection_round r ON r.id = f.round_id
   WHERE r.campaign_id = wanted_campaign AND f.unit_id = wanted_unit AND NOT is_withdrawn(f)
     AND (wanted_criterion IS NULL OR f.criterion_id = wanted_criterion)
     AND (wanted_evidence IS NULL OR f.evidence_id = wanted_evidence)
     AND wanted_unit = ANY (app_readable_units('rounds:read'))
     AND (is_minutes_told(r.id, f.unit_id) OR round_access(r.campaign_id) IN ('writer', 'reader'))
$$;
GRANT EXECUTE ON FUNCTION found_by_people(integer, integer, integer, uuid) TO mc_gateway;

-- NULL: no such unit for this account.
CREATE OR REPLACE FUNCTION app_found_by_people(wanted_campaign text, wanted_unit text, wanted_criterion text, wanted_evidence uuid)
RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('items', found_by_people(c.id, u.id, k.id, wanted_evidence))
    FROM campaign c
    JOIN unit u ON u.code = wanted_unit AND u.id = ANY (app_readable_units('rounds:read'))
    LEFT JOIN criterion k ON k.set_id = c.criteria_set_id AND k.code = wanted_criterion
   WHERE c.code = wanted_campaign AND (wanted_criterion IS NULL OR k.id IS NOT NULL)
$$;
GRANT EXECUTE ON FUNCTION app_found_by_people(text, text, text, uuid) TO mc_gateway;

-- What is wrong with a finding; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION visit_finding_fault(r inspection_round, wanted_unit integer, given jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN given ? 'criterion' AND k.id IS NULL THEN '{"fault": "criterion.unknown", "field": "criterion"}'::jsonb
    WHEN given ? 'evidence' AND NOT EXISTS (SELECT FROM submission s WHERE s.evidence_id = (given ->> 'evidence')::uuid
                                               AND s.campaign_id = r.campaign_id AND s.unit_id = wanted_unit)
      THEN '{"fault": "recommendation.evidence", "field": "evidence"}'
    WHEN given ? 'lowers_to' AND k.id IS NULL THEN '{"fault": "visit.lowers", "field": "criterion"}'
    WHEN (given ->> 'lowers_to')::numeric NOT BETWEEN k.lowest AND k.points THEN '{"fault": "points.range", "field": "lowers_to"}'
    WHEN given ? 'lowers_to' AND btrim(coalesce(given ->> 'reason', '')) = '' THEN '{"fault": "reason.missing", "field": "reason"}'
    ELSE visit_photo_fault(given) END
    FROM (SELECT) one LEFT JOIN assessed_criteria(r.campaign_id, wanted_unit) k ON k.code = given ->> 'criterion'
$$;

-- A finding of an inspector.  body: severity, text, cause, place, criterion, evidence, lowers_to, reason,
-- photos, made_at.  The same id with the same body changes nothing.
CREATE OR REPLACE FUNCTION app_visit_finding(wanted_campaign text, wanted_round text, wanted_unit text, wanted uuid, body jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := '{"cause": "", "place": "", "reason": ""}' || visit_body(body);
  place record;
  was visit_finding;
  fault jsonb;
BEGIN
  place := visit_for(wanted_campaign, wanted_round, wanted_unit);
  SELECT * INTO was FROM visit_finding f WHERE f.id = wanted;
  IF place.post IS NULL THEN
    RETURN NULL;
  ELSIF was.id IS NOT NULL THEN
    RETURN CASE WHEN was.account_id = app_account() AND was.body = given THEN visit_finding_json(was)
                ELSE '{"fault": "idempotency.conflict"}' END;
  END IF;
  fault := coalesce(place.fault, visit_finding_fault(place.r, place.unit, given));
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  INSERT INTO round_visit (round_id, unit_id, opened_by) VALUES ((place.r).id, place.unit, app_account()) ON CONFLICT DO NOTHING;
  INSERT INTO visit_finding (id, round_id, unit_id, criterion_id, evidence_id, severity, text, cause, place, lowers_to,
                             reason, photos, body, account_id, made_at)
  SELECT wanted, (place.r).id, place.unit,
         (SELECT k.id FROM assessed_criteria((place.r).campaign_id, place.unit) k WHERE k.code = given ->> 'criterion'),
         (given ->> 'evidence')::uuid, given ->> 'severity', btrim(given ->> 'text'), btrim(given ->> 'cause'),
         btrim(given ->> 'place'), (given ->> 'lowers_to')::numeric, btrim(given ->> 'reason'), given -> 'photos', given,
         app_account(), (given ->> 'made_at')::timestamptz
  RETURNING * INTO was;
  PERFORM file_enqueue(given -> 'photos');
  RETURN visit_finding_json(was);
END $$;
GRANT EXECUTE ON FUNCTION app_visit_finding(text, text, text, uuid, jsonb) TO mc_gateway;

-- Withdraws a finding: its author, or the head of the team, until the team signs minutes.  body: reason.  The same
-- again changes nothing.
CREATE OR REPLACE FUNCTION app_withdraw_finding(wanted_campaign text, wanted_round text, wanted_unit text, wanted uuid, body jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
  found visit_finding;
BEGIN
  place := visit_for(wanted_campaign, wanted_round, wanted_unit);
  SELECT * INTO found FROM visit_finding f WHERE f.id = wanted AND f.round_id = (place.r).id AND f.unit_id = place.unit;
  IF place.post IS NULL OR found.id IS NULL THEN
    RETURN NULL;
  ELSIF is_withdrawn(found) THEN
    RETURN visit_finding_json(found);
  ELSIF place.fault IS NOT NULL THEN
    RETURN place.fault;
  ELSIF found.account_id <> app_account() AND place.post <> 'head' THEN
    RETURN '{"fault": "forbidden"}';
  ELSIF is_minutes_told((place.r).id, place.unit) THEN
    RETURN '{"fault": "visit.signed"}';
  ELSIF btrim(body ->> 'reason') = '' THEN
    RETURN '{"fault": "reason.missing", "field": "reason"}';
  END IF;
  INSERT INTO visit_finding_withdrawal (finding_id, reason, account_id) VALUES (wanted, btrim(body ->> 'reason'), app_account());
  RETURN visit_finding_json(found);
END $$;
GRANT EXECUTE ON FUNCTION app_withdraw_finding(text, text, text, uuid, jsonb) TO mc_gateway;
