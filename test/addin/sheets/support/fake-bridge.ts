import type { AccountFactsReply, AccountFactsRequest } from '../../../../bridge/contract/account-facts.js';
import { CONTRACT_VERSION, type PullReply } from '../../../../bridge/contract/api.js';
import type { CommandReply } from '../../../../bridge/contract/command.js';
import { commandContracts } from '../../../../bridge/contract/commands/index.js';
import type {
  PushRow,
  PushSheetPayload,
  PushSheetReply,
  SheetCell,
} from '../../../../bridge/contract/commands/push-sheet.js';
import { groupBy } from '../../../../bridge/contract/group-by.js';
import type { Issue } from '../../../../bridge/contract/problem.js';
import { NO_SUCH_ACCOUNT } from '../../../../bridge/contract/sheets/shown-account.js';
import { sheetKinds, type SheetKindId } from '../../../../bridge/contract/sheets/index.js';
import { sentColumns, type SheetKind } from '../../../../bridge/contract/sheets/sheet-kind.js';

interface StoredPull {
  readonly kind: SheetKind;
  readonly rows: readonly (readonly SheetCell[])[];
  readonly baseline: Map<string, readonly SheetCell[]>;
}

interface SentCommand {
  readonly commandId: string;
  readonly dryRun: boolean;
  readonly payload: PushSheetPayload;
}

/** A bridge in memory that keeps the contract: baselines, refusals by cell, previews, and ids that come twice. */
export class FakeBridge {
  /** The rows that the next pull of a kind gives. */
  readonly rows: Record<SheetKindId, SheetCell[][]> = {
    readings: [],
    rereads: [],
    'bill-preview': [],
    'bill-exceptions': [],
    'bill-totals': [],
    comparison: [],
    adjustments: [],
    'pending-approvals': [],
    'adjustment-register': [],
    'adjustment-summary': [],
    'account-entries': [],
    ledger: [],
    aging: [],
    remittance: [],
    'trial-balance': [],
    reconciliation: [],
    commands: [],
    receipt: [],
    'bill-explanation': [],
    'rate-check': [],
    'price-cases': [],
    'account-data': [],
    'rate-study': [],
    rates: [],
    suspense: [],
    'route-book': [],
    'route-changes': [],
    meters: [],
    'meter-history': [],
    'reading-codes': [],
    'reading-layouts': [],
    'customer-contacts': [],
    'late-charges': [],
    rebill: [],
    'payment-arrangements': [],
    calls: [],
    'ebill-failures': [],
    'contact-history': [],
  };
  /** What pulls are of; the number of the pull follows it. */
  subject = '=Cycle 1';
  readonly commands: SentCommand[] = [];
  /** Rows that were applied, by key, in the order of their application. */
  readonly applied: PushRow[] = [];
  /** How many replies to pushes are lost from now on, after the work was done. */
  loseReplies = 0;
  /** Called after a push was done, before it is answered. */
  whileAnswering: () => void = () => undefined;
  /** Rows that were reversed, by whomever. */
  reversed: { key: string; receiptNumber: number }[] = [];
  /** Rows that are taken for pushed ones whose keys they lost, by the key that they have. */
  readonly pushedKeys = new Map<string, string>();
  /** What is shown beside a typed row, by the account that it names; refused rows too. */
  readonly shown = new Map<string, Readonly<Record<string, SheetCell>>>();
  /** What is told of accounts by their numbers as they are typed. */
  readonly accountFacts = new Map<string, Readonly<Record<string, SheetCell>>>();
  /** The accounts that each request asked the facts of. */
  readonly askedFacts: (readonly string[])[] = [];
  /** True while nothing answers. */
  isDown = false;
  /** What entries of a push come to. */
  effect: PushSheetReply['effect'] = null;
  totals: PushSheetReply['totals'] = [];
  /** The ids of the open runs. */
  openRuns: readonly string[] = ['R1'];
  readonly #pulls = new Map<string, StoredPull>();
  readonly #replies = new Map<string, CommandReply<PushSheetReply>>();

  readonly fetch = (input: unknown, init?: RequestInit): Promise<Response> =>
    Promise.resolve().then(() => this.#answer(input, init));

  #answer(input: unknown, init?: RequestInit): Response {
    const url = new URL(String(input), 'https://localhost');
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    init?.signal?.throwIfAborted();
    if (this.isDown) throw new TypeError('Failed to fetch');
    if (url.pathname === '/api/hello') {
      return json({ product: 'curbstop', version: '1', contractVersion: CONTRACT_VERSION });
    }
    if (url.pathname === '/api/home') return json(this.#home());
    if (url.pathname === '/api/accounts/facts') return json(this.#facts(body as AccountFactsRequest));
    if (url.pathname === '/api/pulls') return json(this.#pull(body as { kind: SheetKindId }));
    const rows = /^\/api\/pulls\/(.+)\/rows$/.exec(url.pathname);
    if (rows) return json({ rows: this.#page(rows[1] ?? '', url.searchParams) });
    if (/^\/api\/pulls\/(.+)\/reversals$/.test(url.pathname)) return json({ rows: this.reversed });
    if (url.pathname === '/api/commands/push-sheet') {
      const reply = this.#push(body as SentCommand);
      this.whileAnswering();
      init?.signal?.throwIfAborted();
      return reply;
    }
    return json({ type: 'x', title: 'x', status: 404, detail: 'Unknown.', code: 'not-found', fix: 'None.' }, 404);
  }

  get lastCommand(): SentCommand {
    const last = this.commands.at(-1);
    if (last === undefined) throw new Error('Nothing was sent.');
    return last;
  }

  #home(): unknown {
    const reads = { expected: 1, missing: 0, exceptions: 0, rereads: 0, onHold: 0, ready: 1 };
    const run = (billRunId: string) => ({
      billRunId,
      cycleId: 'C1',
      cycleName: 'Cycle 1',
      periodFrom: '2026-10-21',
      periodTo: '2026-11-20',
      billedOn: '2026-11-23',
      dueOn: '2026-12-14',
      readingFormat: 'beacon-csv',
      reads,
      step: 'review',
      next: 'Review the exceptions.',
    });
    return {
      utilityName: 'Sample Town',
      today: '2026-11-23',
      isSampleTown: true,
      accounts: 1,
      receivableCents: 0,
      person: { personId: 'p', name: 'Ann', role: 'coordinator' },
      runs: this.openRuns.map(run),
      undecidedDueOn: null,
    };
  }

  #pull({ kind: kindId }: { kind: SheetKindId }): PullReply {
    const kind: SheetKind = sheetKinds[kindId];
    const pullId = `P${this.#pulls.size + 1}`;
    const rows = structuredClone(this.rows[kindId]);
    const baseline = new Map(rows.map((row) => [String(row[0]), sentOf(kind, row)]));
    this.#pulls.set(pullId, { kind, rows, baseline });
    return {
      pullId,
      kind: kindId,
      subject: `${this.subject}, pull ${pullId}`,
      asOf: '2026-11-20',
      rowCount: rows.length,
      totals: [{ label: 'Rows', value: String(rows.length) }],
      choices: kindId === 'adjustments' ? { cause: ['other leak', 'bank error'] } : {},
    };
  }

  #facts({ accountIds }: AccountFactsRequest): AccountFactsReply {
    this.askedFacts.push(accountIds);
    const nobody = { name: NO_SUCH_ACCOUNT, balance: null, lastBill: null };
    return { accounts: accountIds.map((id) => ({ accountId: id, shown: this.accountFacts.get(id) ?? nobody })) };
  }

  #page(pullId: string, query: URLSearchParams): readonly (readonly SheetCell[])[] {
    const offset = Number(query.get('offset'));
    return this.#pulls.get(pullId)?.rows.slice(offset, offset + Number(query.get('limit'))) ?? [];
  }

  #push(sent: SentCommand): Response {
    const payload = commandContracts['push-sheet'].payload.parse(sent.payload);
    this.commands.push({ ...sent, payload });
    const earlier = this.#replies.get(sent.commandId);
    if (earlier) return json({ ...earlier, outcome: 'already-applied' });
    const reply = this.#decide(payload, sent.dryRun);
    if (reply.outcome === 'applied') this.#replies.set(sent.commandId, reply);
    if (!sent.dryRun && this.loseReplies > 0) {
      this.loseReplies -= 1;
      throw new TypeError('Failed to fetch');
    }
    return json(reply);
  }

  #decide(payload: PushSheetPayload, dryRun: boolean): CommandReply<PushSheetReply> {
    const pull = this.#pulls.get(payload.pullId);
    if (pull === undefined) throw new Error(`The bridge never gave pull ${payload.pullId}.`);
    const changed = payload.rows.filter((row) => isChanged(row, pull.baseline));
    const keys = groupBy(payload.rows, ({ key }) => key);
    const issues = changed.flatMap((row) => issuesOf(pull.kind, row, (keys.get(row.key) ?? []).length));
    const refusedRows = groupBy(issues, ({ sheetRow }) => sheetRow);
    const good = changed.filter((row) => !refusedRows.has(row.sheetRow));
    const isRefused = issues.length > 0 && payload.mode === 'all';
    const isApplied = !dryRun && !isRefused;
    if (isApplied) {
      for (const row of good) pull.baseline.set(row.key, row.cells);
      this.applied.push(...good);
    }
    const rows = changed.map((row) => {
      const own = refusedRows.get(row.sheetRow) ?? [];
      const state = own.length > 0 ? ('refused' as const) : ('applied' as const);
      const text = own.length > 0 ? own.map(({ message }) => message).join(' ') : `=Done, ${row.key}.`;
      const pushedKey = this.pushedKeys.get(row.key);
      const shown = this.shown.get(String(row.cells[sentColumns(pull.kind).findIndex(({ id }) => id === 'account')]));
      return {
        key: row.key,
        sheetRow: row.sheetRow,
        state,
        text,
        ...(pushedKey && { pushedKey }),
        ...(shown && { shown }),
      };
    });
    const gone = [...pull.baseline.keys()].filter((key) => !keys.has(key));
    return {
      outcome: isRefused ? 'refused' : dryRun ? 'previewed' : 'applied',
      receiptNumber: isApplied ? this.#replies.size + 1 : null,
      appliedAt: isApplied ? '2026-11-20T10:00:00Z' : null,
      reply: {
        pullId: payload.pullId,
        applied: good.length,
        refused: changed.length - good.length,
        unchanged: payload.rows.length - changed.length,
        rows,
        issues,
        conflicts: [],
        notices: gone.length > 0 ? [`${gone.length} rows are not in the sheet any more.`] : [],
        totals: [...this.totals],
        bills: [],
        journal: [],
        effect: this.effect,
        ifApproved: null,
        impact: null,
        moves: [],
      },
    };
  }
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}

function sentOf(kind: SheetKind, row: readonly SheetCell[]): SheetCell[] {
  return sentColumns(kind).map((column) => row[kind.columns.indexOf(column)] ?? null);
}

function isChanged(row: PushRow, baseline: ReadonlyMap<string, readonly SheetCell[]>): boolean {
  const before = baseline.get(row.key);
  return before === undefined || row.formulas !== undefined || JSON.stringify(before) !== JSON.stringify(row.cells);
}

function issuesOf(kind: SheetKind, row: PushRow, rowsOfKey: number): Issue[] {
  const issue = (code: string, column: string): Issue => {
    return { code, rowKey: row.key, sheetRow: row.sheetRow, column, message: `${code} in ${row.key}`, fix: 'Mend it.' };
  };
  if (row.key === '') return [issue('no-key', kind.columns[0]?.id ?? '')];
  const columns = sentColumns(kind);
  const wrong = columns.filter(({ type }, index) => {
    const cell = row.cells[index] ?? null;
    return (type === 'money' || type === 'integer') && cell !== null && typeof cell !== 'number';
  });
  return [
    ...(rowsOfKey > 1 ? [issue('key-twice', kind.columns[0]?.id ?? '')] : []),
    ...wrong.map(({ id }) => issue('not-a-number', id)),
    ...(row.formulas ?? []).map((column) => issue('formula', column)),
  ];
}
