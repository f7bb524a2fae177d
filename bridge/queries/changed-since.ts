import type { Database } from '../store/database.js';

/** A push that was reversed changed nothing in the end, together with its reversal. */
const UNDONE = `SELECT pushed_by FROM push_reversal UNION SELECT command_number FROM push_reversal`;

/** The first receipt after another that changed a setting, by its sheet or by a command; null for none. */
export async function changedSettingSince(
  database: Database,
  { setting, sheet, receiptNumber }: { setting: string; sheet: string; receiptNumber: number },
): Promise<number | null> {
  const [row] = await database.raw<{ first: number | null }[]>(
    `WITH pushes AS MATERIALIZED (
       SELECT command_number FROM command JOIN sheet_pull ON pull_id = payload ->> '$.pullId'
       WHERE command.kind = 'push-sheet' AND sheet_pull.kind = ?)
     SELECT min(command_number) AS first FROM command
     WHERE command_number > ? AND command_number NOT IN (${UNDONE}) AND (
       (kind = 'set-setting' AND payload ->> '$.name' = ?) OR command_number IN (SELECT command_number FROM pushes))`,
    [sheet, receiptNumber, setting],
  );
  return row?.first ?? null;
}

/** The first receipt after another that moved stops of the same routes; null for none. */
export async function movedSince(database: Database, receiptNumber: number): Promise<number | null> {
  const [row] = await database.raw<{ first: number | null }[]>(
    `WITH touched AS MATERIALIZED (
       SELECT from_route AS route FROM route_change WHERE command_number = ?
       UNION SELECT to_route FROM route_change WHERE command_number = ?)
     SELECT min(command_number) AS first FROM route_change
     WHERE command_number > ? AND command_number NOT IN (${UNDONE})
       AND (from_route IN (SELECT route FROM touched) OR to_route IN (SELECT route FROM touched))`,
    [receiptNumber, receiptNumber, receiptNumber],
  );
  return row?.first ?? null;
}
