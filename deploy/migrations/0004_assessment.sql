-- Three bodies say what a unit deserves, one after another, beside what the system
-- computed: the unit's self-assessment council, the inspectors, the standing committee.
-- A unit goes draft → self_closed → appraised → approved; publishing takes all of a
-- campaign's units together to published; then an appeal may follow, and in the end
-- every unit is final.  Each state locks what was said before it.  Going back needs a
-- reason and leaves a trace.  Who may go where is data.

CREATE TABLE assessment (                    -- how far a unit is; no row: draft
  campaign_id  integer NOT NULL REFERENCES campaign ON DELETE CASCADE,
  unit_id      integer NOT NULL REFERENCES unit,
  state        text NOT NULL CHECK (state IN ('draft', 'self_closed', 'appraised', 'approved',
                                              'published', 'appealed', 'final')),
  PRIMARY KEY (campaign_id, unit_id));

CREATE TABLE assessment_move (               -- from where to where, and who may
  from_state     text NOT NULL,
  to_state       text NOT NULL,
  roles          text[] NOT NULL,
  needs_reason   boolean NOT NULL,
  needs_minutes  boolean NOT NULL,           -- a meeting has decided, not one click
  closes         text,                       -- the body that has spoken then: its scores must be complete
  PRIMARY KEY (from_state, to_state));
INSERT INTO assessment_move VALUES
  ('draft',       'self_closed', '{council}',              false, true,  'self'),
  ('self_closed', 'appraised',   '{inspector}',            false, true,  'appraised'),
  ('appraised',   'approved',    '{committee}',            false, true,  'approved'),
  ('self_closed', 'draft',       '{inspector,committee}',  true,  false, NULL),
  ('appraised',   'self_closed', '{inspector,committee}',  true,  false, NULL),
  ('appraised',   'draft',       '{committee}',            true,  false, NULL),
  ('approved',    'appraised',   '{committee}',            true,  false, NULL),
  ('published',   'appealed',    '{council,officer}',      true,  false, NULL),
  ('appealed',    'appraised',   '{committee}',            true,  true,  NULL),   -- upheld
  ('appealed',    'final',       '{committee}',            true,  true,  NULL),   -- dismissed
  ('published',   'final',       '{committee}',            false, false, NULL);

CREATE TABLE assessment_step (               -- the trace: never changed
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id  integer NOT NULL REFERENCES campaign ON DELETE CASCADE,
  unit_id      integer NOT NULL REFERENCES unit,
  from_state   text NOT NULL,
  to_state     text NOT NULL,
  account_id   integer NOT NULL REFERENCES account,
  reason       text NOT NULL DEFAULT '',
  minutes      jsonb,                        -- {"symbol","held_on","present","note"}
  at           timestamptz NOT NULL DEFAULT now());
CREATE INDEX assessment_step_unit ON assessment_step (campaign_id, unit_id, id);

CREATE TABLE assessed_score_change (         -- every number that was ever said
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id   integer NOT NULL,
  unit_id       integer NOT NULL,
  criterion_id  integer NOT NULL,
  body          text NOT NULL,
  old_value     numeric(9,2),                -- NULL: said for the first time
  new_value     numeric(9,2),                -- NULL: withdrawn
  reason        text NOT NULL,
  account_id    integer NOT NULL,
  at            timestamptz NOT NULL DEFAULT now());
CREATE INDEX assessed_score_change_cell
    ON assessed_score_change (campaign_id, unit_id, criterion_id, body, id);

CREATE FUNCTION keep_assessed_score_change() RETURNS trigger
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
CREATE TRIGGER keep_change AFTER INSERT OR UPDATE OR DELETE ON assessed_score
  FOR EACH ROW EXECUTE FUNCTION keep_assessed_score_change();

-- Until which day a unit may appeal after publication; NULL: there is no appeal.
ALTER TABLE campaign ADD COLUMN appeal_until date;

-- ---------------------------------------------------------------- what a body says
-- The criteria that a unit is assessed by in a campaign.
CREATE FUNCTION assessed_criteria(wanted_campaign integer, wanted_unit integer)
RETURNS TABLE (id integer, code text, points numeric)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT k.id, k.code, k.points
    FROM campaign c
    JOIN criterion k ON k.set_id = c.criteria_set_id AND k.level = 'criterion'
   WHERE c.id = wanted_campaign
     AND NOT EXISTS (SELECT FROM not_applicable n
                      WHERE n.campaign_id = c.id AND n.unit_id = wanted_unit AND n.criterion_id = k.id)
$$;

-- The account of the request and its place, or what forbids it.
CREATE FUNCTION app_assessment_place(wanted_campaign text, wanted_unit text)
RETURNS TABLE (campaign_id integer, unit_id integer, role text, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.id, u.id, a.role, coalesce(s.state, 'draft')
    FROM campaign c
    JOIN unit u ON u.code = wanted_unit
    JOIN campaign_unit m ON m.campaign_id = c.id AND m.unit_id = u.id
    JOIN account a ON a.id = app_account() AND a.is_active
    LEFT JOIN assessment s ON s.campaign_id = c.id AND s.unit_id = u.id
   WHERE c.code = wanted_campaign AND u.id = ANY (app_readable_units())
$$;

-- Writes what one body says of one unit.  All or nothing; the first fault is told as
-- {"fault", "field"}.  NULL: no such unit for this account.  A number that differs from
-- what the body before it said needs a reason.  given: [{"criterion","value","reason"}].
CREATE FUNCTION app_say_scores(wanted_campaign text, wanted_unit text, wanted_body text, given jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
  item record;
  fault text;
BEGIN
  SELECT * INTO place FROM app_assessment_place(wanted_campaign, wanted_unit);
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  -- The state is locked first, so that nobody closes it meanwhile.
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
    SELECT g.n - 1 AS n, k.id, k.points, (g.said ->> 'value')::numeric AS value,
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
                  WHEN item.value < 0 OR item.value > item.points THEN 'points.range:value'
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
   ORDER BY k.id, g.n DESC                     -- of one criterion said twice, the last word
  ON CONFLICT (campaign_id, unit_id, criterion_id, body) DO UPDATE
     SET value = excluded.value, reason = excluded.reason, account_id = excluded.account_id, at = now()
   WHERE (assessed_score.value, assessed_score.reason) IS DISTINCT FROM (excluded.value, excluded.reason);
  RETURN jsonb_build_object('campaign', wanted_campaign, 'unit', wanted_unit, 'body', wanted_body,
                            'state', place.state, 'scores', jsonb_array_length(given));
END $$;

-- ---------------------------------------------------------------- steps
-- Whom a body follows where it says nothing itself: the council the system, the
-- inspectors the council, the committee the inspectors.
CREATE FUNCTION assessed_before(wanted_campaign integer, wanted_unit integer, wanted_body text)
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

-- The criteria of which a body has said nothing, with what it would follow.
CREATE FUNCTION assessed_missing(wanted_campaign integer, wanted_unit integer, wanted_body text)
RETURNS TABLE (criterion_id integer, code text, value numeric)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT k.id, k.code, b.value
    FROM assessed_criteria(wanted_campaign, wanted_unit) k
    LEFT JOIN assessed_before(wanted_campaign, wanted_unit, wanted_body) b ON b.criterion_id = k.id
   WHERE NOT EXISTS (SELECT FROM assessed_score a
                      WHERE a.campaign_id = wanted_campaign AND a.unit_id = wanted_unit
                        AND a.criterion_id = k.id AND a.body = wanted_body)
$$;

-- One step of one unit.  The same step again changes nothing and says the same.
-- NULL: no such unit for this account.
CREATE FUNCTION app_assessment_step(wanted_campaign text, wanted_unit text, wanted_state text,
                                    given_reason text, given_minutes jsonb, is_filled boolean)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
  move assessment_move;
  missing text[];
BEGIN
  SELECT * INTO place FROM app_assessment_place(wanted_campaign, wanted_unit);
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
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
  ELSIF move.needs_reason AND btrim(given_reason) = '' THEN
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
  IF place.state = 'appealed' AND wanted_state = 'appraised' THEN
    -- The published result stays as it is; another one will follow it.
    UPDATE campaign SET state = 'closed' WHERE id = place.campaign_id AND state = 'published';
    PERFORM mark_campaign(place.campaign_id);
  END IF;
  RETURN jsonb_build_object('campaign', wanted_campaign, 'unit', wanted_unit, 'state', wanted_state);
END $$;

-- ---------------------------------------------------------------- publication
-- The campaigns among these that may still change, held so until the transaction ends:
-- a score is never written beside a publication.
CREATE FUNCTION hold_open_campaigns(wanted integer[]) RETURNS SETOF integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM campaign WHERE id = ANY (wanted) AND state <> 'published' ORDER BY id FOR SHARE
$$;

-- A published result is a text that never changes: a root that names its parts by their
-- SHA-256 and the root before it, signed with Ed25519 by the gateway's key.  Parts: the
-- campaign, the criteria set with its rules, the board, and each unit with what went in,
-- what was computed and what each body said.  One result after an appeal follows another
-- and does not replace it.
CREATE TABLE publication (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id      integer NOT NULL REFERENCES campaign,
  number           integer NOT NULL,         -- 1, 2, ... within the campaign
  root             text NOT NULL,
  root_hash        bytea NOT NULL,           -- SHA-256 of root
  signature        bytea,                    -- NULL: prepared, not published
  public_key       bytea,
  account_id       integer NOT NULL REFERENCES account,
  score_fence      bigint NOT NULL,          -- the newest score and the newest word of a body
  change_fence     bigint NOT NULL,          -- that are in it
  at               timestamptz NOT NULL DEFAULT now(),
  UNIQUE (campaign_id, number));
CREATE TABLE publication_part (
  publication_id  bigint NOT NULL REFERENCES publication ON DELETE CASCADE,
  name            text NOT NULL,             -- "campaign", "criteria", "board", "unit/<code>"
  unit_id         integer,                   -- NULL: everybody's
  content         text NOT NULL,
  hash            bytea NOT NULL,            -- SHA-256 of content
  PRIMARY KEY (publication_id, name));

CREATE FUNCTION text_hash(content text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT sha256(convert_to(content, 'UTF8'))
$$;

CREATE FUNCTION publication_criteria(wanted_set integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('code', s.code, 'version', s.version, 'name', s.name,
           'base_points', s.base_points::text, 'bonus_points', s.bonus_points::text, 'bands', s.bands,
           'criteria', (SELECT jsonb_agg(jsonb_build_object(
                          'code', k.code, 'parent', g.code, 'level', k.level, 'name', k.name,
                          'points', k.points::text, 'is_bonus', k.is_bonus, 'rule', k.rule,
                          'rule_version', k.rule_version, 'figures', to_jsonb(k.figures),
                          'window_from', k.window_from, 'window_to', k.window_to)
                          ORDER BY k.sort, k.id)
                          FROM criterion k LEFT JOIN criterion g ON g.id = k.parent_id
                         WHERE k.set_id = s.id))
    FROM criteria_set s WHERE s.id = wanted_set
$$;

CREATE FUNCTION publication_unit(wanted_campaign integer, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('unit', u.code, 'name', u.name, 'kind', u.kind, 'peer_group', m.peer_group,
           'criteria', (
             SELECT jsonb_agg(jsonb_build_object(
                      'criterion', k.code,
                      'target', (SELECT t.value::text FROM target t
                                  WHERE t.campaign_id = c.id AND t.unit_id = u.id AND t.criterion_id = k.id),
                      'not_applicable', (SELECT n.reason FROM not_applicable n
                                  WHERE n.campaign_id = c.id AND n.unit_id = u.id AND n.criterion_id = k.id),
                      'computed', (SELECT jsonb_build_object('state', s.state, 'value', s.value::text,
                                            'rule_version', s.rule_version, 'receipt', s.receipt)
                                     FROM score s WHERE s.campaign_id = c.id AND s.unit_id = u.id
                                      AND s.criterion_id = k.id),
                      'assessed', (SELECT coalesce(jsonb_object_agg(a.body, jsonb_build_object(
                                            'value', a.value::text, 'reason', a.reason,
                                            'by', w.username, 'at', a.at)), '{}')
                                     FROM assessed_score a JOIN account w ON w.id = a.account_id
                                    WHERE a.campaign_id = c.id AND a.unit_id = u.id
                                      AND a.criterion_id = k.id),
                      'inputs', (SELECT coalesce(jsonb_agg(jsonb_build_array(f.evidence_id, f.figure,
                                            f.amount::text, f.occurred_on, f.days_late)
                                            ORDER BY f.evidence_id, f.figure), '[]')
                                   FROM evidence_fact f
                                  WHERE f.campaign_id = c.id AND f.unit_id = u.id
                                    AND f.criterion_id = k.id))
                      ORDER BY k.sort, k.id)
               FROM criterion k WHERE k.set_id = c.criteria_set_id AND k.level = 'criterion'),
           'steps', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'from', s.from_state, 'to', s.to_state, 'by', w.username, 'at', s.at,
                       'reason', s.reason, 'minutes', s.minutes) ORDER BY s.id), '[]')
                       FROM assessment_step s JOIN account w ON w.id = s.account_id
                      WHERE s.campaign_id = c.id AND s.unit_id = u.id))
    FROM campaign c
    JOIN campaign_unit m ON m.campaign_id = c.id AND m.unit_id = wanted_unit
    JOIN unit u ON u.id = m.unit_id
   WHERE c.id = wanted_campaign
$$;

-- What keeps a campaign from being published, as {"fault", ...}; NULL: nothing.
CREATE FUNCTION publication_fault(chosen campaign) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN chosen.state = 'draft' THEN jsonb_build_object('fault', 'campaign.draft')
    WHEN EXISTS (SELECT FROM recompute r WHERE r.campaign_id = chosen.id)
      OR EXISTS (SELECT FROM message m JOIN submission s ON s.id = m.subject_id
                  WHERE m.stage IN (1, 2) AND s.campaign_id = chosen.id)
    THEN jsonb_build_object('fault', 'campaign.busy')
    ELSE (SELECT jsonb_build_object('fault', 'campaign.unapproved', 'field', min(u.code),
                                    'units', jsonb_agg(u.code ORDER BY u.code))
            FROM campaign_unit m
            JOIN unit u ON u.id = m.unit_id
            LEFT JOIN assessment a ON a.campaign_id = m.campaign_id AND a.unit_id = m.unit_id
           WHERE m.campaign_id = chosen.id
             AND coalesce(a.state, 'draft') NOT IN ('approved', 'published', 'final')
          HAVING count(*) > 0)
  END
$$;

-- First half: the text to be signed.  Again: a new text, unless it is published already.
-- NULL: no such campaign for this account.
CREATE FUNCTION app_publication_prepare(wanted text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  fault jsonb;
  made publication;
BEGIN
  SELECT * INTO chosen FROM campaign c
   WHERE c.code = wanted AND c.province_id = ANY (app_readable_units())
     AND EXISTS (SELECT FROM account WHERE id = app_account() AND role = 'committee')
     FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('code', chosen.code, 'state', chosen.state);
  END IF;
  fault := publication_fault(chosen);
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  DELETE FROM publication WHERE campaign_id = chosen.id AND signature IS NULL;
  INSERT INTO publication (campaign_id, number, root, root_hash, account_id, score_fence, change_fence)
  SELECT chosen.id, count(*) + 1, '', '', app_account(),
         coalesce((SELECT max(s.generation) FROM score s WHERE s.campaign_id = chosen.id), 0),
         coalesce((SELECT max(h.id) FROM assessed_score_change h WHERE h.campaign_id = chosen.id), 0)
    FROM publication p WHERE p.campaign_id = chosen.id
  RETURNING * INTO made;
  INSERT INTO publication_part (publication_id, name, unit_id, content, hash)
  SELECT made.id, part.name, part.unit_id, part.content::text, text_hash(part.content::text)
    FROM (SELECT 'campaign' AS name, NULL::integer AS unit_id, jsonb_build_object(
                   'code', chosen.code, 'name', chosen.name, 'period_from', chosen.period_from,
                   'period_to', chosen.period_to, 'filing_deadline', chosen.filing_deadline,
                   'plan', chosen.plan) AS content
          UNION ALL
          SELECT 'criteria', NULL, publication_criteria(chosen.criteria_set_id)
          UNION ALL
          SELECT 'board', NULL, (SELECT coalesce(jsonb_agg(to_jsonb(b)
                                          ORDER BY b.peer_group, b.rank, b.code), '[]')
                                   FROM scoreboard(chosen.id) b)
          UNION ALL
          SELECT 'unit/' || u.code, u.id, publication_unit(chosen.id, u.id)
            FROM campaign_unit m JOIN unit u ON u.id = m.unit_id
           WHERE m.campaign_id = chosen.id) part;
  UPDATE publication p
     SET root = jsonb_build_object(
           'campaign', chosen.code, 'number', made.number, 'at', made.at,
           'by', (SELECT username FROM account WHERE id = app_account()),
           'previous', (SELECT encode(b.root_hash, 'hex') FROM publication b
                          JOIN campaign o ON o.id = b.campaign_id AND o.province_id = chosen.province_id
                         WHERE b.signature IS NOT NULL ORDER BY b.id DESC LIMIT 1),
           'parts', (SELECT jsonb_object_agg(t.name, encode(t.hash, 'hex'))
                       FROM publication_part t WHERE t.publication_id = made.id))::text
   WHERE p.id = made.id;
  UPDATE publication SET root_hash = text_hash(root) WHERE id = made.id RETURNING * INTO made;
  RETURN jsonb_build_object('publication', made.id, 'number', made.number, 'root', made.root,
           'campaign', chosen.id, 'name', chosen.name,
           'units', (SELECT coalesce(jsonb_agg(m.unit_id ORDER BY m.unit_id), '[]')
                       FROM campaign_unit m WHERE m.campaign_id = chosen.id));
END $$;

-- Second half: published, if nothing has changed since the first; and every unit is owed
-- the news, in the same transaction.
CREATE FUNCTION app_publication_sign(wanted bigint, given_signature bytea, given_key bytea,
                                     messages uuid[], subjects uuid[], notices bytea[])
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  made publication;
BEGIN
  SELECT c.* INTO chosen FROM campaign c JOIN publication p ON p.campaign_id = c.id
   WHERE p.id = wanted AND p.account_id = app_account() AND c.province_id = ANY (app_readable_units())
     FOR UPDATE OF c;
  IF NOT FOUND THEN                            -- another has prepared it anew
    RETURN jsonb_build_object('fault', 'campaign.busy');
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('code', chosen.code, 'state', chosen.state);
  END IF;
  SELECT * INTO made FROM publication WHERE id = wanted;
  IF publication_fault(chosen) IS NOT NULL
     OR EXISTS (SELECT FROM score s WHERE s.campaign_id = chosen.id AND s.generation > made.score_fence)
     OR EXISTS (SELECT FROM assessed_score_change h
                 WHERE h.campaign_id = chosen.id AND h.id > made.change_fence) THEN
    RETURN jsonb_build_object('fault', 'campaign.busy');
  END IF;
  UPDATE publication SET signature = given_signature, public_key = given_key WHERE id = wanted;
  UPDATE campaign SET state = 'published' WHERE id = chosen.id;
  INSERT INTO assessment_step (campaign_id, unit_id, from_state, to_state, account_id)
  SELECT a.campaign_id, a.unit_id, a.state, 'published', app_account()
    FROM assessment a WHERE a.campaign_id = chosen.id AND a.state = 'approved' ORDER BY a.unit_id;
  UPDATE assessment SET state = 'published' WHERE campaign_id = chosen.id AND state = 'approved';
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT w.id, 4, w.subject_id, 0, now(), 1, w.notice
    FROM unnest(messages, subjects, notices) AS w(id, subject_id, notice);
  RETURN jsonb_build_object('code', chosen.code, 'state', 'published', 'number', made.number);
END $$;

-- The board of a published result is the one that was published; of a result that was
-- published elsewhere and loaded as such, what it says now.
CREATE FUNCTION standing_board(chosen campaign)
RETURNS TABLE (code text, name text, peer_group text, computed text, self text, appraised text,
               approved text, rank integer, band text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH last AS MATERIALIZED (
    SELECT t.content::jsonb AS board
      FROM publication p
      JOIN publication_part t ON t.publication_id = p.id AND t.name = 'board'
     WHERE chosen.state = 'published' AND p.campaign_id = chosen.id AND p.signature IS NOT NULL
     ORDER BY p.number DESC LIMIT 1)
  SELECT * FROM scoreboard(chosen.id) WHERE NOT EXISTS (SELECT FROM last)
  UNION ALL
  SELECT b.*
    FROM last
   CROSS JOIN LATERAL jsonb_to_recordset(last.board)
      AS b(code text, name text, peer_group text, computed text, self text, appraised text,
           approved text, rank integer, band text)
$$;

CREATE OR REPLACE FUNCTION app_scoreboard(wanted text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  is_open boolean;
  is_judge boolean;
  readable integer[];
  board jsonb;
BEGIN
  SELECT * INTO chosen FROM campaign WHERE code = wanted;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  is_open := chosen.state = 'published';
  is_judge := EXISTS (SELECT FROM account WHERE id = app_account() AND role IN ('committee', 'inspector'));
  readable := app_readable_units();
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'code', b.code, 'name', b.name, 'peer_group', b.peer_group,
           'computed', b.points ->> 'computed', 'self', b.points ->> 'self',
           'appraised', b.points ->> 'appraised', 'approved', b.points ->> 'approved',
           'rank', b.place -> 'rank', 'band', b.place ->> 'band')
           ORDER BY b.peer_group, (b.place ->> 'rank')::numeric NULLS LAST, b.code), '[]')
    INTO board
    FROM (SELECT u.code, coalesce(s.name, u.name) AS name, m.peer_group,
                 CASE WHEN is_open OR u.id = ANY (readable) THEN to_jsonb(s) END AS points,
                 CASE WHEN is_open OR (is_judge AND u.id = ANY (readable)) THEN to_jsonb(s) END AS place
            FROM campaign_unit m
            JOIN unit u ON u.id = m.unit_id
            LEFT JOIN standing_board(chosen) s ON s.code = u.code
           WHERE m.campaign_id = chosen.id) b;
  RETURN jsonb_build_object('campaign', chosen.code, 'state', chosen.state, 'units', board);
END $$;

REVOKE EXECUTE ON FUNCTION keep_assessed_score_change(), assessed_criteria(integer, integer),
  app_assessment_place(text, text), app_say_scores(text, text, text, jsonb),
  assessed_before(integer, integer, text), assessed_missing(integer, integer, text),
  app_assessment_step(text, text, text, text, jsonb, boolean),
  publication_criteria(integer), publication_unit(integer, integer), publication_fault(campaign),
  app_publication_prepare(text), app_publication_sign(bigint, bytea, bytea, uuid[], uuid[], bytea[]),
  standing_board(campaign), hold_open_campaigns(integer[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_open_campaigns(integer[]) TO mc_scoring;
GRANT EXECUTE ON FUNCTION app_say_scores(text, text, text, jsonb),
  app_assessment_step(text, text, text, text, jsonb, boolean), app_publication_prepare(text),
  app_publication_sign(bigint, bytea, bytea, uuid[], uuid[], bytea[]) TO mc_gateway;
-- Publishing goes by the functions only.
REVOKE UPDATE (state) ON campaign FROM mc_gateway;
REVOKE INSERT ON message_notify FROM mc_gateway;
REVOKE SELECT (stage, subject_id) ON message FROM mc_gateway;

GRANT SELECT ON assessment, assessment_move, assessment_step, assessed_score_change, publication,
  publication_part TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON assessment, assessment_move, assessment_step,
  assessed_score_change TO mc_admin;
GRANT SELECT ON publication, publication_part TO mc_admin;      -- not even an administrator edits them
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['assessment', 'assessment_step', 'assessed_score_change'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY services ON %I TO mc_admin USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY readers ON %I FOR SELECT TO mc_gateway
                    USING (unit_id = ANY ((SELECT app_readable_units())::int[]))', t);
  END LOOP;
END $$;
-- What is published is everybody's, but for the pages of units that one may not read.
ALTER TABLE publication ENABLE ROW LEVEL SECURITY;
CREATE POLICY services ON publication TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY readers ON publication FOR SELECT TO mc_gateway USING (signature IS NOT NULL);
ALTER TABLE publication_part ENABLE ROW LEVEL SECURITY;
CREATE POLICY services ON publication_part TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY readers ON publication_part FOR SELECT TO mc_gateway
  USING (unit_id IS NULL OR unit_id = ANY ((SELECT app_readable_units())::int[]));
