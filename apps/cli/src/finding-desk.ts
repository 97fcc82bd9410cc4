/** Everything known of one tree's findings: matched, looked for in the sources, laid under decisions, put in order. */
import { readProfileFile } from '@occtet/toolkit/adapters'
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import type { ProductProfile, RepoFiles } from '@occtet/toolkit/cra'
import { createPathFinder } from '@occtet/toolkit/inventory'
import { hasFreshCatalogue, matchInventory, unknownSubject } from '@occtet/toolkit/matching'
import { buildPurl, type FindingsReport, type Inventory, parsePurl, type Purl } from '@occtet/toolkit/model'
import type { AppliedDecisions, VexSubject } from '@occtet/toolkit/vex'
import { type AdvisoryData, openLocalData } from './advisory-data.ts'
import { select } from './commands/inventory.ts'
import { completeFindings } from './complete-findings.ts'
import type { Context } from './context.ts'
import { openDecisions, type StoredDecisions } from './decision-desk.ts'
import { openRepoFiles } from './evidence.ts'
import { flagOption, type Options } from './options.ts'
import { readTree } from './read-tree.ts'
import { requireFolder } from './require-folder.ts'
import { readSubject } from './subject.ts'

export interface FindingDesk {
  readonly dir: string
  readonly inventory: Inventory
  /** In the order of the queue. */
  readonly findings: FindingsReport
  readonly subject: VexSubject
  readonly profile: ProductProfile | undefined
  readonly data: { readonly kind: AdvisoryData['kind']; readonly hasKevList: boolean }
  readonly decisions: AppliedDecisions
  readonly stored: StoredDecisions
}

/** Nothing is fetched. */
export async function openFindingDesk(context: Context, dir: string, options: Options): Promise<FindingDesk> {
  return withFindingDesk(context, { dir, options }, (desk) => desk)
}

/** The same while the store is open, for what asks it more. */
export async function withFindingDesk<T>(
  context: Context,
  { dir, options }: { readonly dir: string; readonly options: Options },
  work: (desk: FindingDesk, store: AdvisoryStore) => T,
): Promise<T> {
  requireFolder(dir)
  const inventory = await readTree(context, dir)
  const data = await openLocalData(context, inventory, options)
  try {
    const matched = matchInventory({
      inventory: select(inventory, { firstParty: false, production: flagOption(options, 'production') }),
      store: data.store,
      pathsTo: createPathFinder(inventory, 10),
    })
    const tree = openRepoFiles(dir, inventory)
    const completed = await completeTree(context, { dir, home: dir, inventory, matched, tree, options })
    const hasKevList = hasFreshCatalogue(matched.sources, 'kev')
    return work({ dir, inventory, ...completed, data: { kind: data.kind, hasKevList } }, data.store)
  } finally {
    data.store.close()
  }
}

interface MatchedTree {
  readonly dir: string
  /** Where the product's `.occtet/` lies; undefined where it has none: only what the organisation decided then speaks. */
  readonly home: string | undefined
  readonly inventory: Inventory
  readonly matched: FindingsReport
  readonly tree: RepoFiles
  readonly options: Options
}

/**
 * Looked for in the sources, laid under decisions, in the order of the queue. A profile that cannot be read is told, and
 * the run goes on without it: decisions of the product then do not speak.
 */
export async function completeTree(
  context: Context,
  { dir, home, inventory, matched, tree, options }: MatchedTree,
): Promise<Pick<FindingDesk, 'findings' | 'subject' | 'profile' | 'decisions' | 'stored'>> {
  const facts = home === undefined ? unknownSubject : readSubject(context, home)
  const read = home === undefined ? undefined : readProfileFile(home)
  const profile = read?.ok === true ? read.value : undefined
  const subject = subjectOf(inventory, profile)
  const stored =
    home === undefined
      ? ofOrganisation(await openDecisions(context, dir, subject))
      : await openDecisions(context, home, subject)
  const { report, decisions } = completeFindings({
    inventory,
    matched,
    files: options['reachability'] === false ? undefined : tree,
    dir,
    records: stored.stored.map(({ record }) => record),
    subject,
    facts,
    today: context.now().slice(0, 10),
  })
  return { findings: report, subject, profile, decisions, stored }
}

/** What lies in the tree was decided for the product of its root. */
function ofOrganisation({ stored, ...rest }: StoredDecisions): StoredDecisions {
  return { ...rest, stored: stored.filter(({ kind }) => kind === 'organisation') }
}

/** What the profile states of the product; without one, what the tree calls itself. */
export function subjectOf(inventory: Inventory, profile: ProductProfile | undefined): VexSubject {
  const name = profile?.product.name ?? inventory.name
  const version = profile?.product.version ?? inventory.version
  const supplier = profile?.manufacturer?.name
  return {
    id: profile?.id ?? name,
    name,
    ...(version === undefined ? {} : { version }),
    purl: purlOf(profile?.product.purl, { name, version }),
    ...(supplier === undefined ? {} : { supplier }),
  }
}

function purlOf(
  stated: string | undefined,
  { name, version }: { readonly name: string; readonly version: string | undefined },
): Purl {
  const parsed = stated === undefined ? undefined : parsePurl(stated)
  if (parsed?.ok === true) return parsed.value
  const built = buildPurl({ type: 'generic', name, ...(version === undefined ? {} : { version }) })
  if (!built.ok) throw new Error(`a product of this name has no purl: ${built.error.message}`)
  return built.value
}
