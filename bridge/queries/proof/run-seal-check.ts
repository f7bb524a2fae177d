import { z } from 'zod';
import type { Database } from '../../store/database.js';
import { columnsOf } from '../../store/digest.js';
import { runDigest, type RunColumns } from '../../store/run-seals.js';
import { FINDINGS_PER_CHECK_MAX, queryCheck, type Check, type Finding } from './finding.js';

interface SealRow {
  readonly bill_run_id: string;
  readonly read_count: number;
  readonly columns: string;
  readonly digest: string;
}

const columnsSchema = z.object({ run: z.array(z.string()).min(1), reads: z.array(z.string()).min(1) });

/** Every posted run and the reads that it billed are as they were when it was posted. */
export const runsAsSealed: Check = async (database) => {
  const seals = await database.raw<SealRow[]>('SELECT * FROM bill_run_seal ORDER BY seal_number');
  const there = {
    run: new Set(await columnsOf(database, 'bill_run')),
    reads: new Set(await columnsOf(database, 'period_read')),
  };
  const findings: Finding[] = [];
  for (const seal of seals) {
    if (findings.length >= FINDINGS_PER_CHECK_MAX) break;
    if (await isAsSealed(database, seal, there)) continue;
    const message = `The run ${seal.bill_run_id}, in bill_run, or a read that it billed, in period_read, is not as it was posted.`;
    findings.push({ code: 'run-changed', message });
  }
  return findings;
};

async function isAsSealed(
  database: Database,
  seal: SealRow,
  there: { readonly run: ReadonlySet<string>; readonly reads: ReadonlySet<string> },
): Promise<boolean> {
  const columns = columnsIn(seal.columns);
  if (!columns) return false;
  const areThere =
    columns.run.every((name) => there.run.has(name)) && columns.reads.every((name) => there.reads.has(name));
  if (!areThere) return false;
  try {
    const { digest, readCount } = await runDigest(database, seal.bill_run_id, columns);
    return digest === seal.digest && readCount === seal.read_count;
  } catch {
    // What can't be read is not as it was.
    return false;
  }
}

function columnsIn(text: string): RunColumns | null {
  try {
    return columnsSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Once runs are sealed, each that is posted is; books that have come to this shape are sealed by the next command. */
const postedRunsAreSealed = queryCheck(
  'run-not-sealed',
  `SELECT 'The run ' || bill_run_id || ' is posted, and was not sealed when it was.' AS message FROM bill_run
   WHERE status = 'posted' AND bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_seal)
     AND EXISTS (SELECT 1 FROM bill_run_seal)`,
);

export const runSealChecks: readonly Check[] = [runsAsSealed, postedRunsAreSealed];
