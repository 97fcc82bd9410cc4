/** The properties of each class of SPDX 2 RDF and the members of the JSON tree that they are (annex C). Data. */

export interface Member {
  readonly key: string
  readonly isList: boolean
  /** `word`: an individual such as `fileType_source`. `skip`: said elsewhere in the tree. */
  readonly kind: 'text' | 'word' | 'license' | 'id' | 'address' | 'object' | 'skip'
}

type Row = readonly [property: string, key?: string, kind?: Member['kind']]

function table(single: readonly Row[], lists: readonly Row[]): ReadonlyMap<string, Member> {
  const toEntry = ([property, key = property, kind = 'text']: Row, isList: boolean): [string, Member] => [
    property,
    { key, isList, kind },
  ]
  return new Map([...single.map((row) => toEntry(row, false)), ...lists.map((row) => toEntry(row, true))])
}

const notes: Row = ['annotation', 'annotations', 'object']
const sums: Row = ['checksum', 'checksums', 'object']
const credits: Row = ['attributionText', 'attributionTexts']
const licensing: readonly Row[] = [
  ['licenseConcluded', 'licenseConcluded', 'license'],
  ['licenseComments'],
  ['copyrightText'],
  ['comment'],
  ['name'],
]

const classes: ReadonlyMap<string, ReadonlyMap<string, Member>> = new Map([
  [
    'SpdxDocument',
    table(
      [
        ['specVersion', 'spdxVersion'],
        ['name'],
        ['comment'],
        ['dataLicense', 'dataLicense', 'license'],
        ['creationInfo', 'creationInfo', 'object'],
      ],
      [
        ['externalDocumentRef', 'externalDocumentRefs', 'object'],
        ['hasExtractedLicensingInfo', 'hasExtractedLicensingInfos', 'object'],
        ['reviewed', 'revieweds', 'object'],
        ['describesPackage', 'documentDescribes', 'id'],
        ['referencesFile', 'files', 'skip'],
        notes,
      ],
    ),
  ],
  ['CreationInfo', table([['created'], ['comment'], ['licenseListVersion']], [['creator', 'creators']])],
  [
    'ExternalDocumentRef',
    table(
      [
        ['externalDocumentId'],
        ['spdxDocument', 'spdxDocument', 'address'],
        ['checksum', 'checksum', 'object'],
      ],
      [],
    ),
  ],
  [
    'ExtractedLicensingInfo',
    table(
      [['licenseId'], ['extractedText'], ['name'], ['comment']],
      [
        ['seeAlso', 'seeAlsos'],
        ['crossRef', 'crossRefs', 'object'],
      ],
    ),
  ],
  [
    'CrossRef',
    table([['isLive'], ['isValid'], ['isWayBackLink'], ['match'], ['order'], ['timestamp'], ['url']], []),
  ],
  ['Review', table([['reviewer'], ['reviewDate'], ['comment']], [])],
  [
    'Annotation',
    table([['annotationDate'], ['annotationType', 'annotationType', 'word'], ['annotator'], ['comment']], []),
  ],
  ['Checksum', table([['algorithm', 'algorithm', 'word'], ['checksumValue']], [])],
  [
    'PackageVerificationCode',
    table(
      [['packageVerificationCodeValue']],
      [['packageVerificationCodeExcludedFile', 'packageVerificationCodeExcludedFiles']],
    ),
  ],
  [
    'ExternalRef',
    table(
      [
        ['referenceCategory', 'referenceCategory', 'word'],
        ['referenceType', 'referenceType', 'word'],
        ['referenceLocator'],
        ['comment'],
      ],
      [],
    ),
  ],
  [
    'Package',
    table(
      [
        ...licensing,
        ['versionInfo'],
        ['packageFileName'],
        ['supplier'],
        ['originator'],
        ['downloadLocation'],
        ['filesAnalyzed'],
        ['packageVerificationCode', 'packageVerificationCode', 'object'],
        ['homepage'],
        ['sourceInfo'],
        ['licenseDeclared', 'licenseDeclared', 'license'],
        ['summary'],
        ['description'],
        ['primaryPackagePurpose', 'primaryPackagePurpose', 'word'],
        ['releaseDate'],
        ['builtDate'],
        ['validUntilDate'],
      ],
      [
        sums,
        notes,
        credits,
        ['licenseInfoFromFiles', 'licenseInfoFromFiles', 'license'],
        ['externalRef', 'externalRefs', 'object'],
        ['hasFile', 'hasFiles', 'id'],
      ],
    ),
  ],
  [
    'File',
    table(
      [...licensing, ['fileName'], ['noticeText']],
      [
        sums,
        notes,
        credits,
        ['fileType', 'fileTypes', 'word'],
        ['licenseInfoInFile', 'licenseInfoInFiles', 'license'],
        ['fileContributor', 'fileContributors'],
        ['fileDependency', 'fileDependencies', 'id'],
      ],
    ),
  ],
  [
    'Snippet',
    table(
      [...licensing, ['snippetFromFile', 'snippetFromFile', 'id']],
      [
        notes,
        credits,
        ['licenseInfoInSnippet', 'licenseInfoInSnippets', 'license'],
        ['range', 'ranges', 'object'],
      ],
    ),
  ],
  [
    'StartEndPointer',
    table(
      [
        ['startPointer', 'startPointer', 'object'],
        ['endPointer', 'endPointer', 'object'],
      ],
      [],
    ),
  ],
  ['ByteOffsetPointer', table([['reference', 'reference', 'id'], ['offset']], [])],
  ['LineCharPointer', table([['reference', 'reference', 'id'], ['lineNumber']], [])],
])

const nothing: ReadonlyMap<string, Member> = new Map()

export function members(type: string): ReadonlyMap<string, Member> {
  return classes.get(type) ?? nothing
}

/** `…#fileType_source` is SOURCE, `…#relationshipType_devDependencyOf` DEV_DEPENDENCY_OF, `…#none` NONE. */
export function toWord(address: string): string {
  const hash = address.lastIndexOf('#')
  const end = hash < 0 ? address.slice(address.lastIndexOf('/') + 1) : address.slice(hash + 1)
  if (!address.startsWith('http://spdx.org/rdf/terms#')) return end
  if (end === 'none' || end === 'noassertion') return end.toUpperCase()
  const [kind = '', ...parts] = end.split('_')
  const word = parts.join('_')
  switch (kind) {
    case 'checksumAlgorithm':
      return toHashName(word)
    case 'referenceCategory':
      return toUpperWords(word).replaceAll('_', '-')
    default:
      return toUpperWords(word === '' ? end : word)
  }
}

function toHashName(word: string): string {
  const blake = /^blake2b_?(\d+)$/i.exec(word)
  return blake === null ? word.toUpperCase().replace('_', '-') : `BLAKE2b-${blake[1] ?? ''}`
}

function toUpperWords(word: string): string {
  return word.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}
