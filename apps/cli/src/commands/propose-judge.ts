/** `occtet propose judge|right|wrong`: what a person makes of a proposal, and whether it turned out right; logged, nothing applied. */
import { applyVerdict, type Proposal, toEvents, type Verdict } from '@occtet/toolkit/assistant'
import { readTextFile } from '@occtet/toolkit/adapters'
import type { Context } from '../context.ts'
import { whoDecides } from '../decision-desk.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { openProductFolder } from '../product-desk.ts'
import { formatProposal } from '../propose/format-proposal.ts'
import { change, findKept, listKept } from '../propose/kept.ts'
import { nextCommand } from '../propose/next-command.ts'
import { type ProposalView, toProposal } from '../propose/view.ts'
import { usage } from '../propose/wish.ts'
import { reviewEvents, verdictEvents } from '../record/proposal-events.ts'
import { openRecorder } from '../record/recorder.ts'

type Word = 'accept' | 'edit' | 'reject'

/** Once: a second verdict is refused (exit 2). */
export async function runJudge(
  context: Context,
  { name, word }: { readonly name: string; readonly word: Word },
  options: Options,
): Promise<ExitCode> {
  const { by, folder, id, recorder } = openKept(context, name, options)
  const verdict = toVerdict(id, word, { by, at: context.now(), options })
  const judged = await recorder.change((note) =>
    change(folder, id, (before) => {
      const { after, events } = judge(before, verdict)
      return { after, announcement: note(verdictEvents(folder.profile.id, events)) }
    }),
  )
  const next = word === 'accept' ? nextCommand(judged, folder.dir) : undefined
  return tell(context, judged, { ledger: recorder.origin, next, options })
}

/** Who speaks, the proposal that `name` means, and where it is recorded. */
function openKept(context: Context, name: string, options: Options) {
  const by = whoDecides(context, options)
  const folder = openProductFolder(context, textOption(options, 'dir') ?? '.')
  const { id } = findKept(listKept(folder), name)
  return { by, folder, id, recorder: openRecorder(context, { dir: folder.dir, id: folder.profile.id }) }
}

interface Judged {
  readonly after: ProposalView
  readonly events: Parameters<typeof verdictEvents>[1]
}

function judge(before: ProposalView, verdict: Verdict): Judged {
  if (before.verdict !== undefined)
    throw usage(
      'ALREADY_JUDGED',
      `${before.id} was ${before.verdict.verdict} by ${before.verdict.by} at ${before.verdict.at}`,
    )
  const proposal = readable(before)
  const applied = applyVerdict(proposal, verdict)
  const events = toEvents(proposal, verdict)
  if (!applied.ok) throw usage(applied.error.code, applied.error.message)
  if (!events.ok) throw new Error('a verdict that fits has events')
  const { proposal: _id, verdict: word, by, at, note } = verdict
  const said = { verdict: word, by, at, ...(note !== undefined && { note }), ...applied.value }
  return { after: { ...before, verdict: said }, events: events.value }
}

function readable(view: ProposalView): Proposal {
  const proposal = toProposal(view)
  if (proposal !== undefined) return proposal
  throw new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'PROPOSAL_UNREADABLE',
    message: `${view.id}: its value or a provision in it is not one that this version knows`,
  })
}

interface Stamp {
  readonly by: string
  readonly at: string
  readonly options: Options
}

function toVerdict(proposal: string, word: Word, { by, at, options }: Stamp): Verdict {
  const note = textOption(options, 'note')
  const stamp = { proposal, by, at, ...(note !== undefined && { note }) }
  const text = newText(options)
  if (word !== 'edit' && text !== undefined)
    throw usage('TEXT_UNFIT', `a text belongs to edit, not to ${word}`)
  if (word === 'accept') return { ...stamp, verdict: 'accepted' }
  if (word === 'reject') return { ...stamp, verdict: 'rejected' }
  if (text === undefined) throw usage('TEXT_MISSING', 'say what it is to be, with --text or --file')
  return { ...stamp, verdict: 'edited', text }
}

const longestText = 8000

function newText(options: Options): string | undefined {
  const [said, path] = [textOption(options, 'text'), textOption(options, 'file')]
  if (said !== undefined && path !== undefined)
    throw usage('TEXT_UNFIT', '--text and --file exclude each other')
  const text = path === undefined ? said : readText(path)
  if (text === undefined) return undefined
  if (text.trim() === '' || text.length > longestText)
    throw usage('TEXT_UNFIT', `expected a text of 1 to ${longestText} characters, found ${text.length}`)
  return text
}

function readText(path: string): string {
  const read = readTextFile(path, 1024 * 1024)
  if (read.ok) return read.value.trimEnd()
  const { code, message } = read.error
  throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, code, message })
}

/** A person may change their mind: the last word counts, the ledger keeps each. */
export async function runReview(
  context: Context,
  { name, isRight }: { readonly name: string; readonly isRight: boolean },
  options: Options,
): Promise<ExitCode> {
  const { by, folder, id, recorder } = openKept(context, name, options)
  const reviewed = await recorder.change((note) =>
    change(folder, id, (before) => {
      const proposal = readable(before)
      if (proposal.outcome !== 'propose')
        throw usage('NOTHING_PROPOSED', 'what proposes nothing is neither right nor wrong')
      if (before.isRight === isRight) return { after: before }
      const events = reviewEvents(folder.profile.id, proposal, { by, isRight })
      return { after: { ...before, isRight }, announcement: note(events) }
    }),
  )
  return tell(context, reviewed, { ledger: recorder.origin, next: undefined, options })
}

interface Told {
  readonly ledger: ReturnType<typeof openRecorder>['origin']
  readonly next: string | undefined
  readonly options: Options
}

function tell(context: Context, proposal: ProposalView, { ledger, next, options }: Told): ExitCode {
  if (flagOption(options, 'json')) {
    const value = { proposal, ...(ledger !== undefined && { ledger }), ...(next !== undefined && { next }) }
    context.out(`${JSON.stringify(value, null, 2)}\n`)
    return exitCodes.done
  }
  context.out(formatProposal(proposal, context.columns))
  context.say(
    ledger === undefined ? 'No ledger: the verdict stands in the file alone.\n' : `Recorded in ${ledger}.\n`,
  )
  if (next !== undefined) context.say(`Nothing was applied. To put it into force:\n  ${next}\n`)
  return exitCodes.done
}
