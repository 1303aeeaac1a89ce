-- The checklist of a visit: what is to be checked at a unit, the riskiest first, and what the inspectors
-- of the team record at each item.  Each record is kept; those whose authors had not seen each other's
-- stand side by side until the head or the secretary chooses.

-- The visit as its team reads it; NULL: no such visit for this account.
CREATE OR REPLACE FUNCTION app_visit(wanted_campaign text, wanted_round text, wanted_unit text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'campaign', wanted_campaign, 'round', r.code, 'round_title', r.title, 'round_state', r.state,
           'unit', u.code, 'unit_name', u.name, 'visited_on', x.visited_on, 'team', t.name, 'post', p.post,
           'may_write', p.post IN ('head', 'secretary', 'member') AND is_visit_open(r, u.id),
           'may_settle', p.post IN ('head', 'secretary') AND is_visit_open(r, u.id),
           'is_locked', is_visit_locked(r.id, u.id), 'listed_at', v.listed_at, 'minutes', visit_minutes_state(r.id, u.id),
           'report', self_report_state(r, u.id), 'sample', sample_state(r, u.id),
           'people', (SELECT count(DISTINCT e.account_id) FROM visit_item i JOIN visit_entry e ON e.item_id = i.id
                       WHERE i.round_id = r.id AND i.unit_id = u.id),
           'items', (SELECT coalesce(jsonb_agg(visit_item_json(i) ORDER BY round(i.stake * i.wrong, 2) DESC, i.key), '[]')
                       FROM visit_item i WHERE i.round_id = r.id AND i.unit_id = u.id),
           'findings', visit_findings_json(r.id, u.id), 'withdrawn', visit_findings_json(r.id, u.id, true),
           'withdrawable', (SELECT coalesce(jsonb_agg(f.id), '[]') FROM visit_finding f
                             WHERE f.round_id = r.id AND f.unit_id = u.id AND NOT is_withdrawn(f) AND is_visit_open(r, u.id)
                               AND NOT is_minutes_told(r.id, u.id)
                               AND (p.post = 'head' OR p.post IN ('secretary', 'member') AND f.account_id = app_account())))
    FROM unit u
   CROSS JOIN LATERAL round_of(wanted_campaign, wanted_round) r
    JOIN round_unit m ON m.round_id = r.id AND m.unit_id = u.id
    LEFT JOIN team_unit x ON x.round_id = r.id AND x.unit_id = u.id
    LEFT JOIN round_team t ON t.id = x.team_id
    LEFT JOIN round_visit v ON v.round_id = r.id AND v.unit_id = u.id
   CROSS JOIN LATERAL (SELECT visit_post(r, u.id) AS post) p
   WHERE u.code = wanted_unit AND p.post IN ('head', 'secretary', 'member', 'reader')
$$;
GRANT EXECUTE ON FUNCTION app_visit(text, text, text) TO mc_gateway;

-- Opens the visit, or makes its list again: new items are added, those at which nothing was recorded follow
-- what is known now, all others stay.  What is no longer wrong stays at the end of the list.
CREATE OR REPLACE FUNCTION app_open_visit(wanted_campaign text, wanted_round text, wanted_unit text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
BEGIN
  place := visit_for(wanted_campaign, wanted_round, wanted_unit);
  IF place.post IS NULL OR place.fault IS NOT NULL THEN
    RETURN place.fault;
  END IF;
  INSERT INTO round_visit (round_id, unit_id, opened_by) VALUES ((place.r).id, place.unit, app_account())
  ON CONFLICT (round_id, unit_id) DO UPDATE SET listed_at = now();
  UPDATE visit_item i SET wrong = 0
   WHERE i.round_id = (place.r).id AND i.unit_id = place.unit AND NOT EXISTS (SELECT FROM visit_entry e WHERE e.item_id = i.id);
  INSERT INTO visit_item AS i (round_id, unit_id, key, kind, criterion_id, evidence_id, stake, wrong, claimed, facts)
  SELECT (place.r).id, place.unit, w.* FROM visit_wanted(place.r, place.unit) w ORDER BY w.key
  ON CONFLICT (round_id, unit_id, key) DO UPDATE
     SET stake = excluded.stake, wrong = excluded.wrong, claimed = excluded.claimed, facts = excluded.facts
   WHERE NOT EXISTS (SELECT FROM visit_entry e WHERE e.item_id = i.id);
  RETURN app_visit(wanted_campaign, wanted_round, wanted_unit);
END $$;
GRANT EXECUTE ON FUNCTION app_open_visit(text, text, text) TO mc_gateway;

-- What is wrong with an entry; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION visit_entry_fault(item visit_item, post text, given jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN item.id IS NULL THEN '{"fault": "visit.item", "field": "item"}'::jsonb
              WHEN jsonb_array_length(given -> 'bases') > 1 AND post NOT IN ('head', 'secretary') THEN '{"fault": "visit.settle", "field": "bases"}'
    ELSE coalesce(
      (SELECT jsonb_build_object('fault', 'visit.base', 'field', 'bases[' || (b.n - 1) || ']')
         FROM jsonb_array_elements_text(given -> 'bases') WITH ORDINALITY b(id, n)
        WHERE NOT EXISTS (SELECT FROM visit_entry e WHERE e.id = b.id::uuid AND e.item_id = item.id) ORDER BY b.n LIMIT 1),
      visit_photo_fault(given)) END
$$;

-- An inspector's record at an item.  body: item, bases, mark, note, figure, photos, made_at.  The same id
-- with the same body changes nothing.
CREATE OR REPLACE FUNCTION app_visit_entry(wanted_campaign text, wanted_round text, wanted_unit text, wanted uuid, body jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := '{"bases": [], "note": ""}' || visit_body(body);
  place record;
  item visit_item;
  was visit_entry;
  fault jsonb;
BEGIN
  place := visit_for(wanted_campaign, wanted_round, wanted_unit);
  SELECT * INTO was FROM visit_entry e WHERE e.id = wanted;
  IF place.post IS NULL THEN
    RETURN NULL;
  ELSIF was.id IS NOT NULL THEN                -- it stands already, even if the visit is locked by now
    SELECT * INTO item FROM visit_item i WHERE i.id = was.item_id;
    RETURN CASE WHEN was.account_id = app_account() AND was.body = given THEN visit_item_json(item)
                ELSE '{"fault": "idempotency.conflict"}' END;
  END IF;
  SELECT * INTO item FROM visit_item i
   WHERE i.round_id = (place.r).id AND i.unit_id = place.unit AND i.key = given ->> 'item';
  fault := coalesce(place.fault, visit_entry_fault(item, place.post, given));
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  INSERT INTO visit_entry (id, item_id, bases, mark, note, figure, photos, body, account_id, made_at)
  VALUES (wanted, item.id, ARRAY(SELECT jsonb_array_elements_text(given -> 'bases')::uuid), given ->> 'mark',
          btrim(given ->> 'note'), (given ->> 'figure')::numeric, given -> 'photos', given, app_account(),
          (given ->> 'made_at')::timestamptz);
  PERFORM file_enqueue(given -> 'photos');
  RETURN visit_item_json(item);
END $$;
GRANT EXECUTE ON FUNCTION app_visit_entry(text, text, text, uuid, jsonb) TO mc_gateway;

-- The photo of an entry or a finding: {"hash", "name"}, for those who read where it stands.
CREATE OR REPLACE FUNCTION app_visit_photo(wanted uuid, wanted_number integer) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.photos -> (wanted_number - 1)
    FROM (SELECT i.round_id, i.unit_id, e.photos, false AS is_told
            FROM visit_entry e JOIN visit_item i ON i.id = e.item_id WHERE e.id = wanted
          UNION ALL
          SELECT f.round_id, f.unit_id, f.photos, is_minutes_told(f.round_id, f.unit_id) AND NOT is_withdrawn(f) FROM visit_finding f WHERE f.id = wanted) p
    JOIN inspection_round r ON r.id = p.round_id
   WHERE visit_post(r, p.unit_id) IN ('head', 'secretary', 'member', 'reader') OR (visit_post(r, p.unit_id) = 'unit' AND p.is_told)
$$;
GRANT EXECUTE ON FUNCTION app_visit_photo(uuid, integer) TO mc_gateway;
