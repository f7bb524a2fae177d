import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { calendarDate } from '../../contract/calendar-date.js';
import { services, type ServiceName } from '../../contract/services.js';
import { TariffBook, type TariffVersion } from '../../domain/billing/tariff-book.js';
import { compileTariff } from '../../domain/tariff/index.js';
import { loadShippedTariffs, shippedTariffsFolder } from '../../files/owrs/shipped-tariffs.js';
import { bulkInsert } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** The tariff that the town's accounts are on, per service. */
export const TARIFF_OF: Readonly<Record<ServiceName, string>> = {
  water: 'water-sample',
  sewer: 'sewer-alabaster',
  garbage: 'garbage-alabaster',
};

interface ShippedVersion extends TariffVersion {
  readonly source: string;
}

/** Writes the shipped rate files into the database and gives them ready to price. Throws TariffError. */
export async function loadTariffs(trx: Database): Promise<TariffBook> {
  const documents = await loadShippedTariffs();
  const versions = await Promise.all(
    documents.map(async (document): Promise<ShippedVersion> => {
      const compiled = compileTariff(document);
      const tariffId = TARIFF_OF[serviceOf(compiled.settings.service, document.name)];
      const effectiveFrom = calendarDate(compiled.metadata.effectiveDate ?? '');
      const source = await readFile(path.join(shippedTariffsFolder(), document.name), 'utf8');
      return { tariffVersionId: `${tariffId}@${effectiveFrom}`, tariffId, effectiveFrom, compiled, source };
    }),
  );
  await writeTariffs(trx, versions);
  return new TariffBook(versions);
}

function serviceOf(name: string | null, file: string): ServiceName {
  const service = services.find((known) => known === name);
  if (service === undefined) throw new Error(`The rate file ${file} is for the unknown service "${String(name)}".`);
  return service;
}

async function writeTariffs(trx: Database, versions: readonly ShippedVersion[]): Promise<void> {
  const newestFirst = versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
  const tariffs = services.map((service) => {
    const newest = newestFirst.find(({ tariffId }) => tariffId === TARIFF_OF[service]);
    return [TARIFF_OF[service], service, newest?.compiled.settings.title ?? service];
  });
  await bulkInsert(trx, 'tariff', ['tariff_id', 'service', 'title'], tariffs);
  await bulkInsert(
    trx,
    'tariff_version',
    ['tariff_version_id', 'tariff_id', 'effective_from', 'is_sample', 'source', 'source_hash'],
    versions.map(({ tariffVersionId, tariffId, effectiveFrom, compiled, source }) => [
      tariffVersionId,
      tariffId,
      effectiveFrom,
      compiled.settings.sample,
      source,
      compiled.sha256,
    ]),
  );
}
