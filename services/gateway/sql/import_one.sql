-- The report of one import, or of its preview, to accounts that may see it.
-- route: GET /api/v1/imports/{id} ROLE_ANY
-- params: id uuid
SELECT json_build_object(
         'id', i.id, 'kind', i.kind, 'campaign', c.code, 'file', i.file_name,
         'state', CASE i.state WHEN 'owed' THEN 'accepted' ELSE i.state END,
         'is_preview', i.is_preview, 'version', i.version,
         'read', i.rows + i.hidden + i.empty, 'rows', i.rows,
         'accepted', i.accepted, 'repeated', i.repeated, 'rejected', i.rejected, 'doubtful', i.doubtful,
         'hidden', i.hidden, 'empty', i.empty,
         'hidden_sheets', i.hidden_sheets, 'outside', i.outside,
         'faults', i.faults, 'created_at', i.created_at, 'finished_at', i.finished_at,
         'undo_until', CASE WHEN i.kind = 'evidence' AND i.state = 'done' AND i.accepted > 0
                             AND is_own_import(i.account_id, i.access_key_id)
                            THEN i.finished_at + import_undo_time() END,
         'undone_at', i.undone_at, 'undone', i.undone, 'kept', i.kept)::text
  FROM import i LEFT JOIN campaign c ON c.id = i.campaign_id
 WHERE i.id = $1::uuid;
