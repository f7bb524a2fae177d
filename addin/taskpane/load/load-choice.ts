import type { StopChoice } from '../../../bridge/contract/commands/load-route-books.js';
import { words } from '../words.js';

/** How the person says which stops are loaded, in the order of the list. */
export const loadChoices = ['cycle', 'routes', 'range', 'accounts', 'rereads'] as const satisfies StopChoice['by'][];
export type LoadChoice = (typeof loadChoices)[number];

/** What is typed beside the choice. */
export interface LoadFields {
  readonly by: LoadChoice;
  /** Routes or accounts, apart by commas, blanks or lines; of a range the one route. */
  readonly names: string;
  readonly fromStop: string;
  readonly toStop: string;
}

export const NO_FIELDS: LoadFields = { by: 'cycle', names: '', fromStop: '', toStop: '' };

/** What is wrong with a field; empty for those that are right. */
export interface LoadTroubles {
  readonly names?: string;
  readonly fromStop?: string;
  readonly toStop?: string;
}

export type TypedChoice =
  { readonly choice: StopChoice; readonly troubles: null } | { readonly choice: null; readonly troubles: LoadTroubles };

/** The stops that the fields name, or what is wrong with them. */
export function typedChoice(fields: LoadFields): TypedChoice {
  const names = [...new Set(fields.names.split(/[\s,;]+/).filter(Boolean))];
  switch (fields.by) {
    case 'cycle':
    case 'rereads':
      return { choice: { by: fields.by }, troubles: null };
    case 'routes':
      if (names.length === 0) return { choice: null, troubles: { names: words.load.routesMissing } };
      return { choice: { by: 'routes', routeIds: names }, troubles: null };
    case 'accounts':
      if (names.length === 0) return { choice: null, troubles: { names: words.load.accountsMissing } };
      return { choice: { by: 'accounts', accountIds: names }, troubles: null };
    case 'range':
      return typedRange(fields, names);
  }
}

function typedRange(fields: LoadFields, names: readonly string[]): TypedChoice {
  const [fromStop, toStop] = [stopNumber(fields.fromStop), stopNumber(fields.toStop)];
  const [routeId, ...others] = names;
  if (routeId !== undefined && others.length === 0 && fromStop !== null && toStop !== null) {
    return { choice: { by: 'range', routeId, fromStop, toStop }, troubles: null };
  }
  const troubles = {
    ...(routeId === undefined || others.length > 0 ? { names: words.load.oneRoute } : {}),
    ...(fromStop === null ? { fromStop: words.load.stopWrong } : {}),
    ...(toStop === null ? { toStop: words.load.stopWrong } : {}),
  };
  return { choice: null, troubles };
}

function stopNumber(text: string): number | null {
  return /^\s*[1-9]\d{0,8}\s*$/.test(text) ? Number(text) : null;
}
