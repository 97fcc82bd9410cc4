/** SIG-REPO-WORKFLOW-PERMS: do GitHub workflows give their token as few rights as they need. */
import { workflowJobs } from '../ci/github.ts'
import type { GithubWorkflow } from '../ci/model.ts'
import { unreadReason } from '../ci-tool-use.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { yamlEntries, yamlGet, type YamlNode, yamlText } from '../../small-files/index.ts'
import { count, type Message, say } from '../say.ts'

const id = 'SIG-REPO-WORKFLOW-PERMS'

interface PermissionFinding {
  readonly kind: 'write-all' | 'top-level-write' | 'not-declared'
  readonly path: string
  readonly line: number
  readonly detail: string
}

export const workflowPerms: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ ci }) => {
    const findings = ci.workflows.flatMap(findPermissions)
    const facts = { findings: findings.map((finding) => ({ ...finding })) }
    const evidence = findings.map(({ path, line }) => ({ path, line }))
    const worst = findings.filter((finding) => finding.kind === 'write-all')
    if (worst.length > 0) {
      const statement = say`${count(worst.length, 'place')} in the workflows ${worst.length === 1 ? say`gives` : say`give`} the token all rights.`
      return toSignalResult(id, {
        state: 'contrary',
        statement,
        facts,
        evidence: worst.map(({ path, line }) => ({ path, line })),
      })
    }
    const reason =
      ci.workflows.length === 0 ? noWorkflow(ci.hasGitlab) : unreadReason({ ...ci, unsupported: [] })
    if (reason !== undefined) {
      const statement = say`Whether the workflows limit their token is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts, evidence, reason })
    }
    const total = count(ci.workflows.length, 'workflow')
    if (findings.length === 0) {
      const statement = say`Every job of ${total} has a token with stated, limited rights.`
      return toSignalResult(id, { state: 'present', statement, facts, evidence: declared(ci.workflows) })
    }
    const files = new Set(findings.map((finding) => finding.path)).size
    const statement = say`${files} of ${total} ${files === 1 ? say`leaves its` : say`leave their`} token with default rights, or ${files === 1 ? say`lets` : say`let`} every job write.`
    return toSignalResult(id, { state: 'absent', statement, facts, evidence })
  },
}

function noWorkflow(hasGitlab: boolean): Message {
  return hasGitlab
    ? say`GitLab CI keeps the rights of its job token in settings, not in files`
    : say`the tree has no GitHub workflow`
}

function findPermissions(workflow: GithubWorkflow): readonly PermissionFinding[] {
  const { path, root } = workflow
  const top = yamlGet(root, 'permissions')
  const jobs = workflowJobs(workflow)
  const findings = jobs.flatMap(([name, job]) =>
    findWriteAll(path, yamlGet(job, 'permissions'), `job ${name}`),
  )
  findings.push(...findWriteAll(path, top, 'all jobs'))
  if (top === undefined) {
    const open = jobs.filter(([, job]) => yamlGet(job, 'permissions') === undefined)
    findings.push(
      ...open.map(([name, job]) => ({
        kind: 'not-declared' as const,
        path,
        line: job.line,
        detail: `job ${name}`,
      })),
    )
  }
  const writes = yamlEntries(top).filter(([, right]) => yamlText(right) === 'write')
  if (jobs.length > 1) {
    findings.push(
      ...writes.map(([scope, right]) => ({
        kind: 'top-level-write' as const,
        path,
        line: right.line,
        detail: scope,
      })),
    )
  }
  return findings
}

function findWriteAll(path: string, permissions: YamlNode | undefined, detail: string): PermissionFinding[] {
  if (permissions === undefined || yamlText(permissions) !== 'write-all') return []
  return [{ kind: 'write-all', path, line: permissions.line, detail }]
}

function declared(workflows: readonly GithubWorkflow[]): readonly { path: string; line: number }[] {
  return workflows.map(({ path, root }) => ({ path, line: yamlGet(root, 'permissions')?.line ?? 1 }))
}
