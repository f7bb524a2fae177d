import { appendOnly, type Migration } from './migration.js';

const COMMAND = 'command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED';

/**
 * What was decided of late charges by account and due date, and what customers agreed to pay later. A decision stands
 * until it is reversed: a charge by the entry that reverses its own, a waiver by the reversal of the push that made it.
 * Only then can the due date be decided again, as the next turn. A late charge on several services is one entry and one
 * document without a type; none goes beside another of the same due date, whichever sheet it comes from.
 */
export const lateCharges: Migration = {
  name: '0035-late-charges',
  statements: [
    `CREATE TABLE late_charge_decision (
       decision_number INTEGER PRIMARY KEY,
       account_id TEXT NOT NULL REFERENCES account,
       due_on TEXT NOT NULL CHECK (due_on IS date(due_on)),
       turn INTEGER NOT NULL CHECK (turn > 0),
       decision TEXT NOT NULL CHECK (decision IN ('charge', 'waive')),
       owed_cents INTEGER NOT NULL CHECK (owed_cents > 0),
       base_cents INTEGER NOT NULL CHECK (base_cents > 0),
       amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
       -- What it is for: [["water-late-charge", 420], ...], together the amount.
       shares TEXT NOT NULL CHECK (json_valid(shares)),
       reason TEXT NOT NULL,
       -- The charge; a waiver has none.
       entry_number INTEGER UNIQUE REFERENCES journal_entry,
       ${COMMAND},
       UNIQUE (account_id, due_on, turn),
       CHECK ((decision = 'charge') = (entry_number IS NOT NULL)),
       CHECK (decision = 'charge' OR reason <> '')
     ) STRICT`,
    `CREATE INDEX late_charge_decision_by_command ON late_charge_decision (command_number)`,
    `CREATE INDEX late_charge_decision_by_due_date ON late_charge_decision (due_on)`,
    ...appendOnly('late_charge_decision', 'A decision on a late charge', [
      ['decision_number'],
      ['account_id', 'due_on', 'turn'],
      ['entry_number'],
    ]),
    `CREATE VIEW standing_late_charge_decision AS
       SELECT * FROM late_charge_decision AS decided
       WHERE NOT EXISTS (SELECT 1 FROM journal_entry WHERE reverses = decided.entry_number)
         AND NOT EXISTS (SELECT 1 FROM push_reversal
                         WHERE pushed_by = decided.command_number AND row_key = decided.account_id)`,
    `CREATE TRIGGER late_charge_decided_once BEFORE INSERT ON late_charge_decision
       WHEN EXISTS (SELECT 1 FROM standing_late_charge_decision
                    WHERE account_id = NEW.account_id AND due_on = NEW.due_on)
       BEGIN SELECT RAISE(ABORT, 'The late charge of a due date is decided once; reverse that first.'); END`,
    `DROP TRIGGER late_charge_once`,
    `CREATE TRIGGER late_charge_once BEFORE INSERT ON ledger_document
       WHEN NEW.kind = 'late-charge' AND EXISTS (
         SELECT 1 FROM ledger_document AS charged
         WHERE charged.kind = 'late-charge' AND charged.account_id = NEW.account_id AND charged.due_on = NEW.due_on
           AND (charged.charge_type IS NULL OR NEW.charge_type IS NULL OR charged.charge_type = NEW.charge_type)
           AND NOT EXISTS (SELECT 1 FROM journal_entry WHERE reverses = charged.entry_number))
       BEGIN SELECT RAISE(ABORT, 'A late charge of a due date is posted once, and never changed.'); END`,
    `CREATE TABLE payment_arrangement (
       arrangement_number INTEGER PRIMARY KEY,
       account_id TEXT NOT NULL REFERENCES account,
       amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
       from_on TEXT NOT NULL CHECK (from_on IS date(from_on)),
       until_on TEXT NOT NULL CHECK (until_on IS date(until_on)),
       -- [["2026-12-05", 4000], ...], together the amount; empty where all is to be paid by the last day.
       instalments TEXT NOT NULL CHECK (json_valid(instalments)),
       reason TEXT NOT NULL CHECK (reason <> ''),
       ${COMMAND},
       CHECK (until_on >= from_on)
     ) STRICT`,
    `CREATE INDEX payment_arrangement_by_account ON payment_arrangement (account_id)`,
    `CREATE INDEX payment_arrangement_by_command ON payment_arrangement (command_number)`,
    ...appendOnly('payment_arrangement', 'A payment arrangement', [['arrangement_number']]),
    `CREATE TABLE payment_arrangement_end (
       end_number INTEGER PRIMARY KEY,
       arrangement_number INTEGER NOT NULL UNIQUE REFERENCES payment_arrangement,
       how TEXT NOT NULL CHECK (how IN ('ended', 'broken')),
       ended_on TEXT NOT NULL CHECK (ended_on IS date(ended_on)),
       reason TEXT NOT NULL CHECK (reason <> ''),
       ${COMMAND}
     ) STRICT`,
    `CREATE INDEX payment_arrangement_end_by_command ON payment_arrangement_end (command_number)`,
    ...appendOnly('payment_arrangement_end', 'The end of a payment arrangement', [
      ['end_number'],
      ['arrangement_number'],
    ]),
    `CREATE TRIGGER payment_arrangement_one_at_a_time BEFORE INSERT ON payment_arrangement
       WHEN EXISTS (
         SELECT 1 FROM payment_arrangement AS standing
         WHERE standing.account_id = NEW.account_id AND standing.until_on >= NEW.from_on
           AND standing.arrangement_number NOT IN (SELECT arrangement_number FROM payment_arrangement_end))
       BEGIN SELECT RAISE(ABORT, 'The account has an arrangement that stands; end it first.'); END`,
  ],
};
