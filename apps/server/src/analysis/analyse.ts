/** One release from its uploads to inventory, findings and evidence: reads advisories from disk, changes nothing. */
import {
  diskRepoFiles,
  hasFeddb,
  openFeddb,
  openGitHistory,
  openPrints,
  renewState,
  toSourceTree,
  withInstalledSources,
} from '@occtet/toolkit/adapters'
import { type AdvisoryStore, openStarterSet } from '@occtet/toolkit/advisories'
import {
  assessEvidence,
  collectEvidence,
  type CraStatus,
  type EvidenceSources,
  keepSaid,
  type RepoFiles,
  readSbomDocuments,
  readVexStatements,
} from '@occtet/toolkit/cra'
import { createPathFinder } from '@occtet/toolkit/inventory'
import { matchInventory, printsOfClaims } from '@occtet/toolkit/matching'
import type { Finding, FindingsReport, Inventory } from '@occtet/toolkit/model'
import { findReachability } from '@occtet/toolkit/reachability'
import { archiveRepoFiles } from './archive/archive-tree.ts'
import { openArchive } from './archive/open-archive.ts'
import { readBundle } from './check-bundle.ts'
import { mergeInventories } from './merge-inventories.ts'
import type {
  AnalysisInput,
  AnalysisOutput,
  AnalysisUpload,
  DataPlace,
  ImportReport,
  StoredEvidence,
  StoredInventory,
} from './model.ts'
import { readUpload } from './read-uploads.ts'
import { reviewsDigest, withReviews } from './reviews.ts'
import { foldersOf } from './source-files.ts'
import type { Watched } from './watched.ts'

export const steps = ['reading', 'matching', 'searching', 'collecting', 'saving'] as const
export type Step = (typeof steps)[number]

type OnStep = (step: Step, done: number, total: number) => void

/** Paths shown per finding. */
const maxPaths = 10

/** Throws where the advisory data cannot be opened (FeddbError); whatever the uploads hold is in their reports. */
export async function analyse(
  input: AnalysisInput,
  onStep: OnStep = () => undefined,
): Promise<AnalysisOutput> {
  const { reports, parts } = await readUploads(input, onStep)
  const inventory = mergeInventories(parts, input.product)
  const data = openData(input.data)
  try {
    const matched = matchInventory({
      inventory,
      store: data.store,
      pathsTo: createPathFinder(inventory, maxPaths),
      onProgress: (done, total) => onStep('matching', done, total),
    })
    onStep('searching', 0, 0)
    const source = await openSource(input.uploads, inventory)
    const findings = source === undefined ? matched : withReachability(matched, inventory, source)
    onStep('collecting', 0, 0)
    const evidence = await findEvidence(input, { inventory, findings, source, store: data.store })
    const { snapshot, asOf } = data.store
    return {
      isRead: parts.some(isRead),
      inventory,
      findings,
      evidence: evidence === undefined ? undefined : keepSaid(evidence),
      reports,
      data: { root: snapshot.root, asOf, isThin: data.isThin },
      watch: data.isThin ? undefined : toWatched(input.data, { inventory, findings, store: data.store }),
    }
  } finally {
    data.store.close()
  }
}

/** Some file of it said what is inside, whole or in part. */
function isRead({ files }: StoredInventory): boolean {
  return files.some(({ status }) => status === 'parsed' || status === 'partial')
}

interface ReadUploads {
  readonly reports: AnalysisOutput['reports']
  readonly parts: readonly StoredInventory[]
}

async function readUploads({ uploads, product }: AnalysisInput, onStep: OnStep): Promise<ReadUploads> {
  const reports: (readonly [string, ImportReport])[] = []
  const parts: StoredInventory[] = []
  for (const [at, upload] of uploads.entries()) {
    onStep('reading', at, uploads.length)
    const read = await readUpload(upload, product.name)
    reports.push([upload.id, read.report])
    if (read.inventory !== undefined) parts.push(read.inventory)
  }
  return { reports, parts }
}

export interface OpenData {
  readonly store: AdvisoryStore
  readonly isThin: boolean
}

/** The FedDB of this machine, else the advisories that ship with the program. */
export function openData({ feddbDir, reviewPolicy, maxAgeDays, now }: DataPlace): OpenData {
  const clock = (): number => now
  return hasFeddb(feddbDir)
    ? { store: withReviews(openFeddb(feddbDir, clock, maxAgeDays), reviewPolicy), isThin: false }
    : { store: openStarterSet(clock, maxAgeDays), isThin: true }
}

interface Source {
  readonly files: RepoFiles
  /** Where installed packages lie; undefined for an archive. */
  readonly dir: string | undefined
}

/** Of the newest archive or folder. */
async function openSource(
  uploads: readonly AnalysisUpload[],
  inventory: Inventory,
): Promise<Source | undefined> {
  const found = uploads.findLast(({ kind }) => kind === 'archive' || kind === 'folder')
  const folders = foldersOf(inventory.files)
  if (found?.kind === 'folder') return { files: diskRepoFiles(found.name, folders), dir: found.name }
  const archive = found?.bytes === undefined ? undefined : await openArchive(found.bytes)
  return archive?.ok === true
    ? { files: archiveRepoFiles(archive.value, folders), dir: undefined }
    : undefined
}

/** Each component is asked for once, together with the packages that its advisories name. */
function withReachability(
  report: FindingsReport,
  inventory: Inventory,
  { files, dir }: Source,
): FindingsReport {
  const { findings } = report
  if (findings.length === 0) return report
  const questions = findings.map(({ purl, affectedPaths }) => ({
    purl,
    ...(affectedPaths === undefined
      ? {}
      : { packagePaths: [...new Set(affectedPaths.map((path) => path.split('#')[0] ?? path))] }),
  }))
  const asked = [...new Set(findings.map(({ purl }) => purl))]
  const sources = toSourceTree(files)
  const tree = dir === undefined ? sources : withInstalledSources(sources, dir, { inventory, asked })
  const answers = findReachability(tree, inventory, questions)
  return {
    ...report,
    findings: findings.map((finding, at): Finding => {
      const reachability = answers[at]
      return reachability === undefined ? finding : { ...finding, reachability }
    }),
  }
}

interface Facts {
  readonly inventory: Inventory
  readonly findings: FindingsReport
  readonly source: Source | undefined
  readonly store: AdvisoryStore
}

/** Of the source tree; without one, what the newest pushed check found in its tree. */
async function findEvidence(input: AnalysisInput, facts: Facts): Promise<StoredEvidence | undefined> {
  const { source } = facts
  if (source === undefined) return findPushed(input.uploads)
  const asOf = `${new Date(input.data.now).toISOString().slice(0, 19)}Z`
  const vex = readVexStatements(source.files)
  const sources: EvidenceSources = {
    asOf,
    findings: facts.findings,
    feeds: facts.store,
    sboms: await readSbomDocuments(source.files),
    vex,
  }
  const collect = async (more: EvidenceSources): Promise<StoredEvidence> => ({
    ...assessEvidence(await collectEvidence(source.files, facts.inventory, { ...sources, ...more })),
    vex,
  })
  if (source.dir === undefined) {
    return collect({ whyNot: { history: 'an archive holds no history of version control' } })
  }
  const history = await openGitHistory(source.dir)
  if (!history.ok) return collect({ whyNot: { history: history.error.message } })
  try {
    return await collect({ history: history.value })
  } finally {
    history.value.close()
  }
}

function findPushed(uploads: readonly AnalysisUpload[]): CraStatus | undefined {
  const pushed = uploads.findLast(({ kind }) => kind === 'check')
  const bundle = pushed?.bytes === undefined ? undefined : readBundle(pushed.bytes)
  return bundle?.ok === true ? bundle.value.evidence : undefined
}

/** What the records said of each package, and digests of it: a later data update is then told apart package by package. */
function toWatched(
  { feddbDir, reviewPolicy }: DataPlace,
  { inventory, findings, store }: Pick<Facts, 'inventory' | 'findings' | 'store'>,
): Watched {
  const records = Object.fromEntries(
    inventory.components
      .filter(({ isFirstParty }) => !isFirstParty)
      .flatMap(({ purl }) => {
        const prints = printsOfClaims(store.claimsFor(purl))
        return prints?.length === 0 ? [] : [[purl, prints ?? null] as const]
      }),
  )
  const prints = openPrints(feddbDir)
  try {
    const blank = unwatched(inventory.name)
    const state = renewState(
      blank,
      { findings, inventory, records },
      {
        store,
        prints,
        reviews: reviewsDigest(store, reviewPolicy),
      },
    )
    return { product: { ...blank, ...state }, records }
  } finally {
    prints.close()
  }
}

/** Of a product that was never watched: what a watched one has beside the state, which is renewed right away. */
function unwatched(name: string) {
  return {
    schema: 'occtet.watch/1' as const,
    id: '',
    name,
    dir: '',
    checkedAt: '',
    inventory: '',
    excluded: [],
    root: '',
    layers: [],
    packages: [],
    prints: {},
    coverage: {},
    hasKevList: false,
    reviews: '',
    files: { findings: '', inventory: '', records: '' },
  }
}
