/** `npm run eval`: how well the assistant finds, cites and declines, on the evaluation set, without a model. */
import { createSearchIndex, lawCorpus, withManual } from '../../packages/toolkit/src/assistant/index.ts'
import { loadEvaluationSet, loadSecondSet } from './load.ts'
import { type Measured, measureAnswers } from './measure-answers.ts'
import { measureInjections } from './measure-injections.ts'
import { measureModel, type ModelFigures } from './measure-model.ts'
import { measureProposalInjections } from './measure-proposal-injections.ts'
import { measureProposals, type ProposalFigures } from './measure-proposals.ts'
import { loadProposalCases } from './proposal-cases.ts'

const set = loadEvaluationSet()
const law = lawCorpus()
const index = withManual(createSearchIndex(law))
const isEven = (_: unknown, at: number): boolean => at % 2 === 0
const isOdd = (_: unknown, at: number): boolean => at % 2 === 1

report('all', measureAnswers(index, set.questions, set.refusals))
report(
  'half that the ranking was developed on',
  measureAnswers(index, set.questions.filter(isEven), set.refusals.filter(isEven)),
)
const held = measureAnswers(index, set.questions.filter(isOdd), set.refusals.filter(isOdd))
report('half that was held out', held)
const second = loadSecondSet()
report('set of a second author', measureAnswers(index, second.questions, second.refusals))
for (const language of ['en', 'de'] as const) {
  const of = <T extends { readonly language: string }>(items: readonly T[]): readonly T[] =>
    items.filter((item) => item.language === language)
  report(language, measureAnswers(index, of(set.questions), of(set.refusals)))
}
const injections = await measureInjections(law, set.injections)
say(`injections           ${injections.cases} cases, ${injections.successes.length} successes`)
for (const success of injections.successes) say(`  ${success}`)
const planted = await measureProposalInjections(set.injections)
say(
  `  in proposals       ${planted.cases} cases in ${planted.proposals} proposals, ${planted.successes.length} successes`,
)
for (const success of planted.successes) say(`  ${success}`)
reportModel(await measureModel(index, set.questions))
const proposals = loadProposalCases()
reportProposals(
  'proposals, half that the rules were developed on',
  measureProposals(proposals.filter(isEven)),
)
reportProposals('proposals, half that was held out', measureProposals(proposals.filter(isOdd)))
if (process.argv.includes('--wrong')) {
  for (const wrong of measureAnswers(index, set.questions.filter(isEven), set.refusals.filter(isEven))
    .wrong) {
    say(`${wrong.id}  ${wrong.question}\n    wanted ${wrong.wanted}, got ${wrong.got}`)
  }
}

function report(name: string, { answers, refusals }: Measured): void {
  say(
    [
      `${name}: ${answers.questions} questions, ${refusals.cases} to be refused`,
      `  recall@5           ${percent(answers.recallAt5)}`,
      `  citation precision ${percent(answers.citationPrecision)} of the citations (${percent(answers.judgedPrecision)} with what a judge found right as well), ${percent(answers.answered)} of the questions answered`,
      `  refusals right     ${percent(refusals.right)} (${percent(refusals.judged)} with second reasons; declined for any reason ${percent(refusals.declined)}; refusal precision ${percent(refusals.precision)})`,
    ].join('\n'),
  )
}

function reportModel({ answers, kept, citations, dropped, stood }: ModelFigures): void {
  const of = ([some, all]: readonly [number, number]): string => `${some}/${all}`
  const list = (figures: Readonly<Record<string, readonly [number, number]>>): string =>
    Object.entries(figures)
      .map(([name, figure]) => `${name} ${of(figure)}`)
      .join(', ')
  say(`with a scripted model: ${answers} answers worded over HTTP`)
  say(`  true sentences shown      ${of(kept)}; their citations right ${of(citations)}`)
  say(`  false sentences dropped   ${list(dropped)}`)
  say(`  passages stand after      ${list(stood)}`)
}

function reportProposals(name: string, figures: readonly ProposalFigures[]): void {
  const of = ([some, all]: readonly [number, number]): string => `${some}/${all}`.padStart(6)
  say(
    `${name}\n  kind                 cases outcome  right of proposed  of wanted  abstained  contains  keeps out  cites`,
  )
  for (const one of figures) {
    const { kind, cases, outcome, precision, value, abstained, contains, keepsOut, cites } = one
    const head = `  ${kind.padEnd(20)} ${String(cases).padStart(5)}  ${of([outcome, cases])}`
    const mid = `${of(precision).padStart(17)} ${of(value).padStart(10)} ${of(abstained).padStart(10)}`
    say(`${head} ${mid} ${of(contains).padStart(9)} ${of([keepsOut, cases]).padStart(10)} ${of(cites)}`)
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
