import { calendarDate } from '../contract/calendar-date.js';
import { TariffBook, type TariffVersion } from '../domain/billing/tariff-book.js';
import { compileTariff, type CompiledTariff } from '../domain/tariff/index.js';
import { readTariffText } from '../files/owrs/read-tariff.js';
import type { Database } from '../store/database.js';

interface VersionRow {
  readonly tariff_version_id: string;
  readonly tariff_id: string;
  readonly effective_from: string;
  readonly source: string;
  readonly source_hash: string;
}

/** Versions never change, so each is compiled once in the life of the program. */
const compiledByHash = new Map<string, CompiledTariff>();

/** Every tariff version in the database, ready to price. */
export async function tariffBook(database: Database): Promise<TariffBook> {
  return new TariffBook(await compiledVersions(database));
}

/** Every tariff version in the database, the newest of each tariff first. */
export async function compiledVersions(database: Database): Promise<TariffVersion[]> {
  const rows = await database<VersionRow>('tariff_version')
    .select('tariff_version_id', 'tariff_id', 'effective_from', 'source', 'source_hash')
    .orderBy([{ column: 'tariff_id' }, { column: 'effective_from', order: 'desc' }]);
  return rows.map((row) => ({
    tariffVersionId: row.tariff_version_id,
    tariffId: row.tariff_id,
    effectiveFrom: calendarDate(row.effective_from),
    compiled: compiled(row),
  }));
}

function compiled(row: VersionRow): CompiledTariff {
  const known = compiledByHash.get(row.source_hash);
  if (known) return known;
  const tariff = compileTariff(readTariffText(row.source, row.tariff_version_id));
  compiledByHash.set(row.source_hash, tariff);
  return tariff;
}
