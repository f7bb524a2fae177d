import { lateRuleSchema } from '../../contract/settings/late-rule.js';
import { cutOffs, type CutOffs } from '../../domain/late-charges/cut-off.js';
import { CurbstopError } from '../../contract/problem.js';
import type { Database } from '../../store/database.js';
import { settingValues } from '../settings.js';

/** Up to when bills are paid in time, by all values of the setting late-rule. */
export async function billCutOffs(database: Database, timeZone: string): Promise<CutOffs> {
  const rules = (await settingValues(database, 'late-rule'))
    .toReversed()
    .map(({ effectiveFrom, value }) => ({ effectiveFrom, rule: lateRuleSchema.parse(value) }));
  return cutOffs((day) => {
    const inForce = rules.find(({ effectiveFrom }) => effectiveFrom <= day) ?? rules.at(-1);
    if (inForce === undefined) throw noRule();
    return inForce.rule;
  }, timeZone);
}

function noRule(): CurbstopError {
  return new CurbstopError({
    code: 'setting-missing',
    status: 500,
    message: 'The setting "late-rule" has no value.',
    fix: 'Load the utility or the sample town into this data folder first.',
  });
}
