import assert from 'node:assert/strict';
import { remittanceRequest } from '../../../addin/taskpane/month-end/remittance-request.js';
import type { CityShare } from '../../../bridge/contract/api.js';
import { cents } from '../../../bridge/contract/money.js';
import type { Month } from '../../../bridge/contract/month.js';

const SHARE: CityShare = {
  ...{ service: 'sewer', basis: 'billed', differenceCents: cents(0), notCollectedCents: cents(0) },
  ...{ dueCents: cents(123_456), remittedSinceCents: cents(0), toRemitCents: cents(123_456) },
};
const ask = (amount: string, paidOn = '2026-11-20', reference = ' 118 ') =>
  remittanceRequest(SHARE, '2026-10' as Month, { amount, paidOn, reference });

describe('what is typed for a remittance', () => {
  it('is sent as it was typed when it is all that is due', () => {
    assert.deepEqual(ask('$1,234.56'), {
      payload: {
        ...{ service: 'sewer', throughMonth: '2026-10', amountCents: 123_456 },
        ...{ paidOn: '2026-11-20', reference: '118' },
      },
      troubles: { amount: null, paidOn: null, reference: null },
      restCents: null,
    });
  });

  it('may be a part, and says what stays due', () => {
    const { payload, restCents } = ask('1,000');
    assert.deepEqual([payload?.amountCents, restCents], [100_000, 23_456]);
  });

  it('is held back where the amount is none, nothing, negative or more than is due', () => {
    for (const amount of ['', 'all', '0', '-5', '1.234', '1,234.57']) {
      const { payload, troubles } = ask(amount);
      assert.deepEqual([payload, troubles.amount === null], [null, false], amount);
    }
    assert.match(ask('1,234.57').troubles.amount ?? '', /No more than \$1,234\.56/);
  });

  it('is held back without a day or a number of the check', () => {
    for (const paidOn of ['', '2026-02-30']) assert.equal(ask('5', paidOn).payload, null);
    const { payload, troubles } = ask('5', '', ' ');
    assert.deepEqual([payload, troubles.paidOn !== null, troubles.reference !== null], [null, true, true]);
  });
});
