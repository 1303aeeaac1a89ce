-- The news item of a round, in the system's own words: paragraphs of parts, each figure with the address at
-- which the API tells it, and the key of the figure in the conclusion where it has one.

-- Internal.
CREATE OR REPLACE FUNCTION news_part(text text, source text DEFAULT NULL, fact text DEFAULT NULL) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('text', text, 'source', source, 'fact', fact)
$$;

-- The plan, its window, and how many units of all have minutes that both sides have settled.
-- Internal.
CREATE OR REPLACE FUNCTION news_course(r inspection_round, place text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_array(
           news_part(CASE WHEN r.symbol = '' THEN 'Cuộc kiểm tra' ELSE 'Theo Kế hoạch số ' || r.symbol END, place),
           news_part(coalesce(' ngày ' || to_char(r.dated, 'DD/MM/YYYY'), ''), place),
           news_part(format(' diễn ra từ %s đến %s', to_char(r.period_from, 'DD/MM/YYYY'), to_char(r.period_to, 'DD/MM/YYYY')), place),
           news_part(': đến nay đã kiểm tra '),
           news_part(format('%s/%s', n.settled, n.of), place || '/conclusion', 'minutes'), news_part(' đơn vị.'))
    FROM (SELECT count(*) FILTER (WHERE is_visit_locked(r.id, m.unit_id)) AS settled, count(*) AS of
            FROM round_unit m WHERE m.round_id = r.id) n
$$;

-- The visits in the order of their days.
-- Internal.
CREATE OR REPLACE FUNCTION news_visits(r inspection_round, place text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_array(news_part('Thứ tự làm việc: '))
         || jsonb_agg(news_part(format('%s (%s)%s', u.name, to_char(x.visited_on, 'DD/MM'), CASE WHEN x.last THEN '.' ELSE '; ' END),
                                place || '/units/' || u.code || '/visit') ORDER BY x.visited_on, u.code)
    FROM (SELECT t.*, lead(t.unit_id) OVER (ORDER BY t.visited_on, n.code) IS NULL AS last
            FROM team_unit t JOIN unit n ON n.id = t.unit_id
           WHERE t.round_id = r.id AND t.visited_on IS NOT NULL) x
    JOIN unit u ON u.id = x.unit_id
$$;

-- The common lines of a section of the conclusion; NULL: it has none.
-- Internal.
CREATE OR REPLACE FUNCTION news_section(lead text, wanted_section text, lines jsonb, place text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_array(news_part(lead))
         || jsonb_agg(news_part(' ' || (line ->> 'text'), place || '/conclusion', line ->> 'fact') ORDER BY n)
    FROM jsonb_array_elements(lines) WITH ORDINALITY l(line, n)
   WHERE line ->> 'section' = wanted_section AND NOT line ? 'unit'
$$;

-- The paragraphs, from a conclusion as conclusion_json gives it.
-- Internal.
CREATE OR REPLACE FUNCTION news_paragraphs(r inspection_round, whole jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_agg(p.parts ORDER BY p.n)
    FROM (SELECT '/api/v1/campaigns/' || c.code || '/rounds/' || r.code AS place FROM campaign c WHERE c.id = r.campaign_id) x
   CROSS JOIN LATERAL (VALUES (1, news_course(r, x.place)), (2, news_visits(r, x.place)),
                              (3, news_section('Ưu điểm:', 'strength', whole -> 'lines', x.place)),
                              (4, news_section('Hạn chế:', 'limit', whole -> 'lines', x.place)),
                              (5, news_section('Đoàn kiểm tra kiến nghị:', 'recommendation', whole -> 'lines', x.place)))
                      p(n, parts)
   WHERE p.parts IS NOT NULL
$$;

-- For those who inspect and those who plan rounds; NULL: none for this account.
CREATE OR REPLACE FUNCTION app_round_news(wanted_campaign text, wanted_round text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('campaign', wanted_campaign, 'round', r.code, 'title', r.title, 'state', c.whole -> 'state',
                            'paragraphs', news_paragraphs(r, c.whole))
    FROM round_of(wanted_campaign, wanted_round) r
   CROSS JOIN LATERAL (SELECT conclusion_json(r, round_access(r.campaign_id)) AS whole) c
   WHERE r.id IS NOT NULL AND round_access(r.campaign_id) <> 'unit'
$$;
GRANT EXECUTE ON FUNCTION app_round_news(text, text) TO mc_gateway;
