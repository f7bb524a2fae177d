import { queryCheck, type Check } from './finding.js';

const rebillsEqualEntries = queryCheck(
  'rebill-differs',
  `SELECT 'Rebill ' || rebill_number || ' of account ' || rebill.account_id || ' is ' || total_cents
          || ' cents, its entry has ' || coalesce(posted, 0) || ' and its charges ' || coalesce(charged, 0) || '.' AS message
   FROM rebill
   LEFT JOIN (SELECT entry_number, sum(amount_cents) AS posted FROM posting WHERE account_id IS NOT NULL
              GROUP BY entry_number) AS entry USING (entry_number)
   LEFT JOIN (SELECT rebill_number, sum(amount_cents) AS charged FROM rebill_charge GROUP BY rebill_number) AS charge
     USING (rebill_number)
   WHERE total_cents <> coalesce(posted, 0) OR total_cents <> coalesce(charged, 0)`,
);

/** A rebill cancels the last one before it of its bill, or the bill itself, by the entry of that. */
const rebillsGoOn = queryCheck(
  'rebill-chain-differs',
  `SELECT 'Rebill ' || rebill.rebill_number || ' of bill ' || rebill.bill_number || ' does not cancel what stood before it.' AS message
   FROM rebill JOIN bill USING (bill_number)
   LEFT JOIN rebill AS before ON before.rebill_number = rebill.replaces
   LEFT JOIN journal_entry AS reversing ON reversing.entry_number = rebill.reversal_entry
   WHERE rebill.account_id <> bill.account_id OR rebill.due_on <> bill.due_on
     OR rebill.replaces IS NOT (SELECT max(rebill_number) FROM rebill AS earlier
                                WHERE earlier.bill_number = rebill.bill_number AND earlier.rebill_number < rebill.rebill_number)
     OR before.bill_number <> rebill.bill_number
     OR rebill.was_cents <> coalesce(before.total_cents, bill.total_cents)
     OR reversing.reverses IS NOT iif(before.rebill_number IS NULL, bill.entry_number, before.entry_number)`,
);

const linesEqualCharges = queryCheck(
  'line-differs',
  `SELECT 'Rebill ' || rebill_number || ': the lines for ' || service || ' do not add up to its charge.' AS message
   FROM rebill_charge
   WHERE amount_cents <> (SELECT coalesce(sum(value ->> '$.amountCents'), 0) FROM json_each(rebill_charge.lines))`,
);

/** A charge that is divided is its segments: their amounts, and line by line. */
const segmentsEqualCharges = queryCheck(
  'segment-differs',
  `SELECT 'Rebill ' || part.rebill_number || ': the segments of ' || part.service || ' are not its charge.' AS message
   FROM (SELECT rebill_number, service, sum(amount_cents) AS amount FROM rebill_charge_segment
         GROUP BY rebill_number, service) AS part
   JOIN rebill_charge AS charge USING (rebill_number, service)
   WHERE amount <> charge.amount_cents
      OR json(charge.lines) <> (SELECT json_group_array(json(value)) FROM
           (SELECT line.value FROM rebill_charge_segment AS segment, json_each(segment.lines) AS line
            WHERE (segment.rebill_number, segment.service) = (part.rebill_number, part.service)
            ORDER BY segment_number, line.key))`,
);

const usageEqualsReads = queryCheck(
  'usage-differs',
  `SELECT 'Rebill ' || rebill_number || ' of account ' || account_id || ' is for ' || usage_gallons || ' gallons, its reads make '
          || coalesce(read_gallons, 0) || '.' AS message
   FROM rebill LEFT JOIN (SELECT rebill_number, sum(usage_gallons) AS read_gallons FROM rebilled_read
                          GROUP BY rebill_number) USING (rebill_number)
   WHERE usage_gallons <> coalesce(read_gallons, 0)`,
);

/** A rebill has every read of its bill's period, and no other. */
const readsAreOfTheBill = queryCheck(
  'rebilled-reads-differ',
  `SELECT 'Rebill ' || rebill_number || ' of bill ' || bill_number || ' does not have the reads of its bill.' AS message
   FROM rebill JOIN bill USING (bill_number)
   WHERE (SELECT json_group_array(row_key ORDER BY row_key) FROM rebilled_read AS read
          WHERE read.rebill_number = rebill.rebill_number AND read.bill_run_id = bill.bill_run_id)
      <> (SELECT json_group_array(row_key ORDER BY row_key) FROM period_read AS read
          WHERE read.bill_run_id = bill.bill_run_id AND read.account_id = bill.account_id)`,
);

/**
 * What a reversal brings back is what stood before the rebill that it takes back; that is not the last one before it where
 * others came and were taken back since.
 */
const restoredAsBefore = queryCheck(
  'rebill-not-restored',
  `SELECT 'Rebill ' || rebill.rebill_number || ' takes back ' || coalesce('rebill ' || undone.rebill_number, 'nothing') || ', and is not what stood before that.' AS message
   FROM rebill LEFT JOIN rebill AS undone
     ON undone.bill_number = rebill.bill_number
       AND undone.command_number IN (SELECT pushed_by FROM push_reversal WHERE command_number = rebill.command_number)
   JOIN bill ON bill.bill_number = rebill.bill_number
   LEFT JOIN rebill AS before ON before.rebill_number = undone.replaces
   WHERE rebill.is_restored = 1
     AND (undone.rebill_number IS NULL
          OR rebill.total_cents <> coalesce(before.total_cents, bill.total_cents)
          OR rebill.usage_gallons <> coalesce(before.usage_gallons, bill.usage_gallons)
          OR rebill.period_to <> coalesce(before.period_to, bill.period_to))`,
);

/** Late charges that went back with a bill were charged for that due date, and so is what took their place. */
const lateChargesAreOfTheDueDate = queryCheck(
  'late-charge-correction-differs',
  `SELECT 'The correction ' || correction_number || ' of the late charge of account ' || fixed.account_id || ' for ' || fixed.due_on
          || ' does not take back that one.' AS message
   FROM late_charge_correction AS fixed
   LEFT JOIN ledger_document AS was ON was.entry_number = coalesce(was_entry, root_entry)
   LEFT JOIN ledger_document AS again ON again.entry_number = fixed.entry_number
   LEFT JOIN journal_entry AS reversing ON reversing.entry_number = reversal_entry
   WHERE was.kind IS NOT 'late-charge' OR was.account_id IS NOT fixed.account_id OR was.due_on IS NOT fixed.due_on
     OR reversing.reverses IS NOT was_entry
     OR root_entry NOT IN (SELECT entry_number FROM late_charge_decision WHERE entry_number IS NOT NULL)
     OR (fixed.entry_number IS NOT NULL
         AND (again.kind IS NOT 'late-charge' OR again.account_id IS NOT fixed.account_id OR again.due_on IS NOT fixed.due_on))`,
);

/** Bills that were made again, with their entries, their charges and their reads. */
export const rebillChecks: readonly Check[] = [
  rebillsEqualEntries,
  rebillsGoOn,
  linesEqualCharges,
  segmentsEqualCharges,
  usageEqualsReads,
  readsAreOfTheBill,
  restoredAsBefore,
  lateChargesAreOfTheDueDate,
];
