import type { Migration } from './migration.js';

/**
 * Two unique keys beside those that the append-only triggers look at: an INSERT OR REPLACE that meets one would remove the
 * row that has it without a delete that a trigger sees.
 */
export const noReplacement: Migration = {
  name: '0020-no-replacement',
  statements: [
    `CREATE TRIGGER ledger_document_refuses_second_late_charge BEFORE INSERT ON ledger_document
       WHEN NEW.kind = 'late-charge' AND EXISTS
         (SELECT 1 FROM ledger_document WHERE kind = 'late-charge' AND account_id = NEW.account_id
            AND charge_type = NEW.charge_type AND due_on = NEW.due_on)
       BEGIN SELECT RAISE(ABORT, 'A posted document is never changed or removed; correct it by a reversing one.'); END`,
    `CREATE TRIGGER journal_entry_reversed_once_only BEFORE INSERT ON journal_entry
       WHEN EXISTS (SELECT 1 FROM journal_entry WHERE reverses = NEW.reverses)
       BEGIN SELECT RAISE(ABORT, 'A journal entry is never changed or removed; what reverses another stays.'); END`,
  ],
};
