/** SIG-REPO-CI-TESTS: does CI run a test suite when code changes. */
import { isTestCommand } from '../ci/tests.ts'
import { absenceReason } from '../ci-tool-use.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { count, say } from '../say.ts'

const id = 'SIG-REPO-CI-TESTS'

export const ciTests: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ ci }) => {
    const steps = ci.steps.filter((step) => step.kind === 'run' && isTestCommand(step.text))
    const onChange = steps.filter((step) => step.runsOnChange)
    const shown = onChange.length > 0 ? onChange : steps
    const evidence = uniquePlaces(shown)
    if (shown.length > 0) {
      const when = onChange.length > 0 ? say`when code changes` : say`by schedule or by hand only`
      const isTolerated = shown.every((step) => !step.isBlocking)
      const effect = isTolerated ? say`; their failure is tolerated` : ''
      return toSignalResult(id, {
        state: 'present',
        statement: say`CI runs tests ${when} (${count(evidence.length, 'place')})${effect}.`,
        facts: { present: true, last_status: null },
        evidence,
        strength: onChange.length > 0 && !isTolerated ? 'medium' : 'weak',
      })
    }
    const reason = absenceReason(ci)
    if (reason !== undefined) {
      const statement = say`Whether CI runs tests is unknown.`
      return toSignalResult(id, {
        state: 'unknown',
        statement,
        facts: { present: null, last_status: null },
        reason,
      })
    }
    const statement = say`No test command was found in the CI files of the tree.`
    return toSignalResult(id, { state: 'absent', statement, facts: { present: false, last_status: null } })
  },
}

function uniquePlaces(
  steps: readonly { readonly path: string; readonly line: number }[],
): { path: string; line: number }[] {
  const places = new Map(steps.map(({ path, line }) => [`${path}:${line}`, { path, line }]))
  return [...places.values()]
}
