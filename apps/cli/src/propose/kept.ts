/** Proposals as they are kept: one private file each, written once when made, again with a verdict; never overwritten by a new run. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { schemas } from '@occtet/contract'
import {
  type Announcement,
  makePrivateFolder,
  placeDurably,
  readTextFile,
  withLock,
} from '@occtet/toolkit/adapters'
import { parseJson } from '@occtet/toolkit/base'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { guardStore } from '../guard-store.ts'
import type { ProductFolder } from '../product-desk.ts'
import type { ProposalView } from './view.ts'
import { usage } from './wish.ts'

export interface KeptProposals {
  /** Newest first, then by id. */
  readonly proposals: readonly ProposalView[]
  /** One sentence per file that cannot be read. */
  readonly problems: readonly string[]
}

/** Whose they are and where private things lie. */
type Owner = Pick<ProductFolder, 'privateRoot'> & { readonly profile: Pick<ProductFolder['profile'], 'id'> }

/**
 * Beside the cases: a proposal says what is not mended yet and what people of the house noted about it, so it is not for `.occtet/`,
 * which is public by default. Trusted: whoever can write here can change what was proposed; the ledger has its digest.
 */
function folderOf({ privateRoot, profile }: Owner): string {
  return join(privateRoot, profile.id, 'proposals')
}

/** `vex_justification/ab…` to `vex_justification-ab….json`. */
function fileOf(id: string): string {
  return `${id.replace('/', '-')}.json`
}

const largest = 1024 * 1024

export function listKept(folder: Owner): KeptProposals {
  const read = [...eachKept(folder)]
  return {
    proposals: read
      .flatMap((one) => (typeof one === 'string' ? [] : [one]))
      .sort((a, b) => order(b.madeAt, a.madeAt) || order(a.id, b.id)),
    problems: read.filter((one) => typeof one === 'string'),
  }
}

/** One after the other, so that as many as there are need no memory; what is wrong with a file instead of its proposal. */
export function* eachKept(folder: Owner): Generator<ProposalView | string> {
  const dir = folderOf(folder)
  for (const name of namesIn(dir)) yield readKept(join(dir, name), name)
}

function namesIn(dir: string): readonly string[] {
  return existsSync(dir)
    ? readdirSync(dir)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : []
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What is wrong with it, or the proposal. */
function readKept(path: string, name: string): ProposalView | string {
  const text = readTextFile(path, largest)
  if (!text.ok) return text.error.message
  const json = parseJson(text.value)
  if (!json.ok) return `${path}: ${json.error.message}`
  const read = schemas['proposal-file'].safeParse(json.value.value)
  if (!read.success) return `${path} is no kept proposal of this version of occtet`
  const { schema: _schema, ...view } = read.data
  return fileOf(view.id) === name ? view : `${path} holds the proposal ${view.id}`
}

/** What is kept now: the earlier one where the same was proposed before. Durable when it resolves. Throws (exit 3 or 5). */
export async function keep(folder: Owner, view: ProposalView): Promise<ProposalView> {
  return alone(folder, (dir) => {
    const name = fileOf(view.id)
    if (existsSync(join(dir, name))) return readOrFail(join(dir, name), name)
    write(join(dir, name), view)
    return view
  })
}

/** Changes what lies on the disk now. `announce`: what the ledger is to have with it. Throws what `change` throws, and (exit 3 or 5). */
export async function change(
  folder: Owner,
  id: string,
  work: (before: ProposalView) => {
    readonly after: ProposalView
    readonly announcement?: Announcement | undefined
  },
): Promise<ProposalView> {
  return alone(folder, (dir) => {
    const name = fileOf(id)
    const { after, announcement } = work(readOrFail(join(dir, name), name))
    write(join(dir, name), after, announcement)
    return after
  })
}

async function alone<T>(folder: Owner, work: (dir: string) => T): Promise<T> {
  const dir = folderOf(folder)
  return guardStore(async () => {
    makePrivateFolder(dir)
    return withLock(dir, async () => work(dir))
  })
}

function readOrFail(path: string, name: string): ProposalView {
  const read = readKept(path, name)
  if (typeof read !== 'string') return read
  throw new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'PROPOSAL_UNREADABLE',
    message: read,
  })
}

function write(path: string, view: ProposalView, announcement?: Announcement): void {
  const text = `${JSON.stringify({ schema: 'occtet.proposal/1', ...view }, null, 2)}\n`
  placeDurably(path, text, { mode: 0o600, announcement })
}

/**
 * By its id or its beginning, with or without the kind, where no other begins so. Files are named after ids, so one is read however many
 * are kept. Throws (exit 2 or 3).
 */
export function findKept(folder: Owner, name: string): ProposalView {
  const dir = folderOf(folder)
  const [only, ...others] = namesIn(dir).filter((file) => isMeant(file, name))
  const hint = 'occtet propose list names them.'
  if (only === undefined) throw usage('PROPOSAL_UNKNOWN', `no proposal is called ${name}`, hint)
  if (others.length === 0) return readOrFail(join(dir, only), only)
  throw usage('PROPOSAL_AMBIGUOUS', `${name} is the beginning of ${others.length + 1} proposals`, hint)
}

/** Fewer letters of a digest name nothing. */
const shortest = 6

function isMeant(file: string, name: string): boolean {
  const stem = file.slice(0, -'.json'.length)
  const kind = stem.slice(0, stem.indexOf('-') + 1)
  const begun = name.replace('/', '-')
  const digest = begun.startsWith(kind) ? begun.slice(kind.length) : begun
  return digest.length >= shortest && stem.slice(kind.length).startsWith(digest)
}
