/** The checks of the document as a whole. Section numbers are those of BSI TR-03183-2 v2.1.0 unless another text is named. */
import type { BomActor } from '../document/parts.ts'
import { withoutVersion } from '../document/keys.ts'
import { type BomView, isStated, structural } from '../document/view.ts'
import { cannotTell, met, notMet } from './answers.ts'
import { isContact, isDateTime, isUri } from './texts.ts'
import type { Answer, DocumentCheck, ScoreFacts } from './model.ts'

export type DocumentTest = (view: BomView, facts: ScoreFacts) => Answer

export const documentTests: Readonly<Record<DocumentCheck, DocumentTest>> = {
  'format-bsi-2.1': (view, facts) => checkFormat(view, facts, { cyclonedx: [1, 6], spdx: [3, 0, 1] }),
  'format-bsi-2.0': (view, facts) => checkFormat(view, facts, { cyclonedx: [1, 5], spdx: [2, 2] }),
  'format-known': (_view, facts) => checkValidity(facts),
  'no-vulnerabilities': checkVulnerabilities,
  'creator-contact': checkContact,
  'author-name': ({ document: { creators, manufacturer } }) =>
    [...creators, ...listOf(manufacturer)].some(({ name }) => isStated(name))
      ? met
      : notMet('nobody is named as author of the SBOM'),
  'author-not-a-tool': ({ document }) =>
    authors(document.creators, document.manufacturer).some(({ name }) => isStated(name))
      ? met
      : notMet('no person or organization is named as author; a tool is none'),
  signature: () => cannotTell('signatures are checked by `occtet attest verify`, not here'),
  timestamp: ({ document: { created } }) =>
    created === undefined
      ? notMet('no time is stated')
      : isDateTime(created)
        ? met
        : notMet(`expected an RFC 3339 date and time, found ${JSON.stringify(created.slice(0, 40))}`),
  'document-id': ({ document: { id } }) =>
    id === undefined
      ? cannotTell('none is stated; it is asked for only where the SBOM has one')
      : isUri(id)
        ? met
        : notMet(`expected a URI, found ${JSON.stringify(id.slice(0, 80))}`),
  'document-version': ({ document: { family, revision } }) =>
    family !== 'cyclonedx'
      ? cannotTell('SPDX has no field for it')
      : revision === undefined
        ? notMet('none is stated')
        : met,
  lifecycle: ({ document: { family, lifecycles } }) =>
    lifecycles.length > 0
      ? met
      : family === 'spdx'
        ? cannotTell('SPDX 2 has no field for it')
        : notMet('none is stated'),
  'tool-name': ({ document }) =>
    tools(document.creators).some(({ name }) => isStated(name)) ? met : notMet('no tool is named'),
  'tool-version': ({ document }) => checkToolVersion(tools(document.creators)),
  'top-level': checkTopLevel,
  'known-unknowns': ({ document: { compositions, relationships } }) =>
    compositions.length > 0 || relationships.some(({ completeness }) => completeness !== undefined)
      ? met
      : notMet('nowhere is it said whether a list of dependencies is complete'),
}

function listOf<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value]
}

function authors(creators: readonly BomActor[], manufacturer: BomActor | undefined): readonly BomActor[] {
  return [...creators.filter(({ kind }) => kind !== 'tool'), ...listOf(manufacturer)]
}

function tools(creators: readonly BomActor[]): readonly BomActor[] {
  return creators.filter(({ kind }) => kind === 'tool')
}

/** SPDX 2 has one text for both, by convention `NAME-VERSION` (SPDX 2.3, 6.8). */
function checkToolVersion(all: readonly BomActor[]): Answer {
  if (all.length === 0) return notMet('no tool is named')
  const without = all.find(({ name, version }) => !isStated(version) && !/[-\s@/v]v?\d+(?:\.\d+)/.test(name))
  return without === undefined ? met : notMet(`the version of ${without.name.slice(0, 60)} is not stated`)
}

/** Section 4: format, version, JSON or XML, and valid by its schema. */
function checkFormat(
  { document: { family, specVersion } }: BomView,
  facts: ScoreFacts,
  least: { readonly cyclonedx: readonly number[]; readonly spdx: readonly number[] },
): Answer {
  const wanted = family === 'cyclonedx' ? least.cyclonedx : least.spdx
  const name = family === 'cyclonedx' ? 'CycloneDX' : 'SPDX'
  if (!isAtLeast(specVersion, wanted))
    return notMet(`expected ${name} ${wanted.join('.')} or later, found ${specVersion}`)
  if (facts.encoding === 'tag-value') return notMet('expected JSON or XML, found tag-value')
  return checkValidity(facts)
}

function checkValidity({ validity }: ScoreFacts): Answer {
  if (validity === 'valid') return met
  return validity === 'invalid'
    ? notMet('the rules of its format refuse it; `occtet sbom validate` shows where')
    : cannotTell('no official schema was asked')
}

export function isAtLeast(version: string, least: readonly number[]): boolean {
  const parts = version.split('.').map(Number)
  if (parts.some((part) => !Number.isInteger(part))) return false
  for (const [at, wanted] of least.entries()) {
    const part = parts[at] ?? 0
    if (part !== wanted) return part > wanted
  }
  return true
}

/** Sections 3.1 and 8.1.14. An SPDX 2 reference to an advisory may speak of any component, so it decides nothing. */
function checkVulnerabilities({ document: { vulnerabilities, elements } }: BomView): Answer {
  if (vulnerabilities.length > 0) return notMet(`it holds ${vulnerabilities.length} vulnerabilities`)
  const told = elements.some(({ references }) =>
    references.some(({ category, type }) => category === 'SECURITY' && !type.startsWith('cpe')),
  )
  return told ? cannotTell('it refers to advisories; whether they speak of this product is not said') : met
}

/** 5.2.1: e-mail, else URL. A supplier of the product need not be who made the SBOM. */
function checkContact({ document }: BomView): Answer {
  const all = authors(document.creators, document.manufacturer)
  if (all.some(isContact)) return met
  return notMet(
    all.length === 0
      ? 'no person or organization is named as creator'
      : 'the creator is named without an e-mail address or URL',
  )
}

/** Annex I Part II (1) of Regulation (EU) 2024/2847: at least the top-level dependencies. */
function checkTopLevel(view: BomView, facts: ScoreFacts): Answer {
  const [subject] = view.subjects
  if (subject === undefined) return notMet('it does not say which product it is about')
  if (facts.direct !== undefined) return compareDirect(view, facts.direct)
  const listed = view.subjects.flatMap(({ ref }) => view.from(ref).filter(({ type }) => structural.has(type)))
  const count = new Set(listed.flatMap(({ to }) => to)).size
  if (count === 0 && view.components.length > view.subjects.length)
    return cannotTell('it lists components, but not which of them the product asks for itself')
  if (count === 0)
    return cannotTell('it lists nothing that the product depends on; give the tree with --from')
  return isSaidComplete(view, listed)
    ? met
    : cannotTell(`it lists ${count}; whether these are all is not said, give the tree with --from`)
}

function isSaidComplete(view: BomView, listed: readonly { readonly completeness?: string }[]): boolean {
  if (listed.some(({ completeness }) => completeness === 'complete')) return true
  const refs = new Set(view.subjects.map(({ ref }) => ref))
  return view.document.compositions.some(
    ({ aggregate, assemblies, dependencies }) =>
      aggregate === 'complete' && [...assemblies, ...dependencies].some((ref) => refs.has(ref)),
  )
}

function compareDirect(view: BomView, direct: readonly string[]): Answer {
  const known = new Set(
    view.components.flatMap(({ purl }) => (purl === undefined ? [] : [withoutVersion(purl)])),
  )
  const missing = direct.filter((purl) => !known.has(withoutVersion(purl)))
  if (missing.length === 0) return met
  const shown = missing.slice(0, 5).join(', ')
  return notMet(
    `${missing.length} of ${direct.length} direct dependencies of the tree are not in it: ${shown}`,
  )
}
