/** SIG-REPO-FUZZ: fuzz targets, fuzzing services, and tests over generated input. */
import { clip, type Finding, kindsOf, toPractice } from '../code-signals.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import type { SourceSweep } from '../sweep/sweep.ts'
import { say, term, terms } from '../say.ts'

const id = 'SIG-REPO-FUZZ'

export const fuzz: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ ci, sources }) => {
    const sweep = sources()
    const code: Finding[] = sweep.hits('fuzz').map(({ kind, path, line }) => ({ kind, path, line }))
    const steps: Finding[] = ci.steps
      .filter((step) => step.kind === 'uses' && /^google\/(clusterfuzzlite|oss-fuzz)\//.test(step.text))
      .map(({ text, path, line }) => ({
        kind: text.includes('clusterfuzz') ? 'ClusterFuzzLite' : 'OSS-Fuzz',
        path,
        line,
      }))
    const found = [...steps, ...configured(sweep), ...code]
    const tools = kindsOf(found)
    const elsewhere = ci.unread.find((call) => /fuzz/i.test(call.target))
    if (found.length === 0 && elsewhere !== undefined) {
      const verb = elsewhere.verb === 'calls' ? say`calls` : say`includes`
      const reason = say`${elsewhere.path}:${elsewhere.line} ${verb} ${clip(elsewhere.target)}, ${term(elsewhere.why)}`
      const statement = say`Whether the product is fuzzed is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts: { tools }, reason })
    }
    return toPractice(id, sweep, {
      found,
      facts: { tools },
      hit: say`Fuzzing or tests over generated input were found (${terms(tools)}); whether they run a person or the CI has to say.`,
      none: say`No fuzz target and no test over generated input was found; fuzzing kept in other repositories is not seen.`,
    })
  },
}

function configured(sweep: SourceSweep): readonly Finding[] {
  return sweep.files.flatMap(({ path }): Finding[] =>
    /^\.clusterfuzzlite\/(Dockerfile|build\.sh|project\.yaml)$/.test(path)
      ? [{ kind: 'ClusterFuzzLite', path, line: 1 }]
      : [],
  )
}
