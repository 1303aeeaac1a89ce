-- The units to be reminded today, once for each of the distances $1 (days) to the submission
-- deadline of an open campaign.  The occasion's id is computed from its name.
SELECT md5('deadline/' || c.id || '/' || m.unit_id || '/' || d.days)::uuid AS occasion,
       c.id AS campaign_id, m.unit_id, to_char(c.filing_deadline, 'YYYY-MM-DD') AS due_on, c.name,
       0 AS amount, '' AS details
  FROM campaign c
  JOIN unnest($1::int[]) AS d(days)
    ON c.filing_deadline - d.days <= current_date AND c.filing_deadline >= current_date
  JOIN campaign_unit m ON m.campaign_id = c.id
 WHERE c.state = 'open'
   AND NOT EXISTS (SELECT FROM told t
                    WHERE t.subject_id = md5('deadline/' || c.id || '/' || m.unit_id || '/' || d.days)::uuid)
 ORDER BY 1
 LIMIT 1000;
