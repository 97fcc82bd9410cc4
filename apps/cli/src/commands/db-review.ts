/** `occtet db review …`: signed statements about advisories, votes on them, and whom to listen to. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  importSources,
  moveStatement,
  openFeddb,
  openKeyFile,
  readReviewPolicy,
  reviewsFolder,
  writeReviewPolicy,
  writeStatement,
} from '@occtet/toolkit/adapters'
import { type AdvisoryStore, ALL_REVIEWS, type Judged, type Statement } from '@occtet/toolkit/advisories'
import { clockOf } from '../advisory-data.ts'
import { formatVerifierKey, type Signer } from '@occtet/toolkit/translog'
import { type Context, configFolder, feddbFolder } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatJudged, isVoid } from '../format-review.ts'
import { flagOption, numberOption, type Options, textOption } from '../options.ts'
import { draftStatement } from '../review-draft.ts'
import { embargoFolder, findStatements, reviewPolicyPath } from '../reviews.ts'

/** Writes and signs one statement; under embargo it stays on this machine. */
export async function runReviewAdd(context: Context, kind: string, options: Options): Promise<ExitCode> {
  const dir = folderOf(context, options)
  const statement = withStore(context, dir, (store) =>
    draftStatement(store, kind, { options, time: context.now() }),
  )
  return signAndKeep(context, statement, { dir, options })
}

export async function runReviewVote(
  context: Context,
  vote: 'approve' | 'reject',
  given: { readonly statement: string; readonly options: Options },
): Promise<ExitCode> {
  const dir = folderOf(context, given.options)
  const { id, statement } = withStore(context, dir, (store) => findOne(context, store, given.statement))
  if (statement.kind === 'approve' || statement.kind === 'reject') throw usage('a vote cannot be voted on')
  const reason = textOption(given.options, 'reason') ?? vote
  return signAndKeep(
    context,
    { kind: vote, statement: id, reason, time: context.now() },
    { dir, options: given.options },
  )
}

export function runReviewList(context: Context, options: Options): ExitCode {
  const dir = folderOf(context, options)
  const view = withStore(context, dir, (store) => {
    const known = new Set(store.signalsOf(ALL_REVIEWS).map(({ record }) => record))
    const judged = (findStatements(context, store)?.(ALL_REVIEWS) ?? []).filter(
      ({ statement }) => !isVote(statement),
    )
    const trusted = findStatements(context, store)?.(ALL_REVIEWS) ?? []
    const shown = judged.map((one) => ({ ...one, isVoid: isVoid(store, one.statement) }))
    return {
      statements: shown,
      untrusted: [...known].filter((id) => !trusted.some((one) => one.id === id)).length,
    }
  })
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(view, null, 1)}\n`)
  else {
    for (const one of view.statements) context.out(formatJudged(one))
    if (view.statements.length === 0) context.out('No statement by a reviewer who is trusted here.\n')
    if (view.untrusted > 0) context.out(`${view.untrusted} more by keys that are not trusted here.\n`)
  }
  return exitCodes.done
}

/** Names the keys to listen to from now on, those before included. */
export function runReviewTrust(context: Context, keys: readonly string[], options: Options): ExitCode {
  const path = reviewPolicyPath(context)
  const known = readReviewPolicy(path)
  const reviewers = [...new Set([...(known?.reviewers ?? []), ...keys])].sort()
  const approvals = numberOption(options, 'approvals') ?? known?.approvals ?? 2
  if (!Number.isSafeInteger(approvals) || approvals < 1) throw usage('--approvals: expected one or more')
  writeReviewPolicy(path, { reviewers, approvals })
  const policy = { reviewers, approvals }
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(policy, null, 1)}\n`
      : `${approvals} of ${reviewers.length} reviewers must agree before a statement changes an answer.\n`,
  )
  return exitCodes.done
}

/** Shows the key that others need to trust this reviewer; makes one the first time. */
export function runReviewKey(context: Context, options: Options): ExitCode {
  const { key } = openReviewerKey(context, options)
  const text = formatVerifierKey(key)
  context.out(flagOption(options, 'json') ? `${JSON.stringify({ key: text })}\n` : `${text}\n`)
  return exitCodes.done
}

/** Ends an embargo: the statement goes where others may fetch it. */
export async function runReviewRelease(context: Context, id: string, options: Options): Promise<ExitCode> {
  const dir = folderOf(context, options)
  if (!moveStatement(id, embargoFolder(context), reviewsFolder(dir))) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'STATEMENT_MISSING',
      message: `no statement ${id} is under embargo here`,
      hint: '`occtet db review list` shows all statements with their ids.',
    })
  }
  await takeIn(context, dir)
  const words = `${id} is no longer under embargo; the next \`occtet db publish\` hands it out.\n`
  context.out(flagOption(options, 'json') ? `${JSON.stringify({ id })}\n` : words)
  return exitCodes.done
}

interface Kept {
  readonly dir: string
  readonly options: Options
}

async function signAndKeep(
  context: Context,
  statement: Statement,
  { dir, options }: Kept,
): Promise<ExitCode> {
  const signer = openReviewerKey(context, options)
  const isEmbargoed = flagOption(options, 'embargo')
  const id = writeStatement(isEmbargoed ? embargoFolder(context) : reviewsFolder(dir), statement, signer)
  if (!isEmbargoed) await takeIn(context, dir)
  const where = isEmbargoed
    ? 'under embargo: it stays on this machine'
    : 'the next `occtet db publish` hands it out'
  context.out(flagOption(options, 'json') ? `${JSON.stringify({ id, statement })}\n` : `${id}\n${where}\n`)
  return exitCodes.done
}

function openReviewerKey(context: Context, options: Options): Signer {
  const path = textOption(options, 'key') ?? join(configFolder(context), 'keys', 'review.key')
  const name = textOption(options, 'as')
  if (name === undefined && !existsSync(path)) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'REVIEWER_UNNAMED',
      message: `there is no key to sign with: ${path} is not there`,
      hint: 'Choose a name that is yours; a key is made for it: occtet db review key --as ada.example',
    })
  }
  return openKeyFile(path, name)
}

async function takeIn(context: Context, dir: string): Promise<void> {
  await importSources([reviewsFolder(dir)], { dir, clock: clockOf(context), format: 'review' })
}

function findOne(context: Context, store: AdvisoryStore, text: string): Judged {
  const all = findStatements(context, store)?.(ALL_REVIEWS) ?? []
  const [found, ...others] = all.filter(({ id }) => text.length >= 8 && id.startsWith(text))
  if (found !== undefined && others.length === 0) return found
  throw new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'STATEMENT_MISSING',
    message: `${text} is not the id of one statement by a trusted reviewer`,
    hint: '`occtet db review list` shows them; eight digits of an id are enough.',
  })
}

function isVote(statement: Statement): boolean {
  return statement.kind === 'approve' || statement.kind === 'reject'
}

function folderOf(context: Context, options: Options): string {
  return feddbFolder(context, textOption(options, 'db'))
}

function withStore<T>(context: Context, dir: string, use: (store: AdvisoryStore) => T): T {
  const store = openFeddb(dir, clockOf(context))
  try {
    return use(store)
  } finally {
    store.close()
  }
}

function usage(message: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code: 'REVIEW_INVALID', message })
}
