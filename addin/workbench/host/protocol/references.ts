import { ModelError } from '../model/model-error.js';
import type { HostObject } from './object-type.js';

/** The objects that the add-in keeps hold of between its requests. */
export class References {
  private readonly byId = new Map<string, HostObject>();
  private readonly ids = new Map<HostObject, string>();
  private readonly lost = new WeakSet<HostObject>();
  private next = 1;

  /** Keeps an object until it is released. */
  keep(object: HostObject): void {
    if (this.ids.has(object)) return;
    const id = `{ref-${this.next}}`;
    this.next += 1;
    this.ids.set(object, id);
    this.byId.set(id, object);
  }

  /** Lets go of an object. */
  release(id: string): void {
    const object = this.byId.get(id);
    if (object !== undefined) this.ids.delete(object);
    this.byId.delete(id);
  }

  /** Marks an object whose cells were deleted; using it from now on is an error. */
  lose(object: HostObject): void {
    this.lost.add(object);
  }

  /** The id of a kept object, or null. */
  idOf(object: HostObject): string | null {
    return this.ids.get(object) ?? null;
  }

  /** The kept object. Throws when it was released or its cells were deleted. */
  object(id: string): HostObject {
    const object = this.byId.get(id);
    if (object === undefined) throw new ModelError('InvalidReference');
    if (this.lost.has(object)) throw new ModelError('ItemNotFound');
    return object;
  }

  /** All kept objects. */
  all(): IterableIterator<HostObject> {
    return this.byId.values();
  }

  /** How many objects are kept; a leak shows here. */
  get size(): number {
    return this.byId.size;
  }
}
