import { queryCheck, type Check } from './finding.js';

/** What the entry of each kind of document moves by the document's amount, and whether as a debit or as a credit. */
const MOVED = `CASE
  WHEN kind IN ('fee', 'late-charge', 'recovery') THEN receivable_debits
  WHEN kind = 'write-off' THEN receivable_credits
  WHEN kind = 'transfer' THEN iif(receivable_debits = receivable_credits, receivable_debits, -1)
  WHEN kind IN ('deposit', 'deposit-interest') THEN -deposits
  WHEN kind IN ('deposit-applied', 'deposit-refund') THEN deposits
  WHEN kind = 'credit-refund' THEN unapplied
  WHEN kind = 'refund-paid' THEN refunds
  WHEN kind = 'returned-payment' THEN -cash END`;

const documentsEqualEntries = queryCheck(
  'document-differs',
  `SELECT 'Document ' || document_number || ' (' || kind || ') of account ' || account_id || ' is of ' || amount_cents
          || ' cents, and its entry ' || entry_number || ' of ' || coalesce(${MOVED}, 'none') || '.' AS message
   FROM ledger_document LEFT JOIN (
     SELECT entry_number,
            sum(iif(is_control AND ledger_account.kind = 'asset', max(amount_cents, 0), 0)) AS receivable_debits,
            sum(iif(is_control AND ledger_account.kind = 'asset', max(-amount_cents, 0), 0)) AS receivable_credits,
            sum(iif(purpose = 'deposits', amount_cents, 0)) AS deposits,
            sum(iif(purpose = 'unapplied-credit', amount_cents, 0)) AS unapplied,
            sum(iif(purpose = 'refunds-payable', amount_cents, 0)) AS refunds,
            sum(iif(purpose = 'cash', amount_cents, 0)) AS cash
     FROM posting JOIN ledger_account USING (ledger_account)
     WHERE entry_number IN (SELECT entry_number FROM ledger_document) GROUP BY entry_number) USING (entry_number)
   WHERE amount_cents IS NOT ${MOVED}`,
);

/** A transfer has two accounts: what it takes from the one it gives to the other. */
const transfersNameBothAccounts = queryCheck(
  'transfer-differs',
  `SELECT 'Transfer ' || document_number || ' from account ' || document.account_id || ' to ' || other_account_id
          || ' posts to account ' || posting.account_id || '.' AS message
   FROM ledger_document AS document JOIN posting USING (entry_number)
   WHERE document.kind = 'transfer' AND posting.account_id IS NOT NULL
     AND posting.account_id <> iif(posting.amount_cents > 0, other_account_id, document.account_id)`,
);

/** A charge by document stands on the receivable of its type alone. */
const chargesStandOnTheirReceivable = queryCheck(
  'document-differs',
  `SELECT 'Document ' || document_number || ' is a charge of type ' || document.charge_type || ', and its entry posts to '
          || posting.ledger_account || '.' AS message
   FROM ledger_document AS document JOIN posting USING (entry_number) JOIN charge_type USING (charge_type)
   WHERE document.kind IN ('fee', 'late-charge') AND posting.account_id IS NOT NULL
     AND posting.ledger_account <> receivable`,
);

/** A late charge that was decided on is charged by its document and entry, to its account and service by service. */
const lateChargesAreAsDecided = queryCheck(
  'late-charge-differs',
  `SELECT 'The late charge of account ' || decided.account_id || ' for ' || decided.due_on || ' was decided as '
          || decided.amount_cents || ' cents, and its entry ' || decided.entry_number || ' is another.' AS message
   FROM late_charge_decision AS decided LEFT JOIN ledger_document AS document USING (entry_number)
   WHERE decided.entry_number IS NOT NULL
     AND (document.kind IS NOT 'late-charge' OR document.account_id <> decided.account_id
          OR document.due_on IS NOT decided.due_on OR document.amount_cents <> decided.amount_cents)
   UNION ALL
   SELECT 'Of the late charge of account ' || account_id || ' for ' || due_on || ', entry ' || entry_number || ' charges '
          || coalesce(charged, 0) || ' cents of ' || charge_type || ', and ' || coalesce(share, 0) || ' were decided.'
   FROM (
     SELECT account_id, due_on, entry_number, charge_type, sum(charged) AS charged, sum(share) AS share FROM (
       SELECT decided.account_id, due_on, entry_number, charge_type, posting.amount_cents AS charged, NULL AS share
       FROM late_charge_decision AS decided JOIN posting USING (entry_number)
       JOIN charge_type ON receivable = posting.ledger_account
       UNION ALL
       SELECT account_id, due_on, entry_number, share.value ->> 0, NULL, share.value ->> 1
       FROM late_charge_decision, json_each(shares) AS share WHERE entry_number IS NOT NULL)
     GROUP BY entry_number, charge_type)
   WHERE charged IS NOT share
   UNION ALL
   SELECT 'Document ' || document_number || ' is a late charge without a type, and nobody decided on it.'
   FROM ledger_document WHERE kind = 'late-charge' AND charge_type IS NULL
     AND entry_number NOT IN (SELECT entry_number FROM late_charge_decision WHERE entry_number IS NOT NULL)`,
);

/** A payment comes back by a document about the entry of that payment, for its amount. */
const returnsAreOfTheirPayment = queryCheck(
  'return-differs',
  `SELECT 'Payment ' || payment_number || ' is returned by document ' || document_number || ', which is not about it.' AS message
   FROM returned_payment JOIN payment USING (payment_number) JOIN ledger_document AS document USING (document_number)
   WHERE document.kind <> 'returned-payment' OR about_entry IS NOT payment.entry_number
     OR document.account_id <> payment.account_id OR document.amount_cents <> payment.amount_cents
   UNION ALL
   SELECT 'Document ' || document_number || ' returns a payment, and no payment names it.' FROM ledger_document
   WHERE kind = 'returned-payment' AND document_number NOT IN (SELECT document_number FROM returned_payment)`,
);

/** Restricted cash is what deposits come to, and no account was refunded more than it was to be. */
const depositsAreKept = queryCheck(
  'deposits-differ',
  `SELECT 'Restricted cash is ' || cash || ' cents, and deposits come to ' || deposits || '.' AS message
   FROM (SELECT coalesce(sum(iif(purpose = 'restricted-cash', amount_cents, 0)), 0) AS cash,
                coalesce(-sum(iif(purpose = 'deposits', amount_cents, 0)), 0) AS deposits
         FROM posting JOIN ledger_account USING (ledger_account) WHERE purpose IN ('restricted-cash', 'deposits'))
   WHERE cash <> deposits
   UNION ALL
   SELECT 'Account ' || account_id || ' was refunded ' || -refunds || ' cents more than it was to be.'
   FROM (SELECT account_id, sum(iif(kind = 'refund-paid', -amount_cents, amount_cents)) AS refunds FROM standing_document
         WHERE kind IN ('deposit-refund', 'credit-refund', 'refund-paid') GROUP BY account_id)
   WHERE refunds < 0`,
);

/** What was entered on accounts is what its entries post. */
export const documentChecks: readonly Check[] = [
  documentsEqualEntries,
  transfersNameBothAccounts,
  chargesStandOnTheirReceivable,
  lateChargesAreAsDecided,
  returnsAreOfTheirPayment,
  depositsAreKept,
];
