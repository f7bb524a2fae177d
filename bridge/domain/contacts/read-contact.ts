import type { Issue } from '../../contract/problem.js';
import type { RowCells, RowChange } from '../sheet/compare-rows.js';
import type { CallChoice, ToldContact } from './contact.js';
import { readPhone } from './phone.js';

/** The columns of the mailing address, in their order. */
export const ADDRESS_COLUMNS = ['address1', 'address2', 'address3', 'address4'] as const;
const ADDRESS_LINE_MAX = 60;
const EMAIL_MAX = 254;
const TOLD_MAX = 200;

/**
 * One plain mailbox of a named domain, without a name, quotes or line breaks, so that it can stand in the head of a message
 * as it is. No top domain is a number, as the last part of an address of the internet is.
 */
const EMAIL =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\.(?!\d+$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;

const CALLS: Readonly<Record<string, CallChoice>> = { consent: 'consent', 'opt-out': 'opt-out' };

/** Reads a row of Customer Contacts; all that is wrong with it comes as issues. */
export function readContact({ key, sheetRow, wanted }: RowChange): ToldContact | Issue[] {
  const issues: Issue[] = [];
  const tell = (column: string, code: string, message: string, fix: string) =>
    void issues.push({ code, rowKey: key, sheetRow, column, message, fix });
  const contact: ToldContact = {
    eBill: wanted['eBill'] === 'yes',
    email: emailOf(wanted, tell),
    mailingAddress: addressOf(wanted, tell),
    phone: phoneOf(wanted, tell),
    calls: CALLS[textOf(wanted, 'calls')] ?? 'unsaid',
    told: toldOf(wanted, tell),
  };
  if (contact.eBill && textOf(wanted, 'email') === '') {
    tell('email', 'email-missing', 'E-bill is on, and there is no e-mail address.', 'Type it, or set E-bill to no.');
  }
  if (contact.calls === 'consent' && textOf(wanted, 'phone') === '') {
    tell('phone', 'phone-missing', 'Calls are agreed to, and there is no phone.', 'Type it, or clear Calls.');
  }
  return issues.length > 0 ? issues : contact;
}

/** A contact as the cells that a person fills. */
export function contactCells({ eBill, email, mailingAddress, phone, calls, told }: ToldContact): RowCells {
  const lines = ADDRESS_COLUMNS.map((column, index) => [column, mailingAddress[index] ?? null] as const);
  return {
    eBill: eBill ? 'yes' : 'no',
    email: email || null,
    ...Object.fromEntries(lines),
    phone: phone || null,
    calls: calls === 'unsaid' ? null : calls,
    told: told || null,
  };
}

type Tell = (column: string, code: string, message: string, fix: string) => void;

function textOf(cells: RowCells, column: string): string {
  const value = cells[column];
  return typeof value === 'string' ? value.trim() : '';
}

function emailOf(wanted: RowCells, tell: Tell): string {
  const text = textOf(wanted, 'email');
  if (text === '' || (text.length <= EMAIL_MAX && EMAIL.test(text) && !/\.\.|\.@|^\./.test(text))) return text;
  tell('email', 'email-invalid', `"${text}" is no e-mail address.`, 'Type one address, such as name@example.com.');
  return text;
}

function phoneOf(wanted: RowCells, tell: Tell): string {
  const text = textOf(wanted, 'phone');
  if (text === '') return '';
  const phone = readPhone(text);
  if (phone !== null) return phone;
  tell('phone', 'phone-invalid', `"${text}" is no telephone number.`, 'Type its ten digits, such as 205-555-0143.');
  return text;
}

function toldOf(wanted: RowCells, tell: Tell): string {
  const text = textOf(wanted, 'told');
  if ([...text].length > TOLD_MAX) {
    const message = `How it was told has ${[...text].length} characters; ${TOLD_MAX} are the most.`;
    tell('told', 'told-long', message, 'Shorten it.');
  }
  return text;
}

/** An address that lacks a line, or is one line only, reaches nobody. */
function addressOf(wanted: RowCells, tell: Tell): string[] {
  const lines = ADDRESS_COLUMNS.map((column) => textOf(wanted, column));
  const count = lines.findLastIndex((line) => line !== '') + 1;
  lines.forEach((line, index) => {
    const column = ADDRESS_COLUMNS[index] ?? '';
    if (/\p{Cc}/u.test(line)) {
      tell(column, 'address-line-broken', 'The line has a line break in it.', 'Use the next column for the next line.');
    }
    if ([...line].length > ADDRESS_LINE_MAX) {
      const message = `The line has ${[...line].length} characters; ${ADDRESS_LINE_MAX} fit on an envelope.`;
      tell(column, 'address-line-long', message, 'Shorten it, or use the next column.');
    }
    if (line === '' && index < count) {
      tell(column, 'address-line-missing', 'The line is empty, and one below it is not.', 'Move the lines up.');
    }
  });
  if (count === 1) {
    const fix = 'Type the city, state and ZIP code too, or clear the line to mail to the service address.';
    tell('address2', 'address-incomplete', 'A mailing address has two lines at least.', fix);
  }
  return lines.slice(0, count);
}
