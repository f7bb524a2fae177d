import assert from 'node:assert/strict';
import type { BillInputs } from '../../../../bridge/domain/tariff/index.js';
import { givenClasses, priced, refused } from './given-tariff.js';

const CLASSES = { REDUCED: ['bill: 10'], HOME: ['bill: 22.92'] };
const tariff = givenClasses(CLASSES, ['classes: {REDUCED: {programme: {then: HOME}, rounding: {how: down}}}']);
const bill = (data: BillInputs) => priced(tariff, 'REDUCED', data);

describe('a reduced-rate programme', () => {
  it('lasts to its last day and is followed by the other class', () => {
    const on = (date: string) => bill({ programme_ends: '2027-01-31', read_date: date }).billCents;
    assert.deepEqual(['2027-01-30', '2027-01-31', '2027-02-01'].map(on), [1000, 1000, 2292]);
  });

  it('does not end where the data give no end', () => {
    assert.equal(bill({ read_date: '2099-01-01' }).billCents, 1000);
    assert.equal(bill({}).billCents, 1000);
  });

  it('names in the explanation the class that was priced, with its own settings', () => {
    const explained = bill({ programme_ends: '2027-01-31', read_date: '2027-02-01' }).explain();
    assert.equal(explained.className, 'HOME');
    assert.equal(explained.rounding.how, 'half_up');
    assert.equal(bill({}).explain().className, 'REDUCED');
  });

  it('needs the read date to end, and dates that are dates', () => {
    assert.match(
      refused('read-date-missing', () => bill({ programme_ends: '2027-01-31' })).message,
      /end of a programme/,
    );
    refused('wrong-date', () => bill({ programme_ends: 'January', read_date: '2027-02-01' }));
    refused('wrong-date', () => bill({ programme_ends: '2027-01-31', read_date: '2/1/2027' }));
  });

  it('is refused when what follows is not there, a programme itself, or not named', () => {
    const settings = (text: string) => () =>
      givenClasses(CLASSES, ['classes:', ...text.split(';').map((line) => `  ${line}`)]);
    const unknown = refused('unknown-class', settings('REDUCED: {programme: {then: FARM}}'));
    assert.match(unknown.message, /the file has REDUCED, HOME/);
    refused('programme-circle', settings('REDUCED: {programme: {then: REDUCED}}'));
    refused('programme-circle', settings('REDUCED: {programme: {then: HOME}};HOME: {programme: {then: REDUCED}}'));
    refused('wrong-shape', settings('REDUCED: {programme: {}}'));
    refused('unknown-setting', () => givenClasses(CLASSES, ['programme: {then: HOME}']));
  });
});
