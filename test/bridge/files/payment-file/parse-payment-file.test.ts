import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cents } from '../../../../bridge/contract/money.js';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { paymentLayoutSchema, paymentLayoutsSchema } from '../../../../bridge/contract/settings/payment-layouts.js';
import { parsePaymentFile } from '../../../../bridge/files/payment-file/parse-payment-file.js';
import { startingPaymentLayouts } from '../../../../migrations/starting-payment-layouts.js';
import { lockboxFile } from '../../../support/town/payment-files.js';

const [cashier, lockbox] = startingPaymentLayouts.map((layout) => paymentLayoutSchema.parse(layout));

describe('a payment file', () => {
  const parse = (text: string, layout = lockbox, controlTotal: number | null = null) => {
    assert.ok(layout);
    const controlTotalCents = controlTotal === null ? null : cents(controlTotal);
    return parsePaymentFile(Buffer.from(text, layout.encoding), { fileName: 'LB.TXT', layout, controlTotalCents });
  };
  const problems = (text: string, layout = lockbox, controlTotal: number | null = null): string[] => {
    try {
      parse(text, layout, controlTotal);
    } catch (error) {
      assert.ok(error instanceof CurbstopError && error.code === 'payment-file-invalid');
      return error.issues.map(({ rowKey, column, code }) => [rowKey, column, code].filter(Boolean).join(' '));
    }
    throw new Error('The file was taken although it should be refused.');
  };
  const one = { account: '007-0042', cents: 8410, date: '112326', time: '163059', reference: '0099' };
  const sound = lockboxFile([one, { ...one, account: 'B', cents: 1, time: '', payer: 'JOSÉ DÍAZ' }]);
  const HEADER = 'Account,Amount,Date,Time,Receipt,Method,Payer';
  const counter = (...lines: string[]) => [HEADER, ...lines, ''].join('\n');

  it('is read by places, its texts kept as they stand', () => {
    const rest = { reference: '0099', source: 'Lockbox', date: '2026-11-23' };
    assert.deepEqual(parse(sound), [
      { ...rest, line: 2, accountText: '007-0042', amountCents: 8410, time: '16:30:59', payer: '' },
      { ...rest, line: 3, accountText: 'B', amountCents: 1, time: null, payer: 'JOSÉ DÍAZ' },
    ]);
  });

  it('is read by the names of its columns, in any order, others left aside', () => {
    const text = `Payer,X,Time,Date,Amount,Method,Receipt,Account\n"Doe, Ann",?,4:31 pm,1/2/2026,84.1,Card,R1,001\n`;
    assert.deepEqual(parse(text, cashier, 8410), [
      {
        ...{ line: 2, accountText: '001', amountCents: 8410, date: '2026-01-02', time: '16:31:00' },
        ...{ source: 'Card', reference: 'R1', payer: 'Doe, Ann' },
      },
    ]);
    assert.deepEqual(problems('Account,Amount,Amount,Time\n', cashier, 1), [
      ...['Amount', 'Date', 'Receipt', 'Method', 'Payer'].map((name) => `line 1 ${name} column-missing`),
    ]);
  });

  it('ties to the count and the total of its trailer', () => {
    assert.deepEqual(problems(sound.replace('T,2,8411', 'T,2,8412')), ['line 4 3 wrong-total']);
    assert.deepEqual(problems(sound.replace('T,2,8411', 'T,3,8411')), ['line 4 2 wrong-count']);
    assert.deepEqual(problems(sound.replace('T,2,8411', 'T,,')), ['line 4 2 wrong-count', 'line 4 3 wrong-total']);
    assert.deepEqual(problems(sound.replace(/T,.*\r\n/, '')), ['line 4 trailer-missing']);
    assert.deepEqual(
      problems(sound + sound),
      [4, 5, 6, 7, 8].slice(1).map((line) => `line ${line} after-trailer`),
    );
  });

  it('ties to the total that the person counted, which a file without a trailer needs', () => {
    assert.equal(parse(sound, lockbox, 8411).length, 2);
    assert.deepEqual(problems(sound, lockbox, 8410), ['line 3 wrong-total']);
    const text = counter('1,84.10,01/02/2026,9:00 AM,R,Cash,');
    assert.equal(parse(text, cashier, 8410).length, 1);
    assert.deepEqual(problems(text, cashier, 8400), ['line 2 wrong-total']);
    assert.throws(() => parse(text, cashier), { code: 'control-total-missing' });
  });

  it('says how far a total is off', () => {
    assert.throws(
      () => parse(sound.replace('8411', '8511')),
      (error) =>
        error instanceof CurbstopError &&
        /come to \$84\.11: a difference of -\$1\.00/.test(error.issues[0]?.message ?? ''),
    );
  });

  it('never guesses an amount, a date or a time', () => {
    const field = (place: number, text: string) => {
      const cells = ['1', '84.10', '01/02/2026', '9:00 AM', 'R', 'Cash', ''].map((cell, index) =>
        index === place ? text : cell,
      );
      return problems(counter(cells.map((cell) => `"${cell}"`).join(',')), cashier, 8410);
    };
    const amounts = {
      '': 'invalid',
      '84.101': 'invalid',
      '1,084.10': 'invalid',
      '$84.10': 'invalid',
      '8e1': 'invalid',
      '10000000.01': 'too-large',
    };
    for (const [text, code] of Object.entries(amounts))
      assert.deepEqual(field(1, text), [`line 2 Amount amount-${code}`]);
    for (const text of ['-84.10', '0', '0.00', '(84.10)'])
      assert.deepEqual(field(1, text), ['line 2 Amount negative-payment']);
    for (const text of ['', '2026-01-02', '13/01/2026', '02/30/2026', '1/2/26']) {
      assert.deepEqual(field(2, text), ['line 2 Date date-invalid']);
    }
    for (const text of ['16:30', '0:30 AM', '13:00 PM', '9:60 AM'])
      assert.deepEqual(field(3, text), ['line 2 Time time-invalid']);
  });

  it('takes noon and midnight for what they are', () => {
    const times = ['12:00 AM', '12:00 PM', '11:59 PM', ''].map((time) => `1,1,01/02/2026,${time},,,`);
    assert.deepEqual(
      parse(counter(...times), cashier, 400).map(({ time }) => time),
      ['00:00:00', '12:00:00', '23:59:00', null],
    );
  });

  it('tells everything that is wrong with it at once, with the line', () => {
    const lines = ['1,-1,01/02/2026,,,,', '1,1,01/02/2026,,,', `1,1,x,y,${'r'.repeat(81)},,`];
    assert.deepEqual(problems(counter(...lines), cashier, 1), [
      'line 2 Amount negative-payment',
      'line 3 column-count',
      'line 4 Date date-invalid',
      'line 4 Time time-invalid',
      'line 4 Receipt text-too-long',
    ]);
    assert.deepEqual(problems('H,x\nX,1\nT,0,0\n'), ['line 2 1 record-type-unknown', 'line 1 no-records']);
    assert.deepEqual(problems(''), ['line 1 no-records']);
    assert.deepEqual(problems('H,\0\n'), ['line 1 not-text']);
    assert.deepEqual(problems(`${HEADER}\n"1,1`, cashier, 1), ['line 2 line-broken']);
  });

  it('with one digit of an amount changed anywhere never ties to its trailer', () => {
    const payments = fc.array(fc.integer({ min: 1, max: 99_999 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(payments, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 }), (amounts, place, digit, by) => {
        const wrong = place % amounts.length;
        const text = String(amounts[wrong]);
        const at = digit % text.length;
        const mistyped = `${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`;
        const file = (cells: readonly (number | string)[]) =>
          cells.map((cell, index) => `D,A${index},${cell},112326,,,`).join('\n') +
          `\nT,${cells.length},${amounts.reduce((sum, amount) => sum + amount, 0)}\n`;
        assert.equal(parse(file(amounts)).length, amounts.length);
        assert.equal(problems(file(amounts.map((amount, index) => (index === wrong ? mistyped : amount)))).length, 1);
      }),
    );
  });

  it('has a layout that says which columns hold what, without contradictions', () => {
    assert.equal(paymentLayoutsSchema.safeParse(startingPaymentLayouts).success, true);
    const wrong = [
      { ...lockbox, columns: { ...lockbox?.columns, account: 'Account' } },
      { ...lockbox, trailer: undefined },
      { ...cashier, trailer: { count: 1, total: 2 } },
      { ...cashier, defaultTime: '24:00' },
    ];
    for (const layout of wrong) assert.equal(paymentLayoutSchema.safeParse(layout).success, false);
    assert.equal(paymentLayoutsSchema.safeParse([cashier, cashier]).success, false);
  });
});
