/** Texts of vectors/licence-texts: the list's own test texts, variants of them, and halves that are no license. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type LicenseMatch, recognizeLicense } from '../../../packages/toolkit/src/licenses/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface TextCase {
  readonly file: string
  readonly expected: string | null
  readonly acceptAlso: readonly string[]
  readonly variant?: string
}

interface Answer {
  readonly one: TextCase
  readonly full: readonly LicenseMatch[]
  readonly sure: readonly LicenseMatch[]
}

const folder = 'vectors/licence-texts/'

function readCases(file: string): readonly TextCase[] {
  return JSON.parse(readFileSync(sharedPath(folder + file), 'utf8')) as readonly TextCase[]
}

function answer(one: TextCase): Answer {
  const { matches } = recognizeLicense(readFileSync(sharedPath(folder + one.file), 'utf8'))
  return {
    one,
    full: matches.filter((match) => match.kind === 'full-text'),
    sure: matches.filter((match) => match.confidence !== 'low'),
  }
}

/** Ids that begin with `depreciate_` are old names (README of the vectors). */
function acceptable({ expected, acceptAlso }: TextCase): ReadonlySet<string> {
  return new Set([expected ?? '', ...acceptAlso].map((id) => id.replace(/^depreciate_/, '')))
}

function names(match: LicenseMatch): readonly string[] {
  return [match.id, ...match.alsoNamed]
}

function isRight({ one, full }: Answer): boolean {
  if (one.expected === null) return full.length === 0
  const wanted = acceptable(one)
  const [only] = full
  return full.length === 1 && only !== undefined && names(only).some((id) => wanted.has(id))
}

function isWrongAndSure({ one, sure }: Answer): boolean {
  const wanted = acceptable(one)
  return sure.some((match) => !names(match).some((id) => wanted.has(id)))
}

function describeAnswer({ one, full }: Answer): string {
  return `${one.file}: ${full.map((match) => `${match.id} ${match.confidence}`).join(', ') || 'none'}`
}

describeShared('licence texts', () => {
  test('each text is named right, alone, and nothing wrong is sure', () => {
    const answers = [...readCases('index.json'), ...readCases('variants.json')].map(answer)
    const wanted = answers.filter(({ one }) => one.expected !== null)
    const right = wanted.filter(isRight).length
    const named = answers.filter(({ full }) => full.length > 0).length
    const first = wanted.filter(({ one, full }) => acceptable(one).has(full[0]?.id ?? '-')).length
    console.log(
      `licence texts: ${wanted.length} with a license, recall ${(right / wanted.length).toFixed(4)}, ` +
        `precision ${(right / named).toFixed(4)}, named first ${first}, ` +
        `halves kept apart ${answers.filter((one) => one.one.expected === null && isRight(one)).length} of ` +
        `${answers.length - wanted.length}`,
    )
    expect(answers.length).toBeGreaterThan(600)
    expect(answers.filter(isWrongAndSure).map(describeAnswer)).toEqual([])
    expect(answers.filter((one) => !isRight(one)).map(describeAnswer)).toEqual([])
  })

  test('samples of one template, good and bad', () => {
    const base = `${folder}template-match/BSD-3-Clause/license/`
    const ids = (kind: string): readonly string[] =>
      readdirSync(sharedPath(base + kind)).map((file) => {
        const { matches } = recognizeLicense(readFileSync(sharedPath(`${base}${kind}/${file}`), 'utf8'))
        return matches
          .filter((match) => match.kind === 'full-text' && match.confidence !== 'low')
          .map((match) => match.id)
          .join()
      })
    expect(new Set(ids('good'))).toEqual(new Set(['BSD-3-Clause']))
    expect(new Set(ids('bad'))).toEqual(new Set(['']))
  })
})
