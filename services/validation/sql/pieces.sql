-- What is known of these submissions beside their bodies. $1 submissions.
SELECT s.id, s.evidence_id, s.campaign_id, s.unit_id, s.account_id, s.criterion_ids,
       ((s.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - date '1970-01-01') AS received,
       (extract(epoch FROM s.received_at) * 1000000)::int8 AS received_us,
       CASE WHEN EXISTS (SELECT FROM finding_answer a WHERE a.submission_id = s.id)
            THEN accepted_findings(s.id) END AS accepted,
       s.withdrawn_at IS NOT NULL AS is_withdrawn
  FROM submission s WHERE s.id = ANY ($1::uuid[]);
