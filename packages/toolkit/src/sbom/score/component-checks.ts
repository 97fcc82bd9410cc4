/** The checks of one component. Section numbers are those of BSI TR-03183-2 v2.1.0 unless another text is named. */
import type { BomElement, BomLicense, BomReference } from '../document/element.ts'
import { type BomView, isStated, structural } from '../document/view.ts'
import { cannotTell, met, notMet } from './answers.ts'
import { isContact, isIdentified, isUri } from './texts.ts'
import type { Answer, ComponentCheck } from './model.ts'

export type ComponentTest = (element: BomElement, view: BomView) => Answer

const absent = cannotTell('not stated; it is asked for only where it exists')
const nothing = notMet('not stated')
const yesOr = (isMet: boolean, otherwise: Answer): Answer => (isMet ? met : otherwise)

export const componentTests: Readonly<Record<ComponentCheck, ComponentTest>> = {
  name: ({ name }) => yesOr(isStated(name), nothing),
  version: ({ version }) => yesOr(isStated(version), nothing),
  creator: checkCreator,
  'producer-name': (element) => yesOr(hasProducer(element), nothing),
  filename: checkFilename,
  dependencies: checkDependencies,
  'dependencies-complete': checkComplete,
  related: ({ ref }, view) =>
    yesOr(
      view.isReached(ref) || view.from(ref).some(({ type, to }) => structural.has(type) && to.length > 0),
      view.document.subjects.includes(ref) && view.components.length === 1
        ? cannotTell('it is the only component')
        : notMet('nothing says by what it got into the product'),
    ),
  'license-distribution': checkDistribution,
  'license-associated': checkAssociated,
  'license-original': ({ declaredLicenses }) => checkLicenses(declaredLicenses, absent),
  'license-concluded': ({ concludedLicenses }) => checkLicenses(concludedLicenses, absent),
  'license-declared': ({ declaredLicenses }) => checkLicenses(declaredLicenses, absent),
  'license-any': ({ declaredLicenses, concludedLicenses }) =>
    yesOr(stated([...declaredLicenses, ...concludedLicenses]).length > 0, nothing),
  'license-effective': (element) =>
    yesOr(isStated(propertyOf(element, 'bsi:component:effectiveLicense')), absent),
  'hash-distribution': checkDistributionHash,
  'hash-sha512': (element, view) =>
    yesOr(
      hasSha512(element) ||
        fileOf(element, view).some(hasSha512) ||
        hasReferenceHash(element, 'distribution'),
      element.hashes.length > 0 ? notMet('there are hashes, but no SHA-512') : nothing,
    ),
  'hash-any': (element, view) =>
    yesOr(
      [element, ...fileOf(element, view)].some(({ hashes }) => hashes.length > 0) ||
        element.references.some(({ type, hashes }) => type === 'distribution' && hashes.length > 0),
      nothing,
    ),
  'hash-source': (element) =>
    yesOr(
      element.verificationCode !== undefined ||
        element.references.some(({ type, hashes }) => type === 'source-distribution' && hashes.length > 0),
      absent,
    ),
  executable: (element, view) => checkFlag(element, view, 'executable'),
  archive: (element, view) => checkFlag(element, view, 'archive'),
  structured: (element, view) => checkFlag(element, view, 'structured'),
  'source-uri': (element) =>
    yesOr(hasReference(element, ['source-distribution', 'vcs', 'sourceArtifact']) || isVcs(element), absent),
  'deployable-uri': (element) =>
    yesOr(
      hasReference(element, ['distribution', 'binaryArtifact']) ||
        (isStated(element.downloadLocation) && isUri(element.downloadLocation)),
      absent,
    ),
  identifier: ({ purl, cpes, swid }) => yesOr(isStated(purl) || cpes.length > 0 || isStated(swid), absent),
  purl: ({ purl }) => yesOr(isStated(purl), nothing),
  'security-txt': (element) => yesOr(hasReference(element, ['rfc-9116', 'securityOther']), absent),
}

function stated(licenses: readonly BomLicense[]): readonly BomLicense[] {
  return licenses.filter(({ value }) => isStated(value))
}

function checkLicenses(licenses: readonly BomLicense[], otherwise: Answer): Answer {
  if (stated(licenses).length === 0) return otherwise
  return yesOr(isIdentified(licenses), notMet('not an SPDX identifier, expression or LicenseRef'))
}

/** 8.2, table 9: concluded. A format or document that does not part declared from concluded leaves it open. */
function checkDistribution({ concludedLicenses, declaredLicenses }: BomElement): Answer {
  const declared = stated(declaredLicenses)
  if (declared.length > 0 && declared.every(({ isUnqualified }) => isUnqualified === true))
    return checkLicenses(
      concludedLicenses,
      isIdentified(declared)
        ? cannotTell('a license is stated; whether it is declared or concluded is not said')
        : notMet('not an SPDX identifier, expression or LicenseRef'),
    )
  return checkLicenses(concludedLicenses, declared.length > 0 ? notMet('only declared') : nothing)
}

/** v2.0.0, 5.2.2 asks for the view of whoever made the SBOM, and the formats of its day do not part the two. */
function checkAssociated(element: BomElement): Answer {
  if (isStated(propertyOf(element, 'bsi:component:associatedLicences'))) return met
  const { concludedLicenses, declaredLicenses } = element
  return checkLicenses(stated(concludedLicenses).length > 0 ? concludedLicenses : declaredLicenses, nothing)
}

/** 5.2.2 and 3.2.9: who created it, by e-mail or URL; a supplier is another role. */
function checkCreator({ originator, authors, supplier }: BomElement): Answer {
  const creators = originator === undefined ? authors : [originator, ...authors]
  if (creators.some(isContact)) return met
  if (supplier !== undefined && isContact(supplier))
    return cannotTell('a supplier is stated; whether it is also the creator is not said')
  return creators.length > 0 ? notMet('named without an e-mail address or URL') : nothing
}

/** NTIA: "the originator or manufacturer of the software component". */
function hasProducer({ supplier, originator, authors, publisher }: BomElement): boolean {
  const names = [supplier?.name, originator?.name, publisher, ...authors.map(({ name }) => name)]
  return names.some(isStated)
}

/** 5.2.2: "i.e. not its file system path". */
function checkFilename(element: BomElement, view: BomView): Answer {
  const names = [
    propertyOf(element, 'bsi:component:filename'),
    element.fileName,
    ...fileOf(element, view).map(({ name }) => name),
    element.kind === 'file' ? element.name : undefined,
  ].filter(isStated)
  if (names.length === 0) return nothing
  return yesOr(
    names.some((name) => !/[/\\]/.test(name.replace(/^\.\//, ''))),
    notMet('a path is stated, not a name'),
  )
}

/** The file that is delivered, as SPDX 3 ties it to its package (8.2, table 9). */
function fileOf({ ref }: BomElement, view: BomView): readonly BomElement[] {
  return view
    .from(ref)
    .filter(({ type }) => type === 'hasDistributionArtifact')
    .flatMap(({ to }) => to.flatMap((target) => view.find(target) ?? []))
}

function checkDependencies({ ref }: BomElement, view: BomView): Answer {
  if (view.from(ref).some(({ type }) => structural.has(type))) return met
  return view.document.family === 'cyclonedx'
    ? notMet('it is not in the list of dependencies, not even with an empty list')
    : cannotTell('nothing is stated: it may depend on nothing, or nobody looked')
}

function checkComplete(element: BomElement, view: BomView): Answer {
  const { ref } = element
  const isListed = view.from(ref).some(({ type }) => structural.has(type))
  const isSaid =
    view.from(ref).some(({ type, completeness }) => structural.has(type) && completeness !== undefined) ||
    completenessOf(view).has(ref)
  if (isListed && isSaid) return met
  if (!isListed)
    return notMet(isSaid ? 'no list of dependencies' : 'no list of dependencies, nor how complete')
  return notMet('how complete the list is, is not said')
}

const known = new WeakMap<BomView, ReadonlySet<string>>()

/** What compositions speak of; once for each document. */
function completenessOf(view: BomView): ReadonlySet<string> {
  const before = known.get(view)
  if (before !== undefined) return before
  const all = view.document.compositions.flatMap(({ assemblies, dependencies }) => [
    ...assemblies,
    ...dependencies,
  ])
  const refs = new Set(all)
  known.set(view, refs)
  return refs
}

/** 8.2, table 9: in the reference to the delivered file. A hash of the component itself may be of anything. */
function checkDistributionHash(element: BomElement, view: BomView): Answer {
  if (hasReferenceHash(element, 'distribution') || fileOf(element, view).some(hasSha512)) return met
  if (hasSha512(element))
    return cannotTell('a SHA-512 is stated; whether it is of the delivered file is not said')
  return element.hashes.length > 0 ? notMet('there are hashes, but no SHA-512') : nothing
}

function hasSha512({ hashes }: Pick<BomElement, 'hashes'>): boolean {
  return hashes.some(({ algorithm }) => algorithm === 'SHA-512')
}

function hasReferenceHash({ references }: BomElement, wanted: string): boolean {
  return references.some((reference) => reference.type === wanted && hasSha512(reference))
}

function hasReference({ references }: BomElement, types: readonly string[]): boolean {
  return references.some(({ type, url }: BomReference) => types.includes(type) && isUri(url))
}

/** SPDX writes `git+https://…` where the source was taken from version control. */
function isVcs({ downloadLocation }: BomElement): boolean {
  return downloadLocation !== undefined && /^(?:git|hg|svn|bzr)\+[a-z]+:/.test(downloadLocation)
}

function propertyOf({ properties }: BomElement, wanted: string): string | undefined {
  return properties.find(({ name }) => name === wanted)?.value
}

/** Table 3, and the taxonomy of BSI for CycloneDX. */
const flags = {
  executable: ['executable', 'non-executable'],
  archive: ['archive', 'no archive'],
  structured: ['structured', 'unstructured'],
} as const

/** SPDX 3 has no word for "no": the delivered file says `container` or `firmware`, and its silence on the others is the no. */
function checkFlag(element: BomElement, view: BomView, flag: keyof typeof flags): Answer {
  const allowed: readonly string[] = flags[flag]
  const value = propertyOf(element, `bsi:component:${flag}`)
  if (value !== undefined)
    return yesOr(allowed.includes(value), notMet(`expected ${allowed.join(' or ')}, found another word`))
  const kinds = fileOf(element, view).flatMap(({ kind, additionalKinds = [] }) => [kind, ...additionalKinds])
  const isSaid = kinds.some((kind) => kind === 'container' || kind === 'firmware')
  return yesOr(isSaid, nothing)
}
