import { CurbstopError } from '../contract/problem.js';
import { tariffList, tariffSource } from '../queries/tariff-versions.js';
import { tariffById } from '../queries/tariffs.js';
import type { DataFolder } from './data-folder.js';
import { withUtility } from './with-utility.js';

export interface TariffExportOptions {
  readonly tariffId: string;
  /** The version's effective date; the newest version unless told. */
  readonly effectiveFrom: string | undefined;
}

/** Prints a version's rate file to the byte, so that it can be saved and changed. */
export async function tariffExport(
  folder: DataFolder,
  { tariffId, effectiveFrom }: TariffExportOptions,
): Promise<number> {
  return withUtility(folder, async (database) => {
    const { title } = await tariffById(database, tariffId);
    const versions = (await tariffList(database)).find((tariff) => tariff.tariffId === tariffId)?.versions ?? [];
    const version = versions.find((each) => effectiveFrom === undefined || each.effectiveFrom === effectiveFrom);
    if (!version) throw noSuchVersion(title, effectiveFrom, versions.map((each) => each.effectiveFrom).join(', '));
    process.stdout.write((await tariffSource(database, version.tariffVersionId)).text);
  });
}

function noSuchVersion(title: string, effectiveFrom: string | undefined, known: string): CurbstopError {
  return new CurbstopError({
    code: 'unknown-tariff-version',
    status: 404,
    message: `The tariff "${title}" has no version of ${effectiveFrom ?? 'any date'}.`,
    fix: known === '' ? 'Add one with curbstop tariff set.' : `Name one of ${known}.`,
  });
}
