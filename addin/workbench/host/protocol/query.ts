import type { QueryInfo } from './batch-request.js';
import type { HostObject, HostServices } from './object-type.js';

/** What is asked of one object: names of its own, and what is asked of the objects below it. */
interface Wanted {
  all: boolean;
  names: Set<string>;
  below: Map<string, Wanted>;
}

export interface QueryContext {
  readonly services: HostServices;
  /** The reference id that the add-in holds of an object, if any. */
  referenceOf(object: HostObject): string | null;
  /** Told of each name in a load that the object does not have. */
  unknownName(name: string): void;
}

/** The travelling form of a name that the add-in wrote: numberFormat becomes NumberFormat. */
export function wireName(name: string): string {
  return name.startsWith('_') ? name : name.charAt(0).toUpperCase() + name.slice(1);
}

function nothing(): Wanted {
  return { all: false, names: new Set(), below: new Map() };
}

function addPath(wanted: Wanted, path: string, everything: boolean): void {
  let level = wanted;
  const parts = path.split(/[/.]/).filter((part) => part !== '');
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    if (part === '*' || part === '$all') level.all = true;
    else if (last && !everything) level.names.add(wireName(part));
    else {
      const name = wireName(part);
      const next = level.below.get(name) ?? nothing();
      level.below.set(name, next);
      level = next;
    }
  });
  if (everything) level.all = true;
}

function wantedOf(info: QueryInfo): Wanted {
  const wanted = nothing();
  const select = info.Select ?? [];
  if (select.length === 0) wanted.all = true;
  for (const path of select) if (path !== '$none') addPath(wanted, path, false);
  for (const path of info.Expand ?? []) addPath(wanted, path, true);
  return wanted;
}

// These are office.js's own; the host is not asked for them in earnest.
const CLIENT_NAMES = new Set(['IsNullObject', 'Items', '$none', 'NoPropertiesNeeded']);

function readObject(object: HostObject, wanted: Wanted, context: QueryContext): Record<string, unknown> {
  const { type, target } = object;
  const result: Record<string, unknown> = { ...type.identity?.(target) };
  const reference = context.referenceOf(object);
  if (reference !== null) result._ReferenceId = reference;
  for (const [name, property] of Object.entries(type.properties ?? {})) {
    if (property.get && (wanted.all || wanted.names.has(name))) result[name] = property.get(target, context.services);
  }
  for (const name of wanted.names) {
    if (type.properties?.[name]?.get !== undefined || CLIENT_NAMES.has(name)) continue;
    if (type.children?.[name] !== undefined) wanted.below.set(name, { ...nothing(), all: true });
    else context.unknownName(`${type.name}.${name}`);
  }
  for (const [name, below] of wanted.below) {
    if (name === 'Items') continue;
    const child = type.children?.[name];
    if (child === undefined) {
      context.unknownName(`${type.name}.${name}`);
      continue;
    }
    const found = child(target, context.services);
    result[name] = found === null ? null : readAny(found, below, {}, context);
  }
  return result;
}

function readAny(object: HostObject, wanted: Wanted, page: QueryInfo, context: QueryContext): Record<string, unknown> {
  const { type, target } = object;
  if (type.items === undefined) return readObject(object, wanted, context);
  const all = type.items(target, context.services);
  const skip = page.Skip ?? 0;
  const items = all.slice(skip, page.Top === undefined ? undefined : skip + page.Top);
  const own = readOwn(object, wanted, context);
  const inner = wanted.below.get('Items') ?? wanted;
  return {
    ...own,
    _Items: items.map((item, index) => {
      const value = readObject(
        item,
        { ...inner, names: new Set([...inner.names].filter((name) => !(name in own))) },
        context,
      );
      return item.type.identity === undefined ? { ...value, _Index: skip + index } : value;
    }),
  };
}

// A collection has values of its own, such as count; the other names are meant for its items.
function readOwn(object: HostObject, wanted: Wanted, context: QueryContext): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(object.type.properties ?? {})) {
    if (property.get && (wanted.all || wanted.names.has(name)))
      own[name] = property.get(object.target, context.services);
  }
  return own;
}

/** Answers a load: the object's values under their travelling names. */
export function answerQuery(object: HostObject, info: QueryInfo, context: QueryContext): Record<string, unknown> {
  return readAny(object, wantedOf(info), info, context);
}

/** Answers a load that names what is wanted by kind of object, level by level. */
export function answerRecursiveQuery(
  object: HostObject,
  queries: Readonly<Record<string, QueryInfo>>,
  depth: number,
  context: QueryContext,
): Record<string, unknown> {
  const own = queries[object.type.name];
  const result = answerQuery(object, own ?? { Select: ['$none'] }, context);
  if (depth <= 0) return result;
  for (const [name, child] of Object.entries(object.type.children ?? {})) {
    const found = child(object.target, context.services);
    if (found !== null && queries[found.type.name] !== undefined) {
      result[name] = answerRecursiveQuery(found, queries, depth - 1, context);
    }
  }
  return result;
}
