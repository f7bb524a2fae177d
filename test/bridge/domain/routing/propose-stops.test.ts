import assert from 'node:assert/strict';
import { byChangedNumbers, byReadTimes } from '../../../../bridge/domain/routing/propose-stops.js';
import { givenRoutes } from './given-routes.js';

describe('the stops that the field proposes', () => {
  const route = givenRoutes({ R1: 'abcde' }).get('R1') ?? [];
  const gaps = givenRoutes({ R1: 'abc' }, { R1: [10, 20, 30] }).get('R1') ?? [];
  const times = (stops: typeof route, readAt: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      byReadTimes(stops, ({ premisesId }) => ({ changedNumber: null, readAt: readAt[premisesId] ?? null })),
    );
  const numbers = (stops: typeof route, changed: Readonly<Record<string, number>>) =>
    Object.fromEntries(
      byChangedNumbers(stops, ({ premisesId }) => ({ changedNumber: changed[premisesId] ?? null, readAt: null })),
    );

  it('are in the order of the read times, and only those that change are named', () => {
    const readAt = { a: '2026-11-05 09:00', b: '2026-11-05 08:00', c: '2026-11-05 10:00', d: '2026-11-06 07:00' };
    assert.deepEqual(times(route, readAt), { b: 1, a: 2 });
  });

  it('leave a stop without a time behind the one that it follows, or first where it follows none', () => {
    assert.deepEqual(times(route, { b: '09:00', d: '08:00' }), { d: 2, e: 3, b: 4, c: 5 });
    assert.deepEqual(times(route, {}), {});
  });

  it('keep the order of stops that were read at one time', () => {
    assert.deepEqual(times(route, { a: '08:00', b: '08:00', c: '08:00', d: '07:00', e: '08:00' }), {
      d: 1,
      a: 2,
      b: 3,
      c: 4,
    });
  });

  it('have the numbers that the field gave, and the others close up', () => {
    assert.deepEqual(numbers(route, { e: 2 }), { e: 2, b: 3, c: 4, d: 5 });
    assert.deepEqual(numbers(route, { a: 0, b: -1 }), {});
    assert.deepEqual(numbers([], {}), {});
  });

  it('have numbers that mean the same where the numbers have gaps', () => {
    assert.deepEqual(times(gaps, { c: '08:00', a: '09:00', b: '10:00' }), { c: 10, a: 20, b: 30 });
    assert.deepEqual(numbers(gaps, { c: 15 }), { c: 20, b: 30 });
  });
});
