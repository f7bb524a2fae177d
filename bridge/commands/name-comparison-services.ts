import {
  namedServices,
  nameComparisonServicesPayloadSchema,
  type NameComparisonServicesPayload,
  type NameComparisonServicesReply,
  type NamedService,
} from '../contract/commands/name-comparison-services.js';
import { billingRoles } from '../contract/person.js';
import { CurbstopError } from '../contract/problem.js';
import type { ComparisonServices } from '../contract/settings/comparison-services.js';
import { readSetting } from '../domain/settings/read-setting.js';
import { settingValues } from '../queries/settings.js';
import { writeSetting } from '../store/settings.js';
import type { Command } from './command.js';

const SETTING = 'comparison-services';

/**
 * Adds names of the system in use now to the setting `comparison-services`, in force today and in what it will be later. It
 * touches no bill, so that who compares says what the names mean. Throws `name-taken` for one that stands for another
 * service, which only the setting changes, or `setting-invalid` for too many names.
 */
export const nameComparisonServices: Command<NameComparisonServicesPayload, NameComparisonServicesReply> = {
  kind: 'name-comparison-services',
  roles: billingRoles,
  payload: nameComparisonServicesPayloadSchema,
  changes: ['setting'],
  async execute({ trx, today }, { names }) {
    const values = await settingValues(trx, SETTING);
    const inForce = values.findLast(({ effectiveFrom }) => effectiveFrom <= today);
    const later = values.filter(({ effectiveFrom }) => effectiveFrom > today);
    const added = new Set<string>();
    for (const { effectiveFrom, value } of [{ effectiveFrom: today, value: inForce?.value }, ...later]) {
      const known = readSetting(SETTING, value);
      const lacking = lackingNames(known, names);
      if (lacking.length === 0) continue;
      lacking.forEach(({ name }) => added.add(name));
      await writeSetting(trx, SETTING, effectiveFrom, readSetting(SETTING, withNames(known, lacking)));
    }
    return { outcome: added.size === 0 ? 'unchanged' : 'applied', reply: { added: [...added] } };
  },
};

type Names = NameComparisonServicesPayload['names'];

/** The names that are not known yet, each once; whatever the case of its letters. */
function lackingNames(known: ComparisonServices, names: Names): Names {
  const meanings = new Map(
    namedServices.flatMap((service) => known[service].map((name) => [name.toLowerCase(), service] as const)),
  );
  return names.filter(({ name, service }) => {
    const meaning = meanings.get(name.toLowerCase());
    if (meaning !== undefined && meaning !== service) throw nameTaken(name, meaning);
    meanings.set(name.toLowerCase(), service);
    return meaning === undefined;
  });
}

function withNames(known: ComparisonServices, names: Names): ComparisonServices {
  const of = (service: NamedService) => {
    return [...known[service], ...names.filter((each) => each.service === service).map(({ name }) => name)];
  };
  return { water: of('water'), sewer: of('sewer'), garbage: of('garbage'), leftOut: of('leftOut') };
}

function nameTaken(name: string, meaning: NamedService): CurbstopError {
  return new CurbstopError({
    code: 'name-taken',
    status: 409,
    message: `"${name}" stands for ${meaning === 'leftOut' ? 'what is left out' : meaning} already.`,
    fix: 'Give it that meaning, or have a supervisor change the setting "comparison-services".',
  });
}
