import type { Issue } from '../../contract/problem.js';
import { meterIssue } from './meter-issue.js';
import type { Meter } from './meter.js';
import type { MeterWork } from './meter-work.js';

/** A meter that is in place with an endpoint. */
export interface EndpointHolder {
  readonly meterId: string;
  readonly premisesId: string;
}

/** Why a meter can't have its endpoint: another one is in place with it, so that a reading could be of either. */
export function takenEndpoint(work: MeterWork, { endpoint }: Meter, holder: EndpointHolder | null): Issue[] {
  if (holder === null) return [];
  const { meterId, premisesId } = holder;
  const message = `Endpoint ${endpoint} is of meter ${meterId}, which is in place at premises ${premisesId}.`;
  const fix = `Check the serial. If the radio was moved to meter ${work.meterId}, first correct the endpoint of meter ${meterId}, or clear it.`;
  return [meterIssue(work, 'endpoint', 'endpoint-taken', message, fix)];
}
