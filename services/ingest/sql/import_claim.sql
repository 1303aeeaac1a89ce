-- The oldest pending import, leased; one that has failed too often is refused. $1 lease in ms, $2
-- attempts allowed.
WITH due AS (
  SELECT id FROM import WHERE state = 'owed' AND ready_at <= now()
   ORDER BY ready_at LIMIT 1 FOR UPDATE SKIP LOCKED)
UPDATE import i
   SET ready_at = now() + $1::int * interval '1 millisecond', attempts = i.attempts + 1,
       state = CASE WHEN i.attempts >= $2::int THEN 'refused' ELSE 'owed' END,
       faults = CASE WHEN i.attempts >= $2::int
                     THEN '[{"sheet":"","row":0,"column":"","code":"import.failed","message":"Không đọc được bảng tính sau nhiều lần thử.","mend":"Lưu lại bảng tính ở dạng XLSX rồi nộp lại."}]'
                     ELSE i.faults END,
       finished_at = CASE WHEN i.attempts >= $2::int THEN now() END
 WHERE i.id = ANY (ARRAY(SELECT id FROM due))
RETURNING i.id, i.account_id, i.file_hash, i.state = 'owed',
          (SELECT code FROM campaign c WHERE c.id = i.campaign_id);
