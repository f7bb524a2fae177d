import { appendOnly, rowsOf, type Migration } from './migration.js';

const COMMAND = 'command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED';
const LAST_OF_BILL = 'SELECT max(rebill_number) FROM rebill AS chain WHERE chain.bill_number = bill.bill_number';
const LAST_OF_READ = `SELECT max(rebill_number) FROM rebilled_read AS later
  WHERE later.bill_run_id = read.bill_run_id AND later.row_key = read.row_key`;

/**
 * Bills that were cancelled and made again. A posted run stays as it was posted; beside a bill stands a chain of rebills, of
 * which the last one holds, with its charges and with every read of its period. The reversal of a rebill is one more of the
 * chain, with the figures of before.
 */
export const rebills: Migration = {
  name: '0050-rebills',
  statements: [
    `INSERT INTO entry_kind (kind, title) VALUES ${rowsOf([['rebill', 'Bill made again']])}`,
    `CREATE TABLE rebill (
       rebill_number INTEGER PRIMARY KEY,
       bill_number INTEGER NOT NULL REFERENCES bill,
       -- The rebill before it of the chain; null where it takes the place of the bill itself.
       replaces INTEGER UNIQUE REFERENCES rebill,
       -- True where it takes back the one that it replaces.
       is_restored INTEGER NOT NULL CHECK (is_restored IN (0, 1)),
       account_id TEXT NOT NULL REFERENCES account,
       period_from TEXT NOT NULL CHECK (period_from IS date(period_from)),
       period_to TEXT NOT NULL CHECK (period_to IS date(period_to) AND period_to >= period_from),
       due_on TEXT NOT NULL CHECK (due_on IS date(due_on)),
       usage_gallons INTEGER NOT NULL CHECK (usage_gallons >= 0),
       was_cents INTEGER NOT NULL,
       total_cents INTEGER NOT NULL,
       -- What was corrected, in words for people: ["..."].
       corrections TEXT NOT NULL CHECK (json_valid(corrections)),
       -- It reverses the entry of what is replaced; null where that was a bill of zero.
       reversal_entry INTEGER UNIQUE REFERENCES journal_entry,
       -- The charges made anew; null for a bill of zero.
       entry_number INTEGER UNIQUE REFERENCES journal_entry,
       pull_id TEXT,
       -- The row that asked for it; null of a period that follows another.
       row_key TEXT,
       reason TEXT NOT NULL CHECK (reason <> ''),
       ${COMMAND},
       CHECK ((reversal_entry IS NULL) = (was_cents = 0)),
       CHECK ((entry_number IS NULL) = (total_cents = 0)),
       CHECK (is_restored = 0 OR replaces IS NOT NULL),
       CHECK (replaces < rebill_number)
     ) STRICT`,
    `CREATE INDEX rebill_by_bill ON rebill (bill_number)`,
    `CREATE INDEX rebill_by_account ON rebill (account_id)`,
    `CREATE INDEX rebill_by_command ON rebill (command_number)`,
    ...appendOnly('rebill', 'A bill made again', [
      ['rebill_number'],
      ['replaces'],
      ['reversal_entry'],
      ['entry_number'],
    ]),
    `CREATE TRIGGER rebill_goes_on BEFORE INSERT ON rebill
       WHEN NEW.replaces IS NOT (SELECT max(rebill_number) FROM rebill WHERE bill_number = NEW.bill_number)
       BEGIN SELECT RAISE(ABORT, 'A rebill takes the place of the last one of its bill.'); END`,
    `CREATE TRIGGER rebill_of_standing_bill BEFORE INSERT ON rebill
       WHEN NOT EXISTS (SELECT 1 FROM standing_bill WHERE bill_number = NEW.bill_number AND account_id = NEW.account_id)
       BEGIN SELECT RAISE(ABORT, 'Only a bill of a run that stands is made again.'); END`,
    `CREATE TABLE rebill_charge (
       rebill_number INTEGER NOT NULL REFERENCES rebill,
       service TEXT NOT NULL CHECK (service IN ('water', 'sewer', 'garbage')),
       tariff_version_id TEXT NOT NULL REFERENCES tariff_version,
       rate_class TEXT NOT NULL,
       inputs TEXT NOT NULL CHECK (json_valid(inputs)),
       lines TEXT NOT NULL CHECK (json_valid(lines)),
       amount_cents INTEGER NOT NULL,
       PRIMARY KEY (rebill_number, service)
     ) STRICT, WITHOUT ROWID`,
    ...appendOnly('rebill_charge', 'A bill made again', [['rebill_number', 'service']]),
    `CREATE TABLE rebill_charge_segment (
       rebill_number INTEGER NOT NULL,
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
       PRIMARY KEY (rebill_number, service, segment_number),
       FOREIGN KEY (rebill_number, service) REFERENCES rebill_charge
     ) STRICT, WITHOUT ROWID`,
    ...appendOnly('rebill_charge_segment', 'A bill made again', [['rebill_number', 'service', 'segment_number']]),
    // The reads of a period as the rebill has them: all of them, whether they were corrected or not.
    `CREATE TABLE rebilled_read (
       rebill_number INTEGER NOT NULL REFERENCES rebill,
       bill_run_id TEXT NOT NULL,
       row_key TEXT NOT NULL,
       previous_value INTEGER NOT NULL,
       previous_on TEXT NOT NULL CHECK (previous_on IS date(previous_on)),
       value INTEGER,
       read_on TEXT CHECK (read_on IS NULL OR read_on IS date(read_on)),
       usage_gallons INTEGER CHECK (usage_gallons >= 0),
       -- What the register was said to count by; null where it is as on record.
       multiplier TEXT,
       status TEXT NOT NULL CHECK (status IN ('missing', 'exception', 'reread', 'hold', 'accepted', 'estimated', 'changed')),
       PRIMARY KEY (rebill_number, row_key),
       FOREIGN KEY (bill_run_id, row_key) REFERENCES period_read
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX rebilled_read_by_read ON rebilled_read (bill_run_id, row_key, rebill_number)`,
    ...appendOnly('rebilled_read', 'A read that was billed again', [['rebill_number', 'row_key']]),
    // The figures that hold for a period: of the last rebill, else of the bill.
    `CREATE VIEW billed_period AS
       SELECT bill.bill_number, again.rebill_number, bill.bill_run_id, bill.account_id,
              coalesce(again.period_from, bill.period_from) AS period_from,
              coalesce(again.period_to, bill.period_to) AS period_to, bill.billed_on, bill.due_on,
              coalesce(again.usage_gallons, bill.usage_gallons) AS usage_gallons,
              coalesce(again.total_cents, bill.total_cents) AS total_cents,
              iif(again.rebill_number IS NULL, bill.entry_number, again.entry_number) AS entry_number
       FROM bill LEFT JOIN rebill AS again ON again.rebill_number = (${LAST_OF_BILL})
       WHERE bill.bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_reversal)`,
    // The reads that hold for a run.
    `CREATE VIEW billed_read AS
       SELECT read.bill_run_id, read.row_key, read.account_id, read.meter_id, read.register_number,
              coalesce(again.previous_value, read.previous_value) AS previous_value,
              coalesce(again.previous_on, read.previous_on) AS previous_on,
              iif(again.rebill_number IS NULL, read.value, again.value) AS value,
              iif(again.rebill_number IS NULL, read.read_on, again.read_on) AS read_on,
              iif(again.rebill_number IS NULL, read.usage_gallons, again.usage_gallons) AS usage_gallons,
              coalesce(again.status, read.status) AS status, again.multiplier AS rebilled_multiplier, read.removed_on
       FROM period_read AS read
       LEFT JOIN rebilled_read AS again ON again.row_key = read.row_key AND again.bill_run_id = read.bill_run_id
         AND again.rebill_number = (${LAST_OF_READ})`,
    // What a late charge is after bills were made again: it went back, and another one may have taken its place.
    `CREATE TABLE late_charge_correction (
       correction_number INTEGER PRIMARY KEY,
       account_id TEXT NOT NULL REFERENCES account,
       due_on TEXT NOT NULL CHECK (due_on IS date(due_on)),
       -- The charge that was decided on first.
       root_entry INTEGER NOT NULL REFERENCES journal_entry,
       -- The charge that went back; null where none stood.
       was_entry INTEGER UNIQUE REFERENCES journal_entry,
       reversal_entry INTEGER UNIQUE REFERENCES journal_entry,
       -- Null where none is owed any more.
       entry_number INTEGER UNIQUE REFERENCES journal_entry,
       ${COMMAND},
       CHECK ((was_entry IS NULL) = (reversal_entry IS NULL)),
       CHECK (coalesce(was_entry, entry_number) IS NOT NULL)
     ) STRICT`,
    `CREATE INDEX late_charge_correction_by_root ON late_charge_correction (root_entry)`,
    `CREATE INDEX late_charge_correction_by_account ON late_charge_correction (account_id)`,
    `CREATE INDEX late_charge_correction_by_command ON late_charge_correction (command_number)`,
    // The row that charged a late charge is undone by what stands in its place by now.
    `DROP VIEW pushed_entry`,
    `CREATE VIEW pushed_entry AS
       SELECT command_number, row_key, entry_number, 'adjustment' AS kind FROM adjustment JOIN journal_entry USING (entry_number)
       UNION ALL
       SELECT command_number,
              (SELECT named.row_key FROM ledger_document AS named
               WHERE named.entry_number <= document.entry_number AND named.row_key IS NOT NULL
               ORDER BY named.entry_number DESC LIMIT 1),
              iif(document.entry_number IN (SELECT root_entry FROM late_charge_correction),
                  (SELECT fixed.entry_number FROM late_charge_correction AS fixed
                   WHERE fixed.root_entry = document.entry_number ORDER BY correction_number DESC LIMIT 1),
                  document.entry_number) AS entry_number,
              document.kind
       FROM ledger_document AS document JOIN journal_entry USING (entry_number)
       WHERE document.entry_number NOT IN
         (SELECT entry_number FROM late_charge_correction WHERE entry_number IS NOT NULL)`,
    ...appendOnly('late_charge_correction', 'The correction of a late charge', [
      ['correction_number'],
      ['was_entry'],
      ['reversal_entry'],
      ['entry_number'],
    ]),
  ],
};
