-- What a person has done of the cancel checklist of an order in Live: names of steps, in their order, by commas.
ALTER TABLE ledger ADD COLUMN cancel_steps TEXT NOT NULL DEFAULT '';
