import type { UsageUnit } from '../contract/comparison.js';
import type { Database } from './database.js';

/** The file of the system in use now that an open run is compared with. */
export interface KeptComparisonFile {
  readonly fileName: string;
  readonly content: Buffer;
  readonly usageUnit: UsageUnit | null;
}

export interface ChosenComparisonFile extends KeptComparisonFile {
  readonly billRunId: string;
  readonly personId: string;
  readonly chosenAt: string;
}

interface FileRow {
  readonly bill_run_id: string;
  readonly file_name: string;
  readonly content: Buffer;
  readonly usage_unit: UsageUnit | null;
  readonly person_id: string;
  readonly chosen_at: string;
}

/** Keeps a file as the one that a run is compared with; the one before gives way, and those of runs that are posted go. */
export async function keepComparisonFile(trx: Database, file: ChosenComparisonFile): Promise<void> {
  await trx.raw(
    `DELETE FROM comparison_file WHERE bill_run_id IN (SELECT bill_run_id FROM bill_run WHERE status = 'posted')`,
  );
  await trx<FileRow>('comparison_file')
    .insert({
      bill_run_id: file.billRunId,
      file_name: file.fileName,
      content: file.content,
      usage_unit: file.usageUnit,
      person_id: file.personId,
      chosen_at: file.chosenAt,
    })
    .onConflict('bill_run_id')
    .merge();
}

/** The file that a run is compared with; null where none was chosen. */
export async function findComparisonFile(database: Database, billRunId: string): Promise<KeptComparisonFile | null> {
  const row = await database<FileRow>('comparison_file')
    .where('bill_run_id', billRunId)
    .first('file_name', 'content', 'usage_unit');
  return row ? { fileName: row.file_name, content: row.content, usageUnit: row.usage_unit } : null;
}
