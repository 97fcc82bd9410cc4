/** SBOMs that lie in a tree: of suppliers, of build systems (Yocto, Zephyr, Buildroot), of other tools. */
import type { Issue } from '../../base/index.ts'
import type { Ecosystem, SourceFile } from '../../inventory/index.ts'
import type { Component, LockedPackage, ParsedFile } from '../../model/index.ts'
import { readSbom, type Sbom } from '../../sbom/index.ts'
import { sbomFileNames } from './names.ts'
import { whySbomIsSkipped } from './skipped.ts'
import { describesProduct } from './subject.ts'

export const sbomInTree: Ecosystem = {
  id: 'sbom',
  purlType: 'mixed',
  versions: 'generic',
  files: sbomFileNames,
  title: 'SBOMs (CycloneDX, SPDX)',
  knows: { transitive: 'partial', scope: true, edges: true, license: true, hashes: true },
  recognised: 'by-content',
  accepts: isSbom,
  skips: whySbomIsSkipped,
  parse: parseSbom,
}

const marks =
  /"(?:bomFormat|spdxVersion|SPDXID)"\s*:|"@context"\s*:[^{}]{0,200}spdx\.org\/rdf\/3|cyclonedx\.org\/schema\/bom|spdx\.org\/rdf\/terms|^(?:SPDXVersion|spdxVersion|SPDXID)\s*:|"specVersion"\s*:\s*"1\.\d"/m

/** Whether the text says of itself that it is CycloneDX or SPDX, in any of their notations. */
export function isSbom(text: string): boolean {
  return marks.test(text)
}

function parseSbom({ path, text }: SourceFile): ParsedFile {
  const { value, issues: all } = readSbom(text, path)
  if (value.format === undefined) return { status: 'unreadable', packages: [], issues: all }
  const issues = [...gatherUnidentified(all, path), ...statedLosses(value, path)].sort(byWeight)
  const isWhole = issues.every(({ level }) => level === 'note')
  const isOwn = describesProduct(path)
  const hasSubject = value.components.some(({ isFirstParty }) => isFirstParty)
  return {
    status: isWhole ? 'parsed' : 'partial',
    packages: value.components.map((component) => toPackage(component, { path, isOwn, hasSubject })),
    ...(value.unidentified.length === 0 ? {} : { unidentified: value.unidentified }),
    issues,
  }
}

/** What is lost comes before what is only noted: the first of them is the file's reason. */
function byWeight(a: Issue, b: Issue): number {
  return Number(a.level === 'note') - Number(b.level === 'note')
}

interface Place {
  readonly path: string
  /** Whether the SBOM is about the scanned product itself. */
  readonly isOwn: boolean
  /** Whether a component stands for what the SBOM is about. */
  readonly hasSubject: boolean
}

/** What a supplier's SBOM is about is a component here, and what that one asks for is not asked for by the product. */
function toPackage(component: Component, { path, isOwn, hasSubject }: Place): LockedPackage {
  const { purl, isFirstParty, relation, requirement, requires, aliases, licenses } = component
  const through = hasSubject ? 'transitive' : 'unknown'
  return {
    key: purl,
    purl,
    isVersionResolved: component.isVersionResolved,
    ...(requirement === undefined ? {} : { requirement }),
    line: component.evidence.find((place) => place.path === path)?.line ?? 1,
    relation: isOwn ? relation : isFirstParty ? 'unknown' : relation === 'direct' ? through : relation,
    scope: component.scope,
    groups: component.groups,
    origin: component.origin,
    isFirstParty: isOwn && isFirstParty,
    ...(aliases[0] === undefined ? {} : { alias: aliases[0] }),
    ...(licenses.length === 0 ? {} : { license: licenses.join(' AND ') }),
    hashes: component.hashes,
    dependsOn: component.dependsOn,
    ...(requires === undefined ? {} : { requires }),
  }
}

/** One line for all: they are listed one by one as unidentified components. */
function gatherUnidentified(issues: readonly Issue[], path: string): readonly Issue[] {
  const isNameless = ({ code, message }: Issue): boolean =>
    code === 'ENTRY_UNREADABLE' && message.endsWith('it has no purl')
  const nameless = issues.filter(isNameless)
  const [first] = nameless
  if (first === undefined || nameless.length < 4) return issues
  const message = `${nameless.length} components have no package URL; they are listed as unidentified`
  const hint = 'ask whoever made the SBOM for package URLs, or no advisory can be matched with them'
  const one: Issue = {
    code: 'ENTRY_UNREADABLE',
    level: 'warning',
    path,
    line: first.line ?? 1,
    message,
    hint,
  }
  return [one, ...issues.filter((issue) => !isNameless(issue))]
}

/** An SBOM of ours says what its own reading lost; those places are in another tree. */
function statedLosses({ files, issues }: Sbom, path: string): readonly Issue[] {
  const unread = files.filter(({ status }) => status === 'partial' || status === 'unreadable').length
  const lost = issues.filter(({ level }) => level !== 'note').length
  if (unread === 0 && lost === 0) return []
  const message = `the SBOM says of itself that it is not whole: ${unread} files were not read whole, ${lost} warnings`
  return [{ code: 'ENTRY_UNREADABLE', level: 'warning', path, line: 1, message }]
}
