import { appendOnly, type Migration } from './migration.js';

/** As migration 0007 has it: garbage, which is billed in advance, is priced by the rates of its bill date. */
const PRICED_ON = `CASE bill_charge.service WHEN 'garbage' THEN bill.billed_on ELSE bill.period_to END`;
const REFUSE_BACK_DATING = `BEGIN
  SELECT RAISE(ABORT, 'Posted bills reach beyond that effective date; a new version begins after them.'); END`;

/**
 * A posted run is undone by a reversing run and by nothing else: bills of a reversed run stand no more, rates may begin
 * within their period, and their period is billed again.
 */
export const runReversals: Migration = {
  name: '0018-run-reversals',
  statements: [
    `CREATE VIEW standing_bill AS
       SELECT * FROM bill WHERE bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_reversal)`,
    `CREATE VIEW standing_run AS
       SELECT * FROM bill_run
       WHERE status = 'posted' AND bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_reversal)`,
    // A run has no number, so that each posted one is sealed by a row of its own, with its reads.
    `CREATE TABLE bill_run_seal (
       seal_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL UNIQUE REFERENCES bill_run,
       read_count INTEGER NOT NULL,
       columns TEXT NOT NULL CHECK (json_valid(columns)),
       digest TEXT NOT NULL CHECK (length(digest) = 64)
     ) STRICT`,
    ...appendOnly('bill_run_seal', 'The seal of a bill run', [['seal_number'], ['bill_run_id']]),
    `CREATE TRIGGER bill_run_reversal_is_whole BEFORE INSERT ON bill_run_reversal
       WHEN NEW.bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_reversal) BEGIN
       SELECT RAISE(ABORT, 'Only the last posted run of a cycle is reversed.')
       WHERE NOT EXISTS (SELECT 1 FROM standing_run AS run WHERE run.bill_run_id = NEW.bill_run_id
         AND NOT EXISTS (SELECT 1 FROM standing_run AS later
                         WHERE later.cycle_id = run.cycle_id AND later.period_to > run.period_to));
       SELECT RAISE(ABORT, 'A bill of the run has no entry that reverses it.')
       FROM bill WHERE bill_run_id = NEW.bill_run_id AND entry_number IS NOT NULL
         AND entry_number NOT IN (SELECT reverses FROM journal_entry WHERE reverses IS NOT NULL);
     END`,
    `DROP TRIGGER tariff_version_refuses_back_dating`,
    `CREATE TRIGGER tariff_version_refuses_back_dating BEFORE INSERT ON tariff_version
       WHEN EXISTS (SELECT 1 FROM tariff_version AS used
                    JOIN bill_charge ON bill_charge.tariff_version_id = used.tariff_version_id
                    JOIN standing_bill AS bill ON bill.bill_number = bill_charge.bill_number
                    WHERE used.tariff_id = NEW.tariff_id AND used.effective_from <> NEW.effective_from
                      AND ${PRICED_ON} >= NEW.effective_from
                      AND (used.effective_from < NEW.effective_from OR bill.period_from < NEW.effective_from))
       ${REFUSE_BACK_DATING}`,
    `DROP TRIGGER tariff_version_refuses_segments_past`,
    `CREATE TRIGGER tariff_version_refuses_segments_past BEFORE INSERT ON tariff_version
       WHEN EXISTS (SELECT 1 FROM tariff_version AS used
                    JOIN bill_charge_segment ON bill_charge_segment.tariff_version_id = used.tariff_version_id
                    JOIN standing_bill ON standing_bill.bill_number = bill_charge_segment.bill_number
                    WHERE used.tariff_id = NEW.tariff_id AND used.effective_from < NEW.effective_from
                      AND bill_charge_segment.last_day >= NEW.effective_from)
       ${REFUSE_BACK_DATING}`,
  ],
};
