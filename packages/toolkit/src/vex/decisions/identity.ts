/** What a decision is about: which package, which names of the flaw, and which file. */
import { compareCodeUnits, sha256Hex } from '../../base/index.ts'
import { corePurl, type Finding, type Purl, parsePurl, splitPurl, withVersion } from '../../model/index.ts'
import type { DecisionRecord } from '../model.ts'
import { stateOf } from './state.ts'

/**
 * The package without version: type, namespace and name; with its qualifiers only where the type cannot do without
 * (`julia`, `swid`).
 */
export function packageOf(purl: Purl): Purl {
  const core = parsePurl(corePurl(purl))
  if (core.ok) return core.value
  const bare = withVersion(purl, '')
  return bare.ok ? bare.value : purl
}

/** Every name of the flaw, in upper case: ids of different feeds differ in case only. */
export function namesOfFinding({ group, aliases, records }: Finding): ReadonlySet<string> {
  return new Set([group, ...aliases, ...records].map(toName))
}

export function namesOfRecord({ vulnerability }: DecisionRecord): readonly string[] {
  return [vulnerability.id, ...vulnerability.aliases].map(toName)
}

/** The form in which two names of a flaw, or two record ids, are compared. */
export function toName(id: string): string {
  return id.trim().toUpperCase()
}

/** All names of the flaw but the first, as the finding spells them, sorted. */
export function aliasesOf({ group, aliases, records }: Finding): readonly string[] {
  return [...new Set([...aliases, ...records])].filter((id) => id !== group).sort(compareCodeUnits)
}

const idForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,149}$/
/** Device names of Windows, with any ending. */
const deviceForm = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** Whether the text names a file on every system and leads nowhere else. */
export function isDecisionId(id: string): boolean {
  return idForm.test(id) && !id.includes('..') && !id.endsWith('.') && !deviceForm.test(id)
}

/**
 * `GHSA-….lodash`; with a short digest of what sets it apart where `taken` (ids, in any case) has that already. The same
 * decision gets the same id on every machine, so that two people who decide one finding meet in one file.
 */
export function newDecisionId(record: Omit<DecisionRecord, 'id'>, taken: ReadonlySet<string>): string {
  const used = new Set([...taken].map((id) => id.toLowerCase()))
  const { namespace, name } = splitPurl(record.component)
  const stem = `${toSlug(record.vulnerability.id, 60)}.${toSlug([namespace, name].join('.'), 70)}`
  const slug = isDecisionId(stem) ? stem : `d-${stem}`
  if (!used.has(slug.toLowerCase())) return slug
  const { component, vulnerability, holds, entries } = record
  for (let round = 0; ; round++) {
    const apart = JSON.stringify([component, vulnerability.id, holds, entries[0]?.at, round])
    const id = `${slug}-${sha256Hex(apart).slice(0, 8)}`
    if (!used.has(id.toLowerCase())) return id
  }
}

function toSlug(text: string, most: number): string {
  const plain = text.replaceAll(/[^A-Za-z0-9_-]+/g, '.').replaceAll(/^[._-]+|[._-]+$/g, '')
  const cut = plain.slice(0, most).replace(/[._-]+$/, '')
  return cut === '' ? 'x' : cut
}

/** Whether record and finding share a name of the flaw; the packages are not looked at. */
export function isSameFlaw(record: DecisionRecord, finding: Finding): boolean {
  const names = namesOfFinding(finding)
  return namesOfRecord(record).some((name) => names.has(name))
}

/**
 * The record that already holds the same scope about the finding, so that it is renewed and not made twice. Where several
 * do, the first by id. Of the scope `finding` only one that was made on this very version.
 */
export function findExisting(
  records: readonly DecisionRecord[],
  finding: Finding,
  wish: Pick<DecisionRecord['holds'], 'scope' | 'product' | 'releases' | 'versions'>,
): DecisionRecord | undefined {
  const component = packageOf(finding.purl)
  const product = wish.scope === 'organisation' ? undefined : wish.product
  return records
    .filter(({ holds }) => holds.scope === wish.scope && holds.product === product)
    .filter(({ holds }) => holds.releases === wish.releases && holds.versions === wish.versions)
    .filter(
      (record) => record.component === component && isSameFlaw(record, finding) && restsOn(record, finding),
    )
    .filter(
      ({ holds, entries }) =>
        holds.scope !== 'finding' || stateOf(entries).decision.basis.purl === finding.purl,
    )
    .toSorted((a, b) => compareCodeUnits(a.id, b.id))[0]
}

/** A shared name is not enough to write into a record: two flaws of one package may share one. */
function restsOn({ vulnerability, entries }: DecisionRecord, finding: Finding): boolean {
  if (toName(vulnerability.id) === toName(finding.group)) return true
  const rests = new Set(stateOf(entries).decision.basis.records.map(({ record }) => toName(record)))
  return finding.matched.some(({ record }) => rests.has(toName(record)))
}
