/** The sites on which Microsoft runs Excel on the web, its shells and its government clouds; they frame the pane. */
export const OFFICE_HOSTS = [
  'https://*.officeapps.live.com',
  'https://*.live.com',
  'https://*.office.com',
  'https://*.office365.com',
  'https://*.microsoft365.com',
  'https://*.cloud.microsoft',
  'https://*.sharepoint.com',
  'https://*.office365.us',
  'https://*.sharepoint.us',
] as const;

const SUFFIXES = OFFICE_HOSTS.map((pattern) => pattern.slice('https://*'.length));

/** Tells whether an Origin header names one of Office's own sites. */
export function isOfficeOrigin(origin: string): boolean {
  if (!/^https:\/\/[a-z0-9.-]+$/.test(origin)) return false;
  return SUFFIXES.some((suffix) => origin.endsWith(suffix));
}
