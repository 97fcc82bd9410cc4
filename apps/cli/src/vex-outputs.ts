/** The VEX files of a report: what decisions in force state about the product, for customers and other tools. */
import {
  type AppliedDecisions,
  toStatements,
  type VexMeta,
  type VexStatement,
  type VexSubject,
  type VexTarget,
  writeVex,
} from '@occtet/toolkit/vex'
import { toolVersion } from './tool-version.ts'

/** Of a report: written anew by each run, so always the first version. */
const files: readonly (readonly [name: string, target: VexTarget])[] = [
  ['vex.openvex.json', { format: 'openvex', version: '0.2.0' }],
  ['vex.cdx.json', { format: 'cyclonedx', version: '1.6' }],
]

export const vexFileNames = files.map(([name]) => name)

/** Name and text of each file; none where no decision is in force. `now`: RFC 3339. */
export function toVexFiles(
  decisions: AppliedDecisions,
  subject: VexSubject,
  now: string,
): readonly (readonly [name: string, text: string])[] {
  const { statements } = toStatements(decisions, subject, { today: now.slice(0, 10) })
  if (statements.length === 0) return []
  return files.map(([name, target]) => [name, write(statements, subject, { target, now })])
}

function write(
  statements: readonly VexStatement[],
  subject: VexSubject,
  { target, now }: { readonly target: VexTarget; readonly now: string },
): string {
  const written = writeVex(statements, reportMeta(subject, now), target)
  // Statements made from our own decisions name purls, which both formats can hold.
  if (!written.ok) throw new Error(`the statements cannot be written: ${written.error.message}`)
  return written.value.text
}

function reportMeta({ name, version, supplier }: VexSubject, now: string): VexMeta {
  const author = supplier ?? name
  return {
    author,
    timestamp: now,
    version: '1',
    tooling: `occtet ${toolVersion}`,
    title: version === undefined ? name : `${name} ${version}`,
    publisher: { name: author, namespace: '', category: 'vendor' },
    tlp: 'CLEAR',
    revisions: [],
  }
}
