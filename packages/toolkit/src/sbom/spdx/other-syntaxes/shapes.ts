/** Which members of the tree are lists, truths and numbers: syntaxes that know texts only do not say. Data. */

/** A name means the same wherever it stands (schema of SPDX 2.3). */
export const listMembers: ReadonlySet<string> = new Set([
  'annotations',
  'artifactOfs',
  'attributionTexts',
  'checksums',
  'creators',
  'crossRefs',
  'documentDescribes',
  'externalDocumentRefs',
  'externalRefs',
  'fileContributors',
  'fileDependencies',
  'fileTypes',
  'files',
  'hasExtractedLicensingInfos',
  'hasFiles',
  'licenseInfoFromFiles',
  'licenseInfoInFiles',
  'licenseInfoInSnippets',
  'packageVerificationCodeExcludedFiles',
  'packages',
  'ranges',
  'relationships',
  'revieweds',
  'seeAlsos',
  'snippets',
])

const truths: ReadonlySet<string> = new Set(['filesAnalyzed', 'isLive', 'isValid', 'isWayBackLink'])
const numbers: ReadonlySet<string> = new Set(['lineNumber', 'offset', 'order'])

/** The text as the member's own type; a text that is none of that type stays one, and the schema says so. */
export function toTyped(member: string, text: string): string | boolean | number {
  if (truths.has(member)) return text === 'true' ? true : text === 'false' ? false : text
  return numbers.has(member) && /^-?\d{1,15}$/.test(text) ? Number(text) : text
}
