import assert from 'node:assert/strict';
import { NO_FIELDS, typedChoice } from '../../../addin/taskpane/load/load-choice.js';

describe('the stops that the person asks to be loaded', () => {
  it('are the whole cycle or the rereads without anything typed', () => {
    assert.deepEqual(typedChoice(NO_FIELDS).choice, { by: 'cycle' });
    assert.deepEqual(typedChoice({ ...NO_FIELDS, by: 'rereads' }).choice, { by: 'rereads' });
  });

  it('are routes or accounts, however they were pasted, each once', () => {
    assert.deepEqual(typedChoice({ ...NO_FIELDS, by: 'routes', names: ' R01, R02\nR01;R03 ' }).choice, {
      by: 'routes',
      routeIds: ['R01', 'R02', 'R03'],
    });
    assert.deepEqual(typedChoice({ ...NO_FIELDS, by: 'accounts', names: '01-0001-01\r\n01-0002-01' }).choice, {
      by: 'accounts',
      accountIds: ['01-0001-01', '01-0002-01'],
    });
  });

  it('are a part of one route by stop numbers', () => {
    const range = { by: 'range', names: 'R01', fromStop: ' 10', toStop: '250' } as const;
    assert.deepEqual(typedChoice(range).choice, { by: 'range', routeId: 'R01', fromStop: 10, toStop: 250 });
  });

  it('are asked for again, field by field, where something is missing or no stop number', () => {
    assert.deepEqual(Object.keys(typedChoice({ ...NO_FIELDS, by: 'routes', names: ' , ' }).troubles ?? {}), ['names']);
    assert.deepEqual(Object.keys(typedChoice({ ...NO_FIELDS, by: 'accounts' }).troubles ?? {}), ['names']);
    for (const [fields, wrong] of [
      [{ names: '', fromStop: '1', toStop: '2' }, ['names']],
      [{ names: 'R01 R02', fromStop: '1', toStop: '2' }, ['names']],
      [{ names: 'R01', fromStop: '0', toStop: '-2' }, ['fromStop', 'toStop']],
      [{ names: 'R01', fromStop: '1.5', toStop: 'x' }, ['fromStop', 'toStop']],
      [{ names: 'R01', fromStop: '', toStop: '2' }, ['fromStop']],
    ] as const) {
      assert.deepEqual(Object.keys(typedChoice({ by: 'range', ...fields }).troubles ?? {}), wrong);
    }
  });
});
