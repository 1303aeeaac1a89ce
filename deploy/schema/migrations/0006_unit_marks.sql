-- One mark can make all cells of a unit in a campaign dirty: criterion 0 stands for all of them.
-- A change that affects every cell at once (a rule, a period, a replay) marks so; cells whose
-- result is unchanged are not written.

-- A digest of everything in a score: two scores with one digest are the same.
ALTER TABLE score ADD COLUMN digest uuid;
