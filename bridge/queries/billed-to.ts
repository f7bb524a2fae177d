function lastDayOf(bills: 'standing_bill' | 'billed_period'): string {
  return `(SELECT max(period_to) FROM ${bills} AS bill WHERE bill.account_id = account.account_id)`;
}

/**
 * A column of `account`, `billed_to`: the last day that a posted bill of the account covers as it holds, reversed ones left
 * out; null before its first bill. Few accounts have bills that were made again, and only theirs are asked for those.
 */
export const BILLED_TO = `iif(EXISTS (SELECT 1 FROM rebill WHERE rebill.account_id = account.account_id),
  ${lastDayOf('billed_period')}, ${lastDayOf('standing_bill')}) AS billed_to`;
