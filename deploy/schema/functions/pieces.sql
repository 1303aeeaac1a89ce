-- Evidence items as a whole: the words by which they are found, their withdrawal, and what a unit
-- explains where evidence is missing.

-- The words of a text without case and diacritics, as they are indexed and searched.
CREATE OR REPLACE FUNCTION search_words(given text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT string_to_array(btrim(regexp_replace(
           lower(translate(regexp_replace(normalize(given, NFD), '[\u0300-\u036f]', '', 'g'), 'Đđ', 'dd')),
           '[^a-z0-9]+', ' ', 'g')), ' ')
$$;
GRANT EXECUTE ON FUNCTION search_words(text) TO mc_gateway, mc_admin;

-- What is indexed of an item: its code and words that are folded already (services/ingest/handler.c folds
-- them as search_words does, ten times as fast).
CREATE OR REPLACE FUNCTION search_index(code text, words text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(array_remove(string_to_array(
           lower(translate(code, '._-', '   ')) || ' ' || words, ' '), ''))
$$;
GRANT EXECUTE ON FUNCTION search_index(text, text) TO mc_ingest, mc_admin;

-- All words of a question, each as the beginning of a word unless it is one letter; NULL: it has none.
CREATE OR REPLACE FUNCTION search_query(given text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT string_agg(w || CASE WHEN length(w) > 1 THEN ':*' ELSE '' END, ' & ')::tsquery
    FROM unnest((search_words(left(given, 200)))[1:12]) w WHERE w <> ''
$$;
GRANT EXECUTE ON FUNCTION search_query(text) TO mc_gateway, mc_admin;

-- A name has all words of a question; for the short lists of units and criteria.
CREATE OR REPLACE FUNCTION search_has(name text, question text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_to_tsvector(array_remove(search_words(name), '')) @@ search_query(question), false)
$$;
GRANT EXECUTE ON FUNCTION search_has(text, text) TO mc_gateway, mc_admin;

-- The current revisions that a question finds, of units that the account may read, by the index; NULL
-- if there are over a thousand in the store: then the newest of each unit are soon found by their day.
-- Row security would keep the index from being used, so the function asks for the units itself.
CREATE OR REPLACE FUNCTION app_found(question text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  asked tsquery := search_query(question);
  many integer;
  units integer[] := app_readable_units('evidence:read');
BEGIN
  SELECT count(*) INTO many
    FROM (SELECT FROM submission s WHERE s.is_current AND s.words @@ asked LIMIT 1001) f;
  IF many > 1000 THEN
    RETURN NULL;
  END IF;
  RETURN ARRAY(SELECT s.id FROM submission s
                WHERE s.is_current AND s.words @@ asked AND s.unit_id + 0 = ANY (units));
END $$;
GRANT EXECUTE ON FUNCTION app_found(text) TO mc_gateway;

-- The first fill, of items that were accepted before they could be found.
UPDATE submission SET words = search_index(coalesce(code, ''), array_to_string(search_words(title), ' '))
 WHERE words IS NULL;

-- An item that the account may change, locked with its unit's state until the transaction ends, and
-- why it may not be withdrawn or restored; no row: no such item for this account.
-- Internal.
CREATE OR REPLACE FUNCTION app_hold_item(wanted uuid)
RETURNS TABLE (submission_id uuid, campaign_id integer, unit_id integer, criterion_ids integer[],
               is_withdrawn boolean, fault text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  item record;
  who account;
  is_late boolean;
BEGIN
  SELECT * INTO who FROM account a WHERE a.id = app_account() AND a.is_active;
  SELECT s.campaign_id, s.unit_id, c.state INTO item
    FROM submission s JOIN campaign c ON c.id = s.campaign_id
   WHERE s.id = wanted AND s.revision = 1 AND s.unit_id = ANY (app_readable_units('evidence:write'));
  IF NOT FOUND THEN
    RETURN;
  END IF;
  is_late := item.state = 'published' OR is_closed(item.campaign_id, item.unit_id);
  PERFORM FROM (SELECT FROM submission s WHERE s.id = wanted FOR UPDATE) locked;
  RETURN QUERY
    SELECT s.id, s.campaign_id, s.unit_id, s.criterion_ids, s.withdrawn_at IS NOT NULL,
           CASE WHEN who.role <> ALL (ARRAY['officer', 'council', 'system']) THEN 'forbidden'
                WHEN is_late THEN 'assessment.locked' END
      FROM (SELECT f.* FROM submission f WHERE f.id = wanted
            UNION ALL
            SELECT f.* FROM submission f WHERE f.evidence_id = wanted AND f.revision > 1) s
     ORDER BY s.revision DESC LIMIT 1;
END $$;

-- Marks a revision's cells dirty.
-- Internal.
CREATE OR REPLACE FUNCTION mark_cells(campaign integer, unit integer, criteria integer[]) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  INSERT INTO recompute (campaign_id, unit_id, criterion_id)
  SELECT DISTINCT campaign, unit, k FROM unnest(criteria) k ORDER BY 3
  ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
     SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL
$$;

-- Asks again for the verdicts of the campaigns' items that were found to be copies of these.
-- Internal.
CREATE OR REPLACE FUNCTION judge_copies_again(wanted uuid[]) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  WITH gone AS MATERIALIZED (
    SELECT DISTINCT ON (s.evidence_id) s.campaign_id, s.title
      FROM (SELECT f.* FROM submission f WHERE f.id = ANY (wanted)
            UNION ALL
            SELECT f.* FROM submission f WHERE f.evidence_id = ANY (wanted) AND f.revision > 1) s
     ORDER BY s.evidence_id, s.revision DESC)
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT gen_random_uuid(), 2, c.submission_id, 0, now(), 1, 'again'
    FROM (SELECT DISTINCT f.submission_id, f.campaign_id FROM finding f
           WHERE f.campaign_id IN (SELECT g.campaign_id FROM gone g) AND f.code LIKE 'copy.%' AND f.state < 4
             AND f.evidence_id <> ALL (wanted)) c
    JOIN validation v ON v.submission_id = c.submission_id
   WHERE EXISTS (SELECT FROM gone g WHERE g.campaign_id = c.campaign_id AND strpos(v.findings::text, g.title) > 0)
$$;

-- Withdraws an item: no revision is current, so that nothing counts or compares it; everything is kept.
-- Repeating it changes nothing.  NULL: no such item for this account.
CREATE OR REPLACE FUNCTION app_withdraw(wanted uuid, given_reason text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  item record;
BEGIN
  SELECT * INTO item FROM app_hold_item(wanted);
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF item.fault IS NOT NULL THEN
    RETURN jsonb_build_object('fault', item.fault);
  ELSIF btrim(given_reason) = '' THEN
    RETURN jsonb_build_object('fault', 'reason.missing', 'field', 'reason');
  ELSIF NOT item.is_withdrawn THEN
    INSERT INTO evidence_act (evidence_id, unit_id, act, reason, account_id)
    VALUES (wanted, item.unit_id, 'withdrawn', btrim(given_reason), app_account());
    UPDATE submission s SET is_current = false, withdrawn_at = now()
     WHERE s.id = wanted OR (s.evidence_id = wanted AND s.revision > 1);
    DELETE FROM evidence_fact e USING submission s
     WHERE (s.id = wanted OR (s.evidence_id = wanted AND s.revision > 1))
       AND e.campaign_id = item.campaign_id AND e.unit_id = item.unit_id
       AND e.criterion_id = ANY (s.criterion_ids) AND e.evidence_id = wanted;
    PERFORM mark_cells(item.campaign_id, item.unit_id, item.criterion_ids);
    PERFORM pg_advisory_xact_lock(1178, hashtext(wanted::text));
    PERFORM put_findings(ARRAY[wanted]);
    PERFORM judge_copies_again(ARRAY[wanted]);
    PERFORM judge_beside_again(ARRAY[wanted]);
  END IF;
  RETURN jsonb_build_object('id', wanted, 'state', 'withdrawn');
END $$;
GRANT EXECUTE ON FUNCTION app_withdraw(uuid, text) TO mc_gateway;

-- Takes a withdrawal back: the last revision is current and validated again.  Repeating it changes
-- nothing.  NULL: no such item for this account.
CREATE OR REPLACE FUNCTION app_restore(wanted uuid) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  item record;
BEGIN
  SELECT * INTO item FROM app_hold_item(wanted);
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF item.fault IS NOT NULL THEN
    RETURN jsonb_build_object('fault', item.fault);
  ELSIF item.is_withdrawn THEN
    INSERT INTO evidence_act (evidence_id, unit_id, act, account_id)
    VALUES (wanted, item.unit_id, 'restored', app_account());
    UPDATE submission s SET is_current = s.id = item.submission_id, withdrawn_at = NULL
     WHERE s.id = wanted OR (s.evidence_id = wanted AND s.revision > 1);
    PERFORM pg_advisory_xact_lock(1178, hashtext(wanted::text));
    PERFORM put_findings(ARRAY[wanted]);
    INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
    VALUES (gen_random_uuid(), 2, item.submission_id, 0, now(), 1, 'again');
    PERFORM judge_beside_again(ARRAY[wanted]);
  END IF;
  RETURN jsonb_build_object('id', wanted, 'state', 'accepted');
END $$;
GRANT EXECUTE ON FUNCTION app_restore(uuid) TO mc_gateway;

-- What people did with an evidence item beside submitting it, the last act first; NULL: no such item for
-- this account.
CREATE OR REPLACE FUNCTION app_evidence_acts(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('act', x.act, 'at', x.at, 'by', w.full_name, 'role', w.role,
                    'reason', x.reason, 'revision', x.revision) ORDER BY x.at DESC), '[]')
    FROM (SELECT a.act, a.at, a.account_id, a.reason, NULL::integer AS revision
            FROM evidence_act a WHERE a.evidence_id = wanted
          UNION ALL
          SELECT a.answer, a.at, a.account_id, a.reason, f.revision
            FROM (SELECT s.id, s.revision FROM submission s WHERE s.id = wanted
                  UNION ALL
                  SELECT s.id, s.revision FROM submission s WHERE s.evidence_id = wanted AND s.revision > 1) f
            JOIN finding_answer a ON a.submission_id = f.id) x
    JOIN account w ON w.id = x.account_id
  HAVING EXISTS (SELECT FROM submission s WHERE s.id = wanted AND s.unit_id = ANY (app_readable_units('evidence:read')))
$$;
GRANT EXECUTE ON FUNCTION app_evidence_acts(uuid) TO mc_gateway;

-- What a unit says about a criterion whose evidence is missing or partial; '' takes it back.  Saying the
-- same again changes nothing.  NULL: no such unit for this account.
CREATE OR REPLACE FUNCTION app_explain(wanted_campaign text, wanted_unit text, wanted_criterion text, given text)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
  wanted_id integer;
  last_text text;
BEGIN
  SELECT * INTO place FROM app_assessment_place(wanted_campaign, wanted_unit, 'evidence:write');
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT k.id INTO wanted_id FROM assessed_criteria(place.campaign_id, place.unit_id) k
   WHERE k.code = wanted_criterion;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF place.role <> ALL (ARRAY['officer', 'council', 'system']) THEN
    RETURN jsonb_build_object('fault', 'forbidden');
  ELSIF is_closed(place.campaign_id, place.unit_id) THEN
    RETURN jsonb_build_object('fault', 'assessment.locked');
  END IF;
  SELECT e.text INTO last_text FROM explanation e
   WHERE e.campaign_id = place.campaign_id AND e.unit_id = place.unit_id AND e.criterion_id = wanted_id
   ORDER BY e.id DESC LIMIT 1;
  IF coalesce(last_text, '') <> btrim(given) THEN
    INSERT INTO explanation (campaign_id, unit_id, criterion_id, text, account_id)
    VALUES (place.campaign_id, place.unit_id, wanted_id, btrim(given), app_account());
  END IF;
  RETURN jsonb_build_object('campaign', wanted_campaign, 'unit', wanted_unit, 'criterion', wanted_criterion,
                            'text', btrim(given));
END $$;
GRANT EXECUTE ON FUNCTION app_explain(text, text, text, text) TO mc_gateway;
