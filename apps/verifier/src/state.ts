/** What the page shows: which package, what the reader gave, and the answer. */
import type { KeyInput } from './key-input.ts'
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
  /** RFC 3339: the key was not typed, the reader said to have compared it by eye. */
  readonly byEyeAt?: string
  /** RFC 3339: the reader said that the list, the same as in the package, came another way. */
  readonly listSaidAt?: string
  readonly anchors: readonly Uint8Array[]
}

/** Without a code: no package was opened before. */
export interface Fault {
  readonly code?: string
  /** English. */
  readonly message: string
}

/** A list of keys of which the reader has to say where it came from. */
export interface AskedList {
  readonly policy: string
  /** Byte for byte the one in the package. */
  readonly isOwn: boolean
}

export type Notice =
  | { readonly kind: 'unreadable' }
  /** The list came from the package: nothing is compared. */
  | { readonly kind: 'own-list' }
  | { readonly kind: 'slip'; readonly input: Exclude<KeyInput, { kind: 'fingerprint' | 'key' }> }

export type Answer =
  | { readonly kind: 'none' }
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly result: PackageResult; readonly source: Source }
  /** No package at all, with the reason. */
  | { readonly kind: 'refused'; readonly name: string; readonly fault: Fault }
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
  readonly notice: Notice | undefined
  readonly asked: AskedList | undefined
  /** As it was typed into the field of the key. */
  readonly typed: string
  /** Being printed: a list of lines first, the details as an appendix. */
  readonly isPrinting: boolean
  /** Records shown so far. */
  readonly shown: number
}
