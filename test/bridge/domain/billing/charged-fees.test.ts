import assert from 'node:assert/strict';
import { cents } from '../../../../bridge/contract/money.js';
import { chargedFees } from '../../../../bridge/domain/billing/charged-fees.js';

const line = (component: string, amount: number) => ({ component, amountCents: cents(amount) });

describe('the fees of a charge', () => {
  it('are the lines of those fees that are among its data', () => {
    const lines = [line('base', 2_000), line('processing_fee', 8_000), line('visit_fee', 500), line('tax', 200)];
    assert.equal(chargedFees({ usage_gallons: '3000', fee_processing: '1', fee_visit: '1' }, lines), 8_500);
  });

  it('are no lines of ordinary components that are called a fee', () => {
    assert.equal(chargedFees({ usage_gallons: '3000' }, [line('service_fee', 900)]), 0);
    assert.equal(chargedFees({ fee_visit: '1' }, [line('service_fee', 900)]), 0);
  });
});
