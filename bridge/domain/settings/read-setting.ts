import { CurbstopError, type Issue } from '../../contract/problem.js';
import { settingSchemas, type SettingName, type SettingValue } from '../../contract/settings/index.js';
import { settingIssue } from './setting-issue.js';

/** Reads the value of a setting by its schema; what may be left out is filled in. Throws `setting-invalid`. */
export function readSetting<Name extends SettingName>(name: Name, value: unknown): SettingValue<Name> {
  const read = settingSchemas[name].safeParse(value);
  if (read.success) return read.data as SettingValue<Name>;
  const fix = `Write it as "curbstop setting show ${name}" does.`;
  throw invalidSetting(
    name,
    read.error.issues.map(({ path, message }) => {
      return settingIssue('not-as-described', placeOf(path, value), `${message}.`, fix);
    }),
  );
}

/** Of a list, an entry is known by its name, where it has one: `"lockbox", columns.amount`. */
function placeOf([first, ...rest]: readonly PropertyKey[], value: unknown): string {
  const place = rest.map(String).join('.');
  if (typeof first !== 'number' || !Array.isArray(value)) return [first, place].filter(Boolean).map(String).join('.');
  const entry: unknown = value[first];
  const isNamed = typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string';
  return [isNamed ? `"${entry.name as string}"` : `entry ${first + 1}`, place].filter(Boolean).join(', ');
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
