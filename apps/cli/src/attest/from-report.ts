/** Statements from the report of a check: SBOM, VEX, scan, and what holds of the product as a whole. */
import { basename, join } from 'node:path'
import { sha256Hex } from '@occtet/toolkit/base'
import {
  fromCheck,
  fromFindings,
  fromOpenVex,
  fromSbom,
  mediaTypes,
  type ResultProperty,
} from '@occtet/toolkit/attestations'
import { openFindingDesk } from '../finding-desk.ts'
import { textOption } from '../options.ts'
import { assessDesk, openDesk } from '../product-desk.ts'
import { readBytes } from '../read-bytes.ts'
import { toVexFiles } from '../vex-outputs.ts'
import { unfit } from './guard-attest.ts'
import { attesterOf, type Made, made, type Making, toolPurl } from './making.ts'
import { readFindings, readReport, readReportFile } from './report.ts'
import { refuseItself } from './subjects.ts'

/** `--from` names a file that somebody else answers for; without it the SBOM of the report, checked against the tree. */
export async function makeSbom(making: Making): Promise<Made> {
  const from = textOption(making.options, 'from')
  const report = from === undefined ? await readReport(making) : undefined
  const path = from ?? join(report?.folder ?? '', 'sbom.cdx.json')
  const bytes = report === undefined ? readBytes(path) : new TextEncoder().encode(report.sbom)
  refuseItself(making.subjects, path, sha256Hex(bytes))
  const mediaType = mediaTypeOf(path)
  const statement = fromSbom({
    bytes,
    name: basename(path),
    subject: making.subjects,
    ...(mediaType === undefined ? {} : { mediaType }),
    // Only a reference names who vouches; then nobody is made up.
    get attesterId() {
      return attesterOf(making)
    },
  })
  if (!statement.ok) throw unfit(statement.error.code, `${path}: ${statement.error.message}`)
  const isReference = statement.value.kind === 'reference'
  return made(
    statement.value,
    isReference ? [`${basename(path)} goes by its digest: hand the file over too.`] : [],
  )
}

/** Of names that we write or know. */
export function mediaTypeOf(path: string): string | undefined {
  const name = basename(path).toLowerCase()
  const known = [
    [/\.cdx\.json$/, mediaTypes.cycloneDxJson],
    [/\.spdx\.json$/, mediaTypes.spdxJson],
    [/\.csaf\.json$/, mediaTypes.csaf],
    [/\.pdf$/, 'application/pdf'],
    [/\.json$/, 'application/json'],
    [/\.html?$/, 'text/html'],
    [/\.md$/, 'text/markdown'],
  ] as const
  return known.find(([form]) => form.test(name))?.[1]
}

/** Of the report, as long as it is what the decisions say now: one that was taken back must not be signed. */
export async function makeVex(making: Making): Promise<Made> {
  const from = textOption(making.options, 'from')
  const { path, bytes } =
    from === undefined ? await readReportVex(making) : { path: from, bytes: readBytes(from) }
  refuseItself(making.subjects, path, sha256Hex(bytes))
  const statement = fromOpenVex(bytes, making.subjects)
  if (statement.ok) return made(statement.value)
  const other = 'Other forms of VEX go by reference: occtet attest create document --from FILE'
  throw unfit(statement.error.code, `${path}: ${statement.error.message}`, other)
}

const VEX_NAME = 'vex.openvex.json'

async function readReportVex(making: Making): Promise<{ readonly path: string; readonly bytes: Uint8Array }> {
  const { context, dir, options } = making
  const { folder, summary } = await readReport(making)
  const hint =
    'A report has VEX once somebody has decided something: occtet triage decide, then occtet check.'
  const text = readReportFile(folder, VEX_NAME, hint)
  // A check can leave development dependencies out.
  for (const production of [false, true]) {
    const { decisions, subject } = await openFindingDesk(context, dir, { ...options, production })
    const files = new Map(toVexFiles(decisions, subject, summary.generatedAt))
    if (files.get(VEX_NAME) === text)
      return { path: join(folder, VEX_NAME), bytes: new TextEncoder().encode(text) }
  }
  const message = `the VEX in ${folder} is not what decisions and data say now`
  throw unfit('REPORT_OUTDATED', message, `Make it anew: occtet check ${dir} --out ${folder}`)
}

export async function makeScan(making: Making): Promise<Made> {
  const report = await readReport(making)
  const { tool, generatedAt, data } = report.summary
  const statement = fromFindings({
    report: readFindings(report, making),
    subject: making.subjects,
    scanner: { uri: toolPurl(tool.version), version: tool.version },
    data: {
      ...(data.root === null ? {} : { version: data.root }),
      isStarterSet: data.kind === 'starter-set',
    },
    // The report tells its end alone; a scan takes seconds.
    startedOn: generatedAt,
    finishedOn: generatedAt,
  })
  if (!statement.ok) throw unfit(statement.error.code, statement.error.message)
  const gaps = statement.value.predicate.metadata.annotations ?? []
  return made(
    statement.value,
    gaps.map(({ detail }) => `The statement says so itself: ${detail}.`),
  )
}

/** Each property is a claim; what does not hold for sure is left out and told to whoever signs. */
export async function makeResult(making: Making): Promise<Made> {
  const report = await readReport(making)
  const { tool, generatedAt, policy } = report.summary
  const statement = fromCheck({
    subject: making.subjects,
    verifierId: toolPurl(tool.version),
    policies: policy === undefined ? [] : [{ name: policy.name }],
    timeCreated: generatedAt,
    facts: {
      hasSbom: true,
      report: report.summary.findings === null ? undefined : readFindings(report, making),
      requirementsAssessed: await countAssessed(making),
      hasPassedPolicy:
        policy === undefined
          ? undefined
          : policy.breaches === 0 && policy.unknown === 0 && policy.failed.length === 0,
    },
  })
  const held = new Set<string>(statement.predicate.properties)
  const missing = (Object.keys(unheld) as ResultProperty[]).filter((property) => !held.has(property))
  return made(
    statement,
    missing.map((property) => `Not stated, ${property}: ${unheld[property]}.`),
  )
}

const unheld: Readonly<Record<ResultProperty, string>> = {
  OCCTET_SBOM_PRESENT: 'there is no SBOM',
  OCCTET_NO_KNOWN_EXPLOITED_VULNERABILITY:
    'one is known, or the data is too thin, too old or without a list of exploited vulnerabilities',
  OCCTET_CRA_SELF_ASSESSMENT_COMPLETE: 'the answers do not cover all 22 essential requirements',
  OCCTET_POLICY_PASSED: 'the product has no policy, or a rule is broken or could not be judged',
}

/** Requirements that an answer covers; none without a profile. */
async function countAssessed({ context, dir, options, profile }: Making): Promise<number> {
  if (profile === undefined) return 0
  const { score } = assessDesk(context, await openDesk(context, dir, options), options)
  return [...score.requirements.values()].filter((status) => status !== 'unknown').length
}
