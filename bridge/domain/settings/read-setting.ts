import { CurbstopError, type Issue } from '../../contract/problem.js';
import { settingSchemas, type SettingName, type SettingValue } from '../../contract/settings/index.js';
import { schemaWords } from '../../contract/settings/schema-words.js';
import { settingIssue } from './setting-issue.js';

/** Reads the value of a setting by its schema; what may be left out is filled in. Throws `setting-invalid`. */
export function readSetting<Name extends SettingName>(name: Name, value: unknown): SettingValue<Name> {
  const read = parsed(name, value);
  if ('value' in read) return read.value;
  throw invalidSetting(name, read.issues);
}

/** Reads a value that was kept under rules that may have been other ones. Throws `setting-outdated` where these refuse it. */
export function readKeptSetting<Name extends SettingName>(name: Name, value: unknown): SettingValue<Name> {
  const read = parsed(name, value);
  if ('value' in read) return read.value;
  throw outdated(name, read.issues);
}

type Parsed<Name extends SettingName> = { readonly value: SettingValue<Name> } | { readonly issues: readonly Issue[] };

function parsed<Name extends SettingName>(name: Name, value: unknown): Parsed<Name> {
  const read = settingSchemas[name].safeParse(value, { reportInput: true });
  if (read.success) return { value: read.data as SettingValue<Name> };
  const fix = `Write it as "curbstop setting show ${name}" does.`;
  const issues = read.error.issues.map((issue) => {
    const place = placeOf(issue.path, value);
    return settingIssue('not-as-described', place, `${place === '' ? 'It ' : ''}${schemaWords(issue)}.`, fix);
  });
  return { issues };
}

/** Of a list, an entry is known by its name, where it has one: `"lockbox", columns.amount`. */
function placeOf([first, ...rest]: readonly PropertyKey[], value: unknown): string {
  const place = rest.map(String).join('.');
  if (typeof first !== 'number' || !Array.isArray(value)) return [first, place].filter(Boolean).map(String).join('.');
  const entry: unknown = value[first];
  const isNamed = typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string';
  return [isNamed ? `"${entry.name as string}"` : `entry ${first + 1}`, place].filter(Boolean).join(', ');
}

function outdated(name: SettingName, issues: readonly Issue[]): CurbstopError {
  return new CurbstopError({
    code: 'setting-outdated',
    status: 409,
    message: `The setting "${name}" was kept by an older version of Curbstop, and a rule of today refuses it: ${issues.map(({ message }) => message).join(' ')} Nothing was done.`,
    fix: `Write what "curbstop setting show ${name}" shows into a file, mend what is named, and give it to "curbstop setting set ${name}".`,
    issues,
  });
}

/** Refuses a value of a setting with all that is wrong with it. */
export function invalidSetting(name: SettingName, issues: readonly Issue[]): CurbstopError {
  return new CurbstopError({
    code: 'setting-invalid',
    message: `The setting "${name}" was not changed: its new value is wrong.`,
    fix: 'Mend what is listed and set it again.',
    issues,
  });
}
