/** The tags of SPDX 2.1 to 2.3 and the members of the JSON tree that they fill. This table is data. */

export type Section = 'document' | 'creation' | 'package' | 'file' | 'snippet' | 'license' | 'external'

export type TagKind =
  | 'text'
  | 'texts'
  | 'flag'
  /** `SHA1: d6a7…`, one of several. */
  | 'checksums'
  /** `d6a7… (./a, ./b)`. */
  | 'code'
  /** `310:420`. */
  | 'bytes'
  | 'lines'

export interface Tag {
  readonly section: Section
  /** Member of the JSON tree. */
  readonly key: string
  readonly kind: TagKind
}

type Row = readonly [tag: string, section: Section, key: string, kind?: TagKind]

/** In the order in which they are written. */
const rows: readonly Row[] = [
  ['DocumentName', 'document', 'name'],
  ['DocumentNamespace', 'document', 'documentNamespace'],
  ['DocumentComment', 'document', 'comment'],
  ['Creator', 'creation', 'creators', 'texts'],
  ['Created', 'creation', 'created'],
  ['CreatorComment', 'creation', 'comment'],
  ['LicenseListVersion', 'creation', 'licenseListVersion'],
  ['PackageName', 'package', 'name'],
  ['PackageVersion', 'package', 'versionInfo'],
  ['PackageFileName', 'package', 'packageFileName'],
  ['PackageSupplier', 'package', 'supplier'],
  ['PackageOriginator', 'package', 'originator'],
  ['PackageDownloadLocation', 'package', 'downloadLocation'],
  ['PrimaryPackagePurpose', 'package', 'primaryPackagePurpose'],
  ['FilesAnalyzed', 'package', 'filesAnalyzed', 'flag'],
  ['PackageVerificationCode', 'package', 'packageVerificationCode', 'code'],
  ['PackageChecksum', 'package', 'checksums', 'checksums'],
  ['PackageHomePage', 'package', 'homepage'],
  ['PackageSourceInfo', 'package', 'sourceInfo'],
  ['PackageLicenseConcluded', 'package', 'licenseConcluded'],
  ['PackageLicenseInfoFromFiles', 'package', 'licenseInfoFromFiles', 'texts'],
  ['PackageLicenseDeclared', 'package', 'licenseDeclared'],
  ['PackageLicenseComments', 'package', 'licenseComments'],
  ['PackageCopyrightText', 'package', 'copyrightText'],
  ['PackageSummary', 'package', 'summary'],
  ['PackageDescription', 'package', 'description'],
  ['PackageComment', 'package', 'comment'],
  ['PackageAttributionText', 'package', 'attributionTexts', 'texts'],
  ['ReleaseDate', 'package', 'releaseDate'],
  ['BuiltDate', 'package', 'builtDate'],
  ['ValidUntilDate', 'package', 'validUntilDate'],
  ['FileName', 'file', 'fileName'],
  ['FileType', 'file', 'fileTypes', 'texts'],
  ['FileChecksum', 'file', 'checksums', 'checksums'],
  ['LicenseConcluded', 'file', 'licenseConcluded'],
  ['LicenseInfoInFile', 'file', 'licenseInfoInFiles', 'texts'],
  ['LicenseComments', 'file', 'licenseComments'],
  ['FileCopyrightText', 'file', 'copyrightText'],
  ['FileComment', 'file', 'comment'],
  ['FileNotice', 'file', 'noticeText'],
  ['FileContributor', 'file', 'fileContributors', 'texts'],
  ['FileAttributionText', 'file', 'attributionTexts', 'texts'],
  ['FileDependency', 'file', 'fileDependencies', 'texts'],
  ['SnippetSPDXID', 'snippet', 'SPDXID'],
  ['SnippetFromFileSPDXID', 'snippet', 'snippetFromFile'],
  ['SnippetByteRange', 'snippet', 'ranges', 'bytes'],
  ['SnippetLineRange', 'snippet', 'ranges', 'lines'],
  ['SnippetLicenseConcluded', 'snippet', 'licenseConcluded'],
  ['LicenseInfoInSnippet', 'snippet', 'licenseInfoInSnippets', 'texts'],
  ['SnippetLicenseComments', 'snippet', 'licenseComments'],
  ['SnippetCopyrightText', 'snippet', 'copyrightText'],
  ['SnippetComment', 'snippet', 'comment'],
  ['SnippetName', 'snippet', 'name'],
  ['SnippetAttributionText', 'snippet', 'attributionTexts', 'texts'],
  ['LicenseID', 'license', 'licenseId'],
  ['ExtractedText', 'license', 'extractedText'],
  ['LicenseName', 'license', 'name'],
  ['LicenseCrossReference', 'license', 'seeAlsos', 'texts'],
  ['LicenseComment', 'license', 'comment'],
]

export const tags: ReadonlyMap<string, Tag> = new Map<string, Tag>([
  ...rows.map(([tag, section, key, kind = 'text']): [string, Tag] => [tag, { section, key, kind }]),
  ['SPDXVersion', { section: 'document', key: 'spdxVersion', kind: 'text' }],
  ['DataLicense', { section: 'document', key: 'dataLicense', kind: 'text' }],
  // The name of 2.1.
  ['SnippetSPDXIdentifier', { section: 'snippet', key: 'SPDXID', kind: 'text' }],
])

const bySection = new Map<Section, (readonly [string, Tag])[]>()
for (const [tag, section, key, kind = 'text'] of rows) {
  const list = bySection.get(section) ?? []
  list.push([tag, { section, key, kind }])
  bySection.set(section, list)
}

/** Tags of a section in the order in which they are written; the first begins it. */
export function tagsOf(section: Section): readonly (readonly [string, Tag])[] {
  return bySection.get(section) ?? []
}

/** The tag that begins a section of its own. */
export const openingTags: ReadonlyMap<string, 'package' | 'file' | 'snippet' | 'license'> = new Map([
  ['PackageName', 'package'],
  ['FileName', 'file'],
  ['SnippetSPDXID', 'snippet'],
  ['SnippetSPDXIdentifier', 'snippet'],
  ['LicenseID', 'license'],
])
