import assert from 'node:assert/strict';
import { commandsRequest } from '../../../addin/taskpane/home/commands-request.js';

describe('which commands are pulled', () => {
  it('is all of everybody where nothing was typed', () => {
    assert.deepEqual(commandsRequest(' ', '', '').parameters, { from: undefined, to: undefined, person: undefined });
  });

  it('is the days and the person that were typed', () => {
    const { parameters } = commandsRequest(' 2026-11-01', '2026-11-30 ', ' Dana Whitlock ');
    assert.deepEqual(parameters, { from: '2026-11-01', to: '2026-11-30', person: 'Dana Whitlock' });
  });

  it('says which date is none, and that days are crossed', () => {
    const wrong = commandsRequest('11/1/2026', '2026-02-30', '');
    assert.equal(wrong.parameters, null);
    assert.ok(wrong.fromTrouble?.includes('Type a date') && wrong.toTrouble?.includes('Type a date'));
    const crossed = commandsRequest('2026-11-02', '2026-11-01', '');
    assert.deepEqual([crossed.parameters, crossed.fromTrouble], [null, null]);
    assert.match(crossed.toTrouble ?? '', /before the first/);
  });
});
