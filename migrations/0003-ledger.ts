import { CENTS_MAX } from '../bridge/contract/money.js';
import { appendOnly, type Migration } from './migration.js';

/**
 * The double-entry ledger. An entry's postings are written first and the entry seals them: the trigger on
 * journal_entry refuses an entry that does not balance, skips a number or breaks the hash chain, the trigger on
 * posting refuses a late posting, and the deferred foreign key refuses postings that no entry sealed.
 */
export const ledger: Migration = {
  name: '0003-ledger',
  statements: [
    `CREATE TABLE ledger_account (
       ledger_account TEXT PRIMARY KEY,
       name TEXT NOT NULL,
       kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'revenue', 'expense')),
       is_control INTEGER NOT NULL CHECK (is_control IN (0, 1)),
       service TEXT
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE journal_entry (
       entry_number INTEGER PRIMARY KEY,
       kind TEXT NOT NULL CHECK (kind IN ('opening', 'bill', 'payment', 'adjustment', 'reversal')),
       effective_on TEXT NOT NULL,
       account_id TEXT REFERENCES account,
       memo TEXT NOT NULL,
       reverses INTEGER REFERENCES journal_entry,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       posting_count INTEGER NOT NULL,
       previous_hash TEXT NOT NULL,
       hash TEXT NOT NULL CHECK (length(hash) = 64)
     ) STRICT`,
    `CREATE INDEX journal_entry_by_account ON journal_entry (account_id)`,
    `CREATE INDEX journal_entry_by_command ON journal_entry (command_number)`,
    `CREATE UNIQUE INDEX journal_entry_reversed_once ON journal_entry (reverses) WHERE reverses IS NOT NULL`,
    `CREATE TABLE posting (
       entry_number INTEGER NOT NULL REFERENCES journal_entry DEFERRABLE INITIALLY DEFERRED,
       line_number INTEGER NOT NULL CHECK (line_number > 0),
       ledger_account TEXT NOT NULL REFERENCES ledger_account,
       account_id TEXT REFERENCES account,
       amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0 AND abs(amount_cents) <= ${CENTS_MAX}),
       PRIMARY KEY (entry_number, line_number)
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX posting_by_account ON posting (account_id, ledger_account, amount_cents) WHERE account_id IS NOT NULL`,
    `CREATE TRIGGER posting_refuses_sealed_entry BEFORE INSERT ON posting
       WHEN EXISTS (SELECT 1 FROM journal_entry WHERE entry_number = NEW.entry_number)
       BEGIN SELECT RAISE(ABORT, 'The journal entry is sealed; no posting can be added to it.'); END`,
    `CREATE TRIGGER posting_needs_account BEFORE INSERT ON posting
       WHEN (NEW.account_id IS NOT NULL) <>
            (SELECT is_control FROM ledger_account WHERE ledger_account = NEW.ledger_account)
       BEGIN SELECT RAISE(ABORT, 'A posting to a control account names the customer account, and no other does.'); END`,
    `CREATE TRIGGER journal_entry_balances BEFORE INSERT ON journal_entry
       WHEN (SELECT coalesce(sum(amount_cents), 1) <> 0 OR count(*) <> NEW.posting_count OR count(*) < 2
             FROM posting WHERE entry_number = NEW.entry_number)
       BEGIN SELECT RAISE(ABORT, 'The journal entry does not balance.'); END`,
    `CREATE TRIGGER journal_entry_continues BEFORE INSERT ON journal_entry
       WHEN NEW.entry_number <> (SELECT coalesce(max(entry_number), 0) + 1 FROM journal_entry)
         OR NEW.previous_hash <>
            coalesce((SELECT hash FROM journal_entry WHERE entry_number = NEW.entry_number - 1), '')
       BEGIN SELECT RAISE(ABORT, 'The journal entry does not follow the last one.'); END`,
    ...appendOnly('journal_entry', 'A journal entry'),
    ...appendOnly('posting', 'A posting'),
  ],
};
