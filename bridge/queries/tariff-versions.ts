import type { TariffRow, TariffSourceReply, TariffVersionRow } from '../contract/api.js';
import { calendarDate } from '../contract/calendar-date.js';
import { groupBy } from '../contract/group-by.js';
import { CurbstopError } from '../contract/problem.js';
import type { TariffVersion } from '../domain/billing/tariff-book.js';
import type { Database } from '../store/database.js';
import { compiledVersions } from './tariff-book.js';

interface UseRow {
  readonly tariff_version_id: string;
  readonly is_sample: number;
  readonly command_number: number | null;
  readonly bills: number;
}

/** Every tariff with its versions, the newest first, and how many posted bills each priced. */
export async function tariffList(database: Database): Promise<TariffRow[]> {
  const tariffs = await database<{ tariff_id: string; service: string; title: string }>('tariff').orderBy('tariff_id');
  const versions = groupBy(await compiledVersions(database), ({ tariffId }) => tariffId);
  const uses = new Map((await useRows(database)).map((row) => [row.tariff_version_id, row]));
  return tariffs.map(({ tariff_id: tariffId, service, title }) => ({
    tariffId,
    service,
    title,
    versions: (versions.get(tariffId) ?? []).map((version) => versionRow(version, uses.get(version.tariffVersionId))),
  }));
}

async function useRows(database: Database): Promise<UseRow[]> {
  return database.raw<UseRow[]>(
    `SELECT tariff_version_id, is_sample, command_number,
            (SELECT count(*) FROM bill_charge JOIN standing_bill USING (bill_number)
             WHERE bill_charge.tariff_version_id = tariff_version.tariff_version_id)
            + (SELECT count(*) FROM bill_charge_segment AS segment JOIN bill_charge USING (bill_number, service)
               JOIN standing_bill USING (bill_number)
               WHERE segment.tariff_version_id = tariff_version.tariff_version_id
                 AND bill_charge.tariff_version_id <> segment.tariff_version_id) AS bills
     FROM tariff_version`,
  );
}

function versionRow(version: TariffVersion, use: UseRow | undefined): TariffVersionRow {
  const { tariffVersionId, effectiveFrom, compiled } = version;
  return {
    tariffVersionId,
    effectiveFrom,
    title: compiled.settings.title,
    source: compiled.settings.source,
    isSample: use?.is_sample === 1,
    sha256: compiled.sha256,
    bills: use?.bills ?? 0,
    receiptNumber: use?.command_number ?? null,
  };
}

interface SourceRow {
  readonly tariff_id: string;
  readonly service: string;
  readonly effective_from: string;
  readonly is_sample: number;
  readonly source: string;
  readonly source_hash: string;
}

/** One version with its rate file's text. Throws `unknown-tariff-version`. */
export async function tariffSource(database: Database, tariffVersionId: string): Promise<TariffSourceReply> {
  const [row] = await database.raw<SourceRow[]>(
    `SELECT tariff_id, service, effective_from, is_sample, source, source_hash
     FROM tariff_version JOIN tariff USING (tariff_id) WHERE tariff_version_id = ?`,
    [tariffVersionId],
  );
  if (!row) {
    throw new CurbstopError({
      code: 'unknown-tariff-version',
      status: 404,
      message: `There is no tariff version "${tariffVersionId}".`,
      fix: 'Look at the list of tariffs and their versions.',
    });
  }
  return {
    tariffId: row.tariff_id,
    tariffVersionId,
    service: row.service,
    effectiveFrom: calendarDate(row.effective_from),
    isSample: row.is_sample === 1,
    sha256: row.source_hash,
    text: row.source,
  };
}
