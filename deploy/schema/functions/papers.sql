-- The papers of a round: asked for, made by the service papers, issued.  An issued paper is frozen with its
-- data, its file and the file's hash; a correction is a new one that names it.

CREATE OR REPLACE FUNCTION keep_paper() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'an issued paper never changes' USING ERRCODE = 'MC003';
END $$;
CREATE OR REPLACE TRIGGER keep_paper BEFORE UPDATE OR DELETE ON paper
  FOR EACH ROW WHEN (OLD.state = 'issued') EXECUTE FUNCTION keep_paper();

-- What the account of the request may do with the papers of a kind: 'write', 'read', 'issued' (read the issued
-- ones), or NULL.  The team writes its checklist and its minutes, a unit its own
-- self-score sheet; what the team will look at is not for the unit.
-- Internal.
CREATE OR REPLACE FUNCTION paper_right(r inspection_round, wanted_kind text, wanted_unit integer) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN x.access = 'writer' THEN 'write'
    WHEN wanted_kind IN ('minutes', 'checklist') AND x.post IN ('head', 'secretary') THEN 'write'
    WHEN wanted_kind IN ('minutes', 'checklist') AND x.post = 'member' THEN 'read'
    WHEN wanted_kind = 'self_score' AND x.is_own AND account_is('officer', 'council') THEN 'write'
    WHEN x.access = 'reader' AND (wanted_kind NOT IN ('minutes', 'checklist', 'self_score') OR x.is_own) THEN
      CASE WHEN wanted_kind IN ('minutes', 'checklist') THEN NULL ELSE 'read' END
    WHEN wanted_kind = 'checklist' THEN NULL
    WHEN x.access = 'unit' AND (wanted_kind IN ('plan', 'outline') OR x.is_own) THEN 'issued' END
    FROM (SELECT round_access(r.campaign_id) AS access,
                 CASE WHEN wanted_unit IS NOT NULL THEN visit_post(r, wanted_unit) END AS post,
                 coalesce(wanted_unit = ANY (app_readable_units('rounds:read')), false) AS is_own) x
$$;

-- No function takes or gives a whole paper or template: that would read its file.
-- Internal.
CREATE OR REPLACE FUNCTION is_paper_seen(r inspection_round, wanted_kind text, wanted_unit integer, state text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(x.may IN ('write', 'read') OR x.may = 'issued' AND is_paper_seen.state = 'issued', false)
    FROM (SELECT paper_right(r, wanted_kind, wanted_unit) AS may) x
$$;

-- The template in use of a kind; ours, unless the office has chosen one.
-- Internal.
CREATE OR REPLACE FUNCTION paper_template_used(wanted text) RETURNS uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT t.id FROM paper_template t
   WHERE t.kind = wanted AND t.state = 'good' AND t.used_at IS NOT NULL
   ORDER BY t.used_at DESC, t.version DESC LIMIT 1
$$;

-- `ahead`: how many papers the worker makes before this one.
-- Internal.
CREATE OR REPLACE FUNCTION paper_json(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'id', p.id, 'kind', p.kind, 'unit', u.code, 'unit_name', u.name, 'state', p.state, 'is_issuing', p.state = 'owed' AND p.issued_by IS NOT NULL,
           'template', (SELECT t.version FROM paper_template t WHERE t.id = p.template_id), 'faults', p.faults, 'remarks', p.remarks,
           'hash', encode(p.hash, 'hex'), 'size', octet_length(p.file), 'pdf', d.state, 'pdf_size', octet_length(d.file), 'symbol', p.symbol, 'dated', p.dated,
           'by', w.full_name, 'at', p.at, 'made_at', p.made_at, 'issued_at', CASE WHEN p.state = 'issued' THEN p.issued_at END,
           'issued_by', CASE WHEN p.state = 'issued' THEN (SELECT a.full_name FROM account a WHERE a.id = p.issued_by) END,
           'supersedes', p.supersedes, 'superseded_by', (SELECT s.id FROM paper s WHERE s.supersedes = p.id AND s.state = 'issued'),
           'ahead', CASE WHEN p.state = 'owed' THEN (SELECT count(*) FROM paper o WHERE o.state = 'owed' AND (o.at, o.id) < (p.at, p.id)) END)
    FROM paper p JOIN account w ON w.id = p.account_id LEFT JOIN unit u ON u.id = p.unit_id
    LEFT JOIN paper_pdf d ON d.paper_id = p.id AND d.hash = p.hash WHERE p.id = wanted
$$;

-- The kinds of papers of a round that the account may read or make, each with its papers, the newest first.
CREATE OR REPLACE FUNCTION app_papers(wanted_campaign text, wanted_round text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'campaign', wanted_campaign, 'round', r.code, 'title', r.title, 'round_state', r.state,
           'may_write', round_access(r.campaign_id) = 'writer',
           'kinds', (SELECT coalesce(jsonb_agg(x.line ORDER BY x.sort), '[]')
                       FROM (SELECT k.sort, jsonb_build_object(
                                      'kind', k.kind, 'title', k.title, 'subject', k.subject, 'is_numbered', k.is_numbered, 'is_table', is_paper_table(k.kind),
                                      'template', (SELECT jsonb_build_object('version', t.version, 'name', t.name, 'is_ours', t.account_id IS NULL)
                                                     FROM paper_template t WHERE t.id = paper_template_used(k.kind)),
                                      'may_make', k.subject = 'round' AND coalesce(paper_right(r, k.kind, NULL) = 'write', false),
                                      'units', CASE WHEN k.subject = 'unit' THEN (
                                        SELECT coalesce(jsonb_agg(jsonb_build_object('code', n.code, 'name', n.name) ORDER BY n.code), '[]')
                                          FROM round_unit m JOIN unit n ON n.id = m.unit_id
                                         WHERE m.round_id = r.id AND paper_right(r, k.kind, n.id) = 'write') ELSE '[]' END,
                                      'papers', (SELECT coalesce(jsonb_agg(paper_json(p.id) ORDER BY p.at DESC, p.id), '[]')
                                                   FROM paper p WHERE p.round_id = r.id AND p.kind = k.kind
                                                     AND is_paper_seen(r, p.kind, p.unit_id, p.state))) AS line
                               FROM paper_kinds() k) x
                      WHERE (x.line -> 'may_make')::boolean OR x.line -> 'units' <> '[]' OR x.line -> 'papers' <> '[]'
                            OR round_access(r.campaign_id) = 'reader' AND x.line ->> 'subject' = 'round'))
    FROM round_of(wanted_campaign, wanted_round) r WHERE r.id IS NOT NULL
$$;
GRANT EXECUTE ON FUNCTION app_papers(text, text) TO mc_gateway;

-- The paper, if the account may read it.
-- Internal.
CREATE OR REPLACE FUNCTION paper_seen(wanted uuid) RETURNS uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT p.id FROM paper p JOIN inspection_round r ON r.id = p.round_id
   WHERE p.id = wanted AND is_round_seen(r) AND is_paper_seen(r, p.kind, p.unit_id, p.state)
$$;

-- One paper with what it says; NULL: none for this account.
CREATE OR REPLACE FUNCTION app_paper(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT paper_json(p.id) || jsonb_build_object('campaign', c.code, 'round', r.code, 'data', p.data)
    FROM paper p JOIN inspection_round r ON r.id = p.round_id JOIN campaign c ON c.id = r.campaign_id
   WHERE p.id = paper_seen(wanted)
$$;
GRANT EXECUTE ON FUNCTION app_paper(uuid) TO mc_gateway;

-- The file of a paper in base64, under a name that a person recognises; NULL: there is none yet.
CREATE OR REPLACE FUNCTION app_paper_file(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('hash', encode(p.hash, 'hex'), 'file', encode(p.file, 'base64'),
                            'name', concat_ws(' - ', k.title, r.code, u.code, replace(p.symbol, '/', '-')) || '.docx')
    FROM paper p
    JOIN inspection_round r ON r.id = p.round_id
    JOIN paper_kinds() k ON k.kind = p.kind
    LEFT JOIN unit u ON u.id = p.unit_id
   WHERE p.id = paper_seen(wanted) AND p.file IS NOT NULL
$$;
GRANT EXECUTE ON FUNCTION app_paper_file(uuid) TO mc_gateway;

-- A paper that is a table, for its workbook: its data, and what the names in it mean.  A list that stands for columns
-- is none of rows: the workbook has the names of its members (diem_1 …).
CREATE OR REPLACE FUNCTION app_paper_sheet(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'title', k.title, 'data', p.data, 'file', concat_ws(' - ', k.title, r.code, u.code, replace(p.symbol, '/', '-')) || '.xlsx',
           'words', (SELECT jsonb_agg(jsonb_build_object('name', w.name, 'type', w.type, 'what', w.what) ORDER BY w.n)
                       FROM paper_words(k.kind) WITH ORDINALITY AS w(name, type, what, n)
                      WHERE k.kind <> 'results' OR w.name !~ '(^|[.])nhom([.]|$)'))
    FROM paper p
    JOIN inspection_round r ON r.id = p.round_id
    JOIN paper_kinds() k ON k.kind = p.kind
    LEFT JOIN unit u ON u.id = p.unit_id
   WHERE p.id = paper_seen(wanted) AND is_paper_table(p.kind)
$$;
GRANT EXECUTE ON FUNCTION app_paper_sheet(uuid) TO mc_gateway;

-- The PDF of a paper, like its file; refused with the reason as long as there is none.  NULL: there is no file yet.
CREATE OR REPLACE FUNCTION app_paper_pdf(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE d.state
           WHEN 'made' THEN jsonb_build_object('hash', encode(sha256(d.file), 'hex'), 'file', encode(d.file, 'base64'),
                                               'name', concat_ws(' - ', k.title, r.code, u.code, replace(p.symbol, '/', '-')) || '.pdf')
           WHEN 'owed' THEN '{"fault": "paper.pdf_pending"}'::jsonb
           WHEN 'absent' THEN '{"fault": "paper.pdf_absent"}'
           ELSE '{"fault": "paper.pdf_failed"}' END
    FROM paper p
    JOIN paper_pdf d ON d.paper_id = p.id AND d.hash = p.hash
    JOIN inspection_round r ON r.id = p.round_id
    JOIN paper_kinds() k ON k.kind = p.kind
    LEFT JOIN unit u ON u.id = p.unit_id
   WHERE p.id = paper_seen(wanted)
$$;
GRANT EXECUTE ON FUNCTION app_paper_pdf(uuid) TO mc_gateway;

-- What stands against making a paper now that says `data`; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION paper_fault(r inspection_round, wanted_kind text, wanted_unit integer, data jsonb, given jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN (SELECT k.subject = 'unit' FROM paper_kinds() k WHERE k.kind = wanted_kind) IS DISTINCT FROM (wanted_unit IS NOT NULL)
      THEN '{"fault": "paper.unit", "field": "unit"}'::jsonb
    WHEN paper_right(r, wanted_kind, wanted_unit) IS DISTINCT FROM 'write' THEN '{"fault": "forbidden"}'
    WHEN paper_template_used(wanted_kind) IS NULL THEN '{"fault": "paper.template", "field": "kind"}'
    WHEN data IS NULL THEN '{"fault": "paper.empty", "field": "kind"}'
    WHEN l.issued IS DISTINCT FROM (given ->> 'supersedes')::uuid THEN jsonb_build_object('fault', 'paper.issued', 'field', 'supersedes')
    WHEN l.is_issuing THEN '{"fault": "paper.issued", "field": "kind"}' END
    FROM (SELECT (SELECT p.id FROM paper p WHERE p.round_id = r.id AND p.kind = wanted_kind AND p.unit_id IS NOT DISTINCT FROM wanted_unit
                     AND p.state = 'issued' AND NOT EXISTS (SELECT FROM paper s WHERE s.supersedes = p.id AND s.state = 'issued')) AS issued,
                 EXISTS (SELECT FROM paper p WHERE p.round_id = r.id AND p.kind = wanted_kind AND p.unit_id IS NOT DISTINCT FROM wanted_unit
                            AND p.state <> 'issued' AND p.issued_by IS NOT NULL) AS is_issuing) l
$$;

-- Asks for a paper: `wanted` is its new id, made by the client; body: kind, unit, supersedes (the issued one that it
-- corrects).  A draft of the same kind goes away.  The same id again changes nothing.
CREATE OR REPLACE FUNCTION app_make_paper(wanted_campaign text, wanted_round text, wanted uuid, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := jsonb_strip_nulls(body);
  r inspection_round := round_of(wanted_campaign, wanted_round);
  about integer;
  was record;
  said jsonb;
  fault jsonb;
BEGIN
  SELECT p.id, p.account_id, p.round_id, p.kind INTO was FROM paper p WHERE p.id = wanted;
  IF r.id IS NULL THEN
    RETURN NULL;
  ELSIF was.id IS NOT NULL THEN
    RETURN CASE WHEN was.account_id = app_account() AND was.round_id = r.id AND was.kind = given ->> 'kind'
                THEN app_paper(wanted) ELSE '{"fault": "idempotency.conflict"}' END;
  ELSIF given ? 'unit' THEN
    SELECT u.id INTO about FROM round_unit m JOIN unit u ON u.id = m.unit_id WHERE m.round_id = r.id AND u.code = given ->> 'unit';
    IF about IS NULL THEN
      RETURN jsonb_build_object('fault', 'team.unit', 'field', 'unit', 'about', given ->> 'unit');
    END IF;
  END IF;
  PERFORM FROM inspection_round x WHERE x.id = r.id FOR NO KEY UPDATE;   -- one paper of a kind at a time
  said := paper_data(r, given ->> 'kind', about);
  fault := paper_fault(r, given ->> 'kind', about, said, given);
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  DELETE FROM paper p WHERE p.round_id = r.id AND p.kind = given ->> 'kind' AND p.unit_id IS NOT DISTINCT FROM about AND p.state <> 'issued';
  INSERT INTO paper (id, round_id, unit_id, kind, template_id, data, supersedes, account_id)
  SELECT wanted, r.id, about, given ->> 'kind', paper_template_used(given ->> 'kind'),
         said || CASE WHEN o.id IS NULL THEN '{}' ELSE jsonb_build_object('thay_the', concat_ws(', ', 'số ' || o.symbol, 'ngày ' || to_char(o.dated, 'DD/MM/YYYY'))) END,
         o.id, app_account()
    FROM (SELECT 1) one LEFT JOIN paper o ON o.id = (given ->> 'supersedes')::uuid;
  RETURN app_paper(wanted);
END $$;
GRANT EXECUTE ON FUNCTION app_make_paper(text, text, uuid, jsonb) TO mc_gateway;

-- The next number of a book, for a paper: {"symbol"}, or a refusal.
-- Internal.
CREATE OR REPLACE FUNCTION paper_number(p paper, r inspection_round, wanted_book text, given_day date) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  taken jsonb;
BEGIN
  IF (SELECT register_access(b.unit_id) FROM register_book b WHERE b.code = wanted_book) IS DISTINCT FROM 'writer' THEN
    RETURN '{"fault": "paper.book", "field": "book"}';
  END IF;
  taken := take_number(wanted_book, p.id, jsonb_build_object(
    'dated', given_day, 'subject', (SELECT k.title FROM paper_kinds() k WHERE k.kind = p.kind) || ': ' || r.title,
    'recipients', coalesce((SELECT u.name FROM unit u WHERE u.id = p.unit_id), ''),
    'about', jsonb_build_object('kind', 'round', 'campaign', (SELECT c.code FROM campaign c WHERE c.id = r.campaign_id), 'code', r.code)));
  RETURN CASE WHEN taken ? 'fault' THEN taken ELSE jsonb_build_object('symbol', taken #> '{items,0,symbol}') END;
END $$;

-- Issues a paper under number and day (body: symbol, or the code of a book that gives the next number; dated): the
-- worker makes it once more with them, and from then on it never changes.  The plan and the conclusion have theirs already.  The same again changes nothing.
CREATE OR REPLACE FUNCTION app_issue_paper(wanted uuid, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  p paper;
  r inspection_round;
  given_symbol text;
  given_day date;
  number jsonb;
BEGIN
  SELECT x.* INTO r FROM inspection_round x JOIN paper q ON q.round_id = x.id WHERE q.id = paper_seen(wanted) FOR NO KEY UPDATE OF x;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT * INTO p FROM paper x WHERE x.id = wanted;
  given_symbol := coalesce(nullif(btrim(body ->> 'symbol'), ''), p.data ->> 'so_ky_hieu');
  given_day := coalesce((body ->> 'dated')::date, (p.data ->> 'ngay_ky')::date, today_here());
  IF paper_right(r, p.kind, p.unit_id) IS DISTINCT FROM 'write' THEN
    RETURN '{"fault": "forbidden"}';
  ELSIF p.issued_by IS NOT NULL THEN
    RETURN CASE WHEN (p.symbol, p.dated) IS NOT DISTINCT FROM (given_symbol, given_day)
                  OR body ? 'book' AND EXISTS (SELECT FROM register_request q JOIN register_book b ON b.id = q.book_id
                                                WHERE q.id = wanted AND b.code = app_issue_paper.body ->> 'book') THEN app_paper(wanted) ELSE '{"fault": "paper.issued"}' END;
  ELSIF p.state <> 'made' THEN
    RETURN '{"fault": "paper.unmade"}';
  ELSIF given_symbol IS NULL AND NOT body ? 'book' AND (SELECT k.is_numbered FROM paper_kinds() k WHERE k.kind = p.kind) THEN
    RETURN '{"fault": "field.missing", "field": "symbol"}';
  ELSIF p.kind = 'minutes' AND NOT is_visit_locked(r.id, p.unit_id) THEN
    RETURN '{"fault": "paper.minutes"}';
  ELSIF body ? 'book' THEN
    number := paper_number(p, r, body ->> 'book', given_day);
    IF number ? 'fault' THEN
      RETURN number;
    END IF;
    given_symbol := number ->> 'symbol';
  END IF;
  UPDATE paper SET state = 'owed', ready_at = now(), claim = NULL, attempts = 0, faults = '[]', symbol = given_symbol, dated = given_day,
         issued_by = app_account(), issued_at = now(), data = data || jsonb_build_object('so_ky_hieu', given_symbol, 'ngay_ky', given_day)
   WHERE id = wanted;
  RETURN app_paper(wanted);
END $$;
GRANT EXECUTE ON FUNCTION app_issue_paper(uuid, jsonb) TO mc_gateway;
