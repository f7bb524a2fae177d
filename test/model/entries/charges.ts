import { addDays } from '../../../bridge/contract/calendar-date.js';
import { dollars, type EntryRow } from './entry-row.js';

/** A fee is owed from today and due when the row says, else today. */
export const fee: EntryRow = ({ model, today }, { accountId, cents, which, narrows }) => {
  const dueOn = narrows ? addDays(today, which) : today;
  model.charge(accountId, { type: 'fee', amount: cents }, { on: today, dueOn });
  model.useCredit(accountId, today, today);
  return { amount: dollars(cents), ...(narrows ? { date: dueOn } : {}) };
};

/** A late charge is owed from today and as old as the due date of a bill that was missed; each due date is charged once. */
export const lateCharge: EntryRow = ({ model, today }, { accountId, services, cents, which }) => {
  const account = model.account(accountId);
  const missed = account.dueDates.filter((day) => day < today);
  const dueOn = missed[which % Math.max(missed.length, 1)];
  if (dueOn === undefined) return null;
  const type = `${services[which % services.length] ?? ''}-late-charge`;
  if (account.lateCharges.some((charged) => charged.type === type && charged.dueOn === dueOn)) return null;
  account.lateCharges.push({ type, dueOn });
  model.charge(accountId, { type, amount: cents }, { on: today, dueOn });
  model.useCredit(accountId, today, today);
  return { charge: type, amount: dollars(cents), date: dueOn };
};
