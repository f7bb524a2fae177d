import assert from 'node:assert/strict';
import { adjustmentReasonsSchema } from '../../../../bridge/contract/settings/adjustment-reasons.js';
import { startingAdjustmentReasons } from '../../../../migrations/starting-adjustment-reasons.js';

describe('the setting adjustment-reasons', () => {
  const troubles = (value: unknown) => {
    const { error } = adjustmentReasonsSchema.safeParse(value);
    return error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
  };

  it('starts as one that is sound', () => {
    assert.deepEqual(troubles(startingAdjustmentReasons), []);
    assert.deepEqual(adjustmentReasonsSchema.parse({ codes: ['one'] }), { codes: ['one'], requiredFor: [] });
  });

  it('refuses a code that is there twice, in any case, and one with a comma', () => {
    assert.deepEqual(troubles({ codes: ['Leak', 'leak'] }), ['codes.1 names "leak" twice']);
    assert.match(troubles({ codes: ['a, b'] }).join(), /no comma/);
  });

  it('refuses more codes than Excel’s drop-down holds, and a kind that there is not', () => {
    const codes = Array.from({ length: 20 }, (_, index) => `reason code ${index + 100}`);
    assert.match(troubles({ codes }).join(), /come to 319 characters .* holds 255/);
    assert.equal(troubles({ codes: ['one'], requiredFor: ['gift'] }).length, 1);
  });
});
