import { appendOnly, type Migration } from './migration.js';

/**
 * Who sends a file is told from others who do at the same time; notices that nobody sends any more go on paper. What was
 * noted last tells whether something left the office: a server that took nothing is no sending.
 */
export const sendingAttempts: Migration = {
  name: '0041-sending-attempts',
  rebuilds: true,
  statements: [
    `DROP VIEW sent_output`,
    `ALTER TABLE mailing_send ADD COLUMN attempt TEXT NOT NULL DEFAULT ''`,
    // SQLite alters no check, so the table is made anew with the same rows.
    `CREATE TABLE ebill_notice_new (
       notice_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       account_id TEXT NOT NULL REFERENCES account,
       state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'not-sent', 'refused', 'bounced', 'given-up')),
       email TEXT NOT NULL,
       message_id TEXT NOT NULL,
       amount_cents INTEGER NOT NULL,
       target TEXT NOT NULL,
       detail TEXT NOT NULL,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `INSERT INTO ebill_notice_new SELECT * FROM ebill_notice`,
    `DROP TABLE ebill_notice`,
    `ALTER TABLE ebill_notice_new RENAME TO ebill_notice`,
    `CREATE INDEX ebill_notice_by_run ON ebill_notice (bill_run_id, account_id)`,
    `CREATE INDEX ebill_notice_by_message ON ebill_notice (message_id)`,
    `CREATE INDEX ebill_notice_by_command ON ebill_notice (command_number)`,
    ...appendOnly('ebill_notice', 'What became of a notice', [['notice_number']]),
    // What was sent of a run, or may have been. Giving up on a notice does not unsend it.
    `CREATE VIEW sent_output AS
       SELECT bill_run_id, 'mailing-file' AS kind FROM mailing_file JOIN mailing_send USING (file_number)
       WHERE outcome IN ('sending', 'sent')
         AND send_number = (SELECT max(send_number) FROM mailing_send AS later
                            WHERE later.file_number = mailing_file.file_number)
       UNION SELECT bill_run_id, 'e-bill-notices' FROM ebill_notice AS notice
       WHERE state IN ('sending', 'sent', 'bounced')
         AND notice_number = (SELECT max(notice_number) FROM ebill_notice AS later
                              WHERE later.bill_run_id = notice.bill_run_id AND later.account_id = notice.account_id
                                AND later.state <> 'given-up')`,
  ],
};
