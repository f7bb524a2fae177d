import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ribbonCommandIds } from '../../../addin/ribbon/ribbon-commands.js';
import { actionPressed, type PressedKeys } from '../../../addin/workbench/page/shortcuts.js';

interface Shortcuts {
  readonly actions: readonly { readonly id: string; readonly type: string; readonly name: string }[];
  readonly shortcuts: readonly {
    readonly action: string;
    readonly key: { readonly default: string; readonly mac: string };
  }[];
}

const text = readFileSync(new URL('../../../addin/assets/shortcuts.json', import.meta.url), 'utf8');
const file = JSON.parse(text) as Shortcuts;
const keys = file.shortcuts.flatMap(({ key }) => [key.default, key.mac]);

describe('the keyboard shortcuts', () => {
  it('are one for each command of the ribbon, with a name for the person', () => {
    const commands = [...ribbonCommandIds].sort();
    assert.deepEqual(file.actions.map(({ id }) => id).sort(), commands);
    assert.deepEqual(file.shortcuts.map(({ action }) => action).sort(), commands);
    for (const { id, type, name } of file.actions) assert.ok(type === 'ExecuteFunction' && name.length > 3, id);
  });

  it('have each its own keys: three modifiers and a letter, which Excel and browsers leave to add-ins', () => {
    assert.equal(new Set(keys).size, keys.length);
    for (const { key } of file.shortcuts) {
      assert.match(key.default, /^Ctrl\+Shift\+Alt\+[A-Z]$/);
      assert.equal(key.mac, key.default.replace('Ctrl', 'Command'));
    }
    // Command+Shift+Option+Q logs a person out of a Mac at once, V pastes plainly.
    assert.deepEqual(
      keys.filter((each) => /\+[QV]$/.test(each)),
      [],
    );
  });

  const held: PressedKeys = { code: 'KeyP', ctrlKey: true, shiftKey: true, altKey: true, metaKey: false };

  it('are told in the workbench by the place of the key, whatever Alt makes of it', () => {
    assert.equal(actionPressed(file, held, false), 'push');
    assert.equal(actionPressed(file, { ...held, code: 'KeyD' }, false), 'pullReadings');
    assert.equal(actionPressed(file, { ...held, ctrlKey: false, metaKey: true }, true), 'push');
  });

  it('are no other keys: none of the modifiers may be missing, and none more be held', () => {
    for (const other of ['ctrlKey', 'shiftKey', 'altKey', 'metaKey'] as const) {
      assert.equal(actionPressed(file, { ...held, [other]: !held[other] }, false), null, other);
    }
    assert.equal(actionPressed(file, { ...held, code: 'KeyZ' }, false), null);
    assert.equal(actionPressed(file, held, true), null, 'the keys of Windows on a Mac');
  });
});
