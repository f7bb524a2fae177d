import { TODAY } from './sample-town-file.js';
import type { TestTown } from './town.js';

/** From today on sewer is the utility's own, and so are its late charges. */
export async function sewerBecomesTheUtilitys(town: TestTown): Promise<void> {
  const accounting = JSON.parse(
    await town.value<string>(`SELECT value FROM setting WHERE name = 'accounting' ORDER BY effective_from DESC`),
  ) as { services: Record<string, unknown>; lateCharges: object };
  accounting.services = { ...accounting.services, sewer: accounting.services['water'] };
  accounting.lateCharges = { ...accounting.lateCharges, sewer: 'utility' };
  await town.writeSetting('accounting', TODAY, accounting);
}
