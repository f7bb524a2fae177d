import path from 'node:path';
import { type CompiledTariff, compileTariff, priceBill, priceCents } from '../../bridge/domain/tariff/index.js';
import { shippedTariffsFolder } from '../../bridge/files/owrs/shipped-tariffs.js';
import { readTariffFile } from '../../bridge/files/owrs/read-tariff.js';
import { randomOf } from '../../bridge/sample-town/random.js';
import { type HandData, handGarbage, handSewer, handWater } from './hand-written-loop.js';

/**
 * Prices bills of a three-service account with the tariff engine and, in the same run, with a loop written by hand for
 * the same tariffs; both make the same lines and the same cents. Prints bills a second and the ratio.
 */

const BILLS = Number(process.argv[2] ?? 1_000_000);
const ACCOUNTS = 20_000;
const ROUNDS = 5;
/** The exact evaluator is the reference, not the product's way to price a run: it gets a part of the bills. */
const EXACT_BILLS = Math.min(BILLS, 20_000);
const CLASS = 'RESIDENTIAL';

const [water, sewer, garbage] = await Promise.all([
  compiled('sample-water.owrs'),
  compiled('alabaster-sewer.2026-02-15.owrs'),
  compiled('alabaster-garbage.2026-01-01.owrs'),
]);
const accounts = randomAccounts();
const bills = accounts.map(({ gallons, meterSize, carts }) => ({
  water: { usage_gallons: gallons, meter_size: meterSize },
  sewer: { usage_gallons: gallons },
  garbage: { carts },
}));

const kept: Priced[] = Array.from({ length: 64 }, () => ({ billCents: 0, lines: [] }));
let keeping = 0;

const engine: Work = (index) => {
  const bill = bills[index % ACCOUNTS];
  if (bill === undefined) throw new RangeError('There is no such account.');
  return cents(
    keep(priceCents(water, CLASS, bill.water)),
    keep(priceCents(sewer, CLASS, bill.sewer)),
    keep(priceCents(garbage, CLASS, bill.garbage)),
  );
};
const hand: Work = (index) => {
  const account = accounts[index % ACCOUNTS];
  if (account === undefined) throw new RangeError('There is no such account.');
  return cents(keep(handWater(account)), keep(handSewer(account)), keep(handGarbage(account)));
};
const exact: Work = (index) => {
  const bill = bills[index % ACCOUNTS];
  if (bill === undefined) throw new RangeError('There is no such account.');
  return cents(
    keep(priceBill(water, CLASS, bill.water)),
    keep(priceBill(sewer, CLASS, bill.sewer)),
    keep(priceBill(garbage, CLASS, bill.garbage)),
  );
};

if (run(engine, EXACT_BILLS).cents !== run(exact, EXACT_BILLS).cents)
  throw new Error('The fast bills are not the exact ones.');
if (run(engine, ACCOUNTS).cents !== run(hand, ACCOUNTS).cents) throw new Error('The loop by hand bills other cents.');

// In turns, so that a busy moment of the machine meets both.
const rounds = Array.from({ length: ROUNDS }, () => ({ engine: run(engine, BILLS), hand: run(hand, BILLS) }));
const engineRate = median(rounds.map((round) => BILLS / round.engine.seconds));
const handRate = median(rounds.map((round) => BILLS / round.hand.seconds));
const exactRate = EXACT_BILLS / run(exact, EXACT_BILLS).seconds;

print(`${count(BILLS)} bills of three services, median of ${ROUNDS} runs, one core`);
print(`engine:          ${count(engineRate)} bills/s`);
print(`by hand:         ${count(handRate)} bills/s; ratio ${(handRate / engineRate).toFixed(2)} (goal: at most 5)`);
print(`exact reference: ${count(exactRate)} bills/s; ratio ${(handRate / exactRate).toFixed(0)}`);
print(`memory: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);

interface Priced {
  readonly billCents: number;
  readonly lines: readonly object[];
}

/** Keeps a bill for a moment: no compiler may leave its lines out, and no collector takes them for lasting ones. */
function keep(bill: Priced): Priced {
  kept[(keeping = (keeping + 1) % kept.length)] = bill;
  return bill;
}

function cents(...bills: readonly [Priced, Priced, Priced]): number {
  const [first, second, third] = bills;
  return first.billCents + second.billCents + third.billCents;
}

/** Prices the bill of that number and gives its cents. */
type Work = (index: number) => number;

function run(work: Work, times: number): { readonly seconds: number; readonly cents: number } {
  const began = performance.now();
  let cents = 0;
  for (let index = 0; index < times; index += 1) cents += work(index);
  return { seconds: (performance.now() - began) / 1000, cents };
}

async function compiled(name: string): Promise<CompiledTariff> {
  return compileTariff(await readTariffFile(path.join(shippedTariffsFolder(), name)));
}

function randomAccounts(): readonly HandData[] {
  const random = randomOf(1, 'benchmark');
  const sizes = ['5/8"', '5/8"', '5/8"', '3/4"', '1"', '1 1/2"', '2"'];
  return Array.from({ length: ACCOUNTS }, () => ({
    gallons: String(random.int(0, 60_000)),
    meterSize: random.pick(sizes),
    carts: String(random.int(1, 4)),
  }));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
