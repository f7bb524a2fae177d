import assert from 'node:assert/strict';
import type { Role } from '../../../../bridge/contract/person.js';
import { decideApproval, type DecidableRequest } from '../../../../bridge/domain/adjusting/decide-approval.js';

const dana = { personId: 'dana', name: 'Dana' };
const waiting: DecidableRequest = {
  ...{ requestNumber: 4, requestedBy: dana, isWaiting: true, isToAcknowledge: false, emergencyBy: [] },
};
const EMERGENCY = { isWaiting: false, isToAcknowledge: true, emergencyBy: ['kim', 'lee'] };

interface Asked {
  readonly by?: string;
  readonly role?: Role;
  readonly word?: string | null;
  readonly request?: Partial<DecidableRequest>;
}

function decide(
  decision: string | null,
  { by = 'sam', role = 'supervisor', word = 'Because', request = {} }: Asked = {},
) {
  const wanted = { decision, word };
  const change = { key: '4', sheetRow: 5, wanted, changedColumns: ['decision'] };
  const person = { personId: by, name: by, role };
  return decideApproval(change, { ...waiting, ...request }, { person, emergencyApprovers: 2 });
}
const codes = (...asked: Parameters<typeof decide>) => {
  const decided = decide(...asked);
  return 'key' in decided ? [] : decided.map(({ code }) => code);
};

describe('deciding on a request', () => {
  it('lets a supervisor approve without a word, and return or decline with one', () => {
    assert.deepEqual(codes('approve', { word: null }), []);
    for (const decision of ['return', 'decline']) {
      assert.deepEqual(codes(decision), []);
      assert.deepEqual(codes(decision, { word: null }), ['missing']);
    }
  });

  it('lets nobody decide on their own, whoever they are', () => {
    for (const decision of ['approve', 'return', 'decline', 'emergency']) {
      assert.deepEqual(codes(decision, { by: 'dana' }), ['own-request'], decision);
    }
    assert.deepEqual(codes('withdraw', { by: 'dana', role: 'coordinator', word: null }), []);
    assert.deepEqual(codes('withdraw'), ['not-your-request']);
  });

  it('leaves approval to supervisors, but for an emergency', () => {
    for (const decision of ['approve', 'return', 'decline']) {
      assert.deepEqual(codes(decision, { role: 'coordinator' }), ['needs-supervisor'], decision);
    }
    assert.deepEqual(codes('emergency', { role: 'coordinator' }), []);
  });

  it('lets a supervisor acknowledge an emergency, without a word too, who neither asked nor approved', () => {
    const acknowledge = (asked: Asked) => codes('acknowledge', { word: null, request: EMERGENCY, ...asked });
    assert.deepEqual(acknowledge({}), []);
    assert.deepEqual(acknowledge({ role: 'coordinator' }), ['needs-supervisor']);
    assert.deepEqual(acknowledge({ by: 'dana' }), ['own-request']);
    assert.deepEqual(acknowledge({ by: 'kim' }), ['approved-by-you']);
  });

  it('has nothing to acknowledge of what waits, of what was approved otherwise, and of what is acknowledged', () => {
    assert.deepEqual(codes('acknowledge'), ['nothing-to-acknowledge']);
    assert.deepEqual(codes('acknowledge', { request: { ...EMERGENCY, isToAcknowledge: false } }), [
      'nothing-to-acknowledge',
    ]);
    assert.deepEqual(codes('approve', { request: EMERGENCY }), ['not-waiting']);
  });

  it('takes an emergency approval for whole once as many people gave it as the setting says', () => {
    const isFinal = (emergencyBy: readonly string[]) => {
      const decided = decide('emergency', { request: { emergencyBy } });
      return 'key' in decided && decided.isFinal;
    };
    assert.deepEqual([isFinal([]), isFinal(['kim'])], [false, true]);
    assert.deepEqual(codes('emergency', { request: { emergencyBy: ['sam'] } }), ['approved-by-you']);
    assert.deepEqual(codes('emergency', { word: null }), ['missing']);
  });

  it('refuses what waits no more, and says it beside what else is wrong', () => {
    const request = { isWaiting: false };
    assert.deepEqual(codes('approve', { request }), ['not-waiting']);
    assert.deepEqual(codes('decline', { request, by: 'dana', word: null }), ['not-waiting', 'own-request', 'missing']);
    assert.deepEqual(codes(null), ['missing']);
  });
});
