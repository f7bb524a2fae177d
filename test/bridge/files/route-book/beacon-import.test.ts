import assert from 'node:assert/strict';
import { writeRouteBook } from '../../../../bridge/files/route-book/write-route-book.js';
import { aBook, aStop, compoundStops, linesOf, misfits } from './book-samples.js';

function rowsOf(stops = [aStop()]): Record<string, string>[] {
  const [header = '', ...rows] = linesOf(writeRouteBook('beacon-csv', aBook(stops))[0]);
  const names = header.split('\t');
  return rows.map((row) => Object.fromEntries(row.split('\t').map((cell, index) => [names[index] ?? '', cell])));
}

describe('an import for BEACON', () => {
  it('has the columns of accounts and assets, tab separated, a line per register', () => {
    assert.deepEqual(rowsOf()[0], {
      Account_ID: '10-0042-01',
      Account_Full_Name: 'DOE JANE',
      Service_Point_ID: '10-0042',
      Location_ID: '10-0042',
      Location_Address_Line1: '12 ELM ST',
      Location_City: 'ALABASTER',
      Location_State: 'AL',
      Location_Zip: '35007',
      Service_Point_Route: '101',
      Meter_ID: '70012345',
      Meter_SN: '70012345',
      Register_Number: '',
      Register_Unit_Of_Measure: 'GAL',
      Register_Resolution: '10',
      Endpoint_SN: '12345678',
      Read_Sequence: '10',
      High_Read_Limit: '001180',
      Low_Read_Limit: '001040',
    });
  });

  it('tells the two registers of a compound meter apart by a letter', () => {
    assert.deepEqual(
      rowsOf(compoundStops()).map((row) => row['Register_Number']),
      ['L', 'H'],
    );
  });

  it('gives the size of one count by multiplier, fixed zeros, decimals and hundreds of cubic feet', () => {
    const sizeOf = (changes: Parameters<typeof aStop>[0]) => rowsOf([aStop(changes)])[0]?.['Register_Resolution'];
    assert.equal(sizeOf({ multiplier: '1', fixedZeros: 2 }), '100');
    assert.equal(sizeOf({ multiplier: '10', decimals: 3 }), '0.01');
    assert.equal(sizeOf({ multiplier: '1', unit: 'CCF' }), '100');
    assert.equal(rowsOf([aStop({ unit: 'CCF' })])[0]?.['Register_Unit_Of_Measure'], 'CUBIC_FEET');
  });

  it('keeps a name on one line, and sets apart what a spreadsheet would take for a formula', () => {
    assert.equal(rowsOf([aStop({ customerName: '=1+1\tDOE\r\nJANE' })])[0]?.['Account_Full_Name'], "'=1+1 DOE JANE");
  });

  it('is refused whole when an id does not fit, and says whose', () => {
    const error = misfits(() => rowsOf([aStop({ endpointSerial: '1'.repeat(21) })]));
    assert.match(
      error.issues[0]?.message ?? '',
      /^Account 10-0042-01, meter 70012345: the BEACON column Endpoint_SN holds 20/,
    );
  });
});
