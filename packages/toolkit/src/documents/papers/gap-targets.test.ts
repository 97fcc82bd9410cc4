import { expect, test } from 'vitest'
import { buildPaper } from './build.ts'
import { gapTargets } from './gap-targets.ts'
import { checkPaper } from './gate.ts'
import { paperKinds } from './kinds/registry.ts'
import { emptyInput, fullInput } from './testing/sample.ts'
import { paperLanguages } from './texts/texts.ts'
import type { PaperInput } from './input.ts'

function gapsOf(input: PaperInput): readonly string[] {
  return paperKinds.flatMap((kind) => {
    const built = buildPaper(kind, input)
    return built.ok ? checkPaper(built.value).missing.map(({ where }) => where) : []
  })
}

test.each([
  ['product.yaml: manufacturer.address', [{ kind: 'profile', field: 'manufacturer.address' }]],
  [
    'product.yaml: manufacturer.name, conformity.procedure',
    [
      { kind: 'profile', field: 'manufacturer.name' },
      { kind: 'profile', field: 'conformity.procedure' },
    ],
  ],
  ['product.yaml: facts.cited_standard_applied', [{ kind: 'scope', fact: 'cited_standard_applied' }]],
  ['fact traits in product.yaml: facts', [{ kind: 'scope', fact: 'traits' }]],
  [
    'product.yaml: conformity.procedure; or question C5, naming the document',
    [
      { kind: 'profile', field: 'conformity.procedure' },
      { kind: 'question', id: 'C5' },
    ],
  ],
  [
    'question D4, E1, or the risk assessment (whether it applies, and how)',
    [
      { kind: 'question', id: 'D4' },
      { kind: 'question', id: 'E1' },
      { kind: 'risk', field: 'requirements' },
    ],
  ],
  ['risk.yaml: threats (threats[0] TEXT_MISSING)', [{ kind: 'risk', field: 'threats' }]],
  ['the SBOM of this release, made with occtet check', [{ kind: 'inventory' }]],
  ['by hand on this paper, with the proof beside it', [{ kind: 'paper' }]],
])('%s', (where, targets) => {
  expect(gapTargets(where, 'en')).toEqual(targets)
})

test('every gap of every paper leads somewhere, and to the same place in each language', () => {
  for (const make of [emptyInput, fullInput]) {
    const [en = [], de = []] = paperLanguages.map((language) =>
      gapsOf(make({ language })).map((where) => gapTargets(where, language)),
    )
    expect(en.length).toBeGreaterThan(make === emptyInput ? 100 : 0)
    expect(de).toEqual(en)
  }
})

test('only what is done by hand leads to the paper itself', () => {
  const byHand = gapsOf(emptyInput()).filter((where) => gapTargets(where, 'en')[0]?.kind === 'paper')
  expect([...new Set(byHand)]).toEqual(['by hand on this paper, with the proof beside it'])
  expect(gapTargets('question F9, naming the document; or the text of the policy', 'en')).toEqual([
    { kind: 'question', id: 'F9' },
    { kind: 'paper' },
  ])
})
