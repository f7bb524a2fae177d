import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { startingMailingLayout } from '../../../../migrations/starting-mailing.js';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { mailingLayoutSchema, type MailingLayout } from '../../../../bridge/contract/settings/mailing-layout.js';
import type { MailedStatement } from '../../../../bridge/domain/mailing/mailed-statement.js';
import { writeMailing, type WrittenMailing } from '../../../../bridge/files/mailing/write-mailing.js';
import { mailedStatement } from '../../../support/delivery/mailed-statement.js';

const LAYOUT = mailingLayoutSchema.parse(startingMailingLayout);
const RUN = {
  ...{ fileId: '1-2026-10-1', billRunId: '1-2026-10', cycleName: 'Cycle 1', utilityName: 'Example Water' },
  ...{ periodFrom: calendarDate('2026-09-10'), periodTo: calendarDate('2026-10-10') },
  ...{ billedOn: calendarDate('2026-10-12'), dueOn: calendarDate('2026-11-02') },
};

async function written(
  statements: readonly MailedStatement[],
  layout: MailingLayout = LAYOUT,
): Promise<WrittenMailing & { readonly file: Buffer }> {
  const blocks: Uint8Array[] = [];
  const sink = { writeFile: (bytes: Uint8Array) => Promise.resolve(void blocks.push(bytes)) };
  const done = await writeMailing(sink, { layout, run: RUN, statements });
  return { ...done, file: Buffer.concat(blocks) };
}

function fixed(changes: Partial<MailingLayout> = {}): MailingLayout {
  return mailingLayoutSchema.parse({
    ...{
      shape: 'fixed',
      encoding: 'latin1',
      lineEnd: 'LF',
      dateFormat: 'YYYYMMDD',
      amountIn: 'cents',
      eBill: 'left-out',
    },
    header: [{ text: 'H', length: 1 }],
    account: [
      { text: 'A', length: 1 },
      { field: 'account', length: 10 },
      { field: 'name', length: 12 },
      { field: 'amount-due', length: 6 },
      { field: 'balance', length: 6 },
    ],
    line: null,
    trailer: [
      { text: 'T', length: 1 },
      { field: 'accounts', length: 5 },
      { field: 'total-due', length: 8 },
    ],
    ...changes,
  });
}

async function misfits(statements: readonly MailedStatement[], layout: MailingLayout): Promise<CurbstopError> {
  try {
    await written(statements, layout);
  } catch (error) {
    if (error instanceof CurbstopError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'nothing was refused' });
}

describe('a file for the mailing service', () => {
  const NAMES = [
    'Smith, Ada & Bob',
    'Ada "The Tap" O\'Neil',
    'First line\nSecond line\r\nThird',
    '=HYPERLINK("http://example.com")',
    '|pipe|',
    ' blank at both ends ',
    'Müller 😀 水道',
    'x'.repeat(200),
  ];

  it('keeps every name exactly: commas, quotes, line breaks, = at the start, emoji, 200 characters', async () => {
    const { file } = await written(NAMES.map((customerName) => mailedStatement({ customerName })));
    const rows = parse(file, { delimiter: '|', relax_column_count: true });
    const names = rows.filter(([kind]) => kind === 'A').map((row) => row[2]);
    assert.deepEqual(names, NAMES);
  });

  it('ends with counts, totals, the hash total of the accounts and the hash of all that stands before', async () => {
    const statements = [
      mailedStatement({ accountId: '10-0042-01', chargesCents: 1_234 }),
      mailedStatement({ accountId: '10-0043-01', chargesCents: -500 }),
    ];
    const { file, sha256, bytes, accounts, lines, dueCents } = await written(statements);
    const text = file.toString('utf8');
    const trailer = text.slice(text.lastIndexOf('\r\nT|') + 2);
    const body = text.slice(0, text.length - trailer.length);
    assert.deepEqual(trailer.trimEnd().split('|'), [
      ...['T', '2', '2', '7.34', '7.34', '12.34', String(10_004_201 + 10_004_301)],
      createHash('sha256').update(body).digest('hex'),
    ]);
    assert.deepEqual([accounts, lines, dueCents, bytes], [2, 2, 1_234, file.length]);
    assert.equal(sha256, createHash('sha256').update(file).digest('hex'));
    assert.equal((await written(statements)).file.equals(file), true);
  });

  it('of fixed width fills numbers with zeros from the left, the sign before them, and texts with blanks', async () => {
    const statements = [mailedStatement({ customerName: 'Müller', chargesCents: -500 })];
    const { file } = await written(statements, fixed());
    assert.deepEqual(file.toString('latin1').split('\n'), [
      'H',
      'A10-0042-01Müller      000000-00500',
      'T0000100000000',
      '',
    ]);
  });

  it('tells by account what the layout can not hold, all of it, and writes nothing', async () => {
    const statements = [
      mailedStatement({ accountId: '10-0001-01', customerName: 'Much too long a name' }),
      mailedStatement({ accountId: '10-0002-01', customerName: 'Ada 😀' }),
      mailedStatement({ accountId: '10-0003-01', customerName: 'A\nB' }),
      mailedStatement({ accountId: '10-0004-01', customerName: 'Ada' }),
    ];
    const { code, issues } = await misfits(statements, fixed());
    assert.equal(code, 'file-misfit');
    assert.deepEqual(
      issues.map(({ rowKey, column }) => [rowKey, column]),
      [
        ['10-0001-01', 'name'],
        ['10-0002-01', 'name'],
        ['10-0003-01', 'name'],
      ],
    );
    assert.match(issues[0]?.message ?? '', /Account 10-0001-01: name has 20 characters, and the column holds 12/);
  });

  it('never cuts an amount, nor a total of the trailer', async () => {
    const large = [mailedStatement({ chargesCents: 1_234_567 })];
    const account = await misfits(large, fixed());
    assert.deepEqual(account.issues.map(({ column }) => column).sort(), ['amount-due', 'balance']);
    const trailer = fixed({ trailer: [{ field: 'total-due', length: 4 }] });
    const total = await misfits([mailedStatement({ chargesCents: 12_345 })], trailer);
    assert.deepEqual(
      total.issues.map(({ rowKey, column }) => [rowKey, column]),
      [['', 'total-due']],
    );
  });

  it('shortens a name only where the layout says that it may, by whole characters, and says so', async () => {
    const account: MailingLayout['account'] = [
      { field: 'account' },
      { field: 'name', length: 3, mayCut: true },
      { field: 'amount-due' },
    ];
    const { file, shortened } = await written([mailedStatement({ customerName: 'A😀😀😀' })], { ...LAYOUT, account });
    assert.ok(file.toString('utf8').includes('10-0042-01|A😀😀|12.34'));
    assert.deepEqual(
      shortened.map(({ rowKey, column }) => [rowKey, column]),
      [['10-0042-01', 'name']],
    );
  });

  it('leaves out no line of an address that has a column for others', async () => {
    const [one, two, four] = [
      ['1 Main St', 'Alabaster, AL 35007'],
      ['Apt 2', '1 Main St', 'Alabaster, AL 35007'],
      ['c/o Ada', 'PO Box 9', 'Suite 4', 'Alabaster, AL 35007'],
    ].map((mailingAddress) => mailedStatement({ mailingAddress }));
    assert.ok(one && two && four);
    const account = LAYOUT.account.filter((column) => !('field' in column) || !/address-[34]/.test(column.field));
    assert.equal((await written([one], { ...LAYOUT, account })).accounts, 1);
    const { issues } = await misfits([one, two, four], { ...LAYOUT, account });
    assert.deepEqual(
      issues.map(({ column }) => column),
      ['address-3', 'address-3', 'address-4'],
    );
    assert.match(issues.at(-1)?.message ?? '', /no column address-4 for "Alabaster, AL 35007"/);
    assert.equal((await written([four])).accounts, 1);
  });

  it('counts the lines that it has, which are none where the layout has no record for them', async () => {
    const trailer: MailingLayout['trailer'] = [{ field: 'accounts' }, { field: 'lines' }, { field: 'records' }];
    const without = await written([mailedStatement({})], { ...LAYOUT, trailer, line: null });
    assert.deepEqual([without.lines, without.file.toString().trimEnd().split('\r\n').at(-1)], [0, '1|0|3']);
    const complete = await written([mailedStatement({})], { ...LAYOUT, trailer });
    assert.deepEqual([complete.lines, complete.file.toString().trimEnd().split('\r\n').at(-1)], [1, '1|1|4']);
  });

  it('refuses half of a character, which would become another one', async () => {
    const { issues } = await misfits([mailedStatement({ customerName: 'A\ud83dB' })], LAYOUT);
    assert.deepEqual(
      issues.map(({ column }) => column),
      ['name'],
    );
    assert.match(issues[0]?.message ?? '', /half of a character/);
  });

  for (const [what, change] of [
    ['no delimiter', { delimiter: undefined }],
    ['a quote between the columns', { delimiter: '"' }],
    ['no column for the amount due', { account: [{ field: 'account' }] }],
    [
      'an amount that may be cut',
      { account: [{ field: 'account' }, { field: 'amount-due', length: 4, mayCut: true }] },
    ],
    [
      'fixed width in bytes of which nobody knows how many a character takes',
      { ...fixed(), encoding: 'utf8', delimiter: undefined },
    ],
    [
      'a text that is longer than its column',
      { ...fixed(), delimiter: undefined, header: [{ text: 'HEAD', length: 1 }] },
    ],
    ['an unknown field', { header: [{ field: 'moon' }] }],
    ['fixed width without lengths', { shape: 'fixed', delimiter: undefined }],
    [
      'e-bills flagged without a column for it',
      { eBill: 'flagged', account: [{ field: 'account' }, { field: 'amount-due' }] },
    ],
  ] as const)
    it(`is by no layout with ${what}`, () => {
      assert.equal(mailingLayoutSchema.safeParse({ ...startingMailingLayout, ...change }).success, false);
    });
});
