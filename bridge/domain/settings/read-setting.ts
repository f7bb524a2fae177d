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
      return settingIssue('not-as-described', path.map(String).join('.'), `${message}.`, fix);
    }),
  );
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
