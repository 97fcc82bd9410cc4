/** What decisions in force state about a release, written as a VEX document; and what such a document would leave out. */
import { err, ok, type Result } from '@occtet/toolkit/base'
import { validateCsaf } from '@occtet/toolkit/csaf'
import { compareFindings } from '@occtet/toolkit/matching'
import {
  type Statements,
  toStatements,
  type VexMeta,
  type VexTarget,
  vexTargets,
  type VexWriting,
  writeVex,
} from '@occtet/toolkit/vex'
import type { Caller } from '../kernel/model.ts'
import type { OrgRows } from './org-rows.ts'
import { applyOn, asSeenBy, openTriageDesk, type Refused, type TriageDesk } from './triage-desk.ts'

export interface ExportWish {
  readonly format?: VexTarget['format'] | undefined
  readonly version?: string | undefined
  readonly open?: 'none' | 'under_investigation' | 'affected' | undefined
}

export interface Stated {
  readonly desk: TriageDesk
  readonly target: VexTarget
  readonly statements: Statements
}

/** `now`: RFC 3339. */
export async function stateRelease(
  rows: OrgRows,
  { product, release }: { readonly product: string; readonly release: string },
  { wish, caller, now }: { readonly wish: ExportWish; readonly caller: Caller; readonly now: string },
): Promise<Result<Stated, Refused>> {
  const target = targetOf(wish)
  if (target === undefined) return err(refusal('FORMAT_UNKNOWN', 'this format and version is not written'))
  const desk = await openTriageDesk(rows, product, release)
  if (!desk.ok) return desk
  if (!desk.value.isAnalysed)
    return err({ ...refusal('NO_FINDINGS_YET', 'this release was not analysed yet'), status: 409 })
  const today = now.slice(0, 10)
  const seen = asSeenBy(desk.value, caller)
  // By package and flaw, as the command line: the same facts are the same bytes, whatever stands first in the queue.
  const inOrder = [...seen.findings].sort(compareFindings)
  const statements = toStatements(applyOn(seen, today, inOrder), desk.value.subject, {
    today,
    now,
    open: wish.open ?? 'none',
  })
  return ok({ desk: desk.value, target, statements })
}

/** The newest version of a format that most readers know; OpenVEX where none is asked for. */
function targetOf({ format, version }: ExportWish): VexTarget | undefined {
  const own = vexTargets.filter((target) => target.format === (format ?? 'openvex'))
  if (version !== undefined) return own.find((target) => target.version === version)
  return own.find((target) => target.version === '1.6' || target.version === '2.0') ?? own.at(-1)
}

function refusal(code: string, message: string): Refused {
  return { status: 422, code, message }
}

/** Refuses rather than write a document that its own standard refuses. `now`: RFC 3339. */
// oxlint-disable-next-line eslint/complexity -- each refusal is one line
export async function writeStated(
  { desk, target, statements }: Stated,
  now: string,
): Promise<Result<VexWriting, Refused>> {
  if (statements.statements.length === 0)
    return err(refusal('NO_STATEMENTS', 'no decision is in force, so there is nothing to state'))
  const website = (await desk.release.profile())?.manufacturer?.website ?? ''
  if (target.format === 'csaf' && website === '')
    return err(
      refusal('NAMESPACE_MISSING', "CSAF names its publisher by the maker's website; the profile has none"),
    )
  const written = writeVex(statements.statements, metaOf(desk, { website, now }), target)
  if (!written.ok) return err(refusal('VEX_NOT_WRITABLE', written.error.message))
  if (target.format !== 'csaf') return written
  const report = await validateCsaf(JSON.parse(written.value.text))
  if (report.isValid) return written
  const first = report.findings.find(({ group }) => group === 'mandatory')
  return err(refusal('VEX_NOT_WRITABLE', `${first?.test ?? ''} ${first?.path ?? ''} ${first?.message ?? ''}`))
}

function metaOf(
  { subject }: TriageDesk,
  { website, now }: { readonly website: string; readonly now: string },
): VexMeta {
  const author = subject.supplier ?? subject.name
  return {
    author,
    timestamp: now,
    version: '1',
    tooling: 'occtet',
    title: `VEX of ${subject.version === undefined ? subject.name : `${subject.name} ${subject.version}`}`,
    publisher: { name: author, namespace: website, category: 'vendor' },
    tlp: 'CLEAR',
    revisions: [{ number: '1', date: now, summary: 'First version' }],
  }
}
