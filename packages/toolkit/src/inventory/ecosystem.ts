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
}

/** What a format can be asked, whatever its files are made of. */
export interface FormatFacts {
  /** Unique: names the format, such as `npm-lock` or `go-mod`. */
  readonly id: string
  readonly purlType: string
  /** Version scheme id of `versions/`. */
  readonly versions: string
  /** Exact file names, or patterns with `*` inside the last path segment; matched case-sensitively. */
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
   * Files (names in the same folder) that state the same packages better: when one of them was read,
   * the walker marks this file `skipped` with that reason (a manifest beside its lock file).
   */
  readonly yieldsTo?: readonly string[]
}

/** A format of text: lock files, manifests, databases of package managers. */
export interface Ecosystem extends FormatFacts {
  /** Where several ecosystems claim one file name: whether this text is of this format. The first that accepts gets it. */
  readonly accepts?: (text: string) => boolean
  /**
   * The relative path of a file elsewhere (a lock in the parent workspace) that states the same packages better;
   * the walker skips this file when that one was read.
   */
  readonly coveredBy?: (file: SourceFile, near: Near) => string | undefined
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
 * `magicBytes` bytes of each file that `files` or `mayBe` lets through; a file that it refuses is no file of ours and
 * gets no report. Pure; never throws.
 */
export interface BinaryEcosystem extends FormatFacts {
  /** Further names that may be of this format (`no dot in the name`), beside `files`. */
  readonly mayBe?: (name: string) => boolean
  readonly magic: (head: Uint8Array) => boolean
  readonly parseBytes: (file: BinaryFile, near: Near) => ParsedFile
}

/** How many bytes `BinaryEcosystem.magic` is shown. */
export const magicBytes = 64
