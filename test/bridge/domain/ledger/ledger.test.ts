import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { JournalEntry } from '../../../../bridge/contract/journal-entry.js';
import { cents } from '../../../../bridge/contract/money.js';
import { services } from '../../../../bridge/contract/services.js';
import { chargeEntry } from '../../../../bridge/domain/ledger/charge-entry.js';
import { ledgerAccounts } from '../../../../bridge/domain/ledger/chart-of-accounts.js';
import { paymentEntry } from '../../../../bridge/domain/ledger/payment-entry.js';

const ON = calendarDate('2026-11-23');
const ACCOUNT = '10-0042-01';

function sides(entry: JournalEntry | null): [string, string | null, number][] {
  return (entry?.postings ?? []).map(({ ledgerAccount, accountId, amountCents }) => [
    ledgerAccount,
    accountId,
    amountCents,
  ]);
}

function charge(charges: [(typeof services)[number], number][]): JournalEntry | null {
  return chargeEntry({
    kind: 'bill',
    accountId: ACCOUNT,
    effectiveOn: ON,
    memo: 'Bill',
    charges: charges.map(([service, amount]) => ({ service, amountCents: cents(amount) })),
  });
}

function pay(amount: number, owed: { water: number; sewer: number; garbage: number }): JournalEntry {
  return paymentEntry({
    accountId: ACCOUNT,
    receivedOn: ON,
    amountCents: cents(amount),
    owed: { water: cents(owed.water), sewer: cents(owed.sewer), garbage: cents(owed.garbage) },
    memo: 'Payment',
  });
}

const anyCharges = fc.array(fc.tuple(fc.constantFrom(...services), fc.integer({ min: -1_000_000, max: 1_000_000 })), {
  maxLength: 6,
});

describe('the entry for charges', () => {
  it('debits the receivable and credits revenue for water, and the City for sewer and garbage', () => {
    assert.deepEqual(
      sides(
        charge([
          ['water', 2655],
          ['sewer', 4206],
          ['garbage', 2000],
        ]),
      ),
      [
        ['1110', ACCOUNT, 2655],
        ['4010', null, -2655],
        ['1120', ACCOUNT, 4206],
        ['2110', null, -4206],
        ['1130', ACCOUNT, 2000],
        ['2120', null, -2000],
      ],
    );
  });

  it('goes the other way for a credit, the debit first', () => {
    assert.deepEqual(sides(charge([['water', -500]])), [
      ['4010', null, 500],
      ['1110', ACCOUNT, -500],
    ]);
  });

  it('leaves zero charges out, and is none at all when nothing is left', () => {
    assert.equal(sides(charge([['garbage', 0]])).length, 0);
    assert.equal(charge([['garbage', 0]]), null);
    assert.equal(
      sides(
        charge([
          ['garbage', 0],
          ['water', 1],
        ]),
      ).length,
      2,
    );
  });

  it('always balances', () => {
    fc.assert(fc.property(anyCharges, (charges) => sumOf(charge(charges)) === 0));
  });
});

describe('the entry for a payment', () => {
  it('is applied to garbage, then sewer, then water, so that water stays open last', () => {
    assert.deepEqual(sides(pay(5000, { water: 2655, sewer: 4206, garbage: 2000 })), [
      ['1010', null, 5000],
      ['1130', ACCOUNT, -2000],
      ['1120', ACCOUNT, -3000],
    ]);
  });

  it('leaves what is over as unapplied credit', () => {
    assert.deepEqual(sides(pay(10_000, { water: 2655, sewer: 4206, garbage: 2000 })), [
      ['1010', null, 10_000],
      ['1130', ACCOUNT, -2000],
      ['1120', ACCOUNT, -4206],
      ['1110', ACCOUNT, -2655],
      ['2400', ACCOUNT, -1139],
    ]);
  });

  it('applies nothing to a service that is in credit', () => {
    assert.deepEqual(sides(pay(100, { water: 60, sewer: -500, garbage: 0 })), [
      ['1010', null, 100],
      ['1110', ACCOUNT, -60],
      ['2400', ACCOUNT, -40],
    ]);
  });

  it('refuses a payment that is not more than zero', () => {
    for (const amount of [0, -1]) assert.throws(() => pay(amount, { water: 0, sewer: 0, garbage: 0 }), RangeError);
  });

  it('always balances, and never credits a service with more than it owes', () => {
    const owed = fc.integer({ min: -10_000, max: 10_000 });
    const owes = fc.record({ water: owed, sewer: owed, garbage: owed });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000 }), owes, (amount, open) => {
        const entry = pay(amount, open);
        assert.equal(sumOf(entry), 0);
        const receivable = { '1110': open.water, '1120': open.sewer, '1130': open.garbage } as const;
        for (const [account, debt] of Object.entries(receivable)) {
          const applied = sides(entry).find(([name]) => name === account)?.[2] ?? 0;
          assert.ok(-applied <= Math.max(debt, 0), account);
        }
      }),
    );
  });
});

describe('the chart of accounts', () => {
  it('has no number twice, and a receivable that names customers for every service', () => {
    assert.equal(new Set(ledgerAccounts.map((account) => account.ledgerAccount)).size, ledgerAccounts.length);
    const receivables = ledgerAccounts.filter((account) => account.kind === 'asset' && account.isControl);
    assert.deepEqual(receivables.map((account) => account.service).sort(), [...services].sort());
  });
});

function sumOf(entry: JournalEntry | null): number {
  return sides(entry).reduce((sum, [, , amount]) => sum + amount, 0);
}
