/** Shared by the two signals that look for one kind of tool in CI steps. */
import { expandCommand, expandMake, readMakeTargets, readPackageScripts } from './ci/scripts.ts'
import { readCiSetup } from './ci/setup.ts'
import type { CiSetup, CiStep } from './ci/model.ts'
import { type CiTool, findTools, type ToolUse } from './ci/tools.ts'
import type { RepoFiles } from './repo-files.ts'
import { toSignalResult } from './signal.ts'
import type { SignalResult } from './status.ts'

export interface ToolQuestion {
  readonly id: string
  /** In the statement: `dependency scan`. */
  readonly what: string
  readonly tools: readonly CiTool[]
  /** What a setting outside the tree could still switch on. */
  readonly outside: string
}

/** Looks for tools in steps, following package scripts; absence is only stated when all CI files were read. */
export function collectTools(tree: RepoFiles, question: ToolQuestion): SignalResult {
  const setup = readCiSetup(tree)
  const uses = findTools(expandSteps(setup.steps, tree), question.tools)
  if (uses.length > 0) return toPresent(question, uses)
  const facts = { tools: [], blocking: null, last_run: null }
  const reason = unreadReason(setup)
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
  const effect = isBlocking ? 'a find fails the job' : 'nothing in the CI files makes a find fail the job'
  return toSignalResult(question.id, {
    state: 'present',
    statement: `CI runs a ${question.what} (${tools.join(', ')}) ${when}; ${effect}.`,
    facts: { tools, blocking: isBlocking, last_run: null },
    evidence: uses.map((use) => ({ path: use.step.path, line: use.step.line })),
    strength: runsOnChange ? 'medium' : 'weak',
  })
}

/** Steps with package scripts and make targets replaced by the commands behind them, at the same place. */
export function expandSteps(steps: readonly CiStep[], tree: RepoFiles): readonly CiStep[] {
  const scripts = readPackageScripts(tree)
  const targets = readMakeTargets(tree)
  let followed = 0
  return steps.flatMap((step) => {
    // Beyond the bound a command counts by its name only: a hostile file could multiply steps and recipes.
    if (step.kind !== 'run' || followed > followLimit) return [step]
    const commands = expandMake(step.text, targets).flatMap((text) => expandCommand(text, scripts))
    followed += commands.length
    return commands.map((text) => ({ ...step, text }))
  })
}

const followLimit = 50_000

/** Why nothing can be said about what was not found; undefined when every CI file was read. */
export function unreadReason(setup: CiSetup): string | undefined {
  const broken = setup.broken.map(({ path, reason }) => `${path}: ${reason}`)
  const other = setup.unsupported.map((path) => `${path}: CI of this system is not read yet`)
  const reasons = [...broken, ...other]
  if (reasons.length === 0) return undefined
  const shown = reasons.slice(0, 3).join('; ')
  return reasons.length > 3 ? `${shown}; and ${reasons.length - 3} more` : shown
}
