import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { rateValue } from '../../../../bridge/contract/rate-value.js';
import { compileTariff, priceBill } from '../../../../bridge/domain/tariff/index.js';
import { editRates, type EditedRates } from '../../../../bridge/files/owrs/rate-table/edit-rates.js';
import type { RateRow } from '../../../../bridge/files/owrs/rate-table/rate-row.js';
import { rateRows } from '../../../../bridge/files/owrs/rate-table/rate-rows.js';
import type { WantedRow } from '../../../../bridge/files/owrs/rate-table/wanted-row.js';
import { readTariffText } from '../../../../bridge/files/owrs/read-tariff.js';
import { shippedTariffsFolder } from '../../../../bridge/files/owrs/shipped-tariffs.js';

const FILE = 'rates.owrs';

const shipped: readonly (readonly [string, string])[] = readdirSync(shippedTariffsFolder())
  .filter((name) => name.endsWith('.owrs'))
  .map((name) => [name, readFileSync(path.join(shippedTariffsFolder(), name), 'utf8')]);

/** Every shape that public rate files have: lists in lines and in brackets, maps of one and two keys, families, quotes. */
const PUBLIC = `---
author_info:
  author:
metadata:
  effective_date: 07/01/2017   # from the resolution
  utility_name: "A City's Water"
  bill_frequency: Monthly
  bill_unit: ccf
rate_structure:
  RESIDENTIAL_SINGLE:
    service_charge:
      depends_on:
        - meter_size
        - city_limits
      values:
        # the small ones
        3/4"|inside_city : 22.1
        1|1/2"|outside_city: 'base*2'
    base: 18.30
    commodity_charge: Tiered
    tier_starts_commodity:
      - 0
      # households above the average
      - 10   # ten
      - 20
    tier_prices_commodity:
      - 7.78
      - 9.31
      - "12.38"
    tier_starts_drought: [0]
    tier_prices_drought: [0.25]
    bill: service_charge+commodity_charge

  BUDGETED:
    budget: hhsize*55
    commodity_charge: Budget
    tier_starts:
      depends_on: season
      values: {summer: [0, 'indoor', 101%], winter: [0, 100%]}
    tier_prices:
      depends_on: season
      values: {summer: [1.40, 2.80, 4.10], winter: [1.10, 2.20]}
    bill: commodity_charge
  EXEMPT:
    tier_starts: [0, 6]
    tier_prices:
      depends_on: tax_exemption
      values:
        granted: [1.427, 2.854]
        not_granted: [2.569, 2.854]
    commodity_charge: Tiered
    bill: commodity_charge
`;

const FIXTURES = [...shipped, ['public', PUBLIC], ['public, CRLF', PUBLIC.replaceAll('\n', '\r\n')]] as const;

/** The rows as the sheet sends them when nothing was touched. */
function wantedOf(rows: readonly RateRow[]): WantedRow[] {
  return rows.map(({ key, className, component, from, price }, index) => ({
    key,
    sheetRow: index + 5,
    className,
    component,
    from: from?.value ?? null,
    price: price?.value ?? null,
  }));
}

function find(rows: readonly RateRow[], className: string, component: string, item: string): RateRow {
  const row = rows.find((each) => each.className === className && each.component === component && each.item === item);
  assert.ok(row, `${className}, ${component}, ${item}: ${rows.map((each) => each.item).join('; ')}`);
  return row;
}

function edit(text: string, change: (rows: WantedRow[], pulled: readonly RateRow[]) => WantedRow[]): EditedRates {
  const pulled = rateRows(text, FILE);
  return editRates(text, FILE, change(wantedOf(pulled), pulled));
}

/** Changes one row's cells. */
function set(text: string, row: readonly [string, string, string], cells: Partial<WantedRow>): EditedRates {
  return edit(text, (wanted, pulled) => {
    const { key } = find(pulled, ...row);
    return wanted.map((each) => (each.key === key ? { ...each, ...cells } : each));
  });
}

/** Inserts a row that the person typed, below the row named. */
function insert(text: string, row: readonly [string, string, string], cells: Partial<WantedRow>): EditedRates {
  return edit(text, (wanted, pulled) => {
    const at = wanted.findIndex(({ key }) => key === find(pulled, ...row).key) + 1;
    const typed = { key: 'A1-NEW', sheetRow: 99, className: null, component: null, from: null, price: null, ...cells };
    return wanted.toSpliced(at, 0, typed);
  });
}

function remove(text: string, ...rows: readonly (readonly [string, string, string])[]): EditedRates {
  return edit(text, (wanted, pulled) => {
    const keys = rows.map((row) => find(pulled, ...row).key);
    return wanted.filter(({ key }) => !keys.includes(key));
  });
}

function changed(edited: EditedRates, before: string, after: string, text: string): void {
  assert.deepEqual(edited.issues, []);
  assert.equal(text.split(before).length, 2, `"${before}" stands once in the file`);
  assert.equal(edited.source, text.replace(before, after));
}

function refusal(edited: EditedRates): string[] {
  assert.deepEqual(edited.changes, new Map());
  for (const issue of edited.issues) assert.match(`${issue.message} ${issue.fix}`, /[.)] [A-Z0-9].*[.]$/);
  return edited.issues.map(({ code, column, rowKey }) => `${code} ${column} ${rowKey}`.trimEnd());
}

describe('a rate file as a table', () => {
  const water = shipped.find(([name]) => name === 'sample-water.owrs')?.[1] ?? '';

  it('says what each value is, in words, with starts and prices side by side', () => {
    const words = rateRows(water, FILE)
      .filter(({ className }) => className === 'RESIDENTIAL')
      .map(({ component, item, from, price, unit }) => [component, item, from?.value ?? '', price?.value, unit]);
    assert.deepEqual(words.slice(1, 4), [
      ['minimum_charge', 'Base, meter 3/4"', '', '24', '$'],
      ['minimum_charge', 'Base, meter 1"', '', '36', '$'],
      ['minimum_charge', 'Base, meter 1 1/2"', '', '62', '$'],
    ]);
    assert.deepEqual(words.slice(7), [
      ['commodity_charge', 'Tier 1', '0', '0', '$ per kgal'],
      ['commodity_charge', 'Tier 2', '3.5', '5.4', '$ per kgal'],
      ['commodity_charge', 'Tier 3', '11', '6.1', '$ per kgal'],
      ['commodity_charge', 'Tier 4', '26', '7.25', '$ per kgal'],
      ['commodity_charge', 'How it is charged', '', 'Tiered', ''],
      ['bill', 'Formula', '', 'minimum_charge+commodity_charge', 'formula'],
    ]);
  });

  it('begins with the effective date, and holds the settings of the whole and of a class', () => {
    const rows = rateRows(water, FILE);
    assert.deepEqual([rows[0]?.kind, rows[0]?.price?.value], ['effective-date', '2000-01-01']);
    assert.equal(rateRows(PUBLIC, FILE)[0]?.price?.value, '2017-07-01');
    assert.equal(find(rows, 'All classes', 'rounding', 'Rounding, how').price?.value, 'half_up');
    assert.equal(find(rows, 'REDUCED', 'lines', 'Lines, 2, description').price?.value, 'Reduced-rate programme');
  });

  it('names maps of several keys and tiers in maps, and keeps apart what is not of one shape', () => {
    const rows = rateRows(PUBLIC, FILE);
    assert.equal(
      find(rows, 'RESIDENTIAL_SINGLE', 'service_charge', 'Base, meter 1 1/2", city limits outside_city').price?.value,
      'base*2',
    );
    const tier = find(rows, 'BUDGETED', 'commodity_charge', 'Season summer, tier 3');
    assert.deepEqual([tier.from?.value, tier.price?.value], ['101%', '4.1']);
    assert.equal(find(rows, 'EXEMPT', 'tier_starts', 'Start of tier 2').from?.value, '6');
    assert.equal(find(rows, 'EXEMPT', 'tier_prices', 'Tax exemption granted, price of tier 1').price?.value, '1.427');
  });

  for (const [name, text] of FIXTURES) {
    it(`gives the very same text when nothing was changed: ${name}`, () => {
      const edited = edit(text, (wanted) => wanted);
      assert.deepEqual([edited.issues, edited.source === text, edited.changes.size], [[], true, 0]);
    });

    it(`names every row once: ${name}`, () => {
      const keys = rateRows(text, FILE).map(({ key }) => key);
      assert.equal(new Set(keys).size, keys.length);
    });

    it(`changes one value and nothing else, whatever is typed: ${name}`, () => {
      const pulled = rateRows(text, FILE).filter(({ kind, price }) => kind === 'value' && price !== null);
      const typed = fc.oneof(
        fc.integer({ min: -99_999, max: 99_999 }).map((cents) => rateValue((cents / 100).toFixed(2))),
        fc.string({ unit: 'grapheme-ascii', minLength: 1 }).map((each) => rateValue(each.trim())),
      );
      fc.assert(
        fc.property(fc.constantFrom(...pulled), typed, (row, value) => {
          fc.pre(value !== '' && value !== row.price?.value);
          const edited = edit(text, (rows) =>
            rows.map((each) => (each.key === row.key ? { ...each, price: value } : each)),
          );
          assert.deepEqual(edited.issues, []);
          const after = rateRows(edited.source, FILE);
          const differing = pulledValues(text).filter((each, index) => each !== valueOf(after[index]));
          assert.deepEqual(differing, [row.price?.value]);
          const { start, end } = row.price?.source ?? { start: 0, end: 0 };
          assert.equal(edited.source.slice(0, start), text.slice(0, start));
          assert.ok(edited.source.endsWith(text.slice(end)));
        }),
        { numRuns: 60 },
      );
    });
  }

  const valueOf = (row: RateRow | undefined): string => [row?.from?.value, row?.price?.value].filter(Boolean).join('|');
  const pulledValues = (text: string): string[] => rateRows(text, FILE).map(valueOf);

  it('writes a changed price where it stood, with cents where it had cents, and prices bills by it', () => {
    const edited = set(water, ['RESIDENTIAL', 'minimum_charge', 'Base, meter 3/4"'], { price: '25.5' });
    const at = water.indexOf('24.00');
    assert.equal(edited.source, `${water.slice(0, at)}25.50${water.slice(at + 5)}`);
    assert.deepEqual([...edited.changes.values()], ['Price 24 becomes 25.5.']);
    const bill = priceBill(compileTariff(readTariffText(edited.source, FILE)), 'RESIDENTIAL', {
      usage_ccf: '0',
      meter_size: '3/4"',
    });
    assert.equal(bill.billCents, 2550);
  });

  it('keeps the quotes and the comments around a changed value', () => {
    changed(set(PUBLIC, ['RESIDENTIAL_SINGLE', 'base', 'Value'], { price: '19' }), '18.30', '19.00', PUBLIC);
    const tier = ['RESIDENTIAL_SINGLE', 'commodity_charge', 'Tier 2'] as const;
    changed(set(PUBLIC, tier, { from: '12' }), '10   # ten', '12   # ten', PUBLIC);
    const quoted = ['RESIDENTIAL_SINGLE', 'commodity_charge', 'Tier 3'] as const;
    changed(set(PUBLIC, quoted, { price: '13' }), '"12.38"', '"13"', PUBLIC);
    const name = ['All classes', 'utility_name', 'Utility name'] as const;
    changed(set(PUBLIC, name, { price: 'The "City"' }), `"A City's Water"`, '"The \\"City\\""', PUBLIC);
  });

  it('writes the effective date as YYYY-MM-DD, however it was typed', () => {
    for (const typed of ['2027-01-01', '1/1/2027']) {
      const edited = set(PUBLIC, ['All classes', 'effective_date', 'Effective date'], { price: typed });
      changed(edited, '07/01/2017', '2027-01-01', PUBLIC);
    }
  });

  it('adds a tier that was typed below another, where its start belongs, in both layouts', () => {
    const lines = insert(PUBLIC, ['RESIDENTIAL_SINGLE', 'commodity_charge', 'Tier 1'], { from: '15', price: '10.5' });
    assert.deepEqual(lines.issues, []);
    assert.equal(
      lines.source,
      PUBLIC.replace('      - 20\n', '      - 15\n      - 20\n').replace(
        '      - "12.38"',
        '      - "10.5"\n      - "12.38"',
      ),
    );
    const inline = insert(water, ['REDUCED', 'commodity_charge', 'Tier 4'], { from: '51', price: '8' });
    assert.ok(
      inline.source.includes('tier_starts: [0, 3.5, 11, 26, 51]\n    tier_prices: [0, 5.40, 6.10, 7.25, 8.00]'),
    );
    assert.deepEqual([...inline.changes], [['A1-NEW', 'New tier from 51 at 8.']]);
    const first = insert(water, ['BUSINESS', 'commodity_charge', 'Tier 1'], { from: '2', price: '1' });
    assert.ok(first.source.includes('[0, 2, 3.5, 51]\n    tier_prices: [0, 1.00, 5.75, 6.05]'));
  });

  it('adds a tier to the class that the row names, wherever it stands', () => {
    const named = { className: 'BUSINESS', component: 'commodity_charge', from: '99', price: '7' };
    const edited = insert(water, ['REDUCED', 'lines', 'Lines, 3, description'], named);
    assert.deepEqual(edited.issues, []);
    assert.ok(edited.source.includes('[0, 3.5, 51, 99]\n    tier_prices: [0, 5.75, 6.05, 7.00]'));
  });

  it('removes the tiers whose rows were deleted, with their lines', () => {
    const lines = remove(PUBLIC, ['RESIDENTIAL_SINGLE', 'commodity_charge', 'Tier 2']);
    assert.deepEqual(lines.removed, ['RESIDENTIAL_SINGLE, commodity_charge, Tier 2']);
    assert.equal(lines.source, PUBLIC.replace('      - 10   # ten\n', '').replace('      - 9.31\n', ''));
    const inline = remove(
      water,
      ['RESIDENTIAL', 'commodity_charge', 'Tier 3'],
      ['RESIDENTIAL', 'commodity_charge', 'Tier 4'],
    );
    assert.equal(
      inline.source,
      water.replace('[0, 3.5, 11, 26]', '[0, 3.5]').replace('[0, 5.40, 6.10, 7.25]', '[0, 5.40]'),
    );
  });

  it('keeps the rest of a block of tiers where its last lines are the file’s end', () => {
    const text = PUBLIC.slice(0, PUBLIC.indexOf('    tier_starts_drought')).trimEnd();
    const last = ['RESIDENTIAL_SINGLE', 'commodity_charge', 'Tier 3'] as const;
    assert.ok(remove(text, last).source.endsWith('- 7.78\n      - 9.31'));
    assert.ok(insert(text, last, { from: '30', price: '15' }).source.endsWith('- "12.38"\n      - "15"'));
  });

  it('tells which row a line of the new file came from', () => {
    const edited = insert(PUBLIC, ['RESIDENTIAL_SINGLE', 'commodity_charge', 'Tier 1'], { from: '15', price: 'x+' });
    const line = edited.source.split('\n').findIndex((each) => each.includes('x+')) + 1;
    assert.equal(edited.rowAt(line, 9), 'A1-NEW');
    const bill = rateRows(PUBLIC, FILE).find(({ item, className }) => item === 'Formula' && className === 'EXEMPT');
    const last = edited.source.trimEnd().split('\n').length;
    assert.equal(edited.rowAt(last, 3), bill?.key);
    assert.equal(edited.rowAt(1, 1), null);
  });

  const tier2 = ['RESIDENTIAL', 'commodity_charge', 'Tier 2'] as const;
  const tier2Key = (): string => find(rateRows(water, FILE), ...tier2).key;

  it('refuses what cannot be in a rate file, at its cell', () => {
    assert.deepEqual(refusal(set(water, tier2, { className: 'BUSINESS' })), [`fixed-cell class ${tier2Key()}`]);
    assert.deepEqual(refusal(set(water, tier2, { component: null })), [`fixed-cell component ${tier2Key()}`]);
    assert.deepEqual(refusal(set(water, tier2, { price: null })), [`empty-rate price ${tier2Key()}`]);
    assert.deepEqual(refusal(set(water, tier2, { price: '5.670000000000001' })), [
      `too-many-decimals price ${tier2Key()}`,
    ]);
    assert.deepEqual(refusal(set(water, tier2, { price: 'a\nb' })), [`not-one-line price ${tier2Key()}`]);
    const [formula] = refusal(set(water, ['RESIDENTIAL', 'bill', 'Formula'], { from: '3' }));
    assert.match(formula ?? '', /^no-cell-here from L/);
    const [date] = refusal(set(water, ['All classes', 'effective_date', 'Effective date'], { price: 'soon' }));
    assert.match(date ?? '', /^not-date price L/);
  });

  it('refuses tiers that do not rise, and a first tier that does not begin at 0', () => {
    assert.deepEqual(refusal(set(water, tier2, { from: '11' })).length, 1);
    assert.deepEqual(refusal(set(water, tier2, { from: '12' })).length, 1);
    assert.deepEqual(refusal(insert(water, tier2, { from: '11', price: '1' })), ['same-start from A1-NEW']);
    assert.match(refusal(remove(water, ['RESIDENTIAL', 'commodity_charge', 'Tier 1']))[0] ?? '', /^first-tier-start/);
  });

  it('refuses a new row that is no whole tier or stands among none', () => {
    assert.deepEqual(refusal(insert(water, tier2, { price: '1' })), ['incomplete-tier from A1-NEW']);
    const away = insert(water, ['RESIDENTIAL', 'minimum_charge', 'Base, meter 1"'], { from: '1', price: '1' });
    assert.deepEqual(refusal(away), ['no-tiers-here class A1-NEW']);
    const other = insert(water, tier2, { className: 'NOBODY', from: '1', price: '1' });
    assert.deepEqual(refusal(other), ['other-tiers class A1-NEW']);
  });

  it('refuses to lose a row that is no tier, or every tier', () => {
    assert.deepEqual(refusal(remove(water, ['RESIDENTIAL', 'bill', 'Formula'])), ['removed-row']);
    const all = [1, 2, 3].map((tier) => ['BUSINESS', 'commodity_charge', `Tier ${tier}`] as const);
    assert.deepEqual(refusal(remove(water, ...all)), ['no-tier-left']);
  });
});
