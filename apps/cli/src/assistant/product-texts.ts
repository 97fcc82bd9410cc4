/** What `.occtet/` and the last report say of the product in a folder, as texts of the assistant. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readTextFile } from '@occtet/toolkit/adapters'
import { type ProductText, profileTexts } from '@occtet/toolkit/assistant'
import { type Language, questionOf, textsOf } from '@occtet/toolkit/cra'
import { requirementTexts, findingTexts } from './report-files.ts'
import { sayAnswer } from '../format-question.ts'
import { openProductFolder, type ProductFolder } from '../product-desk.ts'
import type { Context } from '../context.ts'

export interface ProductCorpus {
  readonly id: string
  readonly texts: readonly ProductText[]
  /** What could not be read, in words. */
  readonly missing: readonly string[]
}

/** Undefined: the folder holds no product. Throws (exit 3) where the profile or the answers cannot be read. */
export function readProductCorpus(
  context: Context,
  dir: string,
  language: Language,
): ProductCorpus | undefined {
  if (!existsSync(join(dir, '.occtet', 'product.yaml'))) return undefined
  const folder = openProductFolder(context, dir)
  const findings = readReport(join(dir, 'occtet-report', 'findings.json'), findingTexts)
  const status = readReport(join(dir, 'occtet-report', 'cra.json'), requirementTexts)
  return {
    id: folder.profile.id,
    texts: [
      ...profileTexts(folder.profile),
      ...answerTexts(folder, language),
      ...(findings.value ?? []),
      ...(status.value ?? []),
    ],
    missing: [findings, status].flatMap(({ problem }) => problem ?? []),
  }
}

function answerTexts({ answers }: ProductFolder, language: Language): readonly ProductText[] {
  const words = textsOf(language)
  return [...answers].flatMap(([id, answer]) => {
    const question = questionOf(id)
    const text = words.questions.get(id)?.text
    if (question === undefined || text === undefined) return []
    return [
      {
        kind: 'answer' as const,
        id,
        title: `${id}: ${text}`,
        text: `${sayAnswer(answer, question, words)} (${answer.by}, ${answer.at.slice(0, 10)})`,
      },
    ]
  })
}

interface Read {
  readonly value?: readonly ProductText[]
  readonly problem?: string
}

function readReport(path: string, read: (json: unknown) => readonly ProductText[] | undefined): Read {
  const text = readTextFile(path)
  if (!text.ok) {
    return {
      problem: existsSync(path) ? text.error.message : `${path} is not there; \`occtet check\` writes it`,
    }
  }
  const value = read(parse(text.value))
  return value === undefined ? { problem: `${path} is not what \`occtet check\` writes` } : { value }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}
