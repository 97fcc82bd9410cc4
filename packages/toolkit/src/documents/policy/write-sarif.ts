/** A policy run as SARIF 2.1.0: rules of the policy, one result per breach or unknown, at the line of the lock file. */
import type { Evidence } from '../../model/index.ts'
import type { PolicyResult, PolicyRule } from '../../policy/index.ts'
import { findingOf, type PolicyOutputInput } from './input.ts'
import { exceptionText } from './write-junit.ts'

const level = { fail: 'error', warn: 'warning', note: 'note' } as const

export function writePolicySarif(input: PolicyOutputInput, rules: readonly PolicyRule[]): string {
  const places = new Map(input.inventory.components.map(({ purl, evidence }) => [purl as string, evidence]))
  const run = {
    tool: {
      driver: {
        name: 'occtet policy',
        semanticVersion: input.toolVersion,
        rules: rules.map((rule) => ({
          id: rule.id,
          shortDescription: { text: rule.because },
          ...(rule.hint === undefined ? {} : { help: { text: rule.hint } }),
          defaultConfiguration: { level: level[rule.level] },
          properties: { tags: [rule.category] },
        })),
      },
    },
    results: input.report.results.map((result) => toResult(result, placesOf(result, input, places), input)),
  }
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
  return `${JSON.stringify(log, null, 1)}\n`
}

function toResult(result: PolicyResult, evidence: readonly Evidence[], input: PolicyOutputInput): object {
  const { baseline } = input
  const lead = result.verdict === 'unknown' ? 'Unknown: ' : ''
  return {
    ruleId: result.rule,
    level: level[result.level],
    message: { text: `${result.subject}: ${lead}${result.message}. ${result.because}` },
    locations: evidence.slice(0, 10).map(toLocation),
    partialFingerprints: { 'occtet-policy/v1': `${result.rule}#${result.subject}` },
    ...(baseline === undefined ? {} : { baselineState: baseline.isNew(result) ? 'new' : 'unchanged' }),
    ...(result.verdict === 'excepted'
      ? { suppressions: [{ kind: 'external', justification: exceptionText(result) }] }
      : {}),
  }
}

function placesOf(
  result: PolicyResult,
  input: PolicyOutputInput,
  places: ReadonlyMap<string, readonly Evidence[]>,
): readonly Evidence[] {
  const purl = findingOf(result, input.findings)?.purl ?? result.subject
  return places.get(purl) ?? []
}

/** A SARIF artifact location is a URI reference: each path segment is percent-encoded. */
function toLocation({ path, line }: Evidence): object {
  const uri = path.split('/').map(encodeURIComponent).join('/')
  return { physicalLocation: { artifactLocation: { uri }, region: { startLine: line } } }
}
