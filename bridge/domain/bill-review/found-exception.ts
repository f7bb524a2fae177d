import type { BillException, WeighedCode } from '../../contract/bill-review.js';
import type { ServiceName } from '../../contract/services.js';

/** An exception before it is weighed by the setting. */
export interface FoundException {
  readonly code: WeighedCode;
  readonly service: ServiceName | null;
  readonly sentence: string;
  readonly fix: string;
}

/** An exception of the whole account. */
export function found(code: WeighedCode, sentence: string, fix: string): FoundException {
  return { code, service: null, sentence, fix };
}

/** What makes a bill impossible. */
export function blocking(
  code: BillException['code'],
  sentence: string,
  fix: string,
  service: ServiceName | null = null,
): BillException {
  return { code, service, severity: 'blocks', sentence, fix };
}
