import { addDays, addMonths, type CalendarDate } from '../../../contract/calendar-date.js';
import type { CreditingPolicy } from '../../../contract/settings/leak-policy.js';
import { creditedBills, mainFrom, type LeakBills } from './leak-bills.js';
import type { EarlierLeakCredit, LeakAccount, LeakFacts, LeakIssue, LeakRequest } from './leak-facts.js';
import { spokenGallons } from './leak-methods.js';
import { isAboveBy } from './usual-use.js';

/** What keeps a request from being credited, whatever its bill is: its cause, its days, and a credit given before. */
export function requestIssues(request: LeakRequest, policy: CreditingPolicy, account: LeakAccount): LeakIssue[] {
  return [
    ...causeIssues(request, policy),
    ...onceIssues(request, policy, account),
    ...noDocuments(request, policy),
    ...leakYetToCome(request),
  ];
}

/** Why no bill was found. */
export function noBillIssue(request: LeakRequest, policy: CreditingPolicy, facts: LeakFacts): LeakIssue {
  const { accountId, billNumber } = request;
  const issue = (code: string, message: string, fix: string): LeakIssue => ({ column: 'bill', code, message, fix });
  const reach = mainFrom(request, policy);
  if (billNumber === null) {
    const message = `Account ${accountId} has no posted bill that was read from ${reach} to ${request.requestedOn}.`;
    return issue(
      'no-bill',
      message,
      'Check the account number and the dates, or name the bill; one that is older is not credited by the policy.',
    );
  }
  const named = facts.namedBills.get(billNumber);
  if (named?.accountId !== accountId) {
    const message = `Account ${accountId} has no bill ${billNumber}.`;
    return issue('no-such-bill', message, 'Type a bill number of the account, or leave it empty for the highest bill.');
  }
  if (named.reversedBy !== null) {
    const message = `Bill ${billNumber} does not stand: its run was reversed by receipt ${named.reversedBy}.`;
    return issue('bill-reversed', message, 'Name the bill that was made in its place.');
  }
  const message = `Bill ${billNumber} was read on ${named.readOn}, and the policy credits none read before ${reach}.`;
  return issue('bill-too-old', message, 'Leave the row out, or have the policy changed.');
}

/** What is wrong with the bills of a request and with its documents. */
export function billIssues(
  request: LeakRequest,
  policy: CreditingPolicy,
  account: LeakAccount,
  found: LeakBills,
): LeakIssue[] {
  return [
    ...lateDocuments(request, policy, found),
    ...leakAfterBill(request, found),
    ...creditedBefore(account, found),
    ...estimatedRead(policy, found),
    ...notAboveUsual(policy, found),
  ];
}

function causeIssues({ cause }: LeakRequest, { qualifyingCauses, refusedCauses }: CreditingPolicy): LeakIssue[] {
  const isNamed = (causes: readonly string[]) =>
    causes.some((each) => each.toLowerCase() === cause.trim().toLowerCase());
  if (isNamed(qualifyingCauses)) return [];
  const fix = `The policy credits: ${qualifyingCauses.join(', ')}.`;
  if (cause.trim() === '') {
    return [{ column: 'cause', code: 'no-cause', message: 'The leak has no cause.', fix: `Choose it. ${fix}` }];
  }
  const message = isNamed(refusedCauses)
    ? `The policy credits no leak by the cause "${cause}".`
    : `The policy does not name the cause "${cause}".`;
  return [{ column: 'cause', code: 'cause-not-credited', message, fix }];
}

function onceIssues(request: LeakRequest, { once }: CreditingPolicy, { earlier }: LeakAccount): LeakIssue[] {
  if (once === null) return [];
  const { accountId } = request;
  const isUsed = once.per === 'months' ? usesMonths(request, once.months) : usesYear(request);
  return earlier.filter(isUsed).map(({ creditedOn, requestedOn: askedOn = creditedOn, where }) => ({
    column: 'account' as const,
    code: 'credited-before',
    message: `Account ${accountId} had a leak credit on ${creditedOn}, ${askedOn === creditedOn ? '' : `asked for on ${askedOn}, `}${where}; the policy gives one ${once.per === 'months' ? `in ${once.months} months` : 'in a calendar year'}.`,
    fix: 'Leave the row out; reverse the earlier credit if that was wrong, or type an amount for another person to approve.',
  }));
}

/**
 * A credit that is asked for in one year and given in the next uses both, the one at hand as well as an earlier one, so that
 * neither year has two whichever was given first.
 */
function usesYear({ requestedOn, creditedOn: givenOn }: LeakRequest): (credit: EarlierLeakCredit) => boolean {
  const years = [yearOf(requestedOn), yearOf(givenOn)];
  return ({ creditedOn, requestedOn: askedOn = creditedOn }) => {
    return years.includes(yearOf(creditedOn)) || years.includes(yearOf(askedOn));
  };
}

function yearOf(date: CalendarDate): string {
  return date.slice(0, 4);
}

/**
 * Months are between the requests, whenever they were approved. They count from the earlier one, also where that is approved
 * last, so that the end of a short month is the same both ways.
 */
function usesMonths({ requestedOn }: LeakRequest, months: number): (credit: EarlierLeakCredit) => boolean {
  return ({ creditedOn, requestedOn: askedOn = creditedOn }) => {
    const [first, second] = askedOn < requestedOn ? [askedOn, requestedOn] : [requestedOn, askedOn];
    return second < addMonths(first, months);
  };
}

function noDocuments({ documentsOn, requestedOn }: LeakRequest, { documents }: CreditingPolicy): LeakIssue[] {
  if (documents === null) return [];
  if (documentsOn === null) {
    const message = 'There are no documents of the repair.';
    return [{ column: 'documentsOn', code: 'no-documents', message, fix: 'Type the day on which they came in.' }];
  }
  if (documentsOn <= requestedOn) return [];
  const message = `The documents came in on ${documentsOn}, which is yet to come.`;
  return [{ column: 'documentsOn', code: 'documents-yet-to-come', message, fix: 'Correct the date.' }];
}

function lateDocuments(
  { documentsOn, leakOn }: LeakRequest,
  { documents }: CreditingPolicy,
  { main }: LeakBills,
): LeakIssue[] {
  if (documents === null || documentsOn === null) return [];
  const leak = leakOn ?? main.readOn;
  const last = addDays(leak, documents.withinDays);
  const issue = (code: string, message: string, fix: string): LeakIssue[] => [
    { column: 'documentsOn', code, message, fix },
  ];
  if (documentsOn > last) {
    const message = `The documents came in on ${documentsOn}; for the leak of ${leak} the policy takes them until ${last}.`;
    return issue('documents-late', message, 'Correct the date or name another bill, or leave the row out.');
  }
  const first = leakOn ?? main.from;
  if (documentsOn >= first) return [];
  const message = `The documents came in on ${documentsOn}, before the leak of bill ${main.billNumber} can have begun, ${first}.`;
  return issue('documents-before-leak', message, 'Correct the date, or name another bill.');
}

function leakYetToCome({ leakOn, requestedOn }: LeakRequest): LeakIssue[] {
  if (leakOn === null || leakOn <= requestedOn) return [];
  const message = `The leak is of ${leakOn}, which is yet to come.`;
  return [{ column: 'leakOn', code: 'leak-yet-to-come', message, fix: 'Correct the date, or clear it.' }];
}

function leakAfterBill({ leakOn, requestedOn }: LeakRequest, { main }: LeakBills): LeakIssue[] {
  if (leakOn === null || leakOn <= main.readOn || leakOn > requestedOn) return [];
  const message = `The leak of ${leakOn} came after bill ${main.billNumber} was read on ${main.readOn}.`;
  return [{ column: 'leakOn', code: 'leak-after-bill', message, fix: 'Correct the date, or name a later bill.' }];
}

function creditedBefore(account: LeakAccount, { main }: LeakBills): LeakIssue[] {
  if (!creditedBills(account).has(main.billNumber)) return [];
  const before = account.earlier.find(({ billNumbers }) => billNumbers.includes(main.billNumber));
  const message = `Bill ${main.billNumber} has a leak credit of ${before?.creditedOn ?? ''} already, ${before?.where ?? ''}.`;
  return [{ column: 'bill', code: 'bill-credited', message, fix: 'Name another bill, or leave the row out.' }];
}

function estimatedRead({ estimatedReads }: CreditingPolicy, { main }: LeakBills): LeakIssue[] {
  if (estimatedReads === 'credited' || !main.isEstimated) return [];
  const message = `The read of bill ${main.billNumber} was estimated, so that nobody knows its use yet.`;
  return [
    { column: 'bill', code: 'read-estimated', message, fix: 'Wait for the next read, or have the bill made again.' },
  ];
}

function notAboveUsual(policy: CreditingPolicy, { main, usual }: LeakBills): LeakIssue[] {
  const { abovePercent, method, usual: rule } = policy;
  if (rule === null || (abovePercent === null && method === 'share-above-minimum' && policy.sewer !== 'leak-gallons'))
    return [];
  const issue = (code: string, message: string, fix: string): LeakIssue[] => [{ column: 'bill', code, message, fix }];
  if (usual === null) {
    const message = `Fewer than ${rule.least} bills before bill ${main.billNumber} tell the usual use.`;
    return issue('too-few-bills', message, 'Wait for more bills, or type the amount yourself.');
  }
  const usualGallons = usual.gallonsFor(main);
  if (isAboveBy(abovePercent ?? '0', main.gallons, usualGallons)) return [];
  const least = abovePercent === null ? 'above' : `${abovePercent}% above`;
  const message = `Bill ${main.billNumber} is for ${spokenGallons(main.gallons)}, which is not ${least} the usual ${spokenGallons(usualGallons)}.`;
  return issue('not-above-usual', message, 'Name the bill with the leak, or leave the row out.');
}
