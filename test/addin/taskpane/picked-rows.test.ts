import assert from 'node:assert/strict';
import { previewedOrder } from '../../../addin/taskpane/reversal/picked-rows.js';
import { refusedRows, reversePushed } from '../../support/town/push-reversal.js';
import { adjustmentRow, push, pushRowsOf } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('what is asked for when the preview of a reversal is confirmed', () => {
  const town = useTown();
  const supervisor = { role: 'supervisor' } as const;

  const pushTwo = async () => {
    const { pullId } = await town().pull('adjustments', {});
    const typed = { account: '04-0005-01', service: 'water', kind: 'goodwill', reason: 'Service line leak' };
    const rows = [adjustmentRow('k1', 5, { ...typed, amount: -10 }), adjustmentRow('k2', 6, { ...typed, amount: -20 })];
    return (await push(town(), pullId, rows, supervisor)).receiptNumber ?? 0;
  };
  const preview = async (receiptNumber: number) => (await reversePushed(town(), receiptNumber, { dryRun: true })).reply;

  it('is the rows that it showed: where one was reversed since, all is refused', async () => {
    const receiptNumber = await pushTwo();
    const whole = previewedOrder(await preview(receiptNumber), null);
    assert.deepEqual(whole, { receiptNumber, rows: ['k1', 'k2'] });
    await reversePushed(town(), receiptNumber, { rows: ['k1'] });
    assert.deepEqual(await refusedRows(town(), receiptNumber, { rows: whole.rows ?? [] }), ['k1 already-reversed']);
    const rest = previewedOrder(await preview(receiptNumber), null);
    assert.deepEqual(rest, { receiptNumber, rows: ['k2'] });
    await reversePushed(town(), receiptNumber, { rows: rest.rows ?? [] });
  });

  it('is the picked rows where some were picked', async () => {
    const receiptNumber = await pushTwo();
    assert.deepEqual(previewedOrder(await preview(receiptNumber), ['k2']), { receiptNumber, rows: ['k2'] });
  });

  it('names no rows of a push that is one whole', async () => {
    const sheet = await town().pull('reading-codes', {});
    const rows = pushRowsOf('reading-codes', sheet, { 'mvrs-upload/skip/004': { words: 'bad dog' } });
    const receiptNumber = (await push(town(), sheet.pullId, rows)).receiptNumber ?? 0;
    const order = previewedOrder(await preview(receiptNumber), null);
    assert.deepEqual(order, { receiptNumber });
    assert.equal((await reversePushed(town(), order.receiptNumber)).outcome, 'applied');
  });
});
