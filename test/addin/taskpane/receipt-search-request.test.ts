import assert from 'node:assert/strict';
import { NO_SEARCH, receiptSearchRequest } from '../../../addin/taskpane/receipts/receipt-search-request.js';
import { PUSHED_SHEETS } from '../../../addin/taskpane/receipts/pushed-sheets.js';

const request = (typed: Partial<typeof NO_SEARCH>) => receiptSearchRequest({ ...NO_SEARCH, ...typed });

describe('what receipts are searched for', () => {
  it('is nothing where nothing was typed, and only what was typed otherwise', () => {
    assert.deepEqual(request({}), { search: {}, troubles: {} });
    const typed = {
      number: ' 12 ',
      sheet: 'readings',
      person: ' dana ',
      from: '2026-11-01',
      to: '2026-11-01',
    } as const;
    assert.deepEqual(request(typed).search, {
      ...{ number: 12, sheet: 'readings', person: 'dana', from: '2026-11-01', to: '2026-11-01' },
    });
  });

  it('is not asked while a number or a day is wrong, and each says so at its field', () => {
    for (const number of ['0', '-1', '1.5', 'x', '9'.repeat(16)]) {
      const { search, troubles } = request({ number });
      assert.deepEqual([search, Object.keys(troubles)], [null, ['number']], number);
    }
    assert.deepEqual(Object.keys(request({ from: '11/1/2026', to: '2026-02-30' }).troubles), ['from', 'to']);
    const crossed = request({ from: '2026-11-02', to: '2026-11-01' });
    assert.deepEqual([crossed.search, Object.keys(crossed.troubles)], [null, ['to']]);
  });

  it('offers the sheets that can be pushed, and none that is only read', () => {
    const offered = PUSHED_SHEETS.map(({ value }) => value);
    assert.ok(offered.includes('readings') && offered.includes('adjustments') && !offered.includes('ledger'));
  });
});
