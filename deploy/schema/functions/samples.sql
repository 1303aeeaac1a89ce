-- The sample of grassroots units that a round demands of each unit: chosen by the unit, by the team, or drawn by
-- lot so that anyone can draw it again.  Every choice is kept; a later one has a reason.

-- The grassroots units of a unit on a day: those that stand under it in the tree.
-- Internal.
CREATE OR REPLACE FUNCTION grassroots(wanted_unit integer, wanted_day date) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('code', u.code, 'name', u.name) ORDER BY u.code), '[]')
    FROM unit u
   WHERE u.parent_id = wanted_unit AND u.valid_from <= wanted_day
     AND coalesce(u.valid_to > wanted_day, true) AND coalesce(u.closed_on > wanted_day, true)
$$;

-- The lot: of the candidates the `many` whose SHA-256 of "seed/key" is smallest, compared as bytes; the key is
-- the code of the unit, or its name where the tree does not have it, in UTF-8 (NFC).  With seed and
-- candidates it is drawn again: printf '%s' SEED/KEY | sha256sum, for each candidate, sorted.
-- Internal.
CREATE OR REPLACE FUNCTION draw_lot(seed text, candidates jsonb, many integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(d.candidate ORDER BY d.key COLLATE "C"), '[]')
    FROM (SELECT c AS candidate, coalesce(c ->> 'code', c ->> 'name') AS key
            FROM jsonb_array_elements(candidates) c
           ORDER BY sha256(convert_to(seed || '/' || coalesce(c ->> 'code', c ->> 'name'), 'UTF8')), 2 LIMIT many) d
$$;

-- Internal.
CREATE OR REPLACE FUNCTION last_sample(wanted_round integer, wanted_unit integer) RETURNS round_sample
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT s FROM round_sample s WHERE s.round_id = wanted_round AND s.unit_id = wanted_unit ORDER BY s.version DESC LIMIT 1
$$;

-- The sample that the plan as it stands asks for; none where one was chosen another way before the plan changed.
-- Internal.
CREATE OR REPLACE FUNCTION held_sample(r inspection_round, wanted_unit integer) RETURNS round_sample
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT s FROM last_sample(r.id, wanted_unit) s WHERE s.chosen_by = r.sample_by
$$;

-- On which day the grassroots units are those of the tree: that of the visit.
-- Internal.
CREATE OR REPLACE FUNCTION sample_day(r inspection_round, wanted_unit integer) RETURNS date
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce((SELECT x.visited_on FROM team_unit x WHERE x.round_id = r.id AND x.unit_id = wanted_unit), r.period_from)
$$;

-- Until when the unit chooses: the day of its visit, which may have no day yet.
-- Internal.
CREATE OR REPLACE FUNCTION sample_until(r inspection_round, wanted_unit integer) RETURNS date
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce((SELECT x.visited_on FROM team_unit x WHERE x.round_id = r.id AND x.unit_id = wanted_unit), r.period_to)
$$;

-- How many are to be sampled at a unit: no more than the tree has.
-- Internal.
CREATE OR REPLACE FUNCTION sample_needed(r inspection_round, choices jsonb) RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN choices = '[]' THEN r.sample_size ELSE least(r.sample_size, jsonb_array_length(choices)) END
$$;

-- What is demanded and how many are chosen, in short.  NULL: no sample.
-- Internal.
CREATE OR REPLACE FUNCTION sample_state(r inspection_round, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'by', r.sample_by, 'needed', sample_needed(r, grassroots(wanted_unit, sample_day(r, wanted_unit))),
           'chosen', coalesce(jsonb_array_length((held_sample(r, wanted_unit)).units), 0))
   WHERE r.sample_by IS NOT NULL
$$;

-- Whether the account, which is `post` there, chooses or draws the sample now.
-- Internal.
CREATE OR REPLACE FUNCTION sample_fault(r inspection_round, wanted_unit integer, post text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN r.sample_by IS NULL THEN '{"fault": "sample.none"}'::jsonb
    WHEN NOT CASE r.sample_by WHEN 'unit' THEN post = 'unit' AND account_is('officer', 'council')
                              WHEN 'team' THEN post IN ('head', 'secretary')
                              ELSE post IN ('head', 'secretary', 'reader') END THEN '{"fault": "forbidden"}'
    WHEN r.state NOT IN ('issued', 'under_way')
         OR (r.sample_by = 'unit' AND today_here() > sample_until(r, wanted_unit))
         OR EXISTS (SELECT FROM visit_minutes_act a WHERE a.round_id = r.id AND a.unit_id = wanted_unit AND a.act IN ('confirmed', 'locked'))
      THEN '{"fault": "sample.closed"}' END
$$;

-- Internal.
CREATE OR REPLACE FUNCTION sample_version_json(s round_sample) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('version', s.version, 'by', s.chosen_by, 'units', s.units, 'seed', s.seed, 'candidates', s.candidates,
                            'reason', s.reason, 'who', w.full_name, 'at', s.at)
    FROM account w WHERE w.id = s.account_id
$$;

-- The sample of a unit with all its versions, the newest first, and the grassroots units of the tree.
-- Internal.
CREATE OR REPLACE FUNCTION sample_json(r inspection_round, wanted_unit integer, post text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT sample_state(r, wanted_unit) || jsonb_build_object(
           'size', r.sample_size, 'may_choose', sample_fault(r, wanted_unit, post) IS NULL,
           'choices', grassroots(wanted_unit, sample_day(r, wanted_unit)),
           'versions', (SELECT coalesce(jsonb_agg(sample_version_json(s) ORDER BY s.version DESC), '[]')
                          FROM round_sample s WHERE s.round_id = r.id AND s.unit_id = wanted_unit))
   WHERE r.sample_by IS NOT NULL
$$;

-- The grassroots units that a body names, as they are kept: those of the tree by code, others by name.
-- Internal.
CREATE OR REPLACE FUNCTION sample_named(given jsonb, choices jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(CASE WHEN x.said ? 'code'
                                 THEN coalesce((SELECT c FROM jsonb_array_elements(choices) c WHERE c -> 'code' = x.said -> 'code'),
                                               jsonb_build_object('code', x.said -> 'code', 'name', NULL))
                                 ELSE jsonb_build_object('code', NULL, 'name', btrim(normalize(x.said ->> 'name', NFC))) END
                            ORDER BY x.n), '[]')
    FROM jsonb_array_elements(coalesce(given -> 'units', '[]')) WITH ORDINALITY x(said, n)
$$;

-- What is wrong with the units that are chosen, or from which a lot is drawn; NULL: nothing.  Where the tree has
-- grassroots units they are chosen from it.
-- Internal.
CREATE OR REPLACE FUNCTION sample_units_fault(named jsonb, choices jsonb, needed integer, is_drawn boolean) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH one AS (SELECT x.n - 1 AS at, x.u ->> 'code' AS code, x.u ->> 'name' AS name
                 FROM jsonb_array_elements(named) WITH ORDINALITY x(u, n))
  SELECT coalesce(
    (SELECT jsonb_build_object('fault', 'sample.unit', 'field', 'units[' || o.at || ']', 'about', coalesce(o.code, o.name))
       FROM one o
      WHERE o.name IS NULL OR o.name = '' OR (o.code IS NULL AND choices <> '[]') OR (is_drawn AND choices <> '[]')
      ORDER BY o.at LIMIT 1),
    (SELECT jsonb_build_object('fault', 'sample.twice', 'field', 'units[' || max(o.at) || ']', 'about', max(o.name))
       FROM one o GROUP BY coalesce(o.code, lower(o.name)) HAVING count(*) > 1 LIMIT 1),
    (SELECT jsonb_build_object('fault', 'sample.count', 'field', 'units', 'about', needed::text)
       FROM one HAVING CASE WHEN is_drawn THEN choices = '[]' AND count(*) < needed ELSE count(*) <> needed END))
$$;

-- What is wrong with a choice; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION sample_choice_fault(r inspection_round, last round_sample, given jsonb, named jsonb, choices jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN (given ->> 'draw')::boolean <> (r.sample_by = 'lot') THEN '{"fault": "sample.draw", "field": "draw"}'::jsonb
    WHEN (given ->> 'seen')::integer <> coalesce(last.version, 0) THEN '{"fault": "round.changed", "field": "seen"}'
    WHEN last.version > 0 AND btrim(given ->> 'reason') = '' THEN '{"fault": "reason.missing", "field": "reason"}'
    ELSE sample_units_fault(named, choices, sample_needed(r, choices), r.sample_by = 'lot') END
$$;

-- Chooses the sample, or draws it with a seed of the server.  body: seen (the version that the account has read,
-- 0: none), units, draw, reason.  The same units again change nothing.
CREATE OR REPLACE FUNCTION app_choose_sample(wanted_campaign text, wanted_round text, wanted_unit text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := '{"draw": false, "reason": ""}' || jsonb_strip_nulls(body);
  place record;
  last round_sample;
  choices jsonb;
  named jsonb;
  fault jsonb;
  drawn_by text;
BEGIN
  place := preparation_for(wanted_campaign, wanted_round, wanted_unit);
  IF place.post IS NULL THEN
    RETURN NULL;
  END IF;
  last := last_sample((place.r).id, place.unit);
  choices := grassroots(place.unit, sample_day(place.r, place.unit));
  named := sample_named(given, choices);
  fault := sample_fault(place.r, place.unit, place.post);
  IF fault IS NULL AND last.units = named AND last.seed IS NULL THEN
    RETURN app_preparation(wanted_campaign, wanted_round, wanted_unit);
  END IF;
  fault := coalesce(fault, sample_choice_fault(place.r, last, given, named, choices));
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  IF (place.r).sample_by = 'lot' THEN
    drawn_by := replace(gen_random_uuid()::text, '-', '');
    choices := CASE WHEN choices = '[]' THEN named ELSE choices END;
    named := draw_lot(drawn_by, choices, sample_needed(place.r, choices));
  END IF;
  INSERT INTO round_sample (round_id, unit_id, version, chosen_by, units, candidates, seed, reason, account_id)
  VALUES ((place.r).id, place.unit, coalesce(last.version, 0) + 1, (place.r).sample_by, named,
          CASE WHEN drawn_by IS NULL THEN '[]' ELSE choices END, drawn_by, btrim(given ->> 'reason'), app_account());
  RETURN app_preparation(wanted_campaign, wanted_round, wanted_unit);
END $$;
GRANT EXECUTE ON FUNCTION app_choose_sample(text, text, text, jsonb) TO mc_gateway;
