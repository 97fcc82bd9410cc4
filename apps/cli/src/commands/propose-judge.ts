/** `occtet propose judge|right|wrong`: what a person makes of a proposal, and whether it turned out right; logged, nothing applied. */
import { applyVerdict, type Proposal, toEvents, type Verdict } from '@occtet/toolkit/assistant'
import type { Context } from '../context.ts'
import { whoDecides } from '../decision-desk.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { openProductFolder } from '../product-desk.ts'
import { formatProposal, holding } from '../propose/format-proposal.ts'
import { change, findKept } from '../propose/kept.ts'
import { nextCommand } from '../propose/next-command.ts'
import { type Edit, readEdit } from '../propose/read-edit.ts'
import { type ProposalView, toProposal } from '../propose/view.ts'
import { languageOf, usage } from '../propose/wish.ts'
import { sayIn } from '../propose/words.ts'
import { reviewEvents, verdictEvents } from '../record/proposal-events.ts'
import { openRecorder } from '../record/recorder.ts'

type Word = 'accept' | 'edit' | 'reject'

/** Once: a second verdict is refused (exit 2). */
export async function runJudge(
  context: Context,
  { name, word }: { readonly name: string; readonly word: Word },
  options: Options,
): Promise<ExitCode> {
  const { by, folder, kept, recorder } = openKept(context, name, options)
  const { id } = kept
  const edit = readEdit(kept, options)
  const verdict = toVerdict(kept, word, { by, at: context.now(), note: textOption(options, 'note'), edit })
  const judged = await recorder.change((note) =>
    change(folder, id, (before) => {
      const { after, events } = judge(before, verdict)
      return { after, announcement: note(verdictEvents(folder.profile.id, events)) }
    }),
  )
  const next = word === 'reject' ? undefined : nextCommand(holding(judged), folder.dir)
  if (edit.value !== undefined && edit.text === undefined)
    context.say(`${sayIn(languageOf(options))('sameText')}\n`)
  return tell(context, judged, { ledger: recorder.origin, next, options })
}

/** Who speaks, the proposal that `name` means, and where it is recorded. */
function openKept(context: Context, name: string, options: Options) {
  const by = whoDecides(context, options)
  const folder = openProductFolder(context, textOption(options, 'dir') ?? '.')
  const kept = findKept(folder, name)
  return { by, folder, kept, recorder: openRecorder(context, { dir: folder.dir, id: folder.profile.id }) }
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
  readonly note: string | undefined
  readonly edit: Edit
}

function toVerdict({ id, text }: ProposalView, word: Word, { by, at, note, edit }: Stamp): Verdict {
  const stamp = { proposal: id, by, at, ...(note !== undefined && { note }) }
  const isEdit = edit.text !== undefined || edit.value !== undefined
  if (word !== 'edit' && isEdit) {
    const what = edit.text === undefined ? 'value' : 'text'
    throw usage(`${what === 'text' ? 'TEXT' : 'VALUE'}_UNFIT`, `a ${what} belongs to edit, not to ${word}`)
  }
  if (word === 'accept') return { ...stamp, verdict: 'accepted' }
  if (word === 'reject') return { ...stamp, verdict: 'rejected' }
  if (isEdit) return { ...stamp, verdict: 'edited', text, ...edit }
  throw usage(
    'EDIT_MISSING',
    'say what it is to be, with --text or --file, or with --status, --expression or --answer',
  )
}

/** A person may change their mind: the last word counts, the ledger keeps each. */
export async function runReview(
  context: Context,
  { name, isRight }: { readonly name: string; readonly isRight: boolean },
  options: Options,
): Promise<ExitCode> {
  const { by, folder, kept, recorder } = openKept(context, name, options)
  const reviewed = await recorder.change((note) =>
    change(folder, kept.id, (before) => {
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
  const language = languageOf(options)
  const say = sayIn(language)
  context.out(formatProposal(proposal, { columns: context.columns, language }))
  context.say(`${ledger === undefined ? say('noLedger') : say('recorded', { ledger })}\n`)
  if (next !== undefined) context.say(`${say('next')}\n  ${next}\n`)
  return exitCodes.done
}
