import type { Issue } from '../../contract/problem.js';
import { meterIssue } from './meter-issue.js';
import type { Meter } from './meter.js';
import type { MeterWork } from './meter-work.js';

/** A meter that is in place with an endpoint. */
export interface EndpointHolder {
  readonly meterId: string;
  readonly premisesId: string;
}

/**
 * Why a meter can't be in place, or come to be, with its endpoint: another one is in place with it, so that a reading
 * could be of either. `column` is the cell that names the meter or its endpoint.
 */
export function takenEndpoint(
  work: MeterWork,
  { endpoint }: Meter,
  holder: EndpointHolder | null,
  column: 'endpoint' | 'meter' | 'newMeter' = 'endpoint',
): Issue[] {
  if (holder === null) return [];
  const { meterId, premisesId } = holder;
  const message = `Endpoint ${endpoint} is of meter ${meterId}, which is in place at premises ${premisesId}.`;
  const mover = column === 'newMeter' ? work.newMeterId : work.meterId;
  const fix = `Check the serial. If the radio was moved to meter ${mover}, first correct the endpoint of meter ${meterId}, or clear it.`;
  return [meterIssue(work, column, 'endpoint-taken', message, fix)];
}
