/** FedDB for people: what sources say, side by side, and which of our releases it touches. */
import type { AnswerOf, feddbRoutes } from '@occtet/contract/api'
import { type AdvisoryStore, toClaimPurl } from '@occtet/toolkit/advisories'
import { explainPurl, layOutSources, showAdvisory } from '@occtet/toolkit/matching'
import { corePurl, type Purl, parsePurl } from '@occtet/toolkit/model'
import { parseCursor, readLimit, toPage } from '../kernel/cursor.ts'
import type { Caller, Handlers, Kernel, OrgScope, Reply } from '../kernel/model.ts'
import { basisOf } from './basis.ts'
import { type Containing, findContaining, findNamed } from './ours.ts'
import { showPackage } from './package-view.ts'
import { toAnswer } from './plain.ts'
import { listReviews, proposeReview } from './reviews.ts'
import { findById, findByName, findByPackage, readQuestion } from './search.ts'
import { clockOf, withStore } from './store.ts'

type Refusal = Extract<Reply<never>, { readonly kind: 'refused' }>

const MOST_OURS = 50
const MOST_PACKAGES = 20

export const feddbHandlers: Handlers<typeof feddbRoutes> = {
  'feddb.search': async ({ query, org, caller, kernel }) => ({
    kind: 'value',
    value: await search(kernel, query.q, { org, caller }),
  }),
  'feddb.advisory': async ({ params, query, org, caller, kernel }) => {
    const purl = query.purl === undefined ? undefined : parsePurl(query.purl)
    if (purl?.ok === false) return notAPurl(purl.error.message)
    const value = await showFlaw(kernel, { id: params.id, purl: purl?.value }, { org, caller })
    return value === undefined ? unknownId(params.id) : { kind: 'value', value }
  },
  'feddb.package': async ({ query, org, caller, kernel }) => {
    const purl = parsePurl(query.purl)
    if (!purl.ok) return notAPurl(purl.error.message)
    const ours = await findContaining(org, { packages: [purl.value], caller, limit: MOST_OURS })
    const value = await withStore(kernel, (store, loaded) => showPackage(store, loaded, purl.value))
    return {
      kind: 'value',
      value: toAnswer<AnswerOf<(typeof feddbRoutes)['feddb.package']>>({ ...value, ours }),
    }
  },
  'feddb.sources': async ({ kernel }) => {
    const value = await withStore(kernel, (store, loaded) => ({
      basis: basisOf(store, loaded),
      sources: loaded === 'nothing' ? [] : store.sources,
      maxAgeDays: kernel.settings.maxAgeDays,
      isOffline: kernel.settings.isOffline,
    }))
    return { kind: 'value', value: toAnswer<AnswerOf<(typeof feddbRoutes)['feddb.sources']>>(value) }
  },
  'feddb.containing': async ({ query, org, caller }) => {
    const purl = parsePurl(query.purl)
    if (!purl.ok) return notAPurl(purl.error.message)
    const after =
      query.cursor === undefined ? undefined : parseCursor(query.cursor, ['string', 'string', 'string'])
    if (after?.ok === false)
      return {
        kind: 'refused',
        status: 400,
        code: 'CURSOR_INVALID',
        message: 'expected a cursor of this list',
      }
    const limit = readLimit(query.limit)
    const rows = await findContaining(org, {
      packages: [purl.value],
      caller,
      limit: limit + 1,
      ...(after === undefined ? {} : { after: after.value as readonly [string, string, string] }),
    })
    const page = toPage(rows, limit, ({ product, release, purl: own }) => [product, release, own])
    return { kind: 'value', value: { ...page, rows: [...page.rows] } }
  },
  'feddb.reviews': async ({ org, kernel }) => ({ kind: 'value', value: await listReviews(kernel, org) }),
  'feddb.propose': async ({ body, org, kernel }) => {
    const made = await proposeReview(kernel, org, body)
    return made.ok
      ? { kind: 'value', value: toAnswer<AnswerOf<(typeof feddbRoutes)['feddb.propose']>>(made.value) }
      : { kind: 'refused', status: 400, ...made.error }
  },
}

interface Asker {
  readonly org: OrgScope
  readonly caller: Caller
}

async function search(
  kernel: Kernel,
  text: string,
  { org, caller }: Asker,
): Promise<AnswerOf<(typeof feddbRoutes)['feddb.search']>> {
  const { name, ...found } = await withStore(kernel, (store, loaded) => {
    const question = readQuestion(store, text)
    const basis = basisOf(store, loaded)
    return { basis, kind: question.kind, ...findAnswers(store, question, clockOf(kernel)()) }
  })
  const named =
    name === undefined || name.length < 2 ? [] : await findNamed(org, caller, { name, limit: MOST_PACKAGES })
  const all = [...new Set<Purl>([...found.packages, ...named])]
  const counted = await countPackages(kernel, all.slice(0, MOST_PACKAGES), { org, caller })
  return toAnswer<AnswerOf<(typeof feddbRoutes)['feddb.search']>>({
    ...found,
    packages: counted,
    isCut: all.length > MOST_PACKAGES,
  })
}

interface Answers {
  /** What our own components are searched for too. */
  readonly name: string | undefined
  readonly advisories: ReturnType<typeof findByPackage>
  readonly packages: readonly Purl[]
}

function findAnswers(store: AdvisoryStore, question: ReturnType<typeof readQuestion>, now: number): Answers {
  switch (question.kind) {
    case 'purl':
      return {
        name: undefined,
        advisories: findByPackage(store, question.purl),
        packages: [corePurl(question.purl)],
      }
    case 'id':
      return { name: undefined, advisories: findById(store, question.id, now), packages: [] }
    case 'name':
      return { name: question.name, advisories: [], packages: findByName(store, question.name) }
    default:
      return question satisfies never
  }
}

async function countPackages(kernel: Kernel, purls: readonly Purl[], { org, caller }: Asker) {
  const advisories = await withStore(kernel, (store) =>
    purls.map((purl) => findByPackage(store, purl).length),
  )
  return Promise.all(
    purls.map(async (purl, i) => ({
      purl,
      advisories: advisories[i] ?? 0,
      releases: new Set(
        (await findContaining(org, { packages: [purl], caller, limit: 500 })).map(
          ({ product, release }) => `${product}\0${release}`,
        ),
      ).size,
    })),
  )
}

interface Flaw {
  readonly id: string
  readonly purl: Purl | undefined
}

async function showFlaw(
  kernel: Kernel,
  { id, purl }: Flaw,
  { org, caller }: Asker,
): Promise<AnswerOf<(typeof feddbRoutes)['feddb.advisory']> | undefined> {
  const packages = await withStore(kernel, (store) => namedPackages(store, id))
  const ours = await findContaining(org, { packages, caller, limit: MOST_OURS })
  return withStore(kernel, (store, loaded) => {
    const records = store.recordsOf(id)
    if (records.length === 0) return undefined
    const shown = showAdvisory(store, id, clockOf(kernel)())
    const compared = compare(store, { id, purl: purl ?? chooseOwn(ours, packages) })
    return toAnswer<AnswerOf<(typeof feddbRoutes)['feddb.advisory']>>({
      basis: basisOf(store, loaded),
      shown: { ...shown, merged: shown.merged.map(toView), records: records.map(toRecord) },
      ours,
      ...compared,
    })
  })
}

/** The package of a current release first; without one of ours, the first that the records speak of. */
function chooseOwn(ours: readonly Containing[], packages: readonly Purl[]): Purl | undefined {
  const own = ours.find(({ isCurrent }) => isCurrent) ?? ours[0]
  const parsed = own === undefined ? undefined : parsePurl(own.purl)
  return parsed?.ok === true ? parsed.value : packages[0]
}

function compare(store: AdvisoryStore, { id, purl }: Flaw) {
  const compared = purl === undefined ? undefined : explainPurl(store, purl, id)
  if (purl === undefined || compared === undefined) return {}
  const order = new Map(compared.statements.map(({ source, record }, i) => [`${source}\0${record}`, i]))
  const claims = store
    .claimsFor(purl)
    .filter(({ source, record, withdrawn }) => withdrawn === undefined && order.has(`${source}\0${record}`))
    .toSorted(
      (a, b) => (order.get(`${a.source}\0${a.record}`) ?? 0) - (order.get(`${b.source}\0${b.record}`) ?? 0),
    )
  const axis = layOutSources(purl, claims)
  return { compared, ...(axis === undefined ? {} : { axis }) }
}

function namedPackages(store: AdvisoryStore, id: string): readonly Purl[] {
  const { merged } = showAdvisory(store, id, 0)
  const cores = merged.flatMap(({ affected }) =>
    affected.flatMap(({ ecosystem, name }) => toClaimPurl(ecosystem, name)?.core ?? []),
  )
  return [...new Set(cores)]
}

const toldFields = ['status', 'severity', 'weaknesses'] as const

/** Of the rest one value is shown with its rule; what records say of versions is compared below, statement by statement. */
function toView({ disagreements, ...view }: ReturnType<typeof showAdvisory>['merged'][number]) {
  const told = disagreements.flatMap(({ field: name, ...one }) => {
    const field = toldFields.find((known) => known === name)
    return field === undefined ? [] : [{ field, ...one }]
  })
  return { ...view, disagreements: told }
}

function toRecord({ source, id, format, digest, text }: ReturnType<AdvisoryStore['recordsOf']>[number]) {
  return { source, id, format, digest, record: parseRecord(text) }
}

function parseRecord(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    // YAML and other texts stay texts; anything else is no matter of the record.
    if (cause instanceof SyntaxError) return text
    throw cause
  }
}

function notAPurl(message: string): Refusal {
  return { kind: 'refused', status: 400, code: 'INPUT_NOT_A_PURL', message }
}

function unknownId(id: string): Refusal {
  return {
    kind: 'refused',
    status: 404,
    code: 'NOT_FOUND',
    message: `no record with the id or alias ${id} is loaded`,
  }
}
