/** The index that a question is asked of: the law, the questionnaire, the product in a folder, the user's documents. */
import { isAbsolute, join } from 'node:path'
import { existsSync } from 'node:fs'
import { readDocumentFile, readTextFile } from '@occtet/toolkit/adapters'
import {
  type AssistantSettings,
  createSearchIndex,
  documentEntries,
  lawCorpus,
  parseAssistantSettings,
  prepareEntries,
  productEntries,
  type SearchIndex,
  type Tongue,
  withManual,
  type WordedEntry,
} from '@occtet/toolkit/assistant'
import { configFolder, type Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { documentWorkerUrl } from '../worker-url.ts'
import { readProductCorpus } from './product-texts.ts'

export interface Assistant {
  readonly index: SearchIndex
  readonly settings: AssistantSettings
  /** What is not in the index although it was asked for, in words. */
  readonly missing: readonly string[]
}

export interface AssistantPlace {
  readonly dir: string
  /** Files named on the command line. */
  readonly documents: readonly string[]
  readonly language: Tongue
}

/** Throws (exit 3) where settings, a document or the product's own files cannot be read. */
export async function openAssistant(
  context: Context,
  { dir, documents, language }: AssistantPlace,
): Promise<Assistant> {
  const folder = configFolder(context)
  const settings = readAssistantSettings(context)
  const product = readProductCorpus(context, dir, language)
  const paths = [
    ...settings.documents.map((path) => (isAbsolute(path) ? path : join(folder, path))),
    ...documents,
  ]
  const read = await Promise.all(paths.map(readDocument))
  const law = lawCorpus()
  const own: readonly WordedEntry[] = [
    ...(product === undefined ? [] : productEntries(product.id, product.texts)),
    ...read.flatMap((document) => document.entries),
  ]
  return {
    index: withManual(createSearchIndex(law, prepareEntries(uniqueById(own), law.known))),
    settings,
    missing: [...(product?.missing ?? []), ...read.flatMap(({ problem }) => problem ?? [])],
  }
}

/** Throws (exit 3) where the file is there and cannot be read. */
export function readAssistantSettings(context: Context): AssistantSettings {
  const path = join(configFolder(context), 'assistant.yaml')
  if (!existsSync(path)) return { documents: [] }
  const text = readTextFile(path)
  const settings = text.ok ? parseAssistantSettings(text.value) : text
  if (settings.ok) return settings.value
  throw new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: settings.error.code,
    message: `${path}: ${settings.error.message}`,
  })
}

interface ReadDocument {
  readonly entries: readonly WordedEntry[]
  readonly problem?: string
}

async function readDocument(path: string): Promise<ReadDocument> {
  const text = await readDocumentFile(path, documentWorkerUrl())
  if (!text.ok) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: text.error.code,
      message: text.error.message,
      hint: 'Documents are plain text or Markdown in UTF-8, HTML, or PDF with text in it.',
    })
  }
  const { entries, isWhole } = documentEntries({ name: path, text: text.value })
  return { entries, ...(!isWhole && { problem: `${path} is too long: its end is not searched` }) }
}

/** The same file named twice is one document. */
function uniqueById(entries: readonly WordedEntry[]): readonly WordedEntry[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()]
}
