import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import {
  DEFAULT_APPEARANCE,
  type HostAppearance,
  frameName,
} from '../../../addin/workbench/host/protocol/app-context.js';

const ORIGIN = 'https://localhost:3910';

/** The window that office.js runs in: the little of a browser that it asks for. */
export interface OfficeWindow {
  /** Gives a message to the window, as postMessage of the host page would. */
  deliver(message: string): void;
  /** Runs a script of office.js's dist folder in the window. */
  load(name: string): Promise<void>;
  /** What a script made global. */
  global(name: string): unknown;
  /** Stops the window's timers. */
  close(): void;
}

function storage(): Record<string, unknown> {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
    clear: () => held.clear(),
    key: (index: number) => [...held.keys()][index] ?? null,
    get length() {
      return held.size;
    },
  };
}

function officeFolder(): string {
  const packageFile = createRequire(import.meta.url).resolve('@microsoft/office-js/package.json');
  return path.join(path.dirname(packageFile), 'dist');
}

const scripts = new Map<string, vm.Script>();

// Compiling office.js takes longer than running it, so the compiled script serves every window of the process.
async function scriptOf(name: string): Promise<vm.Script> {
  const lower = name.toLowerCase();
  const known = scripts.get(lower);
  if (known !== undefined) return known;
  const filename = path.join(officeFolder(), lower);
  const script = new vm.Script(await readFile(filename, 'utf8'), { filename });
  scripts.set(lower, script);
  return script;
}

/** Timers as long as this are office.js's own deadlines, for scripts that come over a network. */
const DEADLINE_MS = 10_000;
/** A busy machine takes longer to compile the scripts than a network to bring them. */
const PATIENCE = 20;

class Timers {
  private readonly running = new Set<NodeJS.Timeout>();

  readonly api = {
    setTimeout: (work: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) => {
      const run = () => {
        this.running.delete(timer);
        work(...args);
      };
      const timer = setTimeout(run, delay < DEADLINE_MS ? delay : delay * PATIENCE);
      this.running.add(timer);
      return timer;
    },
    setInterval: (work: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) => {
      const timer = setInterval(work, delay, ...args);
      this.running.add(timer);
      return timer;
    },
    clearTimeout: (timer: NodeJS.Timeout) => this.stop(timer),
    clearInterval: (timer: NodeJS.Timeout) => this.stop(timer),
  };

  stopAll(): void {
    for (const timer of this.running) this.stop(timer);
  }

  private stop(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.running.delete(timer);
  }
}

/**
 * Opens a window for office.js.
 * @param toHost takes each message that office.js posts to its parent
 */
export function openOfficeWindow(
  toHost: (message: string) => void,
  appearance: HostAppearance = DEFAULT_APPEARANCE,
): OfficeWindow {
  const listeners = new EventEmitter();
  const timers = new Timers();
  const parent = { postMessage: (message: string) => queueMicrotask(() => toHost(message)) };
  const fails = (error: unknown): void => {
    throw error;
  };
  const insert = (element: Record<string, unknown>): unknown => {
    const { src: source } = element;
    if (element.tag === 'script' && typeof source === 'string') {
      load(path.posix.relative('/office-js', new URL(source, ORIGIN).pathname)).then(() => call(element.onload), fails);
    }
    return element;
  };
  const call = (handler: unknown): void => {
    if (typeof handler === 'function') (handler as () => void)();
  };
  const anchor = { setAttribute: () => undefined };
  const makeElement = (tag: string): Record<string, unknown> =>
    tag === 'a' ? anchorElement() : { ...anchor, tag, style: {}, appendChild: insert, getElementsByTagName: () => [] };
  const head = { appendChild: insert, insertBefore: insert };
  const document = {
    readyState: 'complete',
    title: 'Curbstop',
    domain: 'localhost',
    body: { appendChild: insert, insertBefore: insert, removeChild: () => undefined },
    head,
    cookie: '',
    hasFocus: () => true,
    createElement: makeElement,
    getElementsByTagName: (tag: string) => (tag === 'script' ? [{ src: `${ORIGIN}/office-js/office.js` }] : [head]),
    getElementById: () => null,
    querySelectorAll: () => [],
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };
  const location = new URL(`${ORIGIN}/taskpane.html`);
  const window: Record<string, unknown> = {
    ...timers.api,
    // With the JSON of this realm, what office.js reads from replies are ordinary arrays and objects here.
    JSON,
    console,
    URL,
    Event,
    queueMicrotask,
    performance,
    document,
    parent,
    name: frameName(ORIGIN, appearance),
    location: { ...parts(location), replace: () => undefined, reload: () => undefined },
    navigator: { userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130', onLine: true, language: 'en-US' },
    history: { pushState: () => undefined, replaceState: () => undefined },
    sessionStorage: storage(),
    localStorage: storage(),
    crypto: globalThis.crypto,
    addEventListener: (name: string, listener: (event: unknown) => void) => listeners.on(name, listener),
    removeEventListener: (name: string, listener: (event: unknown) => void) => listeners.off(name, listener),
    open: () => null,
  };
  window.window = window;
  window.self = window;
  window.top = { ...parent };
  const context = vm.createContext(window);
  const load = async (name: string): Promise<void> => {
    const script = await scriptOf(name);
    script.runInContext(context);
  };
  return {
    deliver: (data) => void listeners.emit('message', { data, origin: ORIGIN, source: parent }),
    load,
    global: (name) => window[name],
    close: () => timers.stopAll(),
  };
}

function parts(url: URL): Record<string, string> {
  const { href, origin, protocol, host, hostname, port, pathname, search, hash } = url;
  return { href, origin, protocol, host, hostname, port, pathname, search, hash };
}

// office.js parses addresses by giving them to an anchor element.
function anchorElement(): Record<string, unknown> {
  let url = new URL(ORIGIN);
  const element: Record<string, unknown> = { tag: 'a', setAttribute: () => undefined };
  Object.defineProperty(element, 'href', {
    get: () => url.href,
    set: (value: string) => {
      url = new URL(value, ORIGIN);
    },
  });
  for (const key of ['protocol', 'host', 'hostname', 'port', 'pathname', 'origin', 'search', 'hash'] as const) {
    Object.defineProperty(element, key, { get: () => url[key] });
  }
  return element;
}
