/** Where each page is for the tests: the sample organisation, and one of our own with a product, a case and a report. */
import { hrefOf, type PageId, pages, type Place } from '../../../apps/web/src/app/paths.ts'

export const own = 'my-organisation'
export const pageIds = Object.keys(pages) as readonly PageId[]

/** What only an organisation that can be written to has. */
export interface Seeded {
  readonly case: string
  readonly drill: string
  readonly reference: string
}

/** Values of the sample for every parameter that an address can have; a new parameter fails until it stands here. */
const values: Readonly<Record<string, string>> = {
  org: 'sample',
  product: 'telemetry-hub',
  release: '1.4.0',
  range: '1.3.0..1.4.0',
  ref: 'ECR-I-1',
  index: '3',
  section: 'people',
  purl: 'pkg:npm/lodash',
}

/** `:id` means something else on each page. */
const ids: Partial<Record<PageId, string>> = {
  question: 'A1',
  document: 'declaration-of-conformity',
  feddbAdvisory: 'GHSA-jf85-cpcp-j695',
}

/** The address of a page, in English; where the sample has nothing to show, in our own organisation. */
export function addressOf(id: PageId, seeded: Seeded): string {
  const given: Partial<Record<PageId, Readonly<Record<string, string>>>> = {
    case: { org: own, case: seeded.case },
    publicReport: { org: own, product: 'router', reference: seeded.reference },
  }
  const known: Readonly<Record<string, string | undefined>> = { ...values, id: ids[id], ...given[id] }
  const params: Record<string, string> = {}
  for (const [, name = ''] of pages[id].path.matchAll(/:(\w+)/g)) {
    const value = known[name]
    if (value === undefined) throw new Error(`${id}: no value for :${name}`)
    params[name] = value
  }
  return hrefOf({ page: id, params, search: { lang: 'en' } } as Place)
}

/** The sample is made in the background. */
export async function waitForSample(url: string): Promise<void> {
  await waitForAnalysed(`${url}/api/orgs/sample/products`)
}

async function waitForAnalysed(products: string): Promise<void> {
  for (let turn = 0; turn < 300; turn++) {
    const answer = await fetch(products)
    if (answer.ok && (await answer.text()).includes('analysedAt')) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`no product is analysed: ${products}`)
}

const wishes = {
  isOn: true,
  parts: {
    securityTxt: true,
    policy: true,
    reports: true,
    csaf: true,
    vex: true,
    sbom: true,
    support: true,
    attestations: true,
    verify: true,
  },
  publisher: { name: 'The maker', namespace: 'https://example.org' },
  contacts: ['mailto:security@example.org'],
  policyText: { en: '', de: '' },
  acknowledgeDays: 5,
}

/** So that there is something to decide. */
const sbom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  components: ['lodash@4.17.20', 'minimist@1.2.5', 'braces@3.0.2'].map((component) => ({
    type: 'library',
    name: component.split('@')[0],
    version: component.split('@')[1],
    purl: `pkg:npm/${component}`,
    'bom-ref': component,
  })),
}

/** One product with findings, a public page, a report that came in by it, a running case and a drill; as a client of the API would. */
export async function seedOwn(url: string): Promise<Seeded> {
  const base = `${url}/api/orgs/${own}/products`
  await ask('POST', base, { name: 'Router', version: '1.0.0' })
  await ask('PUT', `${base}/router/public`, { version: 0, wishes })
  await ask('POST', `${base}/router/releases/1.0.0/uploads?name=bom.cdx.json`, sbom)
  const form = new URLSearchParams({ title: 'Login without password', text: 'An empty one is taken.' })
  await fetch(`${url}/pub/${own}/router/report`, { method: 'POST', body: form })
  const { rows } = await ask<{ rows: readonly { reference: string }[] }>('GET', `${base}/router/reports`)
  const open = async (drill: boolean): Promise<string> => {
    const at = `${new Date().toISOString().slice(0, 19)}Z`
    const answer = await ask<{ case: { row: { id: string } } }>('POST', `${base}/router/cases`, {
      track: 'AEV',
      drill,
      title: drill ? 'Drill of the year' : 'Logins from unknown addresses',
      role: 'manufacturer',
      aware: { at, decidedBy: 'Security lead', reason: 'A customer sent log lines.' },
    })
    return answer.case.row.id
  }
  await waitForAnalysed(base)
  return { reference: rows[0]?.reference ?? '', case: await open(false), drill: await open(true) }
}

async function ask<Answer>(method: string, url: string, body?: object): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Answer
}
