import assert from 'node:assert/strict';
import type { UsageUnit } from '../../../../bridge/contract/comparison.js';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { comparisonServicesSchema } from '../../../../bridge/contract/settings/comparison-services.js';
import {
  parseComparisonFile,
  type ComparisonFile,
} from '../../../../bridge/files/comparison-file/parse-comparison-file.js';
import { startingComparisonServices } from '../../../../migrations/starting-comparison-services.js';

const names = comparisonServicesSchema.parse({ ...startingComparisonServices, leftOut: ['Storm'] });

function parse(text: string | Buffer, usageUnit: UsageUnit | null = null): ComparisonFile {
  return parseComparisonFile(Buffer.from(text), { fileName: 'old.csv', names, usageUnit });
}

/** What was read: account, service, gallons, cents, file lines. */
function told(text: string | Buffer, usageUnit: UsageUnit | null = null): unknown[][] {
  return parse(text, usageUnit).lines.map(({ accountId, service, usage, chargeCents, lines }) => [
    ...[accountId, service, usage === null ? null : usage.gallons.toFixed(), chargeCents, lines.join(' ')],
  ]);
}

function refused(text: string | Buffer, usageUnit: UsageUnit | null = null): string[] {
  try {
    parse(text, usageUnit);
  } catch (error) {
    assert.ok(error instanceof CurbstopError);
    assert.equal(error.code, 'comparison-file-invalid');
    assert.match(error.message, /nothing was compared/);
    return error.issues.map(({ code, rowKey, column }) => [code, rowKey, column].join('/'));
  }
  return assert.fail('the file was taken');
}

describe('a file of the system in use now', () => {
  it('is read by the names of its columns, whatever their order and what else there is', () => {
    assert.deepEqual(told('Name,Amount,Acct,Consumption (kgal),Service\nAnn,21.50,0010,5.23,WTR\n'), [
      ['0010', 'water', '5230', 2150, '2'],
    ]);
  });

  it('is read with commas, tabs or semicolons, a byte order mark, line ends of Windows and quotes', () => {
    const cells = ['Account Number', 'Service', 'Use gal', 'Charge'];
    for (const delimiter of [',', '\t', ';']) {
      const text = `\uFEFF${cells.join(delimiter)}\r\n${['007', '"Solid waste"', '', '"$1,234.50"'].join(delimiter)}\r\n`;
      assert.deepEqual(told(text), [['007', 'garbage', null, 123450, '2']]);
    }
  });

  it('keeps the zeros at the front of accounts', () => {
    assert.deepEqual(told('account,service,charge\n000123,S,1\n')[0]?.[0], '000123');
  });

  it('takes amounts as people write them, and no part of a cent', () => {
    const charges = ['$1,234.50', '(12.00)', '-12', '12.00-', '$ 7', '.5', '3.1000', '0'];
    const file = ['account\tservice\tcharge', ...charges.map((charge, index) => `${index}\tW\t${charge}`)].join('\n');
    assert.deepEqual(
      parse(file).lines.map(({ chargeCents }) => chargeCents),
      [123450, -1200, -1200, -1200, 700, 50, 310, 0],
    );
    for (const wrong of ['', '12.345', '1,23.00', 'free', '(5', '5)', '--5', '.', '1e3', '99999999999']) {
      assert.deepEqual(refused(`account\tservice\tcharge\n1\tW\t${wrong}`), ['charge-invalid/line 2/charge'], wrong);
    }
  });

  it('reads usage in the unit of its heading, before the one that was chosen', () => {
    for (const [heading, gallons] of [
      ['Usage gal', '2'],
      ['Usage (KGAL)', '2000'],
      ['Consumption CCF', '1496.1'],
      ['Billed usage in thousand gallons', '2000'],
      ['HCF', '1496.1'],
      ['Gallons', '2'],
    ]) {
      assert.deepEqual(told(`account,service,${heading},charge\n1,W,2,1\n`, 'ccf')[0]?.[2], gallons, heading);
    }
    assert.equal(told('account,service,use,charge\n1,W,2,1\n', 'kgal')[0]?.[2], '2000');
  });

  it('knows how fine usage is shown', () => {
    const [line] = parse('account,service,use kgal,charge\n1,W,5.2,1\n').lines;
    assert.equal(line?.usage?.resolution.toFixed(), '100');
  });

  it('is refused where nothing says the unit of usage', () => {
    assert.deepEqual(refused('account,service,usage,charge\n1,W,2,1\n'), ['usage-unit-missing/line 1/usage']);
  });

  it('needs no usage', () => {
    assert.equal(parse('account,service,charge\n1,W,1\n').hasUsage, false);
  });

  it('adds several lines of one account and service up, and counts them', () => {
    const file = parse(
      'account,service,gal,charge,rate code\n1,W,500,1.10,A\n2,W,1,1,\n1,Water,,2.20,B\n1,W,40,-.30,A\n',
    );
    assert.equal(file.addedUp, 2);
    const [first] = file.lines;
    assert.deepEqual(
      [first?.chargeCents, first?.usage?.gallons.toFixed(), first?.lines, first?.rateCode],
      [300, '540', [2, 4, 5], 'A, B'],
    );
  });

  it('remembers usage that each of several lines repeats', () => {
    const [line] = parse('account,service,gal,charge\n1,W,500,1\n1,W,500,2\n').lines;
    assert.deepEqual([line?.usage?.gallons.toFixed(), line?.usage?.ofEachLine?.toFixed()], ['1000', '500']);
  });

  it('leaves out the services that the setting leaves out, and counts their lines', () => {
    const file = parse('account,service,charge\n1,storm,9\n1,W,1\n');
    assert.deepEqual([file.leftOut, file.lines.length], [1, 1]);
  });

  it('is refused for services that are not known, once for each name', () => {
    const file = `account,service,charge\n1,W,1\n${'2,Cable,1\n'.repeat(300)}3,Gas,1\n`;
    assert.deepEqual(refused(file), ['service-unknown/line 3/service', 'service-unknown/line 303/service']);
  });

  it('is refused whole, with every bad line by line and column', () => {
    const file = 'Acct,Svc,Usage gal,Charge\n1,W,x,1\n,W,1,1\n2,,1,1\n3,W,1\n4,W,1,z\n5,W,1,1\n';
    assert.deepEqual(refused(file), [
      ...['usage-invalid/line 2/Usage gal', 'account-missing/line 3/Acct', 'service-missing/line 4/Svc'],
      ...['column-count/line 5/', 'charge-invalid/line 6/Charge'],
    ]);
  });

  it('is refused without its columns, or with two that could be one', () => {
    assert.deepEqual(refused('a,b\n1,2\n'), [
      ...['column-missing/line 1/account', 'column-missing/line 1/service', 'column-missing/line 1/charge'],
    ]);
    assert.deepEqual(refused('account,service,charge,amount\n1,W,1,2\n'), ['column-twice/line 1/amount']);
  });

  it('is refused when it is empty, cut within quotes, or no text', () => {
    assert.deepEqual(refused(''), ['no-lines/line 1/']);
    assert.deepEqual(refused('account,service,charge\n'), ['no-lines/line 1/']);
    assert.deepEqual(refused('account,service,charge\n1,W,"1\n'), ['line-broken/line 2/']);
    assert.deepEqual(refused(Buffer.from('account,service,charge\n1,W,1\n\xff,W,1\n', 'latin1')), ['not-text/line 3/']);
  });

  it('is of a table of names in which none stands for two services', () => {
    assert.equal(comparisonServicesSchema.safeParse({ ...names, leftOut: ['wtr'] }).success, false);
  });
});
