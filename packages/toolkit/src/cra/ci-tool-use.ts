/** Shared by the CI signals: the look for one kind of tool, and why absence may stay unknown. */
import type { CiReference, CiSetup } from './ci/model.ts'
import { type CiTool, findTools, type ToolUse } from './ci/tools.ts'
import { toSignalResult } from './signal.ts'
import type { SignalResult } from './status.ts'
import { count, join, type Message, say, type Spoken, term } from './say.ts'

export interface ToolQuestion {
  readonly id: string
  /** In the statement: `dependency scan`. */
  readonly what: Message
  readonly tools: readonly CiTool[]
  /** What a setting outside the tree could still switch on. */
  readonly outside: Message
}

/** Looks for tools in steps; absence is only stated when all that CI runs was read. */
export function collectTools(ci: CiSetup, question: ToolQuestion): SignalResult {
  const uses = findTools(ci.steps, question.tools)
  if (uses.length > 0) return toPresent(question, uses)
  const facts = { tools: [], blocking: null, last_run: null }
  const reason = absenceReason(ci)
  if (reason !== undefined) {
    const statement = say`Whether CI runs a ${question.what} is unknown.`
    return toSignalResult(question.id, { state: 'unknown', statement, facts, reason })
  }
  const statement = say`No ${question.what} was found in the CI files of the tree; ${question.outside}.`
  return toSignalResult(question.id, { state: 'absent', statement, facts })
}

function toPresent(question: ToolQuestion, uses: readonly ToolUse[]): SignalResult {
  const tools = [...new Set(uses.map((use) => use.name))].sort()
  const isBlocking = uses.some((use) => use.isBlocking)
  const runsOnChange = uses.some((use) => use.step.runsOnChange)
  const when = runsOnChange ? say`on changes` : say`by schedule or by hand only`
  const effect = isBlocking ? say`a hit fails the job` : say`in the CI files nothing makes a hit fail the job`
  return toSignalResult(question.id, {
    state: 'present',
    statement: say`CI runs a ${question.what} (${tools.join(', ')}) ${when}; ${effect}.`,
    facts: { tools, blocking: isBlocking, last_run: null },
    evidence: uses.map((use) => ({ path: use.step.path, line: use.step.line })),
    strength: runsOnChange ? 'medium' : 'weak',
  })
}

/** Why absence cannot be concluded: files that were not read, and places where CI hands over to what was not read. */
export function absenceReason(ci: CiSetup): Spoken | undefined {
  const byCall = new Map<string, CiReference[]>()
  for (const reference of ci.unread) {
    const key = `${reference.verb} ${reference.target}, ${reference.why}`
    const places = byCall.get(key)
    if (places === undefined) byCall.set(key, [reference])
    else places.push(reference)
  }
  const calls = [...byCall.values()].flatMap((places) => {
    const at = places[0]
    if (at === undefined) return []
    const more = places.length > 1 ? say` (and ${count(places.length - 1, 'more place')})` : ''
    const verb = at.verb === 'calls' ? say`calls` : say`includes`
    return [say`${at.path}:${at.line} ${verb} ${clipText(at.target)}, ${term(at.why)}${more}`]
  })
  return joinReasons([...fileReasons(ci), ...calls])
}

/** Targets are the tree's own text and may be of any length. */
function clipText(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`
}

/** Which CI files were not read, and why; undefined when every one was. */
export function unreadReason(ci: CiSetup): Spoken | undefined {
  return joinReasons(fileReasons(ci))
}

function fileReasons(ci: CiSetup): readonly Spoken[] {
  const broken = ci.broken.map(({ path, reason }) => say`${path}: ${reason}`)
  const other = ci.unsupported.map((path) => say`${path}: CI of this system is not read yet`)
  return [...broken, ...other]
}

function joinReasons(reasons: readonly Spoken[]): Spoken | undefined {
  if (reasons.length === 0) return undefined
  const shown = join(reasons.slice(0, 3), '; ')
  return reasons.length > 3 ? say`${shown}; and ${reasons.length - 3} more` : shown
}
