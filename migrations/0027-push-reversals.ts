import { appendOnly, type Migration } from './migration.js';

/** The entries that an entry reverses stand no more. */
const REVERSED = `SELECT reverses FROM journal_entry WHERE reverses IS NOT NULL`;

/**
 * Rows of pushes that were reversed. What a reversed row charged or gave back counts no more: its late charge can be
 * charged again, and its refund is none that is to be paid.
 */
export const pushReversals: Migration = {
  name: '0027-push-reversals',
  statements: [
    `CREATE TABLE push_reversal (
       reversal_number INTEGER PRIMARY KEY,
       -- The receipt of the push, and the row of its sheet.
       pushed_by INTEGER NOT NULL REFERENCES command,
       row_key TEXT NOT NULL,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       UNIQUE (pushed_by, row_key),
       CHECK (pushed_by < command_number)
     ) STRICT`,
    `CREATE INDEX push_reversal_by_command ON push_reversal (command_number)`,
    ...appendOnly('push_reversal', 'The reversal of a push', [['reversal_number'], ['pushed_by', 'row_key']]),
    // A row that made several documents is named by the first of them.
    `CREATE VIEW pushed_entry AS
       SELECT command_number, row_key, entry_number, 'adjustment' AS kind FROM adjustment JOIN journal_entry USING (entry_number)
       UNION ALL
       SELECT command_number,
              (SELECT named.row_key FROM ledger_document AS named
               WHERE named.entry_number <= document.entry_number AND named.row_key IS NOT NULL
               ORDER BY named.entry_number DESC LIMIT 1),
              document.entry_number, document.kind
       FROM ledger_document AS document JOIN journal_entry USING (entry_number)`,
    `CREATE VIEW standing_document AS
       SELECT * FROM ledger_document WHERE entry_number NOT IN (${REVERSED})`,
    `DROP TRIGGER ledger_document_refuses_second_late_charge`,
    `DROP INDEX late_charge_once`,
    `CREATE INDEX late_charge_of_due_date ON ledger_document (account_id, charge_type, due_on) WHERE kind = 'late-charge'`,
    `CREATE TRIGGER late_charge_once BEFORE INSERT ON ledger_document
       WHEN NEW.kind = 'late-charge' AND EXISTS (
         SELECT 1 FROM ledger_document AS charged
         WHERE charged.kind = 'late-charge' AND charged.account_id = NEW.account_id
           AND charged.charge_type = NEW.charge_type AND charged.due_on = NEW.due_on
           AND NOT EXISTS (SELECT 1 FROM journal_entry WHERE reverses = charged.entry_number))
       BEGIN SELECT RAISE(ABORT, 'A late charge of a due date is posted once, and never changed.'); END`,
  ],
};
