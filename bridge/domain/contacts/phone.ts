/** Area code and exchange begin with 2 to 9, as all of North America's do. */
const PHONE = /^(?:\+?1)?([2-9]\d\d)([2-9]\d\d)(\d{4})$/;

/** A telephone number in any of its spellings as 205-555-0143; null when it is none. */
export function readPhone(text: string): string | null {
  const [, area, exchange, line] = PHONE.exec(text.replace(/[\s().-]/g, '')) ?? [];
  return area === undefined || exchange === undefined || line === undefined ? null : `${area}-${exchange}-${line}`;
}
