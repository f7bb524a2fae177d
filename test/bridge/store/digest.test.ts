import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { columnsOf, digestOfRange } from '../../../bridge/store/digest.js';
import type { SealedTable } from '../../../bridge/store/sealed-tables.js';
import { useTown } from '../../support/town/town.js';

describe('the digest of sealed rows', () => {
  const town = useTown();
  const charges: SealedTable = { table: 'bill_charge', key: 'bill_number', within: 'service' };

  it('is of the JSON of the rows in the order of their keys, whether they are read one by one or at once', async () => {
    const columns = await columnsOf(town().database, 'bill_charge');
    const rows = await town().database.raw<{ text: string }[]>(
      `SELECT json_array(${columns.join(', ')}) AS text FROM bill_charge
       WHERE bill_number BETWEEN 2 AND 40 ORDER BY bill_number, service`,
    );
    const text = `[${rows.map((row) => row.text).join(',')}]`;
    const told = { digest: createHash('sha256').update(text).digest('hex'), rowCount: rows.length };
    assert.ok(rows.length > 39);
    assert.deepEqual(await digestOfRange(town().database, charges, columns, [2, 40]), told);
    assert.deepEqual(await digestOfRange(town().database, { ...charges, isShort: true }, columns, [2, 40]), told);
  });

  it('of no rows is that of an empty array, either way', async () => {
    const told = { digest: createHash('sha256').update('[]').digest('hex'), rowCount: 0 };
    const beyond: [number, number] = [900_000_000, 900_000_001];
    for (const table of [charges, { ...charges, isShort: true } as const])
      assert.deepEqual(await digestOfRange(town().database, table, ['bill_number'], beyond), told);
  });
});
