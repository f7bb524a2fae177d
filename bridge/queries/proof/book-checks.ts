import { taxOfLines } from '../tax-of-lines.js';
import { queryCheck, type Check } from './finding.js';

const postingsOfAnEntry = queryCheck(
  'orphan',
  `SELECT 'Posting ' || entry_number || '.' || line_number || ' belongs to no entry.' AS message
   FROM posting WHERE entry_number NOT IN (SELECT entry_number FROM journal_entry)`,
);

const billsEqualEntries = queryCheck(
  'bill-differs',
  `SELECT 'Bill ' || bill_number || ' of account ' || bill.account_id || ' is ' || total_cents
          || ' cents, its entry has ' || coalesce(posted, 0) || ' and its charges ' || coalesce(charged, 0) || '.' AS message
   FROM bill
   LEFT JOIN (SELECT entry_number, sum(amount_cents) AS posted FROM posting WHERE account_id IS NOT NULL
              GROUP BY entry_number) AS entry USING (entry_number)
   LEFT JOIN (SELECT bill_number, sum(amount_cents) AS charged FROM bill_charge GROUP BY bill_number) AS charge
     USING (bill_number)
   WHERE total_cents <> coalesce(posted, 0) OR total_cents <> coalesce(charged, 0)`,
);

const linesEqualCharges = queryCheck(
  'line-differs',
  `SELECT 'Bill ' || bill_number || ': the lines for ' || service || ' do not add up to its charge.' AS message
   FROM bill_charge
   WHERE amount_cents <> (SELECT coalesce(sum(value ->> '$.amountCents'), 0) FROM json_each(bill_charge.lines))`,
);

const segmentsEqualLines = queryCheck(
  'segment-differs',
  `SELECT 'Bill ' || bill_number || ': the lines of segment ' || segment_number || ' of ' || service
          || ' do not add up to it.' AS message
   FROM bill_charge_segment
   WHERE amount_cents <> (SELECT coalesce(sum(value ->> '$.amountCents'), 0) FROM json_each(bill_charge_segment.lines))`,
);

/** A charge that is divided is its segments: their amounts, and line by line. The last one's version is the charge's. */
const segmentsEqualCharges = queryCheck(
  'segment-differs',
  `WITH part AS (SELECT bill_number, service, sum(amount_cents) AS amount, max(segment_number) AS last
                 FROM bill_charge_segment GROUP BY bill_number, service)
   SELECT 'Bill ' || part.bill_number || ': the segments of ' || part.service || ' are not its charge.' AS message
   FROM part JOIN bill_charge AS charge USING (bill_number, service)
   JOIN bill_charge_segment AS final ON (final.bill_number, final.service, final.segment_number) = (part.bill_number, part.service, last)
   WHERE amount <> charge.amount_cents OR final.tariff_version_id <> charge.tariff_version_id
      OR json(charge.lines) <> (SELECT json_group_array(json(value)) FROM
           (SELECT line.value FROM bill_charge_segment AS segment, json_each(segment.lines) AS line
            WHERE (segment.bill_number, segment.service) = (part.bill_number, part.service)
            ORDER BY segment_number, line.key))`,
);

/** Tells whether a day is the last of a period that the segment's account was held for. */
function endsHeldPeriod(day: string): string {
  return `EXISTS (SELECT 1 FROM held_account JOIN bill_run USING (bill_run_id)
                  WHERE held_account.account_id = segment.account_id AND bill_run.period_to = ${day})`;
}

/**
 * Every day of the bill's period is in one segment: each begins the day after the one before ends. Of a bill that covers
 * periods its account was held for, a service may have begun or ended with one of them.
 */
const segmentsCoverPeriods = queryCheck(
  'segment-days-differ',
  `SELECT 'Bill ' || bill_number || ': segment ' || segment_number || ' of ' || segment.service
          || ' does not have the days from ' || begins || ' on, or the last one does not end with the bill.' AS message
   FROM (SELECT bill_number, service, segment_number, first_day, last_day, days, period_to,
                lead(1) OVER charge IS NULL AS is_last, date(coalesce(lag(last_day) OVER charge, period_from), '+1 day') AS begins,
                account_id, segment_number = 1 AS is_first
         FROM bill_charge_segment JOIN bill USING (bill_number)
         WINDOW charge AS (PARTITION BY bill_number, service ORDER BY segment_number)) AS segment
   WHERE days <> julianday(last_day) - julianday(first_day) + 1
      OR (first_day <> begins AND NOT (is_first AND ${endsHeldPeriod("date(first_day, '-1 day')")}))
      OR (is_last AND last_day <> period_to AND NOT ${endsHeldPeriod('last_day')})`,
);

const paymentsEqualEntries = queryCheck(
  'payment-differs',
  `SELECT 'Payment ' || payment_number || ' of account ' || payment.account_id || ' differs from its entry.' AS message
   FROM payment JOIN (SELECT entry_number, sum(amount_cents) AS posted FROM posting WHERE account_id IS NOT NULL
                      GROUP BY entry_number) USING (entry_number)
   WHERE amount_cents <> -posted`,
);

const adjustmentsEqualEntries = queryCheck(
  'adjustment-differs',
  `SELECT 'Adjustment ' || adjustment_number || ' of account ' || adjustment.account_id || ' differs from its entry.' AS message
   FROM adjustment JOIN (SELECT entry_number, sum(amount_cents) AS posted FROM posting WHERE account_id IS NOT NULL
                         GROUP BY entry_number) USING (entry_number)
   WHERE amount_cents <> posted`,
);

/** Receivables are per account and service: the control account of a service is what its customers owe, no more. */
const controlsEqualSubledger = queryCheck(
  'control-differs',
  `SELECT 'The control account ' || ledger_account || ' ' || name || ' has a posting without an account.' AS message
   FROM posting JOIN ledger_account USING (ledger_account) WHERE (account_id IS NULL) = is_control`,
);

/** What an entry of each kind was posted for; an entry that applies credit is of its command alone. */
const SOURCES = [
  `SELECT entry_number, 'bill' AS kind, bill_number AS number, account_id FROM bill WHERE entry_number IS NOT NULL`,
  `SELECT entry_number, 'payment', payment_number, account_id FROM payment
   WHERE payment_number NOT IN (SELECT payment_number FROM suspense_resolution WHERE payment_number IS NOT NULL)`,
  `SELECT entry_number, 'adjustment', adjustment_number, account_id FROM adjustment`,
  `SELECT entry_number, kind, document_number, iif(kind = 'transfer', NULL, account_id) FROM ledger_document`,
  `SELECT entry_number, 'suspense', suspense_number, NULL FROM suspense_item`,
  `SELECT entry_number, 'suspense-release', suspense_number,
          (SELECT account_id FROM payment WHERE payment.payment_number = suspense_resolution.payment_number)
   FROM suspense_resolution`,
  `SELECT entry_number, 'remittance', remittance_number, NULL FROM remittance`,
  `SELECT entry_number, 'rebill', rebill_number, account_id FROM rebill WHERE entry_number IS NOT NULL`,
].join(' UNION ALL ');

/** Entry numbers are unique in each table of sources, so that no entry has two of its kind. */
const entriesHaveSources = queryCheck(
  'source-missing',
  `SELECT 'Entry ' || entry_number || ' is of kind ' || kind || ', and no ' || kind || ' names it.' AS message
   FROM journal_entry AS entry LEFT JOIN (${SOURCES}) AS source USING (entry_number, kind)
   WHERE source.number IS NULL AND kind NOT IN ('opening', 'application', 'reversal')`,
);

const sourcesHaveEntries = queryCheck(
  'source-differs',
  `SELECT 'The ' || source.kind || ' ' || number || coalesce(' of account ' || source.account_id, '') || ' names entry ' || entry_number
          || ', which is ' || coalesce('of kind ' || entry.kind || coalesce(' of account ' || entry.account_id, ''), 'not there') || '.'
          AS message
   FROM (${SOURCES}) AS source LEFT JOIN journal_entry AS entry USING (entry_number)
   WHERE entry.kind IS NOT source.kind OR entry.account_id IS NOT source.account_id`,
);

const postingsNameTheAccount = queryCheck(
  'account-differs',
  `SELECT 'Entry ' || entry_number || ' of account ' || entry.account_id || ' posts to account ' || posting.account_id || '.' AS message
   FROM posting JOIN journal_entry AS entry USING (entry_number)
   WHERE posting.account_id <> entry.account_id`,
);

/** The lines that are tax say so since tax is posted by itself. */
function chargedBy(of: 'bill' | 'rebill'): string {
  return `SELECT entry_number, service, amount_cents,
    ${taxOfLines('lines')} AS tax
  FROM ${of} JOIN ${of}_charge USING (${of}_number) WHERE entry_number IS NOT NULL`;
}

export const BILLED = chargedBy('bill');
export const REBILLED = chargedBy('rebill');

/**
 * Each charge type by itself: what was charged stands on its receivable. Of a credit only so much stands there as pays
 * its open charges, and the rest is unapplied credit.
 */
const receivablesEqualCharges = queryCheck(
  'service-differs',
  `SELECT 'Entry ' || entry_number || ' posts ' || sum(posted) || ' cents to ' || charge_type || ', for '
          || sum(charged) || ' that were charged.' AS message
   FROM (SELECT entry_number, charge_type, amount_cents - coalesce(tax, 0) AS charged, 0 AS posted
         FROM (${BILLED}) JOIN charge_type USING (service) WHERE nature = 'service'
         UNION ALL SELECT entry_number, charge_type, tax, 0 FROM (${BILLED}) JOIN charge_type USING (service)
         WHERE nature = 'tax' AND tax IS NOT NULL
         UNION ALL SELECT entry_number, charge_type, amount_cents - coalesce(tax, 0), 0
         FROM (${REBILLED}) JOIN charge_type USING (service) WHERE nature = 'service'
         UNION ALL SELECT entry_number, charge_type, tax, 0 FROM (${REBILLED}) JOIN charge_type USING (service)
         WHERE nature = 'tax' AND tax IS NOT NULL
         UNION ALL SELECT entry_number, charge_type, charge.amount_cents, 0
         FROM adjustment JOIN adjusted_charge AS charge USING (adjustment_number)
         UNION ALL SELECT entry_number, charge_type, 0, amount_cents
         FROM posting JOIN charge_type ON receivable = ledger_account JOIN journal_entry USING (entry_number)
         WHERE journal_entry.kind IN ('bill', 'rebill', 'adjustment'))
   GROUP BY entry_number, charge_type
   HAVING sum(charged) <> sum(posted) AND NOT (sum(charged) < 0 AND sum(posted) BETWEEN sum(charged) AND 0)`,
);

/** What an adjustment of several bills changes of each adds up to what it changes. */
const sharesEqualCharges = queryCheck(
  'share-differs',
  `SELECT 'Adjustment ' || adjustment_number || ' changes ' || charge_type || ' by ' || charge.amount_cents
          || ' cents, and its bills by ' || sum(share.amount_cents) || '.' AS message
   FROM adjusted_bill_charge AS share JOIN adjusted_charge AS charge USING (adjustment_number, charge_type)
   WHERE adjustment_number IN (SELECT adjustment_number FROM adjusted_bill GROUP BY adjustment_number HAVING count(*) > 1)
   GROUP BY adjustment_number, charge_type HAVING sum(share.amount_cents) <> charge.amount_cents`,
);

const usageEqualsReads = queryCheck(
  'usage-differs',
  `SELECT 'Bill ' || bill_number || ' of account ' || account_id || ' is for ' || usage_gallons || ' gallons, its reads make '
          || coalesce(read_gallons, 0) || '.' AS message
   FROM bill
   LEFT JOIN (SELECT bill_run_id, account_id, sum(usage_gallons) AS read_gallons FROM period_read
              GROUP BY bill_run_id, account_id) USING (bill_run_id, account_id)
   WHERE usage_gallons <> coalesce(read_gallons, 0)`,
);

/** Every day of an account is billed once: its bills follow one another, and what it was held for is in a later one. */
const daysAreBilledOnce = queryCheck(
  'days-differ',
  `SELECT 'Bill ' || bill_number || ' of account ' || account_id || ' begins after ' || period_from
          || ', and the one before it ends on ' || before || '.' AS message
   FROM (SELECT bill_number, account_id, period_from,
                lag(period_to) OVER (PARTITION BY account_id ORDER BY period_to, bill_number) AS before
         FROM billed_period)
   WHERE period_from <> before
   UNION ALL
   SELECT 'Account ' || held.account_id || ' was held out of run ' || held.bill_run_id
          || ', and its next bill ' || bill.bill_number || ' begins after ' || bill.period_from || '.'
   FROM held_account AS held JOIN standing_run AS run USING (bill_run_id)
   JOIN account ON account.account_id = held.account_id
   JOIN billed_period AS bill ON bill.bill_number =
     (SELECT bill_number FROM billed_period AS later
      WHERE later.account_id = held.account_id AND later.period_to >= run.period_to ORDER BY period_to LIMIT 1)
   WHERE bill.period_from > max(run.period_from, account.opened_on)`,
);

const billsAreOfPostedRuns = queryCheck(
  'run-not-posted',
  `SELECT 'Bill ' || bill_number || ' is of run ' || bill_run_id || ', which is not posted.' AS message
   FROM bill JOIN bill_run USING (bill_run_id) WHERE status <> 'posted'`,
);

/** What the books say in several places, compared place by place. */
export const bookChecks: readonly Check[] = [
  postingsOfAnEntry,
  billsEqualEntries,
  linesEqualCharges,
  segmentsEqualLines,
  segmentsEqualCharges,
  segmentsCoverPeriods,
  paymentsEqualEntries,
  adjustmentsEqualEntries,
  controlsEqualSubledger,
  entriesHaveSources,
  sourcesHaveEntries,
  postingsNameTheAccount,
  receivablesEqualCharges,
  sharesEqualCharges,
  usageEqualsReads,
  daysAreBilledOnce,
  billsAreOfPostedRuns,
];
