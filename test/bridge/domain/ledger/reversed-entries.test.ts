import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { EntryKind, Posting } from '../../../../bridge/contract/journal-entry.js';
import { cents } from '../../../../bridge/contract/money.js';
import type { AppliedCredit } from '../../../../bridge/domain/ledger/applied-credit.js';
import {
  creditMovedOn,
  reversedEntries,
  type PaidByLine,
} from '../../../../bridge/domain/ledger/entries/reversed-entries.js';
import type { OpenItem } from '../../../../bridge/domain/ledger/open-item.js';
import { ACCOUNT, item, sides } from '../../../support/ledger/given-items.js';
import { ACCOUNTING, from, startingChart, WHEN_COLLECTED } from '../../../support/ledger/starting-chart.js';

const CHART = startingChart([from('2000-01-01', WHEN_COLLECTED)]);
const ON = { on: calendarDate('2026-11-23'), memo: 'Bill reversed', nextEntryNumber: 100 };

function posting(ledgerAccount: string, accountId: string | null, amount: number): Posting {
  return { ledgerAccount, accountId, amountCents: cents(amount) };
}

function bill(...postings: Posting[]) {
  return { accountId: ACCOUNT, entryNumber: 50, effectiveOn: calendarDate('2026-11-08'), postings, paid: [] };
}

/** What the second line of an entry paid when it was posted. */
function firstPaid(...items: readonly OpenItem[]): PaidByLine[] {
  return items.map(({ ref, ruledOn, openCents }) => ({
    lineNumber: 2,
    item: ref,
    ruledOn,
    amountCents: openCents,
  }));
}

/** So much of an item that a line of an entry pays. */
function paid(
  credit: [entryNumber: number, lineNumber: number],
  kind: EntryKind,
  of: OpenItem,
  on = '2026-11-10',
): AppliedCredit {
  const [entryNumber, lineNumber] = credit;
  return { credit: { entryNumber, lineNumber }, kind, appliedOn: calendarDate(on), item: of };
}

describe('the entries that reverse a posted one', () => {
  const water = posting('1110', ACCOUNT, 3000);
  const charged = bill(
    water,
    posting('4010', null, -3000),
    posting('1120', ACCOUNT, 2000),
    posting('2115', null, -2000),
  );

  it('are its lines the other way, each charge paid by its own reversal', () => {
    const { entries, releasedCents } = reversedEntries(charged, { applied: [], creditCents: cents(0) }, CHART, ON);
    assert.equal(releasedCents, 0);
    assert.deepEqual(entries.map(sides), [
      [
        ['1110', ACCOUNT, -3000],
        ['4010', null, 3000],
        ['1120', ACCOUNT, -2000],
        ['2115', null, 2000],
      ],
    ]);
    assert.deepEqual([entries[0]?.kind, entries[0]?.reverses, entries[0]?.effectiveOn], ['reversal', 50, ON.on]);
    assert.deepEqual(entries[0]?.allocations, [
      { credit: { line: 0 }, item: { entryNumber: 50, lineNumber: 1 }, amountCents: 3000 },
      { credit: { line: 2 }, item: { entryNumber: 50, lineNumber: 3 }, amountCents: 2000 },
    ]);
  });

  it('release first what paid it, which is then credit of the account and not collected any more', () => {
    const sewer: OpenItem = { ...item(50, 'sewer', 1500), ref: { entryNumber: 50, lineNumber: 3 } };
    const applied = [paid([60, 2], 'payment', sewer, '2026-11-25')];
    const { entries, releasedCents } = reversedEntries(charged, { applied, creditCents: cents(0) }, CHART, ON);
    assert.equal(releasedCents, 1500);
    assert.deepEqual(
      entries.map(({ kind, effectiveOn }) => [kind, effectiveOn]),
      [
        ['application', '2026-11-25'],
        ['reversal', '2026-11-25'],
      ],
    );
    assert.deepEqual(sides(entries[0] ?? assert.fail()), [
      ['1120', ACCOUNT, 1500],
      ['2400', ACCOUNT, -1500],
      ['2115', null, -1500],
      ['2110', null, 1500],
    ]);
  });

  describe('that gave credit', () => {
    // 20.00 of water back: 5.00 paid an older charge, 15.00 were left as credit.
    const old = item(7, 'water', 500);
    const credit = {
      ...bill(posting('4010', null, 2000), posting('1110', ACCOUNT, -500), posting('2400', ACCOUNT, -1500)),
      paid: firstPaid(old),
    };
    const given = paid([50, 2], 'bill', old);

    it('take it off what it paid, which is open again, and off the credit that is left', () => {
      const books = { applied: [given], creditCents: cents(1500) };
      const { entries, releasedCents } = reversedEntries(credit, books, CHART, ON);
      assert.equal(releasedCents, 0);
      assert.deepEqual(entries.map(sides), [
        [
          ['4010', null, -2000],
          ['1110', ACCOUNT, 500],
          ['2400', ACCOUNT, 1500],
        ],
      ]);
      assert.deepEqual(entries[0]?.allocations, [
        { credit: { entryNumber: 50, lineNumber: 2 }, item: old.ref, amountCents: -500 },
        { credit: { entryNumber: 50, lineNumber: 2 }, item: { line: 1 }, amountCents: 500 },
      ]);
    });

    it('release the newest that the rest of it pays, and only as much as is lacking', () => {
      const [older, newer] = [item(8, 'water', 900), item(9, 'water', 400)];
      const applied = [given, paid([70, 2], 'application', older), paid([71, 2], 'application', newer)];
      const { entries, releasedCents, lackingCents } = reversedEntries(
        credit,
        { applied, creditCents: cents(700) },
        CHART,
        ON,
      );
      assert.deepEqual([entries.length, releasedCents, lackingCents], [2, 800, 0]);
      const [release] = entries;
      assert.deepEqual(
        release?.allocations
          .filter(({ amountCents }) => amountCents < 0)
          .map(({ item: of, amountCents }) => [of, amountCents]),
        [
          [newer.ref, -400],
          [older.ref, -400],
        ],
      );
    });

    it('are none where it was refunded, and say what is lacking', () => {
      const books = { applied: [given], creditCents: cents(600) };
      assert.deepEqual(reversedEntries(credit, books, CHART, ON), {
        entries: [],
        releasedCents: 0,
        lackingCents: 900,
      });
    });
  });

  it('settle by unapplied credit the part of the reversal that its credit pays no more', () => {
    // 20.00 of sewer back, of which 12.00 still pay an older charge; what the other 8.00 paid was reversed meanwhile.
    const credit = {
      ...bill(posting('2115', null, 2000), posting('1120', ACCOUNT, -2000)),
      paid: firstPaid(item(7, 'sewer', 1200), item(8, 'sewer', 800)),
    };
    const given = paid([50, 2], 'adjustment', item(7, 'sewer', 1200));
    const books = { applied: [given], creditCents: cents(800) };
    const { entries, releasedCents } = reversedEntries(credit, books, CHART, ON);
    assert.equal(releasedCents, 0);
    assert.deepEqual(entries.map(sides), [
      [
        ['2115', null, -2000],
        ['1120', ACCOUNT, 2000],
      ],
      [
        ['2400', ACCOUNT, 800],
        ['1120', ACCOUNT, -800],
        ['2115', null, 800],
        ['2110', null, -800],
      ],
    ]);
    assert.deepEqual(
      entries.map(({ allocations }) => allocations),
      [
        [
          { credit: { entryNumber: 50, lineNumber: 2 }, item: { entryNumber: 7, lineNumber: 1 }, amountCents: -1200 },
          { credit: { entryNumber: 50, lineNumber: 2 }, item: { line: 1 }, amountCents: 1200 },
        ],
        [{ credit: { line: 1 }, item: { entryNumber: 100, lineNumber: 2 }, amountCents: 800 }],
      ],
    );
  });

  it('settle each part by the rules of the day of the charge that it had paid, whatever holds on the day of the credit', () => {
    const chart = startingChart([from('2000-01-01', ACCOUNTING), from('2026-11-01', WHEN_COLLECTED)]);
    const [older, newer] = [item(7, 'sewer', 1500), item(8, 'sewer', 500, { chargedOn: '2026-11-05' })];
    const credit = {
      ...bill(posting('2110', null, 1500), posting('1120', ACCOUNT, -2000), posting('2115', null, 500)),
      paid: firstPaid(older, newer),
    };
    const settled = (...given: readonly AppliedCredit[]) => {
      const books = { applied: given, creditCents: cents(2000) };
      return sides(reversedEntries(credit, books, chart, ON).entries[1] ?? null);
    };
    const collected = [
      ['2115', null, 500],
      ['2110', null, -500],
    ] as const;
    const all = [['2400', ACCOUNT, 2000], ['1120', ACCOUNT, -2000], ...collected];
    assert.deepEqual(settled(), all, 'the older part was due when it was billed');
    const old = [
      ['2400', ACCOUNT, 1500],
      ['1120', ACCOUNT, -1500],
    ];
    assert.deepEqual(settled(paid([50, 2], 'adjustment', newer)), old);
    const part = [['2400', ACCOUNT, 500], ['1120', ACCOUNT, -500], ...collected];
    assert.deepEqual(settled(paid([50, 2], 'adjustment', older)), part);
  });

  it('release first what that credit pays by now, and are none where it was refunded', () => {
    const credit = {
      ...bill(posting('4010', null, 2000), posting('1110', ACCOUNT, -2000)),
      paid: firstPaid(item(7, 'water', 2000)),
    };
    const applied = [paid([70, 2], 'application', item(8, 'water', 2000))];
    const { entries, releasedCents } = reversedEntries(credit, { applied, creditCents: cents(0) }, CHART, ON);
    assert.equal(releasedCents, 2000);
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['application', 'reversal', 'application'],
    );
    assert.deepEqual(entries.at(-1)?.allocations[0]?.item, { entryNumber: 101, lineNumber: 2 });
    assert.deepEqual(reversedEntries(credit, { applied: [], creditCents: cents(500) }, CHART, ON), {
      entries: [],
      releasedCents: 0,
      lackingCents: 1500,
    });
  });

  it('are told how much of what an entry credited pays its charges no more', () => {
    const credit = {
      ...bill(posting('4010', null, 2000), posting('1110', ACCOUNT, -500), posting('2400', ACCOUNT, -1500)),
      paid: firstPaid(item(7, 'water', 500)),
    };
    const given = (amount: number) => paid([50, 2], 'adjustment', item(7, 'water', amount));
    assert.equal(creditMovedOn(credit, [given(500)], CHART), 0);
    assert.equal(creditMovedOn(credit, [given(300)], CHART), 200);
    assert.equal(creditMovedOn(credit, [paid([51, 2], 'adjustment', item(7, 'water', 500))], CHART), 500);
    assert.equal(creditMovedOn(charged, [], CHART), 0);
  });
});
