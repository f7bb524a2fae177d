import { appendOnly, rowsOf, type Migration } from './migration.js';
import { startingCalls, startingCallsLayout, startingCallsResultsLayout } from './starting-calls.js';
import { startingMailingTarget } from './starting-mailing.js';

const COMMAND = 'command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED';

/**
 * Calls to customers of posted runs: what was decided of each account, the files for the calling service with their
 * sendings, and what came of the calls. All is only added: what is said last counts.
 */
export const calls: Migration = {
  name: '0036-calls',
  statements: [
    // As the list had it when it was decided on.
    `CREATE TABLE call_decision (
       decision_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       account_id TEXT NOT NULL REFERENCES account,
       decision TEXT NOT NULL CHECK (decision IN ('call', 'skip')),
       why TEXT NOT NULL,
       reason TEXT NOT NULL CHECK (reason IN ('leak', 'high')),
       sentence TEXT NOT NULL,
       phone TEXT NOT NULL,
       ${COMMAND}
     ) STRICT`,
    `CREATE INDEX call_decision_by_run ON call_decision (bill_run_id, account_id)`,
    `CREATE INDEX call_decision_by_account ON call_decision (account_id)`,
    `CREATE INDEX call_decision_by_command ON call_decision (command_number)`,
    ...appendOnly('call_decision', 'What was decided of a call', [['decision_number']]),
    // By its layout, its hours and its calls a file is made again byte for byte.
    `CREATE TABLE call_file (
       file_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       edition INTEGER NOT NULL CHECK (edition > 0),
       purpose TEXT NOT NULL CHECK (purpose IN ('run', 'again')),
       utility_name TEXT NOT NULL,
       layout TEXT NOT NULL CHECK (json_valid(layout)),
       call_on TEXT NOT NULL,
       call_from TEXT NOT NULL,
       call_to TEXT NOT NULL,
       time_zone TEXT NOT NULL,
       file_name TEXT NOT NULL,
       byte_count INTEGER NOT NULL CHECK (byte_count > 0),
       sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
       call_count INTEGER NOT NULL CHECK (call_count > 0),
       ${COMMAND},
       UNIQUE (bill_run_id, edition)
     ) STRICT`,
    `CREATE INDEX call_file_by_command ON call_file (command_number)`,
    ...appendOnly('call_file', 'A file for the calling service', [['file_number'], ['bill_run_id', 'edition']]),
    `CREATE TABLE placed_call (
       call_number INTEGER PRIMARY KEY,
       file_number INTEGER NOT NULL REFERENCES call_file,
       reference TEXT NOT NULL UNIQUE,
       phone TEXT NOT NULL,
       reason TEXT NOT NULL CHECK (reason IN ('leak', 'high', 'several')),
       customer_name TEXT NOT NULL,
       address TEXT NOT NULL,
       usage_gallons INTEGER,
       usual_gallons INTEGER,
       message TEXT NOT NULL,
       ${COMMAND}
     ) STRICT`,
    `CREATE INDEX placed_call_by_file ON placed_call (file_number)`,
    `CREATE INDEX placed_call_by_phone ON placed_call (phone)`,
    `CREATE INDEX placed_call_by_command ON placed_call (command_number)`,
    ...appendOnly('placed_call', 'A call in a file', [['call_number'], ['reference']]),
    `CREATE TABLE placed_call_account (
       call_number INTEGER NOT NULL REFERENCES placed_call,
       account_id TEXT NOT NULL REFERENCES account,
       sentence TEXT NOT NULL,
       ${COMMAND},
       PRIMARY KEY (call_number, account_id)
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX placed_call_account_by_account ON placed_call_account (account_id)`,
    `CREATE INDEX placed_call_account_by_command ON placed_call_account (command_number)`,
    ...appendOnly('placed_call_account', 'An account of a call', [['call_number', 'account_id']]),
    `CREATE TABLE call_send (
       send_number INTEGER PRIMARY KEY,
       file_number INTEGER NOT NULL REFERENCES call_file,
       target TEXT NOT NULL,
       outcome TEXT NOT NULL CHECK (outcome IN ('sending', 'sent', 'failed')),
       attempt TEXT NOT NULL,
       detail TEXT NOT NULL,
       ${COMMAND}
     ) STRICT`,
    `CREATE UNIQUE INDEX call_file_sent_once ON call_send (file_number) WHERE outcome = 'sent'`,
    `CREATE INDEX call_send_by_file ON call_send (file_number)`,
    `CREATE INDEX call_send_by_command ON call_send (command_number)`,
    ...appendOnly('call_send', 'The sending of a file', [['send_number']]),
    `CREATE TABLE call_result_file (
       result_file_number INTEGER PRIMARY KEY,
       file_name TEXT NOT NULL,
       sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
       result_count INTEGER NOT NULL CHECK (result_count > 0),
       ${COMMAND}
     ) STRICT`,
    `CREATE INDEX call_result_file_by_command ON call_result_file (command_number)`,
    ...appendOnly('call_result_file', 'A file of results', [['result_file_number'], ['sha256']]),
    `CREATE TABLE call_result (
       result_number INTEGER PRIMARY KEY,
       result_file_number INTEGER NOT NULL REFERENCES call_result_file,
       call_number INTEGER NOT NULL REFERENCES placed_call,
       outcome TEXT NOT NULL
         CHECK (outcome IN ('answered', 'voicemail', 'busy', 'no-answer', 'wrong-number', 'opted-out')),
       called_at TEXT NOT NULL,
       told TEXT NOT NULL,
       ${COMMAND},
       UNIQUE (call_number, called_at)
     ) STRICT`,
    `CREATE INDEX call_result_by_file ON call_result (result_file_number)`,
    `CREATE INDEX call_result_by_command ON call_result (command_number)`,
    ...appendOnly('call_result', 'What came of a call', [['result_number'], ['call_number', 'called_at']]),
    `INSERT INTO setting (name, effective_from, value)
     VALUES ${rowsOf([
       ['calls', '2000-01-01', JSON.stringify(startingCalls)],
       ['calls-layout', '2000-01-01', JSON.stringify(startingCallsLayout)],
       ['calls-results-layout', '2000-01-01', JSON.stringify(startingCallsResultsLayout)],
       ['calls-target', '2000-01-01', JSON.stringify(startingMailingTarget)],
     ])}
     ON CONFLICT DO NOTHING`,
  ],
};
