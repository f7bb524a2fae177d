import assert from 'node:assert/strict';
import type { PushRow, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { TODAY } from '../../support/town/sample-town-file.js';
import { adjustmentRow, push } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

type Cells = Readonly<Record<string, SheetCell>>;

/** Something wrong with one cell of a row. */
interface Fault {
  readonly cells: Cells;
  /** The cell that is told, and how. */
  readonly told: string;
  /** The other cells that must be sound for it to be known. */
  readonly by?: readonly string[];
}

describe('a row of the Adjustments sheet with several faults', () => {
  const town = useTown();
  let house: string;
  let ownBill: number;
  let billOfAnother: number;
  let closed: string;

  beforeEach(async () => {
    house = await town().value(
      `SELECT account_id FROM standing_bill JOIN account USING (account_id) WHERE status = 'active'
       AND account_id IN (SELECT account_id FROM service WHERE service = 'water')
       AND account_id NOT IN (SELECT account_id FROM ledger_document WHERE kind IN ('late-charge', 'fee'))
       AND account_id IN (SELECT account_id FROM posting WHERE ledger_account = '1110'
                          GROUP BY account_id HAVING sum(amount_cents) > 0)
       ORDER BY account_id LIMIT 1`,
    );
    ownBill = await town().value(`SELECT max(bill_number) FROM standing_bill WHERE account_id = '${house}'`);
    billOfAnother = await town().value(
      `SELECT bill_number FROM standing_bill WHERE account_id <> '${house}' ORDER BY account_id LIMIT 1`,
    );
    closed = await town().value(`SELECT min(account_id) FROM account WHERE status = 'closed'`);
    await town().writeSetting('adjustment-reasons', TODAY, { codes: ['meter', 'Ruptured hose'], requiredFor: [] });
  });

  const faultOf = (told: string, cells: Cells, by: readonly string[] = []): Fault => ({ cells, told, by });
  const OF_LEAK = ['account', 'kind', 'service'];
  const ANY: readonly Fault[] = [
    faultOf('account missing', { account: null }),
    faultOf('account unknown-account', { account: 'nobody' }),
    faultOf('kind missing', { kind: null }),
    faultOf('kind not-a-choice', { kind: 'gift' }),
    faultOf('amount not-money', { amount: '($12.34)' }),
    faultOf('amount too-many-decimals', { amount: 12.345 }),
    faultOf('amount zero-amount', { amount: 0 }, ['kind']),
    faultOf('amount amount-too-large', { amount: 99_999_999_999 }, ['kind']),
    faultOf('reason missing', { reason: null }),
    faultOf('reason not-text', { reason: true }),
    faultOf('note not-text', { note: '#REF!' }),
    faultOf('cause not-a-choice', { cause: 'whim' }),
    faultOf('document not-text', { document: false }),
    faultOf('documentsOn not-date', { documentsOn: '11/20/2026' }),
    faultOf('leakOn not-date', { leakOn: 'Nov 3' }),
  ];
  const OF_SERVICE: readonly Fault[] = [
    faultOf('service not-a-choice', { service: 'gas' }),
    faultOf('service missing', { service: null }, ['kind']),
  ];
  const noBill = () => [
    faultOf('bill not-bill', { bill: 'Oct 15th' }),
    faultOf('bill no-bill-of-period', { bill: 'January 1999' }, ['account']),
    faultOf('bill unknown-bill', { bill: 999_999 }),
    faultOf('bill bill-of-another', { bill: billOfAnother }, ['account']),
  ];
  const notUsed = (column: string, cell: SheetCell) => faultOf(`${column} not-used`, { [column]: cell }, ['kind']);

  /** A sound row of each kind, and what can be wrong with it. */
  const kinds = (): Readonly<Record<string, { sound: Cells; faults: readonly Fault[] }>> => ({
    misread: {
      sound: { service: 'water', amount: -0.01 },
      faults: [
        ...[...OF_SERVICE, ...noBill(), notUsed('leakOn', '2026-10-01'), notUsed('otherAccount', closed)],
        faultOf('amount more-than-bill', { amount: -90_000 }, ['account', 'kind', 'service', 'bill']),
        faultOf('amount pull-rebill', { amount: null }, ['account', 'kind', 'service', 'bill']),
      ],
    },
    goodwill: {
      sound: { service: 'water', amount: -0.01 },
      faults: [
        ...[...OF_SERVICE, ...noBill(), notUsed('leakOn', '2026-10-01'), notUsed('otherAccount', closed)],
        faultOf('amount missing', { amount: null }, ['kind']),
        faultOf('amount account-closed', { amount: -90_000, account: closed }, ['account', 'kind']),
      ],
    },
    leak: {
      sound: { service: 'water', amount: -0.01, cause: 'Ruptured hose', documentsOn: TODAY },
      faults: [
        ...[...OF_SERVICE, ...noBill(), notUsed('otherAccount', closed)],
        faultOf('service leak-is-of-water', { service: 'garbage' }, ['kind']),
        faultOf('amount not-a-credit', { amount: 5 }, ['kind']),
        faultOf('amount more-than-bill', { amount: -90_000 }, [...OF_LEAK, 'bill', 'leakOn', 'documentsOn']),
        faultOf('amount more-than-bill', { amount: -90_000, bill: ownBill }, OF_LEAK),
      ],
    },
    'late charge waiver': {
      sound: { service: 'water', amount: -0.01 },
      faults: [
        ...[...OF_SERVICE, notUsed('bill', 1), notUsed('otherAccount', closed)],
        faultOf('service no-late-charge', {}, ['account', 'kind', 'service']),
      ],
    },
    'deposit correction': {
      sound: { amount: 1 },
      faults: [
        ...[notUsed('service', 'water'), notUsed('bill', 1), notUsed('otherAccount', closed)],
        faultOf('amount more-than-deposit', { amount: -90_000 }, ['account', 'kind']),
      ],
    },
    'transfer between accounts': {
      sound: { amount: 0.01, otherAccount: '08-0003-01' },
      faults: [
        ...[notUsed('bill', 1), notUsed('leakOn', '2026-10-01')],
        faultOf('amount not-positive', { amount: -1 }, ['kind']),
        faultOf('amount too-much', { amount: 90_000 }, ['account', 'kind', 'service', 'otherAccount']),
        faultOf('otherAccount missing', { otherAccount: null }, ['kind']),
        faultOf('otherAccount unknown-account', { otherAccount: 'nowhere' }),
        faultOf('otherAccount account-closed', { otherAccount: closed }),
      ],
    },
    rebill: {
      sound: { note: 'Looked at it' },
      faults: [
        ...[notUsed('leakOn', '2026-10-01'), notUsed('otherAccount', closed)],
        faultOf('kind pull-rebill', {}, ['account', 'service', 'amount', 'bill']),
      ],
    },
  });

  const columnOf = ({ told }: Fault) => told.slice(0, told.indexOf(' '));
  /** Whether each of these faults can be known beside the others. */
  const areKnown = (faults: readonly Fault[]) =>
    faults.every((fault) => {
      const others = faults.filter((each) => each !== fault);
      const cells = others.flatMap((other) => [columnOf(other), ...Object.keys(other.cells)]);
      const own = [columnOf(fault), ...Object.keys(fault.cells)];
      return [...own, ...(fault.by ?? [])].every((column) => !cells.includes(column));
    });
  const pairsAndThrees = (faults: readonly Fault[]): Fault[][] =>
    faults.flatMap((a, first) =>
      faults
        .slice(first + 1)
        .flatMap((b, second) => [...[[a, b]], ...faults.slice(first + second + 2).map((c) => [a, b, c])]),
    );

  for (const kind of [
    'misread',
    'goodwill',
    'leak',
    'late charge waiver',
    'deposit correction',
    'transfer between accounts',
    'rebill',
  ]) {
    it(`is told all of two and of three at once, with a fix each and the facts beside it: ${kind}`, async () => {
      const { sound, faults } = kinds()[kind] ?? assert.fail(kind);
      const usable = [...ANY, ...faults];
      const together = pairsAndThrees(usable).filter(areKnown);
      assert.ok(together.length > 50, `only ${together.length} rows`);
      const rows = together.map((wrong, index): PushRow => {
        const cells = Object.assign(
          { account: house, kind, reason: 'Tried', ...sound },
          ...wrong.map((each) => each.cells),
        ) as Cells;
        return adjustmentRow(`k${index}`, index + 5, cells);
      });
      const { pullId } = await town().pull('adjustments', {});
      const { outcome, reply } = await push(town(), pullId, rows);
      assert.equal(outcome, 'refused');
      const told = new Map<string, string[]>();
      for (const { rowKey, column, code, message, fix } of reply.issues) {
        assert.ok(message.length > 10 && fix.length > 5, `${rowKey} ${code}`);
        told.set(rowKey, [...(told.get(rowKey) ?? []), `${column} ${code}`]);
      }
      const lacking = together.flatMap((wrong, index) => {
        const said = told.get(`k${index}`) ?? [];
        const missing = wrong.filter((each) => !said.includes(each.told));
        return missing.length === 0 ? [] : [`${wrong.map((each) => each.told).join(' + ')}: ${said.join(', ')}`];
      });
      assert.deepEqual(lacking.slice(0, 20), [], `${lacking.length} of ${together.length} rows`);
      const nameless = together.flatMap((wrong, index) => {
        const isKnown = wrong.every((each) => columnOf(each) !== 'account');
        const shown = reply.rows[index]?.shown;
        return isKnown === (typeof shown?.['name'] === 'string') ? [] : [wrong.map((each) => each.told).join(' + ')];
      });
      assert.deepEqual(nameless.slice(0, 20), []);
    });
  }

  it('is told how amounts and dates are typed that accountants, banks and other systems write otherwise', async () => {
    const written: readonly [column: string, cell: string, means: string][] = [
      ['amount', '($1,234.50)', '-1234.50'],
      ['amount', '(12.34)', '-12.34'],
      ['amount', '$12.34', '12.34'],
      ['amount', '-$12.34', '-12.34'],
      ['amount', '$ -12.34', '-12.34'],
      ['amount', '12.34-', '-12.34'],
      ['amount', '-1,234.5', '-1234.50'],
      ['documentsOn', '11/3/2026', '2026-11-03'],
      ['documentsOn', '11-03-2026', '2026-11-03'],
      ['documentsOn', '11.03.2026', '2026-11-03'],
    ];
    const rows = written.map(([column, cell], index) => {
      const cells = { account: house, service: 'water', kind: 'goodwill', amount: -1, reason: 'Tried', [column]: cell };
      return adjustmentRow(`k${index}`, index + 5, cells);
    });
    const { pullId } = await town().pull('adjustments', {});
    const { outcome, reply } = await push(town(), pullId, rows);
    assert.equal(outcome, 'refused');
    assert.deepEqual(
      reply.issues.map(({ column, fix }) => [column, fix]),
      written.map(([column, , means]) => [column, `If that is what it means, type ${means}.`]),
    );
  });
});
