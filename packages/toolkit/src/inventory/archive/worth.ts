/** Which files of an archive are worth keeping while it streams by, and whether an archive holds a whole system. */
import type { BinaryEcosystem, Ecosystem } from '../ecosystem.ts'
import { binaryEcosystems } from '../binary-ecosystems.ts'
import { ecosystems } from '../ecosystems/index.ts'
import { compileFormats } from '../formats.ts'
import { unsupportedFormats } from '../unsupported.ts'
import { findNode, type RootNode } from './nodes.ts'

/** What formats say to the name of a file. */
export interface NameClaim {
  /** A format of text claims it, or its reader may ask for it. */
  readonly isText: boolean
  /** Those of which the first bytes decide. */
  readonly binaries: readonly BinaryEcosystem[]
}

/** `extra`: as in `readInventory`. */
export function createClaims(extra: readonly Ecosystem[]): (path: string) => NameClaim {
  const formats = compileFormats({
    ecosystems: [...ecosystems, ...extra],
    binaries: binaryEcosystems,
    unsupported: unsupportedFormats,
  })
  return (path) => {
    const { ecosystems: texts, binaries } = formats.find(path)
    return { isText: texts.length > 0 || asked.has(nameOf(path)), binaries }
  }
}

/** What readers ask for beside the files that they are for. Others are asked for by name, and read in a second run. */
const asked = new Set(['os-release', 'go.sum', 'package.json', 'pyproject.toml', 'top_level.txt', 'RECORD'])

/** Places by which a whole system is known. */
const systemPlaces = [
  'etc/os-release',
  'usr/lib/os-release',
  'var/lib/dpkg/status',
  'var/lib/dpkg/status.d',
  'lib/apk/db/installed',
  'var/lib/rpm',
  'usr/lib/sysimage/rpm',
  'usr/lib/opkg/status',
  'var/lib/opkg/status',
]

/** A folder around everything, as forges and people pack them: the tree begins in it. Undefined where there is none. */
export function topFolder(root: RootNode): { readonly name: string; readonly root: RootNode } | undefined {
  const [first, ...others] = root.children
  if (first === undefined || others.length > 0 || first[1].kind !== 'folder') return undefined
  return { name: first[0], root: { ...first[1], isSystem: root.isSystem } }
}

/** Packages that are archives: what is in them is installed as it is. */
export function isPackedPackage(name: string): boolean {
  return /\.(?:whl|egg|jar|war|ear|aar|nupkg|vsix|xpi|ipa|apk)$/i.test(name)
}

export function isSystem(root: RootNode): boolean {
  return systemPlaces.some((path) => findNode(root, path).kind === 'found')
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
