/** The structure of the law as published (articles, paragraphs, points, recitals), counted from its text, against our passages. */
import { expect, test } from 'vitest'
import { guidance } from './files.ts'
import structure from './testing/structure.json' with { type: 'json' }

interface Article {
  readonly paragraphs: number
  /** Last letter of the points of a paragraph; the key is empty where the article has no paragraphs. */
  readonly points?: Readonly<Record<string, string>>
}

const articles = Object.entries(structure.articles as Readonly<Record<string, Article>>)
const inLaw = [
  ...articles.flatMap(([number, article]) => provisionsOf(`Art. ${number}`, article)),
  ...upTo(structure.recitals).map((number) => `recital ${number}`),
]
/** Put in by Regulation (EU) 2025/327, after the text that was counted. */
const insertedLater = ['Art. 32(5a)']

test('each article, each paragraph, each point and each recital has a passage', () => {
  const ours = new Set<string>(guidance.map(({ ref }) => ref))
  expect(inLaw.length).toBe(511 + 130)
  expect(inLaw.filter((ref) => !ours.has(ref))).toEqual([])
})

test('no passage is on an article or a recital that the law does not have', () => {
  const known = new Set([...inLaw, ...insertedLater])
  const ours = guidance.map(({ ref }) => ref).filter((ref) => !ref.startsWith('Annex'))
  expect(ours.filter((ref) => !known.has(ref))).toEqual([])
})

function provisionsOf(name: string, { paragraphs, points = {} }: Article): readonly string[] {
  return [
    name,
    ...upTo(paragraphs).map((number) => `${name}(${number})`),
    ...Object.entries(points).flatMap(([paragraph, last]) =>
      upTo(last.charCodeAt(0) - 96).map(
        (letter) => `${name}${paragraph && `(${paragraph})`}(${String.fromCharCode(96 + letter)})`,
      ),
    ),
  ]
}

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, at) => at + 1)
}
