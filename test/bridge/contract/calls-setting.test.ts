import assert from 'node:assert/strict';
import { callsSchema } from '../../../bridge/contract/settings/calls.js';
import { SETTING } from '../../support/calls/given-calls.js';

describe('the setting calls', () => {
  const troubles = (change: object) => {
    const { success, error } = callsSchema.safeParse({ ...SETTING, ...change });
    return success ? '' : error.issues.map(({ message }) => message).join('; ');
  };
  const hours = (from: string, to: string) => troubles({ hours: { ...SETTING.hours, monday: { from, to } } });

  it('has hours within those of the law, which begin before they end, on one day at least', () => {
    assert.equal(hours('08:00', '21:00'), '');
    assert.match(hours('07:59', '20:00'), /within 08:00 and 21:00/);
    assert.match(hours('09:00', '21:01'), /within 08:00 and 21:00/);
    assert.match(hours('12:00', '12:00'), /end after they begin/);
    assert.match(hours('9:00', '20:00'), /written as HH:MM/);
    const none = Object.fromEntries(Object.keys(SETTING.hours).map((day) => [day, null]));
    assert.match(troubles({ hours: none }), /no hours on any day/);
  });

  it('has messages with known placeholders, and names nobody to a phone of several properties', () => {
    assert.equal(troubles({ severalMessage: '{utility}: {properties} properties.' }), '');
    assert.match(
      troubles({ severalMessage: 'For {name}.' }),
      /placeholder \{name\}; it may have \{utility\}, \{properties\}/,
    );
    const [leak] = SETTING.reasons;
    assert.match(troubles({ reasons: [{ ...leak, message: '{usual}' }] }), /placeholder \{usual\}/);
    assert.match(troubles({ reasons: [leak, leak] }), /a reason twice/);
  });
});
