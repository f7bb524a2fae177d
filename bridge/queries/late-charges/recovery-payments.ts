/**
 * The entry of the payment that a recovery took, given its document: entered right after what it opened again, it is the
 * account's next one.
 */
export function paymentOfRecovery(document: string): string {
  return `(SELECT min(entry_number) FROM payment
           WHERE payment.account_id = ${document}.account_id AND payment.entry_number > ${document}.entry_number)`;
}
