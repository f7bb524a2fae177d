import assert from 'node:assert/strict';
import { adjustmentLetterSchema } from '../../../../bridge/contract/settings/adjustment-letter.js';
import { startingAdjustmentLetter } from '../../../../migrations/starting-adjustment-letter.js';

describe('the setting adjustment-letter', () => {
  const troubles = (changes: object) => {
    const { success, error } = adjustmentLetterSchema.safeParse({ ...startingAdjustmentLetter, ...changes });
    return success ? '' : error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  };

  it('takes the placeholders that there are, and refuses any other with the list of them', () => {
    assert.equal(troubles({}), '');
    assert.equal(troubles({ closing: 'Yours, {utility}' }), '');
    assert.match(
      troubles({ granted: ['Dear {customer},'] }),
      /^granted.0: has the placeholder \{customer\}; it may have \{utility\}, \{name\}, .*\{balance\}, .*\{comparison\}$/,
    );
    assert.match(troubles({ subject: 'Account {account' }), /subject: has a brace that is of no placeholder/);
  });

  it('has text for every outcome, and someone who signs', () => {
    for (const outcome of ['granted', 'declined', 'returned'])
      assert.match(troubles({ [outcome]: [] }), new RegExp(outcome));
    assert.match(troubles({ declined: [' '] }), /declined.0/);
    assert.match(troubles({ signature: [] }), /signature/);
  });
});
