/** What is kept on this computer between sessions, outside the workbook. */
export interface KeptValues {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
}

/**
 * Local storage under the partition that Office gives the add-in. Where the browser refuses storage, values live as
 * long as the page does.
 */
export function partitionedStorage(): KeptValues {
  const untilReload = new Map<string, string>();
  return {
    get: (name) => attempt(() => localStorage.getItem(partitioned(name))) ?? untilReload.get(name) ?? null,
    set: (name, value) => {
      untilReload.set(name, value);
      attempt(() => localStorage.setItem(partitioned(name), value));
    },
    remove: (name) => {
      untilReload.delete(name);
      attempt(() => localStorage.removeItem(partitioned(name)));
    },
  };
}

/** The key is undefined where the host does not partition, as in Excel on Windows. */
function partitioned(name: string): string {
  const partition = (Office.context as { partitionKey?: string } | undefined)?.partitionKey ?? '';
  return `${partition}curbstop.${name}`;
}

function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
