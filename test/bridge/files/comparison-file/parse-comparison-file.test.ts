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

  it('is read in UTF-16, as Excel writes Unicode Text, and refused with what to do in another code page', () => {
    const text = '\uFEFFAccount\tName\tService\tCharge\r\n007\tJosé\tW\t1.50\r\n';
    assert.deepEqual(told(Buffer.from(text, 'utf16le')), [['007', 'water', null, 150, '2']]);
    assert.deepEqual(told(Buffer.from(text, 'utf16le').swap16()), [['007', 'water', null, 150, '2']]);
    const latin = Buffer.from('Account,Name,Service,Charge\n007,José,W,1.50\n', 'latin1');
    assert.throws(
      () => parse(latin),
      ({ issues: [issue] }: CurbstopError) =>
        /^Line 2 /.test(issue?.message ?? '') && /CSV UTF-8/.test(issue?.fix ?? ''),
    );
  });

  it('is read by headings that stand below a title, empty lines or the mark of Excel’s separator', () => {
    for (const above of ['Billing export, November\n', '\n\n', 'A\nB\n"C, D"\n']) {
      const [line] = told(`${above}Account,Service,Charge\n007,W,1.50\n`);
      assert.deepEqual(line?.slice(0, 4), ['007', 'water', null, 150], above);
    }
    assert.deepEqual(told('sep=;\nAccount;Service;Charge\n007;W;1.50\n'), [['007', 'water', null, 150, '3']]);
    assert.deepEqual(refused('Billing export\nAccount,Service,Sum\n007,W,1.50\n'), ['column-missing/line 2/charge']);
  });

  it('has decimals after a comma where semicolons part its columns and its numbers say so', () => {
    const file = (...numbers: readonly string[]) =>
      ['Account;Service;Usage (kgal);Charge', ...numbers.map((each, index) => `${index};W;${each}`)].join('\n');
    const read = (...numbers: readonly string[]) =>
      parse(file(...numbers)).lines.map(({ usage, chargeCents }) => [usage?.gallons.toFixed(), chargeCents]);
    assert.deepEqual(read('5,230;12,50', '1.234;1.230,00'), [
      ['5230', 1250],
      ['1234000', 123_000],
    ]);
    assert.deepEqual(read('5.230;12.50', '1,234;1,230.00'), [
      ['5230', 1250],
      ['1234000', 123_000],
    ]);
    assert.deepEqual(refused(file('5,230;12', '0;1.230')), ['decimals-unclear/line 2/']);
    assert.deepEqual(refused(file('5;12.50', '5;12,5')), ['charge-invalid/line 3/Charge'], 'both marks');
    assert.throws(
      () => parse('Account,Service,Charge\n1,W,"12,50"\n'),
      ({ issues: [issue] }: CurbstopError) => /decimals after a comma/.test(issue?.fix ?? ''),
    );
  });

  it('is refused for an account whose digits Excel cut', () => {
    for (const account of ['1.00042E+09', '1E+10']) {
      assert.deepEqual(refused(`account,service,charge\n${account},S,1\n`), ['account-cut/line 2/account']);
    }
    assert.deepEqual(told('account,service,charge\n1E10,S,1\n')[0]?.[0], '1E10');
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

  it('reads usage in thousands, hundreds and cubic feet by what their headings say', () => {
    for (const [heading, gallons] of [
      ['"Usage (1,000 gal)"', '2000'],
      ['Usage (100 gal)', '200'],
      ['Usage (cf)', '14.961'],
      ['Consumption in cubic feet', '14.961'],
      ['Billed usage (100 cu ft)', '1496.1'],
    ]) {
      assert.deepEqual(told(`account,service,${heading},charge\n1,W,2,1\n`)[0]?.[2], gallons, heading);
    }
  });

  it('is refused for usage in a unit that is not known, also where one was chosen', () => {
    for (const heading of ['Usage (liters)', 'Usage [x]', 'Consumption 10 gal', 'Billed use m3', 'Usage units']) {
      const column = heading;
      const file = `account,service,${heading},charge\n1,W,2,1\n`;
      assert.deepEqual(refused(file, 'gal'), [`usage-unit-unknown/line 1/${column}`], heading);
    }
    assert.equal(parse('account,service,usage code,charge\n1,W,2,1\n').hasUsage, false);
    assert.equal(parse('account,service,usage (liters),gallons,charge\n1,W,2,2,1\n').hasUsage, true);
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
    assert.deepEqual([file.addedUp, file.repeated], [2, 0]);
    const [first] = file.lines;
    assert.deepEqual(
      [first?.chargeCents, first?.usage?.gallons.toFixed(), first?.lines, first?.rateCode],
      [300, '540', [2, 4, 5], 'A, B'],
    );
  });

  it('remembers which lines are the same, and what they come to when each counts once', () => {
    const file = parse('account,service,gal,charge\n1,W,500,1\n1,W,,2\n1,W,500,1\n1,W,500,1\n2,W,1,1\n');
    const [first, other] = file.lines;
    assert.deepEqual([first?.once?.chargeCents, first?.once?.same], [300, [[2, 4, 5]]]);
    assert.equal(first?.once?.usage?.gallons.toFixed(), '500');
    assert.deepEqual([other?.once, file.repeated], [null, 2]);
  });

  it('remembers usage that each of several lines repeats', () => {
    const [line] = parse('account,service,gal,charge\n1,W,500,1\n1,W,500,2\n').lines;
    assert.deepEqual([line?.usage?.gallons.toFixed(), line?.usage?.ofEachLine?.toFixed()], ['1000', '500']);
  });

  it('leaves out the services that the setting leaves out, and counts their lines', () => {
    const file = parse('account,service,charge\n1,storm,9\n,Storm,n/a\n1,W,1\n');
    assert.deepEqual([file.leftOut, file.lines.length], [2, 1]);
  });

  it('is refused for services that are not known, once for each name, whatever the case of its letters', () => {
    const file = `account,service,charge\n1,W,1\n${'2,Cable,1\n2,CABLE,1\n'.repeat(150)}3,Gas,1\n`;
    assert.deepEqual(refused(file), ['service-unknown/line 3/service', 'service-unknown/line 303/service']);
  });

  it('is refused whole, with every bad line by line and column', () => {
    const file = 'Acct,Svc,Usage gal,Charge\n1,W,x,1\n,W,1,1\n2,,1,1\n3,W,1\n4,W,1,z\n5,W,1,1\n';
    assert.deepEqual(refused(file), [
      ...['usage-invalid/line 2/Usage gal', 'account-missing/line 3/Acct', 'service-missing/line 4/Svc'],
      ...['column-count/line 5/', 'charge-invalid/line 6/Charge'],
    ]);
  });

  it('is read with two columns of the rate, of which the first is shown', () => {
    const [line] = parse('account,service,charge,Rate Code,Rate Class\n1,W,1,R1,RES\n').lines;
    assert.equal(line?.rateCode, 'R1');
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
