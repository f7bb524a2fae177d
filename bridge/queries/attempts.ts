/**
 * The runs that billed a period up to one of them, that one included: those before it were reversed. A query of one
 * binding, the run.
 */
export const ATTEMPTS_UP_TO = `SELECT attempt.bill_run_id FROM bill_run AS meant JOIN bill_run AS attempt
  ON attempt.cycle_id = meant.cycle_id AND attempt.period_to = meant.period_to AND attempt.attempt <= meant.attempt
  WHERE meant.bill_run_id = ?`;
