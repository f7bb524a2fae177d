/**
 * The bills of a list of numbers that stand, as a common table: each with the rebill whose figures hold by now, or null. The
 * list is bound as JSON.
 */
export const WANTED_BILLS = `wanted AS MATERIALIZED (
       SELECT bill.bill_number, rebill_number, bill.account_id, billed_on, period_from, period_to, total_cents
       FROM json_each(?) AS asked CROSS JOIN billed_period AS bill ON bill.bill_number = asked.value)`;
