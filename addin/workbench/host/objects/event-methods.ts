import type { HostServices } from '../protocol/object-type.js';

type EventMethod<T> = (target: T, args: readonly unknown[], services: HostServices) => void;

/**
 * The hidden methods with which office.js asks for events: _Register... and _Unregister...
 * @param targetOf the id under which office.js expects the events
 * @param events for each ending of the methods' names, the event type
 */
export function eventMethods<T>(
  targetOf: (target: T) => string,
  events: Readonly<Record<string, number>>,
): Record<string, EventMethod<T>> {
  return Object.fromEntries(
    Object.entries(events).flatMap(([ending, type]): [string, EventMethod<T>][] => [
      [`_Register${ending}`, (target, _, { registrations }) => registrations.add(type, targetOf(target))],
      [`_Unregister${ending}`, (target, _, { registrations }) => registrations.remove(type, targetOf(target))],
    ]),
  );
}
