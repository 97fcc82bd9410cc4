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

/**
 * Beside the cases: a proposal says what is not mended yet and what people of the house noted about it, so it is not for `.occtet/`,
 * which is public by default. Trusted: whoever can write here can change what was proposed; the ledger has its digest.
 */
function folderOf({ privateRoot, profile }: ProductFolder): string {
  return join(privateRoot, profile.id, 'proposals')
}

/** `vex_justification/ab…` to `vex_justification-ab….json`. */
function fileOf(id: string): string {
  return `${id.replace('/', '-')}.json`
}

const largest = 1024 * 1024

export function listKept(folder: ProductFolder): KeptProposals {
  const dir = folderOf(folder)
  const names = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith('.json')) : []
  const read = names.sort().map((name) => readKept(join(dir, name), name))
  return {
    proposals: read
      .flatMap((one) => (typeof one === 'string' ? [] : [one]))
      .sort((a, b) => order(b.madeAt, a.madeAt) || order(a.id, b.id)),
    problems: read.filter((one) => typeof one === 'string'),
  }
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
export async function keep(folder: ProductFolder, view: ProposalView): Promise<ProposalView> {
  return alone(folder, (dir) => {
    const name = fileOf(view.id)
    if (existsSync(join(dir, name))) return readOrFail(join(dir, name), name)
    write(join(dir, name), view)
    return view
  })
}

/** Changes what lies on the disk now. `announce`: what the ledger is to have with it. Throws what `change` throws, and (exit 3 or 5). */
export async function change(
  folder: ProductFolder,
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

async function alone<T>(folder: ProductFolder, work: (dir: string) => T): Promise<T> {
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

/** By its id or its beginning, with or without the kind, where no other begins so. Throws (exit 2). */
export function findKept({ proposals }: KeptProposals, name: string): ProposalView {
  const fitting = proposals.filter(({ id }) => {
    const stroke = id.indexOf('/') + 1
    const begun = name.startsWith(id.slice(0, stroke)) ? name.slice(stroke) : name
    return begun.length >= 6 && id.slice(stroke).startsWith(begun)
  })
  const [only, second] = fitting
  if (only !== undefined && second === undefined) return only
  const hint = 'occtet propose list names them.'
  if (only === undefined) throw usage('PROPOSAL_UNKNOWN', `no proposal is called ${name}`, hint)
  throw usage('PROPOSAL_AMBIGUOUS', `${name} is the beginning of ${fitting.length} proposals`, hint)
}
