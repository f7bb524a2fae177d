import { queryCheck, type Check } from './finding.js';

const LINE = `entry_number || '.' || line_number`;

/** What is applied to what: a credit to an item of the same account and receivable. */
const allocationsJoinAlike = queryCheck(
  'allocation-differs',
  `SELECT 'Allocation ' || made.entry_number || '.' || made.line_number || ' applies posting ' || credit_entry || '.' || credit_line
          || ' to ' || item_entry || '.' || item_line || ', which is no item of the same account and receivable.' AS message
   FROM allocation AS made
   LEFT JOIN posting AS item ON item.entry_number = item_entry AND item.line_number = item_line
   LEFT JOIN posting AS credit ON credit.entry_number = credit_entry AND credit.line_number = credit_line
   LEFT JOIN ledger_account ON ledger_account.ledger_account = item.ledger_account
   WHERE NOT coalesce(item.amount_cents > 0 AND credit.amount_cents < 0 AND is_control AND ledger_account.kind = 'asset'
     AND item.account_id = credit.account_id AND item.ledger_account = credit.ledger_account, false)`,
);

/** At the end of no day is more applied to an item than it has, or less than nothing. */
const itemsAreNotOverpaid = queryCheck(
  'allocation-too-large',
  `SELECT 'To item ' || ${LINE} || ' of ' || amount_cents || ' cents of account ' || account_id || ', ' || so_far
          || ' are applied on ' || day || '.' AS message
   FROM (SELECT item_entry AS entry_number, item_line AS line_number, effective_on AS day,
                sum(sum(allocation.amount_cents)) OVER (PARTITION BY item_entry, item_line ORDER BY effective_on) AS so_far
         FROM allocation JOIN journal_entry USING (entry_number) GROUP BY item_entry, item_line, effective_on)
   JOIN posting USING (entry_number, line_number)
   WHERE so_far NOT BETWEEN 0 AND amount_cents`,
);

const creditsAreWhollyApplied = queryCheck(
  'credit-not-applied',
  `SELECT 'Of credit ' || ${LINE} || ' of account ' || account_id || ', ' || coalesce(applied, 0) || ' cents are applied and not '
          || -amount_cents || '.' AS message
   FROM posting JOIN ledger_account USING (ledger_account)
   LEFT JOIN (SELECT credit_entry AS entry_number, credit_line AS line_number, sum(amount_cents) AS applied
              FROM allocation GROUP BY credit_entry, credit_line) USING (entry_number, line_number)
   WHERE account_id IS NOT NULL AND is_control AND kind = 'asset' AND amount_cents < 0 AND -amount_cents <> coalesce(applied, 0)`,
);

/** What an account owes on a receivable is what its items leave open. */
const receivablesAreOpenItems = queryCheck(
  'open-items-differ',
  `SELECT 'Account ' || account_id || ' owes ' || sum(balance) || ' cents on ' || ledger_account || ', and its items have '
          || sum(open) || ' open.' AS message
   FROM (SELECT account_id, ledger_account, sum(amount_cents) AS balance, sum(max(amount_cents, 0)) AS open
         FROM posting JOIN ledger_account USING (ledger_account)
         WHERE account_id IS NOT NULL AND is_control AND kind = 'asset' GROUP BY account_id, ledger_account
         UNION ALL
         SELECT account_id, ledger_account, 0, -sum(allocation.amount_cents)
         FROM allocation JOIN posting ON posting.entry_number = item_entry AND posting.line_number = item_line
         GROUP BY account_id, ledger_account)
   GROUP BY account_id, ledger_account HAVING sum(balance) <> sum(open)`,
);

/** Deposits and unapplied credit are what we owe: at the end of no day has an account less than nothing of either. */
const liabilitiesAreOwed = queryCheck(
  'liability-negative',
  `SELECT 'Account ' || account_id || ' has ' || -so_far || ' cents on ' || ledger_account || ' ' || name || ' on ' || day || '.' AS message
   FROM (SELECT posting.account_id, ledger_account, name, effective_on AS day,
                sum(sum(amount_cents)) OVER (PARTITION BY posting.account_id, ledger_account ORDER BY effective_on) AS so_far
         FROM posting JOIN ledger_account USING (ledger_account) JOIN journal_entry USING (entry_number)
         WHERE posting.account_id IS NOT NULL AND is_control AND ledger_account.kind = 'liability'
         GROUP BY posting.account_id, ledger_account, effective_on)
   WHERE so_far > 0`,
);

/** Open items are the receivables, and every credit is applied, on every day. */
export const allocationChecks: readonly Check[] = [
  allocationsJoinAlike,
  itemsAreNotOverpaid,
  creditsAreWhollyApplied,
  receivablesAreOpenItems,
  liabilitiesAreOwed,
];
