import { appendOnly, type Migration } from './migration.js';

const RECEIVABLE = `is_control = 1 AND ledger_account.kind = 'asset'`;
const LIABILITY_TO_CUSTOMER = `is_control = 1 AND ledger_account.kind = 'liability'`;

/**
 * Open items. A debit on a receivable is an item, a credit on one is applied to items of the same account and
 * receivable, wholly, by the entry that posts it; so no receivable is in credit, and what its items leave open is its
 * balance. An allocation is written under an entry, before it, as its postings are; a negative one releases what was
 * applied, and the same entry applies that credit again.
 */
export const allocations: Migration = {
  name: '0012-allocations',
  statements: [
    `CREATE TABLE allocation (
       entry_number INTEGER NOT NULL REFERENCES journal_entry DEFERRABLE INITIALLY DEFERRED,
       line_number INTEGER NOT NULL CHECK (line_number > 0),
       credit_entry INTEGER NOT NULL,
       credit_line INTEGER NOT NULL,
       item_entry INTEGER NOT NULL,
       item_line INTEGER NOT NULL,
       amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0),
       PRIMARY KEY (entry_number, line_number),
       FOREIGN KEY (credit_entry, credit_line) REFERENCES posting (entry_number, line_number),
       FOREIGN KEY (item_entry, item_line) REFERENCES posting (entry_number, line_number)
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX allocation_by_item ON allocation (item_entry, item_line, amount_cents)`,
    `CREATE INDEX allocation_by_credit ON allocation (credit_entry, credit_line, amount_cents)`,
    ...appendOnly('allocation', 'An allocation'),
    `CREATE TRIGGER allocation_fits BEFORE INSERT ON allocation BEGIN
       SELECT RAISE(ABORT, 'The journal entry is sealed; nothing can be allocated under it any more.')
       FROM journal_entry WHERE entry_number = NEW.entry_number;
       SELECT RAISE(ABORT, 'The allocation is larger than the item or the credit, or they are not of one account and receivable.')
       WHERE NOT EXISTS (
         SELECT 1 FROM posting AS item
         JOIN posting AS credit ON credit.entry_number = NEW.credit_entry AND credit.line_number = NEW.credit_line
         JOIN ledger_account ON ledger_account.ledger_account = item.ledger_account
         WHERE item.entry_number = NEW.item_entry AND item.line_number = NEW.item_line
           AND item.amount_cents > 0 AND credit.amount_cents < 0 AND ${RECEIVABLE}
           AND item.account_id = credit.account_id AND item.ledger_account = credit.ledger_account
           AND NEW.amount_cents + (SELECT coalesce(sum(amount_cents), 0) FROM allocation
                                   WHERE item_entry = NEW.item_entry AND item_line = NEW.item_line)
               BETWEEN 0 AND item.amount_cents
           AND NEW.amount_cents + (SELECT coalesce(sum(amount_cents), 0) FROM allocation
                                   WHERE credit_entry = NEW.credit_entry AND credit_line = NEW.credit_line)
               BETWEEN 0 AND -credit.amount_cents);
     END`,
    `CREATE TRIGGER journal_entry_allocates BEFORE INSERT ON journal_entry BEGIN
       SELECT RAISE(ABORT, 'A credit to a receivable is not wholly applied.')
       FROM posting JOIN ledger_account USING (ledger_account)
       WHERE entry_number = NEW.entry_number AND account_id IS NOT NULL AND amount_cents < 0 AND ${RECEIVABLE}
         AND -amount_cents <> (SELECT coalesce(sum(allocation.amount_cents), 0) FROM allocation
                               WHERE credit_entry = posting.entry_number AND credit_line = posting.line_number);
       SELECT RAISE(ABORT, 'A credit that was released is not wholly applied again.')
       FROM allocation AS made
       JOIN posting AS credit ON credit.entry_number = made.credit_entry AND credit.line_number = made.credit_line
       WHERE made.entry_number = NEW.entry_number AND made.credit_entry <> NEW.entry_number
         AND -credit.amount_cents <> (SELECT sum(every.amount_cents) FROM allocation AS every
                                      WHERE every.credit_entry = made.credit_entry AND every.credit_line = made.credit_line);
       SELECT RAISE(ABORT, 'A credit is applied before its time or that of the item.')
       FROM allocation AS made JOIN journal_entry AS older ON older.entry_number IN (made.credit_entry, made.item_entry)
       WHERE made.entry_number = NEW.entry_number AND older.effective_on > NEW.effective_on;
       SELECT RAISE(ABORT, 'More deposit or credit was taken than the account has.')
       FROM posting AS taken JOIN ledger_account USING (ledger_account)
       WHERE taken.entry_number = NEW.entry_number AND taken.account_id IS NOT NULL AND taken.amount_cents > 0
         AND ${LIABILITY_TO_CUSTOMER}
         AND 0 < (SELECT sum(amount_cents) FROM posting AS whole
                  WHERE whole.account_id = taken.account_id AND whole.ledger_account = taken.ledger_account);
     END`,
  ],
};
