-- The stored state of the pages that submissions cite, and the sites of their units.
-- $1 submissions, $2 of each the page it cites. If the page has changed since the submission was
-- filed, also the text that it had then; NULL otherwise.
SELECT s.id,
       p.generation, p.state::int4 AS state, p.outcome, p.status, p.final_url, p.media_type,
       p.titles, p.published_on - date '1970-01-01' AS published, p.flags, p.text,
       (SELECT t.text FROM link_text t
         WHERE t.page = u.page AND t.hash = u.frozen_hash
           AND u.frozen_hash <> p.text_hash) AS frozen_text,
       to_char(p.seen_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY') AS seen,
       to_char(p.changed_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY') AS changed,
       unit_sites(s.unit_id) AS sites
  FROM unnest($1::uuid[], $2::uuid[]) AS c(id, page)
  JOIN submission s ON s.id = c.id
  LEFT JOIN link_page p ON p.hash = c.page
  LEFT JOIN link_use u ON u.submission_id = c.id;
