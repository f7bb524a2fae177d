import type { z } from 'zod';
import {
  accountReplySchema,
  clientsReplySchema,
  CONTRACT_VERSION,
  helloReplySchema,
  homeReplySchema,
  loadsReplySchema,
  monthEndReplySchema,
  paymentLayoutsReplySchema,
  readingLayoutsReplySchema,
  type LayoutRow,
  pairReplySchema,
  pullReplySchema,
  pullReversalsReplySchema,
  pullRowsReplySchema,
  readReplySchema,
  receiptsReplySchema,
  runStatementsReplySchema,
  savedFilesReplySchema,
  routesReplySchema,
  tariffsReplySchema,
  type AccountReply,
  type CycleRoutes,
  type HelloReply,
  type HomeReply,
  type LoadRow,
  type MonthEndReply,
  type PairedClientRow,
  type PairReply,
  type PaymentLayoutRow,
  type PullReply,
  type PullReversalsReply,
  type PullRequest,
  type ReadReply,
  type ReceiptsReply,
  type RunStatementsReply,
  type SavedFilesReply,
  type TariffRow,
} from '../../bridge/contract/api.js';
import {
  runOutputsReplySchema,
  type RunOutputsReply,
  type SendCallsRequest,
  type SendMailingRequest,
  type SendNoticesRequest,
} from '../../bridge/contract/outputs.js';
import { accountDetailReplySchema, type AccountDetailReply } from '../../bridge/contract/account-detail.js';
import { accountFactsReplySchema, type AccountFactsReply } from '../../bridge/contract/account-facts.js';
import { accountSearchReplySchema, type AccountSearchReply } from '../../bridge/contract/account-search.js';
import { commandReplySchema, type CommandReply } from '../../bridge/contract/command.js';
import { commandContracts, type CommandKind } from '../../bridge/contract/commands/index.js';
import type { SheetCell } from '../../bridge/contract/commands/push-sheet.js';
import {
  comparisonReplySchema,
  type ComparisonReply,
  type ComparisonRequest,
} from '../../bridge/contract/comparison.js';
import { rateStudyReplySchema, type RateStudyReply, type RateStudyRequest } from '../../bridge/contract/rate-study.js';
import type { ReceiptSearch } from '../../bridge/contract/receipt-search.js';
import { runStepsReplySchema, type RunStepsReply } from '../../bridge/contract/run-steps.js';
import { isStopped, isTimeout, readAnswer } from './bridge-answer.js';
import { blocked, notRunning, otherVersion, tookTooLong, unreachable, type BridgeFailure } from './bridge-failure.js';
import { isDeniedByBrowser } from './local-network-rule.js';
import { TIME_LIMITS, type TimeLimits } from './time-limits.js';
import { firstOf } from './first-signal.js';

export interface BridgeClientOptions {
  /** '' is the origin that the add-in came from. */
  readonly baseUrl: string;
  readonly token: () => string | null;
  readonly fetch?: typeof fetch;
  readonly timeLimits?: Partial<TimeLimits>;
  /** Whether the browser denies the way to the bridge. */
  readonly isDenied?: () => Promise<boolean>;
}

export interface ClientCommand<Kind extends CommandKind> {
  readonly commandId: string;
  readonly dryRun: boolean;
  readonly reason?: string;
  readonly payload: z.input<(typeof commandContracts)[Kind]['payload']>;
}

export type ClientCommandReply<Kind extends CommandKind> = CommandReply<
  z.infer<(typeof commandContracts)[Kind]['reply']>
>;

interface Call {
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** What the answer may take; a reading call's limit unless told. */
  readonly limit?: keyof TimeLimits;
}

/** The bridge, as the contract describes it. Every failure is a BridgeFailure; stopping by a signal is an AbortError. */
export class BridgeClient {
  readonly #baseUrl: string;
  readonly #token: () => string | null;
  readonly #fetch: typeof fetch;
  readonly #limits: TimeLimits;
  readonly #isDenied: () => Promise<boolean>;
  #hasAnswered = false;

  constructor(options: BridgeClientOptions) {
    this.#baseUrl = options.baseUrl;
    this.#token = options.token;
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#isDenied = options.isDenied ?? isDeniedByBrowser;
    this.#limits = { ...TIME_LIMITS, ...options.timeLimits };
  }

  /** Asks which bridge answers. Throws 'version' when it speaks another version of the contract. */
  async hello(): Promise<HelloReply> {
    const hello = await this.#call('/api/hello', helloReplySchema, { limit: 'hello' });
    if (hello.contractVersion === CONTRACT_VERSION) return hello;
    throw otherVersion(`The bridge is version ${hello.version}, and this pane was made for another one.`);
  }

  /** Changes the code from the bridge's window into a token. */
  pair(code: string, label: string): Promise<PairReply> {
    return this.#call('/api/pair', pairReplySchema, { body: { code, label } });
  }

  home(): Promise<HomeReply> {
    return this.#call('/api/home', homeReplySchema);
  }

  pull(request: PullRequest, signal?: AbortSignal): Promise<PullReply> {
    return this.#call('/api/pulls', pullReplySchema, { body: request, signal, limit: 'pull' });
  }

  async pullRows(pullId: string, offset: number, limit: number, signal?: AbortSignal): Promise<SheetCell[][]> {
    const path = `/api/pulls/${encodeURIComponent(pullId)}/rows?offset=${offset}&limit=${limit}`;
    return (await this.#call(path, pullRowsReplySchema, { signal, limit: 'pull' })).rows;
  }

  /** The rows of a pull that were pushed and stand reversed. */
  async pullReversals(pullId: string): Promise<PullReversalsReply['rows']> {
    const path = `/api/pulls/${encodeURIComponent(pullId)}/reversals`;
    return (await this.#call(path, pullReversalsReplySchema)).rows;
  }

  /** Sends a command. Keep the id until an answer came, and use it again when the reply was lost. */
  async command<Kind extends CommandKind>(
    kind: Kind,
    request: ClientCommand<Kind>,
    signal?: AbortSignal,
  ): Promise<ClientCommandReply<Kind>> {
    const schema = commandReplySchema<z.ZodType>(commandContracts[kind].reply);
    const body = { reason: '', ...request };
    return (await this.#call(`/api/commands/${kind}`, schema, {
      body,
      signal,
      limit: 'command',
    })) as ClientCommandReply<Kind>;
  }

  /** One read of a run, with what it is judged by. */
  read(billRunId: string, rowKey: string, signal?: AbortSignal): Promise<ReadReply> {
    const path = `/api/runs/${encodeURIComponent(billRunId)}/read?key=${encodeURIComponent(rowKey)}`;
    return this.#call(path, readReplySchema, { signal });
  }

  /** Where an open run stands, step by step. */
  runSteps(billRunId: string): Promise<RunStepsReply> {
    return this.#call(`/api/runs/${encodeURIComponent(billRunId)}/steps`, runStepsReplySchema, { limit: 'pull' });
  }

  /** What was loaded for handhelds, the newest first. */
  async loads(): Promise<LoadRow[]> {
    return (await this.#call('/api/loads', loadsReplySchema)).loads;
  }

  /** Writes the files of a load into the bridge's folder. */
  saveLoad(loadNumber: number): Promise<SavedFilesReply> {
    return this.#call(`/api/loads/${loadNumber}/files`, savedFilesReplySchema, { body: {} });
  }

  /** What left the office of a posted run, and what is under way. */
  runOutputs(billRunId: string): Promise<RunOutputsReply> {
    return this.#call(outputsOf(billRunId), runOutputsReplySchema);
  }

  /** Begins to make a file for the mailing service and to send it. */
  sendMailing(billRunId: string, request: SendMailingRequest): Promise<RunOutputsReply> {
    return this.#call(`${outputsOf(billRunId)}/mailing`, runOutputsReplySchema, { body: request });
  }

  /** Begins to send the e-bill notices that were not sent, or to give up on them. */
  sendNotices(billRunId: string, request: SendNoticesRequest): Promise<RunOutputsReply> {
    return this.#call(`${outputsOf(billRunId)}/ebill`, runOutputsReplySchema, { body: request });
  }

  /** Begins to make the file of the calls that were decided on and not made yet, and to send it. */
  sendCalls(billRunId: string, request: SendCallsRequest): Promise<RunOutputsReply> {
    return this.#call(`${outputsOf(billRunId)}/calls`, runOutputsReplySchema, { body: request });
  }

  /** How far the statements of a posted run are. */
  runStatements(billRunId: string): Promise<RunStatementsReply> {
    return this.#call(statementsOf(billRunId), runStatementsReplySchema);
  }

  /** Begins to write the statements of a posted run into the bridge's folder. */
  makeRunStatements(billRunId: string): Promise<RunStatementsReply> {
    return this.#call(statementsOf(billRunId), runStatementsReplySchema, { body: {} });
  }

  /** Writes the statement of one bill into the bridge's folder. */
  saveStatement(accountId: string, billNumber: number): Promise<SavedFilesReply> {
    const path = `/api/accounts/${encodeURIComponent(accountId)}/bills/${billNumber}/statement`;
    return this.#call(path, savedFilesReplySchema, { body: {} });
  }

  monthEnd(): Promise<MonthEndReply> {
    return this.#call('/api/month-end', monthEndReplySchema);
  }

  /** The newest receipts that fit a search, a page of them. */
  receipts(search: ReceiptSearch): Promise<ReceiptsReply> {
    const asked = Object.entries(search).map(([name, value]) => [name, String(value)]);
    const query = new URLSearchParams(asked).toString();
    return this.#call(`/api/receipts${query === '' ? '' : `?${query}`}`, receiptsReplySchema);
  }

  /** The cycles with their routes. */
  async routes(): Promise<CycleRoutes[]> {
    return (await this.#call('/api/routes', routesReplySchema)).cycles;
  }

  /** How the utility's payment files are laid out. */
  async paymentLayouts(): Promise<PaymentLayoutRow[]> {
    return (await this.#call('/api/payment-layouts', paymentLayoutsReplySchema)).layouts;
  }

  /** The names of the utility's own layouts of reading files. */
  async readingLayouts(): Promise<LayoutRow[]> {
    return (await this.#call('/api/reading-layouts', readingLayoutsReplySchema)).layouts;
  }

  async clients(): Promise<PairedClientRow[]> {
    return (await this.#call('/api/clients', clientsReplySchema)).clients;
  }

  /** Every tariff with its versions, the newest first. */
  async tariffs(): Promise<TariffRow[]> {
    return (await this.#call('/api/tariffs', tariffsReplySchema)).tariffs;
  }

  /** Prices the last months of posted consumption with other rates; changes nothing. */
  studyRates(request: RateStudyRequest, signal?: AbortSignal): Promise<RateStudyReply> {
    return this.#call('/api/tariffs/study', rateStudyReplySchema, { body: request, signal, limit: 'study' });
  }

  /** Keeps a file as what an open run is compared with, and compares them. */
  compareRun(billRunId: string, request: ComparisonRequest, signal?: AbortSignal): Promise<ComparisonReply> {
    const path = `/api/runs/${encodeURIComponent(billRunId)}/comparison`;
    return this.#call(path, comparisonReplySchema, { body: request, signal, limit: 'study' });
  }

  account(accountId: string): Promise<AccountReply> {
    return this.#call(`/api/accounts/${encodeURIComponent(accountId)}`, accountReplySchema);
  }

  /** Writes the letters about the adjustments of a receipt into the bridge's folder. */
  saveLetters(receiptNumber: number): Promise<SavedFilesReply> {
    return this.#call(`/api/receipts/${receiptNumber}/letters`, savedFilesReplySchema, { body: {} });
  }

  /** Accounts by number, name, address or the number of a meter. */
  findAccounts(typed: string): Promise<AccountSearchReply> {
    return this.#call(`/api/accounts?q=${encodeURIComponent(typed)}`, accountSearchReplySchema);
  }

  /** What stands beside account numbers as they are typed, 1,000 of them at most. */
  async accountFacts(accountIds: readonly string[], signal?: AbortSignal): Promise<AccountFactsReply['accounts']> {
    const body = { accountIds };
    return (await this.#call('/api/accounts/facts', accountFactsReplySchema, { body, signal })).accounts;
  }

  /** An account with all that a person at the desk asks about it. */
  accountDetail(accountId: string): Promise<AccountDetailReply> {
    return this.#call(`/api/accounts/${encodeURIComponent(accountId)}/detail`, accountDetailReplySchema);
  }

  async #call<Schema extends z.ZodType>(path: string, schema: Schema, call: Call = {}): Promise<z.infer<Schema>> {
    const limitMs = this.#limits[call.limit ?? 'read'];
    try {
      return await readAnswer(await this.#send(path, call, limitMs), schema);
    } catch (error) {
      throw isTimeout(error) ? tookTooLong(limitMs, error) : error;
    }
  }

  async #send(path: string, call: Call, limitMs: number): Promise<Response> {
    try {
      const response = await this.#fetch(`${this.#baseUrl}${path}`, this.#init(call, limitMs));
      this.#hasAnswered = true;
      return response;
    } catch (error) {
      throw isStopped(error) ? error : await this.#noAnswer(error);
    }
  }

  async #noAnswer(cause: unknown): Promise<BridgeFailure> {
    if (this.#hasAnswered) return notRunning(cause);
    return (await this.#isDenied()) ? blocked(cause) : unreachable(cause);
  }

  #init({ body, signal }: Call, limitMs: number): RequestInit {
    const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
    const token = this.#token();
    if (token !== null) headers['Authorization'] = `Bearer ${token}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    return {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      cache: 'no-store',
      credentials: 'omit',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: firstOf(AbortSignal.timeout(limitMs), signal),
    };
  }
}

function outputsOf(billRunId: string): string {
  return `/api/runs/${encodeURIComponent(billRunId)}/outputs`;
}

function statementsOf(billRunId: string): string {
  return `/api/runs/${encodeURIComponent(billRunId)}/statements`;
}
