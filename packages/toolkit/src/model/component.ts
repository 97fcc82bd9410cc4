/** What a product is made of: packages as one file states them, and the graph of components made from all files. */
import type { Issue } from '../base/index.ts'
import type { Purl } from './purl/purl.ts'

/** `unknown` where the format does not say; it is treated as runtime wherever that is the careful choice. */
export type Scope = 'runtime' | 'development' | 'optional' | 'peer' | 'build' | 'unknown'

export type Relation = 'direct' | 'transitive' | 'unknown'

/** Where the bytes come from: only `registry` packages can be looked up by name and version. */
export type Origin = 'registry' | 'git' | 'url' | 'path' | 'workspace'

export interface Hash {
  readonly algorithm: 'MD5' | 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'
  /** Lowercase hex. */
  readonly value: string
}

export interface Evidence {
  /** Path relative to the scanned root, with forward slashes. */
  readonly path: string
  /** 1-based. */
  readonly line: number
}

/** What a dependent allows of one package that it asks for. */
export interface Requirement {
  /** The package asked for, without version and qualifiers. */
  readonly target: Purl
  /** In the words of the ecosystem, as written (`^1.2`, `>=3,<4`); of an npm alias, the part behind the name. */
  readonly requirement: string
}

/** One package instance as one lock file or manifest states it. */
export interface LockedPackage {
  /** Unique within the file; edges refer to it. */
  readonly key: string
  /** Canonical; carries no version when the file does not pin one (`isVersionResolved` is false then). */
  readonly purl: Purl
  readonly isVersionResolved: boolean
  /** The requirement as written (`^1.2`, `>=3`), where the version is unresolved or the file keeps it. */
  readonly requirement?: string
  /** 1-based line where the file states the package. */
  readonly line: number
  readonly relation: Relation
  readonly scope: Scope
  /** Groups as the file names them (`dev`, `docs`, `test`), sorted. */
  readonly groups: readonly string[]
  readonly origin: Origin
  /** The project itself or a member of its workspace. */
  readonly isFirstParty: boolean
  /** The name that the project uses for it, where that is another one (npm aliases). */
  readonly alias?: string
  /** Declared license as written in the file; SPDX expression or free text. */
  readonly license?: string
  readonly hashes: readonly Hash[]
  /** Keys of packages of the same file. */
  readonly dependsOn: readonly string[]
  /** Of those that it depends on, where the file writes them; absent where it writes none. Sorted. */
  readonly requires?: readonly Requirement[]
  /** Place inside the file (an archive within an archive), with forward slashes; evidence names it after `!/`. */
  readonly within?: string
  /** Of an own package: its folder relative to that of the file, `.` for the same; absent where no file says it. */
  readonly folder?: string
  /** Stated by a file of its own among other installed packages: what it requires is found where those lie. */
  readonly installed?: InstalledPlace
}

/** Where a package lies installed. */
export interface InstalledPlace {
  /** The folder that packages are installed into (`node_modules`, `site-packages`). */
  readonly in: string
  /** Such folders in which what it requires may lie, nearest first. */
  readonly looksIn: readonly string[]
}

/** A component that names no package by a usable purl: listed, never matched. */
export interface UnidentifiedComponent {
  /** Our own reference, `unidentified:N` in the order of the document; in an inventory of several files, over all of them. */
  readonly ref: string
  readonly name: string
  readonly version?: string
  /** The file that names it, relative to the scanned root, where the inventory is of more than one. */
  readonly path?: string
  /** 1-based line in that file, or in the SBOM. */
  readonly line: number
  /** Why it has no purl: none given, or what was given and is wrong. */
  readonly reason: string
  /** Purls or references of this kind, sorted; `product` stands for the product itself. */
  readonly dependsOn: readonly string[]
  /** Those that depend on it, sorted. */
  readonly dependents: readonly string[]
}

/** What was read of one file. `partial`: some of it is lost, and an issue says what. */
export interface ParsedFile {
  readonly status: 'parsed' | 'partial' | 'unreadable'
  readonly packages: readonly LockedPackage[]
  /** Components that the file names and no purl identifies (SBOMs, results of other tools). */
  readonly unidentified?: readonly UnidentifiedComponent[]
  readonly issues: readonly Issue[]
}

export type FileStatus = 'parsed' | 'partial' | 'skipped' | 'unsupported' | 'unreadable'

/** What became of one file that the walker recognised. */
export interface FileReport {
  readonly path: string
  readonly ecosystem: string
  readonly status: FileStatus
  /** Third-party packages found in it. */
  readonly packages: number
  /** Why it was skipped or is unsupported. */
  readonly reason?: string
}

/** One distinct package version of the product, merged over all files that state it. */
export interface Component {
  readonly purl: Purl
  readonly ecosystem: string
  readonly isVersionResolved: boolean
  readonly requirement?: string
  /** `direct` as soon as one file has it directly. */
  readonly relation: Relation
  /** The widest of all its statements: runtime before unknown, optional, peer, build, development. */
  readonly scope: Scope
  readonly groups: readonly string[]
  readonly origin: Origin
  readonly isFirstParty: boolean
  readonly aliases: readonly string[]
  readonly licenses: readonly string[]
  readonly hashes: readonly Hash[]
  /** Sorted by path and line; never empty. */
  readonly evidence: readonly Evidence[]
  /** Purls that it depends on, sorted. */
  readonly dependsOn: readonly Purl[]
  /** What it allows of them: all that its files write, sorted, each once; absent where they write nothing. */
  readonly requires?: readonly Requirement[]
}

/** One of several products that lie in one tree. */
export interface TreeProduct {
  /** As its `.occtet/product.yaml` states it. */
  readonly id?: string
  readonly name: string
  readonly version?: string
  /** Its folder, relative to the scanned root, `.` for the root; absent where no file says where it lies. */
  readonly path?: string
  /** `profile`: its folder has a `.occtet/product.yaml`. `workspace`: a lock file or manifest names it as an own package. */
  readonly found: 'profile' | 'workspace'
  /** The own package, where it is one. */
  readonly purl?: Purl
  /** What it asks for itself, sorted; other products of the tree may be among them. */
  readonly roots: readonly Purl[]
  /** Components that a file beneath its folder states, sorted; of files with edges only what the roots do not lead to. */
  readonly stated: readonly Purl[]
  /**
   * How its components are known: `graph`: what its roots lead to is stated; `folder`: nothing says what depends on
   * what, so only `stated` is known to belong to it.
   */
  readonly basis: 'graph' | 'folder'
}

/** The product as found: deterministic, sorted by purl (code unit). */
export interface Inventory {
  /** Name of the product: the folder's, or that of its root manifest. */
  readonly name: string
  readonly version?: string
  readonly components: readonly Component[]
  /** Purls that the product itself asks for, sorted. */
  readonly roots: readonly Purl[]
  readonly files: readonly FileReport[]
  readonly issues: readonly Issue[]
  /** Of SBOMs and results of other tools in the tree; absent where none names any. */
  readonly unidentified?: readonly UnidentifiedComponent[]
  /** The products of the tree, by path and name; absent where there is one at most. */
  readonly products?: readonly TreeProduct[]
}
