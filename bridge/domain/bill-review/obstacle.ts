import type { BillException } from '../../contract/bill-review.js';
import { readyStatuses, type ReadStatus } from '../../contract/metering.js';
import type { CurbstopError } from '../../contract/problem.js';
import type { ServiceName } from '../../contract/services.js';
import type { BillableService } from '../billing/bill-input.js';
import { blocking } from './found-exception.js';

/** A read as far as it can stand in the way of a bill. */
export interface ObstructingRead {
  readonly status: ReadStatus;
  readonly meterSize: string;
  /** The meter was taken out within the period. */
  readonly isRemoved: boolean;
}

export interface ObstacleFacts {
  readonly reads: readonly ObstructingRead[];
  readonly services: readonly BillableService[];
  /** The service that each tariff prices. */
  readonly serviceOfTariff: ReadonlyMap<string, ServiceName>;
}

/** What makes an account's bill impossible before it is priced; null where nothing does. */
export function obstacleOf(facts: ObstacleFacts): BillException | null {
  const { reads, services } = facts;
  const open = reads.find(({ status }) => !readyStatuses.includes(status));
  if (open) {
    const fix = 'Decide the read in the Readings sheet and push, or hold the account.';
    return blocking('no-read', `The read is not ready: ${open.status}.`, fix);
  }
  if (services.length === 0) {
    const fix = 'Give the account its services, or hold it until it has them.';
    return blocking('no-service', 'The account has no service to bill.', fix);
  }
  const misfit = services.find(({ service, tariffId }) => (facts.serviceOfTariff.get(tariffId) ?? service) !== service);
  if (misfit) return misfitTariff(misfit, facts);
  // After a change-out the account is billed by the size of the meter that is in place.
  const sizes = new Set(reads.filter(({ isRemoved }) => !isRemoved).map(({ meterSize }) => meterSize));
  if (sizes.size > 1) {
    const sentence = `The account has meters of different sizes (${[...sizes].join(', ')}), and its tariff prices one.`;
    return blocking('unlike-meters', sentence, 'Take out the meter that is not in use, in the Meters sheet.');
  }
  const isMetered = services.some(({ service, unmeteredGallons }) => service === 'water' && unmeteredGallons === null);
  if (!isMetered || reads.length > 0) return null;
  const fix = 'Install its meter in the Meters sheet, or hold the account.';
  return blocking('missing-meter', 'The account has water but no meter to read.', fix, 'water');
}

function misfitTariff({ service, tariffId }: BillableService, { serviceOfTariff }: ObstacleFacts): BillException {
  const priced = serviceOfTariff.get(tariffId) ?? 'another service';
  const sentence = `The ${service} service has the rates of a tariff for ${priced}.`;
  return blocking('tariff-of-another-service', sentence, `Give it a tariff for ${service}.`, service);
}

const TARIFF_CODES = ['no-tariff-in-force', 'unknown-class'];

/** What makes a bill impossible that pricing refused. */
export function refusedByPricing(error: CurbstopError): BillException {
  const code = TARIFF_CODES.includes(error.code) ? 'service-without-tariff' : 'not-priced';
  return blocking(code, `Can't be priced: ${error.message}`, error.fix);
}
