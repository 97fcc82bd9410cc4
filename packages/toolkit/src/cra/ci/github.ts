/** GitHub workflows and local composite actions: which steps run, on which events. */
import { ok, type Result } from '../../base/index.ts'
import { parseYaml, type YamlNode, yamlEntries, yamlGet, yamlItems, yamlText } from '../yaml.ts'
import type { CiStep, GithubWorkflow } from './model.ts'
import { splitCommands } from './shell.ts'

const changeEvents = new Set(['push', 'pull_request', 'pull_request_target', 'merge_group', 'workflow_call'])

export function readGithubWorkflow(path: string, text: string): Result<GithubWorkflow, string> {
  const root = parseYaml(text)
  if (!root.ok) return root
  return ok({ path, root: root.value, triggers: readTriggers(yamlGet(root.value, 'on')) })
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
export function workflowJobs(workflow: GithubWorkflow): readonly (readonly [string, YamlNode])[] {
  return yamlEntries(yamlGet(workflow.root, 'jobs')).filter(([, job]) => !isOff(job))
}

/** The steps of one job, without those that are switched off. */
export function jobSteps(job: YamlNode): readonly YamlNode[] {
  return yamlItems(yamlGet(job, 'steps')).filter((step) => !isOff(step))
}

/** All steps of a workflow; `actionText` gives the text of a local composite action's file. */
export function workflowSteps(
  workflow: GithubWorkflow,
  actionText: (folder: string) => { readonly path: string; readonly text: string } | undefined,
): readonly CiStep[] {
  const runsOnChange = workflow.triggers.some((event) => changeEvents.has(event))
  const steps: CiStep[] = []
  for (const [, job] of workflowJobs(workflow)) {
    const isJobBlocking = !isTolerant(job)
    const context = { path: workflow.path, runsOnChange, isJobBlocking }
    const called = yamlGet(job, 'uses')
    if (called?.kind === 'scalar') steps.push(usesStep(called, job, context))
    for (const step of jobSteps(job)) {
      steps.push(...readStep(step, context))
      steps.push(...localSteps(step, context, actionText))
    }
  }
  return steps
}

interface StepContext {
  readonly path: string
  readonly runsOnChange: boolean
  readonly isJobBlocking: boolean
}

function localSteps(
  step: YamlNode,
  context: StepContext,
  actionText: (folder: string) => { readonly path: string; readonly text: string } | undefined,
): readonly CiStep[] {
  const uses = yamlText(yamlGet(step, 'uses'))
  if (uses === undefined || !uses.startsWith('./')) return []
  const action = actionText(uses.slice(2).replace(/\/$/, ''))
  if (action === undefined) return []
  const root = parseYaml(action.text)
  if (!root.ok) return []
  const inner = { ...context, path: action.path, isJobBlocking: context.isJobBlocking && !isTolerant(step) }
  return yamlItems(yamlGet(yamlGet(root.value, 'runs'), 'steps')).flatMap((item) => readStep(item, inner))
}

function readStep(step: YamlNode, context: StepContext): readonly CiStep[] {
  const uses = yamlGet(step, 'uses')
  if (uses?.kind === 'scalar') return [usesStep(uses, step, context)]
  const run = yamlGet(step, 'run')
  if (run?.kind !== 'scalar') return []
  const isStepBlocking = context.isJobBlocking && !isTolerant(step)
  return splitCommands(run.text).map((command) => ({
    path: context.path,
    line: scriptLine(step, run, command.offset),
    kind: 'run',
    text: command.text,
    inputs: new Map<string, string>(),
    isBlocking: isStepBlocking && !command.isSwallowed,
    runsOnChange: context.runsOnChange,
  }))
}

function usesStep(uses: YamlNode, owner: YamlNode, context: StepContext): CiStep {
  const inputs = new Map<string, string>()
  for (const [name, value] of yamlEntries(yamlGet(owner, 'with'))) {
    if (value.kind === 'scalar') inputs.set(name, value.text)
  }
  return {
    path: context.path,
    line: uses.line,
    kind: 'uses',
    text: yamlText(uses) ?? '',
    inputs,
    isBlocking: context.isJobBlocking && !isTolerant(owner),
    runsOnChange: context.runsOnChange,
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
