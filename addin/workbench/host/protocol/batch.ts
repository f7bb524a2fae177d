import { ModelError } from '../model/model-error.js';
import { ACTION, type Action, type ArgumentInfo, type BatchRequest, type ObjectPath, PATH } from './batch-request.js';
import { type HostObject, type HostServices, isHostObject } from './object-type.js';
import { type QueryContext, answerQuery, answerRecursiveQuery, wireName } from './query.js';
import type { References } from './references.js';
import { UnknownMember, type WireError, wireError } from './wire-error.js';

/** The body of a Rich API reply. */
export interface BatchReply {
  readonly Results: { ActionId: number; Value: unknown }[];
  readonly TraceIds: number[];
  Error?: WireError;
}

export interface BatchContext {
  readonly services: HostServices;
  readonly root: HostObject;
  readonly references: References;
  /** An object that office.js makes by the name of its type; null when the host lacks it. */
  newObject(typeName: string): HostObject | null;
  /** Told of each name in a load that the host does not know. */
  unknownName(name: string): void;
  /** Told of each member that the host lacks. */
  unknownMember(name: string): void;
}

const OR_NULL = 'OrNullObject';

function memberName(object: HostObject, name: string): string {
  return `${object.type.name}.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

/** Carries out one request: the actions in their order, up to the first that fails. */
class BatchRun {
  private readonly objects = new Map<number, HostObject | null>();
  private location = '';

  constructor(
    private readonly request: BatchRequest,
    private readonly context: BatchContext,
  ) {}

  run(): BatchReply {
    const reply: BatchReply = { Results: [], TraceIds: [] };
    for (const [index, action] of this.request.Actions.entries()) {
      try {
        const value = this.perform(action, reply);
        if (action.ActionType !== ACTION.setProperty) reply.Results.push({ ActionId: action.Id, Value: value });
      } catch (error) {
        if (error instanceof UnknownMember) this.context.unknownMember(error.member);
        reply.Error = wireError(error, index, this.location);
        return reply;
      }
    }
    return reply;
  }

  private perform(action: Action, reply: BatchReply): unknown {
    if (action.ActionType === ACTION.trace) {
      reply.TraceIds.push(action.Id);
      return null;
    }
    const object = this.object(action.ObjectPathId);
    // A null object takes every write and call without a word.
    if (object === null) return null;
    switch (action.ActionType) {
      case ACTION.instantiate:
        return this.identity(object);
      case ACTION.query:
      case ACTION.queryAsJson:
        return answerQuery(object, action.QueryInfo ?? {}, this.queryContext());
      case ACTION.recursiveQuery: {
        const { Queries = {}, MaxDepth = 1 } = action.RecursiveQueryInfo ?? {};
        return answerRecursiveQuery(object, Queries, MaxDepth, this.queryContext());
      }
      case ACTION.method:
        return this.callMethod(object, action);
      case ACTION.setProperty:
        this.setProperty(object, action.Name, this.argumentsOf(action.ArgumentInfo)[0]);
        return null;
      case ACTION.update:
        this.update(object, action.ObjectState ?? {});
        return null;
      default:
        throw new UnknownMember(`action type ${action.ActionType}`);
    }
  }

  private queryContext(): QueryContext {
    const { services, references } = this.context;
    return {
      services,
      referenceOf: (object) => references.idOf(object),
      unknownName: (name) => this.context.unknownName(name),
    };
  }

  private identity(object: HostObject): Record<string, unknown> {
    const reference = this.context.references.idOf(object);
    const own = object.type.identity?.(object.target) ?? {};
    return reference === null ? own : { ...own, _ReferenceId: reference };
  }

  private callMethod(object: HostObject, action: Action): unknown {
    const args = this.argumentsOf(action.ArgumentInfo);
    if (action.Name === '_KeepReference') {
      this.context.references.keep(object);
      return null;
    }
    if (action.Name === '_RemoveReference') {
      this.context.references.release(String(args[0]));
      return null;
    }
    const result = this.call(object, action.Name, args);
    return isHostObject(result) ? this.identity(result) : (result ?? null);
  }

  private call(object: HostObject, name: string, args: readonly unknown[]): unknown {
    this.location = memberName(object, name);
    const { methods = {} } = object.type;
    const method = methods[name];
    if (method !== undefined) return method(object.target, args, this.context.services);
    const orNull = name.endsWith(OR_NULL) ? name.slice(0, -OR_NULL.length) : null;
    const known = orNull === null ? undefined : orNull === 'GetItem' ? object.type.item : methods[orNull];
    if (known === undefined || orNull === null) throw new UnknownMember(this.location);
    try {
      if (orNull === 'GetItem') return object.type.item?.(object.target, args[0], this.context.services);
      return methods[orNull]?.(object.target, args, this.context.services);
    } catch (error) {
      if (error instanceof ModelError && error.code === 'ItemNotFound') return null;
      throw error;
    }
  }

  private setProperty(object: HostObject, name: string, value: unknown): void {
    this.location = memberName(object, name);
    const set = object.type.properties?.[name]?.set;
    if (set === undefined) throw new UnknownMember(`${this.location} (set)`);
    set(object.target, value, this.context.services);
  }

  private update(object: HostObject, state: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(state)) {
      const name = wireName(key);
      const child = object.type.children?.[name]?.(object.target, this.context.services);
      if (child && typeof value === 'object' && value !== null) this.update(child, value as Record<string, unknown>);
      else this.setProperty(object, name, value);
    }
  }

  private argumentsOf(info: ArgumentInfo | undefined): unknown[] {
    const referenced = info?.ReferencedObjectPathIds ?? [];
    return (info?.Arguments ?? []).map((value, index) => this.argument(value, referenced[index]));
  }

  private argument(value: unknown, reference: unknown): unknown {
    if (typeof reference === 'number' && reference > 0) return this.object(reference);
    if (Array.isArray(reference) && Array.isArray(value)) {
      return value.map((item: unknown, index) => this.argument(item, (reference as unknown[])[index]));
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return this.record(value);
    return value;
  }

  /** Objects may stand anywhere in a record, such as the range that a list of choices comes from. */
  private record(value: object): unknown {
    if ('_ObjectPathId' in value && typeof value._ObjectPathId === 'number') return this.object(value._ObjectPathId);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.argument(item, undefined)]));
  }

  private object(pathId: number): HostObject | null {
    const known = this.objects.get(pathId);
    if (known !== undefined) return known;
    const path = this.request.ObjectPaths[String(pathId)];
    if (path === undefined) throw new ModelError('InvalidReference');
    const object = this.resolve(path);
    this.objects.set(pathId, object);
    return object;
  }

  private resolve(path: ObjectPath): HostObject | null {
    switch (path.ObjectPathType) {
      case PATH.global:
        return this.context.root;
      case PATH.nullObject:
        return null;
      case PATH.referenceId:
        return this.context.references.object(path.Name);
      case PATH.newObject:
        return this.context.newObject(path.Name) ?? this.lacks(`new ${path.Name}`);
      default: {
        const parent = this.object(path.ParentObjectPathId ?? 0);
        return parent === null ? null : this.descend(parent, path);
      }
    }
  }

  private lacks(member: string): never {
    throw new UnknownMember(member);
  }

  private descend(parent: HostObject, path: ObjectPath): HostObject | null {
    const { services } = this.context;
    if (path.ObjectPathType === PATH.property) {
      this.location = memberName(parent, path.Name);
      const child = parent.type.children?.[path.Name];
      if (child === undefined) throw new UnknownMember(this.location);
      return child(parent.target, services);
    }
    const args = this.argumentsOf(path.ArgumentInfo);
    if (path.ObjectPathType === PATH.indexer) {
      this.location = `${parent.type.name}.getItem`;
      if (parent.type.item === undefined) throw new UnknownMember(this.location);
      return parent.type.item(parent.target, args[0], services);
    }
    const result = this.call(parent, path.Name, args);
    return isHostObject(result) ? result : null;
  }
}

/** Carries out a Rich API request and gives its reply. */
export function runBatch(request: BatchRequest, context: BatchContext): BatchReply {
  return new BatchRun(request, context).run();
}
