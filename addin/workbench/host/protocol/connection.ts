import { asList, asRecord } from './arguments.js';

const REPLY = 1;
const KIND = { invoke: 0, registerEvent: 1, unregisterEvent: 2 } as const;
const RESPONSE = { reply: 0, event: 1 } as const;

const DISPATCH = { settingsSave: 76, richApi: 93, commandCompleted: 94 } as const;

/** What the host does for the add-in at the other end of a connection. */
export interface ConnectionWork {
  appContext(): unknown;
  /** Carries out a Rich API request; an error code of Office when it cannot. */
  richApi(body: string, flags: number): Promise<{ body: string } | { errorCode: number }>;
  saveSettings(settings: Readonly<Record<string, string>>): void;
  commandCompleted(id: string, status: number): void;
  /** Told of requests that the host does not know. */
  unknownRequest(name: string): void;
}

interface Registration {
  readonly conversation: string;
  readonly correlation: unknown;
}

/** One add-in frame: takes its messages and sends replies and events. */
export class Connection {
  private readonly registrations = new Map<string, Registration>();

  constructor(
    private readonly send: (message: string) => void,
    private readonly work: ConnectionWork,
  ) {}

  /** Takes one message of office.js, as the text that came by postMessage. Other messages are passed over. */
  async receive(text: string): Promise<void> {
    const message = parse(text);
    if (message?._messageType !== 0) return;
    const name = typeof message._actionName === 'string' ? message._actionName : '';
    if (message._actionType === KIND.registerEvent) {
      this.registrations.set(name, {
        conversation: String(message._conversationId),
        correlation: message._correlationId,
      });
      this.reply(message, { Error: 0 });
    } else if (message._actionType === KIND.unregisterEvent) {
      this.registrations.delete(name);
      this.reply(message, { Error: 0 });
    } else {
      this.reply(message, await this.invoke(name, message._data));
    }
  }

  /** Sends an event, if the add-in registered for it. */
  fire(name: string, data: unknown): boolean {
    const registration = this.registrations.get(name);
    if (registration === undefined) return false;
    this.post(name, registration.conversation, registration.correlation, RESPONSE.event, data);
    return true;
  }

  private async invoke(name: string, data: unknown): Promise<unknown> {
    if (name === 'ContextActivationManager_getAppContextAsync') {
      // A new start of office.js in the same frame: what the old one registered is void.
      this.registrations.clear();
      return this.work.appContext();
    }
    if (name === 'ContextActivationManager_notifyHost') return null;
    if (name === 'executeMethod') return this.execute(asRecord(data));
    this.work.unknownRequest(name);
    return null;
  }

  private async execute(data: Record<string, unknown>): Promise<unknown> {
    const { DispatchId: dispatch } = asRecord(data.DdaMethod);
    switch (dispatch) {
      case DISPATCH.richApi: {
        const array = data.ArrayData as readonly unknown[];
        const result = await this.work.richApi(String(array[4]), Number(array[6] ?? 0));
        return 'body' in result
          ? { Version: 1, Error: 0, Data: [200, [], result.body] }
          : { Version: 1, Error: result.errorCode };
      }
      case DISPATCH.settingsSave:
        this.work.saveSettings(settingsOf(data));
        return { Version: 1, Error: 0 };
      case DISPATCH.commandCompleted:
        this.work.commandCompleted(String(data[0]), Number(data[1]));
        return { Version: 1, Error: 0 };
      default:
        this.work.unknownRequest(`dispatch ${String(dispatch)}`);
        return { Version: 1, Error: 5000 };
    }
  }

  private reply(request: Record<string, unknown>, data: unknown): void {
    this.post(
      String(request._actionName),
      String(request._conversationId),
      request._correlationId,
      RESPONSE.reply,
      data,
    );
  }

  private post(name: string, conversation: string, correlation: unknown, responseType: number, data: unknown): void {
    this.send(
      JSON.stringify({
        _messageType: REPLY,
        _actionName: name,
        _conversationId: conversation,
        _correlationId: correlation,
        _origin: '',
        _errorCode: 0,
        _responseType: responseType,
        _data: data,
        _serializerVersion: 1,
      }),
    );
  }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return null;
  }
}

// The settings come as pairs of name and JSON text.
function settingsOf(data: Record<string, unknown>): Record<string, string> {
  const { Properties: pairs } = asRecord(data.DdaSettingsMethod);
  return Object.fromEntries(asList(pairs) as readonly (readonly [string, string])[]);
}
