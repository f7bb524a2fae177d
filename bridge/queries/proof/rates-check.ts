import { sha256Hex } from '../../bytes/sha256.js';
import type { Database } from '../../store/database.js';
import type { Check } from './finding.js';

interface VersionRow {
  readonly tariff_version_id: string;
  readonly tariff_id: string;
  readonly effective_from: string;
  readonly source: string;
  readonly source_hash: string;
}

/** A version of a tariff is the text that was loaded, to the byte, from the day on that its name has: bills are repeated by it. */
export const ratesUnchanged: Check = async (database: Database) => {
  const versions = await database('tariff_version').select<VersionRow[]>(
    ...['tariff_version_id', 'tariff_id', 'effective_from', 'source', 'source_hash'],
  );
  return versions
    .filter((version) => !isAsLoaded(version))
    .map(({ tariff_version_id: id }) => ({
      code: 'rates-changed',
      message: `The rates ${id} are not as they were loaded.`,
    }));
};

function isAsLoaded(version: VersionRow): boolean {
  const named = `${version.tariff_id}@${version.effective_from}` === version.tariff_version_id;
  return named && sha256Hex(version.source) === version.source_hash;
}
