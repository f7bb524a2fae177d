import { asRecord } from './protocol/arguments.js';
import { DEFAULT_APPEARANCE, type HostAppearance, appContext } from './protocol/app-context.js';
import { type BatchContext, runBatch } from './protocol/batch.js';
import { ACTION, type BatchRequest } from './protocol/batch-request.js';
import { Connection, type ConnectionWork } from './protocol/connection.js';
import { eventMessages, joinEdits } from './protocol/event-messages.js';
import { EventRegistrations } from './protocol/event-registrations.js';
import { MAX_BODY_BYTES, byteLength } from './protocol/limits.js';
import type { HostObject, HostServices } from './protocol/object-type.js';
import type { PaneState, RibbonState } from './protocol/target-kinds.js';
import { References } from './protocol/references.js';
import { RangeTarget } from './model/range-target.js';
import type { ModelEvent, TriggerSource } from './model/model-event.js';
import { Workbook } from './model/workbook.js';
import { OBJECT_TYPES } from './objects/registry.js';
import { NEW_OBJECTS } from './objects/new-objects.js';

const REQUEST_TOO_LARGE = 5103;
const RESPONSE_TOO_LARGE = 5104;
const RICH_API_EVENTS = 65_536;
const ACTION_MESSAGES = 2;
const ACTION_DISPATCH = 1000;
const DELAY_FOR_CELL_EDIT = 64;

const CELL_EDIT_REPLY = {
  Results: [],
  TraceIds: [],
  Error: {
    ActionIndex: 0,
    Code: 'InvalidOperationInCellEditMode',
    HttpStatusCode: 400,
    Location: '',
    Message:
      'Excel is in cell-editing mode. Please exit the edit mode by pressing ENTER or TAB or selecting another cell, and then try again.',
  },
};

/** What one request took: for tests that count round trips and bytes. */
export interface RequestRecord {
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly actions: number;
  /** Sent by office.js of itself: it gives back objects that it kept hold of, or says that it is ready for events. */
  readonly isHousekeeping: boolean;
  /** How long the workbook took. */
  readonly milliseconds: number;
}

const HOUSEKEEPING = new Set(['_RemoveReference', 'NotifyActionHandlerReady']);

function isHousekeeping({ Actions }: BatchRequest): boolean {
  return Actions.every(({ ActionType, Name }) => ActionType === ACTION.instantiate || HOUSEKEEPING.has(Name));
}

/**
 * An Excel for office.js to talk to: it holds a workbook in memory and answers as Excel on the web does.
 * It has no screen; a page or a test connects it to the add-in and lets a person act on the same workbook.
 */
export class WorkbookHost {
  readonly workbook = new Workbook();
  /** Members of the object model that the add-in used and the host lacks. Tests assert that it stays empty. */
  readonly unknownMembers: string[] = [];
  /** Every Rich API request so far. */
  readonly requests: RequestRecord[] = [];
  /** Settings of Office.context.document, by name, each as JSON text. */
  documentSettings: Record<string, string> = {};
  /** Whether the add-in wants its pane to show: what Office.addin.showAsTaskpane() and hide() set. */
  readonly pane: PaneState = { state: 'Visible', startState: 'Inactive' };
  /** Which buttons the add-in let be pressed or not, by Office.ribbon.requestUpdate(). */
  readonly ribbon: RibbonState = new Map();
  private readonly references = new References();
  private readonly connections = new Set<Connection>();
  private readonly services: HostServices;
  private readonly commands = new Map<string, (status: number) => void>();
  private readonly observers = new Set<() => void>();
  private queue: { event: ModelEvent; trigger: TriggerSource }[] = [];
  private pending = false;
  private cellEdit: { ended: Promise<void>; end: () => void } | null = null;
  private nextCommand = 1;

  constructor(private readonly appearance: HostAppearance = DEFAULT_APPEARANCE) {
    this.services = {
      workbook: this.workbook,
      registrations: new EventRegistrations(),
      bind: (kind, target): HostObject => ({ type: OBJECT_TYPES[kind], target }),
    };
    this.workbook.locale = appearance.locale;
    this.workbook.listen((event, trigger) => this.note(event, trigger));
  }

  /** Names of functions that formulas used and the workbench does not know. */
  get unknownFunctions(): string[] {
    return [...this.workbook.unknownFunctions];
  }

  /** How many objects the add-in keeps hold of; it should come back to where it was after each Excel.run. */
  get keptObjects(): number {
    return this.references.size;
  }

  /**
   * Connects an add-in.
   * @param send gives a message's text to the add-in's window
   * @returns the connection, which must be given every message of the add-in's window
   */
  connect(send: (message: string) => void): Connection {
    const connection = new Connection(send, this.work());
    this.connections.add(connection);
    return connection;
  }

  /** Ends a connection, as when its frame is removed. */
  disconnect(connection: Connection): void {
    this.connections.delete(connection);
  }

  /** Calls back after anything happened that a screen would show. The returned function stops it. */
  observe(observer: () => void): () => void {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  }

  /**
   * Presses a ribbon button: calls the function that the add-in associated with the id.
   * @returns when the function called event.completed(); rejects when no add-in took the command
   */
  runCommand(id: string): Promise<void> {
    const key = `${id}-${this.nextCommand}`;
    this.nextCommand += 1;
    return new Promise((resolve, reject) => {
      this.commands.set(key, (status) => {
        if (status === 0) resolve();
        else reject(new Error(`The add-in has no command "${id}" (Office error ${status}).`));
      });
      const event = [key, id, JSON.stringify({ source: { id } })];
      const taken = [...this.connections].some((connection) => connection.fire('appCommandInvoked', event));
      if (!taken) reject(new Error('No add-in is connected.'));
    });
  }

  /**
   * Presses the keys of a shortcut: runs the action that the add-in associated with the id, whether or not its button
   * can be pressed, as Excel does. Rejects when no add-in listens.
   */
  runShortcut(actionId: string): Promise<void> {
    const entry = [ACTION_MESSAGES, ACTION_DISPATCH, '', JSON.stringify([actionId, '']), 0, false];
    const taken = [...this.connections].some((each) => each.fire('richApiMessage', { ArrayData: [entry] }));
    return taken ? Promise.resolve() : Promise.reject(new Error('No add-in is connected.'));
  }

  /** Puts Excel into cell-edit mode: requests fail, or wait when they asked for delayForCellEdit. */
  beginCellEdit(): void {
    if (this.cellEdit !== null) return;
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.cellEdit = { ended, end };
  }

  /** Ends cell-edit mode; waiting requests go on. */
  endCellEdit(): void {
    this.cellEdit?.end();
    this.cellEdit = null;
  }

  private work(): ConnectionWork {
    return {
      appContext: () => {
        this.services.registrations.clear();
        return appContext(this.appearance, this.documentSettings);
      },
      richApi: (body, flags) => this.richApi(body, flags),
      saveSettings: (settings) => {
        this.documentSettings = { ...settings };
      },
      commandCompleted: (id, status) => {
        this.commands.get(id)?.(status);
        this.commands.delete(id);
      },
      unknownRequest: (name) => this.lacks(`request ${name}`),
    };
  }

  private lacks(name: string): void {
    this.unknownMembers.push(name);
    this.notifyObservers();
  }

  private async richApi(body: string, flags: number): Promise<{ body: string } | { errorCode: number }> {
    const requestBytes = byteLength(body);
    if (requestBytes > MAX_BODY_BYTES) return { errorCode: REQUEST_TOO_LARGE };
    while (this.cellEdit !== null) {
      if ((flags & DELAY_FOR_CELL_EDIT) === 0) return { body: JSON.stringify(CELL_EDIT_REPLY) };
      await this.cellEdit.ended;
    }
    // What happened before this request is told before it registers for anything.
    this.flush();
    const began = performance.now();
    const request = asRecord(JSON.parse(body)) as unknown as BatchRequest;
    const shownBefore = this.shownAround();
    const reply = JSON.stringify(this.workbook.byAddin(() => runBatch(request, this.batchContext())));
    if (this.shownAround() !== shownBefore) this.notifyObservers();
    const responseBytes = byteLength(reply);
    this.requests.push({
      ...{ requestBytes, responseBytes, actions: request.Actions.length },
      ...{ isHousekeeping: isHousekeeping(request), milliseconds: performance.now() - began },
    });
    return responseBytes > MAX_BODY_BYTES ? { errorCode: RESPONSE_TOO_LARGE } : { body: reply };
  }

  /** What a screen shows around the workbook. */
  private shownAround(): string {
    return JSON.stringify([this.pane.state, ...this.ribbon]);
  }

  private batchContext(): BatchContext {
    const root = this.services.bind('Workbook', this.workbook);
    const lacks = (name: string): void => this.lacks(name);
    return {
      services: this.services,
      root,
      references: this.references,
      newObject: (typeName) => {
        const kind = Object.entries(NEW_OBJECTS).find(([name]) => name === typeName)?.[1];
        if (kind === undefined) return null;
        return kind === 'DynamicRibbon' ? this.services.bind(kind, this.ribbon) : this.services.bind(kind, this.pane);
      },
      unknownName: (name) => lacks(`${name} (load)`),
      unknownMember: lacks,
    };
  }

  private note(event: ModelEvent, trigger: TriggerSource): void {
    if (event.kind === 'shifted') {
      this.moveKeptRanges(event);
      return;
    }
    if (this.workbook.enableEvents) this.queue.push({ event, trigger });
    if (this.pending) return;
    this.pending = true;
    // Events come after the reply to the request that caused them, as in Excel.
    setTimeout(() => this.flush(), 0);
  }

  private flush(): void {
    if (!this.pending) return;
    this.pending = false;
    const events = joinEdits(this.queue);
    this.queue = [];
    for (const { event, trigger } of events) {
      for (const { type, targets, body } of eventMessages(event, trigger)) {
        const heard = targets.filter((target) => this.services.registrations.has(type, target));
        const entries = heard.map((target) => [RICH_API_EVENTS, type, target, JSON.stringify(body), 0, false]);
        if (entries.length > 0)
          for (const connection of this.connections) connection.fire('richApiMessage', { ArrayData: entries });
      }
    }
    this.notifyObservers();
  }

  private notifyObservers(): void {
    for (const observer of this.observers) observer();
  }

  private moveKeptRanges({ sheet, change }: Extract<ModelEvent, { kind: 'shifted' }>): void {
    for (const object of this.references.all()) {
      const { target } = object;
      if (!(target instanceof RangeTarget) || target.sheet !== sheet) continue;
      const area = change(target.area);
      if (area === null) this.references.lose(object);
      else target.area = area;
    }
  }
}
