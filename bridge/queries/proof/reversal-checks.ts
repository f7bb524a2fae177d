import { queryCheck, type Check } from './finding.js';

/** A reversal is its entry the other way, account by account. */
const reversalsAreTheOtherWay = queryCheck(
  'reversal-differs',
  `SELECT 'Entry ' || entry_number || ' reverses ' || coalesce('entry ' || reverses, 'nothing')
          || ', and is not that entry the other way.' AS message
   FROM journal_entry AS entry
   WHERE kind = 'reversal' AND (reverses IS NULL OR EXISTS (
     SELECT 1 FROM posting WHERE posting.entry_number IN (entry.entry_number, reverses)
     GROUP BY ledger_account, account_id HAVING sum(amount_cents) <> 0))`,
);

/** The bills of a run are reversed with it, all of them; a bill is reversed alone only when it is made again. */
const runsAreReversedWhole = queryCheck(
  'run-reversal-differs',
  `SELECT 'Bill ' || bill_number || ' of run ' || bill.bill_run_id
          || iif(reversal.bill_run_id IS NULL, ' is reversed by entry ' || reversing.entry_number || ', and its run is not reversed.',
                 ' is not reversed, and its run is, by receipt ' || reversal.command_number || '.') AS message
   FROM bill LEFT JOIN bill_run_reversal AS reversal USING (bill_run_id)
   LEFT JOIN journal_entry AS reversing ON reversing.reverses = bill.entry_number
   WHERE bill.entry_number IS NOT NULL
     AND bill.bill_number NOT IN (SELECT bill_number FROM rebill) AND (reversal.bill_run_id IS NULL) <> (reversing.entry_number IS NULL)`,
);

/** A period is billed again only after what billed it before was reversed. */
const periodsAreBilledOnce = queryCheck(
  'period-billed-twice',
  `SELECT 'Run ' || later.bill_run_id || ' bills the period of ' || run.bill_run_id || ' again, which is not reversed.' AS message
   FROM bill_run AS later JOIN bill_run AS run USING (cycle_id, period_to)
   WHERE later.attempt > run.attempt AND run.bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_reversal)`,
);

/** Each entry of a row that is reversed is reversed by that receipt, unless bills made again left nothing of it before. */
const rowsAreReversedWhole = queryCheck(
  'push-reversal-differs',
  `SELECT 'Row ' || reversal.row_key || ' of receipt ' || pushed_by || ' is reversed by receipt ' || reversal.command_number || ', and its entry '
          || pushed.entry_number || iif(reversing.entry_number IS NULL, ' is not.', ' by another.') AS message
   FROM push_reversal AS reversal
   JOIN pushed_entry AS pushed ON pushed.command_number = pushed_by AND pushed.row_key = reversal.row_key
   LEFT JOIN journal_entry AS reversing ON reversing.reverses = pushed.entry_number
   WHERE pushed.entry_number IS NOT NULL AND reversing.command_number IS NOT reversal.command_number`,
);

/** An entry is reversed with the run of its bill, by a rebill or with the row that posted it, and in no other way. */
const entriesAreReversedWithTheirs = queryCheck(
  'reversal-unnamed',
  `SELECT 'Entry ' || entry_number || ' reverses entry ' || reverses || ', and neither a run, a rebill nor a row of a push is reversed with it.' AS message
   FROM journal_entry AS entry
   WHERE reverses IS NOT NULL AND reverses NOT IN (SELECT entry_number FROM bill WHERE entry_number IS NOT NULL)
     AND entry_number NOT IN (SELECT reversal_entry FROM rebill WHERE reversal_entry IS NOT NULL)
     AND entry_number NOT IN (SELECT reversal_entry FROM late_charge_correction WHERE reversal_entry IS NOT NULL)
     AND NOT EXISTS (SELECT 1 FROM pushed_entry AS pushed
                     JOIN push_reversal AS reversal ON pushed_by = pushed.command_number AND reversal.row_key = pushed.row_key
                     WHERE pushed.entry_number = reverses AND reversal.command_number = entry.command_number)`,
);

/** A reversal is of a row that the push applied, by a command that reverses that push. */
const reversalsAreOfPushes = queryCheck(
  'push-reversal-unknown',
  `WITH applied AS MATERIALIZED (
     SELECT command_number, each.value ->> '$.key' AS row_key FROM command, json_each(reply, '$.rows') AS each
     WHERE kind = 'push-sheet' AND command_number IN (SELECT pushed_by FROM push_reversal)
       AND each.value ->> '$.state' = 'applied')
   SELECT 'Reversal ' || reversal_number || ' is of row ' || reversal.row_key || ' of receipt ' || pushed_by
          || iif(applied.row_key IS NULL, ', which pushed none of that key.',
                 ', and receipt ' || reversal.command_number || ' does not reverse that one.') AS message
   FROM push_reversal AS reversal JOIN command USING (command_number)
   LEFT JOIN applied ON applied.command_number = pushed_by AND applied.row_key = reversal.row_key
   WHERE applied.row_key IS NULL OR command.kind <> 'reverse-push' OR payload ->> '$.receiptNumber' IS NOT pushed_by`,
);

/** What undoes posted runs and pushes. */
export const reversalChecks: readonly Check[] = [
  reversalsAreTheOtherWay,
  runsAreReversedWhole,
  periodsAreBilledOnce,
  rowsAreReversedWhole,
  entriesAreReversedWithTheirs,
  reversalsAreOfPushes,
];
