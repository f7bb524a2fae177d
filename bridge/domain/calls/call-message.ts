import type { CallsSetting } from '../../contract/settings/calls.js';
import { filledText } from '../../contract/settings/placeholder-text.js';
import type { CallRow } from './call-list.js';
import { timesUsualText } from './find-reason.js';

type Values = Readonly<Record<string, string>>;

/** What is said to the customer of one account, by the setting's text for the reason. */
export function messageOf(row: CallRow, { reasons }: CallsSetting, utilityName: string): string {
  const text = reasons.find(({ reason }) => reason === row.reason)?.message ?? '';
  const { gallons, usualGallons, days } = row.use;
  return spoken(text, {
    utility: utilityName,
    name: row.customerName,
    address: row.address,
    days: String(days),
    gallons: gallons.toLocaleString('en-US'),
    usual: (usualGallons ?? 0).toLocaleString('en-US'),
    times: usualGallons ? timesUsualText(gallons, usualGallons) : '',
  });
}

/** What is said to a phone of several properties: how many, and nothing of any customer. */
export function severalMessage(
  { severalMessage: text }: CallsSetting,
  utilityName: string,
  properties: number,
): string {
  return spoken(text, { utility: utilityName, properties: String(properties) });
}

function spoken(text: string, values: Values): string {
  return spokenText(filledText(text, values));
}

/** A text without line breaks and other control characters, and with single spaces. */
export function spokenText(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
