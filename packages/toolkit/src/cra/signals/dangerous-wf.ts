/** SIG-REPO-DANGEROUS-WF: workflow patterns that let a stranger's text or code run with the project's rights. */
import { jobSteps, workflowJobs } from '../ci/github.ts'
import type { GithubWorkflow } from '../ci/model.ts'
import { unreadReason } from '../ci-tool-use.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { yamlEntries, yamlGet, type YamlNode, yamlText } from '../../small-files/index.ts'
import { count, say, terms } from '../say.ts'

const id = 'SIG-REPO-DANGEROUS-WF'

interface DangerFinding {
  readonly kind: 'untrusted-checkout' | 'script-injection' | 'untrusted-artifact'
  readonly path: string
  readonly line: number
  readonly detail: string
}

/** Contexts whose text a stranger writes (GitHub docs, security hardening, untrusted input). */
const untrustedText =
  /\bgithub\.(head_ref\b|event\.(issue|pull_request|discussion|comment|review|review_comment|release)\.(title|body)\b|event\.pull_request\.head\.(ref|label|repo\.default_branch)\b|event\.(head_commit|commits[^}\s]{0,20})\.(message|author\.(email|name))\b|event\.workflow_run\.(head_branch|display_title|head_commit\.(message|author\.(email|name))|pull_requests[^}\s]{0,20}\.head\.ref)\b|event\.pages[^}\s]{0,20}\.page_name\b)/
const untrustedRef =
  /github\.head_ref|github\.event\.(pull_request\.head\.|workflow_run\.head_|number|pull_request\.(number|merge_commit_sha)|issue\.number)|refs\/pull\//
const untrustedFetch = /\bgh pr checkout\b|\bgit (fetch|pull)\b[^\n]{0,200}\bpull\/|\brefs\/pull\//
const expressions = /\$\{\{([^}]{0,2000})\}\}/g
const runsFile =
  /(^|\n|[;&|]\s*)\s*(\.\/|(sh|bash|source|node|python3?) (?![<-])|npm (ci|i|install|run|test)\b|yarn\b|pnpm\b|make\b|chmod \+x)/
const setsEnvironment = />>\s*"?\$\{?GITHUB_(ENV|PATH)/

export const dangerousWf: Signal = {
  id,
  looksFor: 'danger',
  collect: ({ ci }) => {
    const findings = ci.workflows.flatMap(findDangers)
    const facts = { findings: findings.map((finding) => ({ ...finding })) }
    if (findings.length > 0) {
      const kinds = terms([...new Set(findings.map((finding) => finding.kind))].sort())
      const statement = say`${count(findings.length, 'place')} in the workflows can run a stranger's text or code (${kinds}).`
      const evidence = findings.map(({ path, line }) => ({ path, line }))
      return toSignalResult(id, { state: 'contrary', statement, facts, evidence })
    }
    const reason =
      unreadReason(ci) ?? (ci.hasGitlab ? say`only GitHub workflows are searched for it` : undefined)
    if (reason !== undefined) {
      const statement = say`No dangerous pattern was found, but not all CI files could be read.`
      return toSignalResult(id, { state: 'unknown', statement, facts, reason })
    }
    if (ci.workflows.length === 0) {
      return toSignalResult(id, {
        state: 'absent',
        statement: say`The tree has no GitHub workflow in which to look for dangerous patterns.`,
        facts,
      })
    }
    const total = count(ci.workflows.length, 'workflow')
    const statement = say`None of three dangerous patterns was found in ${total}; no others are looked for.`
    return toSignalResult(id, { state: 'absent', statement, facts })
  },
}

function findDangers(workflow: GithubWorkflow): readonly DangerFinding[] {
  return workflowJobs(workflow).flatMap(([, job]) => {
    const steps = jobSteps(job)
    return [
      ...steps.flatMap((step) => findInjection(workflow, step)),
      ...findCheckout(workflow, steps),
      ...findArtifact(workflow, steps),
    ]
  })
}

function findInjection(workflow: GithubWorkflow, step: YamlNode): readonly DangerFinding[] {
  const isScript = /^actions\/github-script(@|$)/.test(yamlText(yamlGet(step, 'uses')) ?? '')
  const script = isScript ? yamlGet(yamlGet(step, 'with'), 'script') : yamlGet(step, 'run')
  if (script?.kind !== 'scalar') return []
  const found: DangerFinding[] = []
  script.text.split('\n').forEach((text, offset) => {
    for (const match of text.matchAll(expressions)) {
      const detail = untrustedText.exec(match[1] ?? '')?.[0]
      if (detail === undefined || isComparison(match[1] ?? '')) continue
      found.push({ kind: 'script-injection', path: workflow.path, line: script.line + offset, detail })
    }
  })
  return found
}

/** `${{ contains(github.event.comment.body, 'x') }}` and `a == b` yield true or false, no foreign text. */
function isComparison(expression: string): boolean {
  return (
    /^\s*(contains|startsWith|endsWith)\([^()]{0,500}\)\s*$/.test(expression) ||
    /^[^|&]*[!=]=[^|&]*$/.test(expression)
  )
}

function findCheckout(workflow: GithubWorkflow, steps: readonly YamlNode[]): readonly DangerFinding[] {
  const trigger = privilegedTrigger(workflow)
  if (trigger === undefined) return []
  return steps.flatMap((step): readonly DangerFinding[] => {
    const uses = yamlGet(step, 'uses')
    const at = { kind: 'untrusted-checkout' as const, path: workflow.path }
    if (/^actions\/checkout(@|$)/.test(yamlText(uses) ?? '')) {
      const input = yamlEntries(yamlGet(step, 'with')).find(
        ([name, value]) => ['ref', 'repository'].includes(name) && isForeignRef(yamlText(value) ?? ''),
      )
      if (input === undefined) return []
      return [{ ...at, line: input[1].line, detail: `${trigger} checks out ${yamlText(input[1]) ?? ''}` }]
    }
    const run = yamlGet(step, 'run')
    const command = untrustedFetch.exec(yamlText(run) ?? '')
    if (command === null) return []
    return [{ ...at, line: run?.line ?? step.line, detail: `${trigger} runs ${command[0]}` }]
  })
}

function isForeignRef(value: string): boolean {
  return untrustedRef.test(value)
}

function privilegedTrigger(workflow: GithubWorkflow): string | undefined {
  return workflow.triggers.find((event) =>
    ['pull_request_target', 'workflow_run', 'issue_comment'].includes(event),
  )
}

/** An artefact of a foreign run that is then executed or written into the environment. */
function findArtifact(workflow: GithubWorkflow, steps: readonly YamlNode[]): readonly DangerFinding[] {
  if (!workflow.triggers.includes('workflow_run')) return []
  const at = steps.findIndex(isForeignDownload)
  if (at < 0) return []
  // Where the job has its own sources, the program that it runs is more likely one of those.
  const hasSources = steps.some((step) =>
    /^actions\/checkout(@|$)/.test(yamlText(yamlGet(step, 'uses')) ?? ''),
  )
  const isTrusting = (script: string): boolean =>
    setsEnvironment.test(script) || (!hasSources && runsFile.test(script))
  return steps.slice(at + 1).flatMap((step): readonly DangerFinding[] => {
    const run = yamlGet(step, 'run')
    if (run === undefined || !isTrusting(yamlText(run) ?? '')) return []
    const detail = 'runs or trusts a file after the download of an artefact of another run'
    return [{ kind: 'untrusted-artifact', path: workflow.path, line: run.line, detail }]
  })
}

function isForeignDownload(step: YamlNode): boolean {
  const uses = yamlText(yamlGet(step, 'uses')) ?? ''
  if (/^dawidd6\/action-download-artifact(@|$)/.test(uses)) return true
  const run = yamlText(yamlGet(yamlGet(step, 'with'), 'run-id')) ?? ''
  return /^actions\/download-artifact(@|$)/.test(uses) && /github\.event\.workflow_run\./.test(run)
}
