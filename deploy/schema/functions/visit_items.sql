-- What a visit is made of: who may do what at it, what is to be checked at the unit, the riskiest first,
-- and how an item stands.  Its commands are in visits, visit_findings and visit_minutes.

-- What the account of the request is at a visit: 'head', 'secretary' or 'member' of the team while the
-- round is open, 'reader' (who plans rounds), 'unit', or NULL.
-- Internal.
CREATE OR REPLACE FUNCTION visit_post(r inspection_round, wanted_unit integer) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(
    (SELECT m.post
       FROM team_unit x JOIN team_member m ON m.team_id = x.team_id AND m.account_id = app_account()
      WHERE x.round_id = r.id AND x.unit_id = wanted_unit AND r.state IN ('issued', 'under_way', 'concluded')
        AND account_is('inspector')),
    CASE WHEN round_access(r.campaign_id) = 'writer' THEN 'reader'
         WHEN round_access(r.campaign_id) = 'unit' AND wanted_unit = ANY (app_readable_units('rounds:read')) THEN 'unit' END)
$$;

-- Internal.
CREATE OR REPLACE FUNCTION is_visit_locked(wanted_round integer, wanted_unit integer) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM visit_minutes_act a
                  WHERE a.round_id = wanted_round AND a.unit_id = wanted_unit AND a.act IN ('confirmed', 'locked'))
$$;

-- What both sides have settled stays, whatever statement would add to it; what was recorded never changes.
CREATE OR REPLACE FUNCTION keep_visit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  of record;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'what was recorded at a visit never changes' USING ERRCODE = 'MC003';
  ELSIF TG_TABLE_NAME = 'visit_entry' THEN
    SELECT i.round_id, i.unit_id INTO of FROM visit_item i WHERE i.id = NEW.item_id;
  ELSIF TG_TABLE_NAME = 'visit_finding_withdrawal' THEN
    SELECT f.round_id, f.unit_id INTO of FROM visit_finding f WHERE f.id = NEW.finding_id;
  ELSE
    of := NEW;
  END IF;
  IF is_visit_locked(of.round_id, of.unit_id) THEN
    RAISE EXCEPTION 'the minutes of the visit are locked' USING ERRCODE = 'MC003';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER keep_visit BEFORE INSERT OR UPDATE ON visit_entry FOR EACH ROW EXECUTE FUNCTION keep_visit();
CREATE OR REPLACE TRIGGER keep_visit BEFORE INSERT OR UPDATE ON visit_finding FOR EACH ROW EXECUTE FUNCTION keep_visit();
CREATE OR REPLACE TRIGGER keep_visit BEFORE INSERT OR UPDATE ON visit_finding_withdrawal FOR EACH ROW EXECUTE FUNCTION keep_visit();
CREATE OR REPLACE TRIGGER keep_visit BEFORE INSERT OR UPDATE ON visit_minutes FOR EACH ROW EXECUTE FUNCTION keep_visit();
CREATE OR REPLACE TRIGGER keep_visit BEFORE INSERT OR UPDATE ON visit_minutes_act FOR EACH ROW EXECUTE FUNCTION keep_visit();

-- 'none', 'draft', 'signed', 'objected' or 'locked', of the newest version.
-- Internal.
CREATE OR REPLACE FUNCTION visit_minutes_state(wanted_round integer, wanted_unit integer) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN is_visit_locked(wanted_round, wanted_unit) THEN 'locked'
              ELSE coalesce((SELECT coalesce((SELECT a.act FROM visit_minutes_act a
                                               WHERE (a.round_id, a.unit_id, a.version) = (m.round_id, m.unit_id, m.version)
                                               ORDER BY a.id DESC LIMIT 1), 'draft')
                               FROM visit_minutes m WHERE m.round_id = wanted_round AND m.unit_id = wanted_unit
                              ORDER BY m.version DESC LIMIT 1), 'none') END
$$;

-- Whether the unit may read: the team has signed some version.
-- Internal.
CREATE OR REPLACE FUNCTION is_minutes_told(wanted_round integer, wanted_unit integer) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM visit_minutes_act a WHERE a.round_id = wanted_round AND a.unit_id = wanted_unit)
$$;

-- Five rows of the unit's export to compare with its registers, drawn so that anyone can draw them again:
-- the rows with the smallest MD5 of "seed/row".
-- Internal.
CREATE OR REPLACE FUNCTION visit_sample(wanted_round integer, wanted_unit integer, many integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('seed', s.seed, 'sample', (
           SELECT coalesce(jsonb_agg(x.n ORDER BY x.n), '[]')
             FROM (SELECT n FROM generate_series(1, many) n ORDER BY md5(s.seed || '/' || n), n LIMIT 5) x))
    FROM (SELECT 1 + wanted_round * 131 + wanted_unit AS seed) s
$$;

-- Whether the unit has filed anything for a criterion, or something else counts there, such as posts.
-- Internal.
CREATE OR REPLACE FUNCTION has_evidence(campaign integer, unit integer, criterion integer) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM submission s WHERE s.campaign_id = campaign AND s.unit_id = unit
                    AND s.is_current AND s.withdrawn_at IS NULL AND criterion = ANY (s.criterion_ids))
      OR EXISTS (SELECT FROM evidence_fact e WHERE e.campaign_id = campaign AND e.unit_id = unit AND e.criterion_id = criterion)
$$;

-- What is to be checked at a unit.  Risk = points at stake x what is wrong (0 to 1): the points that the
-- result would be wrong by if the item is as bad as it looks, so that an hour at the unit goes where it
-- moves the result most.  What is wrong, by kind:
--   figure          1 - achieved/expected of a target with evidence, never below 0.1: a figure was taken from
--                   papers, not seen
--   evidence        1 - the product of (1 - weight) over its open findings (fatal 0.9, error 0.5, warning 0.2,
--                   hint 0.05): each makes it likelier that the evidence does not hold
--   claim           the self score above the computed one where there is evidence, as a share of the points
--   missing         the points that the unit gives itself without evidence, as a share; 0.5 before it has scored
--   members         1 - score/100 of the last export; 1 without one
--   cadence         the days or weeks without a post, as a share of those due
--   recommendation  1 while it is not met, 0.5 once it is reported
--   report          1 while the self-inspection report is not there, 0.5 if it came late, 0.1 in time
--   sample          0.5 for each grassroots unit of the sample: nothing is known of it; 1 while none is chosen
-- At stake are the points of the item's criterion; of exports, posts and recommendations that no criterion
-- counts, the mean of all; so of reports and samples.
-- Internal.
CREATE OR REPLACE FUNCTION visit_wanted(r inspection_round, wanted_unit integer)
RETURNS TABLE (key text, kind text, criterion_id integer, evidence_id uuid, stake numeric, wrong numeric,
               claimed numeric, facts jsonb)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH k AS (
    SELECT a.id, a.code, greatest(a.points, -a.lowest) AS stake,
           (SELECT s.value FROM assessed_score s
             WHERE s.campaign_id = r.campaign_id AND s.unit_id = wanted_unit AND s.criterion_id = a.id
               AND s.body = 'self') AS self,
           (SELECT s.value FROM score s
             WHERE s.campaign_id = r.campaign_id AND s.unit_id = wanted_unit AND s.criterion_id = a.id
               AND s.state = 1) AS computed,
           has_evidence(r.campaign_id, wanted_unit, a.id) AS has_evidence
      FROM assessed_criteria(r.campaign_id, wanted_unit) a
     WHERE r.criterion_ids = '{}' OR a.id = ANY (r.criterion_ids)),
  mean AS (SELECT coalesce(round(avg(k.stake), 2), 0) AS stake FROM k),
  faulty AS (
    SELECT f.evidence_id, count(*) AS findings,
           1 - exp(sum(ln(1 - (ARRAY[0.05, 0.2, 0.5, 0.9])[f.severity]))) AS wrong
      FROM finding f
     WHERE f.campaign_id = r.campaign_id AND f.unit_id = wanted_unit AND f.state IN (1, 2)
     GROUP BY f.evidence_id),
  item AS (
    SELECT 'figure:' || k.code, 'figure', k.id, NULL::uuid, k.stake,
           greatest(0.1, 1 - coalesce(p.achieved / nullif(p.expected, 0), 1)), p.achieved,
           jsonb_build_object('target', trim_scale(p.target), 'expected', trim_scale(p.expected))
      FROM target_pace(r.campaign_id, today_here(), wanted_unit) p JOIN k ON k.id = p.criterion_id AND k.has_evidence
    UNION ALL
    SELECT 'evidence:' || f.evidence_id, 'evidence', w.id, f.evidence_id, w.stake, f.wrong, NULL,
           jsonb_build_object('findings', f.findings, 'code', s.code, 'title', s.title)
      FROM faulty f
      JOIN submission s ON s.evidence_id = f.evidence_id AND s.is_current
     CROSS JOIN LATERAL (SELECT k.id, k.stake FROM k WHERE k.id = ANY (s.criterion_ids)
                          ORDER BY k.stake DESC, k.id LIMIT 1) w
    UNION ALL
    SELECT 'claim:' || k.code, 'claim', k.id, NULL, k.stake, (k.self - k.computed) / nullif(k.stake, 0), k.self,
           jsonb_build_object('computed', trim_scale(k.computed))
      FROM k WHERE k.self > k.computed AND k.has_evidence
    UNION ALL
    SELECT 'missing:' || k.code, 'missing', k.id, NULL, k.stake, coalesce(k.self / nullif(k.stake, 0), 0.5), k.self, '{}'
      FROM k WHERE coalesce(k.self, 1) > 0 AND NOT k.has_evidence
    UNION ALL
    SELECT 'members', 'members', k.id, NULL, coalesce(k.stake, mean.stake), 1 - coalesce(m.score, 0) / 100, m.score,
           coalesce(m.facts, '{}')
      FROM mean
      LEFT JOIN member_criterion c ON c.campaign_id = r.campaign_id
      LEFT JOIN k ON k.id = c.criterion_id
      LEFT JOIN LATERAL (
        SELECT s.score, jsonb_build_object('as_of', s.as_of, 'rows', s.rows) || visit_sample(r.id, wanted_unit, s.rows) AS facts
          FROM member_snapshot s WHERE s.unit_id = wanted_unit AND s.campaign_id = r.campaign_id
         ORDER BY s.as_of DESC, s.at DESC LIMIT 1) m ON true
     WHERE k.id IS NOT NULL OR (c.criterion_id IS NULL AND m.score IS NOT NULL)
    UNION ALL
    SELECT 'cadence:' || n.kind, 'cadence', k.id, NULL, coalesce(k.stake, mean.stake), (n.due - n.covered)::numeric / n.due, n.covered,
           jsonb_build_object('posts', n.kind, 'missed', n.due - n.covered, 'due', n.due, 'longest_gap', n.longest_gap)
      FROM campaign c
     CROSS JOIN mean
     CROSS JOIN LATERAL cadence_counts(ARRAY[wanted_unit], c.period_from, least(today_here(), c.period_to), today_here()) n
      LEFT JOIN post_criterion o ON o.campaign_id = c.id AND o.kind = n.kind
      LEFT JOIN k ON k.id = o.criterion_id
     WHERE c.id = r.campaign_id AND n.due > n.covered AND (o.criterion_id IS NULL OR k.id IS NOT NULL)
       AND (o.criterion_id IS NOT NULL OR EXISTS (SELECT FROM post))
    UNION ALL
    SELECT 'recommendation:' || q.id, 'recommendation', k.id, NULL, coalesce(k.stake, mean.stake),
           CASE f.state WHEN 'reported' THEN 0.5 ELSE 1 END, NULL,
           jsonb_build_object('text', q.text, 'measure', q.measure, 'due_on', f.due_on, 'state', f.state, 'round', e.code,
                              'recommendation', q.id)
      FROM recommendation_unit f
     CROSS JOIN mean
      JOIN recommendation q ON q.id = f.recommendation_id
      JOIN inspection_round e ON e.id = q.round_id AND e.id <> r.id AND e.period_from < r.period_from
      LEFT JOIN k ON k.id = q.criterion_id
     WHERE f.unit_id = wanted_unit AND f.state <> 'accepted'
    UNION ALL
    SELECT 'report', 'report', NULL, NULL, mean.stake,
           CASE s.state ->> 'state' WHEN 'kept' THEN 0.1 WHEN 'late' THEN 0.5 ELSE 1 END, NULL, s.state
      FROM mean CROSS JOIN LATERAL (SELECT self_report_state(r, wanted_unit) AS state) s
     WHERE s.state IS NOT NULL
    UNION ALL
    SELECT 'sample:' || coalesce(x.u ->> 'code', x.u ->> 'name', ''), 'sample', NULL, NULL, mean.stake,
           CASE WHEN x.u IS NULL THEN 1 ELSE 0.5 END, NULL,
           jsonb_build_object('name', x.u -> 'name', 'by', r.sample_by, 'seed', s.seed, 'size', r.sample_size)
      FROM mean
     CROSS JOIN LATERAL held_sample(r, wanted_unit) s
      LEFT JOIN LATERAL jsonb_array_elements(s.units) x(u) ON true
     WHERE r.sample_by IS NOT NULL)
  SELECT i.a, i.b, i.c, i.d, i.e, round(least(greatest(i.f, 0), 1), 4), i.g, i.h
    FROM item i(a, b, c, d, e, f, g, h)
$$;

-- A figure as an office writes it.
-- Internal.
CREATE OR REPLACE FUNCTION visit_figure(given numeric, mark text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT regexp_replace(split_part(v.text, '.', 1), '(\d)(?=(\d{3})+$)', '\1' || translate(',.', mark, ''), 'g')
         || CASE WHEN v.text LIKE '%.%' THEN mark || split_part(v.text, '.', 2) ELSE '' END
    FROM (SELECT trim_scale(given)::text AS text) v
$$;

-- How a report came, in words.
-- Internal.
CREATE OR REPLACE FUNCTION report_words(facts jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE facts ->> 'state'
           WHEN 'kept' THEN format('Nhận %s, đúng hạn', d.came)
           WHEN 'late' THEN format('Nhận %s, trễ %s ngày', d.came, facts ->> 'days_late')
           WHEN 'missing' THEN format('Chưa gửi, quá hạn %s ngày', facts ->> 'days_late')
           ELSE 'Chưa gửi, hạn ' || to_char((facts ->> 'due_on')::date, 'DD/MM/YYYY') END
    FROM (SELECT to_char((facts ->> 'received_at')::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY') AS came) d
$$;

-- Internal.
CREATE OR REPLACE FUNCTION report_words_en(facts jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE facts ->> 'state'
           WHEN 'kept' THEN format('Received %s, in time', d.came)
           WHEN 'late' THEN format('Received %s, %s days late', d.came, facts ->> 'days_late')
           WHEN 'missing' THEN format('Not sent, %s days overdue', facts ->> 'days_late')
           ELSE 'Not sent, due ' || (facts ->> 'due_on') END
    FROM (SELECT to_char((facts ->> 'received_at')::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS came) d
$$;

-- A grassroots unit of the sample, or that none is chosen.
-- Internal.
CREATE OR REPLACE FUNCTION sample_words(facts jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN facts ->> 'name' IS NULL THEN jsonb_build_object(
      'title', 'Chưa có mẫu cơ sở đoàn', 'title_en', 'No grassroots units are sampled yet',
      'why', format('Kế hoạch yêu cầu %s cơ sở', facts ->> 'size'), 'why_en', format('The plan demands %s', facts ->> 'size'))
    ELSE jsonb_build_object(
      'title', 'Kiểm tra cơ sở: ' || (facts ->> 'name'), 'title_en', 'Inspect the grassroots unit ' || (facts ->> 'name'),
      'why', CASE facts ->> 'by' WHEN 'unit' THEN 'Mẫu do đơn vị chọn' WHEN 'team' THEN 'Mẫu do đoàn kiểm tra chọn'
                                 ELSE 'Mẫu bốc thăm, mã bốc thăm ' || (facts ->> 'seed') END,
      'why_en', CASE facts ->> 'by' WHEN 'unit' THEN 'Chosen by the unit' WHEN 'team' THEN 'Chosen by the team'
                                    ELSE 'Drawn by lot, seed ' || (facts ->> 'seed') END) END
$$;

-- What to check, and why, in both languages.
-- Internal.
CREATE OR REPLACE FUNCTION visit_words(i visit_item) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE i.kind
    WHEN 'figure' THEN jsonb_build_object(
      'title', format('Đối chiếu số liệu %s với sổ gốc', k.code),
      'title_en', format('Compare the figures of %s with the registers', k.code),
      'why', format('Minh chứng ghi %s; chỉ tiêu %s', visit_figure(i.claimed, ','), visit_figure((i.facts ->> 'target')::numeric, ',')),
      'why_en', format('The evidence says %s; the target is %s', visit_figure(i.claimed, '.'), visit_figure((i.facts ->> 'target')::numeric, '.')))
    WHEN 'evidence' THEN jsonb_build_object(
      'title', format('Xem bản gốc: %s', i.facts ->> 'title'), 'title_en', format('See the original: %s', i.facts ->> 'title'),
      'why', format('%s lỗi, cảnh báo còn mở', i.facts ->> 'findings'), 'why_en', format('%s open findings', i.facts ->> 'findings'))
    WHEN 'claim' THEN jsonb_build_object(
      'title', format('Hỏi căn cứ tự chấm %s', k.code), 'title_en', format('Ask what the self score of %s rests on', k.code),
      'why', format('Tự chấm %s; hệ thống tính %s', visit_figure(i.claimed, ','), visit_figure((i.facts ->> 'computed')::numeric, ',')),
      'why_en', format('Self score %s; computed %s', visit_figure(i.claimed, '.'), visit_figure((i.facts ->> 'computed')::numeric, '.')))
    WHEN 'missing' THEN jsonb_build_object(
      'title', format('Xem hồ sơ %s: chưa có minh chứng', k.code), 'title_en', format('See the papers of %s: no evidence yet', k.code),
      'why', CASE WHEN i.claimed IS NULL THEN 'Chưa tự chấm' ELSE format('Tự chấm %s', visit_figure(i.claimed, ',')) END,
      'why_en', CASE WHEN i.claimed IS NULL THEN 'Not scored yet' ELSE format('Self score %s', visit_figure(i.claimed, '.')) END)
    WHEN 'members' THEN CASE WHEN i.facts ? 'sample' THEN jsonb_build_object(
      'title', format('Rút %s đoàn viên trong phần mềm, xem sổ', jsonb_array_length(i.facts -> 'sample')),
      'title_en', format('Draw %s members of the software, see the register', jsonb_array_length(i.facts -> 'sample')),
      'why', format('Mã bốc thăm %s; dòng %s', i.facts ->> 'seed', (SELECT string_agg(x, ', ') FROM jsonb_array_elements_text(i.facts -> 'sample') x)),
      'why_en', format('Seed %s; rows %s', i.facts ->> 'seed', (SELECT string_agg(x, ', ') FROM jsonb_array_elements_text(i.facts -> 'sample') x)))
      ELSE jsonb_build_object('title', 'Xem phần mềm Quản lý đoàn viên', 'title_en', 'See the member software',
                              'why', 'Chưa gửi tệp xuất', 'why_en', 'No export was sent') END
    WHEN 'cadence' THEN jsonb_build_object(
      'title', format(CASE i.facts ->> 'posts' WHEN 'news' THEN '%s ngày thiếu tin tốt' ELSE '%s tuần thiếu câu chuyện đẹp' END, i.facts ->> 'missed'),
      'title_en', format(CASE i.facts ->> 'posts' WHEN 'news' THEN '%s days without news' ELSE '%s weeks without a story' END, i.facts ->> 'missed'),
      'why', format('Trong %s; hỏi lý do, xem bài lưu', i.facts ->> 'due'), 'why_en', format('Of %s; ask why, see what was kept', i.facts ->> 'due'))
    WHEN 'report' THEN jsonb_build_object(
      'title', 'Đối chiếu báo cáo tự kiểm tra với hồ sơ', 'title_en', 'Compare the self-inspection report with the papers',
      'why', report_words(i.facts), 'why_en', report_words_en(i.facts))
    WHEN 'sample' THEN sample_words(i.facts)
    ELSE jsonb_build_object(
      'title', format('Kiến nghị %s: %s', i.facts ->> 'round', i.facts ->> 'text'), 'title_en', format('Recommendation %s: %s', i.facts ->> 'round', i.facts ->> 'text'),
      'why', i.facts ->> 'measure', 'why_en', i.facts ->> 'measure') END
    FROM (SELECT (SELECT c.code FROM criterion c WHERE c.id = i.criterion_id) AS code) k
$$;

-- The photos of an entry or a finding, without their hashes.
-- Internal.
CREATE OR REPLACE FUNCTION visit_photos(photos jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('number', p.n, 'name', p.said ->> 'name', 'caption', p.said ->> 'caption',
                                               'alt', p.said ->> 'alt') || file_read_json(p.said) ORDER BY p.n), '[]')
    FROM jsonb_array_elements(photos) WITH ORDINALITY p(said, n)
$$;

-- The entries of an item that none has replaced.
-- Internal.
CREATE OR REPLACE FUNCTION visit_heads(wanted bigint) RETURNS SETOF visit_entry
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT e FROM visit_entry e
   WHERE e.item_id = wanted AND NOT EXISTS (SELECT FROM visit_entry l WHERE l.item_id = wanted AND e.id = ANY (l.bases))
$$;

-- What stands at an item: its mark, 'open', or 'disputed' where present entries differ in mark or figure.
-- Internal.
CREATE OR REPLACE FUNCTION visit_state(wanted bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN count(*) = 0 THEN 'open'
              WHEN count(DISTINCT (h.mark, coalesce(h.figure::text, ''))) > 1 THEN 'disputed' ELSE min(h.mark) END
    FROM visit_heads(wanted) h
$$;

-- Internal.
CREATE OR REPLACE FUNCTION visit_item_json(i visit_item) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT visit_words(i) || jsonb_build_object(
           'key', i.key, 'kind', i.kind, 'state', visit_state(i.id), 'risk', round(i.stake * i.wrong, 2)::text,
           'stake', i.stake::text, 'wrong', round(100 * i.wrong)::integer, 'claimed', trim_scale(i.claimed)::text,
           'criterion', (SELECT jsonb_build_object('code', k.code, 'name', k.name) FROM criterion k WHERE k.id = i.criterion_id),
           'evidence', i.evidence_id, 'recommendation', i.facts -> 'recommendation',
           'entries', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                'id', e.id, 'bases', e.bases, 'mark', e.mark, 'note', e.note, 'figure', trim_scale(e.figure)::text,
                                'photos', visit_photos(e.photos), 'by', w.full_name, 'is_mine', e.account_id = app_account(),
                                'made_at', e.made_at, 'at', e.at,
                                'is_present', EXISTS (SELECT FROM visit_heads(i.id) h WHERE h.id = e.id))
                                ORDER BY e.at, e.id), '[]')
                         FROM visit_entry e JOIN account w ON w.id = e.account_id WHERE e.item_id = i.id))
$$;

-- Whether the team records at the visit now.
-- Internal.
CREATE OR REPLACE FUNCTION is_visit_open(r inspection_round, wanted_unit integer) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT r.state = 'under_way' AND NOT is_visit_locked(r.id, wanted_unit)
$$;

-- The place of a write: round, unit and what the account is there, with the visit held until the
-- transaction ends; `fault` says why it may not write.  A NULL post: no such visit for this account.
-- Internal.
CREATE OR REPLACE FUNCTION visit_for(wanted_campaign text, wanted_round text, wanted_unit text,
                                     OUT r inspection_round, OUT unit integer, OUT post text, OUT fault jsonb)
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
  r := round_of(wanted_campaign, wanted_round);
  SELECT m.unit_id, visit_post(r, m.unit_id) INTO unit, post
    FROM round_unit m JOIN unit u ON u.id = m.unit_id WHERE m.round_id = r.id AND u.code = wanted_unit;
  IF post IS NULL THEN
    RETURN;
  END IF;
  -- A step of the round waits until this is written, and the other way round.
  SELECT x.* INTO r FROM inspection_round x WHERE x.id = r.id FOR SHARE;
  PERFORM FROM round_visit v WHERE v.round_id = r.id AND v.unit_id = unit FOR UPDATE;
  fault := CASE WHEN is_visit_locked(r.id, unit) THEN '{"fault": "visit.locked"}'::jsonb
                WHEN post IN ('reader', 'unit') THEN '{"fault": "forbidden"}'
                WHEN r.state <> 'under_way' THEN '{"fault": "visit.round"}' END;
END $$;

-- The body with each photo's upload in the account's hands replaced by what is kept of it.
-- Internal.
CREATE OR REPLACE FUNCTION visit_body(body jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_strip_nulls(body) || jsonb_build_object('photos', (
           SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'hash', encode(u.hash, 'hex'), 'name', u.name, 'type', u.media_type,
                    'caption', coalesce(p.said ->> 'caption', ''), 'alt', p.said ->> 'alt') ORDER BY p.n), '[]')
             FROM jsonb_array_elements(coalesce(body -> 'photos', '[]')) WITH ORDINALITY p(said, n)
             LEFT JOIN upload u ON u.id = (p.said ->> 'upload')::uuid AND u.account_id = app_account() AND u.hash IS NOT NULL))
$$;

-- The first photo that is no picture which browsers show; NULL: none.
-- Internal.
CREATE OR REPLACE FUNCTION visit_photo_fault(given jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('fault', CASE WHEN p.said ->> 'hash' IS NULL THEN 'upload.unknown' ELSE 'visit.photo' END,
                            'field', 'photos[' || (p.n - 1) || '].upload')
    FROM jsonb_array_elements(given -> 'photos') WITH ORDINALITY p(said, n)
   WHERE p.said ->> 'hash' IS NULL OR coalesce(p.said ->> 'type', '') <> ALL ('{image/jpeg,image/png,image/webp}')
   ORDER BY p.n LIMIT 1
$$;
