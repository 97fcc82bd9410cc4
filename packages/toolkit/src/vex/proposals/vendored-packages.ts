/** Go packages that a build can take from the vendor folder: `vendor/modules.txt` names all of them (Go modules reference, "go mod vendor"). */
import { type Component, splitPurl } from '../../model/index.ts'
import type { SourceTree } from '../../reachability/index.ts'
import type { ProposalFacts } from './model.ts'

type Packages = NonNullable<NonNullable<ProposalFacts['component']>['packages']>

/**
 * Undefined where not every go.mod that states the module has a vendor folder which lists it in this version: then
 * packages come from elsewhere, and their list is not known. A build refuses a list that does not fit its go.mod.
 */
export function vendoredPackages(tree: SourceTree, { purl, evidence }: Component): Packages | undefined {
  const { type, namespace, name, version } = splitPurl(purl)
  if (type !== 'golang' || version === undefined) return undefined
  const module = namespace === undefined ? name : `${namespace}/${name}`
  const items = new Set<string>()
  for (const { path } of evidence) {
    if (!/(?:^|\/)go\.mod$/.test(path)) return undefined
    const listed = packagesIn(
      tree.read(`${path.slice(0, -'go.mod'.length)}vendor/modules.txt`),
      `${module} ${version}`,
    )
    if (listed === undefined) return undefined
    for (const item of listed) items.add(item)
  }
  return evidence.length === 0 ? undefined : { items: [...items], isComplete: true }
}

/** Undefined: no such file, or it names the module in another version, replaced, or not at all. */
function packagesIn(text: string | undefined, heading: string): readonly string[] | undefined {
  if (text === undefined) return undefined
  let items: string[] | undefined
  let isOwn = false
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('# ')) {
      isOwn = line.slice(2).trim() === heading
      if (isOwn) items ??= []
    } else if (isOwn && line !== '' && !line.startsWith('#')) items?.push(line.trim())
  }
  return items
}
