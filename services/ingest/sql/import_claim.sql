-- The oldest pending import, leased; one that has failed too often is refused. $1 lease in ms, $2
-- attempts allowed. Besides: whether its rows are only judged; corrected cells; the submissions that
-- its confirmed preview showed (NULL: it had none), and those that the account has undone, each as
-- ids of 16 bytes in order.
WITH due AS (
  SELECT id FROM import WHERE state = 'owed' AND ready_at <= now()
   ORDER BY ready_at LIMIT 1 FOR UPDATE SKIP LOCKED)
UPDATE import i
   SET ready_at = now() + $1::int * interval '1 millisecond', attempts = i.attempts + 1,
       state = CASE WHEN i.attempts >= $2::int THEN 'refused' ELSE 'owed' END,
       faults = CASE WHEN i.attempts >= $2::int
                     THEN '[{"sheet":"","row":0,"column":"","cell":"","code":"import.failed","message":"Không đọc được bảng tính sau nhiều lần thử.","mend":"Lưu lại bảng tính ở dạng XLSX rồi nộp lại."}]'
                     ELSE i.faults END,
       finished_at = CASE WHEN i.attempts >= $2::int THEN now() END
 WHERE i.id = ANY (ARRAY(SELECT id FROM due))
RETURNING i.id, i.account_id, i.file_hash, i.state = 'owed',
          (SELECT code FROM campaign c WHERE c.id = i.campaign_id), i.is_preview, i.cells::text,
          CASE WHEN i.confirmed_at IS NOT NULL THEN coalesce((
            SELECT string_agg(uuid_send(r.submission_id), ''::bytea ORDER BY r.submission_id)
              FROM import_row r WHERE r.import_id = i.id AND r.state IN ('new', 'repeated')), '') END,
          coalesce((SELECT string_agg(uuid_send(s.id), ''::bytea ORDER BY s.id)
                      FROM import u JOIN submission s ON s.trace = u.id AND s.withdrawn_at IS NOT NULL
                     WHERE u.account_id = i.account_id AND u.undone_at IS NOT NULL), ''), i.version,
          coalesce(i.access_key_id, 0);
