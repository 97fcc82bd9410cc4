/** What the page shows: which package, what the reader gave, and the answer. */
import type { DocumentResult, Language, PackageFiles, PackageResult } from '@occtet/toolkit/evidence-package'

export type Theme = 'auto' | 'light' | 'dark'

export interface Source {
  readonly files: PackageFiles
  /** Name of the file; undefined: the page's own data. */
  readonly name: string | undefined
  /** Lower-case hex, of the `.zip`. */
  readonly sha256?: string
}

/** What the reader brought along. */
export interface Given {
  readonly policy?: string
  readonly logKey?: string
  readonly anchors: readonly Uint8Array[]
}

export type Answer =
  | { readonly kind: 'none' }
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly result: PackageResult; readonly source: Source }
  /** No package at all, with the reason. */
  | { readonly kind: 'refused'; readonly name: string; readonly message: string }
  /** The check itself stopped. Never a yes. */
  | { readonly kind: 'stopped'; readonly message: string }

export interface State {
  readonly language: Language
  readonly theme: Theme
  readonly given: Given
  readonly answer: Answer
  /** Documents that were dropped on the page. */
  readonly dropped: readonly DocumentResult[]
  /** What a button of the key panel had to say. */
  readonly notice: 'other' | 'unreadable' | undefined
  /** Records shown so far. */
  readonly shown: number
}
