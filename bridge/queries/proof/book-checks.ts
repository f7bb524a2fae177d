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

/** What an entry of each kind was posted for: a bill that is not zero, a payment, an adjustment. */
const SOURCES = `SELECT entry_number, 'bill' AS kind, bill_number AS number, account_id FROM bill WHERE entry_number IS NOT NULL
  UNION ALL SELECT entry_number, 'payment', payment_number, account_id FROM payment
  UNION ALL SELECT entry_number, 'adjustment', adjustment_number, account_id FROM adjustment`;

/** Entry numbers are unique in each table of sources, so that no entry has two of its kind. */
const entriesHaveSources = queryCheck(
  'source-missing',
  `SELECT 'Entry ' || entry_number || ' is of kind ' || kind || ', and no ' || kind || ' names it.' AS message FROM journal_entry
   WHERE CASE kind WHEN 'bill' THEN entry_number NOT IN (SELECT entry_number FROM bill WHERE entry_number IS NOT NULL)
                   WHEN 'payment' THEN entry_number NOT IN (SELECT entry_number FROM payment)
                   WHEN 'adjustment' THEN entry_number NOT IN (SELECT entry_number FROM adjustment) END`,
);

const sourcesHaveEntries = queryCheck(
  'source-differs',
  `SELECT 'The ' || source.kind || ' ' || number || ' of account ' || source.account_id || ' names entry ' || entry_number
          || ', which is ' || coalesce('of kind ' || entry.kind || ' of account ' || entry.account_id, 'not there') || '.' AS message
   FROM (${SOURCES}) AS source LEFT JOIN journal_entry AS entry USING (entry_number)
   WHERE entry.kind IS NOT source.kind OR entry.account_id IS NOT source.account_id`,
);

const postingsNameTheAccount = queryCheck(
  'account-differs',
  `SELECT 'Entry ' || entry_number || ' of account ' || entry.account_id || ' posts to account ' || posting.account_id || '.' AS message
   FROM posting JOIN journal_entry AS entry USING (entry_number)
   WHERE posting.account_id <> entry.account_id`,
);

/** Each service by itself: what was charged is what its customers owe for it. */
const servicesEqualCharges = queryCheck(
  'service-differs',
  `SELECT 'Entry ' || entry_number || ' posts ' || sum(posted) || ' cents to ' || service || ', for '
          || sum(charged) || ' that were charged.' AS message
   FROM (SELECT entry_number, service, amount_cents AS charged, 0 AS posted FROM bill JOIN bill_charge USING (bill_number)
         WHERE entry_number IS NOT NULL
         UNION ALL SELECT entry_number, service, amount_cents, 0 FROM adjustment
         UNION ALL SELECT entry_number, coalesce(service, 'no service'), 0, amount_cents
                   FROM posting JOIN ledger_account USING (ledger_account) JOIN journal_entry USING (entry_number)
                   WHERE is_control AND journal_entry.kind IN ('bill', 'adjustment'))
   GROUP BY entry_number, service HAVING sum(charged) <> sum(posted)`,
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
  paymentsEqualEntries,
  adjustmentsEqualEntries,
  controlsEqualSubledger,
  entriesHaveSources,
  sourcesHaveEntries,
  postingsNameTheAccount,
  servicesEqualCharges,
  usageEqualsReads,
  billsAreOfPostedRuns,
];
