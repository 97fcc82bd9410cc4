/** Reader of `signals-*.json`: what a machine can look for. */
import { list, oneOf, type Place, shape, text } from './shape.ts'

const record = shape(
  {
    id: text,
    source: oneOf(['repo', 'sbom', 'vuln', 'release', 'platform-api', 'web', 'artifact', 'runtime']),
    title: text,
    how: text,
    resultFields: text,
    strength: oneOf(['strong', 'medium', 'weak']),
  },
  {
    note: text,
    /** Of our own signals: the requirements that they speak for, which the shared data cannot name. */
    supports: list(shape({ requirement: text, what: text })),
  },
)

/** One thing that a machine can look for. */
export type EvidenceSignal = Omit<ReturnType<typeof record>, 'resultFields'> & {
  /** Names of the result's facts, without the `[]` that marks lists. */
  readonly resultFields: readonly string[]
}

export function signal(value: unknown, at: Place): EvidenceSignal {
  const read = record(value, at)
  return {
    ...read,
    resultFields: read.resultFields.split(',').map((field) => field.replace('[]', '').trim()),
  }
}
