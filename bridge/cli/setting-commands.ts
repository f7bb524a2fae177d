import { readFile } from 'node:fs/promises';
import { Argument, type Command } from 'commander';
import { parse, stringify, YAMLParseError } from 'yaml';
import { setSetting } from '../commands/set-setting.js';
import type { CalendarDate } from '../contract/calendar-date.js';
import { CurbstopError } from '../contract/problem.js';
import { settingNames, type SettingName } from '../contract/settings/index.js';
import { settingValues } from '../queries/settings.js';
import { askedBy, withAsked, type AskedFlags } from './asked-options.js';
import { note, say, withFile } from './console.js';
import { dataFolder, type DataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { outcomeLine, runCommand } from './run-command.js';
import { typedDate } from './typed-date.js';
import { withUtility } from './with-utility.js';

interface ShowFlags extends WithData {
  readonly on?: CalendarDate;
}

interface SetFlags extends WithData, AskedFlags {
  readonly from: CalendarDate;
}

/** Adds `curbstop setting`: the rules that are data, each with the day from which it holds. */
export function addSetting(curbstop: Command, ended: Ended): void {
  const setting = curbstop
    .command('setting')
    .description(`Work with settings, the rules that are data: ${settingNames.join(', ')}.`);
  setting
    .command('show')
    .addArgument(new Argument('<name>', 'the setting').choices(settingNames))
    .description('Write a setting as YAML, in the form that is read: each value under the day from which it holds.')
    .addOption(dataOption())
    .option('--on <date>', 'only the value of that day', typedDate)
    .action(async (name: SettingName, { data, on }: ShowFlags) => ended(await show(dataFolder(data), name, on)));
  withAsked(setting.command('set'), 'supervisor')
    .addArgument(new Argument('<name>', 'the setting').choices(settingNames))
    .argument('<file>', 'its new value, as YAML or JSON')
    .description('Give a setting another value from a day on. Kept only with --post.')
    .addOption(dataOption())
    .requiredOption('--from <date>', 'the first day on which it holds, as 2027-01-31', typedDate)
    .action(async (name: SettingName, file: string, { data, ...flags }: SetFlags) =>
      ended(await set(dataFolder(data), name, file, flags)),
    );
}

function show(folder: DataFolder, name: SettingName, on: CalendarDate | undefined): Promise<number> {
  return withUtility(folder, async (database) => {
    const values = await settingValues(database, name);
    const ofDay = values.findLast(({ effectiveFrom }) => on !== undefined && effectiveFrom <= on);
    if (on === undefined) {
      say(stringify(Object.fromEntries(values.map(({ effectiveFrom, value }) => [effectiveFrom, value]))).trimEnd());
    } else if (ofDay === undefined) note(`The setting "${name}" has no value on ${on}.`);
    else say(stringify(ofDay.value).trimEnd());
  });
}

async function set(
  folder: DataFolder,
  name: SettingName,
  file: string,
  { from: effectiveFrom, ...flags }: Omit<SetFlags, 'data'>,
): Promise<number> {
  return withUtility(folder, async (database) => {
    const payload = { name, effectiveFrom, value: await valueIn(file) };
    const done = await runCommand({ folder, database }, setSetting, payload, askedBy(flags));
    const { value, before, until } = done.reply;
    say(
      stringify({ setting: name, from: effectiveFrom, ...(until === null ? {} : { until }), before, value }).trimEnd(),
    );
    say(outcomeLine(done));
  });
}

async function valueIn(file: string): Promise<unknown> {
  const text = await withFile(file, () => readFile(file, 'utf8'));
  try {
    return parse(text, { maxAliasCount: 0 }) as unknown;
  } catch (error) {
    if (!(error instanceof YAMLParseError || error instanceof ReferenceError)) throw error;
    throw new CurbstopError({
      code: 'setting-unreadable',
      message: `${file} can't be read as YAML: ${error.message.split('\n')[0] ?? ''}`,
      fix: 'Write it as "curbstop setting show NAME --on DATE" does.',
    });
  }
}
