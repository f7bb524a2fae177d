import { queryCheck, type Check } from './finding.js';

/** What came into suspense is what its entry posts there. */
const itemsEqualEntries = queryCheck(
  'suspense-differs',
  `SELECT 'Payment ' || suspense_number || ' in suspense is of ' || amount_cents || ' cents, and its entry ' || entry_number
          || ' puts ' || coalesce(-posted, 0) || ' there.' AS message
   FROM suspense_item LEFT JOIN (
     SELECT entry_number, sum(posting.amount_cents) AS posted FROM posting JOIN ledger_account USING (ledger_account)
     WHERE purpose = 'suspense' AND entry_number IN (SELECT entry_number FROM suspense_item)
     GROUP BY entry_number) USING (entry_number)
   WHERE posted IS NOT -amount_cents`,
);

/** What left suspense is what came into it; as a payment it is of the same money, which came at the same time. */
const resolutionsEqualItems = queryCheck(
  'suspense-differs',
  `SELECT 'Payment ' || suspense_number || ' in suspense was ' || iif(action = 'apply', 'applied', 'returned') || ' by entry '
          || resolution.entry_number || ', which takes ' || coalesce(posted, 0) || ' cents of its ' || item.amount_cents
          || ' out, or names another payment.' AS message
   FROM suspense_resolution AS resolution JOIN suspense_item AS item USING (suspense_number)
   LEFT JOIN payment USING (payment_number)
   LEFT JOIN (
     SELECT entry_number, sum(posting.amount_cents) AS posted FROM posting JOIN ledger_account USING (ledger_account)
     WHERE purpose = 'suspense' AND entry_number IN (SELECT entry_number FROM suspense_resolution)
     GROUP BY entry_number) AS released ON released.entry_number = resolution.entry_number
   WHERE posted IS NOT item.amount_cents OR (action = 'apply') <> (payment_number IS NOT NULL)
      OR (action = 'apply' AND (payment.entry_number, payment.amount_cents, payment.received_at, payment.source, payment.reference)
          IS NOT (resolution.entry_number, item.amount_cents, item.received_at, item.source, item.reference))`,
);

/** The ledger account of suspense is what stands there. */
const suspenseEqualsItems = queryCheck(
  'suspense-differs',
  `SELECT 'Suspense is ' || posted || ' cents in the ledger, and its payments come to ' || standing || '.' AS message
   FROM (SELECT -coalesce(sum(posting.amount_cents), 0) AS posted FROM posting JOIN ledger_account USING (ledger_account)
         WHERE purpose = 'suspense'),
        (SELECT coalesce(sum(amount_cents), 0) AS standing FROM suspense_item
         WHERE suspense_number NOT IN (SELECT suspense_number FROM suspense_resolution))
   WHERE posted <> standing`,
);

/** Money in suspense is kept whole until it goes to an account or back to the payer. */
export const suspenseChecks: readonly Check[] = [itemsEqualEntries, resolutionsEqualItems, suspenseEqualsItems];
