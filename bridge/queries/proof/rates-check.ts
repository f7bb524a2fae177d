import { createHash } from 'node:crypto';
import type { Database } from '../../store/database.js';
import type { Check } from './finding.js';

interface VersionRow {
  readonly tariff_version_id: string;
  readonly source: string;
  readonly source_hash: string;
}

/** A version of a tariff is the text that was loaded, to the byte: bills are repeated by it. */
export const ratesUnchanged: Check = async (database: Database) => {
  const versions = await database<VersionRow>('tariff_version').select('tariff_version_id', 'source', 'source_hash');
  return versions
    .filter(({ source, source_hash: hash }) => createHash('sha256').update(source).digest('hex') !== hash)
    .map(({ tariff_version_id: id }) => ({
      code: 'rates-changed',
      message: `The rates ${id} are not as they were loaded.`,
    }));
};
