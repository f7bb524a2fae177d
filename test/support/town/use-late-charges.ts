import { setRunCriteria } from '../../../bridge/commands/set-run-criteria.js';
import { statementRun } from '../../../bridge/queries/statement/statement-run.js';
import { statements } from '../../../bridge/queries/statement/statements.js';
import { postRun } from './bill-run.js';
import { LateCharges } from './late-charges.js';
import { unloadUsual } from './reading-files.js';
import { MVRS_RUN, TODAY } from './sample-town-file.js';
import { acceptTheRest } from './sheet-rows.js';
import { TestTown, useTown } from './town.js';

export const LATE_PAYER = '06-0002-01';
/** It owes $267.59, of which $79.39 is the bill that fell due. */
export const IN_ARREARS = '07-0001-01';
/** It has paid a part and owes $56.77. */
export const PARTLY = '08-0003-01';

/** Gives every test of the surrounding `describe` a fresh town with a rule for late charges, and what is done in it. */
export function useLateCharges() {
  const town = useTown();
  let late: LateCharges | undefined;

  beforeEach(async () => {
    late = new LateCharges(town());
    await late.rule();
  });

  const statementsOf = async (billRunId: string) => {
    const told = new Map<string, { dueCents: number; afterCents: number }>();
    const of = await statementRun(town().database, billRunId);
    for await (const { account, amountDueCents, afterDueCents } of statements(town().database, of)) {
      told.set(account.accountId, { dueCents: amountDueCents, afterCents: afterDueCents ?? amountDueCents });
    }
    return told;
  };

  /** Late charges on garbage are the City's from a day on. */
  const garbageIsTheCitys = async (from: string) => {
    const accounting = JSON.parse(
      await town().value<string>(`SELECT value FROM setting WHERE name = 'accounting'`),
    ) as { lateCharges: object };
    accounting.lateCharges = { ...accounting.lateCharges, garbage: 'city' };
    await town().writeSetting('accounting', from, accounting);
  };

  /** Posts the run of today, due on a later day. */
  const postNextRun = async (dueOn: string, of = town()) => {
    await of.run(setRunCriteria, { billRunId: MVRS_RUN, billedOn: TODAY, dueOn, message: '' });
    await unloadUsual(of, MVRS_RUN);
    await acceptTheRest(of, MVRS_RUN);
    await postRun(of, MVRS_RUN);
  };

  /** The same town later. */
  const at = (clock: string) => new TestTown(town().file, town().database, () => new Date(clock));

  /** How many payments came from an account between the bills and their due date. */
  const paymentsInTime = (accountId: string) =>
    town().value<number>(
      `SELECT count(*) FROM payment WHERE account_id = ? AND received_at BETWEEN '2026-10-22' AND '2026-11-11T22:31'`,
      [accountId],
    );

  const lastPayment = (accountId: string) =>
    town().value<number>('SELECT max(entry_number) FROM payment WHERE account_id = ?', [accountId]);

  return {
    ...{ town, statementsOf, garbageIsTheCitys, postNextRun, at, paymentsInTime, lastPayment },
    late: () => late ?? new LateCharges(town()),
  };
}
