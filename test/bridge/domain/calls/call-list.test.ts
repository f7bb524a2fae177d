import assert from 'node:assert/strict';
import {
  callCounts,
  callList,
  type CallCandidate,
  type CallKnowledge,
  type CallStanding,
} from '../../../../bridge/domain/calls/call-list.js';
import { placedCalls } from '../../../../bridge/domain/calls/placed-call.js';
import type { CallOutcome } from '../../../../bridge/contract/calls.js';
import type { CallsSetting } from '../../../../bridge/contract/settings/calls.js';
import { candidate, NO_LEAK, NOTHING_KNOWN, SETTING } from '../../../support/calls/given-calls.js';

const UTILITY = 'Test Water';
const CALL = { decision: 'call', why: '' } as const;
const SKIP = { decision: 'skip', why: 'A plumber is there' } as const;

function listed(
  candidates: readonly CallCandidate[],
  known: Partial<CallKnowledge> = {},
  setting: CallsSetting = SETTING,
) {
  return callList(candidates, setting, { ...NOTHING_KNOWN, ...known });
}

function standing(one: Partial<CallCandidate>, known: Partial<CallKnowledge> = {}, setting = SETTING): CallStanding {
  const [row] = listed([candidate('A1', one)], known, setting);
  assert.ok(row);
  return row.standing;
}

function whyNot(one: Partial<CallCandidate>, known: Partial<CallKnowledge> = {}, setting = SETTING): string | null {
  const found = standing(one, known, setting);
  return found.kind === 'not-called' ? found.why : null;
}

describe('the list of calls', () => {
  it('has who used much, and nobody else', () => {
    const rows = listed([candidate('A1'), candidate('A2', { use: NO_LEAK })]);
    assert.deepEqual(
      rows.map(({ accountId, standing: { kind } }) => [accountId, kind]),
      [['A1', 'to-call']],
    );
  });

  it('says why a customer is not called', () => {
    assert.equal(whyNot({}), null);
    assert.equal(whyNot({ hasLeft: true }), 'The customer moved out.');
    assert.equal(whyNot({ phone: '' }), 'No phone is known.');
    assert.equal(whyNot({ phone: '555-0143' }), '"555-0143" is no telephone number.');
    assert.equal(whyNot({ calls: 'opt-out' }), 'The customer opted out of calls.');
    assert.equal(whyNot({ calls: 'unsaid' }), 'The customer did not agree to calls.');
  });

  it('calls who gave a number and said nothing only where the setting says that this is consent', () => {
    const setting = { ...SETTING, consent: 'number-given' } as const;
    assert.equal(whyNot({ calls: 'unsaid' }, {}, setting), null);
    assert.equal(whyNot({ calls: 'opt-out' }, {}, setting), 'The customer opted out of calls.');
  });

  it('calls no phone that the customer of any account opted out, however it is spelled', () => {
    const optedOut = new Map([['205-555-0143', 'B9']]);
    for (const phone of ['205-555-0143', '(205) 555-0143', '+1 205.555.0143', '12055550143'])
      assert.equal(
        whyNot({ phone }, { optedOut }),
        'The phone was opted out of calls with account B9, and nobody agreed since.',
      );
    assert.equal(whyNot({ phone: '205-555-0144' }, { optedOut }), null);
  });

  it('calls a phone once for all its accounts, however it is spelled, and the others are with the first', () => {
    const rows = listed([
      candidate('A1', { phone: '(205) 555-0143' }),
      candidate('A2', { phone: '1-205-555-0143', use: { ...NO_LEAK, gallons: 20_000 } }),
      candidate('A3', { phone: '205-555-0199' }),
    ]);
    assert.deepEqual(
      rows.map(({ accountId, standing: found }) => [accountId, found]),
      [
        ['A2', { kind: 'to-call', with: ['A1'] }],
        ['A1', { kind: 'with', accountId: 'A2' }],
        ['A3', { kind: 'to-call', with: [] }],
      ],
    );
  });

  it('calls an account by itself where the other one of its phone is skipped or may not be called', () => {
    const decisions = new Map([['A2', SKIP]]);
    const rows = listed([candidate('A1'), candidate('A2'), candidate('A3', { calls: 'opt-out' })], { decisions });
    assert.deepEqual(
      rows.map(({ standing: found }) => found.kind),
      ['to-call', 'skipped', 'not-called'],
    );
    assert.deepEqual(rows[0]?.standing, { kind: 'to-call', with: [] });
  });

  it('calls nobody twice in a run, nor a phone that was called in it for another account', () => {
    const earlier = [{ isOfRun: true, phone: '205-555-0143', accountIds: ['A1'], on: '2026-11-24', outcome: null }];
    const rows = listed([candidate('A1'), candidate('A2')], { earlier });
    assert.deepEqual(
      rows.map(({ standing: found }) => found),
      [
        { kind: 'called', on: '2026-11-24', isUnreached: false },
        { kind: 'not-called', why: 'The phone was called for account A1 on 2026-11-24 in this run already.' },
      ],
    );
  });

  it('takes a customer for not reached when every call of the run was busy or not answered', () => {
    const call = (outcome: CallOutcome | null) => {
      return { isOfRun: true, phone: '205-555-0143', accountIds: ['A1'], on: '2026-11-24', outcome };
    };
    const isUnreached = (...outcomes: (CallOutcome | null)[]) => {
      const found = standing({}, { earlier: outcomes.map(call) });
      assert.ok(found.kind === 'called');
      return found.isUnreached;
    };
    assert.equal(isUnreached('busy', 'no-answer'), true);
    for (const reached of [null, 'answered', 'voicemail', 'wrong-number', 'opted-out'] as const)
      assert.equal(isUnreached(reached, 'busy'), false, String(reached));
    const rows = listed([candidate('A1')], { earlier: [call('busy')] });
    assert.deepEqual([callCounts(rows).called, callCounts(rows).unreached], [1, 1]);
  });

  it('calls no phone more often than the setting has it, by all runs together', () => {
    const call = { isOfRun: false, phone: '205-555-0143', accountIds: ['Z1'], on: '2026-11-01', outcome: null };
    assert.equal(whyNot({}, { earlier: [call, call] }), null);
    assert.match(whyNot({}, { earlier: [call, call, call] }) ?? '', /called 3 times within 30 days, and 3 is the most/);
    assert.equal(whyNot({ phone: '205-555-0144' }, { earlier: [call, call, call] }), null);
  });

  it('counts who is decided on and who is not', () => {
    const rows = listed([candidate('A1'), candidate('A2', { phone: '205-555-0144' }), candidate('A3', { phone: '' })], {
      decisions: new Map([['A1', CALL]]),
    });
    assert.deepEqual(callCounts(rows), { toCall: 1, undecided: 1, skipped: 0, called: 0, unreached: 0, notCalled: 1 });
  });
});

describe('the calls of a list', () => {
  const placed = (candidates: readonly CallCandidate[], decided: Readonly<Record<string, typeof CALL | typeof SKIP>>) =>
    placedCalls(listed(candidates, { decisions: new Map(Object.entries(decided)) }), SETTING, UTILITY);

  it('are those that were decided, with the numbers in what is said', () => {
    const [call, ...others] = placed([candidate('A1'), candidate('A2', { phone: '205-555-0144' })], { A1: CALL });
    assert.deepEqual(others, []);
    assert.equal(
      call?.message,
      'This is Test Water. At A1 Test St 15,000 gallons of water were used in 30 days, and usual are 5,000. Please look for a leak, or call our office.',
    );
    assert.deepEqual(call?.accounts, [
      { accountId: 'A1', sentence: '15,000 gal in 30 days, 3 times the usual 5,000.' },
    ]);
  });

  it('for several properties of a phone are one, which tells nothing of any customer', () => {
    const [call, ...others] = placed([candidate('A1'), candidate('A2')], { A1: CALL, A2: CALL });
    assert.deepEqual(others, []);
    assert.ok(call);
    assert.deepEqual(
      call.accounts.map(({ accountId }) => accountId),
      ['A1', 'A2'],
    );
    assert.match(call.message, /At 2 properties with this telephone number/);
    const { reason, account, customerName, address, usageGallons, usualGallons } = call;
    assert.deepEqual([reason, account, customerName, address], ['several', '', '', '']);
    assert.deepEqual([usageGallons, usualGallons], [null, null]);
    assert.doesNotMatch(call.message, /Customer|Test St|15,000/);
  });

  it('leave out an account of the phone that nobody decided on or that is skipped', () => {
    const decisions: Parameters<typeof placed>[1][] = [{ A2: CALL }, { A1: SKIP, A2: CALL }];
    for (const decided of decisions) {
      const [call] = placed([candidate('A1'), candidate('A2')], decided);
      assert.deepEqual(
        call?.accounts.map(({ accountId }) => accountId),
        ['A2'],
      );
      assert.match(call?.message ?? '', /At A2 Test St/);
    }
  });

  it('say a name as it is, and none of its braces is a placeholder', () => {
    const message = 'For {name}: {gallons}.';
    const reasons = SETTING.reasons.map((reason) => ({ ...reason, message }));
    const rows = callList(
      [candidate('A1', { customerName: '{gallons} "Bo", Inc.\n=1+1' })],
      { ...SETTING, reasons },
      {
        ...NOTHING_KNOWN,
        decisions: new Map([['A1', CALL]]),
      },
    );
    const [call] = placedCalls(rows, { ...SETTING, reasons }, UTILITY);
    assert.equal(call?.message, 'For {gallons} "Bo", Inc. =1+1: 15,000.');
  });
});
