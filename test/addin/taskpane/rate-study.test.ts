import assert from 'node:assert/strict';
import {
  chartMonths,
  levelRows,
  monthRows,
  partOf,
  scaleText,
  studyClassRows,
  totalRow,
} from '../../../addin/taskpane/rates/study-rows.js';
import { cents } from '../../../bridge/contract/money.js';
import type { RateStudyReply } from '../../../bridge/contract/rate-study.js';

const comparison = (before: number, after: number, bills = 4) => ({
  bills,
  changed: 2,
  beforeCents: cents(before),
  afterCents: cents(after),
  differenceCents: cents(after - before),
});

const level = (fromKgal: number, belowKgal: number | null, meanBefore: number, meanAfter: number, bills = 4) => ({
  ...comparison(meanBefore * bills, meanAfter * bills, bills),
  fromKgal,
  belowKgal,
  meanBeforeCents: cents(meanBefore),
  meanAfterCents: cents(meanAfter),
});

const part = (before: number, after: number) => ({ total: comparison(before, after), months: [], levels: [] });

describe('a rate study in the pane', () => {
  it('lists the class that brings in most first, with the total of all below', () => {
    const classes = [
      { rateClass: 'A', ...part(100_00, 90_00) },
      { rateClass: 'MULTI_FAMILY', ...part(200_00, 250_00) },
    ];
    assert.deepEqual(studyClassRows(classes), [
      ['Multi family', '$200.00', '$250.00', '+$50.00'],
      ['A', '$100.00', '$90.00', '-$10.00'],
    ]);
    assert.deepEqual(totalRow('All', comparison(300_00, 340_00)), ['All', '$300.00', '$340.00', '+$40.00']);
  });

  it('lists revenue by month, in the order given', () => {
    const months = [
      { month: '2025-12', ...comparison(10_00, 10_00) },
      { month: '2026-01', ...comparison(10_00, 9_99) },
    ];
    assert.deepEqual(monthRows(months), [
      ['Dec 2025', '$10.00', '$10.00', '$0.00'],
      ['Jan 2026', '$10.00', '$9.99', '-$0.01'],
    ]);
  });

  it('lists the mean bill by use, with the bills that it is the mean of', () => {
    const levels = [level(0, 2, 20_00, 21_00, 1), level(2, 5, 0, 1_00), level(1_000, null, 100_00, 95_00)];
    assert.deepEqual(levelRows(levels), [
      ['Under 2\u00a0kgal, 1 bill', '$20.00', '$21.00', '+$1.00', '+5.0%'],
      ['2–5\u00a0kgal, 4 bills', '$0.00', '$1.00', '+$1.00', ''],
      ['1,000\u00a0kgal and over, 4 bills', '$100.00', '$95.00', '-$5.00', '-5.0%'],
    ]);
  });

  it('draws each month as two bars with their exact amounts in words', () => {
    assert.deepEqual(chartMonths([{ month: '2026-11', ...comparison(1_234_56, 0) }]), [
      {
        name: 'Nov',
        fullName: 'Nov 2026',
        before: { dollars: 1234.56, text: '$1,234.56' },
        after: { dollars: 0, text: '$0.00' },
      },
    ]);
  });

  it('marks the scale of the chart in dollars, from a thousand on in thousands', () => {
    assert.deepEqual([0, 850, 1_000, 12_500, 2_000_000].map(scaleText), ['$0', '$850', '$1k', '$12.5k', '$2,000k']);
  });

  it('shows the part of a class, and of all where the class is not in the study', () => {
    const study = { all: part(3, 3), classes: [{ rateClass: 'A', ...part(1, 1) }] } as unknown as RateStudyReply;
    assert.equal(partOf(study, 'A').total.beforeCents, 1);
    assert.equal(partOf(study, 'B').total.beforeCents, 3);
  });
});
