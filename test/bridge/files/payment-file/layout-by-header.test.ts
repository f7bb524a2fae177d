import assert from 'node:assert/strict';
import { paymentLayoutSchema, type PaymentLayout } from '../../../../bridge/contract/settings/payment-layouts.js';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { layoutByHeader } from '../../../../bridge/files/payment-file/layout-by-header.js';
import { startingPaymentLayouts } from '../../../../migrations/starting-payment-layouts.js';
import { lockboxFile } from '../../../support/town/payment-files.js';

const STARTING = startingPaymentLayouts.map((layout) => paymentLayoutSchema.parse(layout));
const [CASHIER] = STARTING;
const HEADER = 'Account,Amount,Date,Time,Receipt,Method,Payer';

describe('the layout of a payment file by its first line', () => {
  const layoutOf = (text: string, layouts: readonly PaymentLayout[] = STARTING, encoding: BufferEncoding = 'utf8') =>
    layoutByHeader(Buffer.from(text, encoding), 'F.CSV', layouts).name;
  const refusal = (text: string, layouts: readonly PaymentLayout[] = STARTING) => {
    try {
      layoutOf(text, layouts);
    } catch (error) {
      assert.ok(error instanceof CurbstopError && error.code === 'layout-not-told');
      return `${error.message} ${error.fix}`;
    }
    throw new Error('A layout was taken although none is told.');
  };
  const changed = (changes: object): PaymentLayout => paymentLayoutSchema.parse({ ...CASHIER, ...changes });

  it('is the one whose columns it names, in any order, quoted, with others between and a byte order mark before', () => {
    assert.equal(layoutOf(`${HEADER}\n`), 'cashier');
    assert.equal(layoutOf('\uFEFFPayer, X ,"Time",Date,Amount,Method,Receipt,Account\r\nanything'), 'cashier');
    assert.equal(layoutOf(HEADER), 'cashier');
    assert.equal(
      layoutOf('Konto;Amount;Date', [
        changed({ name: 'ü', delimiter: ';', columns: { account: 'Konto', amount: 'Amount', date: 'Date' } }),
      ]),
      'ü',
    );
  });

  it('is not told by a line that lacks a column, has one twice, or spells one otherwise', () => {
    for (const text of [
      HEADER.replace('Payer', 'From'),
      `${HEADER},Amount`,
      HEADER.toLowerCase(),
      '',
      '\n',
      '"Account',
    ]) {
      assert.match(refusal(text), /does not name the columns of any payment layout\. Say which .*: cashier, lockbox\./);
    }
  });

  it('is never guessed for a file that goes by places', () => {
    const one = { account: 'A', cents: 1, date: '112026', time: '', reference: '' };
    assert.match(refusal(lockboxFile([one])), /does not name the columns/);
  });

  it('is asked for where two layouts fit alike, and where there is none', () => {
    const twin = changed({ name: 'counter', columns: { account: 'Account', amount: 'Amount', date: 'Date' } });
    assert.match(refusal(HEADER, [...STARTING, twin]), /fits "cashier" and "counter" alike\. .*: cashier, counter\./);
    assert.match(refusal(HEADER, []), /none is set up yet/);
  });
});
