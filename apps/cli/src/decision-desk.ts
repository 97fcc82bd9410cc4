/** The decisions at hand for one product: read from their three places, and written back. */
import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Announce,
  createDecision,
  type DecisionFolders,
  decisionFolders,
  folderOf,
  readDecisions,
  readProfileFile,
  type StoredDecision,
  updateDecision,
} from '@occtet/toolkit/adapters'
import type { Result } from '@occtet/toolkit/base'
import type { Policy } from '@occtet/toolkit/policy'
import {
  type AppliedDecisions,
  type DecisionPolicy,
  type DecisionRecord,
  toHouseRules,
  type VexSubject,
} from '@occtet/toolkit/vex'
import { guardStore } from './guard-store.ts'
import { type Context, privateFolder } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { type Options, textOption } from './options.ts'

export interface StoredDecisions {
  readonly folders: DecisionFolders
  readonly stored: readonly StoredDecision[]
  /** One sentence per file that cannot be read: its finding is open. */
  readonly broken: readonly string[]
}

export async function openDecisions(
  context: Context,
  dir: string,
  subject: VexSubject,
): Promise<StoredDecisions> {
  const privateRoot = privateFolder(context)
  const shared = context.env['OCCTET_ORGANISATION']
  const organisation =
    shared === undefined || shared === '' ? join(privateRoot, '..', 'organisation') : shared
  const roots = { privateRoot, organisation }
  // Many trees call themselves "web" or "app": what is private to one of them must not speak for another.
  const unnamed = decisionFolders(dir, `tree ${realpathSync(dir)}`, roots)
  const profile = readProfileFile(dir)
  const isNamed = profile.ok && profile.value !== undefined
  const folders = isNamed ? decisionFolders(dir, subject.id, roots) : unnamed
  const { decisions, problems } = await guardStore(() => readDecisions(folders))
  const broken = problems.map(({ message }) => message)
  return { folders, stored: decisions, broken: isNamed ? [...broken, ...findLeftBehind(unnamed)] : broken }
}

/** Private decisions that were made before the product had a profile. */
function findLeftBehind({ private: { path } }: DecisionFolders): readonly string[] {
  const names = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.yaml')) : []
  return names.map(
    (name) => `${join(path, name)} was made before this product had a profile: decide again, then remove it`,
  )
}

/** One sentence per finding on which decisions in force say different things: one of them speaks, and nobody chose it. */
export function contradictionsOf({ conflicts }: Pick<AppliedDecisions, 'conflicts'>): readonly string[] {
  return conflicts.map(
    ({ finding, records }) => `Decisions contradict each other on ${finding}: ${records.join(', ')}`,
  )
}

/** What the policy of the product says of decisions, as rules for making them. */
export function toDecisionPolicy({ decisions }: Policy): DecisionPolicy {
  return toHouseRules(decisions)
}

/** Throws (exit 2 or 5) where it may not or cannot be written. */
export async function saveNewDecision(
  { folders, stored }: StoredDecisions,
  make: (
    taken: ReadonlySet<string>,
  ) => Result<DecisionRecord, { readonly code: string; readonly message: string }>,
  place: {
    readonly draft: DecisionRecord
    readonly isPrivate: boolean
    readonly announce?: Announce<DecisionRecord>
  },
): Promise<StoredDecision> {
  const folder = folderOf(folders, place.draft, place.isPrivate)
  // An id names one decision in all three places.
  const others = stored.map(({ record }) => record.id)
  const saved = await guardStore(() =>
    createDecision(folder, (taken) => make(new Set([...taken, ...others])), place.announce),
  )
  if (saved.ok) return saved.value
  throw refused(saved.error)
}

export async function changeDecision(
  { folders, stored }: StoredDecisions,
  { id, announce }: { readonly id: string; readonly announce?: Announce<DecisionRecord> },
  change: (
    before: DecisionRecord,
  ) => Result<DecisionRecord, { readonly code: string; readonly message: string }>,
): Promise<StoredDecision> {
  const known = stored.find(({ record }) => record.id === id)
  if (known === undefined) throw refused({ code: 'DECISION_UNKNOWN', message: `there is no decision ${id}` })
  const saved = await guardStore(() => updateDecision(folders[known.kind], { id, announce }, change))
  if (saved.ok) return saved.value
  throw refused(saved.error)
}

export function refused(problem: { readonly code: string; readonly message: string }): CommandFailure {
  const { code, message } = problem
  return new CommandFailure({ exitCode: exitCodes.usage, code, message })
}

/** The user name of the machine is no answer to who stands for a decision. */
export function whoDecides(context: Context, options: Options): string {
  const by = (textOption(options, 'by') ?? context.env['OCCTET_BY'] ?? '').trim()
  if (by !== '') return by
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'WHO_MISSING',
    message: 'say who decides, with --by or in OCCTET_BY',
  })
}
