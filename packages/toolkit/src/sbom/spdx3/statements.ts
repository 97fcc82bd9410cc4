/** Which elements a VEX statement names as products and as what was assessed in them; both ways, so that both agree. */
import type { BomRef } from '../document/parts.ts'
import type { BomVersions, BomVulnerability } from '../document/vulnerability.ts'
import { toVex, type Vex, type VexType, vexTypes } from './vex.ts'

export interface About {
  /** What the document is about, as far as it can be referred to. */
  readonly subjects: ReadonlySet<BomRef>
  /** Whether a relationship may lead there. */
  readonly isReached: (ref: BomRef) => boolean
  /** Of the element, where it has one. */
  readonly versionOf: (ref: BomRef) => string | undefined
}

/** The ends of one relationship. */
export interface Target {
  readonly to: readonly BomRef[]
  readonly assessed?: BomRef
}

/** Each part names all products once more, so there is an end to it; real documents have one or a few. */
const maxProducts = 100

export interface Statement {
  readonly vex: Vex
  readonly targets: readonly Target[]
}

/** Undefined where one of the elements, or all of them, cannot be said it of without saying more than is known. */
export function toStatement(vulnerability: BomVulnerability, about: About): Statement | undefined {
  const vex = toVex(vulnerability)
  const { within = [] } = vulnerability
  const affects = [...new Set(vulnerability.affects)]
  if (vex === undefined || affects.length === 0) return undefined
  if (Math.max(within.length, about.subjects.size) > maxProducts) return undefined
  if (![...affects, ...within].every(about.isReached)) return undefined
  const listed = groupVersions(vulnerability.versions ?? [])
  const isWhole = (ref: BomRef): boolean =>
    isOwnVersion(listed.get(ref) ?? [], { ref, type: vex.type, about })
  if (!affects.every(isWhole)) return undefined
  return { vex, targets: toTargets({ affects, within: vulnerability.within }, about) }
}

function groupVersions(versions: readonly BomVersions[]): ReadonlyMap<BomRef, readonly BomVersions[]> {
  const groups = new Map<BomRef, BomVersions[]>()
  for (const entry of versions) {
    const known = groups.get(entry.ref)
    if (known === undefined) groups.set(entry.ref, [entry])
    else known.push(entry)
  }
  return groups
}

/** An analysis of some versions is one of the element only where its own is among them. */
function isOwnVersion(
  entries: readonly BomVersions[],
  { ref, type, about }: { readonly ref: BomRef; readonly type: VexType; readonly about: About },
): boolean {
  if (entries.length === 0 || type === vexTypes.underInvestigation) return true
  if (type === vexTypes.affected) return entries.some(({ status }) => status !== 'unaffected')
  const version = about.versionOf(ref)
  const own = entries.filter((entry) => version !== undefined && entry.version === version)
  return own.length > 0 && own.every(({ status }) => status === 'unaffected')
}

function toTargets(
  { affects, within }: { readonly affects: readonly BomRef[]; readonly within: BomVulnerability['within'] },
  { subjects }: Pick<About, 'subjects'>,
): readonly Target[] {
  const products = within ?? [...subjects]
  if (products.length === 0) return [{ to: affects }]
  const isProduct = (ref: BomRef): boolean => within === undefined && subjects.has(ref)
  const whole = affects.filter(isProduct)
  const parts = affects.filter((ref) => !isProduct(ref)).map((assessed) => ({ to: products, assessed }))
  return whole.length === 0 ? parts : [{ to: whole }, ...parts]
}

/** `within` of the model for each element that a relationship is about. */
export function readTarget(
  { to, assessed }: Target,
  { subjects }: Pick<About, 'subjects'>,
): readonly { readonly ref: BomRef; readonly within: readonly BomRef[] | undefined }[] {
  if (assessed === undefined) {
    return to.map((ref) => ({
      ref,
      within: subjects.size === 0 || subjects.has(ref) ? undefined : [],
    }))
  }
  const isAll = new Set(to).size === subjects.size && to.every((ref) => subjects.has(ref))
  const isUsual = isAll && !subjects.has(assessed)
  return [{ ref: assessed, within: isUsual ? undefined : to }]
}
