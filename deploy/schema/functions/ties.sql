-- Who may not inspect which unit: memberships with their days, conflicts that are declared, and the
-- triggers that keep both apart from the teams of inspection rounds.

-- Teams and ties change one transaction at a time: neither may miss what the other has just written.
-- Internal.
CREATE OR REPLACE FUNCTION hold_ties() RETURNS void LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  SELECT pg_advisory_xact_lock(hashtext('inspection.ties'))
$$;

-- Why the account may not inspect the unit in a round that begins on this day, in Vietnamese; NULL: it
-- may.  A member of a unit belongs to those above it and to its successors, too.
-- Internal.
CREATE OR REPLACE FUNCTION tie_against(wanted_account integer, wanted_unit integer, begins date) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH RECURSIVE tied AS (
    SELECT t.id, t.unit_id AS reaches
      FROM account_tie t CROSS JOIN inspection_policy p
     WHERE t.account_id = wanted_account AND t.withdrawn_at IS NULL
       AND (t.kind = 'named' OR t.until IS NULL OR t.until > begins - make_interval(years => p.term_years))
    UNION
    SELECT f.id, x.unit_id
      FROM tied f
      JOIN account_tie t ON t.id = f.id
     CROSS JOIN LATERAL (
       SELECT u.parent_id AS unit_id FROM unit u
        WHERE u.id = f.reaches AND u.parent_id IS NOT NULL AND t.kind = 'member'
       UNION ALL
       SELECT s.to_unit FROM succession s WHERE s.from_unit = f.reaches) x)
  SELECT a.full_name || ' (' || a.username || ')'
         || CASE WHEN t.kind = 'named' THEN ' có xung đột lợi ích đã khai với ' || u.name || ': ' || t.reason
                 WHEN t.until IS NULL THEN ' đang sinh hoạt, công tác tại ' || u.name
                 ELSE ' đã sinh hoạt, công tác tại ' || u.name || ' đến ngày ' || to_char(t.until - 1, 'DD/MM/YYYY')
                      || ', chưa hết một nhiệm kỳ (' || p.term_years || ' năm)' END
    FROM tied f
    JOIN account_tie t ON t.id = f.id
    JOIN account a ON a.id = t.account_id
    JOIN unit u ON u.id = t.unit_id
   CROSS JOIN inspection_policy p
   WHERE f.reaches = wanted_unit
   ORDER BY t.kind DESC, t.until DESC NULLS FIRST, t.id
   LIMIT 1
$$;

-- The first conflict of teams whose round is not over: of one team, or of one account.  NULL: none.
-- Internal.
CREATE OR REPLACE FUNCTION team_conflict(wanted_team integer, wanted_account integer) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT x.reason || '; ' || t.name || ' (' || r.code || ') kiểm tra ' || n.name
    FROM round_team t
    JOIN inspection_round r ON r.id = t.round_id AND r.state NOT IN ('concluded', 'closed')
    JOIN team_member m ON m.team_id = t.id
    JOIN team_unit u ON u.team_id = t.id
    JOIN unit n ON n.id = u.unit_id
   CROSS JOIN LATERAL (SELECT tie_against(m.account_id, u.unit_id, r.period_from) AS reason) x
   WHERE (t.id = wanted_team OR m.account_id = wanted_account) AND x.reason IS NOT NULL
   ORDER BY m.account_id, u.unit_id
   LIMIT 1
$$;

-- The proof: whatever writes a team or a tie, no member of a team is tied to a unit of it.  Commands catch
-- MC001 and refuse with its text.
CREATE OR REPLACE FUNCTION refuse_conflict() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  found text;
BEGIN
  PERFORM hold_ties();
  IF TG_TABLE_NAME = 'account_tie' THEN
    found := team_conflict(NULL, NEW.account_id);
  ELSIF TG_TABLE_NAME = 'inspection_round' THEN
    SELECT max(team_conflict(t.id, NULL)) INTO found FROM round_team t WHERE t.round_id = NEW.id;
  ELSE
    found := team_conflict(NEW.team_id, NULL);
  END IF;
  IF found IS NOT NULL THEN
    RAISE EXCEPTION '%', found USING ERRCODE = 'MC001';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER refuse_conflict AFTER INSERT OR UPDATE ON team_member
  FOR EACH ROW EXECUTE FUNCTION refuse_conflict();
CREATE OR REPLACE TRIGGER refuse_conflict AFTER INSERT OR UPDATE ON team_unit
  FOR EACH ROW EXECUTE FUNCTION refuse_conflict();
CREATE OR REPLACE TRIGGER refuse_conflict AFTER INSERT OR UPDATE ON account_tie
  FOR EACH ROW EXECUTE FUNCTION refuse_conflict();
-- An earlier first day brings memberships back into the term, a step back reopens the round.
CREATE OR REPLACE TRIGGER refuse_conflict AFTER UPDATE OF period_from, state ON inspection_round
  FOR EACH ROW EXECUTE FUNCTION refuse_conflict();

-- The unit of an account is a membership, and stays one with its last day when the account moves.
CREATE OR REPLACE FUNCTION keep_membership() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.unit_id IS NOT DISTINCT FROM NEW.unit_id THEN
      RETURN NULL;
    END IF;
    UPDATE account_tie SET until = today_here()
     WHERE account_id = NEW.id AND is_kept AND kind = 'member' AND until IS NULL;
  END IF;
  INSERT INTO account_tie (account_id, unit_id, kind, since, is_kept)
  SELECT NEW.id, NEW.unit_id, 'member', today_here(), true WHERE NEW.unit_id IS NOT NULL;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER keep_membership AFTER INSERT OR UPDATE OF unit_id ON account
  FOR EACH ROW EXECUTE FUNCTION keep_membership();

-- Whether the account of the request may read and write the ties of another one: those who plan rounds
-- and administrators of all, each inspector of the own account.
-- Internal.
CREATE OR REPLACE FUNCTION may_tie(wanted text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM account a WHERE a.id = app_account() AND a.is_active
                    AND (a.role IN ('editor', 'committee', 'admin') OR a.username = wanted))
$$;

-- NULL: there is no such account, or it is not the reader's affair.
CREATE OR REPLACE FUNCTION app_ties(wanted text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('username', a.username, 'full_name', a.full_name,
           'term_years', (SELECT term_years FROM inspection_policy),
           'ties', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                             'id', t.id, 'kind', t.kind, 'unit', u.code, 'unit_name', u.name,
                             'since', t.since, 'until', t.until, 'reason', t.reason, 'is_kept', t.is_kept,
                             'by', b.full_name, 'at', t.at, 'withdrawn_by', w.full_name,
                             'withdrawn_at', t.withdrawn_at) ORDER BY t.id), '[]')
                      FROM account_tie t
                      JOIN unit u ON u.id = t.unit_id
                      LEFT JOIN account b ON b.id = t.by_id
                      LEFT JOIN account w ON w.id = t.withdrawn_by
                     WHERE t.account_id = a.id))
    FROM account a WHERE a.username = wanted AND may_tie(wanted)
$$;
GRANT EXECUTE ON FUNCTION app_ties(text) TO mc_gateway;

-- given: kind, unit, since, until, reason.  The same tie again changes nothing.
CREATE OR REPLACE FUNCTION app_add_tie(wanted text, given jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  tied integer := (SELECT id FROM account WHERE username = wanted AND may_tie(wanted));
  at_unit integer := (SELECT id FROM unit WHERE code = given ->> 'unit');
BEGIN
  IF tied IS NULL THEN
    RETURN NULL;
  ELSIF at_unit IS NULL THEN
    RETURN '{"fault": "unit.unknown", "field": "unit"}';
  ELSIF given ->> 'kind' = 'named' AND btrim(coalesce(given ->> 'reason', '')) = '' THEN
    RETURN '{"fault": "reason.missing", "field": "reason"}';
  ELSIF (given ->> 'until')::date < (given ->> 'since')::date THEN
    RETURN '{"fault": "period.missing", "field": "until"}';
  END IF;
  INSERT INTO account_tie (account_id, unit_id, kind, since, until, reason, by_id)
  SELECT tied, at_unit, x.*, app_account()
    FROM (SELECT given ->> 'kind', (given ->> 'since')::date, (given ->> 'until')::date,
                 btrim(coalesce(given ->> 'reason', ''))) AS x(kind, since, until, reason)
   WHERE NOT EXISTS (SELECT FROM account_tie t
                      WHERE t.account_id = tied AND t.unit_id = at_unit AND t.withdrawn_at IS NULL
                        AND (t.kind, t.since, t.until, t.reason) IS NOT DISTINCT FROM (x.kind, x.since, x.until, x.reason));
  RETURN app_ties(wanted);
EXCEPTION WHEN SQLSTATE 'MC001' THEN
  RETURN jsonb_build_object('fault', 'tie.inspects', 'field', 'unit', 'about', SQLERRM);
END $$;
GRANT EXECUTE ON FUNCTION app_add_tie(text, jsonb) TO mc_gateway;

-- A tie that was said by mistake; those from account.unit_id stay.
CREATE OR REPLACE FUNCTION app_withdraw_tie(wanted text, wanted_tie bigint) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  was account_tie;
BEGIN
  SELECT t.* INTO was FROM account_tie t JOIN account a ON a.id = t.account_id
   WHERE a.username = wanted AND t.id = wanted_tie AND may_tie(wanted) FOR UPDATE OF t;
  IF was.id IS NULL THEN
    RETURN NULL;
  ELSIF was.is_kept THEN
    RETURN '{"fault": "tie.kept"}';
  ELSIF NOT account_is('editor', 'committee', 'admin') THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  UPDATE account_tie SET withdrawn_by = app_account(), withdrawn_at = now()
   WHERE id = was.id AND withdrawn_at IS NULL;
  RETURN app_ties(wanted);
END $$;
GRANT EXECUTE ON FUNCTION app_withdraw_tie(text, bigint) TO mc_gateway;
