/** GitHub workflows with the local actions and reusable workflows that they call: which steps run, on which events. */
import { ok, type Result } from '../../base/index.ts'
import { yamlEntries, yamlGet, yamlItems, type YamlNode, yamlText } from '../../small-files/index.ts'
import { type CiCollector, callDepth, parseCiFile, spendWork, takeCommands } from './collector.ts'
import { isKnownUse } from './known-uses.ts'
import type { CiReference, CiStep, GithubWorkflow } from './model.ts'

const changeEvents = new Set(['push', 'pull_request', 'pull_request_target', 'merge_group'])

/** The workflow in a file of the tree. */
export function readGithubWorkflow(collector: CiCollector, path: string): Result<GithubWorkflow, string> {
  const root = parseCiFile(collector, path) ?? { ok: false as const, error: 'the file cannot be read' }
  return root.ok ? ok({ path, root: root.value, triggers: readTriggers(yamlGet(root.value, 'on')) }) : root
}

function readTriggers(on: YamlNode | undefined): readonly string[] {
  if (on === undefined) return []
  switch (on.kind) {
    case 'scalar':
      return [on.text]
    case 'list':
      return on.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : []))
    case 'map':
      return [...on.entries.keys()]
    default:
      return on satisfies never
  }
}

/** Jobs of a workflow by id; jobs that are switched off by `if: false` are left out. */
export function workflowJobs(workflow: {
  readonly root: YamlNode
}): readonly (readonly [string, YamlNode])[] {
  return yamlEntries(yamlGet(workflow.root, 'jobs')).filter(([, job]) => !isOff(job))
}

/** The steps of one job, without those that are switched off. */
export function jobSteps(job: YamlNode): readonly YamlNode[] {
  return yamlItems(yamlGet(job, 'steps')).filter((step) => !isOff(step))
}

interface Scope {
  readonly collector: CiCollector
  readonly path: string
  readonly runsOnChange: boolean
  readonly isBlocking: boolean
  readonly depth: number
}

/** Adds all steps of a workflow; one that can only be called counts where it is called. */
export function collectWorkflow(collector: CiCollector, workflow: GithubWorkflow): void {
  const { path, root, triggers } = workflow
  if (triggers.length > 0 && triggers.every((event) => event === 'workflow_call')) return
  const runsOnChange = triggers.some((event) => changeEvents.has(event))
  collectJobs(root, { collector, path, runsOnChange, isBlocking: true, depth: 0 })
}

function collectJobs(root: YamlNode, scope: Scope): void {
  for (const [, job] of workflowJobs({ root })) {
    if (!spendWork(scope.collector, scope.path, 1)) return
    const inner = { ...scope, isBlocking: scope.isBlocking && !isTolerant(job) }
    const called = yamlGet(job, 'uses')
    if (called?.kind === 'scalar') collectCall(called, job, inner)
    for (const step of jobSteps(job)) collectStep(step, inner)
  }
}

/** A job that is a reusable workflow (GitHub docs, reusing workflows: `./` is this repository at this commit). */
function collectCall(called: YamlNode, job: YamlNode, scope: Scope): void {
  const target = yamlText(called) ?? ''
  scope.collector.steps.push(usesStep(called, job, scope))
  if (!target.startsWith('./')) return notePlace(called, target, scope)
  const path = target.slice(2)
  const root = parseCiFile(scope.collector, path)
  if (root === undefined) return note(called, scope, 'which is not in the tree')
  if (!root.ok) return note(called, scope, root.error)
  if (scope.depth >= callDepth) return note(called, scope, 'too many levels down')
  collectJobs(root.value, { ...scope, path, depth: scope.depth + 1 })
}

function collectStep(step: YamlNode, scope: Scope): void {
  const { collector, path } = scope
  if (isOff(step) || !spendWork(collector, path, 1)) return
  const isBlocking = scope.isBlocking && !isTolerant(step)
  const uses = yamlGet(step, 'uses')
  if (uses?.kind === 'scalar') {
    collector.steps.push(usesStep(uses, step, scope))
    collectAction(uses, { ...scope, isBlocking })
    return
  }
  const run = yamlGet(step, 'run')
  if (run?.kind !== 'scalar') return
  for (const command of takeCommands(collector, path, run.text)) {
    collector.steps.push({
      path,
      line: scriptLine(step, run, command.offset),
      kind: 'run',
      text: command.text,
      inputs: new Map<string, string>(),
      isBlocking: isBlocking && !command.isSwallowed,
      runsOnChange: scope.runsOnChange,
    })
  }
}

/** The steps of a local composite action; anything else that is called is noted, unless its name tells enough. */
function collectAction(uses: YamlNode, scope: Scope): void {
  const target = yamlText(uses) ?? ''
  if (!target.startsWith('./')) return notePlace(uses, target, scope)
  const folder = target.slice(2).replace(/\/$/, '')
  const path = ['action.yml', 'action.yaml']
    .map((name) => (folder === '' ? name : `${folder}/${name}`))
    .find((item) => parseCiFile(scope.collector, item) !== undefined)
  const root = path === undefined ? undefined : parseCiFile(scope.collector, path)
  if (path === undefined || root === undefined) return note(uses, scope, 'which is not in the tree')
  if (!root.ok) return note(uses, scope, root.error)
  const steps = yamlGet(yamlGet(root.value, 'runs'), 'steps')
  if (steps === undefined) return note(uses, scope, 'which is a program, not steps')
  if (scope.depth >= callDepth) return note(uses, scope, 'too many levels down')
  for (const item of yamlItems(steps)) collectStep(item, { ...scope, path, depth: scope.depth + 1 })
}

function notePlace(uses: YamlNode, target: string, scope: Scope): void {
  if (!isKnownUse(target)) note(uses, scope, 'which is not in the tree')
}

function note(uses: YamlNode, scope: Scope, why: string): void {
  const reference: CiReference = {
    path: scope.path,
    line: uses.line,
    verb: 'calls',
    target: yamlText(uses) ?? '',
    why,
  }
  scope.collector.unread.push(reference)
}

function usesStep(uses: YamlNode, owner: YamlNode, scope: Scope): CiStep {
  const inputs = new Map<string, string>()
  for (const [name, value] of yamlEntries(yamlGet(owner, 'with'))) {
    if (value.kind === 'scalar') inputs.set(name, value.text)
  }
  spendWork(scope.collector, scope.path, inputs.size)
  return {
    path: scope.path,
    line: uses.line,
    kind: 'uses',
    text: yamlText(uses) ?? '',
    inputs,
    isBlocking: scope.isBlocking && !isTolerant(owner),
    runsOnChange: scope.runsOnChange,
  }
}

/** A block scalar's value starts on the line after its `|`, which the parser already tells us. */
function scriptLine(step: YamlNode, run: YamlNode, offset: number): number {
  return Math.max(step.line, run.line) + offset
}

function isTolerant(node: YamlNode): boolean {
  return yamlText(yamlGet(node, 'continue-on-error')) === 'true'
}

function isOff(node: YamlNode): boolean {
  return /^(\$\{\{\s*)?false(\s*\}\})?$/.test(yamlText(yamlGet(node, 'if')) ?? '')
}
