/**
 * The served program is killed at any moment while clients write; after each start everything that was acknowledged has to
 * be there once, and what was cut off is sent again under its key and never becomes a second one.
 */
import { seededRandom } from '../../random.ts'
import { scratch } from '../../cli.ts'
import { setUpRoutes } from '../../../packages/contract/src/api/index.ts'
import { type Asker, Refused, send } from './api.ts'
import { checkAtRest, checkWork, type AtRest } from './kill-check.ts'
import {
  type Kind,
  org,
  ownOf,
  type Prepared,
  prepare,
  readTokens,
  replacing,
  type Write,
  write,
} from './kill-writes.ts'
import { type Place, type Server, startServer } from './server.ts'

export interface ServedKills {
  readonly kills: number
  readonly seed: number
  /** `postgresql://…`; absent: the embedded database. */
  readonly database?: string
}

export interface ServedKillReport extends AtRest {
  readonly kills: number
  /** Of those: before the program said its address. */
  readonly duringStart: number
  readonly acknowledged: number
  /** Writes that a kill cut off. */
  readonly cutOff: number
  /** Of those: refused when they were sent again, because nobody knows how far they had come. */
  readonly undecided: number
  /** Acknowledged and not there; there twice; refused though nothing was wrong. One sentence each. */
  readonly problems: readonly string[]
  /** Milliseconds of each start after a kill. */
  readonly slowestStart: number
}

const clients = 4
const kinds: readonly Kind[] = ['product', 'upload', 'decision', 'case', 'answer', 'profile']

export async function runServedKills({ kills, seed, database }: ServedKills): Promise<ServedKillReport> {
  const run = new KillRun(seededRandom(seed), {
    home: scratch('served-kill'),
    isGroup: true,
    ...(database === undefined ? {} : { env: { OCCTET_DATABASE: database } }),
  })
  await run.begin()
  for (let kill = 0; kill < kills; kill++) await run.round(kill)
  return run.end(kills)
}

/** One data folder, its servers one after another, and what clients know of it. */
class KillRun {
  readonly #random: () => number
  readonly #place: Place & { readonly home: string }
  readonly #acknowledged = new Set<string>()
  readonly #problems: string[] = []
  /** What may stand there, of writes that replace: the last acknowledged one, and those that were cut off since. */
  readonly #standing = new Map<string, Set<string>>()
  #prepared: Prepared = { findings: [] }
  #pending: Write[] = []
  #count = 0
  #duringStart = 0
  #cutOff = 0
  #undecided = 0
  #slowestStart = 0
  #next: Server | undefined
  #cookie: string | undefined

  constructor(random: () => number, place: Place & { readonly home: string }) {
    this.#random = random
    this.#place = place
  }

  async begin(): Promise<void> {
    this.#next = await this.#start()
    if (this.#place.env !== undefined) this.#cookie = await makeOwner(this.#next)
    this.#prepared = await prepare(this.#at(this.#next), clients)
  }

  async round(kill: number): Promise<void> {
    if (this.#next === undefined && this.#random() < 0.2) return this.#killStart()
    const server = this.#next ?? (await this.#start())
    this.#next = undefined
    await this.#look(this.#at(server), `before kill ${kill}`)
    const timer = setTimeout(() => void server.kill(), 20 + this.#random() * 1200)
    await Promise.all(
      Array.from({ length: clients }, async (_, client) => this.#work(this.#at(server), client)),
    )
    clearTimeout(timer)
    await server.kill()
    this.#hear(server)
    this.#cutOff += this.#pending.length
  }

  async end(kills: number): Promise<ServedKillReport> {
    const server = await this.#start()
    const asker = this.#at(server)
    await this.#look(asker, 'at the end')
    const work = await checkWork(
      asker,
      Array.from({ length: clients }, (_, client) => ownOf(client)),
    )
    const tokens = await this.#look(asker, 'after all work')
    this.#hear(server)
    const code = await server.stop()
    if (code !== 0) this.#problems.push(`the last stop ended with ${code}`)
    const rest = await checkAtRest(`${this.#place.home}/server`, work, this.#place.env === undefined)
    return {
      ...rest,
      kills,
      duringStart: this.#duringStart,
      acknowledged: this.#acknowledged.size,
      cutOff: this.#cutOff,
      undecided: this.#undecided,
      problems: [...this.#problems, ...compareEvents(rest, tokens, this.#acknowledged)],
      slowestStart: this.#slowestStart,
    }
  }

  #at({ url }: Server): Asker {
    return { url, cookie: this.#cookie }
  }

  async #start(): Promise<Server> {
    const server = await startServer([], this.#place)
    this.#slowestStart = Math.max(this.#slowestStart, Date.now() - server.began)
    return server
  }

  async #killStart(): Promise<void> {
    const delay = this.#random() * 1500
    const server = await startServer([], {
      ...this.#place,
      onSpawn: (kill) => setTimeout(() => void kill(), delay),
    }).catch(() => undefined)
    if (server === undefined) this.#duringStart++
    await server?.kill()
  }

  /** One client, one write after another, until nobody answers. */
  async #work(asker: Asker, client: number): Promise<void> {
    for (;;) {
      const kind = kinds[Math.floor(this.#random() * kinds.length)] ?? 'product'
      const one: Write = { kind, client, token: `${kind}-${client}-${++this.#count}`, pick: this.#count }
      this.#pending.push(one)
      if (!(await this.#send(asker, one))) return
    }
  }

  /** False: nobody answered, and nobody knows. */
  async #send(asker: Asker, one: Write): Promise<boolean> {
    try {
      await write(asker, this.#prepared, one)
      this.#acknowledge(one)
    } catch (cause) {
      if (!(cause instanceof Refused)) return false
      this.#problems.push(`${one.token} was refused: ${cause.message}`)
    }
    this.#pending = this.#pending.filter((other) => other !== one)
    return true
  }

  #acknowledge(one: Write): void {
    this.#acknowledged.add(one.token)
    if (replacing.has(one.kind)) this.#standing.set(`${one.kind} ${one.client}`, new Set([one.token]))
  }

  /** Sends again what was cut off, and looks for all that was ever acknowledged. */
  async #look(asker: Asker, when: string): Promise<ReadonlyMap<string, number>> {
    const open = this.#pending
    this.#pending = []
    for (const one of open) await this.#repeat(asker, one)
    const tokens = await readTokens(asker, clients)
    for (const token of this.#acknowledged) {
      const isReplaced = [...replacing].some((kind) => token.startsWith(`${kind}-`))
      if (!isReplaced && tokens.get(token) !== 1)
        this.#problems.push(`${when}: ${token} is there ${tokens.get(token) ?? 0} times`)
    }
    for (const [what, allowed] of this.#standing) {
      if (![...allowed].some((token) => tokens.has(token)))
        this.#problems.push(`${when}: ${what} is none of ${[...allowed].join(', ')}`)
    }
    for (const [token, count] of tokens)
      if (count > 1) this.#problems.push(`${when}: ${token} is there ${count} times`)
    return tokens
  }

  /** Refused as CONFLICT: it had begun and did not end; then it may be there or not. */
  async #repeat(asker: Asker, one: Write): Promise<void> {
    try {
      await write(asker, this.#prepared, one)
      this.#acknowledge(one)
    } catch (cause) {
      if (!(cause instanceof Refused) || cause.status !== 409) throw cause
      this.#undecided++
      if (replacing.has(one.kind)) this.#standing.get(`${one.kind} ${one.client}`)?.add(one.token)
    }
  }

  #hear(server: Server): void {
    const said = server
      .stderr()
      .split('\n')
      .filter((line) => line.includes('"level":"error"'))
    this.#problems.push(...said)
  }
}

/** A server on PostgreSQL is one for a team: its first account, made with the code that it prints. */
async function makeOwner({ url, stderr }: Server): Promise<string> {
  for (let tries = 0; tries < 100 && !stderr().includes('Stop with'); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const answer = await send({ url }, setUpRoutes['setUp.create'], {
    params: {},
    body: {
      code: /enter this code.*\n\s+(\S+)/.exec(stderr())?.[1] ?? '',
      name: 'Owner',
      email: 'owner@example.org',
      password: 'a whole sentence is good',
      organisation: { name: 'My organisation', slug: org },
    },
  })
  if (!answer.ok) throw new Error(`no account: ${answer.status} ${await answer.text()}`)
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** Each thing that is there has one event of its kind, and no event is there without its thing. */
function compareEvents(
  { events }: AtRest,
  tokens: ReadonlyMap<string, number>,
  acknowledged: ReadonlySet<string>,
): readonly string[] {
  const count = (all: Iterable<string>, kind: Kind): number =>
    [...all].filter((token) => token.startsWith(`${kind}-`)).length
  // Beside those of the clients: one to decide in, and each client's own.
  const exact = [
    ['product.registered', count(tokens.keys(), 'product') + 1 + clients],
    ['vuln.triaged', count(tokens.keys(), 'decision')],
    ['case.opened', count(tokens.keys(), 'case')],
  ] as const
  // What was cut off may have come as far as the ledger and be replaced since.
  const atLeast = [
    ['product.registered with profile', count(acknowledged, 'profile')],
    ['assessment.answered', count(acknowledged, 'answer')],
  ] as const
  return [
    ...exact.filter(([type, number]) => events.get(type) !== number),
    ...atLeast.filter(([type, number]) => (events.get(type) ?? 0) < number),
  ].map(([type, number]) => `${number} times ${type} wanted, ${events.get(type) ?? 0} events found`)
}
