-- The self-inspection report that a round demands of a unit before the visit: files through the same uploads
-- as evidence, every version kept, its moment the server's.  The first version decides whether it is in time.

-- Internal.
CREATE OR REPLACE FUNCTION self_report_code(f self_report) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT r.code || '/' || u.code || '/BC-' || f.version
    FROM inspection_round r, unit u WHERE r.id = f.round_id AND u.id = f.unit_id
$$;

-- One version: the receipt that the unit keeps.
-- Internal.
CREATE OR REPLACE FUNCTION self_report_json(f self_report) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'id', f.id, 'code', self_report_code(f), 'version', f.version, 'received_at', f.received_at, 'note', f.note,
           'by', w.full_name,
           'files', (SELECT jsonb_agg(jsonb_build_object('number', x.n, 'name', x.file ->> 'name', 'size', (x.file ->> 'size')::bigint,
                                                         'hash', x.file ->> 'hash') || file_read_json(x.file) ORDER BY x.n)
                       FROM jsonb_array_elements(f.files) WITH ORDINALITY x(file, n)))
    FROM account w WHERE w.id = f.account_id
$$;

-- How a unit stands with its report: 'awaited', 'missing' (overdue), 'kept' or 'late', and the days that it came
-- late or is overdue; how many files of the newest version are of no use, which changes none of these.  NULL: none
-- is demanded, and there is none.
-- Internal.
CREATE OR REPLACE FUNCTION self_report_state(r inspection_round, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'state', CASE WHEN f.day IS NULL THEN CASE WHEN x.days > 0 THEN 'missing' ELSE 'awaited' END
                         WHEN x.days > 0 THEN 'late' ELSE 'kept' END,
           'due_on', r.report_due_on, 'days_late', x.days, 'received_at', f.received_at, 'versions', f.versions,
           'faulty', (SELECT count(*)
                        FROM self_report s, jsonb_array_elements(s.files) x(file)
                       WHERE s.round_id = r.id AND s.unit_id = wanted_unit AND s.version = f.versions AND is_file_faulty(x.file)))
    FROM (SELECT min(s.received_at) AS received_at, (min(s.received_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day,
                 count(*) AS versions
            FROM self_report s WHERE s.round_id = r.id AND s.unit_id = wanted_unit) f
   CROSS JOIN LATERAL (SELECT greatest(0, coalesce(coalesce(f.day, today_here()) - r.report_due_on, 0)) AS days) x
   WHERE r.report_due_on IS NOT NULL OR f.day IS NOT NULL
$$;

-- Whether reports have files of such a name.
-- Internal.
CREATE OR REPLACE FUNCTION is_report_name(name text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(lower(substring(name FROM '\.([^.]+)$')) = ANY ('{pdf,doc,docx,odt,xls,xlsx,jpg,jpeg,png}'), false)
$$;

-- The uploads of a body, as they are kept; "hash" is missing where the account has no such finished upload.
-- Internal.
CREATE OR REPLACE FUNCTION report_files(body jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('hash', encode(u.hash, 'hex'), 'name', u.name, 'size', u.size))
                            ORDER BY x.n), '[]')
    FROM jsonb_array_elements(body -> 'uploads') WITH ORDINALITY x(said, n)
    LEFT JOIN upload u ON u.id = (x.said ->> 'id')::uuid AND u.account_id = app_account() AND u.hash IS NOT NULL
$$;

-- The place of what is written before a visit: round, unit and what the account is there, the unit held until
-- the transaction ends.  A NULL post: no such place for this account.
-- Internal.
CREATE OR REPLACE FUNCTION preparation_for(wanted_campaign text, wanted_round text, wanted_unit text,
                                           OUT r inspection_round, OUT unit integer, OUT post text)
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
  r := round_of(wanted_campaign, wanted_round);
  SELECT m.unit_id, visit_post(r, m.unit_id) INTO unit, post
    FROM round_unit m JOIN unit u ON u.id = m.unit_id WHERE m.round_id = r.id AND u.code = wanted_unit;
  IF post IS NULL THEN
    RETURN;
  END IF;
  SELECT x.* INTO r FROM inspection_round x WHERE x.id = r.id FOR SHARE;
  PERFORM FROM round_unit m WHERE m.round_id = r.id AND m.unit_id = unit FOR UPDATE;
END $$;

-- What is wrong with a report; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION self_report_fault(r inspection_round, wanted_unit integer, post text, files jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN post <> 'unit' OR NOT account_is('officer', 'council') THEN '{"fault": "forbidden"}'::jsonb
    WHEN r.report_due_on IS NULL THEN '{"fault": "report.none"}'
    WHEN r.state NOT IN ('issued', 'under_way')
         OR EXISTS (SELECT FROM visit_minutes_act a WHERE a.round_id = r.id AND a.unit_id = wanted_unit AND a.act IN ('confirmed', 'locked'))
      THEN '{"fault": "report.round"}'
    ELSE (SELECT jsonb_build_object('fault', CASE WHEN x.file ? 'hash' THEN 'report.file' ELSE 'upload.unknown' END,
                                    'field', 'uploads[' || (x.n - 1) || '].id', 'about', x.file ->> 'name')
            FROM jsonb_array_elements(files) WITH ORDINALITY x(file, n)
           WHERE NOT x.file ? 'hash' OR NOT is_report_name(x.file ->> 'name')
           ORDER BY x.n LIMIT 1) END
$$;

-- A version of the unit's report; the answer is its receipt.  body: uploads, note.  The same id with the same
-- body changes nothing.
CREATE OR REPLACE FUNCTION app_self_report(wanted_campaign text, wanted_round text, wanted_unit text, wanted uuid, body jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
  was self_report;
  kept jsonb := report_files(body);
  fault jsonb;
BEGIN
  place := preparation_for(wanted_campaign, wanted_round, wanted_unit);
  SELECT * INTO was FROM self_report f WHERE f.id = wanted;
  IF place.post IS NULL THEN
    RETURN NULL;
  ELSIF was.id IS NOT NULL THEN
    RETURN CASE WHEN was.account_id = app_account() AND was.body = app_self_report.body THEN self_report_json(was)
                ELSE '{"fault": "idempotency.conflict"}' END;
  END IF;
  fault := self_report_fault(place.r, place.unit, place.post, kept);
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  INSERT INTO self_report (id, round_id, unit_id, version, files, note, body, account_id)
  SELECT wanted, (place.r).id, place.unit, 1 + count(*), kept, btrim(coalesce(app_self_report.body ->> 'note', '')), app_self_report.body, app_account()
    FROM self_report f WHERE f.round_id = (place.r).id AND f.unit_id = place.unit
  RETURNING * INTO was;
  PERFORM file_enqueue(kept);
  RETURN self_report_json(was);
END $$;
GRANT EXECUTE ON FUNCTION app_self_report(text, text, text, uuid, jsonb) TO mc_gateway;

-- A file of a report: {"hash", "name"}, for the unit, its team and who plans rounds.
CREATE OR REPLACE FUNCTION app_self_report_file(wanted uuid, wanted_number integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT f.files -> (wanted_number - 1)
            FROM self_report f JOIN inspection_round r ON r.id = f.round_id
           WHERE f.id = wanted AND is_round_seen(r) AND visit_post(r, f.unit_id) IS NOT NULL);
END $$;
GRANT EXECUTE ON FUNCTION app_self_report_file(uuid, integer) TO mc_gateway;
