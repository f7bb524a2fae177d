import assert from 'node:assert/strict';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { theseAccounts } from '../../../bridge/queries/account-facts.js';
import { heldPeriods } from '../../../bridge/queries/held-periods.js';
import { decideBills, postRun } from '../../support/town/bill-run.js';
import { reversePushed } from '../../support/town/push-reversal.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { Rebills } from '../../support/town/rebills.js';
import { MVRS_RUN } from '../../support/town/sample-town-file.js';
import { acceptTheRest, decide } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

const HOUSE = '06-0002-01';

describe('the use of a held account', () => {
  const town = useTown();

  /** Posts a run with a use of the house that is worth a look, and leaves the house out of it. */
  beforeEach(async () => {
    await unloadUsual(town(), MVRS_RUN);
    const ofHouse = 'SELECT row_key FROM period_read WHERE bill_run_id = ? AND account_id = ?';
    const read = await town().value<string>(ofHouse, [MVRS_RUN, HOUSE]);
    await decide(town(), MVRS_RUN, { [read]: { action: 'change', newReading: 51_300, reason: 'Photo' } });
    await acceptTheRest(town(), MVRS_RUN);
    const exceptions = await town().pull('bill-exceptions', { billRunId: MVRS_RUN });
    const key = exceptions.rows.map(([first]) => String(first)).find((each) => each.startsWith(HOUSE)) ?? '';
    const { outcome } = await decideBills(town(), MVRS_RUN, { [key]: { decision: 'hold', reason: 'Look' } });
    assert.equal(outcome, 'applied');
    await postRun(town(), MVRS_RUN);
  });

  const uses = async () => {
    const held = await heldPeriods(town().database, theseAccounts([HOUSE]), calendarDate('2027-01-31'));
    return held(HOUSE).map(({ gallonsSinceBill }) => gallonsSinceBill);
  };

  it('is not known where the bill before was made again with another read, until that is taken back', async () => {
    const before = await uses();
    assert.equal(before.length, 1);
    assert.ok((before[0] ?? 0) > 0);
    const rebills = new Rebills(town());
    const [last] = await rebills.rows(HOUSE);
    const newRead = Number(last?.('read')) + 300;
    const { receiptNumber } = await rebills.make(HOUSE, { [String(last?.('key'))]: { newRead, reason: 'Misread' } });
    assert.deepEqual(await uses(), [null]);
    await reversePushed(town(), receiptNumber);
    assert.deepEqual(await uses(), before);
  });

  it('stays where a bill is made again with the same read', async () => {
    const before = await uses();
    const rebills = new Rebills(town());
    const [last] = await rebills.rows(HOUSE);
    await rebills.make(HOUSE, { [String(last?.('key'))]: { newClass: 'Business', reason: 'Class' } });
    assert.deepEqual(await uses(), before);
  });
});
