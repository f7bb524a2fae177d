import type { Workbook } from '../model/workbook.js';
import type { EventRegistrations } from './event-registrations.js';
import type { TargetKinds } from './target-kinds.js';

/** What the members of an object may use besides the object itself. */
export interface HostServices {
  readonly workbook: Workbook;
  readonly registrations: EventRegistrations;
  /** An object of a kind, for a member to give back. */
  bind<K extends keyof TargetKinds>(kind: K, target: TargetKinds[K]): HostObject;
}

/** An object of the add-in's object model: a kind of object, and what it stands for in the workbook. */
export interface HostObject {
  readonly type: ObjectType<unknown>;
  readonly target: unknown;
}

// A method signature lets a type for one target stand where any target may come; `bind` keeps the pairs right.
type Member<T, Rest extends unknown[], Result> = { bivariant(target: T, ...rest: Rest): Result }['bivariant'];

export interface Property<T> {
  readonly get?: Member<T, [services: HostServices], unknown>;
  readonly set?: Member<T, [value: unknown, services: HostServices], void>;
}

/**
 * A kind of object, declared member by member under the names that travel (Pascal case).
 * To teach the host another member, add it to the table of its type; what is not in a table is answered with an error.
 */
export interface ObjectType<T> {
  readonly name: string;
  /** Plain values that can be loaded, set, or both. */
  readonly properties?: Readonly<Record<string, Property<T>>>;
  /** Objects that hang from this one; null stands for a null object. */
  readonly children?: Readonly<Record<string, Member<T, [services: HostServices], HostObject | null>>>;
  /**
   * Methods. They give plain values, objects, null for a null object, or nothing.
   * A ...OrNullObject method need not be declared when the method without it is.
   */
  readonly methods?: Readonly<Record<string, Member<T, [args: readonly unknown[], services: HostServices], unknown>>>;
  /** getItem(key) of a collection. */
  readonly item?: Member<T, [key: unknown, services: HostServices], HostObject>;
  /** The items of a collection, in order. */
  readonly items?: Member<T, [services: HostServices], readonly HostObject[]>;
  /** What tells office.js how to find the object again: {Id}, {_Id} or nothing. */
  readonly identity?: Member<T, [], Record<string, unknown>>;
}

/** Declares a kind of object. */
export function objectType<T>(type: ObjectType<T>): ObjectType<T> {
  return type;
}

/** True for an object of the object model, among method results and arguments. */
export function isHostObject(value: unknown): value is HostObject {
  return typeof value === 'object' && value !== null && 'type' in value && 'target' in value;
}
