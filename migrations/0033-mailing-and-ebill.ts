import { appendOnly, rowsOf, type Migration } from './migration.js';
import { startingEbillMail, startingMailingLayout, startingMailingTarget } from './starting-mailing.js';

const COMMAND = 'command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED';

/**
 * How customers want to be reached, and what left the office of a posted run: files for the mailing service with their
 * sendings, and e-bill notices with what became of each. All is only added: what is said last counts.
 */
export const mailingAndEbill: Migration = {
  name: '0033-mailing-and-ebill',
  statements: [
    `CREATE TABLE account_contact (
       contact_number INTEGER PRIMARY KEY,
       account_id TEXT NOT NULL REFERENCES account,
       e_bill INTEGER NOT NULL CHECK (e_bill IN (0, 1)),
       email TEXT NOT NULL,
       mailing_address TEXT NOT NULL CHECK (json_valid(mailing_address)),
       phone TEXT NOT NULL,
       calls TEXT NOT NULL CHECK (calls IN ('unsaid', 'consent', 'opt-out')),
       ${COMMAND},
       CHECK (e_bill = 0 OR email <> '')
     ) STRICT`,
    `CREATE INDEX account_contact_by_account ON account_contact (account_id)`,
    `CREATE INDEX account_contact_by_command ON account_contact (command_number)`,
    ...appendOnly('account_contact', 'What was said of a contact', [['contact_number']]),
    // A file as it was made: by its layout, and for a file of some accounts by these, it is made again byte for byte.
    `CREATE TABLE mailing_file (
       file_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       edition INTEGER NOT NULL CHECK (edition > 0),
       purpose TEXT NOT NULL CHECK (purpose IN ('run', 'again', 'paper')),
       layout TEXT NOT NULL CHECK (json_valid(layout)),
       account_ids TEXT CHECK (json_valid(account_ids)),
       file_name TEXT NOT NULL,
       byte_count INTEGER NOT NULL CHECK (byte_count > 0),
       sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
       account_count INTEGER NOT NULL CHECK (account_count >= 0),
       line_count INTEGER NOT NULL CHECK (line_count >= 0),
       total_cents INTEGER NOT NULL,
       ${COMMAND},
       UNIQUE (bill_run_id, edition),
       CHECK ((purpose = 'paper') = (account_ids IS NOT NULL))
     ) STRICT`,
    `CREATE INDEX mailing_file_by_command ON mailing_file (command_number)`,
    ...appendOnly('mailing_file', 'A file for the mailing service', [['file_number'], ['bill_run_id', 'edition']]),
    `CREATE TABLE mailing_send (
       send_number INTEGER PRIMARY KEY,
       file_number INTEGER NOT NULL REFERENCES mailing_file,
       target TEXT NOT NULL,
       outcome TEXT NOT NULL CHECK (outcome IN ('sending', 'sent', 'failed')),
       detail TEXT NOT NULL,
       ${COMMAND}
     ) STRICT`,
    `CREATE UNIQUE INDEX mailing_file_sent_once ON mailing_send (file_number) WHERE outcome = 'sent'`,
    `CREATE INDEX mailing_send_by_command ON mailing_send (command_number)`,
    ...appendOnly('mailing_send', 'The sending of a file', [['send_number']]),
    // sending: it may have gone out from then on, until it is known what came of it.
    `CREATE TABLE ebill_notice (
       notice_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       account_id TEXT NOT NULL REFERENCES account,
       state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'not-sent', 'refused', 'bounced')),
       email TEXT NOT NULL,
       message_id TEXT NOT NULL,
       amount_cents INTEGER NOT NULL,
       target TEXT NOT NULL,
       detail TEXT NOT NULL,
       ${COMMAND}
     ) STRICT`,
    `CREATE INDEX ebill_notice_by_run ON ebill_notice (bill_run_id, account_id)`,
    `CREATE INDEX ebill_notice_by_message ON ebill_notice (message_id)`,
    `CREATE INDEX ebill_notice_by_command ON ebill_notice (command_number)`,
    ...appendOnly('ebill_notice', 'What became of a notice', [['notice_number']]),
    // Runs of which something left the office, or may have.
    // What was sent of a run, or may have been.
    `CREATE VIEW sent_output AS
       SELECT bill_run_id, 'mailing-file' AS kind FROM mailing_file JOIN mailing_send USING (file_number)
       WHERE outcome IN ('sending', 'sent')
       UNION SELECT bill_run_id, 'e-bill-notices' FROM ebill_notice WHERE state IN ('sending', 'sent', 'bounced')`,
    `INSERT INTO setting (name, effective_from, value)
     VALUES ${rowsOf([
       ['mailing-layout', '2000-01-01', JSON.stringify(startingMailingLayout)],
       ['mailing-target', '2000-01-01', JSON.stringify(startingMailingTarget)],
       ['ebill-mail', '2000-01-01', JSON.stringify(startingEbillMail)],
     ])}
     ON CONFLICT DO NOTHING`,
  ],
};
