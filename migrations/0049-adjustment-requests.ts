import { appendOnly, type Migration } from './migration.js';

const COMMAND = 'command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED';

/**
 * Adjustments of several charges, with the bill and the evidence that they rest on; and those that wait for another
 * person's word, which are in no balance until that is given.
 */
export const adjustmentRequests: Migration = {
  name: '0049-adjustment-requests',
  rebuilds: true,
  statements: [
    `CREATE TABLE adjustment_request (
       request_number INTEGER PRIMARY KEY,
       pull_id TEXT NOT NULL,
       row_key TEXT NOT NULL,
       account_id TEXT NOT NULL REFERENCES account,
       kind TEXT NOT NULL,
       -- What the balance would change by, as it was worked out when it was asked for.
       amount_cents INTEGER NOT NULL,
       -- The row as it was typed: an approval posts it by the same rules.
       cells TEXT NOT NULL CHECK (json_valid(cells)),
       -- All rows with their keys, where several ask for one thing, as the bills of a rebill; else null.
       rows TEXT CHECK (json_valid(rows)),
       -- Why it waits, as a sentence.
       why TEXT NOT NULL CHECK (why <> ''),
       ${COMMAND},
       UNIQUE (pull_id, row_key)
     ) STRICT`,
    `CREATE INDEX adjustment_request_by_account ON adjustment_request (account_id)`,
    `CREATE INDEX adjustment_request_by_command ON adjustment_request (command_number)`,
    ...appendOnly('adjustment_request', 'A request for an adjustment', [['request_number'], ['pull_id', 'row_key']]),
    // "emergency" is one person's part of an approval that several give together.
    `CREATE TABLE approval_decision (
       decision_number INTEGER PRIMARY KEY,
       request_number INTEGER NOT NULL REFERENCES adjustment_request,
       decision TEXT NOT NULL CHECK (decision IN ('approve', 'return', 'decline', 'withdraw', 'emergency')),
       -- True for the word that ended the waiting.
       is_final INTEGER NOT NULL CHECK (is_final IN (0, 1)),
       word TEXT NOT NULL,
       person_id TEXT NOT NULL REFERENCES person,
       ${COMMAND},
       CHECK (is_final = 1 OR decision = 'emergency'),
       CHECK (decision IN ('approve', 'withdraw') OR word <> '')
     ) STRICT`,
    `CREATE UNIQUE INDEX approval_decided_once ON approval_decision (request_number) WHERE is_final = 1`,
    `CREATE UNIQUE INDEX approval_once_by_each ON approval_decision (request_number, person_id)
       WHERE decision = 'emergency'`,
    `CREATE INDEX approval_decision_by_command ON approval_decision (command_number)`,
    ...appendOnly('approval_decision', 'A decision on a request', [['decision_number']]),
    `CREATE TRIGGER approval_decision_refuses_another BEFORE INSERT ON approval_decision
       WHEN EXISTS (SELECT 1 FROM approval_decision AS said WHERE said.request_number = NEW.request_number AND
         (said.is_final = 1 OR
          (said.decision = 'emergency' AND NEW.decision = 'emergency' AND said.person_id = NEW.person_id)))
       BEGIN SELECT RAISE(ABORT, 'This was said of the request already, or it waits no more.'); END`,
    `CREATE TRIGGER nobody_approves_their_own BEFORE INSERT ON approval_decision
       WHEN NEW.decision <> 'withdraw' AND NEW.person_id =
         (SELECT person_id FROM adjustment_request JOIN command USING (command_number)
          WHERE adjustment_request.request_number = NEW.request_number)
       BEGIN SELECT RAISE(ABORT, 'Nobody decides on what they asked for themselves.'); END`,
    `CREATE VIEW waiting_request AS
       SELECT * FROM adjustment_request AS request WHERE NOT EXISTS
         (SELECT 1 FROM approval_decision AS decided
          WHERE decided.request_number = request.request_number AND is_final = 1)`,
    // SQLite takes no condition off a column, so the table is made anew with the same rows.
    `DROP VIEW pushed_entry`,
    `CREATE TABLE adjustment_new (
       adjustment_number INTEGER PRIMARY KEY,
       pull_id TEXT NOT NULL,
       row_key TEXT NOT NULL,
       account_id TEXT NOT NULL REFERENCES account,
       -- Null for what is of no service, as a fee or a deposit.
       service TEXT CHECK (service IN ('water', 'sewer', 'garbage')),
       kind TEXT NOT NULL,
       -- What the account's balance and deposit change by together; its charges add up to it.
       amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0),
       reason TEXT NOT NULL,
       note TEXT NOT NULL,
       entry_number INTEGER NOT NULL UNIQUE REFERENCES journal_entry,
       cause TEXT NOT NULL DEFAULT '',
       document TEXT NOT NULL DEFAULT '',
       documents_on TEXT CHECK (documents_on IS date(documents_on)),
       -- How the amount was worked out, a sentence a line.
       calculation TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(calculation)),
       request_number INTEGER UNIQUE REFERENCES adjustment_request,
       UNIQUE (pull_id, row_key)
     ) STRICT`,
    `INSERT INTO adjustment_new
       (adjustment_number, pull_id, row_key, account_id, service, kind, amount_cents, reason, note, entry_number)
     SELECT adjustment_number, pull_id, row_key, account_id, service, kind, amount_cents, reason, note, entry_number
     FROM adjustment`,
    `DROP TABLE adjustment`,
    `ALTER TABLE adjustment_new RENAME TO adjustment`,
    `CREATE INDEX adjustment_by_account ON adjustment (account_id)`,
    ...appendOnly('adjustment', 'A posted adjustment', [
      ['adjustment_number'],
      ['entry_number'],
      ['pull_id', 'row_key'],
      ['request_number'],
    ]),
    `CREATE TABLE adjustment_charge (
       adjustment_number INTEGER NOT NULL REFERENCES adjustment,
       charge_type TEXT NOT NULL REFERENCES charge_type,
       amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0),
       PRIMARY KEY (adjustment_number, charge_type)
     ) STRICT, WITHOUT ROWID`,
    ...appendOnly('adjustment_charge', 'A posted adjustment', [['adjustment_number', 'charge_type']]),
    // The bills that it corrects.
    `CREATE TABLE adjusted_bill (
       adjustment_number INTEGER NOT NULL REFERENCES adjustment,
       bill_number INTEGER NOT NULL REFERENCES bill,
       PRIMARY KEY (adjustment_number, bill_number)
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX adjusted_bill_by_bill ON adjusted_bill (bill_number)`,
    ...appendOnly('adjusted_bill', 'A posted adjustment', [['adjustment_number', 'bill_number']]),
    // Before there were charges, an adjustment was of its service alone. A deposit is corrected by no charge.
    `CREATE VIEW adjusted_charge AS
       SELECT made.adjustment_number, coalesce(charge.charge_type, type.charge_type) AS charge_type,
              coalesce(charge.amount_cents, made.amount_cents) AS amount_cents
       FROM adjustment AS made LEFT JOIN adjustment_charge AS charge USING (adjustment_number)
       LEFT JOIN charge_type AS type
         ON charge.charge_type IS NULL AND type.service = made.service AND type.nature = 'service'
       WHERE coalesce(charge.charge_type, type.charge_type) IS NOT NULL`,
    `CREATE VIEW standing_adjustment AS
       SELECT * FROM adjustment AS made
       WHERE NOT EXISTS (SELECT 1 FROM journal_entry WHERE reverses = made.entry_number)`,
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
  ],
};
