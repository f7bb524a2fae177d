import assert from 'node:assert/strict';
import { BridgeFailure, notRunning, otherVersion } from '../../../addin/client/bridge-failure.js';
import { homeGroups, Session } from '../../../addin/taskpane/session.js';
import { themeName } from '../../../addin/taskpane/theme-name.js';
import { troubleOf } from '../../../addin/taskpane/trouble.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { keptInMemory } from '../../support/kept-in-memory.js';

describe('the theme of the pane', () => {
  const system = { isForcedColors: false, prefersDark: false };

  it('is high contrast where the system forces colours, whatever Office says', () => {
    assert.equal(
      themeName({ officeTheme: { isDarkTheme: true }, isForcedColors: true, prefersDark: true }),
      'high-contrast',
    );
  });

  it('is what Office says, against the system’s preference', () => {
    assert.equal(themeName({ ...system, officeTheme: { isDarkTheme: true } }), 'dark');
    assert.equal(themeName({ ...system, prefersDark: true, officeTheme: { isDarkTheme: false } }), 'light');
  });

  it('is told from the background where Office names only colours', () => {
    assert.equal(themeName({ ...system, officeTheme: { bodyBackgroundColor: '#262626' } }), 'dark');
    assert.equal(themeName({ ...system, prefersDark: true, officeTheme: { bodyBackgroundColor: '#FFFFFF' } }), 'light');
  });

  it('is the system’s where Office says nothing', () => {
    assert.equal(themeName({ ...system, officeTheme: undefined }), 'light');
    assert.equal(themeName({ ...system, prefersDark: true, officeTheme: { bodyBackgroundColor: '' } }), 'dark');
  });
});

describe('the session', () => {
  it('keeps the token until it is forgotten, and the run that was chosen', () => {
    const values = new Map<string, string>();
    const kept = {
      get: (name: string) => values.get(name) ?? null,
      set: (name: string, value: string) => void values.set(name, value),
      remove: (name: string) => void values.delete(name),
    };
    const session = new Session(kept);
    assert.equal(session.token(), null);
    session.keep('secret');
    assert.equal(new Session(kept).token(), 'secret');
    session.choose('1-2026-11');
    assert.equal(new Session(kept).chosenRun(), '1-2026-11');
    session.forget();
    assert.equal(session.token(), null);
    assert.equal(values.has('token'), false);
    assert.equal(session.chosenRun(), '1-2026-11', 'the run stays chosen for who pairs next');
  });
});

describe('the groups of Home', () => {
  it('are closed until the person opens one, which then stays open', () => {
    const kept = keptInMemory();
    const session = new Session(kept);
    assert.deepEqual(
      homeGroups.filter((group) => session.isOpen(group)),
      [],
    );
    session.keepOpen('bills', true);
    session.keepOpen('proof', true);
    session.keepOpen('proof', false);
    assert.deepEqual(
      homeGroups.filter((group) => new Session(kept).isOpen(group)),
      ['bills'],
    );
  });
});

describe('trouble in words', () => {
  it('is what the bridge said, with its issues', () => {
    const issue = { code: 'c', rowKey: 'line 4', column: '', message: 'm', fix: 'f' };
    const problem = { type: 't', title: 't', status: 422, detail: 'd', code: 'c', fix: 'f', issues: [issue] };
    const failure = new BridgeFailure({ kind: 'refused', message: 'No.', fix: 'Mend it.', problem });
    assert.deepEqual(troubleOf(failure), {
      kind: 'refused',
      message: 'No.',
      fix: 'Mend it.',
      issues: [issue],
      mayBeDone: false,
    });
  });

  it('says that a call may be done when no answer, a broken one or a defect came', () => {
    assert.equal(troubleOf(notRunning(new Error('reset'))).mayBeDone, true);
    assert.equal(troubleOf(otherVersion('Not understood.')).mayBeDone, true);
    assert.equal(troubleOf(new BridgeFailure({ kind: 'defect', message: 'm', fix: 'f' })).mayBeDone, true);
    assert.equal(troubleOf(new BridgeFailure({ kind: 'not-paired', message: 'm', fix: 'f' })).mayBeDone, false);
    assert.equal(troubleOf(new CurbstopError({ code: 'c', message: 'm', fix: 'f' })).mayBeDone, false);
  });

  it('never leaves a person without a sentence and a thing to do', () => {
    for (const thrown of [new Error(''), new Error('InvalidOperation'), 'text', undefined]) {
      const { kind, message, fix } = troubleOf(thrown);
      assert.equal(kind, 'defect');
      assert.notEqual(message, '');
      assert.notEqual(fix, '');
    }
  });
});
