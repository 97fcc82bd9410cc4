/** Shared by the CI signals: the look for one kind of tool, and why absence may stay unknown. */
import type { CiReference, CiSetup } from './ci/model.ts'
import { type CiTool, findTools, type ToolUse } from './ci/tools.ts'
import { count, toSignalResult } from './signal.ts'
import type { SignalResult } from './status.ts'

export interface ToolQuestion {
  readonly id: string
  /** In the statement: `dependency scan`. */
  readonly what: string
  readonly tools: readonly CiTool[]
  /** What a setting outside the tree could still switch on. */
  readonly outside: string
}

/** Looks for tools in steps; absence is only stated when all that CI runs was read. */
export function collectTools(ci: CiSetup, question: ToolQuestion): SignalResult {
  const uses = findTools(ci.steps, question.tools)
  if (uses.length > 0) return toPresent(question, uses)
  const facts = { tools: [], blocking: null, last_run: null }
  const reason = absenceReason(ci)
  if (reason !== undefined) {
    const statement = `Whether CI runs a ${question.what} is unknown.`
    return toSignalResult(question.id, { state: 'unknown', statement, facts, reason })
  }
  const statement = `No ${question.what} was found in the CI files of the tree; ${question.outside}.`
  return toSignalResult(question.id, { state: 'absent', statement, facts })
}

function toPresent(question: ToolQuestion, uses: readonly ToolUse[]): SignalResult {
  const tools = [...new Set(uses.map((use) => use.name))].sort()
  const isBlocking = uses.some((use) => use.isBlocking)
  const runsOnChange = uses.some((use) => use.step.runsOnChange)
  const when = runsOnChange ? 'on changes' : 'by schedule or by hand only'
  const effect = isBlocking ? 'a hit fails the job' : 'in the CI files nothing makes a hit fail the job'
  return toSignalResult(question.id, {
    state: 'present',
    statement: `CI runs a ${question.what} (${tools.join(', ')}) ${when}; ${effect}.`,
    facts: { tools, blocking: isBlocking, last_run: null },
    evidence: uses.map((use) => ({ path: use.step.path, line: use.step.line })),
    strength: runsOnChange ? 'medium' : 'weak',
  })
}

/** Why absence cannot be concluded: files that were not read, and places where CI hands over to what was not read. */
export function absenceReason(ci: CiSetup): string | undefined {
  const byCall = new Map<string, CiReference[]>()
  for (const reference of ci.unread) {
    const key = `${reference.verb} ${reference.target}, ${reference.why}`
    const places = byCall.get(key)
    if (places === undefined) byCall.set(key, [reference])
    else places.push(reference)
  }
  const calls = [...byCall].map(([call, places]) => {
    const at = places[0]
    const more = places.length > 1 ? ` (and ${count(places.length - 1, 'more place')})` : ''
    return `${at?.path ?? ''}:${at?.line ?? 1} ${clipText(call)}${more}`
  })
  return joinReasons([...fileReasons(ci), ...calls])
}

/** Targets are the tree's own text and may be of any length. */
function clipText(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`
}

/** Which CI files were not read, and why; undefined when every one was. */
export function unreadReason(ci: CiSetup): string | undefined {
  return joinReasons(fileReasons(ci))
}

function fileReasons(ci: CiSetup): readonly string[] {
  const broken = ci.broken.map(({ path, reason }) => `${path}: ${reason}`)
  const other = ci.unsupported.map((path) => `${path}: CI of this system is not read yet`)
  return [...broken, ...other]
}

function joinReasons(reasons: readonly string[]): string | undefined {
  if (reasons.length === 0) return undefined
  const shown = reasons.slice(0, 3).join('; ')
  return reasons.length > 3 ? `${shown}; and ${reasons.length - 3} more` : shown
}
