import assert from 'node:assert/strict';
import { billOf, givenHome, refused } from './given-tariff.js';

const RATES = ['bill: {depends_on: season, values: {summer: 3, winter: 1}}'];
const HALVES = ['seasons: {summer: {from: 05-01, to: 10-31}, winter: {from: 11-01, to: 04-30}}'];
const on = (date: string, settings = HALVES) => billOf(RATES, { read_date: date }, settings);

describe('seasons', () => {
  it('begin and end on their days, one of them over the end of the year', () => {
    const days = ['2026-04-30', '2026-05-01', '2026-10-31', '2026-11-01', '2026-12-31', '2027-01-01'];
    assert.deepEqual(
      days.map((day) => on(day)),
      ['1', '3', '3', '1', '1', '1'],
    );
  });

  it('hold the leap day', () => {
    const leap = ['seasons: {winter: {from: 09-01, to: 02-29}, summer: {from: 03-01, to: 08-31}}'];
    assert.equal(on('2028-02-29', leap), '1');
    assert.equal(on('2028-03-01', leap), '3');
    assert.equal(on('2027-02-28', leap), '1');
  });

  it('give way to a season that the data give', () => {
    assert.equal(billOf(RATES, { season: 'summer', read_date: '2026-01-01' }, HALVES), '3');
    assert.equal(billOf(RATES, { season: 'winter' }, HALVES), '1');
  });

  it('give way to a field of the class of that name', () => {
    assert.equal(billOf(['season: 5', 'bill: season'], { read_date: '2026-01-01' }, HALVES), '5');
  });

  it('need a read date that is a date, where a rate depends on the season', () => {
    assert.match(
      refused('read-date-missing', () => billOf(RATES, {}, HALVES)).message,
      /the season needs the read date/,
    );
    refused('read-date-missing', () => on(''));
    refused('wrong-date', () => on('2026-02-30'));
    refused('wrong-date', () => on('5/1/2026'));
    assert.equal(billOf(['bill: 4'], {}, HALVES), '4');
  });

  it('are refused with gaps, overlaps, and days that are none', () => {
    const seasons = (text: string) => () => givenHome(RATES, [`seasons: ${text}`]);
    const gap = refused('wrong-shape', seasons('{summer: {from: 05-01, to: 09-30}, winter: {from: 11-01, to: 04-30}}'));
    assert.match(gap.message, /31 days of the year are in no season/);
    refused('wrong-shape', seasons('{summer: {from: 03-01, to: 10-31}, winter: {from: 11-01, to: 02-28}}'));
    refused('wrong-shape', seasons('{summer: {from: 05-01, to: 11-01}, winter: {from: 11-01, to: 04-30}}'));
    refused('wrong-shape', seasons('{}'));
    for (const day of ['02-30', '13-01', '00-10', '5-1', '2026-05-01', 'May 1']) {
      const error = refused('wrong-shape', seasons(`{summer: {from: ${day}, to: 04-30}}`));
      assert.match(error.message, /from of the season summer is .* as MM-DD/);
    }
    refused('wrong-shape', seasons('{summer: {from: 05-01}}'));
  });
});
