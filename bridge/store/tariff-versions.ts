import type { Database } from './database.js';

/** A version to write down; the database refuses one that would change what posted bills were priced by. */
export interface NewTariffVersion {
  readonly tariffVersionId: string;
  readonly tariffId: string;
  readonly effectiveFrom: string;
  readonly isSample: boolean;
  readonly source: string;
  readonly sourceHash: string;
  readonly commandNumber: number;
}

/** Writes a version of a tariff. */
export async function writeTariffVersion(trx: Database, version: NewTariffVersion): Promise<void> {
  await trx('tariff_version').insert({
    tariff_version_id: version.tariffVersionId,
    tariff_id: version.tariffId,
    effective_from: version.effectiveFrom,
    is_sample: version.isSample ? 1 : 0,
    source: version.source,
    source_hash: version.sourceHash,
    command_number: version.commandNumber,
  });
}
