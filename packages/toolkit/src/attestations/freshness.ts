/** Whether a newer statement on the same matter is known: what a statement speaks of, and its place among those that do. */
import type { PredicateKind } from './predicate-types.ts'
import type { PredicateByKind } from './predicates/predicate.ts'
import { readInstant, readStart } from './shapes.ts'
import type { Statement } from './statement.ts'

/** `name`: two statements with one name speak of the same thing. `order`: larger is newer; undefined where it is not told. */
interface Topic {
  readonly name: string
  readonly order: number | undefined
}

type Topics = { readonly [K in PredicateKind]?: (content: PredicateByKind[K]) => Topic | undefined }

/** Kinds that are absent are never replaced: two references, test runs or builds stand beside each other. */
const topics: Topics = {
  vex: (vex) => ({ name: vex['@id'], order: vex.version }),
  scan: ({ scanner, metadata }) => ({
    name: withoutVersion(scanner.uri),
    order: readInstant(metadata.scanFinishedOn),
  }),
  'verification-result': ({ verifier, timeCreated }) => ({
    name: verifier.id,
    order: readInstant(timeCreated),
  }),
  'cra-assessment': ({ assessment }) => ({
    name: assessment.framework,
    order: readInstant(assessment.completedAt),
  }),
  'foss-security': ({ issuer, validFrom }) => ({ name: issuer.id, order: readStart(validFrom) }),
  'due-diligence': ({ component, checks }) => {
    const times = checks.map(({ at }) => readInstant(at)).filter((at) => at !== undefined)
    const order = times.length === 0 ? undefined : Math.max(...times)
    return { name: withoutVersion(component.purl), order }
  },
  'sbom-cyclonedx': ({ serialNumber, version }) =>
    typeof serialNumber === 'string'
      ? { name: serialNumber, order: typeof version === 'number' ? version : undefined }
      : undefined,
}

/** Same matter, an artefact in common, and a later place in their order. */
export function supersedes(newer: Statement, older: Statement): boolean {
  const [after, before] = [topicOf(newer), topicOf(older)]
  if (after === undefined || before === undefined) return false
  if (newer.predicate.kind !== older.predicate.kind || after.name !== before.name) return false
  const artefacts = new Set(older.subject.map(({ digest }) => digest.sha256))
  const isAboutSame = newer.subject.some(({ digest }) => artefacts.has(digest.sha256))
  if (after.order === undefined || before.order === undefined) return false
  return isAboutSame && after.order > before.order
}

function topicOf({ predicate }: Statement): Topic | undefined {
  const find = topics[predicate.kind] as ((content: unknown) => Topic | undefined) | undefined
  return find?.(predicate.content)
}

/** A purl or address without what follows its version sign. */
function withoutVersion(uri: string): string {
  const at = uri.lastIndexOf('@')
  return at > uri.lastIndexOf('/') ? uri.slice(0, at) : uri
}
