-- Access keys of connected systems: which route needs which area, the admission of each request, and the
-- administrator's list.  Besides this, the units and areas of a key bind what each statement reads
-- (functions/rights, functions/policies).

-- The routes that are open to systems, each with its area; '' is open to every valid key.  A route that is
-- not here is closed to systems.
CREATE OR REPLACE FUNCTION access_routes() RETURNS TABLE (method text, path text, area text)
LANGUAGE sql IMMUTABLE AS $$
  VALUES
    ('GET', '/api/v1/session', ''), ('GET', '/api/v1/campaigns', ''), ('GET', '/api/v1/campaigns/{campaign}', ''),
    ('GET', '/api/v1/campaigns/{campaign}/checks', ''), ('GET', '/api/v1/handbook', ''),
    ('GET', '/api/v1/units', ''), ('GET', '/api/v1/units/{unit}/history', ''),
    ('GET', '/api/v1/inbox', ''), ('POST', '/api/v1/inbox/{id}/read', ''), ('POST', '/api/v1/inbox/read', ''),
    ('GET', '/api/v1/events', ''),

    ('GET', '/api/v1/evidence', 'evidence:read'), ('GET', '/api/v1/evidence/{id}', 'evidence:read'),
    ('GET', '/api/v1/evidence/{id}/revisions', 'evidence:read'), ('GET', '/api/v1/evidence/{id}/page', 'evidence:read'),
    ('GET', '/api/v1/evidence/{id}/files/{number}', 'evidence:read'),
    ('GET', '/api/v1/evidence/{id}/files/{number}/text', 'evidence:read'),
    ('GET', '/api/v1/evidence/{id}/files/{number}/pages/{page}', 'evidence:read'),
    ('GET', '/api/v1/evidence/{id}/files/{number}/pages/{page}/words', 'evidence:read'),
    ('GET', '/api/v1/campaigns/{campaign}/evidence/{code}', 'evidence:read'),
    ('GET', '/api/v1/campaigns/{campaign}/search', 'evidence:read'),
    ('GET', '/api/v1/campaigns/{campaign}/findings', 'evidence:read'),
    ('GET', '/api/v1/campaigns/{campaign}/findings/summary', 'evidence:read'),
    ('GET', '/api/v1/campaigns/{campaign}/units/{unit}/explanations', 'evidence:read'),
    ('GET', '/api/v1/campaigns/{campaign}/units/{unit}/figures', 'evidence:read'),

    ('POST', '/api/v1/evidence', 'evidence:write'), ('POST', '/api/v1/proposals', 'evidence:write'),
    ('PUT', '/api/v1/evidence/{id}/withdrawal', 'evidence:write'),
    ('DELETE', '/api/v1/evidence/{id}/withdrawal', 'evidence:write'),
    ('POST', '/api/v1/evidence/{id}/findings/{finding}/answers', 'evidence:write'),
    ('PUT', '/api/v1/campaigns/{campaign}/units/{unit}/explanations/{criterion}', 'evidence:write'),
    ('GET', '/api/v1/campaigns/{campaign}/template.xlsx', 'evidence:write'),
    ('GET', '/api/v1/submissions', 'evidence:write'),
    ('POST', '/api/v1/uploads', 'evidence:write'), ('PATCH', '/api/v1/uploads/{id}', 'evidence:write'),
    ('GET', '/api/v1/uploads/{id}', 'evidence:write'), ('DELETE', '/api/v1/uploads/{id}', 'evidence:write'),
    ('POST', '/api/v1/imports', 'evidence:write'), ('GET', '/api/v1/imports', 'evidence:write'),
    ('GET', '/api/v1/imports/{id}', 'evidence:write'), ('GET', '/api/v1/imports/{id}/rows', 'evidence:write'),
    ('GET', '/api/v1/imports/{id}/faulty.xlsx', 'evidence:write'),
    ('POST', '/api/v1/imports/{id}/confirm', 'evidence:write'), ('PUT', '/api/v1/imports/{id}/cells', 'evidence:write'),
    ('POST', '/api/v1/imports/{id}/undo', 'evidence:write'),

    ('GET', '/api/v1/campaigns/{campaign}/units/{unit}/posts', 'posts:read'),
    ('GET', '/api/v1/campaigns/{campaign}/cadence', 'posts:read'),
    ('POST', '/api/v1/campaigns/{campaign}/posts', 'posts:write'), ('DELETE', '/api/v1/posts/{id}', 'posts:write'),

    ('GET', '/api/v1/units/{unit}/feeds', 'feeds'), ('POST', '/api/v1/units/{unit}/feeds', 'feeds'),
    ('DELETE', '/api/v1/units/{unit}/feeds/{feed}', 'feeds'), ('GET', '/api/v1/units/{unit}/sites', 'feeds'),

    ('GET', '/api/v1/campaigns/{campaign}/units/{unit}/members', 'members:read'),
    ('GET', '/api/v1/campaigns/{campaign}/units/{unit}/members/imports/{id}', 'members:write'),
    ('POST', '/api/v1/campaigns/{campaign}/units/{unit}/members/imports', 'members:write'),
    ('PUT', '/api/v1/campaigns/{campaign}/units/{unit}/members/imports/{id}', 'members:write'),

    ('GET', '/api/v1/campaigns/{campaign}/scoreboard', 'results:read'),
    ('GET', '/api/v1/campaigns/{campaign}/units/{unit}', 'results:read'),
    ('GET', '/api/v1/campaigns/{campaign}/units/{unit}/receipt', 'results:read'),
    ('GET', '/api/v1/campaigns/{campaign}/units/{unit}/criteria/{criterion}/receipt', 'results:read'),
    ('GET', '/api/v1/campaigns/{campaign}/units/{unit}/gains', 'results:read'),
    ('GET', '/api/v1/campaigns/{campaign}/units/{unit}/assessment', 'results:read'),
    ('GET', '/api/v1/campaigns/{campaign}/assessments', 'results:read'),
    ('GET', '/api/v1/campaigns/{campaign}/pace', 'results:read'),
    ('GET', '/api/v1/campaigns/{campaign}/differences', 'results:read'),
    ('GET', '/api/v1/campaigns/{campaign}/sensitivity', 'results:read'),
    ('GET', '/api/v1/campaigns/{campaign}/recast', 'results:read'),
    ('GET', '/api/v1/campaigns/{campaign}/publication', 'results:read'),
    ('GET', '/api/v1/campaigns/{campaign}/publication/file', 'results:read'),

    ('PUT', '/api/v1/campaigns/{campaign}/units/{unit}/scores/{body}', 'scores:write'),
    ('POST', '/api/v1/campaigns/{campaign}/units/{unit}/steps', 'scores:write'),

    ('GET', '/api/v1/campaigns/{campaign}/rounds', 'rounds:read'),
    ('GET', '/api/v1/campaigns/{campaign}/rounds/{round}', 'rounds:read'),
    ('GET', '/api/v1/campaigns/{campaign}/rounds/{round}/conclusion', 'rounds:read'),
    ('GET', '/api/v1/campaigns/{campaign}/rounds/{round}/papers', 'rounds:read'), ('GET', '/api/v1/papers/{id}', 'rounds:read'),
    ('GET', '/api/v1/papers/{id}/file', 'rounds:read'), ('GET', '/api/v1/papers/{id}/pdf', 'rounds:read'),
    ('GET', '/api/v1/papers/{id}/sheet.xlsx', 'rounds:read'),
    ('GET', '/api/v1/campaigns/{campaign}/rounds/{round}/itinerary', 'rounds:read'),
    ('GET', '/api/v1/campaigns/{campaign}/rounds/{round}/itinerary.ics', 'rounds:read'),
    ('GET', '/api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}/minutes', 'rounds:read'),
    ('GET', '/api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}/preparation', 'rounds:read'),
    ('GET', '/api/v1/units/{unit}/preparations', 'rounds:read'), ('GET', '/api/v1/self-reports/{id}/files/{number}', 'rounds:read'),
    ('GET', '/api/v1/self-reports/{id}/files/{number}/text', 'rounds:read'),
    ('GET', '/api/v1/self-reports/{id}/files/{number}/pages/{page}', 'rounds:read'),
    ('GET', '/api/v1/self-reports/{id}/files/{number}/pages/{page}/words', 'rounds:read'),
    ('GET', '/api/v1/campaigns/{campaign}/units/{unit}/found', 'rounds:read'),
    ('GET', '/api/v1/visit-photos/{id}/{number}', 'rounds:read'),
    ('GET', '/api/v1/campaigns/{campaign}/recommendations', 'rounds:read'),
    ('GET', '/api/v1/recommendations/{id}', 'rounds:read'),
    ('GET', '/api/v1/units/{unit}/recommendations', 'rounds:read'),
    ('POST', '/api/v1/recommendations/{id}/units/{unit}/acts', 'recommendations:write'),

    ('GET', '/api/v1/cadres', 'cadres:read')
$$;
GRANT EXECUTE ON FUNCTION access_routes() TO mc_admin;

-- The areas with their names on screens; who may write may read what belongs to it.
CREATE OR REPLACE FUNCTION access_areas() RETURNS TABLE (code text, name text, implies text)
LANGUAGE sql IMMUTABLE AS $$
  VALUES ('evidence:read', 'xem minh chứng', NULL), ('evidence:write', 'nộp minh chứng', 'evidence:read'),
         ('posts:read', 'xem tin bài', NULL), ('posts:write', 'ghi tin bài', 'posts:read'),
         ('feeds', 'khai nguồn tin', NULL),
         ('members:read', 'xem số liệu đoàn viên', NULL), ('members:write', 'nộp số liệu đoàn viên', 'members:read'),
         ('results:read', 'xem điểm và kết quả', NULL), ('scores:write', 'ghi điểm tự chấm', 'results:read'),
         ('rounds:read', 'xem đợt kiểm tra', NULL), ('recommendations:write', 'báo cáo kiến nghị', 'rounds:read'),
         ('cadres:read', 'xem cán bộ', NULL)
$$;
GRANT EXECUTE ON FUNCTION access_areas() TO mc_admin;

-- Whether the request of a system, by this route and about this unit (NULL: none), is within its access
-- key: {"fault"}, or {}.  Notes to the minute that the key was used.
CREATE OR REPLACE FUNCTION app_admit_system(given_method text, given_path text, given_unit text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held access_key;
  needed text;
BEGIN
  SELECT k.* INTO held
    FROM access_key k JOIN account a ON a.id = k.account_id AND a.is_active AND a.role = 'system'
   WHERE k.id = app_access_key() AND k.account_id = app_account();
  IF NOT FOUND THEN
    RETURN jsonb_build_object('fault', 'key.missing');
  ELSIF held.revoked_at IS NOT NULL THEN
    RETURN jsonb_build_object('fault', 'key.revoked');
  ELSIF held.valid_until < today_here() THEN
    RETURN jsonb_build_object('fault', 'key.expired', 'about', to_char(held.valid_until, 'DD/MM/YYYY'));
  END IF;
  SELECT r.area INTO needed FROM access_routes() r WHERE r.method = given_method AND r.path = given_path;
  IF needed IS NULL THEN
    RETURN jsonb_build_object('fault', 'scope.route');
  ELSIF needed <> '' AND needed <> ALL (held.areas) THEN
    RETURN jsonb_build_object('fault', 'scope.area', 'about',
             (SELECT a.name || ' (' || a.code || ')' FROM access_areas() a WHERE a.code = needed));
  ELSIF needed <> '' AND EXISTS (SELECT FROM unit u WHERE u.code = given_unit
                                    AND u.id <> ALL (access_key_units(held.id))) THEN
    RETURN jsonb_build_object('fault', 'scope.unit', 'field', 'unit', 'about', given_unit);
  END IF;
  UPDATE access_key SET last_used_at = date_trunc('minute', now())
   WHERE id = held.id AND last_used_at IS DISTINCT FROM date_trunc('minute', now());
  RETURN '{}';
END $$;
GRANT EXECUTE ON FUNCTION app_admit_system(text, text, text) TO mc_gateway;

-- ---------------------------------------------------------------- the administrator's list

-- A key as the list shows it.
CREATE OR REPLACE FUNCTION access_key_json(k access_key) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'id', k.id, 'client', k.client, 'account', a.username, 'account_name', a.full_name,
           'areas', to_jsonb(k.areas), 'reach', k.reach,
           'units', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', u.code, 'name', u.name) ORDER BY u.code), '[]')
                       FROM unit u WHERE u.id = ANY (k.unit_ids)),
           'is_bus', k.token_hash IS NULL, 'valid_until', k.valid_until,
           'state', CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked'
                         WHEN k.valid_until < today_here() THEN 'expired'
                         WHEN NOT a.is_active OR a.role <> 'system' THEN 'stopped'
                         ELSE 'valid' END,
           'created_by', (SELECT full_name FROM account WHERE id = k.created_by), 'created_at', k.created_at,
           'last_used_at', k.last_used_at,
           'revoked_by', (SELECT full_name FROM account WHERE id = k.revoked_by), 'revoked_at', k.revoked_at)
    FROM account a WHERE a.id = k.account_id
$$;
GRANT EXECUTE ON FUNCTION access_key_json(access_key) TO mc_admin;

-- All keys, the valid ones first, and the areas that a key may have.
CREATE OR REPLACE FUNCTION app_access_keys() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN NOT account_is_admin() THEN '{"fault": "forbidden"}'::jsonb ELSE jsonb_build_object(
           'areas', (SELECT jsonb_agg(jsonb_build_object('code', a.code, 'name', a.name, 'implies', a.implies)) FROM access_areas() a),
           'accounts', (SELECT coalesce(jsonb_agg(jsonb_build_object('username', a.username, 'full_name', a.full_name) ORDER BY a.username), '[]')
                          FROM account a WHERE a.role = 'system' AND a.is_active),
           'items', (SELECT coalesce(jsonb_agg(x.key ORDER BY x.key ->> 'state' <> 'valid', x.id DESC), '[]')
                       FROM (SELECT k.id, access_key_json(k) AS key FROM access_key k) x)) END
$$;
GRANT EXECUTE ON FUNCTION app_access_keys() TO mc_gateway;

-- Makes a key.  given: account, client, areas, reach, units, valid_until; hash: of its token, NULL for one
-- of the bus.  {"fault", "field"}: what is wrong.
CREATE OR REPLACE FUNCTION make_access_key(given jsonb, hash bytea) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  holder integer := (SELECT id FROM account WHERE username = given ->> 'account' AND role = 'system' AND is_active);
  codes text[] := ARRAY(SELECT jsonb_array_elements_text(coalesce(nullif(given -> 'units', 'null'), '[]')));
  wanted text[] := ARRAY(SELECT jsonb_array_elements_text(given -> 'areas'));
  today date := today_here();
  made access_key;
BEGIN
  IF holder IS NULL THEN
    RETURN jsonb_build_object('fault', 'key.account', 'field', 'account');
  ELSIF btrim(given ->> 'client') = '' THEN
    RETURN jsonb_build_object('fault', 'field.missing', 'field', 'client');
  ELSIF wanted = '{}' OR EXISTS (SELECT unnest(wanted) EXCEPT SELECT code FROM access_areas()) THEN
    RETURN jsonb_build_object('fault', 'key.areas', 'field', 'areas');
  ELSIF (given ->> 'reach' = 'all') <> (codes = '{}') THEN
    RETURN jsonb_build_object('fault', 'key.units', 'field', 'units');
  ELSIF EXISTS (SELECT unnest(codes) EXCEPT SELECT code FROM unit) THEN
    RETURN jsonb_build_object('fault', 'unit.unknown', 'field', 'units');
  ELSIF (given ->> 'valid_until')::date NOT BETWEEN today AND today + 1096 THEN
    RETURN jsonb_build_object('fault', 'key.until', 'field', 'valid_until');
  END IF;
  INSERT INTO access_key (account_id, client, token_hash, areas, reach, unit_ids, valid_until, created_by)
  VALUES (holder, btrim(given ->> 'client'), hash,
          ARRAY(SELECT a.code FROM access_areas() a
                 WHERE a.code = ANY (wanted)
                    OR a.code IN (SELECT i.implies FROM access_areas() i WHERE i.code = ANY (wanted))),
          given ->> 'reach', ARRAY(SELECT id FROM unit WHERE code = ANY (codes) ORDER BY id),
          (given ->> 'valid_until')::date, app_account())
  RETURNING * INTO made;
  RETURN access_key_json(made);
END $$;
GRANT EXECUTE ON FUNCTION make_access_key(jsonb, bytea) TO mc_admin;

CREATE OR REPLACE FUNCTION app_make_access_key(given jsonb, hash bytea) RETURNS jsonb
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN account_is_admin() THEN make_access_key(given, hash) ELSE '{"fault": "forbidden"}' END
$$;
GRANT EXECUTE ON FUNCTION app_make_access_key(jsonb, bytea) TO mc_gateway;

-- Ends a key for every request from now on; doing it again changes nothing.  NULL: no such key.
CREATE OR REPLACE FUNCTION revoke_access_key(wanted bigint) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE ended access_key;
BEGIN
  UPDATE access_key SET revoked_at = coalesce(revoked_at, now()),
                        revoked_by = CASE WHEN revoked_at IS NULL THEN app_account() ELSE revoked_by END
   WHERE id = wanted RETURNING * INTO ended;
  RETURN CASE WHEN ended.id IS NOT NULL THEN access_key_json(ended) END;
END $$;
GRANT EXECUTE ON FUNCTION revoke_access_key(bigint) TO mc_admin;

CREATE OR REPLACE FUNCTION app_revoke_access_key(wanted bigint) RETURNS jsonb
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN account_is_admin() THEN revoke_access_key(wanted) ELSE '{"fault": "forbidden"}' END
$$;
GRANT EXECUTE ON FUNCTION app_revoke_access_key(bigint) TO mc_gateway;
