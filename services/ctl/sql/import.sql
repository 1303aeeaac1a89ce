-- The report of an import.  $1 import.
SELECT json_build_object(
         'id', i.id, 'campaign', c.code, 'file', i.file_name,
         'state', CASE i.state WHEN 'owed' THEN 'accepted' ELSE i.state END,
         'read', i.rows + i.hidden + i.empty, 'rows', i.rows,
         'accepted', i.accepted, 'repeated', i.repeated, 'rejected', i.rejected,
         'hidden', i.hidden, 'empty', i.empty,
         'hidden_sheets', i.hidden_sheets, 'outside', i.outside,
         'faults', i.faults)::text,
       i.state <> 'owed'
  FROM import i JOIN campaign c ON c.id = i.campaign_id WHERE i.id = $1::uuid;
