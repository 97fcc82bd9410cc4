/** The eleven entries of the rail, in order; a page of a product lights up the entry that it belongs to. Data. */
import type { IconName } from './icons.tsx'
import type { PageId, Place } from './paths.ts'

export interface RailEntry {
  readonly id:
    | 'home'
    | 'products'
    | 'inventory'
    | 'triage'
    | 'licences'
    | 'requirements'
    | 'documents'
    | 'cases'
    | 'ledger'
    | 'feddb'
    | 'settings'
  readonly icon: IconName
  readonly page:
    | 'home'
    | 'products'
    | 'inventoryOfAll'
    | 'triage'
    | 'licences'
    | 'requirementsOfAll'
    | 'documentsOfAll'
    | 'cases'
    | 'ledger'
    | 'feddb'
    | 'settings'
  /** The page for the product and release that is open, where there is one. */
  readonly ofRelease?: 'inventory' | 'requirements' | 'documents'
  readonly lights: readonly PageId[]
  readonly count?: 'products' | 'toDecide' | 'conflicts' | 'clocks'
}

export const railEntries: readonly RailEntry[] = [
  { id: 'home', icon: 'home', page: 'home', lights: ['home', 'welcome', 'sources'] },
  {
    id: 'products',
    icon: 'box',
    page: 'products',
    lights: ['products', 'product', 'diff', 'add', 'publicPage', 'publicReports', 'publicReport', 'exchange'],
    count: 'products',
  },
  {
    id: 'inventory',
    icon: 'stack',
    page: 'inventoryOfAll',
    ofRelease: 'inventory',
    lights: ['inventoryOfAll', 'inventory'],
  },
  { id: 'triage', icon: 'sieve', page: 'triage', lights: ['triage'], count: 'toDecide' },
  { id: 'licences', icon: 'scale', page: 'licences', lights: ['licences'], count: 'conflicts' },
  {
    id: 'requirements',
    icon: 'grid',
    page: 'requirementsOfAll',
    ofRelease: 'requirements',
    lights: [
      'requirementsOfAll',
      'requirements',
      'requirement',
      'scope',
      'questions',
      'question',
      'plan',
      'risk',
    ],
  },
  {
    id: 'documents',
    icon: 'paper',
    page: 'documentsOfAll',
    ofRelease: 'documents',
    lights: ['documentsOfAll', 'documents', 'document'],
  },
  { id: 'cases', icon: 'clock', page: 'cases', lights: ['cases', 'case'], count: 'clocks' },
  { id: 'ledger', icon: 'ledger', page: 'ledger', lights: ['ledger', 'ledgerEntry'] },
  { id: 'feddb', icon: 'columns', page: 'feddb', lights: ['feddb', 'feddbAdvisory', 'feddbPackage'] },
  {
    id: 'settings',
    icon: 'people',
    page: 'settings',
    lights: ['settings', 'settingsSection', 'alerts', 'assistant'],
  },
]

/** Where an entry leads from here: to the open product's page where there is one. */
export function placeOf(entry: RailEntry, params: Readonly<Record<string, string>>): Place {
  const { org = '', product, release } = params
  if (entry.ofRelease !== undefined && product !== undefined && release !== undefined) {
    return { page: entry.ofRelease, params: { org, product, release } }
  }
  return { page: entry.page, params: { org } }
}
