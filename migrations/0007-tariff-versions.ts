import type { Migration } from './migration.js';

/** A bill is priced by the rates in force on its read date; garbage, which is billed in advance, by those on its bill date. */
const PRICED_ON = `CASE bill_charge.service WHEN 'garbage' THEN bill.billed_on ELSE bill.period_to END`;

/**
 * New versions of tariffs: which command added one, which bills used it, and none that would come to be in force when a
 * posted bill was priced by the one before, or within its period, which a tariff may divide by days.
 */
export const tariffVersions: Migration = {
  name: '0007-tariff-versions',
  statements: [
    // Null for the versions that were loaded with the utility.
    `ALTER TABLE tariff_version ADD COLUMN command_number INTEGER REFERENCES command DEFERRABLE INITIALLY DEFERRED`,
    `CREATE INDEX tariff_version_by_command ON tariff_version (command_number) WHERE command_number IS NOT NULL`,
    `CREATE INDEX bill_charge_by_version ON bill_charge (tariff_version_id)`,
    `CREATE TRIGGER tariff_version_refuses_back_dating BEFORE INSERT ON tariff_version
       WHEN EXISTS (SELECT 1 FROM tariff_version AS used
                    JOIN bill_charge ON bill_charge.tariff_version_id = used.tariff_version_id
                    JOIN bill ON bill.bill_number = bill_charge.bill_number
                    WHERE used.tariff_id = NEW.tariff_id AND used.effective_from <> NEW.effective_from
                      AND ${PRICED_ON} >= NEW.effective_from
                      AND (used.effective_from < NEW.effective_from OR bill.period_from < NEW.effective_from))
       BEGIN SELECT RAISE(ABORT, 'Posted bills reach beyond that effective date; a new version begins after them.'); END`,
  ],
};
