import type { TariffVersionRow } from '../contract/api.js';
import { counted } from '../contract/counted.js';
import { tariffList as listTariffs } from '../queries/tariff-versions.js';
import { say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { withUtility } from './with-utility.js';

/** Lists the tariffs with their versions, the newest first. */
export async function tariffList(folder: DataFolder): Promise<number> {
  return withUtility(folder, async (database) => {
    for (const { tariffId, service, title, versions } of await listTariffs(database)) {
      say(`${tariffId}: ${title}, for ${service}`);
      versions.forEach((version) => say(versionLine(version)));
    }
  });
}

function versionLine({ effectiveFrom, title, source, isSample, bills, sha256 }: TariffVersionRow): string {
  const sample = isSample ? ', SAMPLE rates' : '';
  return `  from ${effectiveFrom}  ${title}${sample}; ${source}; ${counted(bills, 'posted bill')}; sha256 ${sha256}`;
}
