/** A column of `account`, `billed_to`: the last day that a posted bill of the account covers; null before its first bill. */
export const BILLED_TO = `(SELECT max(period_to) FROM bill WHERE bill.account_id = account.account_id) AS billed_to`;
