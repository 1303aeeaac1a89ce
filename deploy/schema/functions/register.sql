-- The register of outgoing papers.  A number is taken under the lock of its book's row, which is held
-- until the transaction ends: the next one waits, sees what was committed, and goes on from there.  A
-- transaction that fails gives its number back, so there are neither gaps nor doubles.

-- No act is changed and no number deleted; a number goes from reserved to issued, and to cancelled.
CREATE OR REPLACE FUNCTION keep_register() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR TG_TABLE_NAME <> 'register_entry' THEN
    RAISE EXCEPTION 'what the register has kept never changes' USING ERRCODE = 'MC003';
  ELSIF (NEW.book_id, NEW.number, NEW.suffix, NEW.symbol, NEW.request_id)
        IS DISTINCT FROM (OLD.book_id, OLD.number, OLD.suffix, OLD.symbol, OLD.request_id)
        OR OLD.state = 'cancelled' OR NEW.state = 'reserved' OR (OLD.state = 'issued' AND NEW.state = 'issued')
        OR (NEW.state = 'cancelled' AND (NEW.subject, NEW.dated, NEW.signer, NEW.recipients, NEW.about)
            IS DISTINCT FROM (OLD.subject, OLD.dated, OLD.signer, OLD.recipients, OLD.about)) THEN
    RAISE EXCEPTION 'a number of the register is issued once and cancelled once' USING ERRCODE = 'MC003';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER keep_register BEFORE UPDATE OR DELETE ON register_entry
  FOR EACH ROW EXECUTE FUNCTION keep_register();
CREATE OR REPLACE TRIGGER keep_register BEFORE UPDATE OR DELETE ON register_act
  FOR EACH ROW EXECUTE FUNCTION keep_register();
CREATE OR REPLACE TRIGGER keep_register BEFORE UPDATE OR DELETE ON register_request
  FOR EACH ROW EXECUTE FUNCTION keep_register();

-- What the account of the request may do with the books of a unit: 'writer' (its committee, its own
-- council), 'reader', or NULL.
-- Internal.
CREATE OR REPLACE FUNCTION register_access(wanted_unit integer) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN a.role = 'council' AND a.unit_id = wanted_unit THEN 'writer'
              WHEN a.role = 'committee' AND wanted_unit = ANY (app_readable_units()) THEN 'writer'
              WHEN a.role IN ('inspector', 'editor') THEN 'reader' END
    FROM account a WHERE a.id = app_account() AND a.is_active
$$;

-- '09', '128', '11a'.
-- Internal.
CREATE OR REPLACE FUNCTION register_label(number integer, suffix text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT lpad(number::text, greatest(2, length(number::text)), '0') || suffix
$$;

-- The place of a label in its book; NULL: it is none.
-- Internal.
CREATE OR REPLACE FUNCTION register_place(label text) RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT m[1]::integer * 32 + CASE WHEN m[2] = '' THEN 0 ELSE ascii(m[2]) - 96 END
    FROM regexp_match(label, '^0*([1-9][0-9]{0,4})([a-z]?)$') m
$$;

-- Days from which to which, in signs that every language reads.
-- Internal.
CREATE OR REPLACE FUNCTION register_days(since date, until date) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN until IS NULL THEN '≥ ' || x.since WHEN since IS NULL THEN '≤ ' || x.until ELSE x.since || ' – ' || x.until END
    FROM (SELECT to_char(since, 'DD/MM/YYYY') AS since, to_char(until, 'DD/MM/YYYY') AS until) x
$$;

-- ---------------------------------------------------------------- reading

-- Internal.
CREATE OR REPLACE FUNCTION register_book_json(b register_book) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'code', b.code, 'unit', u.code, 'unit_name', u.name, 'issuer', b.issuer, 'issuer_name', b.issuer_name,
           'type', b.type, 'type_name', b.type_name, 'type_key', b.type_key, 'term', b.term, 'term_from', b.term_from,
           'term_to', b.term_to, 'first_number', b.first_number, 'may_write', register_access(b.unit_id) = 'writer',
           'count', x.count, 'next_number', coalesce(x.last + 1, b.first_number), 'last_day', x.last_day)
    FROM unit u
   CROSS JOIN (SELECT count(*), max(e.number) AS last, max(e.dated) FILTER (WHERE e.state = 'issued') AS last_day
                 FROM register_entry e WHERE e.book_id = b.id) x
   WHERE u.id = b.unit_id
$$;

-- The books that the account may read, those of the newest term first; and the units for which it may
-- open one.
CREATE OR REPLACE FUNCTION app_register_books() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'bodies', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', u.code, 'name', u.name) ORDER BY u.code), '[]')
                        FROM unit u WHERE u.kind = 'province' AND u.valid_to IS NULL AND register_access(u.id) = 'writer'),
           'items', (SELECT coalesce(jsonb_agg(register_book_json(b) ORDER BY b.term_from DESC, b.issuer_key, b.type_key), '[]')
                       FROM register_book b WHERE register_access(b.unit_id) IS NOT NULL))
$$;
GRANT EXECUTE ON FUNCTION app_register_books() TO mc_gateway;

-- Internal.
CREATE OR REPLACE FUNCTION register_entry_json(e register_entry, b register_book) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'book', b.code, 'type', b.type, 'type_name', b.type_name, 'label', register_label(e.number, e.suffix),
           'symbol', e.symbol, 'state', e.state, 'subject', e.subject, 'dated', e.dated, 'signer', e.signer,
           'recipients', e.recipients, 'about', e.about, 'reason', e.reason, 'by', w.full_name, 'at', q.at)
    FROM register_request q JOIN account w ON w.id = q.account_id
   WHERE q.id = e.request_id
$$;

-- The entries that fit, of all books that the account may read; each filter NULL: any.  `of_year`: that of
-- the paper's day, or, without one, of the day on which the number was taken.
-- Internal.
CREATE OR REPLACE FUNCTION register_found(of_book text, of_type text, of_year bigint, in_state text, q text)
RETURNS SETOF register_entry
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT e.*
    FROM register_book b
    JOIN register_entry e ON e.book_id = b.id
    JOIN register_request r ON r.id = e.request_id
   WHERE register_access(b.unit_id) IS NOT NULL
     AND (of_book IS NULL OR b.code = of_book)
     AND (of_type IS NULL OR b.type_key = of_type)
     AND (of_year IS NULL OR extract(year FROM coalesce(e.dated, (r.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)) = of_year)
     AND (in_state IS NULL OR e.state = in_state)
     AND (q IS NULL OR strpos(lower(e.symbol), lower(btrim(q))) > 0
          OR search_has(concat_ws(' ', e.symbol, e.subject, e.signer, e.recipients), q))
$$;

-- A page of them, book by book, the last number first, behind the place `after` of a book.
CREATE OR REPLACE FUNCTION app_register_entries(of_book text, of_type text, of_year bigint, in_state text, q text,
                                                after_book bigint, after_place bigint, most integer)
RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH page AS MATERIALIZED (
    SELECT e, b, row_number() OVER (ORDER BY e.book_id DESC, e.place DESC) AS n
      FROM register_found(of_book, of_type, of_year, in_state, q) e JOIN register_book b ON b.id = e.book_id
     WHERE after_book IS NULL OR (e.book_id, e.place) < (after_book, after_place)
     ORDER BY e.book_id DESC, e.place DESC
     LIMIT most + 1)
  SELECT jsonb_build_object(
           'items', coalesce(jsonb_agg(register_entry_json(p.e, p.b) ORDER BY p.n) FILTER (WHERE p.n <= most), '[]'),
           'next', max((p.e).book_id || '.' || (p.e).place) FILTER (WHERE p.n = most AND EXISTS (SELECT FROM page WHERE n > most)))
    FROM page p
$$;
GRANT EXECUTE ON FUNCTION app_register_entries(text, text, bigint, text, text, bigint, bigint, integer) TO mc_gateway;

-- The same as a sheet to print: each book with its entries, the first number first.
CREATE OR REPLACE FUNCTION app_register_sheet(of_book text, of_type text, of_year bigint, in_state text, q text)
RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('books', coalesce(jsonb_agg(
           register_book_json(b) || jsonb_build_object('entries', x.entries) ORDER BY b.term_from, b.issuer_key, b.type_key), '[]'))
    FROM register_book b
    JOIN (SELECT o.id, jsonb_agg(register_entry_json(e, o) ORDER BY e.place) AS entries
            FROM register_found(of_book, of_type, of_year, in_state, q) e JOIN register_book o ON o.id = e.book_id
           GROUP BY o.id) x ON x.id = b.id
$$;
GRANT EXECUTE ON FUNCTION app_register_sheet(text, text, bigint, text, text) TO mc_gateway;

-- One entry with all that was done to it; NULL: none for this account.
CREATE OR REPLACE FUNCTION app_register_entry(wanted_book text, wanted_label text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT register_entry_json(e, b) || jsonb_build_object('may_write', register_access(b.unit_id) = 'writer', 'acts', (
           SELECT jsonb_agg(jsonb_build_object('act', a.act, 'reason', coalesce(a.detail ->> 'reason', ''),
                                               'by', w.full_name, 'at', a.at) ORDER BY a.id)
             FROM register_act a JOIN account w ON w.id = a.account_id
            WHERE a.book_id = b.id AND a.place = e.place))
    FROM register_book b JOIN register_entry e ON e.book_id = b.id
   WHERE b.code = wanted_book AND e.place = register_place(wanted_label) AND register_access(b.unit_id) IS NOT NULL
$$;
GRANT EXECUTE ON FUNCTION app_register_entry(text, text) TO mc_gateway;

-- ---------------------------------------------------------------- books

-- What is wrong with a book, new or as it shall be; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION register_book_fault(was register_book, next register_book) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN next.term_to < next.term_from THEN '{"fault": "period.missing", "field": "term_to"}'::jsonb
    WHEN x.count > 0 AND (was.unit_id, was.issuer, was.type, was.term_from, was.first_number)
         IS DISTINCT FROM (next.unit_id, next.issuer, next.type, next.term_from, next.first_number)
      THEN '{"fault": "register.used"}'
    WHEN x.last_day > next.term_to
      THEN jsonb_build_object('fault', 'register.term', 'field', 'term_to', 'about', register_days(x.last_day, NULL))
    ELSE (SELECT jsonb_build_object('fault', 'register.overlap', 'field', 'term_from', 'about', b.code)
            FROM register_book b
           WHERE b.id IS DISTINCT FROM was.id
             AND (b.unit_id, b.issuer_key, b.type_key) = (next.unit_id, next.issuer_key, next.type_key)
             AND daterange(b.term_from, b.term_to, '[]') && daterange(next.term_from, next.term_to, '[]')
           ORDER BY b.term_from LIMIT 1) END
    FROM (SELECT count(*), max(e.dated) FILTER (WHERE e.state = 'issued') AS last_day
            FROM register_entry e WHERE e.book_id = was.id) x
$$;

-- Opens a book, or changes one: once it has numbers, only names and the end of its term.  The same again
-- changes nothing.  named: type_name, type_key, issuer_key, as the grammar of symbols reads them.
CREATE OR REPLACE FUNCTION app_put_register_book(wanted text, body jsonb, named jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := jsonb_build_object('first_number', 1) || jsonb_strip_nulls(body);
  body_unit unit;
  was register_book;
  next register_book;
  fault jsonb;
BEGIN
  -- One book of a unit at a time: the terms of two may not overlap.
  SELECT * INTO body_unit FROM unit WHERE code = given ->> 'unit' FOR NO KEY UPDATE;
  SELECT * INTO was FROM register_book WHERE code = wanted FOR NO KEY UPDATE;
  IF body_unit.id IS NULL THEN
    RETURN '{"fault": "unit.unknown", "field": "unit"}';
  ELSIF register_access(coalesce(was.unit_id, body_unit.id)) IS DISTINCT FROM 'writer'
     OR register_access(body_unit.id) IS DISTINCT FROM 'writer' THEN
    RETURN '{"fault": "forbidden", "field": "unit"}';
  ELSIF body_unit.kind <> 'province' THEN
    RETURN '{"fault": "register.body", "field": "unit"}';
  END IF;
  next := jsonb_populate_record(was, given || named || jsonb_build_object('code', wanted, 'unit_id', body_unit.id,
                                                                          'term_to', given -> 'term_to'));
  IF next = was THEN
    RETURN register_book_json(was);
  END IF;
  fault := register_book_fault(was, next);
  IF fault IS NOT NULL THEN
    RETURN fault;
  ELSIF was.id IS NULL THEN
    INSERT INTO register_book (code, unit_id, issuer, issuer_name, type, type_name, issuer_key, type_key, term, term_from,
                               term_to, first_number)
    VALUES (next.code, next.unit_id, next.issuer, next.issuer_name, next.type, next.type_name, next.issuer_key, next.type_key,
            next.term, next.term_from, next.term_to, next.first_number)
    RETURNING * INTO next;
  ELSE
    UPDATE register_book
       SET (unit_id, issuer, issuer_name, type, type_name, issuer_key, type_key, term, term_from, term_to, first_number)
         = (next.unit_id, next.issuer, next.issuer_name, next.type, next.type_name, next.issuer_key, next.type_key, next.term,
            next.term_from, next.term_to, next.first_number)
     WHERE id = was.id;
  END IF;
  INSERT INTO register_act (book_id, act, detail, account_id)
  VALUES (next.id, CASE WHEN was.id IS NULL THEN 'opened' ELSE 'changed' END, given, app_account());
  RETURN register_book_json(next);
EXCEPTION WHEN check_violation THEN           -- the table states how type and issuer are written
  RETURN jsonb_build_object('fault', 'register.symbol', 'field', 'type', 'about', next.type || '/' || next.issuer);
END $$;
GRANT EXECUTE ON FUNCTION app_put_register_book(text, jsonb, jsonb) TO mc_gateway;

-- ---------------------------------------------------------------- numbers

-- What is wrong with the day of a paper at a place of its book; NULL: nothing.  Days do not run backwards
-- along the numbers; one that was cancelled binds none.
-- Internal.
CREATE OR REPLACE FUNCTION register_day_fault(b register_book, at_place integer, day date) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN day IS NULL THEN '{"fault": "field.missing", "field": "dated"}'::jsonb
    WHEN day < b.term_from OR day > b.term_to
      THEN jsonb_build_object('fault', 'register.term', 'field', 'dated', 'about', register_days(b.term_from, b.term_to))
    WHEN day > today_here() THEN '{"fault": "register.future", "field": "dated"}'
    WHEN day < x.since OR day > x.until
      THEN jsonb_build_object('fault', 'register.day', 'field', 'dated', 'about', register_days(x.since, x.until)) END
    FROM (SELECT (SELECT e.dated FROM register_entry e
                   WHERE e.book_id = b.id AND e.place < at_place AND e.state = 'issued' ORDER BY e.place DESC LIMIT 1) AS since,
                 (SELECT e.dated FROM register_entry e
                   WHERE e.book_id = b.id AND e.place > at_place AND e.state = 'issued' ORDER BY e.place LIMIT 1) AS until) x
$$;

-- What is wrong with the object that a paper belongs to; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION register_about_fault(about jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN about IS NOT NULL AND NOT EXISTS (
                SELECT FROM campaign c
                 WHERE c.code = about ->> 'campaign'
                   AND (about ->> 'kind' = 'publication' OR EXISTS (
                         SELECT FROM inspection_round r WHERE r.campaign_id = c.id AND r.code = about ->> 'code')))
              THEN '{"fault": "register.about", "field": "about"}'::jsonb END
$$;

-- The next free place: behind all numbers, or with the next letter behind one.  The book is locked.
-- Internal.
CREATE OR REPLACE FUNCTION register_next(b register_book, behind integer, OUT number integer, OUT suffix text, OUT fault jsonb)
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  last register_entry;
BEGIN
  SELECT * INTO last FROM register_entry e
   WHERE e.book_id = b.id AND (behind IS NULL OR e.number = behind) ORDER BY e.place DESC LIMIT 1;
  number := coalesce(behind, last.number + 1, b.first_number);
  suffix := CASE WHEN behind IS NULL THEN '' ELSE chr(CASE WHEN last.suffix = '' THEN 97 ELSE ascii(last.suffix) + 1 END) END;
  fault := CASE WHEN behind IS NOT NULL AND last.number IS NULL
                  THEN jsonb_build_object('fault', 'register.behind', 'field', 'behind', 'about', behind)
                WHEN suffix !~ '^[a-z]?$' OR number > 99999 THEN '{"fault": "register.full"}' END;
END $$;

-- Takes a number (or, of reservations, several) of a book, within the transaction of the caller: another
-- function that writes a paper calls this, and paper and number are there together or not at all.  It asks
-- nothing about rights: the caller has.  The book stays locked until the transaction ends; to take from
-- two books, take in the order of their codes.
--   wanted_book     code of the book
--   wanted_request  names this taking, e.g. the id of the paper: the same with the same content returns the
--                   same number again, with other content it is refused (idempotency.conflict)
--   given           state "issued" (usual) or "reserved"; subject; dated (needed where issued); signer;
--                   recipients; department ("TCKT": the symbol ends in -TCKT); count of reservations;
--                   behind: the number behind which a late paper goes (11: 11a); about {kind, campaign, code}
-- Returns {"items": [{"label": "128", "symbol": "128-KH/UBKTTĐ", ...}]}, a refusal {"fault", "field",
-- "about"}, after which nothing was taken, or NULL: no such book.
-- Internal.
CREATE OR REPLACE FUNCTION take_number(wanted_book text, wanted_request uuid, given jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  wanted jsonb := '{"state": "issued", "count": 1, "signer": "", "recipients": "", "department": ""}' || jsonb_strip_nulls(given);
  department text := wanted ->> 'department';
  b register_book;
  was register_request;
  one record;
  fault jsonb;
BEGIN
  SELECT * INTO b FROM register_book WHERE code = wanted_book FOR NO KEY UPDATE;
  IF b.id IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT * INTO was FROM register_request WHERE id = wanted_request;
  IF was.id IS NOT NULL AND (was.book_id, was.body) IS DISTINCT FROM (b.id, wanted) THEN
    RETURN '{"fault": "idempotency.conflict"}';
  ELSIF was.id IS NULL THEN
    one := register_next(b, (wanted ->> 'behind')::integer);
    fault := coalesce(one.fault, register_about_fault(wanted -> 'about'),
                      CASE WHEN wanted ->> 'state' = 'issued'
                           THEN register_day_fault(b, register_place(one.number || one.suffix), (wanted ->> 'dated')::date) END,
                      CASE WHEN (wanted ->> 'count')::integer > 1 AND (wanted ->> 'state' = 'issued' OR wanted ? 'behind')
                             THEN '{"fault": "register.count", "field": "count"}'::jsonb
                           WHEN one.number + (wanted ->> 'count')::integer - 1 > 99999 THEN '{"fault": "register.full"}'
                           WHEN length(department) > 24 OR department !~ '^([A-ZĂÂĐÊÔƠƯ][A-ZĂÂĐÊÔƠƯ0-9]*(-[A-ZĂÂĐÊÔƠƯ][A-ZĂÂĐÊÔƠƯ0-9]*)*)?$'
                             THEN jsonb_build_object('fault', 'register.symbol', 'field', 'department', 'about', department) END);
    IF fault IS NOT NULL THEN
      RETURN fault;
    END IF;
    INSERT INTO register_request (id, book_id, body, account_id) VALUES (wanted_request, b.id, wanted, app_account())
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN                       -- the same key, of another book, at the same time
      RETURN '{"fault": "idempotency.conflict"}';
    END IF;
    WITH taken AS (
      INSERT INTO register_entry (book_id, number, suffix, symbol, state, subject, dated, signer, recipients, about, request_id)
      SELECT b.id, n, one.suffix, concat_ws('-', register_label(n, one.suffix), b.type || '/' || b.issuer, nullif(department, '')),
             wanted ->> 'state', wanted ->> 'subject', CASE WHEN wanted ->> 'state' = 'issued' THEN (wanted ->> 'dated')::date END,
             wanted ->> 'signer', wanted ->> 'recipients', wanted -> 'about', wanted_request
        FROM generate_series(one.number, one.number + (wanted ->> 'count')::integer - 1) n
      RETURNING place)
    INSERT INTO register_act (book_id, place, act, detail, account_id)
    SELECT b.id, t.place, wanted ->> 'state', wanted, app_account() FROM taken t ORDER BY t.place;
  END IF;
  RETURN jsonb_build_object('items', (SELECT jsonb_agg(register_entry_json(e, b) ORDER BY e.place)
                                        FROM register_entry e WHERE e.request_id = wanted_request));
END $$;

-- NULL: no such book for this account.
CREATE OR REPLACE FUNCTION app_take_number(wanted_book text, wanted_request uuid, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  access text := (SELECT register_access(b.unit_id) FROM register_book b WHERE b.code = wanted_book);
BEGIN
  RETURN CASE access WHEN 'writer' THEN take_number(wanted_book, wanted_request, body)
                     WHEN 'reader' THEN '{"fault": "forbidden"}' END;
END $$;
GRANT EXECUTE ON FUNCTION app_take_number(text, uuid, jsonb) TO mc_gateway;

-- The entry of a write, with its book, which is locked until the transaction ends; `e.book_id` NULL: none
-- for this account.
-- Internal.
CREATE OR REPLACE FUNCTION register_for_write(wanted_book text, wanted_label text, OUT b register_book, OUT e register_entry,
                                              OUT fault jsonb)
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
  SELECT * INTO b FROM register_book WHERE code = wanted_book FOR NO KEY UPDATE;
  IF register_access(b.unit_id) IS NOT NULL THEN
    SELECT * INTO e FROM register_entry x WHERE x.book_id = b.id AND x.place = register_place(wanted_label);
    fault := CASE WHEN register_access(b.unit_id) <> 'writer' THEN '{"fault": "forbidden"}'::jsonb END;
  END IF;
END $$;

-- Issues a reserved number under a day: a paper has it from now on.  The same again changes nothing.
CREATE OR REPLACE FUNCTION app_issue_number(wanted_book text, wanted_label text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := '{"signer": "", "recipients": ""}' || jsonb_strip_nulls(body);
  spot record;
  fault jsonb;
BEGIN
  spot := register_for_write(wanted_book, wanted_label);
  IF (spot.e).book_id IS NULL OR spot.fault IS NOT NULL THEN
    RETURN spot.fault;
  ELSIF EXISTS (SELECT FROM register_act a WHERE a.book_id = (spot.b).id AND a.place = (spot.e).place AND a.act = 'issued'
                                             AND a.detail = given) AND (spot.e).state = 'issued' THEN
    RETURN app_register_entry(wanted_book, wanted_label);
  END IF;
  fault := CASE WHEN (spot.e).state <> 'reserved' THEN '{"fault": "register.state"}'::jsonb
                ELSE coalesce(register_about_fault(given -> 'about'),
                              register_day_fault(spot.b, (spot.e).place, (given ->> 'dated')::date)) END;
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  UPDATE register_entry
     SET state = 'issued', subject = given ->> 'subject', dated = (given ->> 'dated')::date, signer = given ->> 'signer',
         recipients = given ->> 'recipients', about = coalesce(given -> 'about', about)
   WHERE book_id = (spot.b).id AND place = (spot.e).place;
  INSERT INTO register_act (book_id, place, act, detail, account_id)
  VALUES ((spot.b).id, (spot.e).place, 'issued', given, app_account());
  RETURN app_register_entry(wanted_book, wanted_label);
END $$;
GRANT EXECUTE ON FUNCTION app_issue_number(text, text, jsonb) TO mc_gateway;

-- Cancels a number with a reason: it stays in the book and is never given again.  The same again changes
-- nothing.
CREATE OR REPLACE FUNCTION app_cancel_number(wanted_book text, wanted_label text, given_reason text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  spot record;
BEGIN
  spot := register_for_write(wanted_book, wanted_label);
  IF (spot.e).book_id IS NULL OR spot.fault IS NOT NULL THEN
    RETURN spot.fault;
  ELSIF btrim(given_reason) = '' THEN
    RETURN '{"fault": "reason.missing", "field": "reason"}';
  ELSIF (spot.e).state = 'cancelled' AND (spot.e).reason <> btrim(given_reason) THEN
    RETURN '{"fault": "register.state"}';
  ELSIF (spot.e).state <> 'cancelled' THEN
    UPDATE register_entry SET state = 'cancelled', reason = btrim(given_reason)
     WHERE book_id = (spot.b).id AND place = (spot.e).place;
    INSERT INTO register_act (book_id, place, act, detail, account_id)
    VALUES ((spot.b).id, (spot.e).place, 'cancelled', jsonb_build_object('reason', btrim(given_reason)), app_account());
  END IF;
  RETURN app_register_entry(wanted_book, wanted_label);
END $$;
GRANT EXECUTE ON FUNCTION app_cancel_number(text, text, text) TO mc_gateway;
