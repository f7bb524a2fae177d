import { calendarDate } from '../contract/calendar-date.js';
import { TariffBook } from '../domain/billing/tariff-book.js';
import { compileTariff, type CompiledTariff } from '../domain/tariff/index.js';
import { readTariffText } from '../files/owrs/read-tariff.js';
import type { Database } from '../store/database.js';

interface VersionRow {
  readonly tariff_version_id: string;
  readonly tariff_id: string;
  readonly effective_from: string;
  readonly source: string;
}

/** Versions never change, so each is compiled once in the life of the program. */
const compiledVersions = new Map<string, CompiledTariff>();

/** Every tariff version in the database, ready to price. */
export async function tariffBook(database: Database): Promise<TariffBook> {
  const rows = await database<VersionRow & { source_hash: string }>('tariff_version').select(
    'tariff_version_id',
    'tariff_id',
    'effective_from',
    'source',
    'source_hash',
  );
  return new TariffBook(
    rows.map((row) => ({
      tariffVersionId: row.tariff_version_id,
      tariffId: row.tariff_id,
      effectiveFrom: calendarDate(row.effective_from),
      compiled: compiled(row.source_hash, row),
    })),
  );
}

function compiled(sourceHash: string, row: VersionRow): CompiledTariff {
  const known = compiledVersions.get(sourceHash);
  if (known) return known;
  const tariff = compileTariff(readTariffText(row.source, row.tariff_version_id));
  compiledVersions.set(sourceHash, tariff);
  return tariff;
}
