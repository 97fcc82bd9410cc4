/** What clients write while the server is killed: each write bears a token by which it is found again. */
import {
  caseRoutes,
  documentRoutes,
  jobRoutes,
  productRoutes,
  questionRoutes,
  triageRoutes,
  uploadRoutes,
} from '../../../packages/contract/src/api/index.ts'
import { ask, type Asker } from './api.ts'

export const org = 'my-organisation'

/** Where the decisions are made. */
export const triaged = 'triaged'

/** The product of one client alone: nobody else answers or edits there. */
export const ownOf = (client: number): string => `own-${client}`

export type Kind = 'product' | 'upload' | 'decision' | 'case' | 'answer' | 'profile'

/** Those that replace what was there; of the others each stands beside the ones before. */
export const replacing: ReadonlySet<Kind> = new Set(['answer', 'profile'])

export interface Write {
  readonly kind: Kind
  readonly token: string
  readonly client: number
  /** Chooses among like things, such as findings. */
  readonly pick: number
}

export interface Prepared {
  /** Keys of findings of `triaged`. */
  readonly findings: readonly string[]
}

const vulnerable = [
  'pkg:golang/golang.org/x/net@v0.0.0-20211209124913-491a49abca63',
  'pkg:golang/golang.org/x/text@v0.3.7',
  'pkg:golang/gopkg.in/yaml.v3@v3.0.0-20210107192922-496545a6307b',
]

/** What the writes need; once, on an empty server. */
export async function prepare(asker: Asker, clients: number): Promise<Prepared> {
  const names = [triaged, ...Array.from({ length: clients }, (_, client) => ownOf(client))]
  for (const name of names) {
    await ask(asker, productRoutes['products.create'], {
      params: { org },
      body: { name, slug: name, version: '1' },
    })
  }
  await ask(asker, uploadRoutes['uploads.create'], {
    params: { org, product: triaged, release: '1' },
    query: { name: 'sbom.cdx.json' },
    body: sbomOf(vulnerable),
  })
  for (let tries = 0; tries < 1000; tries++) {
    const { rows } = await ask(asker, triageRoutes['triage.queue'], { params: { org }, query: {} })
    const findings = rows.flatMap(({ places }) => places.map(({ finding }) => finding))
    if (findings.length > 0) return { findings }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const { rows } = await ask(asker, jobRoutes['jobs.list'], { params: { org }, query: {} })
  throw new Error(`the findings do not come: ${JSON.stringify(rows)}`)
}

/** Resolves when the server has acknowledged it. */
export async function write(
  asker: Asker,
  { findings }: Prepared,
  { kind, token, client, pick }: Write,
): Promise<void> {
  const params = { org, product: ownOf(client) }
  const key = token
  switch (kind) {
    case 'product':
      await ask(asker, productRoutes['products.create'], { key, params, body: { name: token, version: '1' } })
      return
    case 'upload':
      await ask(asker, uploadRoutes['uploads.create'], {
        key,
        params: { ...params, release: '1' },
        query: { name: `${token}.cdx.json` },
        body: sbomOf([`pkg:npm/${token}@1.0.0`]),
      })
      return
    case 'decision':
      await ask(asker, triageRoutes['triage.decide'], {
        key,
        params,
        body: {
          findings: [{ product: triaged, finding: findings[pick % findings.length] ?? '' }],
          verdict: { status: 'fixed', responses: [] },
          reason: token,
          scope: 'finding',
        },
      })
      return
    case 'case':
      await ask(asker, caseRoutes['cases.open'], {
        key,
        params,
        query: {},
        body: { track: 'AEV', drill: false, title: token },
      })
      return
    case 'answer':
      return answer(asker, params, token)
    case 'profile':
      await ask(asker, documentRoutes['documents.fill'], {
        key,
        params,
        body: { fields: { 'product.description': token } },
      })
      return
    default:
      kind satisfies never
  }
}

const question = 'B2'

/** A repeated request is the same request: what was sent first, with the version that was read then. */
const versions = new Map<string, number>()

async function answer(
  asker: Asker,
  params: { readonly org: string; readonly product: string },
  token: string,
): Promise<void> {
  const at = { ...params, question }
  const version =
    versions.get(token) ??
    (await ask(asker, questionRoutes['questions.show'], { params: at, query: {} })).subject.version
  versions.set(token, version)
  await ask(asker, questionRoutes['questions.answer'], {
    key: token,
    params: at,
    query: {},
    body: { answer: 'yes', note: token, version },
  })
}

/** How often each token is there, whatever wrote it. */
export async function readTokens(asker: Asker, clients: number): Promise<ReadonlyMap<string, number>> {
  const found: string[] = []
  for await (const { name } of pages(async (cursor) =>
    ask(asker, productRoutes['products.list'], { params: { org }, query: { limit: '500', ...cursor } }),
  ))
    found.push(name)
  for await (const { title } of pages(async (cursor) =>
    ask(asker, caseRoutes['cases.list'], { params: { org }, query: { limit: '500', ...cursor } }),
  ))
    found.push(title)
  const { rows } = await ask(asker, triageRoutes['triage.decisions'], { params: { org, product: triaged } })
  found.push(...rows.flatMap(({ entries }) => entries.flatMap(({ reason }) => reason ?? [])))
  for (let client = 0; client < clients; client++) found.push(...(await readOwn(asker, ownOf(client))))
  const counts = new Map<string, number>()
  for (const token of found) counts.set(token, (counts.get(token) ?? 0) + 1)
  return counts
}

async function readOwn(asker: Asker, product: string): Promise<readonly string[]> {
  const found: string[] = []
  for await (const { name } of pages(async (cursor) =>
    ask(asker, uploadRoutes['uploads.list'], {
      params: { org, product, release: '1' },
      query: { limit: '500', ...cursor },
    }),
  ))
    found.push(name.replace('.cdx.json', ''))
  const { question: shown } = await ask(asker, questionRoutes['questions.show'], {
    params: { org, product, question },
    query: {},
  })
  const { sections } = await ask(asker, documentRoutes['documents.preview'], {
    params: { org, product, release: '1', paper: 'declaration-of-conformity' },
    query: {},
  })
  return [
    ...found,
    shown.answer?.note ?? [],
    /profile-\d+-\d+/.exec(JSON.stringify(sections))?.[0] ?? [],
  ].flat()
}

async function* pages<T>(
  read: (cursor: {
    readonly cursor?: string
  }) => Promise<{ readonly rows: readonly T[]; readonly next?: string | undefined }>,
): AsyncGenerator<T> {
  let next: string | undefined
  do {
    const page = await read(next === undefined ? {} : { cursor: next })
    yield* page.rows
    next = page.next
  } while (next !== undefined)
}

/** CycloneDX with these components. */
function sbomOf(purls: readonly string[]): Uint8Array {
  const components = purls.map((purl) => {
    const [name = '', version = ''] = purl.replace(/^pkg:[a-z]+\//, '').split('@')
    return { type: 'library', name, version, purl, 'bom-ref': purl }
  })
  return new TextEncoder().encode(
    JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components }),
  )
}
