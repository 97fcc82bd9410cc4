/** The interview as a machine without a terminal: a state and a command give the next state and what to show. */
import { err, ok, type Result } from '../../base/index.ts'
import { parseAnswer } from './answers.ts'
import { toRawAnswer } from './answer-value.ts'
import type { Command } from './interview-command.ts'
import { toLookup } from './lookup.ts'
import { propose } from './propose.ts'
import type { QuestionnaireTexts } from './text-schema.ts'
import type { Answer, Proposal, Question, SectionId } from './types.ts'
import { look, type Situation, type View } from './visible.ts'

/** All of it is plain data; nothing is lost by throwing it away, since answers are saved one by one. */
export interface Interview {
  readonly situation: Situation
  readonly texts: QuestionnaireTexts
  /** Who answers. */
  readonly by: string
  readonly section?: SectionId
  /** Id of the question on the screen; undefined: nothing is open any more. */
  readonly at: string | undefined
  /** Questions seen before this one, the last one last. */
  readonly trail: readonly string[]
  readonly skipped: ReadonlySet<string>
  /** Note for the answer that comes next. */
  readonly note: string
  readonly isOver: boolean
}

/** Why a command did nothing; `detail` goes into the message. */
export interface Complaint {
  readonly code:
    | 'NOT_UNDERSTOOD'
    | 'NOTHING_SELECTED'
    | 'NOTHING_BEFORE'
    | 'NO_SUCH_QUESTION'
    | 'NOT_ACCEPTED'
    | 'SEARCH_EMPTY'
  readonly detail: string
}

export interface Outcome {
  readonly interview: Interview
  /** To be saved before the next screen is shown. */
  readonly given?: Answer
  readonly complaint?: Complaint
  /** Question ids that a search found. */
  readonly hits?: readonly string[]
  readonly showHelp?: boolean
}

export interface InterviewStart {
  readonly situation: Situation
  readonly texts: QuestionnaireTexts
  readonly by: string
  readonly section?: SectionId
}

/** Begins, or goes on, with the first question that has no answer. */
export function startInterview(start: InterviewStart): Interview {
  const empty = { at: undefined, trail: [], skipped: new Set<string>(), note: '', isOver: false }
  const interview: Interview = { ...start, ...empty }
  return { ...interview, at: nextOpen(interview)?.id }
}

/** `now`: RFC 3339, UTC, whole seconds. Never throws. */
export function step(interview: Interview, command: Command, now: string): Outcome {
  switch (command.kind) {
    case 'answer':
      return give(interview, { raw: command.raw, source: 'person', now })
    case 'confirm':
      return confirm(interview, now)
    case 'back':
      return goBack(interview)
    case 'skip':
      return skip(interview)
    case 'help':
      return { interview, showHelp: true }
    case 'quit':
      return { interview: { ...interview, isOver: true } }
    case 'search':
      return search(interview, command.text)
    case 'note':
      return { interview: { ...interview, note: command.text } }
    case 'go':
      return goTo(interview, command.question)
    case 'not-understood':
      return { interview, complaint: { code: 'NOT_UNDERSTOOD', detail: command.text.slice(0, 80) } }
    default:
      return command satisfies never
  }
}

/** The question on the screen with all that belongs to it; undefined at the end. */
export function currentQuestion(
  interview: Interview,
  view: View = look(interview.situation),
): { readonly question: Question; readonly proposal?: Proposal; readonly answer?: Answer } | undefined {
  const question = view.visible.find((one) => one.id === interview.at)
  if (question === undefined) return undefined
  const answer = interview.situation.answers.get(question.id)
  const { situation } = interview
  const lookup = toLookup({ ...situation, answers: view.counted, facts: view.ruleFacts })
  const proposal = propose(question, { lookup, signals: situation.signals })
  return {
    question,
    ...(proposal === undefined ? {} : { proposal }),
    ...(answer === undefined ? {} : { answer }),
  }
}

interface Given {
  readonly raw: unknown
  readonly source: Answer['source']
  readonly now: string
}

function give(interview: Interview, given: Given): Outcome {
  const answer = readAnswer(interview, given)
  if (!answer.ok) return { interview, complaint: answer.error }
  const { situation, at } = interview
  const answers = new Map(situation.answers).set(answer.value.question, answer.value)
  const answered = { ...interview, situation: { ...situation, answers }, note: '' }
  return { interview: moveOn(answered, at), given: answer.value }
}

function readAnswer(interview: Interview, { raw, source, now }: Given): Result<Answer, Complaint> {
  const { at, by, note, situation } = interview
  if (at === undefined) return err({ code: 'NOT_ACCEPTED', detail: '' })
  const before = situation.answers.get(at)
  const kept = note === '' ? before?.note : note
  const { documents } = before ?? {}
  const answer = parseAnswer({
    question: at,
    answer: raw,
    by,
    at: now,
    source,
    ...(kept === undefined ? {} : { note: kept }),
    ...(documents === undefined ? {} : { documents }),
  })
  return answer.ok ? ok(answer.value) : err({ code: 'NOT_ACCEPTED', detail: answer.error.message })
}

/** Takes what the evidence selected; an answer that stands already is kept and left. */
function confirm(interview: Interview, now: string): Outcome {
  const current = currentQuestion(interview)
  if (current?.answer !== undefined) return { interview: moveOn(interview, interview.at) }
  const selected = current?.proposal?.value
  if (selected === undefined) return { interview, complaint: { code: 'NOTHING_SELECTED', detail: '' } }
  return give(interview, { raw: toRawAnswer(selected), source: 'confirmed', now })
}

function goBack(interview: Interview): Outcome {
  const visible = new Set(shown(interview).map((question) => question.id))
  const trail = interview.trail.filter((id) => visible.has(id))
  const last = trail.at(-1)
  if (last === undefined) return { interview, complaint: { code: 'NOTHING_BEFORE', detail: '' } }
  return { interview: { ...interview, at: last, trail: trail.slice(0, -1), note: '' } }
}

function skip(interview: Interview): Outcome {
  const { at, skipped } = interview
  if (at === undefined) return { interview }
  return { interview: moveOn({ ...interview, skipped: new Set([...skipped, at]), note: '' }, at) }
}

function goTo(interview: Interview, id: string): Outcome {
  if (!look(interview.situation).visible.some((question) => question.id === id)) {
    return { interview, complaint: { code: 'NO_SUCH_QUESTION', detail: id } }
  }
  return { interview: { ...leave(interview, interview.at), at: id, note: '' } }
}

/** Visible questions whose words hold every word of the text. */
function search(interview: Interview, text: string): Outcome {
  const wanted = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (wanted.length === 0) return { interview, complaint: { code: 'SEARCH_EMPTY', detail: '' } }
  const hits = look(interview.situation).visible.filter((question) => {
    const words = interview.texts.questions.get(question.id)
    const options = Object.values(words?.options ?? {})
    const all = [question.id, words?.text, words?.why, ...options].join(' ').toLowerCase()
    return wanted.every((word) => all.includes(word))
  })
  return { interview, hits: hits.map((question) => question.id) }
}

function moveOn(interview: Interview, from: string | undefined): Interview {
  const left = leave(interview, from)
  return { ...left, at: nextOpen(left, from)?.id }
}

function leave(interview: Interview, from: string | undefined): Interview {
  if (from === undefined || interview.trail.at(-1) === from) return interview
  return { ...interview, trail: [...interview.trail, from] }
}

/** The next question without an answer that nobody skipped, behind `from` first, then from the start. */
function nextOpen(interview: Interview, from?: string): Question | undefined {
  const questions = shown(interview)
  const start = from === undefined ? 0 : questions.findIndex((question) => question.id === from) + 1
  const isOpen = ({ id }: Question) => !interview.situation.answers.has(id) && !interview.skipped.has(id)
  return [...questions.slice(start), ...questions.slice(0, start)].find(isOpen)
}

function shown({ situation, section }: Interview): readonly Question[] {
  return look(situation).visible.filter((question) => section === undefined || question.section === section)
}
