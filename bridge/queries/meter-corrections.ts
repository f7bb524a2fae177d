import type { ReadEvent } from '../contract/api.js';
import { correctedFacts, correctionWords } from '../domain/meters/correct-meter.js';
import type { Meter } from '../domain/meters/meter.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { toRegister, type RegisterRow } from './meters.js';
import type { PeriodRead } from './period-reads.js';

/** The facts of a correction as one text: what the meter was taken for, and what it is. */
export const KEPT_CORRECTION = 'json_array(json(facts_before), json(facts_after))';

type Facts = Omit<Meter, 'meterId'>;
type KeptFacts = Omit<Facts, 'registers'> & { readonly registers: readonly RegisterRow[] };

/** What was corrected, as a sentence; `kept` is a {@link KEPT_CORRECTION}. */
export function keptCorrectionWords(kept: string): string {
  const [before, after] = (JSON.parse(kept) as [KeptFacts, KeptFacts]).map(factsOf) as [Facts, Facts];
  return correctionWords(correctedFacts(before, after));
}

function factsOf({ registers, ...facts }: KeptFacts): Facts {
  return { ...facts, registers: registers.map(toRegister) };
}

/** The receipt by which the unit of each meter was corrected last; meters whose unit never was are left out. */
export async function unitCorrections(database: Database): Promise<ReadonlyMap<string, number>> {
  const unitIn = (facts: string) => `${facts} ->> '$.registers[0][4]'`;
  const rows = await bulkRead<[string, number]>(
    database,
    ['meter_id', 'receipt_number'],
    `SELECT meter_id, max(command_number) AS receipt_number FROM meter_correction
     WHERE ${unitIn('facts_before')} <> ${unitIn('facts_after')} GROUP BY meter_id`,
  );
  return new Map(rows);
}

type EventRow = [commandNumber: number, at: string, person: string, kept: string, reason: string];

/** How the meter of a read was corrected from its previous read on until the run was posted, in order. */
export async function correctionEvents(
  database: Database,
  billRunId: string,
  { meterId, previousOn }: Pick<PeriodRead, 'meterId' | 'previousOn'>,
): Promise<ReadEvent[]> {
  const rows = await bulkRead<EventRow>(
    database,
    ['command_number', 'applied_at', 'name', 'kept', 'reason'],
    `SELECT command_number, applied_at, person.name, ${KEPT_CORRECTION} AS kept, meter_correction.reason
     FROM meter_correction JOIN command USING (command_number) JOIN person USING (person_id)
     JOIN bill_run ON bill_run_id = ?
     WHERE meter_id = ? AND applied_at >= ? AND (posted_by_command IS NULL OR command_number < posted_by_command)
     ORDER BY correction_number`,
    [billRunId, meterId, previousOn],
  );
  return rows.map(([receiptNumber, at, personName, kept, reason]) => {
    return { receiptNumber, at, personName, what: `The meter was corrected: ${keptCorrectionWords(kept)}`, reason };
  });
}
