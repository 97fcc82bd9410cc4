/** One shape for every ecosystem: text in, packages and issues out; pure; never throws. */
import type { ParsedFile } from '../model/index.ts'

/** A neighbour of the file that is read (go.sum beside go.mod, the parent of a pom). */
export interface Neighbour {
  /** Path relative to the scanned root. */
  readonly path: string
  readonly text: string
}

/** A file that the walker recognised, decoded. */
export interface SourceFile {
  /** Path relative to the scanned root, with forward slashes. */
  readonly path: string
  readonly text: string
}

/** Looks a neighbour up by a path relative to the folder of the file that is read; undefined when absent. */
export interface Near {
  (relativePath: string): Neighbour | undefined
  /**
   * Relative paths, beneath the folder of the file that is read, of recognised files that match a glob
   * (`packages/*\/package.json`); sorted. Absent where the caller has no list of files.
   */
  readonly matching?: (glob: string) => readonly string[]
  /**
   * The text of a file of the user's local Maven repository, by its path there; absent where the caller gave none. The
   * same function for all files of one run.
   */
  readonly mavenRepository?: (path: string) => string | undefined
  /** As the call itself, for a neighbour that is no text; absent where the caller has texts only. */
  readonly bytes?: (relativePath: string) => Uint8Array | undefined
}

/** What a format can be asked, whatever its files are made of. */
export interface FormatFacts {
  /** Unique: names the format, such as `npm-lock` or `go-mod`. */
  readonly id: string
  /** `mixed`: packages of any type, each with its own. */
  readonly purlType: string
  /** Version scheme id of `versions/`. */
  readonly versions: string
  /**
   * Exact file names, or patterns with `*` inside a path segment (`node_modules/*\/package.json`); matched
   * case-sensitively. A pattern that names a folder wins over a plain name.
   */
  readonly files: readonly string[]
  /** Human name of the format, for the documentation table. */
  readonly title: string
  readonly knows: {
    readonly transitive: 'full' | 'none' | 'partial'
    readonly scope: boolean
    readonly edges: boolean
    readonly license: boolean
    readonly hashes: boolean
  }
  /**
   * It states what lies there, not what a project asks for: such formats alone are read in folders that tools fill
   * (`node_modules`, `site-packages`), where the lock files of strangers mean nothing to this product.
   */
  readonly isInstalled?: boolean
  /**
   * Files (names in the same folder) that state the same packages better: when one of them was read,
   * the walker marks this file `skipped` with that reason (a manifest beside its lock file).
   */
  readonly yieldsTo?: readonly string[]
}

/**
 * What `skips` answers for a file that OCCTET wrote of this very tree: it is no part of the product and gets no report, so
 * that a tree gives the same inventory before and after its report lies in it.
 */
export const ownOutput = Symbol('own output')

/** A format of text: lock files, manifests, databases of package managers. */
export interface Ecosystem extends FormatFacts {
  /** Where several ecosystems claim one file name: whether this text is of this format. The first that accepts gets it. */
  readonly accepts?: (text: string) => boolean
  /**
   * The relative path of a file elsewhere (a lock in the parent workspace) that states the same packages better;
   * the walker skips this file when that one was read.
   */
  readonly coveredBy?: (file: SourceFile, near: Near) => string | undefined
  /**
   * `names`: files of these names are often something else (`bom.json`, `results.json`), so one that `accepts` refuses
   * is no file of ours and gets no report. Such a format is also tried on a file that the user named, whatever its name.
   */
  readonly recognised?: 'by-content'
  /** Why a file that the walk found is not read (an SBOM that we wrote ourselves); not asked about files that the user named. */
  readonly skips?: (file: SourceFile, near: Near) => string | typeof ownOutput | undefined
  readonly parse: (file: SourceFile, near: Near) => ParsedFile
}

/** A recognised file whose content is no text: an executable, an archive, a database. */
export interface BinaryFile {
  /** Path relative to the scanned root, with forward slashes. */
  readonly path: string
  /** The whole file, at most `limits.fileBytes`. */
  readonly bytes: Uint8Array
}

/**
 * A format of bytes. A name alone rarely tells (an executable has none), so the walker asks `magic` about the first
 * `magicBytes` bytes of each file that `files` or `mayBe` lets through; a file of `mayBe` that it refuses is no file of
 * ours and gets no report. Pure; never throws.
 */
export interface BinaryEcosystem extends FormatFacts {
  /** Further names that may be of this format (`no dot in the name`), beside `files`. */
  readonly mayBe?: (name: string) => boolean
  /** Its `files` are names that other things have too (`Packages`): one that `magic` refuses is nothing to tell of. */
  readonly isNameShared?: boolean
  readonly magic: (head: Uint8Array) => boolean
  /** Undefined: it is such a file, and it states no package (a C program holds no list of what it was made of). */
  readonly parseBytes: (file: BinaryFile, near: Near) => ParsedFile | undefined
}

/** How many bytes `BinaryEcosystem.magic` is shown. */
export const magicBytes = 64
