/**
 * A column of `account`, `billed_to`: the last day that a posted bill of the account covers, reversed ones left out; null
 * before its first bill.
 */
export const BILLED_TO = `(SELECT max(period_to) FROM standing_bill AS bill WHERE bill.account_id = account.account_id) AS billed_to`;
