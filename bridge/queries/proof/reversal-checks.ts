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

/** The bills of a run are reversed with it, all of them, and no bill is reversed alone. */
const runsAreReversedWhole = queryCheck(
  'run-reversal-differs',
  `SELECT 'Bill ' || bill_number || ' of run ' || bill.bill_run_id
          || iif(reversal.bill_run_id IS NULL, ' is reversed by entry ' || reversing.entry_number || ', and its run is not reversed.',
                 ' is not reversed, and its run is, by receipt ' || reversal.command_number || '.') AS message
   FROM bill LEFT JOIN bill_run_reversal AS reversal USING (bill_run_id)
   LEFT JOIN journal_entry AS reversing ON reversing.reverses = bill.entry_number
   WHERE bill.entry_number IS NOT NULL AND (reversal.bill_run_id IS NULL) <> (reversing.entry_number IS NULL)`,
);

/** A period is billed again only after what billed it before was reversed. */
const periodsAreBilledOnce = queryCheck(
  'period-billed-twice',
  `SELECT 'Run ' || later.bill_run_id || ' bills the period of ' || run.bill_run_id || ' again, which is not reversed.' AS message
   FROM bill_run AS later JOIN bill_run AS run USING (cycle_id, period_to)
   WHERE later.attempt > run.attempt AND run.bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_reversal)`,
);

/** What undoes posted runs. */
export const reversalChecks: readonly Check[] = [reversalsAreTheOtherWay, runsAreReversedWhole, periodsAreBilledOnce];
