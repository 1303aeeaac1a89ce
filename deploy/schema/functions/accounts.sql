-- Accounts: an administrator makes, changes and invites them; each person sets the own password.
-- A function answers NULL for an account that is not there, {"fault", "field"} for a refusal.

CREATE OR REPLACE FUNCTION account_is_admin() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM account WHERE id = app_account() AND role = 'admin' AND is_active)
$$;
GRANT EXECUTE ON FUNCTION account_is_admin() TO mc_gateway, mc_admin;

CREATE OR REPLACE FUNCTION app_account_json(wanted integer) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'username', a.username, 'full_name', a.full_name, 'role', a.role,
           'unit', u.code, 'unit_name', u.name, 'is_active', a.is_active,
           'has_password', a.password_hash IS NOT NULL,
           'email', (SELECT d.target FROM address d WHERE d.account_id = a.id AND d.channel = 2 LIMIT 1),
           'sessions', (SELECT count(*) FROM session s WHERE s.account_id = a.id AND s.expires_at > now()),
           'last_sign_in', (SELECT max(s.opened_at) FROM session s WHERE s.account_id = a.id),
           'invited_until', (SELECT max(i.expires_at) FROM invitation i
                              WHERE i.account_id = a.id AND i.used_at IS NULL AND i.expires_at > now()))
    FROM account a LEFT JOIN unit u ON u.id = a.unit_id
   WHERE a.id = wanted AND account_is_admin()
$$;
GRANT EXECUTE ON FUNCTION app_account_json(integer) TO mc_gateway, mc_admin;

-- What is wrong with the data of an account; NULL: nothing.
CREATE OR REPLACE FUNCTION account_fault(given_role text, given_unit text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN given_unit IS NOT NULL AND NOT EXISTS (SELECT FROM unit WHERE code = given_unit)
      THEN '{"fault": "unit.unknown", "field": "unit"}'::jsonb
    WHEN given_role IN ('officer', 'council', 'committee') AND given_unit IS NULL
      THEN '{"fault": "account.unit_needed", "field": "unit"}'::jsonb END
$$;
GRANT EXECUTE ON FUNCTION account_fault(text, text) TO mc_admin;

CREATE OR REPLACE FUNCTION account_set_email(wanted integer, given text) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  DELETE FROM address WHERE account_id = wanted AND channel = 2 AND target <> coalesce(given, '');
  INSERT INTO address (account_id, channel, target)
  SELECT wanted, 2, given WHERE coalesce(given, '') <> ''
  ON CONFLICT DO NOTHING
$$;
GRANT EXECUTE ON FUNCTION account_set_email(integer, text) TO mc_admin;

-- A new link; the earlier ones of the account end.
CREATE OR REPLACE FUNCTION account_invite(wanted integer, hash bytea, hours integer) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE until timestamptz := now() + hours * interval '1 hour';
BEGIN
  DELETE FROM invitation WHERE account_id = wanted AND used_at IS NULL;
  INSERT INTO invitation (token_hash, account_id, created_by, expires_at)
  VALUES (hash, wanted, app_account(), until);
  INSERT INTO account_act (account_id, act, by_id) VALUES (wanted, 'invited', app_account());
  RETURN until;
END $$;
GRANT EXECUTE ON FUNCTION account_invite(integer, bytea, integer) TO mc_admin;

-- The link with which the first administrator begins, while no administrator has a password; the one
-- before it ends.  NULL: there is an administrator.
CREATE OR REPLACE FUNCTION first_link(hash bytea, hours integer) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE found integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('account.admin'));
  IF EXISTS (SELECT FROM account WHERE role = 'admin' AND is_active AND password_hash IS NOT NULL) THEN
    RETURN NULL;
  END IF;
  SELECT min(id) INTO found FROM account WHERE role = 'admin' AND is_active;
  IF found IS NULL THEN
    INSERT INTO account (username, full_name, role)
    SELECT 'quan-tri' || CASE WHEN n > 1 THEN '-' || n ELSE '' END, 'Quản trị', 'admin'
      FROM generate_series(1, 1000) n
     WHERE NOT EXISTS (SELECT FROM account WHERE username = 'quan-tri' || CASE WHEN n > 1 THEN '-' || n ELSE '' END)
     ORDER BY n LIMIT 1
    RETURNING id INTO found;
    INSERT INTO account_act (account_id, act) VALUES (found, 'created');
  END IF;
  RETURN jsonb_build_object('username', (SELECT username FROM account WHERE id = found),
                            'until', to_char(account_invite(found, hash, hours) AT TIME ZONE 'Asia/Ho_Chi_Minh',
                                             'HH24:MI DD/MM/YYYY'));
END $$;
GRANT EXECUTE ON FUNCTION first_link(bytea, integer) TO mc_admin;

-- given: username, full_name, role, unit, email.
CREATE OR REPLACE FUNCTION app_create_account(given jsonb, hash bytea, hours integer) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  fault jsonb := account_fault(given ->> 'role', given ->> 'unit');
  made integer;
BEGIN
  IF NOT account_is_admin() THEN
    RETURN '{"fault": "forbidden"}';
  ELSIF given ->> 'username' !~ '^[a-z0-9][a-z0-9._-]{1,39}$' THEN
    RETURN '{"fault": "account.username", "field": "username"}';
  ELSIF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  INSERT INTO account (username, full_name, role, unit_id)
  SELECT given ->> 'username', given ->> 'full_name', given ->> 'role',
         (SELECT id FROM unit WHERE code = given ->> 'unit')
  ON CONFLICT (username) DO NOTHING
  RETURNING id INTO made;
  IF made IS NULL THEN
    RETURN '{"fault": "account.exists", "field": "username"}';
  END IF;
  PERFORM account_set_email(made, given ->> 'email');
  INSERT INTO account_act (account_id, act, by_id) VALUES (made, 'created', app_account());
  PERFORM account_invite(made, hash, hours);
  RETURN app_account_json(made);
END $$;
GRANT EXECUTE ON FUNCTION app_create_account(jsonb, bytea, integer) TO mc_gateway, mc_admin;

-- What is absent in `given` stays as it is.  The last active administrator remains one.
CREATE OR REPLACE FUNCTION app_change_account(wanted text, given jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  was account;
  next_role text;
  next_unit text;
  next_active boolean;
  fault jsonb;
BEGIN
  IF NOT account_is_admin() THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  -- One change at a time: two administrators may not remove each other at once.
  PERFORM pg_advisory_xact_lock(hashtext('account.admin'));
  SELECT * INTO was FROM account WHERE username = wanted FOR UPDATE;
  IF was.id IS NULL THEN
    RETURN NULL;
  END IF;
  next_role := coalesce(given ->> 'role', was.role);
  next_unit := CASE WHEN given ? 'unit' THEN given ->> 'unit' ELSE (SELECT code FROM unit WHERE id = was.unit_id) END;
  next_active := coalesce((given ->> 'is_active')::boolean, was.is_active);
  fault := account_fault(next_role, next_unit);
  IF fault IS NOT NULL THEN
    RETURN fault;
  ELSIF was.role = 'admin' AND was.is_active AND (next_role <> 'admin' OR NOT next_active)
        AND NOT EXISTS (SELECT FROM account WHERE role = 'admin' AND is_active AND id <> was.id) THEN
    RETURN '{"fault": "account.last_admin", "field": "role"}';
  END IF;
  UPDATE account
     SET full_name = coalesce(given ->> 'full_name', full_name), role = next_role, is_active = next_active,
         unit_id = (SELECT id FROM unit WHERE code = next_unit)
   WHERE id = was.id;
  IF given ? 'email' THEN
    PERFORM account_set_email(was.id, given ->> 'email');
  END IF;
  IF NOT next_active OR next_role <> was.role THEN
    DELETE FROM session WHERE account_id = was.id;
    UPDATE access_key SET revoked_at = now(), revoked_by = app_account() WHERE account_id = was.id AND revoked_at IS NULL;
    DELETE FROM invitation WHERE account_id = was.id AND used_at IS NULL AND NOT next_active;
  END IF;
  INSERT INTO account_act (account_id, act, by_id, detail)
  VALUES (was.id, 'changed', app_account(),
          jsonb_build_object('full_name', was.full_name, 'role', was.role, 'is_active', was.is_active,
                             'unit', (SELECT code FROM unit WHERE id = was.unit_id)));
  RETURN app_account_json(was.id);
EXCEPTION WHEN SQLSTATE 'MC001' THEN          -- a team inspects the unit (functions/ties)
  RETURN jsonb_build_object('fault', 'tie.inspects', 'field', 'unit', 'about', SQLERRM);
END $$;
GRANT EXECUTE ON FUNCTION app_change_account(text, jsonb) TO mc_gateway, mc_admin;

-- A one-time link for an account that exists: its first password, or one that was forgotten.
CREATE OR REPLACE FUNCTION app_invite_account(wanted text, hash bytea, hours integer) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found integer;
BEGIN
  IF NOT account_is_admin() THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  SELECT id INTO found FROM account WHERE username = wanted AND is_active FOR UPDATE;
  IF found IS NOT NULL THEN
    PERFORM account_invite(found, hash, hours);
  END IF;
  RETURN app_account_json(found);
END $$;
GRANT EXECUTE ON FUNCTION app_invite_account(text, bytea, integer) TO mc_gateway, mc_admin;

CREATE OR REPLACE FUNCTION app_sign_out_account(wanted text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found integer;
BEGIN
  IF NOT account_is_admin() THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  -- The update makes the gateways read their sessions again.
  UPDATE account SET is_active = is_active WHERE username = wanted RETURNING id INTO found;
  IF found IS NOT NULL THEN
    DELETE FROM session WHERE account_id = found;
    UPDATE access_key SET revoked_at = now(), revoked_by = app_account() WHERE account_id = found AND revoked_at IS NULL;
    INSERT INTO account_act (account_id, act, by_id) VALUES (found, 'signed_out', app_account());
  END IF;
  RETURN app_account_json(found);
END $$;
GRANT EXECUTE ON FUNCTION app_sign_out_account(text) TO mc_gateway, mc_admin;

-- For whom a link is; NULL: none, used or too old.
CREATE OR REPLACE FUNCTION app_invitation(hash bytea) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('username', a.username, 'full_name', a.full_name, 'role', a.role,
                            'unit', u.code, 'unit_name', u.name, 'expires_at', i.expires_at)
    FROM invitation i
    JOIN account a ON a.id = i.account_id AND a.is_active
    LEFT JOIN unit u ON u.id = a.unit_id
   WHERE i.token_hash = hash AND i.used_at IS NULL AND i.expires_at > now()
$$;
GRANT EXECUTE ON FUNCTION app_invitation(bytea) TO mc_gateway, mc_admin;

-- Sets a password and ends every session of the account, in which a former owner may still be.
CREATE OR REPLACE FUNCTION account_take_password(wanted integer, password text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE account SET password_hash = password WHERE id = wanted;
  DELETE FROM session WHERE account_id = wanted;
  DELETE FROM invitation WHERE account_id = wanted AND used_at IS NULL;
  INSERT INTO account_act (account_id, act, by_id) VALUES (wanted, 'password_set', wanted);
END $$;
GRANT EXECUTE ON FUNCTION account_take_password(integer, text) TO mc_admin;

CREATE OR REPLACE FUNCTION app_use_invitation(hash bytea, password text, given_name text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  about jsonb := app_invitation(hash);
  found integer;
BEGIN
  UPDATE invitation SET used_at = now()
   WHERE token_hash = hash AND used_at IS NULL AND expires_at > now() AND about IS NOT NULL
  RETURNING account_id INTO found;
  IF found IS NULL THEN
    RETURN '{"fault": "invitation.invalid", "field": "token"}';
  END IF;
  UPDATE account SET full_name = given_name WHERE id = found AND coalesce(given_name, '') <> '';
  PERFORM account_take_password(found, password);
  RETURN about;
END $$;
GRANT EXECUTE ON FUNCTION app_use_invitation(bytea, text, text) TO mc_gateway, mc_admin;

CREATE OR REPLACE FUNCTION app_set_password(password text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE me integer := app_account();
BEGIN
  PERFORM account_take_password(me, password);
  RETURN jsonb_build_object('username', (SELECT username FROM account WHERE id = me));
END $$;
GRANT EXECUTE ON FUNCTION app_set_password(text) TO mc_gateway, mc_admin;

-- Accounts of a list, each with a link whose hash stands in the row; all of them or, with the faults of
-- every row, none.  One that is there already, as the row has it, stays as it is.
-- given: [{"username","full_name","role","unit","email","token"}].
CREATE OR REPLACE FUNCTION app_import_accounts(given jsonb, hours integer) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  faults jsonb;
  one record;
  made jsonb := '[]';
BEGIN
  IF NOT account_is_admin() THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('account.admin'));
  CREATE TEMP TABLE row ON COMMIT DROP AS
    SELECT g.n, r.*, row_number() OVER (PARTITION BY r.username ORDER BY g.n) AS place, a.id AS known,
           a.role = r.role AND coalesce((SELECT code FROM unit WHERE id = a.unit_id), '') = r.unit AS is_same
      FROM jsonb_array_elements(given) WITH ORDINALITY g(r, n)
     CROSS JOIN LATERAL jsonb_to_record(g.r) AS r(username text, full_name text, role text, unit text,
                                                  email text, token text)
      LEFT JOIN account a ON a.username = r.username;
  SELECT coalesce(jsonb_agg(tree_fault(n, v.field, v.code, v.about) ORDER BY n, v.field), '[]') INTO faults
    FROM row
   CROSS JOIN LATERAL (VALUES
     ('username', CASE WHEN username = '' THEN 'cell.missing'
                       WHEN username !~ '^[a-z0-9][a-z0-9._-]{1,39}$' THEN 'account.username'
                       WHEN place > 1 THEN 'line.twice'
                       WHEN known IS NOT NULL AND NOT is_same THEN 'account.exists' END, username),
     ('full_name', CASE WHEN full_name = '' THEN 'cell.missing' END, NULL),
     ('role', CASE WHEN role = '' THEN 'cell.missing'
                   WHEN role NOT IN ('officer', 'council', 'inspector', 'committee', 'editor', 'admin',
                                     'system', 'viewer') THEN 'account.role' END, role),
     ('unit', account_fault(role, nullif(unit, '')) ->> 'fault', unit)) AS v(field, code, about)
   WHERE v.code IS NOT NULL;
  IF faults = '[]' THEN
    FOR one IN SELECT * FROM row WHERE known IS NULL ORDER BY n LOOP
      made := made || app_create_account(jsonb_build_object(
                'username', one.username, 'full_name', one.full_name, 'role', one.role,
                'unit', nullif(one.unit, ''), 'email', one.email), decode(one.token, 'hex'), hours);
    END LOOP;
    PERFORM list_repeated(jsonb_array_length(given) - jsonb_array_length(made));
  END IF;
  DROP TABLE row;
  RETURN jsonb_build_object('faults', faults, 'accounts', made);
END $$;
GRANT EXECUTE ON FUNCTION app_import_accounts(jsonb, integer) TO mc_gateway, mc_admin;
