-- A whole unit of a campaign can be owed with one mark: criterion 0 stands for all of them.
-- What changes a score for every cell at once (a rule, a period, a replay) marks so, and the
-- cells whose numbers come out as they were are not written.

-- Of everything in a score: two of one digest are the same.
ALTER TABLE score ADD COLUMN digest uuid;
