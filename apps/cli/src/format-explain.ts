/** `db explain` for people: the answer, who says what, which rule decided, and what is disputed. */
import { mergePolicy } from '@occtet/toolkit/advisories'
import type { Explanation, Statement } from '@occtet/toolkit/matching'
import { formatSignals } from './format-signals.ts'
import { firstRows, fold, plain } from './layout.ts'

/** Statements, records and reasons that a screen holds; the rest is in --json. */
const MOST = 10

export function formatExplanation(explained: Explanation): string {
  return [
    formatAnswer(explained),
    formatStatements(explained),
    fold('Rule', `${explained.rule.says} (${explained.rule.id})`, { indent: 10 }),
    ...formatDispute(explained),
    formatSignals(explained.signals),
    formatJoined(explained),
    ...formatApart(explained),
    `Data as of ${explained.asOf.slice(0, 10)}.\n`,
  ].join('')
}

function formatAnswer(explained: Explanation): string {
  const name = explained.group === explained.id ? explained.id : `${explained.id} (${explained.group})`
  const head = `${plain(explained.purl)}\n${fold('', `${name}: ${answerOf(explained)}`, { indent: 0 })}`
  return explained.isDisputed
    ? `${head}Sources do not agree about this version. See what each one says.\n`
    : head
}

function answerOf({ status, strength, reason, detail, basis }: Explanation): string {
  if (status === 'affected') return strength === 'confirmed' ? 'affected, confirmed' : 'possibly affected'
  if (status === 'unknown') return `unknown, ${detail ?? ''} (${reason ?? ''})`
  return `no known vulnerability (${basis ?? ''})`
}

function formatStatements({ statements, silent, elsewhere }: Explanation): string {
  const rows = statements.map(formatStatement)
  const quiet = silent.map(({ source, record }) =>
    fold('  silent', `${record} from ${source}`, { indent: 12 }),
  )
  const others =
    elsewhere === 0
      ? ''
      : fold(
          '',
          `  ${elsewhere === 1 ? '1 more record names the id, but speaks' : `${elsewhere} more records name the id, but speak`} of other packages.`,
          { indent: 2 },
        )
  if (rows.length + quiet.length === 0) return `No record speaks of this package.\n${others}`
  return `${firstRows(rows, MOST)}${firstRows(quiet, MOST)}${others}`
}

const verdicts: Readonly<Record<Statement['verdict'], string>> = {
  affected: 'affected',
  outside: 'outside',
  unclear: 'unclear',
  withdrawn: 'withdrawn',
  unasked: 'says',
}

function formatStatement(statement: Statement): string {
  const { source, record, tier, ecosystem } = statement
  const who = `${record} from ${source}, ${tierWords.get(tier) ?? tier}, about ${ecosystem}`
  const indent = { indent: 12 }
  return [
    fold(`  ${verdicts[statement.verdict]}`, who, indent),
    fold('', rangeOf(statement), { ...indent, lines: 3 }),
    ...(statement.reason === undefined ? [] : [fold('', statement.reason, indent)]),
    fold('', datesOf(statement), indent),
    ...(statement.curatedBy === undefined
      ? []
      : [fold('', `changed by reviewers: ${statement.curatedBy.join(', ')}`, indent)]),
  ].join('')
}

const tierWords: ReadonlyMap<string, string> = new Map(
  mergePolicy.tiers.map(({ tier, says }) => [tier, says]),
)

function rangeOf({ range, listed, match }: Statement): string {
  const versions = listed === 1 ? '1 listed version' : `${listed} listed versions`
  const said = [range, listed === 0 ? '' : versions].filter((part) => part !== '').join(' and ')
  const whole = said === '' ? 'names neither range nor version' : said
  if (match === undefined || match.range === range) return whole
  return `${whole}; matched ${match.kind === 'versions' ? 'the listed' : ''} ${match.range}`
}

function datesOf({ published, modified, withdrawn, license, asOf, isStale }: Statement): string {
  const parts = [
    published === undefined ? '' : `published ${published.slice(0, 10)}`,
    modified === undefined ? '' : `changed ${modified.slice(0, 10)}`,
    withdrawn === undefined ? '' : `withdrawn ${withdrawn.slice(0, 10)}`,
    license ?? 'licence not stated',
    asOf === undefined ? '' : `data of ${asOf.slice(0, 10)}${isStale === true ? ' (stale)' : ''}`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

function formatDispute({ disputed }: Explanation): readonly string[] {
  if (disputed === undefined) return []
  return [
    fold('Disputed', disputed.range, { indent: 10, lines: 3 }),
    ...(disputed.vers.length > 200 ? [] : [fold('', disputed.vers, { indent: 10 })]),
  ]
}

function formatJoined({ ids, joined }: Explanation): string {
  if (ids.length === 1) return ''
  const chained = joined.filter(({ record, via }) => record !== via)
  const rows = chained.map(({ source, record, via }) =>
    fold('', `  ${record} (${source}) through ${via}`, { indent: 2 }),
  )
  return `${fold('Same flaw', ids.join(', '), { indent: 10 })}${firstRows(rows, MOST)}`
}

function formatApart({ apart }: Explanation): readonly string[] {
  if (apart.length === 0) return []
  const rows = apart.map(({ code, says }) => fold('', `  ${says} (${code})`, { indent: 2 }))
  return [`Not joined\n`, firstRows(rows, MOST)]
}
