/**
 * A column of `account`, `billed_to`: the last day that a posted bill of the account covers as it holds, reversed ones left out; null
 * before its first bill.
 */
export const BILLED_TO = `(SELECT max(period_to) FROM billed_period AS bill WHERE bill.account_id = account.account_id) AS billed_to`;
