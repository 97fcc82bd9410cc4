/** The shipped copy lacks the very files or packages that the records name. */
import { type Finding, splitPurl } from '../../model/index.ts'
import { fullName, notAffected, quoted } from './draft.ts'
import type { Draft, Listing, ProposalFacts, Proposer } from './model.ts'

/** Only complete lists prove an absence; what the product's own sources import says nothing of what its packages import. */
export const fileAbsent: Proposer = {
  kind: 'file-absent',
  propose(finding, facts) {
    const named = facts.advisory?.packagePaths ?? []
    if (named.length === 0 || finding.isMalicious || facts.component === undefined) return undefined
    const { files, packages } = facts.component
    const list = splitPurl(finding.purl).type === 'golang' ? packages : files
    if (list === undefined || !list.isComplete || list.items.length === 0) return undefined
    if (list === packages) return byPackages(finding, { named, list, facts })
    return byFiles({ named, list, facts })
  },
}

interface Look {
  readonly named: readonly string[]
  readonly list: Listing
  readonly facts: ProposalFacts
}

/** Go: lists of compiled packages leave the internal packages of the standard library out. */
function byPackages(finding: Finding, look: Look): Draft | undefined {
  const { named, list } = look
  const isStandard = splitPurl(finding.purl).name === 'stdlib' || splitPurl(finding.purl).name === 'toolchain'
  if (isStandard && named.some((path) => /(?:^|\/)(?:internal|vendor|cmd)(?:\/|$)/.test(path)))
    return undefined
  const compiled = new Set(list.items.map(plainPath))
  // A list of another module proves nothing of this one.
  const module = isStandard ? '' : fullName(finding.purl)
  const isOwn = (path: string): boolean => module === '' || `${path}/`.startsWith(`${module}/`)
  if (!named.every((path) => isOwn(plainPath(path))) || ![...compiled].some(isOwn)) return undefined
  if (named.some((path) => compiled.has(plainPath(path)))) return undefined
  // A path that is no import path cannot be looked up among them.
  if (named.some((path) => !/^[\w.~+-]+(?:\/[\w.~+-]+)*$/.test(plainPath(path)))) return undefined
  return draft(look, `${list.items.length} compiled packages are listed, and the list is complete`)
}

/** Another folder, another ending, an inner class or an archive may hide a copy: then nothing is said. */
function byFiles(look: Look): Draft | undefined {
  const { named, list } = look
  if (!named.every((path) => isFile.test(path))) return undefined
  if (list.items.some((file) => archive.test(file) || bundle.test(file))) return undefined
  const stems = new Set(list.items.map(stemOf))
  if (named.some((path) => stems.has(stemOf(path)))) return undefined
  return draft(look, `${list.items.length} files of the shipped copy are listed, and the list is complete`)
}

const archive =
  /\.(?:jar|war|ear|aar|zip|whl|egg|tgz|tar|gz|bz2|xz|zst|7z|rar|asar|nupkg|gem|phar|apk|deb|rpm|exe|msi|dll|so|dylib|a|lib|o|wasm|pyz)(?:\.\d+)*$/i
/** Many sources in one file. */
const bundle =
  /(?:^|[._/-])(?:min|bundle|bundled|all|all-in-one|full|umd|iife|esm|cjs|dist|vendor|chunk|packed|combined|shaded|fat)(?:[._/-]|$)/i

/** A path of a file, and no name of a function or class. */
const isFile = /^[^:#]*[^:#/.]\.[A-Za-z]\w{0,6}$/

function plainPath(path: string): string {
  return path.trim().replace(/^\.?\/+|\/+$/g, '')
}

/** Name of the file without folders, endings and inner classes, lower case. */
function stemOf(path: string): string {
  const name = plainPath(path.replaceAll('\\', '/')).split('/').at(-1) ?? ''
  return (/^[^.$]+/.exec(name)?.[0] ?? name).toLowerCase()
}

function draft({ named, facts }: Look, list: string): Draft {
  const shown = named.slice(0, 3).map(quoted).join(', ')
  const more = named.length > 3 ? ` and ${named.length - 3} more` : ''
  const verb = named.length === 1 ? 'is' : 'are'
  return {
    verdict: notAffected(
      'vulnerable_code_not_present',
      'The affected part of the package is not contained in the product.',
    ),
    confidence: 'high',
    message: `The records name ${shown}${more} as affected, which ${verb} not in the shipped copy.`,
    evidence: [
      { text: `named as affected: ${shown}${more}` },
      { text: list },
      ...(facts.component?.component.evidence ?? []).slice(0, 3).map(({ path, line }) => ({
        text: 'states the component',
        path,
        line,
      })),
    ],
  }
}
