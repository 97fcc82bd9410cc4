/** Elements as SPDX 2 packages (clause 7). */
import type { BomActor } from '../../document/parts.ts'
import type { BomElement, BomReference } from '../../document/element.ts'
import { toActor } from './actors.ts'
import { writeAnnotations } from './encode-annotations.ts'
import {
  type Encoding,
  noteRest,
  writeActor,
  writeDate,
  writeHashes,
  writeLicenseField,
  writeLicenseList,
  listed,
} from './encoding.ts'
import { kindPurposes } from './purposes.ts'

const written: ReadonlySet<string> = new Set([
  'ref',
  'kind',
  'name',
  'group',
  'version',
  'purl',
  'cpes',
  'swid',
  'supplier',
  'originator',
  'authors',
  'publisher',
  'description',
  'summary',
  'comment',
  'copyright',
  'hashes',
  'declaredLicenses',
  'concludedLicenses',
  'foundLicenses',
  'licenseComment',
  'downloadLocation',
  'homepage',
  'references',
  'fileName',
  'filesAnalyzed',
  'verificationCode',
  'verificationCodeExcludes',
  'sourceInfo',
  'attributionTexts',
  'built',
  'released',
  'validUntil',
  'occurrences',
  'properties',
])

export function writePackage(encoding: Encoding, element: BomElement): object {
  noteRest(encoding, element, { where: 'elements[].', written })
  const { ref, version, fileName, sourceInfo, homepage, licenseComment, summary, description, comment } =
    element
  return {
    name: writeName(encoding, element),
    SPDXID: encoding.idOf(ref),
    ...(version !== undefined && { versionInfo: version }),
    ...(fileName !== undefined && { packageFileName: fileName }),
    ...writeActors(encoding, element),
    downloadLocation: element.downloadLocation ?? 'NOASSERTION',
    filesAnalyzed: writeFilesAnalyzed(encoding, element),
    ...writeVerificationCode(element),
    ...listed('checksums', writeHashes(encoding, 'elements[].hashes', element.hashes)),
    ...(homepage !== undefined && { homepage }),
    ...(sourceInfo !== undefined && { sourceInfo }),
    ...writeLicensing(encoding, element),
    ...(licenseComment !== undefined && { licenseComments: licenseComment }),
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    ...(comment !== undefined && { comment }),
    ...listed('externalRefs', writeReferences(encoding, element)),
    ...listed('attributionTexts', element.attributionTexts),
    ...writePurpose(encoding, element),
    ...listed('annotations', writeAnnotations(encoding, element)),
  }
}

/** The group is a part of the name in SPDX, as `group/name`. */
function writeName({ tally }: Encoding, { group, name }: BomElement): string {
  if (group === undefined) return name
  tally.add('elements[].group', 'reduced', 'SPDX has no groups; it stands in front of the name')
  tally.add('elements[].name', 'reduced', 'SPDX has no groups; the group stands in front of it')
  return `${group}/${name}`
}

/** SPDX 2 takes silence for yes (clause 7.8), which nobody has said. */
function writeFilesAnalyzed({ tally }: Encoding, { filesAnalyzed }: BomElement): boolean {
  if (filesAnalyzed !== undefined) return filesAnalyzed
  tally.add('elements[].filesAnalyzed', 'reduced', 'SPDX 2 must say it: nobody has said yes, so it is no')
  return false
}

function writeActors(encoding: Encoding, element: BomElement): object {
  const { publisher, authors } = element
  const supplier =
    element.supplier ?? (publisher === undefined ? undefined : toActor('organization', publisher))
  const originator = element.originator ?? authors[0]
  if (publisher !== undefined) {
    const isUsed = element.supplier === undefined
    const reason = isUsed ? 'it is written as the supplier' : 'SPDX 2 has no field for it'
    encoding.tally.add('elements[].publisher', isUsed ? 'reduced' : 'left-out', reason)
    if (isUsed)
      encoding.tally.add('elements[].supplier', 'reduced', 'none is stated; the publisher stands for it')
  }
  noteAuthors(encoding, element)
  const write = (key: string, actor: BomActor | undefined): object =>
    actor === undefined ? {} : { [key]: writeActor(encoding, `elements[].${key}`, actor) }
  return { ...write('supplier', supplier), ...write('originator', originator) }
}

function noteAuthors({ tally }: Encoding, { originator, authors }: BomElement): void {
  if (originator === undefined && authors.length > 0)
    tally.add('elements[].originator', 'reduced', 'none is stated; the first author stands for it')
  for (const [at] of authors.entries()) {
    const isUsed = originator === undefined && at === 0
    const reason = isUsed ? 'the first author is written as the originator' : 'SPDX 2 has no field for it'
    tally.add('elements[].authors', isUsed ? 'reduced' : 'left-out', reason)
  }
}

function writeVerificationCode({ verificationCode, verificationCodeExcludes = [] }: BomElement): object {
  if (verificationCode === undefined) return {}
  return {
    packageVerificationCode: {
      packageVerificationCodeValue: verificationCode,
      ...listed('packageVerificationCodeExcludedFiles', verificationCodeExcludes),
    },
  }
}

/** SPDX 2.2 demands what 2.3 leaves to silence (clauses 7.13, 7.15, 7.17). */
function writeLicensing(encoding: Encoding, element: BomElement): object {
  const unstated = encoding.version === '2.2' ? 'NOASSERTION' : undefined
  const where = 'elements[].'
  const { declaredLicenses, concludedLicenses, foundLicenses = [] } = element
  const concluded = writeLicenseField(encoding, `${where}concludedLicenses`, concludedLicenses) ?? unstated
  const declared = writeLicenseField(encoding, `${where}declaredLicenses`, declaredLicenses) ?? unstated
  const copyright = element.copyright ?? unstated
  return {
    ...(concluded !== undefined && { licenseConcluded: concluded }),
    ...listed('licenseInfoFromFiles', writeLicenseList(encoding, `${where}foundLicenses`, foundLicenses)),
    ...(declared !== undefined && { licenseDeclared: declared }),
    ...(copyright !== undefined && { copyrightText: copyright }),
  }
}

function writeReferences(
  encoding: Encoding,
  { purl, cpes, swid, references }: BomElement,
): readonly object[] {
  const refer = (referenceCategory: string, referenceType: string, referenceLocator: string): object => ({
    referenceCategory,
    referenceType,
    referenceLocator,
  })
  return [
    ...cpes.map((cpe) => refer('SECURITY', cpe.startsWith('cpe:/') ? 'cpe22Type' : 'cpe23Type', cpe)),
    ...(purl === undefined ? [] : [refer('PACKAGE-MANAGER', 'purl', purl)]),
    ...(swid === undefined ? [] : [refer('SECURITY', 'swid', `swid:${swid}`)]),
    ...references.map((reference) => writeReference(encoding, reference)),
  ]
}

const categories: ReadonlySet<string> = new Set(['SECURITY', 'PACKAGE-MANAGER', 'PERSISTENT-ID', 'OTHER'])

function writeReference({ tally }: Encoding, { type, url, comment, hashes, category }: BomReference): object {
  const where = 'elements[].references[].'
  const known = category === undefined || categories.has(category)
  if (!known) tally.add(`${where}category`, 'reduced', 'SPDX 2 has no such category; it is written as OTHER')
  for (const _ of hashes) tally.add(`${where}hashes`, 'left-out', 'SPDX 2 has no field for it')
  return {
    referenceCategory: known ? (category ?? 'OTHER') : 'OTHER',
    referenceType: type,
    referenceLocator: url,
    ...(comment !== undefined && { comment }),
  }
}

/** Purpose and dates came with 2.3 (clauses 7.24 to 7.27). */
function writePurpose(encoding: Encoding, element: BomElement): object {
  const { tally, version } = encoding
  const { kind } = element
  const dates = [
    ['releaseDate', 'released'],
    ['builtDate', 'built'],
    ['validUntilDate', 'validUntil'],
  ] as const
  if (version === '2.2') {
    if (kind !== 'unknown')
      tally.add('elements[].kind', 'left-out', 'SPDX 2.2 does not say what a package is for')
    for (const [, name] of dates) {
      if (element[name] !== undefined)
        tally.add(`elements[].${name}`, 'left-out', 'SPDX 2.2 has no field for it')
    }
    return {}
  }
  const purpose = kindPurposes.get(kind) ?? (kind === 'unknown' ? undefined : 'OTHER')
  if (purpose === 'OTHER' && kind !== 'other')
    tally.add('elements[].kind', 'reduced', 'SPDX 2 has no such purpose; it is written as OTHER')
  const entries = dates.flatMap(([key, name]) => {
    const date = writeDate(encoding, `elements[].${name}`, element[name])
    return date === undefined ? [] : [[key, date] as const]
  })
  return { ...(purpose !== undefined && { primaryPackagePurpose: purpose }), ...Object.fromEntries(entries) }
}
