import { FIRST_OF_ROW } from './first-of-row.js';

/** Documents of the account entries that letters tell of, by the kinds of the Adjustments sheet. */
const KIND_OF_DOCUMENT = `iif(document.kind = 'transfer', 'transfer between accounts', document.kind)`;
const NOT_TAKEN_BACK = `is_restored = 0
  AND NOT EXISTS (SELECT 1 FROM push_reversal WHERE pushed_by = rebill.command_number)`;

/** Why bills of an account were made again, each reason once; those that follow them have all of these together. */
const REASONS_ASKED_FOR = `coalesce((
  SELECT group_concat(reason, '; ') FROM (
    SELECT reason FROM rebill AS made
    WHERE made.command_number = receipt AND made.account_id = rebill.account_id AND row_key IS NOT NULL
    GROUP BY reason ORDER BY min(rebill_number))), min(reason))`;

/**
 * What letters of a receipt tell of, as the common table `told` after the table `asked` with its one `receipt`. Documents of
 * one row, as a transfer has one for each due date, are one letter; a transfer is one to each account. All bills of an
 * account that were made again are one letter.
 */
export const LETTERS_TOLD = `
  numbered AS (
    SELECT document.*, ${FIRST_OF_ROW} AS row_number
    FROM asked JOIN journal_entry ON command_number = receipt JOIN ledger_document AS document USING (entry_number)),
  moved AS (
    SELECT row_number, account_id, other_account_id, ${KIND_OF_DOCUMENT} AS kind, sum(amount_cents) AS amount_cents,
           min(reason) AS reason, min(calculation) AS calculation
    FROM numbered AS document
    WHERE kind IN ('transfer', 'write-off') AND entry_number NOT IN (SELECT reverses FROM journal_entry WHERE reverses IS NOT NULL)
    GROUP BY row_number, account_id, other_account_id, kind),
  told AS (
    SELECT 1 AS part, adjustment_number AS place, adjustment.account_id,
           iif(adjustment.kind = 'deposit correction', 'deposit', 'granted') AS outcome, adjustment.kind, amount_cents,
           (SELECT group_concat(bill_number, ', ') FROM adjusted_bill AS bill
            WHERE bill.adjustment_number = adjustment.adjustment_number) AS bills,
           reason, calculation, '' AS other_account
    FROM asked JOIN journal_entry ON command_number = receipt JOIN standing_adjustment AS adjustment USING (entry_number)
    UNION ALL
    SELECT 2, row_number, account_id, iif(other_account_id IS NULL, 'writtenOff', 'transferred'), kind, -amount_cents, NULL,
           reason, calculation, coalesce(other_account_id, '')
    FROM moved
    UNION ALL
    SELECT 3, row_number, other_account_id, 'received', kind, amount_cents, NULL, reason, calculation, account_id
    FROM moved WHERE other_account_id IS NOT NULL
    UNION ALL
    SELECT 4, min(rebill_number), account_id, 'rebilled', 'rebill',
           sum(total_cents - was_cents)
           + coalesce((SELECT sum(amount_cents) FROM late_charge_correction AS fixed
                       JOIN posting ON posting.entry_number IN (fixed.entry_number, reversal_entry)
                         AND posting.account_id = fixed.account_id
                       WHERE fixed.command_number = receipt AND fixed.account_id = rebill.account_id), 0),
           group_concat(bill_number, ', '), ${REASONS_ASKED_FOR},
           (SELECT json_group_array(DISTINCT word.value) FROM rebill AS made, json_each(made.corrections) AS word
            WHERE made.command_number = receipt AND made.account_id = rebill.account_id), ''
    FROM asked JOIN rebill ON command_number = receipt WHERE ${NOT_TAKEN_BACK} GROUP BY account_id
    UNION ALL
    SELECT 5, request_number, account_id, iif(decision = 'decline', 'declined', 'returned'), request.kind,
           amount_cents, CAST(cells ->> '$.bill' AS TEXT), word, '[]', ''
    FROM asked JOIN approval_decision ON approval_decision.command_number = receipt
    JOIN adjustment_request AS request USING (request_number) WHERE decision IN ('decline', 'return'))`;

/** Of a row of `command` the kinds that letters can tell of, as a JSON list; which of them are wanted is in the setting of its day. */
export const KINDS_TOLD = `(
  SELECT json_group_array(DISTINCT told.kind) FROM (
    SELECT made.kind FROM journal_entry JOIN standing_adjustment AS made USING (entry_number)
    WHERE journal_entry.command_number = command.command_number
    UNION ALL
    SELECT ${KIND_OF_DOCUMENT} FROM journal_entry JOIN standing_document AS document USING (entry_number)
    WHERE journal_entry.command_number = command.command_number AND document.kind IN ('transfer', 'write-off')
    UNION ALL
    SELECT 'rebill' FROM rebill WHERE rebill.command_number = command.command_number AND ${NOT_TAKEN_BACK}
    UNION ALL
    SELECT request.kind FROM approval_decision JOIN adjustment_request AS request USING (request_number)
    WHERE approval_decision.command_number = command.command_number AND decision IN ('decline', 'return')) AS told)`;
