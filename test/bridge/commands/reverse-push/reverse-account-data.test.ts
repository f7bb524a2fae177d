import assert from 'node:assert/strict';
import { addDays, type CalendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { SheetCell } from '../../../../bridge/contract/commands/push-sheet.js';
import { accountDatum } from '../../../../bridge/domain/billing/account-data.js';
import { accountData, theseAccounts } from '../../../../bridge/queries/account-facts.js';
import { assertBooksProven, refusedReversal, refusedRows, reversePushed } from '../../../support/town/push-reversal.js';
import { unloadUsual } from '../../../support/town/reading-files.js';
import { postRun } from '../../../support/town/bill-run.js';
import { BEACON_RUN, TODAY } from '../../../support/town/sample-town-file.js';
import { acceptTheRest, cell, push, pushRowsOf, typedRow } from '../../../support/town/sheet-rows.js';
import { useTown } from '../../../support/town/town.js';

/** What the account is said to have in the sample town since long ago. */
const UNITS = 'dwelling_units';
const IN_SIX_DAYS = addDays(TODAY, 6);
const IN_A_MONTH = addDays(TODAY, 37);

describe('reversing a push of Account Data', () => {
  const town = useTown();
  let account: string;
  let before: string | null;

  beforeEach(async () => {
    account = await town().value<string>(
      `SELECT min(account_id) FROM account_input JOIN account USING (account_id) WHERE name = '${UNITS}' AND status = 'active'`,
    );
    before = await units(TODAY);
    assert.ok(before !== null && !['2', '3', '40'].includes(before));
  });

  const dataOf = async () => (await accountData(town().database, theseAccounts([account])))(account);
  const units = async (on: CalendarDate) => accountDatum(await dataOf(), UNITS, 'water', on);
  const unitsByDay = () => Promise.all([TODAY, IN_SIX_DAYS, IN_A_MONTH].map(units));

  const say = async (typed: Readonly<Record<string, SheetCell>>): Promise<number | null> => {
    const sheet = await town().pull('account-data', { accountId: account });
    const rows = [...pushRowsOf('account-data', sheet), typedRow('account-data', 'n1', 900, { account, ...typed })];
    const { outcome, reply, receiptNumber } = await push(town(), sheet.pullId, rows);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    return receiptNumber;
  };
  const sayUnits = (value: string, from: CalendarDate) => say({ datum: UNITS, value, from });

  /** Changes what a pulled row says that is to come. */
  const edit = async (from: CalendarDate, edits: Readonly<Record<string, SheetCell>>): Promise<number | null> => {
    const sheet = await town().pull('account-data', { accountId: account });
    const row = sheet.rows.find((each) => cell('account-data', each, 'from') === from) ?? [];
    const rows = pushRowsOf('account-data', sheet, { [String(row[0])]: edits });
    const { outcome, reply, receiptNumber } = await push(town(), sheet.pullId, rows);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    return receiptNumber;
  };

  it('leaves all that is said of the account as it was before, in its sheet too', async () => {
    const was = [await dataOf(), (await town().pull('account-data', { accountId: account })).rows];
    const receipt = await say({ datum: 'fee_returned_item', value: '1', from: addDays(TODAY, 10) });
    assert.notDeepEqual(await dataOf(), was[0]);
    await refusedReversal(town(), receipt, 'reversed-whole-only', { rows: ['n1'] });
    await reversePushed(town(), receipt);
    assert.deepEqual([await dataOf(), (await town().pull('account-data', { accountId: account })).rows], was);
    await refusedReversal(town(), receipt, 'already-reversed');
    await assertBooksProven(town());
  });

  it('leaves nothing of a push when a later one was reversed before it', async () => {
    const first = await sayUnits('2', IN_SIX_DAYS);
    const second = await sayUnits('3', IN_A_MONTH);
    assert.deepEqual(await unitsByDay(), [before, '2', '3']);
    await reversePushed(town(), second);
    assert.deepEqual(await unitsByDay(), [before, '2', '2']);
    await reversePushed(town(), first);
    assert.deepEqual(await unitsByDay(), [before, before, before]);
    await assertBooksProven(town());
  });

  it('hides nothing that is said from an earlier day afterwards', async () => {
    await reversePushed(town(), await sayUnits('2', IN_SIX_DAYS));
    await sayUnits('40', TODAY);
    assert.deepEqual(await unitsByDay(), ['40', '40', '40']);
  });

  it('brings back what stood of the day before a row was changed or moved', async () => {
    await sayUnits('2', IN_SIX_DAYS);
    const changes: Readonly<Record<string, SheetCell>>[] = [{ value: '3' }, { from: IN_A_MONTH }];
    for (const edits of changes) {
      const receipt = await edit(IN_SIX_DAYS, edits);
      assert.notDeepEqual(await unitsByDay(), [before, '2', '2']);
      await reversePushed(town(), receipt);
      assert.deepEqual(await unitsByDay(), [before, '2', '2']);
    }
  });

  it('is refused while what was said of its day since stands, and no longer', async () => {
    const first = await sayUnits('2', IN_SIX_DAYS);
    const second = await edit(IN_SIX_DAYS, { value: '4' });
    assert.deepEqual(await refusedRows(town(), first), [' changed-since']);
    await reversePushed(town(), second);
    await reversePushed(town(), first);
    assert.deepEqual(await unitsByDay(), [before, before, before]);
  });

  it('is refused once a bill has charged the fee that it said', async () => {
    const from = await town().value<CalendarDate>('SELECT period_to FROM bill_run WHERE bill_run_id = ?', [BEACON_RUN]);
    account = await town().value<string>(
      `SELECT min(account_id) FROM period_read JOIN account USING (account_id) WHERE bill_run_id = ? AND account.status = 'active'`,
      [BEACON_RUN],
    );
    const receipt = await say({ datum: 'fee_returned_item', value: '1', from });
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    await postRun(town(), BEACON_RUN);
    assert.deepEqual(await refusedRows(town(), receipt), [' fee-already-billed']);
  });
});
