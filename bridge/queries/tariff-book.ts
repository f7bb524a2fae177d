import { calendarDate } from '../contract/calendar-date.js';
import { TariffBook, type TariffVersion } from '../domain/billing/tariff-book.js';
import { compileTariff, type CompiledTariff } from '../domain/tariff/index.js';
import { readTariffText } from '../files/owrs/read-tariff.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

type VersionRow = [
  ...[tariffVersionId: string, tariffId: string, effectiveFrom: string],
  ...[source: string, sourceHash: string],
];

/** Versions never change, so each is compiled once in the life of the program. */
const compiledByHash = new Map<string, CompiledTariff>();

/** Every tariff version in the database, ready to price. */
export async function tariffBook(database: Database): Promise<TariffBook> {
  return new TariffBook(await compiledVersions(database));
}

/** Every tariff version in the database, the newest of each tariff first. */
export async function compiledVersions(database: Database): Promise<TariffVersion[]> {
  const rows = await bulkRead<VersionRow>(
    database,
    ['tariff_version_id', 'tariff_id', 'effective_from', 'source', 'source_hash'],
    'SELECT * FROM tariff_version ORDER BY tariff_id, effective_from DESC',
  );
  return rows.map((row) => ({
    tariffVersionId: row[0],
    tariffId: row[1],
    effectiveFrom: calendarDate(row[2]),
    compiled: compiled(row),
  }));
}

function compiled([tariffVersionId, , , source, sourceHash]: VersionRow): CompiledTariff {
  const known = compiledByHash.get(sourceHash);
  if (known) return known;
  const tariff = compileTariff(readTariffText(source, tariffVersionId));
  compiledByHash.set(sourceHash, tariff);
  return tariff;
}
