/** Every page of the application by its id: where it is, and the file that shows it. Data. */

/** `:name` is one encoded segment. `file` is below `pages/`, without `.tsx`, and exports `Page`. */
interface PagePlace {
  readonly path: string
  readonly file: string
}

export const pages = {
  home: { path: '/o/:org', file: 'home/home-page' },
  welcome: { path: '/o/:org/welcome', file: 'home/welcome-page' },
  sources: { path: '/o/:org/sources', file: 'home/sources-page' },
  products: { path: '/o/:org/products', file: 'products/products-page' },
  product: { path: '/o/:org/p/:product', file: 'products/product-page' },
  /** `:range` is `4.1.0..4.2.0`. */
  diff: { path: '/o/:org/p/:product/diff/:range', file: 'inventory/diff-page' },
  add: { path: '/o/:org/add', file: 'inventory/add-page' },
  inventoryOfAll: { path: '/o/:org/inventory', file: 'inventory/inventory-of-all-page' },
  inventory: { path: '/o/:org/p/:product/r/:release/inventory', file: 'inventory/inventory-page' },
  triage: { path: '/o/:org/triage', file: 'triage/triage-page' },
  licences: { path: '/o/:org/licences', file: 'licences/licences-page' },
  requirementsOfAll: { path: '/o/:org/requirements', file: 'requirements/requirements-of-all-page' },
  requirements: {
    path: '/o/:org/p/:product/r/:release/requirements',
    file: 'requirements/requirements-page',
  },
  requirement: {
    path: '/o/:org/p/:product/r/:release/requirements/:ref',
    file: 'requirements/requirements-page',
  },
  scope: { path: '/o/:org/p/:product/r/:release/scope', file: 'requirements/scope-page' },
  questions: { path: '/o/:org/p/:product/r/:release/questions', file: 'requirements/questions-page' },
  question: { path: '/o/:org/p/:product/r/:release/questions/:id', file: 'requirements/questions-page' },
  plan: { path: '/o/:org/p/:product/r/:release/plan', file: 'requirements/plan-page' },
  risk: { path: '/o/:org/p/:product/r/:release/risk', file: 'requirements/risk-page' },
  documentsOfAll: { path: '/o/:org/documents', file: 'documents/documents-of-all-page' },
  documents: { path: '/o/:org/p/:product/r/:release/documents', file: 'documents/documents-page' },
  document: { path: '/o/:org/p/:product/r/:release/documents/:id', file: 'documents/document-page' },
  cases: { path: '/o/:org/cases', file: 'cases/cases-page' },
  case: { path: '/o/:org/cases/:case', file: 'cases/case-page' },
  ledger: { path: '/o/:org/ledger', file: 'ledger/ledger-page' },
  ledgerEntry: { path: '/o/:org/ledger/:index', file: 'ledger/ledger-page' },
  feddb: { path: '/o/:org/feddb', file: 'feddb/feddb-page' },
  feddbAdvisory: { path: '/o/:org/feddb/a/:id', file: 'feddb/advisory-page' },
  feddbPackage: { path: '/o/:org/feddb/p/:purl', file: 'feddb/package-page' },
  alerts: { path: '/o/:org/settings/alerts', file: 'alerts/alerts-page' },
  assistant: { path: '/o/:org/assistant', file: 'assistant/assistant-page' },
  publicPage: { path: '/o/:org/p/:product/public', file: 'public/public-page' },
  publicReports: { path: '/o/:org/p/:product/public/reports', file: 'public/reports-page' },
  publicReport: { path: '/o/:org/p/:product/public/reports/:reference', file: 'public/report-page' },
  exchange: { path: '/o/:org/p/:product/exchange', file: 'exchange/exchange-page' },
  settings: { path: '/o/:org/settings', file: 'settings/settings-page' },
  settingsSection: { path: '/o/:org/settings/:section', file: 'settings/settings-page' },
  more: { path: '/o/:org/more', file: 'home/more-page' },
  start: { path: '/', file: 'home/start-page' },
  signIn: { path: '/sign-in', file: 'account/sign-in-page' },
  /** The address that the server prints at its first start; the same door, which knows what is to be done. */
  setUp: { path: '/set-up', file: 'account/sign-in-page' },
  /** Where the OpenID provider sends people back to. */
  signInReturn: { path: '/sign-in/oidc', file: 'account/sign-in-page' },
  /** The secret stands behind `#`, where no server sees it. */
  invitation: { path: '/invitation', file: 'account/invitation-page' },
  account: { path: '/account', file: 'account/account-page' },
} as const satisfies Readonly<Record<string, PagePlace>>

export type PageId = keyof typeof pages

type Names<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never

/** `{org: string, product: string}` of the page `product`. */
export type PageParams<Id extends PageId> = {
  readonly [Name in Names<(typeof pages)[Id]['path']>]: string
}

/** What stands behind the question mark; undefined leaves a name out. */
export type Search = Readonly<Record<string, string | undefined>>

/** A page with its parameters; without an argument, any of them. */
export type Place<Id extends PageId = PageId> = {
  readonly [One in Id]: {
    readonly page: One
    readonly params: PageParams<One>
    readonly search?: Search
    /** Without `#`. */
    readonly hash?: string
  }
}[Id]

/** The address of a page. */
export function hrefOf(place: Place): string {
  const values: Readonly<Record<string, string | undefined>> = { ...place.params }
  const path = pages[place.page].path.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`the page ${place.page} needs ${name}`)
    return encodeURIComponent(value)
  })
  const text = formatSearch(place.search ?? {})
  return `${path}${text}${place.hash === undefined ? '' : `#${encodeURIComponent(place.hash)}`}`
}

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

/** With the question mark; names in the order given. */
export function formatSearch(search: Search): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== '') query.set(name, value)
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
