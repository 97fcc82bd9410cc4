/** A server for tests: the app in process on a given store, two organisations, one person per role, no real clock. */
import { type Permission, type Role, roles } from '@occtet/contract/api'
import { createSession } from '../accounts/sessions.ts'
import { makeToken } from '../accounts/tokens.ts'
import { type App, type AppParts, createApp } from '../app/create-app.ts'
import { makeKernel } from '../app/make-kernel.ts'
import { handlers as allHandlers } from '../app/wire.ts'
import type { AfterCommit } from '../db/org-scope.ts'
import type { Store } from '../db/open.ts'
import type { AnyHandlers } from '../kernel/bind.ts'
import type { Kernel, LogEntry, OrgId, OrgScope, Settings } from '../kernel/model.ts'
import { makeId } from '../kernel/secrets.ts'
import { toInstant } from '../kernel/time.ts'
import { createVault, VAULT_KEY_BYTES } from '../kernel/vault.ts'

export interface TestWish {
  readonly store: Store
  readonly settings?: Partial<Settings>
  readonly handlers?: AnyHandlers
  readonly after?: AfterCommit
  readonly parts?: Partial<AppParts>
  /** Neither people nor organisations; `alpha`, `beta` and `as` are not to be used. */
  readonly isEmpty?: boolean
}

/** Sends with the caller's cookie or token, and with what a browser of the server's own pages adds. */
export interface TestCaller {
  readonly name: string
  readonly send: (method: string, path: string, body?: unknown, headers?: HeadersInit) => Promise<Response>
  readonly get: (path: string) => Promise<Response>
}

export interface TestServer {
  readonly app: App
  readonly kernel: Kernel
  /** Milliseconds; moves by `advance` alone. */
  readonly clock: { now: number }
  readonly logged: LogEntry[]
  readonly alpha: OrgScope
  readonly beta: OrgScope
  /** A member of `alpha` with this role. The guest sees the product `shown`. */
  readonly as: (role: Role) => TestCaller
  /** Owner of `beta`, nothing in `alpha`. */
  readonly stranger: TestCaller
  readonly nobody: TestCaller
  readonly token: (wish: TokenWish) => Promise<TestCaller>
  /** Id of the account that `as(role)` uses. */
  readonly accountOf: (role: Role) => string
}

export interface TokenWish {
  readonly org?: OrgScope
  readonly scopes: readonly Permission[]
  readonly product?: string
}

const noAfter: AfterCommit = {
  wakeJobs: () => undefined,
  wakeLedger: () => undefined,
  recorded: async () => await Promise.resolve({ state: 'pending' as const }),
}

export const testVault = createVault(Buffer.alloc(VAULT_KEY_BYTES, 7))
export const testNow = Date.parse('2026-11-22T12:00:00Z')
export const testUrl = 'http://127.0.0.1:7373'

export async function createTestServer(wish: TestWish): Promise<TestServer> {
  const clock = { now: testNow }
  const logged: LogEntry[] = []
  const settings: Settings = {
    mode: 'team',
    dataDir: '/nowhere',
    database: undefined,
    publicUrl: testUrl,
    feddbDir: '/nowhere',
    maxAgeDays: 7,
    isOffline: true,
    ...wish.settings,
  }
  const kernel = makeKernel({
    store: wish.store,
    settings,
    clock: () => clock.now,
    log: (entry) => logged.push(entry),
    after: wish.after ?? noAfter,
    vault: testVault,
  })
  const app = createApp({
    kernel,
    handlers: wish.handlers ?? allHandlers,
    checksAnswers: true,
    limits: { callerPerSecond: 1e6, addressPerSecond: 1e6 },
    onFault: (cause) => console.error(cause),
    ...wish.parts,
  })
  const people = wish.isEmpty === true ? nobodyYet : await addPeople(kernel)
  const callerOf = (name: string, headers: Record<string, string>): TestCaller =>
    makeCaller(app, name, headers)
  return {
    app,
    kernel,
    clock,
    logged,
    get alpha() {
      return people.alpha
    },
    get beta() {
      return people.beta
    },
    as: (role) => callerOf(role, { cookie: people.cookies.get(role)! }),
    stranger: callerOf('stranger', { cookie: people.cookies.get('stranger')! }),
    nobody: callerOf('nobody', {}),
    token: async (tokenWish) => {
      const secret = await addToken(kernel, tokenWish.org ?? people.alpha, tokenWish)
      return makeCaller(app, 'token', { authorization: `Bearer ${secret}` })
    },
    accountOf: (role) => `account-${role}`,
  }
}

function makeCaller(app: App, name: string, headers: Record<string, string>): TestCaller {
  const isMachine = 'authorization' in headers
  const send: TestCaller['send'] = async (method, path, body, more = {}) => {
    const all = new Headers({ ...headers, ...(isMachine ? {} : { origin: testUrl }) })
    for (const [key, value] of new Headers(more)) all.set(key, value)
    const isBytes = body instanceof Uint8Array || typeof body === 'string'
    if (body !== undefined && !isBytes) all.set('content-type', 'application/json')
    const sent = body === undefined ? undefined : isBytes ? (body as BodyInit) : JSON.stringify(body)
    return app.request(path, { method, headers: all, ...(sent === undefined ? {} : { body: sent }) })
  }
  return { name, send, get: async (path) => send('GET', path) }
}

interface People {
  readonly alpha: OrgScope
  readonly beta: OrgScope
  readonly cookies: ReadonlyMap<string, string>
}

const nobodyYet: People = {
  get alpha(): OrgScope {
    throw new Error('an empty server has no organisation')
  },
  get beta(): OrgScope {
    throw new Error('an empty server has no organisation')
  },
  cookies: new Map(),
}

async function addPeople(kernel: Kernel): Promise<People> {
  const alpha = await addOrg(kernel, 'alpha')
  const beta = await addOrg(kernel, 'beta')
  const cookies = new Map<string, string>()
  for (const role of roles) {
    await addMember(kernel, alpha, { id: `account-${role}`, role })
    cookies.set(role, await signIn(kernel, `account-${role}`))
  }
  await addMember(kernel, beta, { id: 'account-stranger', role: 'owner' })
  cookies.set('stranger', await signIn(kernel, 'account-stranger'))
  return { alpha, beta, cookies }
}

export async function addOrg(kernel: Kernel, slug: string): Promise<OrgScope> {
  const id = `org-${slug}` as OrgId
  const row = { id, slug, name: `The ${slug}`, ledger_origin: null, is_sample: 0, created_at: kernel.now() }
  await kernel.db.insertInto('org').values(row).execute()
  return (await kernel.openOrg(id))!
}

async function addMember(kernel: Kernel, org: OrgScope, who: { id: string; role: Role }): Promise<void> {
  const { id, role } = who
  const account = {
    id,
    name: `Person ${role}`,
    email: `${id}@example.org`,
    password_hash: null,
    totp_secret: null,
    totp_pending: null,
    totp_step: null,
    created_at: kernel.now(),
  }
  await kernel.db.insertInto('account').values(account).execute()
  const member = {
    org_id: org.id,
    account_id: id,
    role,
    products: role === 'guest' ? '["shown"]' : null,
    ends_at: role === 'auditor' ? toInstant(testNow + 30 * 86_400_000) : null,
    created_at: kernel.now(),
  }
  await kernel.db.insertInto('member').values(member).execute()
}

async function signIn(kernel: Kernel, accountId: string): Promise<string> {
  const cookie = await createSession(kernel.db, {
    accountId,
    method: 'password',
    request: new Request(testUrl),
    now: kernel.now(),
    publicUrl: testUrl,
  })
  return cookie.split(';')[0]!
}

async function addToken(kernel: Kernel, org: OrgScope, wish: TokenWish): Promise<string> {
  const { secret, hash, hint } = makeToken()
  const row = {
    org_id: org.id,
    id: makeId(),
    hash,
    hint,
    name: 'ci',
    scopes: JSON.stringify(wish.scopes),
    product: wish.product ?? null,
    created_by: 'account-owner',
    created_at: kernel.now(),
    expires_at: null,
    used_at: null,
    revoked_at: null,
  }
  await kernel.db.insertInto('api_token').values(row).execute()
  return secret
}
