import assert from 'node:assert/strict';
import { ReadHistory } from '../../../bridge/queries/register-history.js';

const DAY = 20_000;

interface HistoryRow {
  readonly account: string;
  readonly register?: number;
  readonly from?: number;
  readonly to?: number;
  readonly gallons: number;
  readonly estimated?: boolean;
  readonly compound?: boolean;
}

function historyOf(accountId: readonly string[], registerNumber: readonly number[], runs: number): ReadHistory {
  const rateClass = accountId.map(() => 'residential');
  return new ReadHistory(
    { accountId, registerNumber, rateClass },
    Array.from({ length: runs }, () => true),
  );
}

function add(history: ReadHistory, rows: readonly HistoryRow[], run = 0): void {
  history.addRows(run, {
    accountId: rows.map(({ account }) => account),
    from: rows.map(({ from = DAY }) => from),
    to: rows.map(({ to = DAY + 30 }) => to),
    gallons: rows.map(({ gallons }) => gallons),
    estimated: rows.map(({ estimated = false }) => Number(estimated)),
    registerNumber: rows.map(({ register = 1 }) => register),
    compound: rows.map(({ compound = false }) => Number(compound)),
  });
}

describe('the history that the reads of a run are judged by', () => {
  it('has the periods of each account, newest first, as the runs stand', () => {
    const history = historyOf(['A'], [1], 2);
    add(history, [{ account: 'A', from: DAY + 30, to: DAY + 61, gallons: 3_000, estimated: true }]);
    add(history, [{ account: 'A', gallons: 2_000 }], 1);
    assert.deepEqual(history.of('A', 1), [
      { from: '2024-11-03', to: '2024-12-04', gallons: '3000', estimated: true },
      { from: '2024-10-04', to: '2024-11-03', gallons: '2000', estimated: false },
    ]);
  });

  it('makes the periods of a register once where they are kept, and each time where they are not', () => {
    const history = historyOf(['A', 'B'], [1, 1], 1);
    add(history, [
      { account: 'A', gallons: 2_000 },
      { account: 'B', gallons: 3_000 },
    ]);
    const made = history.of('A', 1);
    assert.notEqual(history.of('A', 1), made);
    history.keepPeriods();
    const kept = history.of('A', 1);
    assert.deepEqual(kept, made);
    assert.equal(history.of('A', 1), kept);
    assert.deepEqual([history.of('B', 1)[0]?.gallons, history.of('C', 1)], ['3000', []]);
  });

  it('looks rows up anew where they are of other accounts or registers than those before', () => {
    const history = historyOf(['A', 'B', 'B'], [1, 1, 2], 3);
    const columns = { from: [DAY], to: [DAY + 30], estimated: [0], compound: [1] };
    const [ofA, ofB, first, second] = [['A'], ['B'], [1], [2]] as const;
    history.addRows(0, { ...columns, accountId: ofA, registerNumber: first, gallons: [1_000] });
    history.addRows(1, { ...columns, accountId: ofA, registerNumber: first, gallons: [2_000] });
    history.addRows(1, { ...columns, accountId: ofB, registerNumber: first, gallons: [300] });
    history.addRows(2, { ...columns, accountId: ofB, registerNumber: second, gallons: [40] });
    const gallons = (account: string, register: number) =>
      history.of(account, register).map((period) => period.gallons);
    assert.deepEqual([gallons('A', 1), gallons('B', 1), gallons('B', 2)], [['1000', '2000'], ['300'], ['40']]);
  });

  it('leaves out a run that has nothing of an account, and accounts that nobody asks for', () => {
    const history = historyOf(['A'], [1], 1);
    add(history, [{ account: 'B', gallons: 3_000 }]);
    assert.deepEqual([history.of('A', 1), history.of('B', 1)], [[], []]);
  });

  it('takes all that an account used before as one use, where its meter has one register now', () => {
    const history = historyOf(['A'], [1], 1);
    add(history, [{ account: 'A', to: DAY + 20, gallons: 1_000, compound: true }]);
    add(history, [{ account: 'A', register: 2, from: DAY - 1, gallons: 500, compound: true, estimated: true }]);
    assert.deepEqual(history.of('A', 1), [{ from: '2024-10-03', to: '2024-11-03', gallons: '1500', estimated: true }]);
  });

  it('keeps accounts apart also where one is read twice', () => {
    const history = historyOf(['A', 'A', 'B'], [1, 1, 1], 1);
    add(history, [
      { account: 'A', gallons: 1_000 },
      { account: 'B', gallons: 300 },
    ]);
    const gallons = ['A', 'B'].map((account) => history.of(account, 1).map((period) => period.gallons));
    assert.deepEqual(gallons, [['1000'], ['300']]);
  });

  it('has nothing of a second register where the meter has one now: the whole use is not its own', () => {
    const history = historyOf(['A'], [1], 1);
    add(history, [{ account: 'A', gallons: 1_000 }]);
    assert.deepEqual(history.of('A', 2), []);
  });

  it('goes on with each register of a compound meter by itself', () => {
    const history = historyOf(['A', 'A'], [1, 2], 1);
    add(history, [{ account: 'A', gallons: 1_000, compound: true }]);
    add(history, [{ account: 'A', register: 2, gallons: 500, compound: true }]);
    const gallons = [1, 2].map((register) => history.of('A', register).map((period) => period.gallons));
    assert.deepEqual(gallons, [['1000'], ['500']]);
  });

  it('tells nothing of a register of a compound meter by a period in which another meter counted too', () => {
    const history = historyOf(['A', 'A'], [1, 2], 1);
    add(history, [
      { account: 'A', gallons: 1_000, compound: true },
      { account: 'A', gallons: 700 },
      { account: 'A', register: 2, gallons: 500, compound: true },
    ]);
    add(history, [{ account: 'A', gallons: 1, compound: true }]);
    const gallons = [1, 2].map((register) => history.of('A', register).map((period) => period.gallons));
    assert.deepEqual(gallons, [[], ['500']]);
  });

  it('has no period without days, as of a meter that came on the last one: it was not read twice without use', () => {
    const history = historyOf(['A', 'B'], [1, 1], 1);
    add(history, [
      { account: 'A', from: DAY + 30, to: DAY + 30, gallons: 0 },
      { account: 'B', from: DAY + 30, to: DAY + 30, gallons: 0 },
      { account: 'B', gallons: 700 },
    ]);
    const gallons = ['A', 'B'].map((account) => history.of(account, 1).map((period) => period.gallons));
    assert.deepEqual(gallons, [[], ['700']]);
  });
});
