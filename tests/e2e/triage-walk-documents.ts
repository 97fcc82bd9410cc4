/** VEX documents read without the product, before their official schemas and an independent validator. */
import {
  type Judge,
  judgeBySchema,
  loadCsafTests,
} from '../../packages/toolkit/src/vex/documents/testing/schemas.ts'

export const formats = ['openvex', 'cyclonedx', 'csaf'] as const
export type Format = (typeof formats)[number]

interface OpenVex {
  readonly '@id': string
  readonly version: number
  readonly statements: readonly {
    readonly vulnerability: { readonly name: string }
    readonly status: string
  }[]
}

export interface Csaf {
  readonly vulnerabilities: readonly {
    readonly ids?: readonly { readonly text: string }[]
    readonly product_status: Readonly<Record<string, readonly string[]>>
  }[]
  readonly document: {
    readonly tracking: {
      readonly id: string
      readonly version: string
      readonly revision_history: readonly unknown[]
    }
  }
}

interface CycloneDx {
  readonly serialNumber: string
  readonly vulnerabilities: readonly { readonly id: string; readonly analysis: { readonly state: string } }[]
  readonly version: number
}

/** Under which name a document goes, and which version of it this is. */
export function headOf(text: string, format: Format): { readonly id: string; readonly version: string } {
  const value: unknown = JSON.parse(text)
  if (format === 'csaf') return (value as Csaf).document.tracking
  const { version } = value as OpenVex | CycloneDx
  const id = format === 'openvex' ? (value as OpenVex)['@id'] : (value as CycloneDx).serialNumber
  return { id, version: String(version) }
}

let openVexJudge: Judge | undefined
export function judgeOpenVex(): Judge {
  openVexJudge ??= judgeBySchema('vectors/vex/schema/openvex_json_schema.json')
  return openVexJudge
}

const cycloneDxStates: Readonly<Record<string, string>> = {
  exploitable: 'affected',
  not_affected: 'not_affected',
  resolved: 'fixed',
  in_triage: 'under_investigation',
}
const csafStates: Readonly<Record<string, string>> = {
  known_affected: 'affected',
  known_not_affected: 'not_affected',
  fixed: 'fixed',
  under_investigation: 'under_investigation',
}

/** Status of each flaw, read in the plainest way; of CSAF only the flaws that are asked for, by their names there. */
export function saidIn(
  text: string,
  format: Format,
  flaws: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const value: unknown = JSON.parse(text)
  if (format === 'openvex') {
    const { statements } = value as OpenVex
    return new Map(statements.map(({ vulnerability, status }) => [vulnerability.name, status]))
  }
  if (format === 'cyclonedx') {
    const { vulnerabilities } = value as CycloneDx
    return new Map(vulnerabilities.map(({ id, analysis }) => [id, cycloneDxStates[analysis.state] ?? 'none']))
  }
  return new Map(
    (value as Csaf).vulnerabilities.flatMap(({ ids = [], product_status: groups }) =>
      ids
        .filter(({ text }) => flaws.has(text))
        .map(({ text }) => [
          text,
          Object.keys(groups)
            .map((group) => csafStates[group] ?? 'none')
            .join(' '),
        ]),
    ),
  )
}

/** Names of the mandatory and schema tests of CSAF 2.0 that the document fails. */
export async function judgeCsaf(document: unknown): Promise<readonly string[]> {
  const tests = [...(await loadCsafTests('mandatoryTests')), ...(await loadCsafTests('schemaTests'))]
  const failed: string[] = []
  for (const [name, run] of tests) {
    const { isValid, errors = [] } = await run(document)
    if (isValid === false || errors.length > 0) failed.push(name)
  }
  return failed.filter((name) => !name.endsWith('_strict'))
}
