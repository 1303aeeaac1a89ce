-- Marks all notifications of the account as read, or those of one kind; a repetition changes nothing.
-- route: POST /api/v1/inbox/read ROLE_ANY
-- params: kind evidence_valid|evidence_mend|deadline_near|result_published|target_behind|posts_missed|recommendation_new|recommendation_due|recommendation_overdue|recommendation_late|visit_set|visit_moved|visit_cancelled|minutes_signed|report_asked|report_due|report_overdue|report_late|visit_team|report_malware|file_malware
WITH read AS (
  UPDATE notification n SET read_at = now()
   WHERE n.account_id = (SELECT app_account()) AND n.channel = 1 AND n.read_at IS NULL
     AND ($1::text IS NULL OR n.kind = array_position(
           ARRAY['evidence_valid', 'evidence_mend', 'deadline_near', 'result_published', 'target_behind',
                 'posts_missed', 'recommendation_new', 'recommendation_due', 'recommendation_overdue',
               'recommendation_late', 'visit_set', 'visit_moved', 'visit_cancelled', 'minutes_signed',
               'report_asked', 'report_due', 'report_overdue', 'report_late', 'visit_team', 'report_malware', 'file_malware'], $1::text))
  RETURNING 1)
SELECT json_build_object('read', (SELECT count(*) FROM read))::text;
