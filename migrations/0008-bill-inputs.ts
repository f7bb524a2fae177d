import { appendOnly, type Migration } from './migration.js';

/** What tariffs ask of accounts beyond their services and meters, and the parts of charges that versions divided by days. */
export const billInputs: Migration = {
  name: '0008-bill-inputs',
  statements: [
    // The service is null for all; the value is null where it no longer holds. Of one date the last row counts.
    `CREATE TABLE account_input (
       account_input_number INTEGER PRIMARY KEY,
       account_id TEXT NOT NULL REFERENCES account,
       service TEXT CHECK (service IN ('water', 'sewer', 'garbage')),
       name TEXT NOT NULL,
       value TEXT,
       effective_from TEXT NOT NULL,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `CREATE INDEX account_input_by_account ON account_input (account_id, name, effective_from)`,
    `CREATE INDEX account_input_by_command ON account_input (command_number)`,
    ...appendOnly('account_input', 'What an account was said to have', [['account_input_number']]),
    // With of_days the inputs are the whole period's, and the lines are days / of_days of what they are priced at.
    `CREATE TABLE bill_charge_segment (
       bill_number INTEGER NOT NULL,
       service TEXT NOT NULL,
       segment_number INTEGER NOT NULL CHECK (segment_number > 0),
       tariff_version_id TEXT NOT NULL REFERENCES tariff_version,
       first_day TEXT NOT NULL,
       last_day TEXT NOT NULL CHECK (last_day >= first_day),
       days INTEGER NOT NULL CHECK (days > 0),
       of_days INTEGER CHECK (of_days >= days),
       inputs TEXT NOT NULL CHECK (json_valid(inputs)),
       lines TEXT NOT NULL CHECK (json_valid(lines)),
       amount_cents INTEGER NOT NULL,
       PRIMARY KEY (bill_number, service, segment_number),
       FOREIGN KEY (bill_number, service) REFERENCES bill_charge
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX bill_charge_segment_by_version ON bill_charge_segment (tariff_version_id)`,
    ...appendOnly('bill_charge_segment', 'A posted bill', [['bill_number', 'service', 'segment_number']]),
    `CREATE TRIGGER tariff_version_refuses_segments_past BEFORE INSERT ON tariff_version
       WHEN EXISTS (SELECT 1 FROM tariff_version AS used
                    JOIN bill_charge_segment ON bill_charge_segment.tariff_version_id = used.tariff_version_id
                    WHERE used.tariff_id = NEW.tariff_id AND used.effective_from < NEW.effective_from
                      AND bill_charge_segment.last_day >= NEW.effective_from)
       BEGIN SELECT RAISE(ABORT, 'Posted bills reach beyond that effective date; a new version begins after them.'); END`,
  ],
};
