import assert from 'node:assert/strict';
import { leakPolicySchema } from '../../../../bridge/contract/settings/leak-policy.js';
import { startingLeakPolicy } from '../../../../migrations/starting-leak-policy.js';

describe('the setting leak-policy', () => {
  const troubles = (value: object) => {
    const { success, error } = leakPolicySchema.safeParse(value);
    return success ? '' : error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  };
  const changed = (changes: object) => troubles({ ...startingLeakPolicy, ...changes });

  it('begins as the Board’s own policy', () => {
    assert.deepEqual(leakPolicySchema.parse(startingLeakPolicy), startingLeakPolicy);
  });

  it('has a method with what that needs and nothing else', () => {
    const { creditedPercent, ...limits } = startingLeakPolicy;
    assert.equal(changed({ creditedPercent: '12.5', method: 'share-of-excess-use' }), '');
    assert.match(changed({ method: 'at-most-times-usual' }), /times/);
    assert.equal(troubles({ ...limits, method: 'at-most-times-usual', times: '2' }), '');
    assert.match(troubles({ ...limits, method: 'at-most-times-usual', times: '0.5' }), /number from 1 to 10/);
    assert.equal(troubles({ ...limits, method: 'excess-at-first-block' }), '');
    assert.match(troubles({ ...limits, method: 'excess-at-first-block', creditedPercent }), /creditedPercent/);
    assert.equal(troubles({ method: 'none', reason: 'The bond indenture allows no free water.' }), '');
    assert.match(troubles({ method: 'none', reason: ' ' }), /reason/);
    assert.match(changed({ method: 'half' }), /method/);
  });

  it('never credits more than all, nor a number that is written otherwise', () => {
    assert.equal(changed({ creditedPercent: '100' }), '');
    assert.match(changed({ creditedPercent: '100.1' }), /percentage up to 100/);
    assert.match(changed({ creditedPercent: '-5' }), /percentage up to 100/);
    assert.match(changed({ creditedPercent: 50 }), /creditedPercent/);
  });

  it('says which bills tell the usual use where anything asks for that', () => {
    const none = { usual: null, months: { most: 1, furtherAbovePercent: '50' } };
    assert.equal(changed(none), '');
    assert.match(changed({ usual: null }), /usual: .* a second month counts only above/);
    assert.match(changed({ ...none, method: 'share-of-excess-use' }), /method share-of-excess-use asks/);
    assert.match(changed({ ...none, abovePercent: '50' }), /abovePercent is measured/);
    assert.match(changed({ ...none, sewer: 'leak-gallons' }), /sewer leaves out/);
    assert.match(changed({ usual: { bills: 3, least: 4, by: 'bill' } }), /least: must not be above bills/);
  });

  it('names each cause once, and one that qualifies', () => {
    assert.match(changed({ qualifyingCauses: [] }), /qualifyingCauses/);
    assert.match(changed({ qualifyingCauses: ['hose', 'Hose'] }), /qualifyingCauses.1: names "Hose" twice/);
    assert.match(changed({ refusedCauses: ['Ruptured hose'] }), /refusedCauses.0: names "Ruptured hose" twice/);
  });
});
