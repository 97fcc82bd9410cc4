/** One question on a terminal: text, reason, articles, what was found with file, line and age, and how to answer. */
import {
  allowsNa,
  choicesOf,
  findContradiction,
  findNaHint,
  formatRef,
  type Interview,
  type Outcome,
  type Progress,
  type Proposal,
  type Question,
  type QuestionnaireAnswer,
  type QuestionnaireTexts,
  statementOf,
  refsOf,
  type SignalResult,
  staleReasons,
  toLookup,
  toRawAnswer,
  type View,
} from '@occtet/toolkit/cra'
import type { Desk } from './assess-desk.ts'
import { fill } from './assess-report.ts'
import { fold, plain } from './layout.ts'

export interface QuestionScreen {
  readonly question: Question
  readonly proposal?: Proposal
  readonly answer?: QuestionnaireAnswer
  readonly interview: Interview
  readonly view: View
  readonly progress: Progress
  readonly desk: Desk
  readonly width: number
}

export function formatQuestion(screen: QuestionScreen): string {
  const { question, interview, progress, width, desk } = screen
  const { texts } = interview
  const { words, sections } = texts
  const text = texts.questions.get(question.id)
  const row = (head: string, body: string, indent = 2) => fold(head, body, { indent, width, lines: 20 })
  const left = fill(words.minutesLeft, { ...progress, minutes: progress.minutesLeft })
  return [
    `\n${row('', `${question.section} ${sections[question.section] ?? ''} · ${left}`, 0)}\n`,
    row(`${question.id}  `, text?.text ?? '', 4),
    row('', `${words.why}: ${text?.why ?? ''}`, 4),
    row(
      '',
      `${words.legalBasis}: ${refsOf(question)
        .map((ref) => formatRef(ref, desk.language))
        .join('; ')}`,
      4,
    ),
    text?.evidence === undefined ? '' : row('', `${words.proof}: ${text.evidence}`, 4),
    question.isGate ? row('', words.gate, 4) : '',
    ...foundRows(screen, row),
    ...hintRows(screen, row),
    ...answeredRows(screen, row),
    '\n',
    ...choiceRows(screen, row),
    interview.note === '' ? '' : row('', fill(words.noteKept, { note: interview.note }), 4),
    row('', howTo(screen), 4),
  ].join('')
}

type Row = (head: string, body: string, indent?: number) => string

function foundRows({ proposal, interview, desk }: QuestionScreen, row: Row): readonly string[] {
  if (proposal === undefined) return []
  const { words } = interview.texts
  const { signals } = interview.situation
  const how = proposal.value === undefined ? words.shownOnly : words.selected
  const against = proposal.isAgainst ? `; ${words.against}` : ''
  return [
    row('', `${words.found} (${how}${against}):`, 4),
    ...proposal.signals.flatMap((id) => {
      const signal = signals.get(id)
      return signal === undefined
        ? []
        : [row('    -', `${statementOf(signal, desk.language)} ${placesOf(signal, words.changed)}`, 6)]
    }),
  ]
}

function hintRows({ question, answer, interview, view, desk }: QuestionScreen, row: Row): readonly string[] {
  if (answer !== undefined) return []
  const lookup = toLookup({ ...interview.situation, answers: view.counted, facts: view.ruleFacts })
  const reason = findNaHint(question.id, lookup, desk.language)
  return reason === undefined ? [] : [row('', fill(interview.texts.words.naHint, { reason }), 4)]
}

const mostPlaces = 3

/** `(SECURITY.md:3, last changed 2026-01-04)`. */
function placesOf(signal: SignalResult, changed: string): string {
  const places = signal.evidence.slice(0, mostPlaces).map(({ path, line, changedAt }) => {
    const age = changedAt === undefined ? '' : `, ${fill(changed, { date: changedAt.slice(0, 10) })}`
    return `${plain(path)}:${line}${age}`
  })
  return places.length === 0 ? `(${signal.id})` : `(${signal.id}: ${[...new Set(places)].join('; ')})`
}

function answeredRows(screen: QuestionScreen, row: Row): readonly string[] {
  const { answer, question, interview, view, desk } = screen
  if (answer === undefined) return []
  const { words } = interview.texts
  const { situation } = interview
  const { by, at } = answer
  const { newestRelease } = desk
  const now = { today: situation.today, ...(newestRelease === undefined ? {} : { newestRelease }) }
  const lookup = toLookup({ ...situation, answers: view.counted, facts: view.ruleFacts })
  const evidence = { lookup, signals: situation.signals }
  const clash = findContradiction(question, answer, { evidence, language: desk.language })
  return [
    row(
      '',
      fill(words.answered, { answer: sayAnswer(answer, question, interview.texts), by, at: at.slice(0, 10) }),
      4,
    ),
    ...staleReasons(answer, now).map((why) => row('', words[`stale-${why}`], 4)),
    clash === undefined ? '' : row('  !', clash.sentence, 4),
    answer.note === undefined ? '' : row('', `“${answer.note}”`, 4),
  ]
}

export function sayAnswer(
  { value }: QuestionnaireAnswer,
  question: Question,
  texts: QuestionnaireTexts,
): string {
  const words = texts.questions.get(question.id)?.options
  if (value.kind === 'na') return `${texts.answers['na'] ?? ''}: ${value.reason}`
  const raw = toRawAnswer(value)
  const list = typeof raw === 'string' ? [raw] : Array.isArray(raw) ? (raw as readonly string[]) : []
  return list.map((id) => words?.[id] ?? texts.answers[id] ?? id).join(', ')
}

/** The marked answer is the one that Enter takes. */
function choiceRows({ question, proposal, answer, interview }: QuestionScreen, row: Row): readonly string[] {
  const { texts } = interview
  const words = texts.questions.get(question.id)
  const marked = answer?.value ?? proposal?.value
  const raw = marked === undefined ? [] : [toRawAnswer(marked)].flat()
  return choicesOf(question).map((choice, at) => {
    const label = words?.options?.[choice] ?? texts.answers[choice] ?? choice
    const help = words?.optionHelp?.[choice]
    const mark = raw.includes(choice) ? '›' : ' '
    const number = String(at + 1).padStart(2)
    return row(`  ${mark} ${number} `, help === undefined ? label : `${label}. ${help}`, 8)
  })
}

function howTo({ question, proposal, answer, interview }: QuestionScreen): string {
  const { words } = interview.texts
  const ways = [
    question.type === 'multi'
      ? words.promptMulti
      : question.type === 'date'
        ? words.promptDate
        : words.prompt,
    ...(allowsNa(question) ? [words.promptNa] : []),
    ...(proposal?.value === undefined && answer === undefined ? [] : [words.enter]),
    '?',
  ]
  return ways.join(' · ')
}

/** What a command led to, before the next question is shown. */
export function formatOutcome(outcome: Outcome, texts: QuestionnaireTexts, width: number): string {
  const { words } = texts
  const row = (text: string) => fold('  ', text, { indent: 2, width, lines: 12 })
  const { complaint, hits, showHelp, given } = outcome
  if (complaint !== undefined) return row(fill(words[complaint.code], { detail: complaint.detail }))
  if (showHelp === true) return row(words.help)
  if (hits !== undefined) {
    const found = hits.map((id) => row(`${id}  ${texts.questions.get(id)?.text ?? ''}`))
    return hits.length === 0 ? row(words.noHits) : [row(words.hits), ...found].join('')
  }
  return given === undefined ? '' : row(`✓ ${words.saved}`)
}

/** Nothing is open any more, or only what was skipped. */
export function formatEnd({ texts, skipped, situation }: Interview, width: number): string {
  const open = [...skipped].filter((id) => !situation.answers.has(id))
  const text =
    open.length === 0 ? texts.words.end : fill(texts.words.endSkipped, { questions: open.join(', ') })
  return `\n${fold('  ', text, { indent: 2, width, lines: 12 })}`
}
