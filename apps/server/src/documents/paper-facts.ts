/** What the papers of a release are made from: its files, its inventory, its findings with decisions, its evidence. */
import { err, ok, type Result } from '@occtet/toolkit/base'
import {
  assessEvidence,
  type FileError,
  parseAnswersFile,
  parseDiligenceFile,
  parseProfile,
  parseRiskFile,
  type ProductProfile,
} from '@occtet/toolkit/cra'
import type { PaperFacts } from '@occtet/toolkit/documents'
import { readProductFile } from '../db/product-files.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import { openReleaseDesk, type ReleaseDesk } from '../products/desk.ts'
import { readSummary } from '../products/view.ts'
import { readDecidedFindings } from './decided-findings.ts'
import { notFound, refuse, type Refused } from './refusals.ts'
import { toolVersion } from './tool-version.ts'

export interface ReleasePapers {
  readonly desk: ReleaseDesk
  /** Everything but the language. */
  readonly facts: Omit<PaperFacts, 'language'>
  /** What nobody has looked at for this release. */
  readonly unread: readonly ('inventory' | 'findings' | 'evidence')[]
}

export interface AskedRelease {
  readonly product: string
  /** As the maker writes it, or `current`. */
  readonly release: string
  /** RFC 3339, UTC. */
  readonly now: string
}

/** A file that cannot be read makes no paper: leaving it out would say less than people stated. */
export async function readPaperFacts(
  rows: OrgRows,
  { product, release, now }: AskedRelease,
): Promise<Result<ReleasePapers, Refused>> {
  const desk = await openReleaseDesk(rows, product, release)
  if (desk === undefined) return err(notFound())
  const files = await readFiles(rows, desk.product.id)
  if (!files.ok) return files
  const { profile, answers, risk, diligence } = files.value
  const [inventory, evidence] = await Promise.all([desk.inventory(), desk.evidence()])
  const findings = await readDecidedFindings(desk, now.slice(0, 10))
  const isStarterSet = (await readSummary(rows, desk.release.id))?.isThin ?? false
  return ok({
    desk,
    unread: unreadOf({ inventory, findings: isStarterSet ? undefined : findings, evidence }),
    facts: {
      profile: ofRelease(profile, desk.release.version),
      answers: answers?.answers.values() ?? [],
      status: evidence ?? assessEvidence([]),
      inventory,
      findings,
      isStarterSet,
      risk,
      diligence,
      readAt: desk.release.analysed_at ?? now,
      generatedAt: now,
      toolVersion,
    },
  })
}

/** In the order in which they are looked at. */
function unreadOf(parts: {
  readonly inventory: unknown
  readonly findings: unknown
  readonly evidence: unknown
}): ReleasePapers['unread'] {
  return (['inventory', 'findings', 'evidence'] as const).filter((part) => parts[part] === undefined)
}

/** A paper is about a release, whatever version the profile was written for; a purl that names that version follows. */
function ofRelease(profile: ProductProfile, version: string): ProductProfile {
  const { purl, version: stated } = profile.product
  const old = stated === undefined || stated === version ? undefined : `@${encodeURIComponent(stated)}`
  const at = old === undefined ? -1 : (purl?.indexOf(old) ?? -1)
  const moved =
    purl === undefined || old === undefined || at < 0 || !/^(?:[?#]|$)/.test(purl.slice(at + old.length))
      ? {}
      : { purl: `${purl.slice(0, at)}@${encodeURIComponent(version)}${purl.slice(at + old.length)}` }
  return { ...profile, product: { ...profile.product, ...moved, version } }
}

async function readFiles(rows: OrgRows, product: string) {
  const reader = fileReader(rows, product)
  const profile = await reader('tracked', 'product.yaml', parseProfile)
  if (!profile.ok) return profile
  if (profile.value === undefined) {
    return err(
      refuse(422, 'PROFILE_MISSING', 'the product has no product.yaml yet: nothing is stated about it'),
    )
  }
  const place = profile.value.answers === 'tracked' ? 'tracked' : 'private'
  const answers = await reader(place, 'answers.yaml', parseAnswersFile)
  if (!answers.ok) return answers
  const risk = await reader(place, 'risk.yaml', parseRiskFile)
  if (!risk.ok) return risk
  const diligence = await reader(place, 'diligence.yaml', parseDiligenceFile)
  if (!diligence.ok) return diligence
  return ok({
    profile: profile.value,
    answers: answers.value,
    risk: risk.value,
    diligence: diligence.value,
  })
}

function fileReader(rows: OrgRows, product: string) {
  return async <T>(
    place: 'tracked' | 'private',
    path: string,
    parse: (source: string) => Result<T, FileError>,
  ): Promise<Result<T | undefined, Refused>> => {
    const file = await readProductFile(rows, rows, { product, place, path })
    if (file === undefined) return ok(undefined)
    const parsed = parse(file.text)
    if (parsed.ok) return parsed
    const { line, field, message } = parsed.error
    const where = `${path}:${line}: ${field === '' ? '' : `${field}: `}`
    return err(refuse(422, 'FILE_DAMAGED', `${where}${message}`))
  }
}
