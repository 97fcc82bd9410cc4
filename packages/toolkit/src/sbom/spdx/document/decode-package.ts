/** SPDX 2 packages (clause 7) as elements. */
import type { BomElement, BomKind, BomReference } from '../../document/element.ts'
import { parseActor } from './actors.ts'
import { isOwnProperty, toAnnotation, toComponentFacts, toOwnProperty } from './annotations.ts'
import { type Decoding, takeLicense, takeLicenses, takeStated, toHash, toRef } from './decoding.ts'
import { purposeKinds } from './purposes.ts'
import { takeFlag, takeList, takeObject, takeText, takeTexts, type Taking } from './take.ts'

export function takePackage(from: Taking, decoding: Decoding): BomElement {
  const ref = toRef(takeText(from, 'SPDXID') ?? '')
  const purpose = takeText(from, 'primaryPackagePurpose')
  for (const to of takeTexts(from, 'hasFiles'))
    decoding.edges.push({ from: ref, type: 'contains', to: [toRef(to)] })
  return {
    ref,
    kind: purpose === undefined ? 'unknown' : toKind(from, purpose),
    name: takeText(from, 'name') ?? '',
    ...takeIdentity(from, decoding),
    ...takeOrigin(from),
    ...takeTextsOfPackage(from),
    hashes: takeList(from, 'checksums', toHash),
    declaredLicenses: takeLicense(from, 'licenseDeclared', decoding),
    concludedLicenses: takeLicense(from, 'licenseConcluded', decoding),
    ...takeFound(from, decoding),
    authors: [],
    filesAnalyzed: takeFlag(from, 'filesAnalyzed') ?? true,
    ...takeVerificationCode(from),
    attributionTexts: takeTexts(from, 'attributionTexts').filter((text) => text !== 'NOASSERTION'),
    contentTypes: [],
    ...takeNotes(from, { ref, decoding }),
  }
}

function toKind(from: Taking, purpose: string): BomKind {
  const kind = purposeKinds.get(purpose.replace('-', '_'))
  if (kind === undefined)
    from.tally.add(`${from.where}primaryPackagePurpose`, 'reduced', 'no such purpose is known')
  return kind ?? 'unknown'
}

function takeFound(from: Taking, decoding: Decoding): Pick<BomElement, 'foundLicenses'> {
  const found = takeLicenses(from, 'licenseInfoFromFiles', decoding)
  return found.length === 0 ? {} : { foundLicenses: found }
}

function takeOrigin(from: Taking): Partial<BomElement> {
  const supplier = parseActor(takeText(from, 'supplier'))
  const originator = parseActor(takeText(from, 'originator'))
  const downloadLocation = takeStated(from, 'downloadLocation')
  const homepage = takeStated(from, 'homepage')
  return {
    ...(supplier !== undefined && { supplier }),
    ...(originator !== undefined && { originator }),
    ...(downloadLocation !== undefined && { downloadLocation }),
    ...(homepage !== undefined && { homepage }),
  }
}

const textMembers = [
  ['packageFileName', 'fileName'],
  ['sourceInfo', 'sourceInfo'],
  ['licenseComments', 'licenseComment'],
  ['summary', 'summary'],
  ['description', 'description'],
  ['comment', 'comment'],
  ['builtDate', 'built'],
  ['releaseDate', 'released'],
  ['validUntilDate', 'validUntil'],
] as const

function takeTextsOfPackage(from: Taking): Partial<BomElement> {
  const entries = textMembers.flatMap(([key, name]) => {
    const text = takeText(from, key)
    return text === undefined ? [] : [[name, text] as const]
  })
  const [version, copyright] = [takeStated(from, 'versionInfo'), takeStated(from, 'copyrightText')]
  return {
    ...(Object.fromEntries(entries) as Partial<BomElement>),
    ...(version !== undefined && { version }),
    ...(copyright !== undefined && { copyright }),
  }
}

function takeVerificationCode(from: Taking): Partial<BomElement> {
  const code = takeObject(from, 'packageVerificationCode', (item) => {
    const value = takeText(item, 'packageVerificationCodeValue')
    const excludes = takeTexts(item, 'packageVerificationCodeExcludedFiles')
    return {
      ...(value !== undefined && { verificationCode: value.toLowerCase() }),
      ...(excludes.length > 0 && { verificationCodeExcludes: excludes }),
    }
  })
  return code ?? {}
}

/** The first purl is the package's; all CPEs are; what else there is stays a reference with its category. */
function takeIdentity(
  from: Taking,
  { namespace }: Decoding,
): Pick<BomElement, 'purl' | 'swid' | 'cpes' | 'references'> {
  const all = takeList(from, 'externalRefs', (item): BomReference => {
    const comment = takeText(item, 'comment')
    const category = takeText(item, 'referenceCategory')?.replaceAll('_', '-')
    return {
      type: toLocalType(takeText(item, 'referenceType') ?? '', namespace),
      url: takeText(item, 'referenceLocator') ?? '',
      ...(comment !== undefined && { comment }),
      hashes: [],
      ...(category !== undefined && { category }),
    }
  })
  const purl = all.find(isPurl)
  const swid = all.find(isSwid)
  const cpes = all.filter(isCpe)
  const own = new Set([purl, swid, ...cpes])
  for (const item of own) noteDepartures(from, item)
  return {
    ...(purl !== undefined && { purl: purl.url.trim() }),
    ...(swid !== undefined && { swid: swid.url.slice('swid:'.length) }),
    cpes: cpes.map(({ url }) => url),
    references: all.filter((item) => !own.has(item)).map(withoutOwnCategory),
  }
}

/** A type that the document itself defines, with or without the document's address in front (clause 7.21). */
function toLocalType(type: string, namespace: string): string {
  const start = `${namespace}#LocationRef-`
  return type.startsWith(start) ? type.slice(namespace.length + 1) : type
}

/** By type, and by look where a tool filed the purl under another type. */
function isPurl({ type, url }: BomReference): boolean {
  return type === 'purl' || url.trim().startsWith('pkg:')
}

function isSwid({ type, url, category, comment }: BomReference): boolean {
  return type === 'swid' && url.startsWith('swid:') && category === 'SECURITY' && comment === undefined
}

function isCpe({ type, url }: BomReference): boolean {
  return /^cpe2[23]Type$/.test(type) && url.startsWith('cpe:')
}

/** What stands beside an identifier, and is not what the specification has for it (annex F). */
function noteDepartures(from: Taking, item: BomReference | undefined): void {
  const where = `${from.where}externalRefs[].`
  const usual = item !== undefined && isPurl(item) ? 'PACKAGE-MANAGER' : 'SECURITY'
  if (item?.comment !== undefined)
    from.tally.add(`${where}comment`, 'left-out', 'an identifier has no comment')
  if (item !== undefined && item.category !== usual)
    from.tally.add(`${where}referenceCategory`, 'reduced', `an identifier of this kind is always ${usual}`)
}

/** OTHER is what a reference of CycloneDX is written under: it says nothing of its own. */
function withoutOwnCategory({ category, ...rest }: BomReference): BomReference {
  return category === undefined || category === 'OTHER' ? rest : { ...rest, category }
}

/** Annotations of the element; ours carry facts that SPDX 2 has no field for. */
export function takeNotes(
  from: Taking,
  { ref, decoding }: { readonly ref: string; readonly decoding: Decoding },
): Pick<BomElement, 'occurrences' | 'properties'> {
  const notes = takeList(from, 'annotations', (item) => toAnnotation(item, [ref]))
  const facts = notes.map(toComponentFacts)
  const properties = notes.flatMap((note, at) => facts[at]?.properties ?? toOwnProperty(note) ?? [])
  const others = notes.filter((note, at) => facts[at] === undefined && !isOwnProperty(note))
  for (const note of others) decoding.annotations.push(note)
  return { occurrences: facts.flatMap((found) => found?.occurrences ?? []), properties }
}
