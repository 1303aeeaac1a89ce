-- Scores by the council, the inspectors and the committee, and the moves that close a unit.

CREATE OR REPLACE FUNCTION keep_assessed_score_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.value, OLD.reason) IS NOT DISTINCT FROM (NEW.value, NEW.reason) THEN
    RETURN NULL;
  END IF;
  INSERT INTO assessed_score_change (campaign_id, unit_id, criterion_id, body, old_value, new_value,
                                     reason, account_id)
  VALUES (coalesce(NEW.campaign_id, OLD.campaign_id), coalesce(NEW.unit_id, OLD.unit_id),
          coalesce(NEW.criterion_id, OLD.criterion_id), coalesce(NEW.body, OLD.body),
          OLD.value, NEW.value, coalesce(NEW.reason, ''),
          coalesce(app_account(), NEW.account_id, OLD.account_id));
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER keep_change AFTER INSERT OR UPDATE OR DELETE ON assessed_score
  FOR EACH ROW EXECUTE FUNCTION keep_assessed_score_change();

-- The criteria by which a unit is assessed in a campaign.
-- Internal.
CREATE OR REPLACE FUNCTION assessed_criteria(wanted_campaign integer, wanted_unit integer)
RETURNS TABLE (id integer, code text, lowest numeric, points numeric)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT k.id, k.code, CASE WHEN k.is_deduction THEN -x.points ELSE 0 END,
         CASE WHEN k.is_deduction THEN 0 ELSE x.points END
    FROM campaign c
    JOIN campaign_unit m ON m.campaign_id = c.id AND m.unit_id = wanted_unit
    JOIN unit u ON u.id = m.unit_id
    JOIN criterion k ON k.set_id = c.criteria_set_id AND k.level = 'criterion'
   CROSS JOIN LATERAL (
     SELECT CASE WHEN k.more ? 'variants'
                 THEN coalesce((variant_for(k.more, u.kind, m.peer_group) ->> 'points')::numeric, k.points)
                 ELSE k.points END AS points) x
   WHERE c.id = wanted_campaign
     AND NOT EXISTS (SELECT FROM not_applicable n
                      WHERE n.campaign_id = c.id AND n.unit_id = wanted_unit AND n.criterion_id = k.id)
$$;

-- Campaign, unit and its state, and the role of the request's account; no row: it may not read the unit,
-- or its access key lacks the area.
-- Internal.
CREATE OR REPLACE FUNCTION app_assessment_place(wanted_campaign text, wanted_unit text, area text)
RETURNS TABLE (campaign_id integer, unit_id integer, role text, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.id, u.id, a.role, coalesce(s.state, 'draft')
    FROM campaign c
    JOIN unit u ON u.code = wanted_unit
    JOIN campaign_unit m ON m.campaign_id = c.id AND m.unit_id = u.id
    JOIN account a ON a.id = app_account() AND a.is_active
    LEFT JOIN assessment s ON s.campaign_id = c.id AND s.unit_id = u.id
   WHERE c.code = wanted_campaign AND u.id = ANY (app_readable_units(area))
$$;

-- Stores scores that a body gives a unit; the points of a deduction are below 0.  Returns {"fault"} if
-- one is refused; NULL: no such unit for this account.
CREATE OR REPLACE FUNCTION app_say_scores(wanted_campaign text, wanted_unit text, wanted_body text, given jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
  item record;
  fault text;
BEGIN
  SELECT * INTO place FROM app_assessment_place(wanted_campaign, wanted_unit, 'scores:write');
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  -- Locks the row first, so that no other transaction changes the state before this one ends.
  INSERT INTO assessment VALUES (place.campaign_id, place.unit_id, 'draft') ON CONFLICT DO NOTHING;
  SELECT a.state INTO place.state FROM assessment a
   WHERE a.campaign_id = place.campaign_id AND a.unit_id = place.unit_id FOR UPDATE;
  IF place.role <> ALL (CASE wanted_body WHEN 'self' THEN ARRAY['officer', 'council', 'system']
                                         WHEN 'appraised' THEN ARRAY['inspector']
                                         ELSE ARRAY['committee'] END) THEN
    RETURN jsonb_build_object('fault', 'forbidden');
  END IF;
  IF place.state <> (CASE wanted_body WHEN 'self' THEN 'draft' WHEN 'appraised' THEN 'self_closed'
                                      ELSE 'appraised' END) THEN
    RETURN jsonb_build_object('fault', 'assessment.locked');
  END IF;
  FOR item IN
    SELECT g.n - 1 AS n, k.id, k.lowest, k.points, (g.said ->> 'value')::numeric AS value,
           btrim(coalesce(g.said ->> 'reason', '')) AS reason,
           CASE wanted_body WHEN 'self' THEN NULL
                            ELSE (SELECT b.value FROM assessed_score b
                                   WHERE b.campaign_id = place.campaign_id AND b.unit_id = place.unit_id
                                     AND b.criterion_id = k.id
                                     AND b.body = CASE wanted_body WHEN 'appraised' THEN 'self'
                                                                   ELSE 'appraised' END) END AS before
      FROM jsonb_array_elements(given) WITH ORDINALITY g(said, n)
      LEFT JOIN assessed_criteria(place.campaign_id, place.unit_id) k ON k.code = g.said ->> 'criterion'
     ORDER BY g.n
  LOOP
    fault := CASE WHEN item.id IS NULL THEN 'criterion.unknown:criterion'
                  WHEN item.value < item.lowest OR item.value > item.points THEN 'points.range:value'
                  WHEN item.before IS NOT NULL AND item.value <> item.before AND item.reason = ''
                  THEN 'reason.missing:reason' END;
    IF fault IS NOT NULL THEN
      RETURN jsonb_build_object('fault', split_part(fault, ':', 1),
               'field', 'scores[' || item.n || '].' || split_part(fault, ':', 2));
    END IF;
  END LOOP;
  INSERT INTO assessed_score (campaign_id, unit_id, criterion_id, body, value, reason, account_id)
  SELECT DISTINCT ON (k.id) place.campaign_id, place.unit_id, k.id, wanted_body,
         (g.said ->> 'value')::numeric, btrim(coalesce(g.said ->> 'reason', '')), app_account()
    FROM jsonb_array_elements(given) WITH ORDINALITY g(said, n)
    JOIN assessed_criteria(place.campaign_id, place.unit_id) k ON k.code = g.said ->> 'criterion'
   ORDER BY k.id, g.n DESC                     -- of one criterion given twice, the last value
  ON CONFLICT (campaign_id, unit_id, criterion_id, body) DO UPDATE
     SET value = excluded.value, reason = excluded.reason, account_id = excluded.account_id, at = now()
   WHERE (assessed_score.value, assessed_score.reason) IS DISTINCT FROM (excluded.value, excluded.reason);
  RETURN jsonb_build_object('campaign', wanted_campaign, 'unit', wanted_unit, 'body', wanted_body,
                            'state', place.state, 'scores', jsonb_array_length(given));
END $$;
GRANT EXECUTE ON FUNCTION app_say_scores(text, text, text, jsonb) TO mc_gateway;

-- The body whose scores a body follows where it gives none itself: the council the system, the
-- inspectors the council, the committee the inspectors.
-- Internal.
CREATE OR REPLACE FUNCTION assessed_before(wanted_campaign integer, wanted_unit integer, wanted_body text)
RETURNS TABLE (criterion_id integer, value numeric)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT s.criterion_id, s.value FROM score s
   WHERE wanted_body = 'self' AND s.campaign_id = wanted_campaign AND s.unit_id = wanted_unit
     AND s.state = 1
  UNION ALL
  SELECT a.criterion_id, a.value FROM assessed_score a
   WHERE a.campaign_id = wanted_campaign AND a.unit_id = wanted_unit
     AND a.body = CASE wanted_body WHEN 'appraised' THEN 'self' WHEN 'approved' THEN 'appraised' END
$$;

-- The criteria that a body has not scored, with the value that it would follow.
-- Internal.
CREATE OR REPLACE FUNCTION assessed_missing(wanted_campaign integer, wanted_unit integer, wanted_body text)
RETURNS TABLE (criterion_id integer, code text, value numeric)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT k.id, k.code, b.value
    FROM assessed_criteria(wanted_campaign, wanted_unit) k
    LEFT JOIN assessed_before(wanted_campaign, wanted_unit, wanted_body) b ON b.criterion_id = k.id
   WHERE NOT EXISTS (SELECT FROM assessed_score a
                      WHERE a.campaign_id = wanted_campaign AND a.unit_id = wanted_unit
                        AND a.criterion_id = k.id AND a.body = wanted_body)
$$;

-- The minutes of a council's meeting as they stand, as a step keeps them; NULL: none are kept.
-- Internal.
CREATE OR REPLACE FUNCTION kept_minutes(wanted_campaign integer, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT m.content || jsonb_build_object('version', m.version,
           'present', (SELECT count(*) FROM jsonb_array_elements(m.content -> 'members') p
                        WHERE (p ->> 'is_present')::boolean))
    FROM council_minutes m
   WHERE m.campaign_id = wanted_campaign AND m.unit_id = wanted_unit
   ORDER BY m.version DESC LIMIT 1
$$;

-- The next version of the minutes; `seen` is the version that they were written on (0: none).  The
-- same content again changes nothing.  NULL: no such unit for this account.
CREATE OR REPLACE FUNCTION app_keep_minutes(wanted_campaign text, wanted_unit text, seen integer, given jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
  last council_minutes;
BEGIN
  SELECT * INTO place FROM app_assessment_place(wanted_campaign, wanted_unit, 'scores:write');
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(1179, unit_lock(place.campaign_id, place.unit_id));
  SELECT state INTO place.state FROM app_assessment_place(wanted_campaign, wanted_unit, 'scores:write');
  SELECT * INTO last FROM council_minutes m
   WHERE m.campaign_id = place.campaign_id AND m.unit_id = place.unit_id ORDER BY m.version DESC LIMIT 1;
  IF place.role NOT IN ('officer', 'council') THEN
    RETURN jsonb_build_object('fault', 'forbidden');
  ELSIF place.state <> 'draft' THEN
    RETURN jsonb_build_object('fault', 'assessment.locked');
  ELSIF last.content = given THEN
    NULL;                                      -- kept already
  ELSIF coalesce(last.version, 0) <> seen THEN
    RETURN jsonb_build_object('fault', 'minutes.changed', 'field', 'seen');
  ELSE
    INSERT INTO council_minutes (campaign_id, unit_id, version, content, account_id)
    VALUES (place.campaign_id, place.unit_id, seen + 1, given, app_account())
    RETURNING * INTO last;
  END IF;
  RETURN jsonb_build_object('campaign', wanted_campaign, 'unit', wanted_unit, 'version', last.version);
END $$;
GRANT EXECUTE ON FUNCTION app_keep_minutes(text, text, integer, jsonb) TO mc_gateway;

-- One move of one unit.  Repeating it changes nothing and returns the same.
-- NULL: no such unit for this account.
CREATE OR REPLACE FUNCTION app_assessment_step(wanted_campaign text, wanted_unit text, wanted_state text,
                                    given_reason text, given_minutes jsonb, is_filled boolean)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
  move assessment_move;
  missing text[];
BEGIN
  SELECT * INTO place FROM app_assessment_place(wanted_campaign, wanted_unit, 'scores:write');
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(1179, unit_lock(place.campaign_id, place.unit_id));
  INSERT INTO assessment VALUES (place.campaign_id, place.unit_id, 'draft') ON CONFLICT DO NOTHING;
  SELECT a.state INTO place.state FROM assessment a
   WHERE a.campaign_id = place.campaign_id AND a.unit_id = place.unit_id FOR UPDATE;
  IF place.state = wanted_state THEN
    RETURN jsonb_build_object('campaign', wanted_campaign, 'unit', wanted_unit, 'state', place.state);
  END IF;
  SELECT * INTO move FROM assessment_move m
   WHERE m.from_state = place.state AND m.to_state = wanted_state;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('fault', 'assessment.move', 'field', 'to');
  ELSIF place.role <> ALL (move.roles) THEN
    RETURN jsonb_build_object('fault', 'forbidden');
  END IF;
  IF move.closes = 'self' AND given_minutes IS NULL THEN
    given_minutes := kept_minutes(place.campaign_id, place.unit_id);
  END IF;
  IF move.needs_reason AND btrim(given_reason) = '' THEN
    RETURN jsonb_build_object('fault', 'reason.missing', 'field', 'reason');
  ELSIF move.needs_minutes AND given_minutes IS NULL THEN
    RETURN jsonb_build_object('fault', 'minutes.missing', 'field', 'minutes');
  ELSIF wanted_state = 'appealed' AND NOT EXISTS (
          SELECT FROM campaign c WHERE c.id = place.campaign_id
             AND (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= c.appeal_until) THEN
    RETURN jsonb_build_object('fault', 'appeal.closed');
  END IF;
  IF move.closes IS NOT NULL THEN
    SELECT array_agg(m.code ORDER BY m.criterion_id) INTO missing
      FROM assessed_missing(place.campaign_id, place.unit_id, move.closes) m
     WHERE NOT is_filled OR m.value IS NULL;
    IF missing IS NOT NULL THEN
      RETURN jsonb_build_object('fault', 'assessment.incomplete', 'field', missing[1],
                                'missing', to_jsonb(missing));
    END IF;
    INSERT INTO assessed_score (campaign_id, unit_id, criterion_id, body, value, account_id)
    SELECT place.campaign_id, place.unit_id, m.criterion_id, move.closes, m.value, app_account()
      FROM assessed_missing(place.campaign_id, place.unit_id, move.closes) m
     ORDER BY m.criterion_id;
  END IF;
  UPDATE assessment SET state = wanted_state
   WHERE campaign_id = place.campaign_id AND unit_id = place.unit_id;
  INSERT INTO assessment_step (campaign_id, unit_id, from_state, to_state, account_id, reason, minutes)
  VALUES (place.campaign_id, place.unit_id, place.state, wanted_state, app_account(),
          btrim(given_reason), given_minutes);
  IF wanted_state IN ('draft', 'self_closed') AND place.state <> 'draft' THEN
    PERFORM unit_returned(place.campaign_id, place.unit_id, wanted_state, btrim(given_reason));
  END IF;
  IF place.state = 'appealed' AND wanted_state = 'appraised' THEN
    -- The published result stays as it is; the next one will follow it.
    UPDATE campaign SET state = 'closed' WHERE id = place.campaign_id AND state = 'published';
    PERFORM mark_campaign(place.campaign_id);
  END IF;
  RETURN jsonb_build_object('campaign', wanted_campaign, 'unit', wanted_unit, 'state', wanted_state);
END $$;
GRANT EXECUTE ON FUNCTION app_assessment_step(text, text, text, text, jsonb, boolean) TO mc_gateway;

-- Those of the campaigns that may still change, locked until the transaction ends:
-- a score is never written beside a publication.
CREATE OR REPLACE FUNCTION hold_open_campaigns(wanted integer[]) RETURNS SETOF integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM campaign WHERE id = ANY (wanted) AND state <> 'published' ORDER BY id FOR SHARE
$$;
GRANT EXECUTE ON FUNCTION hold_open_campaigns(integer[]) TO mc_scoring;
