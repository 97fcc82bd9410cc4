/** SIG-REPO-CI-SCA-SCHEDULE: does CI look for known vulnerabilities by the clock, also when nobody changes code. */
import { dependencyScanners, findTools } from '../ci/tools.ts'
import { absenceReason } from '../ci-tool-use.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { count, say } from '../say.ts'

const id = 'SIG-REPO-CI-SCA-SCHEDULE'

export const ciScaSchedule: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ ci }) => {
    const clocked = new Set(
      ci.workflows.filter((workflow) => workflow.triggers.includes('schedule')).map(({ path }) => path),
    )
    const uses = findTools(ci.steps, dependencyScanners).filter(({ step }) => clocked.has(step.path))
    const workflows = [...new Set(uses.map(({ step }) => step.path))].sort()
    if (workflows.length > 0) {
      const evidence = uses.map(({ step }) => ({ path: step.path, line: step.line }))
      const statement = say`${count(workflows.length, 'workflow')} looks for known vulnerabilities in dependencies by the clock.`
      return toSignalResult(id, {
        state: 'present',
        statement,
        facts: { scheduled: true, workflows },
        evidence,
      })
    }
    const gitlab = ci.hasGitlab
      ? say`schedules of GitLab are kept by the platform, not in the tree`
      : undefined
    const reason = absenceReason(ci) ?? gitlab
    if (reason !== undefined) {
      const statement = say`Whether CI looks for known vulnerabilities by the clock is unknown.`
      const facts = { scheduled: null, workflows: [] }
      return toSignalResult(id, { state: 'unknown', statement, facts, reason })
    }
    const statement = say`No workflow that runs by the clock scans dependencies.`
    return toSignalResult(id, { state: 'absent', statement, facts: { scheduled: false, workflows: [] } })
  },
}
