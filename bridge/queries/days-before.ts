/**
 * A column of `bill` joined with `bill_charge_segment`, `days_before`: the days of the bill's period before the segment,
 * 0 where the charge has no segments. The first day of a period is the one after its `period_from`.
 */
export const DAYS_BEFORE = `CAST(coalesce(julianday(first_day) - julianday(period_from) - 1, 0) AS INTEGER) AS days_before`;
