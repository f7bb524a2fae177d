import type { CalendarDate } from '../../contract/calendar-date.js';
import type { PostingRef } from '../../contract/journal-entry.js';
import type { Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';

/** What says which of several charges are paid first. */
export interface PayableItem {
  readonly accountId: string;
  readonly ref: PostingRef;
  readonly chargeType: string;
  readonly chargedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly openCents: Cents;
  /** The bill that charged it; null for other charges. */
  readonly billNumber: number | null;
}

/** A charge of which something is open: a debit on a receivable, less what was applied to it. */
export interface OpenItem extends PayableItem {
  /** By the rules of which day it is credited: of its own, or of that of the charge that it corrects. */
  readonly ruledOn: CalendarDate;
}

/** The items of an account: of a service with its tax and late charges, or all where it is null. */
export interface ItemsOf {
  readonly accountId: string;
  readonly service: ServiceName | null;
}

/** The items that a credit of a date may pay: none is paid before it was charged. */
export function chargedBy(items: readonly OpenItem[], date: CalendarDate): OpenItem[] {
  return items.filter(({ chargedOn }) => chargedOn <= date);
}
